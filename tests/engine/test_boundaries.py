"""Every boundary day of every provision: the day before it, the day itself, the day after. The other side is the oracle."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from calculator import Policies
from calculator.timeline import status, turning_days
from tests.engine.oracle import Asked, agree
from tests.engine.oracle_files import FILES, around

SAMPLED_RELATIONS = ("self", "spouse", "parent", "sibling", "grandchild", "parent_in_law", "cousin", "not_kin")


def compiled_provisions(policies: Policies) -> dict[str, dict[str, Any]]:
    found = {p["id"]: p for entries in policies.statements.values() for p in entries}
    for rules in policies.rules.values():
        for subject, entries in rules.items():
            for listed in entries.values() if subject == "expenses" else [entries]:
                found.update((p["id"], p) for p in listed)
    return found


def test_every_provision_of_the_files_is_in_the_engine_and_the_other_way_round(policies: Policies):
    assert {entry.id for entry in FILES.entries} == set(compiled_provisions(policies))


def test_status_around_every_boundary(policies: Policies):
    compiled = compiled_provisions(policies)
    wrong = [
        f"{entry.id} on {day}: {status(compiled[entry.id], day.isoformat())}, ought to be {entry.stands(day)}"
        for entry in FILES.entries
        for day in around(entry.boundaries())
        if status(compiled[entry.id], day.isoformat()) != entry.stands(day)
    ]
    assert not wrong
    assert len(FILES.entries) > 500


def test_turning_days_are_the_boundaries(policies: Policies):
    compiled = compiled_provisions(policies)
    for entry in FILES.entries:
        assert turning_days([compiled[entry.id]]) == {day.isoformat() for day in entry.boundaries()}, entry.id


@pytest.mark.parametrize("region", FILES.regions)
def test_circles_of_relatives_on_boundary_days(region: str, policies: Policies):
    def questions() -> Iterator[Asked]:
        for pool, other, near in FILES.ends_of(region):
            circles = [c for place in ("nation", region, pool or "") for c in FILES.at(place, "relatives")]
            bound = [expense for c in circles for expense in c.raw.get("expenses", ())]
            for day in around({day for c in circles for day in c.boundaries()}):
                for relation in FILES.relations:
                    for expense in dict.fromkeys(("outpatient", *bound[:2])):
                        yield Asked(day, region, pool, other, near, relation, expense)

    agree(questions(), policies, "relation")


def told_apart(category: str, places: Iterable[str]) -> list[str | None]:
    """No item, each word that a provision of the places names, and a word that none of them names."""
    entries = [p for place in places for p in FILES.at(place, f"expenses.{category}")]
    named = [word for p in entries for key in ("items", "only_items") for word in p.raw.get(key, ())]
    clear = [word for word in dict.fromkeys(named) if _plain_word(word)]
    plain = [word for word, item in FILES.items.items() if item["category"] == category and _plain_word(word)]
    others = [w for w in plain if not any(w in name or name in w for name in named) and "generic" not in FILES.items[w]]
    return [None, *clear[:3], *others[:1]] if named else [None]


def _plain_word(word: str) -> bool:
    """A word without a national verdict of its own and with one meaning."""
    return word not in FILES.ambiguous and "verdict" not in FILES.items.get(word, {})


@pytest.mark.parametrize("region", FILES.regions)
def test_expenses_on_boundary_days(region: str, policies: Policies):
    def questions() -> Iterator[Asked]:
        for pool, other, near in FILES.ends_of(region):
            places = ["nation", region, *([pool] if pool else [])]
            for category in FILES.categories:
                entries = [p for place in places for p in FILES.at(place, f"expenses.{category}")]
                if pool and near == "region" and not any("scope" in p.raw for p in entries):
                    continue  # the same as within one pool
                own = [
                    p for p in entries if p.place in ((pool,) if pool in FILES.unlike[region] else (region, "nation"))
                ]
                relations = {one for p in entries for one in FILES.named(p, "relatives")}
                for day in around({day for p in own for day in p.boundaries()}):
                    for relation in sorted({*relations, *SAMPLED_RELATIONS} - (set() if near == "pool" else {"self"})):
                        for item in told_apart(category, places):
                            yield Asked(day, region, pool, other, near, relation, category, item)

    agree(questions(), policies, "expense")


@pytest.mark.parametrize("region", FILES.regions)
def test_limits_on_boundary_days(region: str, policies: Policies):
    def questions() -> Iterator[Asked]:
        for pool, other, near in FILES.ends_of(region):
            limits = [p for place in ("nation", region, pool or "") for p in FILES.at(place, "limits")]
            expenses = dict.fromkeys(
                ("outpatient", "inpatient", *(e for p in limits for e in p.raw.get("expenses", ())))
            )
            for day in around({day for p in limits for day in p.boundaries()}):
                for relation in ("spouse", "sibling", "parent_in_law"):
                    for expense in expenses:
                        yield Asked(day, region, pool, other, near, relation, expense)

    agree(questions(), policies, "limits")


def test_every_relation_expense_and_region_on_some_boundary_day(policies: Policies):
    """All 32 regions × all relations × all categories, each on boundary days drawn at random: relation, expense and limits."""
    chance = random.Random(20261122)
    national = {day for entry in FILES.entries if entry.place == "nation" for day in entry.boundaries()}

    def questions() -> Iterator[Asked]:
        for region in FILES.regions:
            own = {day for e in FILES.entries if e.place in (region, *FILES.unlike[region]) for day in e.boundaries()}
            days, ends = around(national | own), FILES.ends_of(region)
            for relation, category in itertools.product(FILES.relations, FILES.categories):
                for day in chance.sample(days, 2):
                    pool, other, near = chance.choice(ends[:1] if relation == "self" else ends)
                    yield Asked(day, region, pool, other, near, relation, category)

    agree((one for one in questions() if one.relation != "self"), policies, "relation", "expense", "limits")
    agree((one for one in questions() if one.relation == "self"), policies, "relation", "expense")
