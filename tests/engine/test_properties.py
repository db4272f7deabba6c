"""Properties on random questions; and engines broken on purpose, on which each property must complain."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from calculator import Policies, answer, check, expenses, limits, relatives, timeline
from calculator.answer import CHECKS
from calculator.household import read_household
from calculator.model import Check
from calculator.question import KEYS, Question
from tests.engine import properties
from tests.engine.asked import ROOT, Json, mixed, seeds
from tests.engine.asked import properties as often


@pytest.fixture(scope="module")
def raw(compiled: str) -> Json:
    found: Json = json.loads(compiled)
    return found


@settings(often, max_examples=400)
@given(chance=seeds)
def test_more_facts_never_turn_a_firm_verdict(chance: random.Random, policies: Policies):
    properties.more_facts_never_turn_a_firm_verdict(chance, policies)


@settings(often, max_examples=400)
@given(chance=seeds)
def test_missing_is_not_no(chance: random.Random, policies: Policies):
    properties.missing_is_not_no(chance, policies)


@settings(often, max_examples=80)
@given(chance=seeds)
def test_a_provision_acts_only_between_its_days(chance: random.Random, raw: Json):
    properties.a_provision_acts_only_between_its_days(chance, raw)


@settings(often, max_examples=60)
@given(chance=seeds)
def test_nobody_else_matters(chance: random.Random, policies: Policies):
    properties.nobody_else_matters(chance, policies)


def test_a_share_link_asks_the_same_question(policies: Policies):
    """Written and read by the page's own JavaScript."""
    chance = random.Random(4)
    questions = [mixed(chance, policies) for _ in range(400)]
    lines = "\n".join(json.dumps(question, ensure_ascii=False) for question in questions)
    command = ["node", str(ROOT / "tests" / "link.mjs")]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, encoding="utf-8")
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert {key for question in questions for key in question} == set(KEYS)
    for question, found in zip(questions, read, strict=True):
        assert found["unknown"] == []
        assert found["link"].isascii()
        assert check(found["question"], policies).to_json() == check(question, policies).to_json(), question


# ---- Broken engines ------------------------------------------------------------------------------------------------


def _fails(holds: Callable[[random.Random, Any], None], on: object, tries: int = 2000) -> bool:
    for seed in range(tries):
        try:
            holds(random.Random(seed), on)
        except AssertionError:
            return True
    return False


def test_an_engine_that_takes_silence_for_no_is_caught(policies: Policies, monkeypatch: pytest.MonkeyPatch):
    def silent(q: Question, policies: Policies) -> Check:
        return Check("place", "covered" if q.designated else "not_covered", "没有说。")

    monkeypatch.setattr(answer, "CHECKS", (*CHECKS[:5], silent, *CHECKS[6:]))
    assert _fails(properties.missing_is_not_no, policies)
    assert _fails(properties.more_facts_never_turn_a_firm_verdict, policies) is False  # its own check may turn


def test_an_engine_that_mixes_up_facts_is_caught(policies: Policies, monkeypatch: pytest.MonkeyPatch):
    def mixed_up(q: Question, policies: Policies) -> Check:
        return Check("own_card", "covered" if q.amount is None else "not_covered", "看金额。")

    monkeypatch.setattr(answer, "CHECKS", (*CHECKS[:7], mixed_up))
    assert _fails(properties.more_facts_never_turn_a_firm_verdict, policies)


@pytest.mark.parametrize("module", [relatives, expenses, limits])
def test_an_engine_that_counts_what_has_not_begun_is_caught(module: Any, raw: Json, monkeypatch: pytest.MonkeyPatch):
    def early(provision: Json, day: str) -> str:
        found = timeline.status(provision, day)
        return timeline.YES if found == timeline.NOT_YET else found

    monkeypatch.setattr(module, "status", early)
    if module is limits:  # only figures make a limit decide
        monkeypatch.setattr(
            properties, "mixed", lambda *given: {**mixed(*given), "relatives_bound": 25, "donor_balance": 1}
        )
    assert _fails(properties.a_provision_acts_only_between_its_days, raw)


def test_a_plan_that_lets_strangers_pay_is_caught(policies: Policies, monkeypatch: pytest.MonkeyPatch):
    def adopted(household: Any, policies: Policies) -> Any:
        found = read_household(household, policies)
        return replace(found, parents={**found.parents, len(found.members) - 1: ((0, "birth"),)})

    monkeypatch.setattr(sys.modules["calculator.plan"], "read_household", adopted)  # the package gives the function that name
    assert _fails(properties.nobody_else_matters, policies, 30)
