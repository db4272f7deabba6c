"""What follows from a decision: other days, other people, what to ask; and the examples that must hold."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings

from calculator import Policies, check, understand
from calculator.card import answer_card
from calculator.days import day_before
from calculator.model import SEVERITY
from tests.engine.asked import GUANGXI, PARENT, TODAY, Json, by_id, mixed, properties, seeds


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


@settings(properties, max_examples=60)
@given(chance=seeds)
def test_the_card_promises_no_more_than_what_is_offered(chance: random.Random, policies: Policies):
    answer = check(mixed(chance, policies, 0.25), policies)
    sure = "covered" in {other["verdict"] for other in answer.instead}
    assert ("换一种就可以" in answer_card(answer)) == sure


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
