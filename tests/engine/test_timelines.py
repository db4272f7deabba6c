"""Timelines are direct evaluation on every day; and the oracle itself must be able to complain."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from calculator import Policies, check
from calculator.model import Check
from calculator.timeline import Timeline, status
from tests.engine.oracle import Asked, agree, differences
from tests.engine.oracle_files import FILES, ONE_DAY, around
from tests.engine.test_wallets import START


def every_day(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def test_the_engine_and_the_oracle_on_every_single_day(policies: Policies):
    cells = [
        ("guangxi", "parent_in_law", "health_checkup"),
        ("chongqing", "cousin", "pharmacy_drug"),
        ("hunan", "sibling", "resident_premium"),
        ("shandong", "parent_in_law", "pharmacy_drug"),
        ("sichuan", "grandchild", "vaccine"),
    ]
    for region, relation, category in cells:
        for pool, other, near in FILES.ends_of(region)[:2]:
            days = every_day(date(2016, 1, 1), date(2026, 12, 31))
            asked = (Asked(day, region, pool, other, near, relation, category) for day in days)
            agree(asked, policies, "relation", "expense", "limits")


def _users_of(name: str, value: object) -> list[ModuleType]:
    """The engine's modules that have imported a name."""
    engine = [m for key, m in sys.modules.items() if key.startswith("calculator.") and key != "calculator.timeline"]
    found = [m for m in engine if getattr(m, name, None) is value]
    assert found, f"no module uses {name}"
    return found


class Direct:
    """In place of a timeline: works the check out anew for every day."""

    def __init__(self, days: Iterable[str], check_on: Callable[[str], Check]) -> None:
        self.check_on = check_on

    def at(self, day: str) -> Check:
        return self.check_on(day)


def test_a_timeline_is_direct_evaluation_on_every_day(
    compiled: str, policies: Policies, monkeypatch: pytest.MonkeyPatch
):
    """Whole checks, texts and documents too, of mixed questions on every day from 2016 to 2026."""
    for module in _users_of("Timeline", Timeline):
        monkeypatch.setattr(module, "Timeline", Direct)
    direct = Policies(json.loads(compiled))
    chance = random.Random(1)
    regions, days = list(FILES.regions), [day.isoformat() for day in every_day(date(2016, 1, 1), date(2026, 12, 31))]
    for number, day in enumerate(days):
        region = regions[number % len(regions)]
        question = {
            "on": day,
            "donor_region": region,
            "relation": chance.choice(FILES.relations),
            "relative_region": chance.choice([region, region, chance.choice(regions)]),
            "expense": chance.choice(list(FILES.categories)),
        }
        assert check(question, policies).checks == check(question, direct).checks, question


@pytest.mark.parametrize("checked", ["relation", "expense", "limits"])
def test_an_engine_that_is_off_by_one_day_is_caught(checked: str, compiled: str, monkeypatch: pytest.MonkeyPatch):
    def late(provision: dict[str, Any], day: str) -> str:
        return status({**provision, "from": (date.fromisoformat(provision["from"]) + ONE_DAY).isoformat()}, day)

    for module in _users_of("status", status):
        monkeypatch.setattr(module, "status", late)
    asked = [
        Asked(day, region, pool, other, near, relation, "resident_premium")
        for region in ("chongqing", "zhejiang")
        for pool, other, near in FILES.ends_of(region)
        for day in around({day for e in FILES.entries if e.place in ("nation", region) for day in e.boundaries()})
        for relation in ("spouse", "cousin")
    ]
    assert differences(asked, Policies(json.loads(compiled)), checked)


def test_the_oracle_counts_days_as_the_files_say():
    entry = next(e for e in FILES.entries if e.last and e.perhaps == e.surely)
    assert [entry.stands(day) for day in (entry.surely - ONE_DAY, entry.surely, entry.last or START)] == [
        "not_yet",
        "yes",
        "yes",
    ]
    assert entry.last is not None
    assert entry.stands(entry.last + ONE_DAY) == "ended"
    vague = next(e for e in FILES.entries if e.perhaps != e.surely and not e.last)
    before = date.fromisoformat(vague.raw["from"]["after"])
    assert [vague.stands(day) for day in (before, before + ONE_DAY, vague.surely - ONE_DAY)] == [
        "not_yet",
        "maybe",
        "maybe",
    ]
    assert vague.stands(vague.surely) in ("yes", "doubted")
