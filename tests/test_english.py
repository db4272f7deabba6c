"""Answers in English: every sentence has a translation, and what stays Chinese is marked as such."""

from __future__ import annotations

import ast
import json
import random
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.english import english_words
from builder.policies import read_policies
from builder.policy_set import PolicySet
from builder.problems import PolicyError
from calculator import Policies, browser, check
from calculator.english import TABLE
from calculator.kin_chains import CHAINS, unclear_chain
from calculator.messages import READ, marked, own, say, speaking
from calculator.policies import parse_policies
from calculator.reading import understand
from calculator.told import answer_to
from tests.test_asked import load_asked
from tests.test_cases import load_cases

ROOT = Path(__file__).parent.parent
CHINESE = re.compile(r"[\u3400-\u9fff]")
SAID = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")  # its punctuation too: "{names}：{verdict}"
# Modules that say nothing themselves: they read Chinese, or hold the table.
SILENT = ("kin", "kin_chains", "kin_views", "letters", "lexicon", "slips", "sounds", "messages", "translation", "english")
# Chinese that is no sentence: what texts are compared with, a mark, and the parts of a month's name.
NO_SENTENCES = {"「", "」", "我", "我的", "月", "未定", "给您", "您(?![说问])", "省（区、市）内", "跨省", "Asks the rules engine of 共济查."}
OWN_WORDS = re.compile("「[^」]*」")


def spoken() -> Iterator[tuple[str, str]]:
    """(module, string) of every string with Chinese that is said: outside docstrings and the modules that read Chinese."""
    yield from (("kin_chains", text) for text in asked_of_chains())
    yield from (("messages", template) for template in READ)
    for path in sorted((ROOT / "calculator").glob("*.py")):
        if path.stem not in SILENT and not path.stem.startswith("reading"):
            yield from ((path.stem, text) for text in strings(path) if text not in NO_SENTENCES)


def strings(path: Path) -> Iterator[str]:
    """The strings with Chinese outside docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
        if isinstance(text, str) and SAID.search(text):
            yield text


def asked_of_chains() -> Iterator[str]:
    """What is asked about a relative's relative, and the options."""
    relations = {*CHAINS, *(then for ends in CHAINS.values() for then in ends), "not_kin", "former_spouse", "other_kin"}
    for first in relations:
        for then in relations:
            ask, options = unclear_chain(first, then) or ("", ())
            yield from (ask, *(text for _, text in options)) if ask else ()


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_sentence_has_an_english_one() -> None:
    assert [f"{module}: {text}" for module, text in spoken() if text not in TABLE] == []


def test_no_english_sentence_is_left_over() -> None:
    said = {text for _, text in spoken()}
    said |= {text for path in (ROOT / "calculator").glob("reading*.py") for text in strings(path)}
    assert [text for text in TABLE if CHINESE.search(text) and text not in said and not re.fullmatch(r"\d+月", text)] == []


@pytest.mark.parametrize("template", [text for text in TABLE if "{" in text and "孩子: " not in text])
def test_a_translation_uses_only_the_fields_of_its_sentence(template: str) -> None:
    assert fields(TABLE[template]) <= fields(template)


# Answers


@pytest.fixture(scope="module")
def words(policy_set: PolicySet) -> dict[str, Any]:
    return english_words(policy_set)


@pytest.fixture(scope="module")
def english(compiled: str, words: dict[str, Any]) -> Policies:
    return parse_policies(compiled, words)


@pytest.fixture(scope="module")
def glosses(words: dict[str, Any]) -> set[str]:
    """The Chinese that English sentences hold themselves: 家庭共济, 医保定点."""
    return {run for text in [*words["table"].values(), *words["regions"].values()] for run in re.findall(r"[\u3400-\u9fff]+", text)}


def mixed(value: object, glosses: set[str], path: str = "") -> list[str]:
    """What is Chinese in an answer and is not marked as the words of a document or of the question."""
    if isinstance(value, dict):
        return [one for key, entry in value.items() if key not in ("change", "value", "provisions") for one in mixed(entry, glosses, f"{path}.{key}")]
    if isinstance(value, list):
        return [one for entry in value for one in mixed(entry, glosses, path)]
    runs = re.findall(r"[\u3400-\u9fff]+", OWN_WORDS.sub("", value)) if isinstance(value, str) else []
    return [f"{path}: {value}" for run in runs if run not in glosses]


def in_english(question: dict[str, Any], english: Policies, words: dict[str, Any]) -> dict[str, Any]:
    with speaking(words["table"]):
        found = check(question, english).to_json()
    del found["question"]  # holds the words as typed
    return found


def questions(policies: Policies, count: int) -> list[dict[str, Any]]:
    chance = random.Random(20261122)
    kin = [*policies.kin, *policies.kin_ambiguous]
    items = [*policies.items, *policies.item_ambiguous]
    some: dict[str, list[Any]] = {
        "on": ["2017-03-01", "2021-06-01", "2023-08-01", "2024-09-01", "2025-07-01", "2026-11-22"],
        "donor_region": list(policies.regions),
        "donor_account": ["yes", "no", "unsure"],
        "relation": list(policies.relations),
        "relative": kin,
        "relative_region": [*policies.regions, "unsure"],
        "relative_insured": ["employee", "resident", "none", "unsure"],
        "expense": list(policies.categories),
        "item": items,
        "designated": ["yes", "no", "unsure"],
        "amount": [0, 12.5, 300, 99999],
        "donor_balance": [0, 120, 4000.5],
        "relatives_bound": [0, 3, 40],
        "relative_bound_by": [0, 2, 9],
        "same_pool": ["yes", "no"],
        "route": ["in_pool", "in_province", "cross_province"],
    }
    found = []
    for _ in range(count):
        asked = {key: chance.choice(values) for key, values in some.items() if chance.random() < 0.6}
        if "relative" in asked:
            asked.pop("relation", None)
        if "item" in asked:
            asked.pop("expense", None)
        if "donor_region" in asked and chance.random() < 0.4:
            asked["donor_pool"] = chance.choice(policies.pools_of[asked["donor_region"]])
        found.append(asked)
    return found


def test_all_cases_are_answered_in_english_alone(english: Policies, words: dict[str, Any], glosses: set[str]) -> None:
    for case in load_cases():
        asked = case.values[0]["question"]
        assert mixed(in_english(asked, english, words), glosses) == [], asked


def test_random_questions_are_answered_in_english_alone(english: Policies, words: dict[str, Any], glosses: set[str]) -> None:
    for asked in questions(english, 600):
        assert mixed(in_english(asked, english, words), glosses) == [], asked


def test_the_verdicts_are_those_of_the_chinese_answers(policies: Policies, english: Policies, words: dict[str, Any]) -> None:
    for asked in questions(policies, 300):
        here, there = check(asked, policies).to_json(), in_english(asked, english, words)
        for key in ("verdict", "route", "changes", "receipt"):
            assert here[key] == there[key], (asked, key)
        assert [one["verdict"] for one in here["checks"]] == [one["verdict"] for one in there["checks"]], asked
        assert [one["change"] for one in here["instead"]] == [one["change"] for one in there["instead"]], asked


def test_places_and_relations_may_be_named_in_both_languages(english: Policies) -> None:
    for name in ("Ürümqi", "乌鲁木齐"):
        assert check({"donor_region": name}, english).question.donor_pool == "650100"
    for name in ("spouse’s parent", "岳父"):
        assert check({"relation": name}, english).question.relation == "parent_in_law"


# The browser's door


@pytest.fixture
def door(compiled: str, words: dict[str, Any]) -> Iterator[Any]:
    browser.load(compiled, json.dumps(words))
    yield browser
    browser.load(compiled)


def unmarked(html: str) -> str:
    """The text of HTML outside elements in Chinese and drawings."""
    html = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", "", re.sub(r'<span lang="zh-CN">[^<]*</span>', "", html))


def test_chinese_in_a_card_is_marked_as_chinese(door: Any) -> None:
    asked = {"on": "2026-11-22", "donor_region": "guangxi", "relation": "parent", "item": "血压计"}
    found = json.loads(door.check(json.dumps(asked)))
    assert 'lang="zh-CN"' in found["html"] and not CHINESE.search(unmarked(found["html"]))
    assert "Not settled" in found["html"]


def test_a_plan_and_mistakes_are_told_in_english(door: Any) -> None:
    household = json.loads((ROOT / "policies" / "cases" / "households" / "south-china.json").read_text(encoding="utf-8"))
    plan = json.loads(door.plan(json.dumps(household)))
    assert "less in cash" in plan["html"] and not CHINESE.search(unmarked(plan["html"]))
    wrong = json.loads(door.check('{"donor_region": "Guangdon"}'))
    assert wrong["error"]["message"] == "There is no such region" and wrong["error"]["nearest"][0] == "Guangdong"
    assert "Region where you are insured" in wrong["html"]
    assert json.loads(door.plan('{"members": []}'))["error"]["message"] == "There has to be at least one person"


def test_a_sentence_in_chinese_is_answered_in_english(door: Any) -> None:
    found = json.loads(door.ask(json.dumps({"text": "我在广西交职工医保，能给岳父买血压计吗", "on": "2026-11-22"})))
    assert found["reading"]["question"]["relative"] == "岳父"
    assert "wife’s father" in found["answer"]["headline"]


def test_steps_name_in_chinese_only_what_stands_on_the_screen(door: Any) -> None:
    asked = {"on": "2026-11-22", "donor_region": "guangdong", "relation": "parent", "expense": "outpatient", "relative_region": "guangdong"}
    steps = json.loads(door.check(json.dumps(asked)))["steps"]
    assert [text for text in steps if CHINESE.search(OWN_WORDS.sub("", text))] == []
    assert "To unbind, press 「解绑」 (unbind) on the same page." in steps


def test_a_topic_is_told_in_english(door: Any) -> None:
    topic = json.loads(door.ask(json.dumps({"text": "家庭共济怎么解绑", "on": "2026-11-22"})))["topic"]
    assert topic["id"] == "release" and topic["paragraphs"][1]["text"] == "Across provinces: either of the two can end it."
    assert [paragraph["text"] for paragraph in topic["paragraphs"] if OWN_WORDS.search(paragraph["text"])] == []


def test_what_the_reader_asks_and_notes_is_english(compiled: str, english: Policies, words: dict[str, Any]) -> None:
    """In all the sentences of asked.yaml; single words may stay Chinese, marked."""
    policies = parse_policies(compiled)  # its own, as policies remember what they said
    with speaking(words["table"]):
        for asked in load_asked():
            reading = understand(asked["text"], policies, {"on": asked.get("on", "2026-11-22")})
            said = [*reading.to_json().get("notes", ()), *(one["text"] for one in answer_to(reading, english).ask)]
            assert [text for text in said if OWN_WORDS.fullmatch(text)] == [], asked["text"]


def test_own_text_is_translated_or_marked_once() -> None:
    table = {**TABLE, "自己的父亲": "my own father"}
    with speaking(table):
        assert own("粤医保小程序。") == own(own("粤医保小程序。")) == "「粤医保小程序」"
        assert own("自己的父亲的妻子") == "my own father’s wife" and own("自己的表叔的妻子") == "「自己的表叔的妻子」"
        assert own("老表爹是您的什么人？") == "Who is 「老表爹」 to you?"
        assert own("Lüliang") == "Lüliang"
    assert own("自己的父亲") == "自己的父亲"


def test_chinese_speaks_without_a_table() -> None:
    assert say("{day}起", day="2024年9月1日") == "2024年9月1日起"
    assert marked("<p>广西</p>") == "<p>广西</p>"
    with speaking(TABLE):
        assert say("{day}起", day="1 May 2024") == "From 1 May 2024"
        assert marked("<p>In 广西, “线上” 2022年</p>").count("<span") == 3
    assert say("是") == "是"


# The file


MISTAKES = {
    "  shaanxi: Shaanxi\n": ("  shanxj: Shaanxi\n", "the English of 'shaanxi' is missing"),
    '  "650100": Ürümqi\n': ("", "the English of '650100' is missing"),
    "  cousin: {label: cousin, short: cousin}\n": ("", "the English of 'cousin' is missing"),
    '  "650200": Karamay\n': ('  "650200": Harbin\n', "'Harbin' is the name of 230100 too"),
    "zh: 岳父,": ("zh: 岳父父,", "'岳父父' stands in no other file"),
    "zh: 还没有领证\n": ("zh: 没有法律上的亲属关系的\n", "the English of '还没有领证' is missing"),
    "zh: 公公,": ("zh: 岳母,", "'岳母' stands twice"),
    "zh: 您的配偶\n": ("zh: 您的伴侣\n", "'您的伴侣' stands in no other file"),
}


def test_mistakes_in_the_english_file_end_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    (folder / "vocabulary").mkdir(parents=True)
    for path in (ROOT / "policies").iterdir():
        if path.name != "vocabulary":
            (folder / path.name).symlink_to(path)
    for path in (ROOT / "policies" / "vocabulary").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for right, (wrong, _) in MISTAKES.items() if path.name == "english.yaml" else ():
            assert right in text
            text = text.replace(right, wrong, 1)
        (folder / "vocabulary" / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as problems:
        read_policies(folder)
    for _, told in MISTAKES.values():
        assert told in str(problems.value)
