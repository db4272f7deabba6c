"""Rules that hold for every question."""

from __future__ import annotations

import json
import random

from hypothesis import given, settings

from calculator import Policies, check
from calculator.days import day_after
from calculator.model import SEVERITY
from tests.engine.asked import TODAY, Json, acts, by_id, mixed, properties, provisions_of, seeds


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
