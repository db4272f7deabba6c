"""The contract of questions and answers: plain examples, properties over random questions, and the command line."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator import Policies, QuestionError, browser, check, understand
from calculator.card import answer_card, error_card
from calculator.days import day_after, day_before
from calculator.model import SEVERITY, VERDICTS
from calculator.question import KEYS

Json = dict[str, Any]
ROOT = Path(__file__).parent.parent
TODAY = "2026-11-22"
ANSWER_KEYS = [
    "verdict",
    "route",
    "headline",
    "question",
    "checks",
    "conditions",
    "limits",
    "steps",
    "instead",
    "ask",
    "changes",
    "receipt",
]
CHECK_IDS = ["donor", "relation", "insured", "route", "expense", "place", "limits", "own_card"]
REASONS = {"no_source", "between_dates", "conflict", "ended", "not_given", "not_modelled"}
COMPLETE = {
    "on": TODAY,
    "donor_region": "guangxi",
    "donor_pool": "450100",
    "donor_account": "yes",
    "relation": "parent_in_law",
    "relative": "岳父",
    "relative_region": "hunan",
    "relative_pool": "430100",
    "relative_insured": "employee",
    "expense": "pharmacy_device",
    "item": "血压计",
    "designated": "yes",
    "amount": 268.00,
    "donor_balance": 1800.00,
    "relatives_bound": 3,
    "relative_bound_by": 1,
    "same_pool": "no",
    "route": "cross_province",
}
PARENT = {"on": TODAY, "relation": "parent", "expense": "outpatient"}

properties = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def by_id(answer: Any) -> Json:
    return {found.id: found for found in answer.checks}


def refused(question: Json, policies: Policies) -> QuestionError:
    with pytest.raises(QuestionError) as caught:
        check(question, policies)
    return caught.value


@pytest.fixture(scope="module")
def data(compiled: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "policies.json"
    path.write_text(compiled, encoding="utf-8")
    return path


def command(*arguments: object, lines: str = "", timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "calculator", *map(str, arguments)],
        cwd=ROOT,
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def json_lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


# ---- Random questions ----------------------------------------------------------------------------------------------


def mixed(chance: random.Random, policies: Policies, full: float = 0.5) -> Json:
    """A valid question: any of the keys, `full` of them given, words and ids and names mixed."""
    region = chance.choice(list(policies.regions))
    other = region if chance.random() < 0.6 else chance.choice(list(policies.regions))
    day = f"{chance.randint(2016, 2026)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    words = [*policies.kin, *policies.kin_ambiguous]
    relation: Json = {"relation": chance.choice([*policies.relations, *policies.groups["near_relatives"] * 2])}
    expense: Json = {"expense": chance.choice(list(policies.categories))}
    if chance.random() < 0.3:
        relation = {"relative": chance.choice(words)}
    if chance.random() < 0.3:
        expense = {"item": chance.choice([*policies.items, *policies.item_ambiguous])}
    optional: Json = {
        "on": day,
        "donor_region": region,
        "donor_pool": chance.choice(policies.pools_of[region]),
        "donor_account": chance.choice(["yes", "no", "unsure"]),
        **relation,
        "relative_region": other,
        "relative_pool": chance.choice(policies.pools_of[other]),
        "relative_insured": chance.choice(["employee", "resident", "none", "unsure"]),
        **expense,
        "designated": chance.choice(["yes", "no", "unsure"]),
        "amount": chance.choice([0, 0.01, 268, 1999.99, "2000.00", 10**6]),
        "donor_balance": chance.choice([0, 1000, 1000.01, 4000, "12.30"]),
        "relatives_bound": chance.choice([0, 1, 3, 9, 10, 25, "2"]),
        "relative_bound_by": chance.choice([0, 1, 2, 5]),
        "same_pool": chance.choice(["yes", "no", "unsure"]),
        "route": chance.choice(["in_pool", "in_province", "cross_province"]),
    }
    likely = {"on": 0.97, "donor_region": 0.95, "relation": 0.95, "relative": 0.95, "expense": 0.95, "item": 0.95}
    return {key: value for key, value in optional.items() if chance.random() < likely.get(key, full)}


seeds = st.integers(0, 2**32).map(random.Random)


# ---- The shape of an answer ----------------------------------------------------------------------------------------


def assert_contract(found: Json, policies: Policies) -> None:
    assert list(found) == ANSWER_KEYS
    assert found["verdict"] in VERDICTS
    assert found["route"] in (None, "in_pool", "in_province", "cross_province")
    assert found["headline"]
    assert set(found["question"]) <= {*KEYS, "defaults", "notes"}
    assert [one["id"] for one in found["checks"]] == CHECK_IDS
    for one in found["checks"]:
        assert set(one) - {"weak"} == {"id", "verdict", "text", "why_unknown", "provisions", "documents"}
        assert one["text"].strip()
        assert (one["why_unknown"] in REASONS) == (one["verdict"] == "unknown"), one
        assert set(one["documents"]) <= set(policies.documents)
        assert len(one["documents"]) == len(set(one["documents"]))
        assert len(one["provisions"]) == len(set(one["provisions"]))
    assert found["verdict"] == max((one["verdict"] for one in found["checks"]), key=VERDICTS.index)
    for key in ("conditions", "limits", "steps"):
        assert all(isinstance(entry, str) and entry.strip() for entry in found[key])
    for one in found["instead"]:
        assert set(one) == {"change", "verdict", "text"}
    for one in found["ask"]:
        assert set(one) == {"key", "text", "options"}
        assert one["key"] in KEYS
        assert all(set(option) == {"value", "text"} for option in one["options"])
    for one in found["changes"]:
        assert set(one) == {"on", "verdict"}
    assert [one["on"] for one in found["changes"]] == sorted({one["on"] for one in found["changes"]})
    receipt = found["receipt"]
    assert set(receipt) == {"data", "engine", "on", "documents"}
    assert receipt["data"] == policies.data
    assert set(receipt["documents"]) == {name for one in found["checks"] for name in one["documents"]}


def test_an_answer_has_exactly_the_keys_of_the_contract(policies: Policies):
    assert_contract(check(COMPLETE, policies).to_json(), policies)
    assert_contract(check({}, policies).to_json(), policies)


@properties
@given(chance=seeds)
def test_every_answer_keeps_the_contract(chance: random.Random, policies: Policies):
    found = check(mixed(chance, policies), policies).to_json()
    assert_contract(found, policies)
    assert json.loads(json.dumps(found, ensure_ascii=False, allow_nan=False)) == found


@properties
@given(chance=seeds)
def test_the_question_as_understood_asks_the_same_again(chance: random.Random, policies: Policies):
    first = check(mixed(chance, policies), policies)
    understood = {key: value for key, value in first.question.to_json().items() if key not in ("defaults", "notes")}
    assert check(understood, policies).checks == first.checks


# ---- Missing values ------------------------------------------------------------------------------------------------


@properties
@given(keys=st.sets(st.sampled_from(KEYS)), empty=st.sets(st.sampled_from(KEYS)))
def test_a_missing_value_is_never_an_error(keys: set[str], empty: set[str], policies: Policies):
    question = {key: (None if key in empty else COMPLETE[key]) for key in keys}
    if "relative_pool" in question and "relative_region" not in question and "donor_pool" in question:
        question.pop("relative_pool")
    assert_contract(check(question, policies).to_json(), policies)


@pytest.mark.parametrize("key", ["on", "donor_region", "relation", "expense"])
def test_what_decides_is_asked_for_when_missing(key: str, policies: Policies):
    question = {"on": TODAY, "donor_region": "hunan", "relation": "parent", "expense": "inpatient"}
    del question[key]
    answer = check(question, policies)
    assert answer.verdict in ("unknown", "conditional")
    asked = {"relation": {"relation", "relative"}, "expense": {"expense", "item"}}.get(key, {key})
    assert asked & {one["key"] for one in answer.ask}
    assert any(found.why_unknown == "not_given" for found in answer.checks)


def test_no_day_is_taken_from_a_clock(policies: Policies):
    answer = check({"donor_region": "hunan", "relation": "parent", "expense": "inpatient"}, policies)
    assert answer.receipt["on"] is None
    assert answer.verdict == "unknown"


# ---- Wrong values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "key", "value", "nearest"),
    [
        ({"donor_region": "湖难"}, "donor_region", "湖难", "湖南"),
        ({"donor_region": "guangxii"}, "donor_region", "guangxii", "guangxi"),
        ({"relative_region": "atlantis"}, "relative_region", "atlantis", None),
        ({"donor_pool": "深圳湾"}, "donor_pool", "深圳湾", "深圳"),
        ({"donor_region": "hunan", "donor_pool": "深圳"}, "donor_pool", "深圳", None),
        ({"on": "2025-02-30"}, "on", "2025-02-30", None),
        ({"on": "2025-2-3"}, "on", "2025-2-3", None),
        ({"on": "20250203"}, "on", "20250203", None),
        ({"on": "2025-W10-1"}, "on", "2025-W10-1", None),
        ({"on": "1989-12-31"}, "on", "1989-12-31", None),
        ({"on": "2101-01-01"}, "on", "2101-01-01", None),
        ({"on": "２０２５-01-01"}, "on", "２０２５-01-01", None),
        ({"on": 20250203}, "on", 20250203, None),
        ({"amount": -1}, "amount", -1, None),
        ({"amount": "-0.01"}, "amount", "-0.01", None),
        ({"amount": 0.001}, "amount", 0.001, None),
        ({"amount": "1e999999999"}, "amount", "1e999999999", None),
        ({"amount": 1e300}, "amount", 1e300, None),
        ({"amount": 10**400}, "amount", 10**400, None),
        ({"amount": float("nan")}, "amount", "nan", None),
        ({"amount": float("inf")}, "amount", "inf", None),
        ({"amount": "sNaN"}, "amount", "sNaN", None),
        ({"amount": True}, "amount", True, None),
        ({"amount": [1]}, "amount", "[1]", None),
        ({"amount": "二百"}, "amount", "二百", None),
        ({"donor_balance": -5}, "donor_balance", -5, None),
        ({"relatives_bound": -1}, "relatives_bound", -1, None),
        ({"relatives_bound": 1.5}, "relatives_bound", 1.5, None),
        ({"relatives_bound": True}, "relatives_bound", True, None),
        ({"relatives_bound": 10**9}, "relatives_bound", 10**9, None),
        ({"relatives_bound": float("inf")}, "relatives_bound", "inf", None),
        ({"relative_bound_by": "many"}, "relative_bound_by", "many", None),
        ({"donor_region": 45}, "donor_region", 45, None),
        ({"donor_region": ["guangxi"]}, "donor_region", "['guangxi']", None),
        ({"donor_region": {"guangxi": 1}}, "donor_region", "{'guangxi': 1}", None),
        ({"donor_region": True}, "donor_region", True, None),
        ({"donor_acount": "yes"}, "donor_acount", "yes", "donor_account"),
        ({"Donor_region": "guangxi"}, "Donor_region", "guangxi", "donor_region"),
        ({"": 1}, "", 1, None),
        ({"relation": "parnet"}, "relation", "parnet", "parent"),
        ({"relative": "岳夫"}, "relative", "岳夫", None),
        ({"relative": "<script>alert(1)</script>"}, "relative", "<script>alert(1)</script>", None),
        ({"relative": "爸" * 61}, "relative", "爸" * 60, None),
        ({"expense": "vacine"}, "expense", "vacine", "vaccine"),
        ({"item": "血压机"}, "item", "血压机", None),
        ({"item": "\u0000"}, "item", "\u0000", None),
        ({"same_pool": True}, "same_pool", True, None),
        ({"same_pool": "maybe"}, "same_pool", "maybe", None),
        ({"route": "by_train"}, "route", "by_train", None),
        ({"relative_insured": ["employee"]}, "relative_insured", "['employee']", None),
        ({"relative_insured": "residents"}, "relative_insured", "residents", "resident"),
        ({"donor_account": {}}, "donor_account", "{}", None),
        ({"designated": 0}, "designated", 0, None),
    ],
)
def test_a_wrong_value_is_named(question: Json, key: str, value: object, nearest: str | None, policies: Policies):
    error = refused({**{"on": TODAY}, **question}, policies).to_json()
    assert set(error) == {"key", "value", "message", "nearest"}
    assert (error["key"], error["value"]) == (key, value)
    assert re.search("[\u4e00-\u9fff]", error["message"])
    assert len(error["nearest"]) <= 4
    if nearest:
        assert nearest in error["nearest"]
    json.dumps(error, allow_nan=False)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(properties, max_examples=400)
@given(question=st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=20), ANYTHING, max_size=6))
def test_any_json_object_is_answered_or_refused_with_a_question_error(question: Json, policies: Policies):
    try:
        found = check(question, policies).to_json()
    except QuestionError as error:
        json.dumps(error.to_json(), allow_nan=False)
        assert error.key in question
        assert error.message
    else:
        assert_contract(found, policies)


@settings(properties, max_examples=300)
@given(
    text=st.text(max_size=120)
    | st.lists(st.sampled_from("我给岳父买药在深圳湖南交医保2024年5月去能吗的<b>&'\""), max_size=60).map("".join)
)
def test_any_sentence_is_read_without_an_exception(text: str, policies: Policies):
    reading = understand(text, policies, {"on": TODAY})
    for span in reading.spans:
        assert reading.text[span["start"] : span["end"]] == span["text"]
    try:
        assert_contract(check(reading.question, policies).to_json(), policies)
    except QuestionError as error:
        assert error.key == "on"  # a day that does not exist is kept as it was said


def test_markup_in_a_word_is_shown_as_text_only(compiled: str, policies: Policies):
    error = refused({"relative": "<script>alert(1)</script>"}, policies)
    assert "<script" not in error_card(error)
    refused({"relative": "<b>妈妈</b>"}, policies)  # a chain of known words may hold no markup either
    question = {"on": TODAY, "donor_region": "hunan", "relation": "parent", "expense": "pharmacy_drug", "item": "<img>"}
    assert "<img" not in answer_card(check(question, policies))
    browser.load(compiled)
    for word in ("<img src=x>", '"><b>', "'-alert(1)-'"):
        for text in (
            browser.check(json.dumps({"relative": word})),
            browser.ask(json.dumps({"text": f"给{word}妈妈买药"})),
        ):
            found = json.loads(text)
            assert word not in (found["html"] if "html" in found else found["answer"]["html"])


def test_a_long_word_is_refused_at_once(data: Path):
    """A word that is no chain of kin words must not be tried in every way of cutting it."""
    words = ("x" * 60, "妈妈的" * 20, "爸" * 60, "我" * 60)
    lines = [json.dumps({"relative": word}, ensure_ascii=False) for word in words]
    done = command("check", "-", "--data", data, lines="\n".join(lines), timeout=20)
    assert len(json_lines(done.stdout)) == len(words)


@pytest.mark.parametrize("on", ["2025-02-30", "去年", 5, [], True])
def test_a_bad_day_that_the_page_knows_is_named(on: object, compiled: str, policies: Policies):
    text = "上个月在湖南能给妈妈买药吗"
    browser.load(compiled)
    asked = json.loads(browser.ask(json.dumps({"text": text, "on": on})))
    if on:  # an empty value counts as none
        assert asked["error"]["key"] == "on"
        with pytest.raises(QuestionError) as caught:
            check(understand(text, policies, {"on": on}).question, policies)
        assert caught.value.key == "on"


# ---- Names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["深圳", "深圳市", "440300"])
def test_shenzhen_by_any_of_its_names(name: str, policies: Policies):
    plain = check({**PARENT, "donor_region": "guangdong", "donor_pool": "440300"}, policies).to_json()
    assert check({**PARENT, "donor_region": name}, policies).to_json() == plain
    assert check({**PARENT, "donor_pool": name}, policies).to_json() == plain
    assert plain["question"]["donor_pool"] == "440300"


def test_every_name_of_every_place_means_that_place(policies: Policies):
    for slug, region in policies.regions.items():
        for name in (slug, region["name"], region["short"], *region["aliases"]):
            assert check({"donor_region": name}, policies).question.donor_region == slug, name
    for code, pool in policies.pools.items():
        for name in (code, pool["name"]):
            asked = check({"donor_pool": name}, policies).question
            assert (asked.donor_pool, asked.donor_region) == (code, pool["region"]), name


def test_two_places_with_one_sound_are_kept_apart(policies: Policies):
    assert check({"donor_region": "陕西"}, policies).question.donor_region == "shaanxi"
    assert check({"donor_region": "山西"}, policies).question.donor_region == "shanxi"


def test_relations_and_expenses_by_id_and_by_label(policies: Policies):
    place = {"on": TODAY, "donor_region": "chongqing"}
    for relation, entry in policies.relations.items():
        by_label = check({**place, "relation": entry["label"], "expense": "inpatient"}, policies)
        assert by_label.checks == check({**place, "relation": relation, "expense": "inpatient"}, policies).checks, (
            relation
        )
    for category, entry in policies.categories.items():
        by_label = check({**place, "relation": "parent", "expense": entry["label"]}, policies)
        assert by_label.checks == check({**place, "relation": "parent", "expense": category}, policies).checks, category


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("岳父", "parent_in_law"),
        ("我岳父", "parent_in_law"),
        ("老公的妈妈", "parent_in_law"),
        ("我老婆的爸爸", "parent_in_law"),
        ("我爸的弟弟", "uncle_aunt"),
        ("妈妈的妈妈", "grandparent"),
        ("妈妈的妈妈的妈妈", "great_grand"),
        ("姐姐的老公", "sibling_in_law"),
        ("老婆的弟弟", "sibling_in_law"),
        ("儿子的老婆", "child_in_law"),
        ("女儿的女儿", "grandchild"),
        ("哥哥的儿子", "niece_nephew"),
        ("舅舅的儿子", "cousin"),
        ("老公的奶奶", "grandparent_in_law"),
        ("爷爷的弟弟", "other_kin"),
        ("前妻", "former_spouse"),
        ("同事", "not_kin"),
        ("继父", "parent"),
        ("女儿的老公", "child_in_law"),
        ("爸爸的爸爸", "grandparent"),
        ("我妈妈的弟弟", "uncle_aunt"),
        ("我自己", "self"),
    ],
)
def test_a_kin_word_or_chain_means_its_relation(word: str, relation: str, policies: Policies):
    assert check({"relative": word}, policies).question.relation == relation


def test_the_word_wins_over_the_relation(policies: Policies):
    question = {"on": TODAY, "donor_region": "hunan", "relation": "parent", "relative": "岳父", "expense": "inpatient"}
    assert check(question, policies).question.relation == "parent_in_law"


@pytest.mark.parametrize("word", ["丈夫的儿子", "老婆的女儿"])
def test_a_spouses_child_may_be_ones_own_or_not_and_is_asked(word: str, policies: Policies):
    answer = check({"on": TODAY, "donor_region": "hunan", "relative": word, "expense": "inpatient"}, policies)
    assert answer.question.relation is None
    assert answer.question.kin is not None
    assert len(answer.question.kin.options) > 1


def test_every_meaning_of_an_ambiguous_word_can_be_chosen(policies: Policies):
    place = {"on": TODAY, "donor_region": "hunan", "expense": "inpatient"}
    for word, entry in policies.kin_ambiguous.items():
        answer = check({**place, "relative": word}, policies)
        verdicts = {check({**place, "relative": option["word"]}, policies).verdict for option in entry["options"]}
        if len(verdicts) > 1:
            assert "relative" in [one["key"] for one in answer.ask], word
            if "default" not in entry:
                assert answer.verdict == "unknown", word
                assert by_id(answer)["relation"].why_unknown == "not_given", word
        elif "default" not in entry:
            assert answer.verdict in verdicts, word


def test_an_unclear_expense_word_is_decided_only_if_its_meanings_agree(policies: Policies):
    place = {"on": TODAY, "donor_region": "hunan", "relation": "parent"}
    for word, entry in policies.item_ambiguous.items():
        answer = check({**place, "item": word}, policies)
        verdicts = {
            check(
                {**place, ("expense" if "expense" in option else "item"): option.get("expense") or option["item"]},
                policies,
            ).verdict
            for option in entry["options"]
            if (option.get("item") or "") not in policies.item_ambiguous
        }
        if len(verdicts) > 1 and "default" not in entry:
            assert answer.verdict == "unknown", word
        if len(verdicts) > 1:
            assert "item" in [one["key"] for one in answer.ask], word


def test_an_item_that_is_not_in_the_vocabulary_is_answered_by_its_category_and_said_so(policies: Policies):
    question = {**PARENT, "donor_region": "hunan", "expense": "pharmacy_device", "item": "会说话的体温枪"}
    answer = check(question, policies)
    assert answer.question.notes
    assert answer.verdict == check({**question, "item": None}, policies).verdict


# ---- Rules that hold for every question ----------------------------------------------------------------------------


@properties
@given(chance=seeds)
def test_an_unrelated_fact_changes_nothing(chance: random.Random, policies: Policies):
    """What is taken for granted, said aloud; and what the question is not about."""
    question = mixed(chance, policies, 0.2)
    before = check(question, policies)
    facts: Json = {"donor_account": "yes", "designated": "yes", "relatives_bound": 0, "relative_bound_by": 0}
    if before.question.expense != "resident_premium":
        facts["relative_insured"] = "resident"
    if before.question.relation == "self":
        facts |= {"relative_insured": "none", "relative_region": "xizang", "same_pool": "no", "relatives_bound": 99}
    for key, value in facts.items():
        if key in question:
            continue
        after = check({**question, key: value}, policies)
        assert after.verdict == before.verdict, (key, question)
        assert by_id(after)["relation"] == by_id(before)["relation"], (key, question)
        assert by_id(after)["expense"] == by_id(before)["expense"], (key, question)


def test_a_national_prohibition_beats_every_older_permission(policies: Policies):
    compared = 0
    for category, rules in policies.rules["nation"]["expenses"].items():
        for rule in rules:
            if not rule.get("overrides") or rule["verdict"] != "not_covered":
                continue
            for region in policies.regions:
                newer = [
                    p
                    for place in (region, *policies.ruled_pools[region])
                    for p in policies.rules[place].get("expenses", {}).get(category, [])
                    if p.get("maybe", p["from"]) >= rule["from"] and p["verdict"] != "not_covered"
                ]
                items = [
                    None,
                    *(
                        i
                        for p in policies.rules[region].get("expenses", {}).get(category, [])
                        for i in p.get("items", ())
                    ),
                ]
                for relation, item in ((r, i) for r in ("self", "parent", "cousin") for i in items):
                    if newer or "verdict" in policies.items.get(item or "", {}):
                        continue
                    for day in (rule["from"], day_after(rule["from"]), "2022-01-01", "2023-06-01", TODAY):
                        question = {
                            "on": day,
                            "donor_region": region,
                            "relation": relation,
                            "expense": category,
                            "item": item,
                        }
                        found = by_id(check(question, policies))["expense"]
                        assert found.verdict == "not_covered", (question, found.text)
                        compared += 1
    assert compared > 1000


@settings(properties, max_examples=400)
@given(chance=seeds)
def test_a_yes_rests_on_provisions_of_that_day(chance: random.Random, policies: Policies):
    question = {"on": TODAY, **mixed(chance, policies)}
    answer = check(question, policies)
    day, provisions = str(answer.question.on), provisions_of(policies)
    for found in answer.checks:
        if found.id == "relation" and answer.question.near == "cross":
            continue  # whether the way is open yet is the route's check
        if found.id in ("relation", "expense", "limits") and found.verdict in ("covered", "conditional"):
            cited = [provisions[name] for name in found.provisions if name in provisions]
            assert not cited or any(acts(p, day) for p in cited), (question, found)


def acts(p: Json, day: str) -> bool:
    """Whether a provision may be in force on a day."""
    first, last = p.get("maybe") or p["from"], p.get("until") or "9999"
    return str(first) <= day <= str(last)


def provisions_of(policies: Policies) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for rules in policies.rules.values():
        for subject, entries in rules.items():
            for listed in entries.values() if subject == "expenses" else [entries]:
                found.update((p["id"], p) for p in listed)
    return found


@settings(properties, max_examples=60)
@given(chance=seeds)
def test_a_provision_that_has_not_begun_gives_no_better_verdict(
    chance: random.Random, compiled: str, policies: Policies
):
    """Without the regional provisions that begin later the answer is no worse than with them."""
    question = mixed(chance, policies, 0.3)
    answer = check(question, policies)
    day, region = answer.question.on, answer.question.donor_region
    if day is None or region is None:
        return
    raw = json.loads(compiled)
    for place in (region, *policies.ruled_pools[region]):
        for subject, entries in raw["rules"][place].items():
            for listed in entries.values() if subject == "expenses" else [entries]:
                listed[:] = [p for p in listed if p.get("maybe", p["from"]) <= day]
    earlier = by_id(check(question, Policies(raw)))
    for name in ("relation", "expense"):
        now = by_id(answer)[name].verdict
        assert SEVERITY[now] >= SEVERITY[earlier[name].verdict], (question, name)


@settings(properties, max_examples=600)
@given(chance=seeds)
def test_grade_c_documents_alone_never_decide(chance: random.Random, policies: Policies):
    answer = check(mixed(chance, policies), policies)
    for found in answer.checks:
        grades = {policies.documents[name]["grade"] for name in found.documents}
        if grades == {"C"} and not (found.id == "limits" and found.verdict == "covered"):
            assert found.verdict in ("conditional", "unknown"), found
            assert found.weak or found.verdict == "unknown", found


def test_a_region_of_grade_c_provisions_alone_decides_nothing(compiled: str, policies: Policies):
    raw = json.loads(compiled)
    region = "chongqing"
    for subject, entries in raw["rules"][region].items():
        for listed in entries.values() if subject == "expenses" else [entries]:
            for p in listed:
                p["weak"] = True
    weak, chance, seen = Policies(raw), random.Random(3), 0
    for _ in range(800):
        question = {**mixed(chance, weak), "donor_region": region, "relative_region": region}
        question = {k: v for k, v in question.items() if k not in ("donor_pool", "relative_pool", "route")}
        for found in check(question, weak).checks:
            if found.id in ("relation", "expense", "limits") and found.provisions:
                if all(name.startswith(f"{region}.") for name in found.provisions) and found.id != "limits":
                    seen += 1
                    assert found.verdict not in ("covered", "not_covered"), (question, found)
                if found.id == "limits":
                    assert found.verdict != "not_covered" or any(n.startswith("nation.") for n in found.provisions), (
                        found
                    )
    assert seen > 100


# ---- Limits --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "verdict", "said"),
    [
        ({"donor_region": "山西", "donor_balance": 1000}, "not_covered", "1000 元"),
        ({"donor_region": "山西", "donor_balance": 999.99}, "not_covered", "999.99 元"),
        ({"donor_region": "山西", "donor_balance": 1000.01, "amount": 0.01}, "covered", ""),
        ({"donor_region": "山西", "donor_balance": "1000.01", "amount": "0.02"}, "conditional", "0.01 元"),
        ({"donor_region": "山西", "donor_balance": 1268.30, "amount": 268.30}, "covered", ""),
        ({"donor_region": "山西", "donor_balance": 1268.29, "amount": 268.30}, "conditional", "268.29 元"),
        ({"donor_region": "福建", "donor_balance": 2000}, "not_covered", "2000 元"),
        ({"donor_region": "福建", "donor_balance": 2000.01, "amount": 0.01}, "covered", ""),
        ({"donor_region": "上海", "donor_balance": 5000}, "conditional", "历年结余"),
        ({"donor_region": "浙江", "donor_balance": 5000}, "conditional", "历年结余"),
        ({"donor_region": "湖南", "relatives_bound": 9}, "covered", ""),
        ({"donor_region": "湖南", "relatives_bound": 10}, "not_covered", "最多 10 位"),
        ({"donor_region": "济南", "relatives_bound": 6}, "covered", ""),
        ({"donor_region": "济南", "relatives_bound": 7}, "not_covered", "最多 7 位"),
        ({"donor_region": "济南", "relative_bound_by": 0}, "covered", ""),
        ({"donor_region": "济南", "relative_bound_by": 1}, "not_covered", "最多 1 名"),
        ({"donor_region": "湖北", "donor_balance": 0}, "not_covered", "余额是 0"),
        ({"donor_region": "湖北", "donor_balance": 0.1, "amount": 0.3}, "conditional", "0.20 元"),
    ],
)
def test_limits_are_exact_and_say_their_figure(facts: Json, verdict: str, said: str, policies: Policies):
    answer = check({**PARENT, **facts}, policies)
    found = by_id(answer)["limits"]
    assert found.verdict == verdict, found
    assert said in found.text + "".join(found.conditions)
    if verdict == "not_covered":
        assert answer.verdict == "not_covered"
        assert found.text in answer.headline


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ("山西", "要留 1000 元"),
        ("上海", "历年结余"),
        ("浙江", "历年结余"),
        ("福建", "超过 2000 元"),
        ("湖南", "最多绑 10 位"),
        ("湖南", "累计最多绑 20 位"),
        ("济南", "最多被 1 名职工绑定"),
        ("济南", "不能再用别人的共济"),
    ],
)
def test_a_limit_is_told_where_no_figure_is_given(region: str, words: str, policies: Policies):
    answer = check({**PARENT, "donor_region": region}, policies)
    assert any(words in limit for limit in answer.limits), answer.limits
    assert any(words in condition for condition in answer.conditions) or "累计" in words, answer.conditions


@settings(properties, max_examples=60)
@given(fen=st.integers(0, 300_000), balance=st.integers(0, 600_000))
def test_money_is_counted_in_fen(fen: int, balance: int, policies: Policies):
    """As a float, as text, and against Shanxi's 1,000 yuan worked out in whole fen."""
    question = {**PARENT, "donor_region": "shanxi", "amount": fen / 100, "donor_balance": balance / 100}
    as_text = {**question, "amount": f"{fen / 100:.2f}", "donor_balance": f"{balance / 100:.2f}"}
    answer = check(question, policies)
    assert answer.to_json() == check(as_text, policies).to_json()
    usable = balance - 100_000
    right = "not_covered" if usable <= 0 else "conditional" if fen > usable else "covered"
    if fen > balance:
        right = "not_covered"  # one account pays a whole bill there
    assert by_id(answer)["limits"].verdict == right


# ---- Other days, other people, what to ask -------------------------------------------------------------------------


def assert_changes(question: Json, policies: Policies) -> None:
    answer = check(question, policies)
    last = check({**question, "on": "1990-01-01"}, policies).verdict
    for entry in answer.changes:
        assert entry["verdict"] != last, (question, answer.changes)
        assert check({**question, "on": day_before(entry["on"])}, policies).verdict == last, (question, entry)
        last = check({**question, "on": entry["on"]}, policies).verdict
        assert last == entry["verdict"], (question, entry)
    assert check({**question, "on": "2100-12-31"}, policies).verdict == last, question


@settings(properties, max_examples=80)
@given(chance=seeds)
def test_changes_agree_with_asking_on_each_day(chance: random.Random, policies: Policies):
    question = mixed(chance, policies, 0.25)
    if "on" in question and "donor_region" in question:
        assert_changes(question, policies)


@settings(properties, max_examples=40)
@given(chance=seeds)
def test_between_two_changes_the_verdict_stays(chance: random.Random, policies: Policies):
    question = {**mixed(chance, policies, 0.2), "donor_region": chance.choice(list(policies.regions))}
    question = {key: value for key, value in question.items() if key != "donor_pool"}
    question["on"] = TODAY
    changes = check(question, policies).changes
    first = check({**question, "on": "1990-01-01"}, policies).verdict
    for _ in range(25):
        day = f"{chance.randint(2015, 2027)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        expected = ([first] + [entry["verdict"] for entry in changes if entry["on"] <= day])[-1]
        assert check({**question, "on": day}, policies).verdict == expected, (question, day)


def assert_instead(question: Json, policies: Policies) -> int:
    answer = check(question, policies)
    for other in answer.instead:
        change = {key: value for key, value in other["change"].items() if key != "donor"}
        then = {**question, **change}
        if "donor" in other["change"]:
            for key in ("relatives_bound", "donor_balance", "relative"):
                then.pop(key, None)
        if "expense" in change:
            then["expense"] = change["expense"]
        found = check(then, policies)
        assert found.verdict == other["verdict"], (question, other, found.headline)
        assert SEVERITY[found.verdict] < SEVERITY[answer.verdict], (question, other)  # unknown is better than a no
        assert other["text"]
    return len(answer.instead)


@settings(properties, max_examples=250)
@given(chance=seeds)
def test_what_is_offered_instead_is_true_when_asked(chance: random.Random, policies: Policies):
    assert_instead(mixed(chance, policies, 0.25), policies)


def test_a_yes_offers_nothing_else(policies: Policies):
    assert check({**PARENT, "donor_region": "hunan"}, policies).instead == []


def assert_ask(question: Json, policies: Policies) -> int:
    """Each key once, the needed ones first, then by how far their answers lie apart; some answer changes the verdict."""
    answer = check(question, policies)
    keys = [one["key"] for one in answer.ask]
    assert len(keys) == len(set(keys)), (question, keys)
    needed = {key for found in answer.checks for key in found.ask}
    spreads: dict[bool, list[int]] = {True: [], False: []}
    for one in answer.ask:
        verdicts = []
        for option in one["options"]:
            if option["value"] == "":
                continue
            then = {**question, one["key"]: option["value"]}
            if one["key"] in ("relation", "expense"):
                then.pop({"relation": "relative", "expense": "item"}[one["key"]], None)
            if one["key"] == "item" and option["value"] in policies.categories:
                then["expense"] = option["value"]
                then.pop("item")
            verdicts.append(check(then, policies).verdict)
        if len(verdicts) == len(one["options"]) and verdicts:
            assert one["key"] in needed or set(verdicts) != {answer.verdict}, (question, one["key"])
            places = [SEVERITY[verdict] for verdict in verdicts]
            spreads[one["key"] in needed].append(max(places) - min(places))
    assert [key in needed for key in keys] == sorted((key in needed for key in keys), reverse=True)
    for found in spreads.values():
        assert found == sorted(found, reverse=True), (question, keys, found)
    return len(keys)


@settings(properties, max_examples=100)
@given(chance=seeds)
def test_what_is_asked_is_decisive_and_in_order(chance: random.Random, policies: Policies):
    assert_ask(mixed(chance, policies, 0.15), policies)


def test_what_is_asked_for_some_common_questions(policies: Policies):
    asked = check({"on": TODAY, "donor_region": "hunan", "relative": "婆婆", "expense": "inpatient"}, policies).ask
    assert asked[0]["key"] == "relative"
    assert [option["value"] for option in asked[0]["options"]] == ["丈夫的母亲", "祖母"]
    asked = check({"on": TODAY, "relation": "parent_in_law", "expense": "inpatient"}, policies).ask
    assert "donor_region" in [one["key"] for one in asked]
    assert assert_ask(
        {"on": "2023-01-01", "donor_region": "guangxi", "relation": "parent", "expense": "inpatient"}, policies
    )


# ---- Must show -----------------------------------------------------------------------------------------------------

GUANGXI = "我在广西交职工医保,能用个人账户给岳父付住院的钱吗"


def asked_in_words(text: str, policies: Policies, **context: Any) -> Any:
    return check(understand(text, policies, {"on": TODAY, **context}).question, policies)


def test_guangxi_pays_for_a_father_in_law(policies: Policies):
    assert asked_in_words(GUANGXI, policies).verdict == "covered"


def test_hunan_does_not_and_names_the_spouse(policies: Policies):
    answer = asked_in_words(GUANGXI.replace("广西", "湖南"), policies)
    assert answer.verdict == "not_covered"
    assert answer.instead[0]["change"]["donor"] == "spouse"
    assert answer.instead[0]["verdict"] in ("covered", "conditional")
    assert "妻子" in answer.instead[0]["text"]
    assert by_id(answer)["relation"].documents


def test_a_sister_in_guangxi_before_the_widening(policies: Policies):
    text = GUANGXI.replace("岳父", "妹妹")
    answer = asked_in_words(text, policies, on="2024-06-01")
    assert answer.verdict == "not_covered"
    assert {"on": "2024-09-01", "verdict": "covered"} in answer.changes
    assert asked_in_words(f"2024年6月1日，{text}", policies).checks == answer.checks


# ---- The command line ----------------------------------------------------------------------------------------------


def test_check_answers_a_line_for_a_line_in_order(data: Path, policies: Policies):
    chance = random.Random(5)
    questions = [{"on": TODAY, **mixed(chance, policies)} for _ in range(40)]
    done = command(
        "check", "-", "--data", data, lines="".join(json.dumps(q, ensure_ascii=False) + "\n" for q in questions)
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json_lines(done.stdout) == [check(question, policies).to_json() for question in questions]


def test_check_takes_the_day_from_on_where_a_line_has_none(data: Path):
    line = json.dumps({"donor_region": "guangxi", "relation": "sibling", "expense": "inpatient"})
    early, late = (command("check", "-", "--data", data, "--on", on, lines=line) for on in ("2024-06-01", TODAY))
    assert [json_lines(done.stdout)[0]["verdict"] for done in (early, late)] == ["not_covered", "covered"]


def test_a_bad_line_gives_an_error_line_and_the_run_goes_on(data: Path):
    good = json.dumps({**PARENT, "donor_region": "hunan"})
    lines = [
        good,
        "{not json",
        '{"donor_region": "湖难"}',
        "[1, 2]",
        '{"amount": NaN}',
        '"text"',
        '{"on": "2025-02-30"}',
        "",
        "[" * 5000,
        '{"relation": "parent", "relation": "\\ud800"}',
        good,
    ]
    done = command("check", "-", "--data", data, lines="\n".join(lines) + "\n")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found = json_lines(done.stdout)
    assert len(found) == len([line for line in lines if line])
    assert found[0] == found[-1]
    assert found[0]["verdict"] == "covered"
    errors = {entry["error"]["line"]: entry["error"] for entry in found[1:-1]}
    assert set(errors) == {2, 3, 4, 5, 6, 7, 9, 10}
    assert errors[3]["key"] == "donor_region"
    assert "湖南" in errors[3]["nearest"]
    assert errors[7]["key"] == "on"
    assert all(entry["message"] for entry in errors.values())


def test_ask_reads_a_sentence(data: Path):
    done = command("ask", GUANGXI, "--json", "--on", TODAY, "--data", data)
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert list(found) == [*ANSWER_KEYS, "reading"]
    assert found["verdict"] == "covered"
    assert found["reading"]["question"]["relative"] == "岳父"
    plain = command("ask", GUANGXI, "--on", TODAY, "--data", data)
    assert plain.returncode == 0
    assert plain.stdout.startswith("可以：")


def test_ask_reads_lines_with_what_is_known(data: Path, policies: Policies):
    lines = [
        {"text": GUANGXI, "on": TODAY},
        {"text": "能给岳父付住院的钱吗", "on": TODAY, "donor_region": "hunan"},
        {"on": TODAY},
        {"text": "给妹妹付住院", "on": "2024-06-01", "donor_region": "guangxi"},
        {"text": "给妹妹付住院", "donor_regin": "guangxi"},
    ]
    done = command(
        "ask", "-", "--data", data, lines="".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    )
    assert done.returncode == 1
    found = json_lines(done.stdout)
    assert [entry.get("verdict") for entry in found] == ["covered", "not_covered", None, "not_covered", None]
    assert found[2]["error"]["key"] == "text"
    assert found[2]["error"]["line"] == 3
    assert found[4]["error"]["key"] == "donor_regin"
    assert found[1]["reading"]["spans"]


def test_a_day_that_does_not_exist_is_refused_at_the_command_line(data: Path):
    said = command("ask", "2025年2月30日在湖南能给妈妈买药吗", "--json", "--data", data)
    assert said.returncode == 1
    assert json.loads(said.stdout)["error"]["key"] == "on"
    option = command("ask", "在湖南能给妈妈买药吗", "--on", "2025-02-30", "--data", data)
    assert option.returncode == 1
    assert "Traceback" not in option.stderr
    assert "2025-02-30" in option.stdout


def test_without_data_the_command_says_what_is_missing(tmp_path: Path):
    done = command("check", "-", "--data", tmp_path / "nothing.json", lines="{}\n")
    assert done.returncode == 2
    assert "nothing.json" in done.stderr
    assert "Traceback" not in done.stderr
    (tmp_path / "old.json").write_text('{"format": 0}')
    (tmp_path / "list.json").write_text("[]")
    for name in ("old.json", "list.json"):
        done = command("check", "-", "--data", tmp_path / name, lines="{}\n")
        assert done.returncode == 2, name
        assert "Traceback" not in done.stderr, name


def test_twenty_thousand_mixed_questions_twice_give_the_same_bytes(data: Path, policies: Policies, tmp_path: Path):
    """All regions, days 2016 to 2026, all keys; two processes side by side whose hash seeds differ."""
    chance = random.Random(20261122)
    questions = [mixed(chance, policies, chance.choice([0.1, 0.3, 0.6])) for _ in range(20_000)]
    assert {q["donor_region"] for q in questions if "donor_region" in q} == set(policies.regions)
    assert {key for question in questions for key in question} == set(KEYS)
    asked = tmp_path / "questions.jsonl"
    asked.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in questions), encoding="utf-8")
    runs = []
    for seed in ("1", "2"):
        out = tmp_path / f"answers-{seed}.jsonl"
        with asked.open("rb") as stdin, out.open("wb") as stdout:
            line = [sys.executable, "-m", "calculator", "check", "-", "--data", str(data), "--on", TODAY]
            env = {**os.environ, "PYTHONHASHSEED": seed}
            runs.append(
                (out, subprocess.Popen(line, cwd=ROOT, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=env))
            )
    for _, process in runs:
        _, errors = process.communicate()
        assert errors == b""
    first, second = (out.read_bytes() for out, _ in runs)
    assert first == second
    answers = list(_read(first))
    assert len(answers) == len(questions)
    for question, found in zip(questions, answers, strict=True):
        if "error" in found:  # two pools of different regions, once each region is named by its pool
            assert found["error"]["key"] in ("donor_pool", "relative_pool"), (question, found)
            continue
        assert list(found) == ANSWER_KEYS
        assert found["verdict"] in VERDICTS
    assert sum("error" in found for found in answers) == sum(process.returncode != 0 for _, process in runs[:1])


def _read(lines: bytes) -> Iterator[Json]:
    for line in lines.decode().splitlines():
        yield json.loads(line)
