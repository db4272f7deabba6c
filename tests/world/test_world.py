"""Answers on the made-up country: word for word as recorded, and what the recorded questions do not reach."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from calculator import Policies, check
from calculator.limits import possible_limits
from calculator.messages import speaking
from calculator.policies import parse_policies
from calculator.question import read_question
from calculator.version import VERSION
from calculator.words import headline
from tests.engine.oracle import BAD
from tests.world.questions import NOW
from tests.world.world import answered, compiled, recorded, world


@pytest.fixture(scope="module")
def country() -> Policies:
    return world()


def test_every_recorded_answer_is_given_word_for_word(country: Policies):
    for question, answer in recorded():
        assert answered(question, country) == answer, question


def test_the_recorded_answers_say_every_verdict_for_every_check():
    said = {(one["id"], one["verdict"]) for _, answer in recorded() for one in answer["checks"]}
    assert {verdict for _, verdict in said} == set(BAD)
    assert {("relation", verdict) for verdict in BAD} | {("expense", verdict) for verdict in BAD} <= said


def test_rules_without_lists_or_sightings_leave_it_open():
    rules = json.loads(compiled())
    rules["wallet"]["seen"]["hunan"] = []
    rules["rules"]["nation"]["relatives"] = [
        c for c in rules["rules"]["nation"]["relatives"] if c["scope"] != "cross_province"
    ]
    across = {
        "on": NOW,
        "donor_region": "hunan",
        "relative_region": "beijing",
        "relation": "parent",
        "expense": "outpatient",
    }
    found = {one.id: one for one in check(across, Policies(rules)).checks}
    assert (found["route"].verdict, found["route"].why_unknown) == ("unknown", "no_source")
    assert found["route"].text.startswith("跨省要走医保钱包，两地都要开通。湖南的医保钱包哪天开通没有查到。")
    assert (found["relation"].verdict, found["relation"].why_unknown) == ("unknown", "no_source")
    assert found["relation"].text == "没有查到跨省共济的名单。"


def test_national_lists_that_open_less_or_follow_one_another():
    rules = json.loads(compiled())
    national = rules["rules"]["nation"]["relatives"]
    listed = next(one for one in national if one["scope"] == "cross_province")
    national.append({**listed, "id": "nation.relatives.fewer", "allow": ["spouse"], "from": "2025-01-01"})
    everywhere = next(one for one in national if one["id"] == "nation.relatives.everywhere")
    everywhere["scope"] = "in_pool"
    near = {"on": "2023-06-01", "donor_region": "hunan", "relation": "parent", "expense": "outpatient"}
    said = [
        next(one.text for one in check({**near, "same_pool": same}, Policies(json.loads(json.dumps(rules)))).checks if one.id == "relation")
        for same in ("yes", "no")
    ]
    until = "最晚2024年1月1日各地都已放开，"
    assert said == [f"国家2023年1月1日起允许各地放开父母，{told}这里哪天开始没有查到。" for told in (until, "")]
    national.remove(everywhere)
    fewer = Policies(rules)

    def checks(**asked: str) -> dict[str, Any]:
        question = {"donor_region": "hunan", "relation": "parent", "expense": "outpatient", **asked}
        return {one.id: one for one in check(question, fewer).checks}

    assert checks(on="2023-06-01")["relation"].text == "国家2023年1月1日起允许各地放开父母，这里哪天开始没有查到。"
    assert checks(on="2024-12-31", relative_region="beijing")["relation"].verdict == "covered"
    assert checks(on="2025-01-01", relative_region="beijing")["relation"].verdict == "not_covered"


@pytest.mark.parametrize("closed", ["", "2024年8月1日还没有开通，"])
def test_after_a_list_that_names_no_pool_the_wallet_is_open_to_doubt(closed: str):
    rules = json.loads(compiled())
    seen = rules["wallet"]["seen"]
    before = [one for one in seen["beijing"] if one["day"] == "2024-08-01"] if closed else []
    seen["hunan"] = [*before, *(one for one in seen["guangdong"] if one["state"] == "some" and one["day"] == "2025-06-01")]
    across = {"on": NOW, "donor_region": "hunan", "relative_region": "hunan", "route": "cross_province", "relation": "parent"}
    route = check(across, Policies(rules)).checks[3]
    assert (route.verdict, route.why_unknown) == ("unknown", "no_source")
    said = f"{closed}2025年6月1日说有统筹区已开通，没有逐一点名"
    assert route.text == f"跨省要走医保钱包，两地都要开通。湖南的医保钱包说不准：{said}；请在国家医保服务平台查一下。"


def test_the_policies_keep_what_others_look_up(country: Policies):
    assert list(country.documents) == ["law", "law-2023", "wallet-list", "rumour"]
    assert list(country.topics["topics"]) == ["bind", "release"]
    assert country.reasons == {"in_law": "姻亲"}
    assert world().lexicon is None  # the words are gathered when the first sentence is read


def test_another_persons_account_is_spoken_of_as_theirs(country: Policies):
    def told(payer: str = "", user: str = "", **question: str) -> str:
        answer = check({"on": "2025-06-01", "expense": "outpatient", **question}, country)
        return headline(answer.question, answer.verdict, answer.deciding, country, payer, user)

    there = {"donor_region": "hunan", "relation": "self"}
    assert told(**there) == "可以：2025年6月1日，湖南的职工医保个人账户的钱可以付本人的普通门诊。"
    assert told("妈妈", **there) == "可以：2025年6月1日，妈妈在湖南的职工医保个人账户的钱可以付自己的普通门诊。"
    assert told("妈妈", relation="self") == "可以：2025年6月1日，妈妈的职工医保个人账户的钱可以付自己的普通门诊。"
    assert told("妈妈", "您", donor_region="hunan", relation="child") == (
        "可以：2025年6月1日，妈妈在湖南的职工医保个人账户的钱可以给您付普通门诊。"
    )
    assert told("妈妈", "舅舅", donor_region="hunan", relation="sibling") == (
        "可以：2025年6月1日，妈妈在湖南的职工医保个人账户的钱可以给舅舅付普通门诊。"
    )


def test_what_a_sentence_left_open_is_asked_first(country: Policies):
    def asked(question: dict[str, Any], *unclear: dict[str, Any]) -> list[dict[str, Any]]:
        answer = check({"on": NOW, "donor_region": "hunan", "expense": "outpatient", **question}, country)
        answer.unclear = list(unclear)
        return answer.ask

    told = {one["key"]: one for one in asked({})}
    assert list(told) == ["relative", "relation", "relative_insured", "donor_account", "designated"]
    assert asked({}, {"key": "donor_account", "text": "", "options": []}, {"key": "amount", "text": "多少钱？"}) == [
        told["donor_account"],
        {"options": [], "key": "amount", "text": "多少钱？"},
        *(one for key, one in told.items() if key != "donor_account"),
    ]
    others = ["relative_insured", "donor_account", "designated"]
    assert [one["key"] for one in asked({}, {"key": "relative", "text": "哪一位？"})] == ["relative", *others]
    assert [one["key"] for one in asked({}, {"key": "relation", "text": "什么人？"})] == ["relation", *others]


def test_the_answer_says_who_pays_for_whom_and_what_it_rests_on(country: Policies):
    answer = check({"on": NOW, "donor_region": "hunan", "relation": "sibling", "expense": "outpatient"}, country)
    assert (answer.payer, answer.user, answer.deciding.id) == ("", "", "expense")
    answer.payer, answer.user = "妈妈", "舅舅"
    assert answer.headline == "可以：2025年9月15日，妈妈在湖南的职工医保个人账户的钱可以给舅舅付普通门诊。"
    assert answer.receipt == {"data": country.data, "engine": VERSION, "on": NOW, "documents": ["law", "law-2023"]}


def test_a_meaning_that_no_word_has_and_a_place_that_is_not_told_are_open():
    rules = json.loads(compiled())
    rules["kin"]["ambiguous"].append({"words": ["某人"], "ask": "哪一位？", "options": [{"word": "听不懂", "text": "甲"}, {"word": "妈妈", "text": "乙"}]})
    rules["statements"]["place.not_given"][0]["verdict"] = "conditional"
    policies = Policies(rules)
    asked = {"on": NOW, "donor_region": "hunan", "expense": "outpatient"}
    found = check({**asked, "relative": "某人"}, policies)
    assert (found.verdict, found.checks[1].text) == ("unknown", "哪一位？（甲：未明确；乙：有条件）")
    better = check({**asked, "relation": "parent", "designated": "no"}, policies).instead
    assert [(one["change"], one["verdict"]) for one in better] == [({"designated": "yes"}, "covered")]


def test_the_limits_that_may_hold_are_those_of_every_pool(country: Policies):
    plain = {"on": NOW, "donor_region": "guangxi", "relation": "child", "expense": "outpatient"}

    def may_hold(**more: str) -> set[str]:
        return {limit["id"] for limit in possible_limits(read_question({**plain, **more}, country), country)}

    assert may_hold() >= {"450200.limits.1", "guangxi.limits.5"}
    assert "450200.limits.1" not in may_hold(donor_pool="450100")
    assert "450200.limits.1" in may_hold(donor_pool="450200")
    assert may_hold(donor_region="beijing") >= {"beijing.limits.3"}
    assert may_hold(expense="nursing") >= {"guangxi.limits.24", "guangxi.limits.25", "450200.limits.3"}
    assert may_hold(donor_region="", route="cross_province") == set()
    assert may_hold(relation="self") == set()
    assert may_hold(on="") == may_hold(donor_region="") == set()


def test_every_condition_is_a_sentence_also_where_it_is_not_shown(country: Policies):
    conditions = [
        one for question, _ in recorded() for found in check(question, country).checks for one in found.conditions
    ]
    assert len(conditions) > 100
    assert [one for one in conditions if not re.fullmatch(r"[^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*", one)] == []


def test_another_language_names_what_words_mean_and_understands_both(country: Policies):
    kin = next(iter(country.kin))
    words: dict[str, Any] = {
        "table": {"{label}（{word}）": "{label} ({word})"},
        "regions": {slug: slug.title() for slug in country.regions},
        "pools": {code: f"Pool {code}" for code in country.pools},
        "relations": {name: {"label": f"the {name}", "short": name} for name in country.relations},
        "categories": {name: {"label": f"the {name}", "hint": name} for name in country.categories},
        "words": {},
    }
    foreign = parse_policies(compiled(), words)
    for name, entry in country.relations.items():
        assert foreign.relation_names[entry["label"]] == foreign.relation_names[f"the {name}"] == name
    with speaking(words["table"]):
        assert foreign.called(kin) == f"「{kin}」"
        assert foreign.called(kin, "the parent") == f"the parent (「{kin}」)"
        unclear = parse_policies(compiled(), {**words, "words": {"婆婆": "granny"}})  # what is not clear yet has no meaning
        for asked, said in (
            ({"relative": "我的岳父", "expense": "outpatient"}, "给the parent_in_law (「岳父」)付the outpatient"),
            ({"relative": "爹", "item": "流感疫苗"}, "给the parent (「爹」)付the vaccine (「流感疫苗」)"),
            ({"relative": "婆婆", "expense": "outpatient"}, "给「婆婆」付the outpatient"),
        ):
            assert said in check({"on": NOW, "donor_region": "hunan", **asked}, unclear).headline
    told = check({"on": NOW, "donor_region": "hunan", "relation": "child", "expense": "outpatient"}, unclear)
    told.payer, told.user = "妈妈", "您"
    with speaking({**words["table"], "给您{other}付{what}{amount}": "pay {what} for you"}):
        assert "pay the outpatient for you" in told.headline
    assert country.called(kin, "parent") == kin
    there = parse_policies(compiled(), {**words, "words": {kin: "kinsman"}})
    assert there.called(kin, "parent") == "kinsman"
