"""What must hold whatever is asked, as functions of one random question. Each raises AssertionError where it does not hold.

They run on the real policies (test_properties.py), and against engines that are broken on purpose, where each must complain.
"""

from __future__ import annotations

import copy
import random

from calculator import Policies, check
from calculator.answer import Answer
from calculator.plan import plan
from tests.engine.asked import TODAY, Json, acts, by_id, mixed, provisions_of

# Which check may turn when a fact is told. A place told in the place of a named default asks another question.
SPEAKS_TO = {
    "donor_account": {"donor"},
    "relative_insured": {"insured"},
    "designated": {"place"},
    "amount": {"limits"},
    "donor_balance": {"limits"},
    "relatives_bound": {"limits"},
    "relative_bound_by": {"limits"},
    "item": {"expense"},
    "donor_pool": set(),
    "relative_pool": set(),
    "same_pool": set(),
}
FIRM = {"covered", "not_covered"}


def told(chance: random.Random, policies: Policies, key: str, question: Json) -> Json:
    """The question with one more fact that can be right."""
    if key in ("donor_pool", "relative_pool"):
        region = question[key.replace("pool", "region")]
        return {**question, key: chance.choice(policies.pools_of[region])}
    if key == "item":
        words = [
            word
            for word, item in policies.items.items()
            if item["category"] == question["expense"] and word not in policies.item_ambiguous
        ]
        return {**question, key: chance.choice(words)} if words else question
    full: Json = {}
    while key not in full:
        full = mixed(chance, policies, 0.5)
    return {**question, key: full[key]}


def _answer(question: Json, policies: Policies) -> Answer:
    return check(question, policies)


def _missing(chance: random.Random, policies: Policies) -> tuple[Json, str] | None:
    """A question with both regions, and a fact that it does not tell."""
    question = {"on": TODAY, **mixed(chance, policies, 0.3)}
    if "donor_region" not in question:
        return None
    understood = _answer(question, policies).question
    question = {
        key: value
        for key, value in question.items()
        if key not in ("donor_pool", "relative_pool", "same_pool", "route")
    }
    question |= {
        "donor_region": understood.donor_region,
        "relative_region": understood.relative_region or understood.donor_region,
    }
    keys = [key for key in SPEAKS_TO if key not in question and (key != "item" or "expense" in question)]
    return (question, chance.choice(keys)) if keys else None


def more_facts_never_turn_a_firm_verdict(chance: random.Random, policies: Policies) -> None:
    """A firm check stays as it is when a fact is told, but for the check that is about the fact."""
    found = _missing(chance, policies)
    if found is None:
        return
    question, key = found
    more = told(chance, policies, key, question)
    before, after = by_id(_answer(question, policies)), by_id(_answer(more, policies))
    for name in before:
        if before[name].verdict in FIRM and name not in SPEAKS_TO[key]:
            same = before[name].verdict == after[name].verdict or (before[name].weak or after[name].weak)
            assert same, (question, key, more[key], before[name], after[name])


def missing_is_not_no(chance: random.Random, policies: Policies) -> None:
    """Where a fact is missing and the answer is no, it is no whatever the fact may be."""
    found = _missing(chance, policies)
    if found is None:
        return
    question, key = found
    if _answer(question, policies).verdict == "not_covered":
        for _ in range(4):
            more = told(chance, policies, key, question)
            assert _answer(more, policies).verdict == "not_covered", (question, key, more.get(key))
    question = {
        name: value for name, value in question.items() if name not in ("relation", "relative", "expense", "item", "on")
    }
    assert _answer(question, policies).verdict in ("unknown", "not_covered")
    assert by_id(_answer(question, policies))["relation"].verdict == "unknown"
    assert by_id(_answer(question, policies))["expense"].verdict == "unknown"


def a_provision_acts_only_between_its_days(chance: random.Random, compiled: Json) -> None:
    """A yes does not change when a provision that is not in force that day is taken out of the rules."""
    policies = Policies(compiled)
    question = {"on": TODAY, **mixed(chance, policies, 0.2)}
    if "donor_region" not in question:
        return
    answer = _answer(question, policies)
    day, region = str(answer.question.on), answer.question.donor_region or ""
    places = [region, *policies.ruled_pools.get(region, []), "nation"]
    idle = {name for name, p in provisions_of(policies).items() if not acts(p, day) and not p.get("only")}
    fewer = copy.copy(compiled)
    fewer["rules"] = dict(compiled["rules"])
    for place in places:
        rules: Json = {
            name: [p for p in listed if p["id"] not in idle]
            for name, listed in compiled["rules"][place].items()
            if name != "expenses"
        }
        rules["expenses"] = {
            category: [p for p in listed if p["id"] not in idle]
            for category, listed in compiled["rules"][place].get("expenses", {}).items()
        }
        if place == "nation":  # what a day is answered by when no list has begun
            rules["relatives"] = compiled["rules"]["nation"]["relatives"]
        fewer["rules"][place] = rules
    after = by_id(_answer(question, Policies(fewer)))
    for name, before in by_id(answer).items():
        if name in ("relation", "expense") and before.verdict in ("covered", "conditional"):
            assert after[name].verdict == before.verdict, (question, before, after[name])
        if name == "limits" and before.verdict == "not_covered":
            assert after[name].verdict == before.verdict, (question, before, after[name])


def nobody_else_matters(chance: random.Random, policies: Policies) -> None:
    """One more member, related to nobody and with nothing to pay, changes no payment of a plan."""
    region = chance.choice(list(policies.regions))
    pool = policies.pools_of[region][0]
    day = f"{chance.randint(2025, 2026)}-{chance.randint(1, 9):02d}-15"

    def member(name: str, balance: int | None) -> Json:
        person: Json = {
            "id": name,
            "region": region,
            "pool": pool,
            "insured": "employee" if balance is not None else "resident",
        }
        return person if balance is None else {**person, "account": {"balance": balance}}

    amounts = [chance.choice([50, 120.5, 800]) for _ in range(2)]
    household: Json = {
        "on": day,
        "members": [
            member("a", chance.choice([0, 100, 5000])),
            member("b", chance.choice([None, 300])),
            member("c", None),
        ],
        "marriages": [["a", "b"]],
        "parents": {"c": ["a", "b"]},
        "expenses": [
            {
                "id": f"e{number}",
                "who": chance.choice("abc"),
                "expense": chance.choice(["outpatient", "inpatient"]),
                "amount": amount,
            }
            for number, amount in enumerate(amounts)
        ],
    }
    before = plan(household, policies).to_json()
    stranger = member("z", chance.choice([None, 9000]))
    after = plan({**household, "members": [*household["members"], stranger]}, policies).to_json()
    for key in ("payments", "bindings", "total_cash"):
        assert before[key] == after[key], (household, stranger, key)
    left = [[(one["expense"], one["amount"]) for one in found["cash"]] for found in (before, after)]
    assert left[0] == left[1], (household, stranger)  # why a bill is left may be said in other words
