"""The contract of questions and answers: the shape of an answer, missing values, wrong values."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator import Policies, QuestionError, browser, check, understand
from calculator.card import answer_card, error_card
from calculator.question import KEYS
from tests.engine.asked import (
    COMPLETE,
    TODAY,
    Json,
    assert_contract,
    command,
    json_lines,
    mixed,
    properties,
    refused,
    seeds,
)


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


def test_what_a_sentence_leaves_open_without_choices_still_has_a_list_of_them(compiled: str):
    browser.load(compiled)
    asked = {"text": "三舅在老家医保2025年5月8日", "on": TODAY, "context": {"donor_region": "hunan"}}
    found = json.loads(browser.ask(json.dumps(asked)))["answer"]["ask"]
    assert all(set(one) == {"key", "text", "options"} for one in found)
    assert [one["key"] for one in found if one["options"] == []] == ["item"]
