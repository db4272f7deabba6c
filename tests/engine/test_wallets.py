"""Wallets around every sighting, and what travels across provinces."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from calculator import Policies, check
from tests.engine.oracle import BAD, Asked, agree, by_id
from tests.engine.oracle_files import FILES, around


@dataclass(frozen=True)
class Sight:
    """A dated statement that a pool's wallet was open or was not."""

    day: date
    open: bool
    exact: bool
    weak: bool


def sightings(region: str, pool: str) -> tuple[list[Sight], list[date]]:
    """What the lists and the region's own evidence say of a pool, and the days on which they speak of some pools only."""
    found, partly = [], []
    for listed in FILES.nation["wallet"]["lists"]:
        day = date.fromisoformat(listed["day"])
        if region in listed.get("full", ()):
            found.append(Sight(day, True, False, False))
        elif region in listed.get("some", ()):
            partly.append(day)
        elif listed["complete"] == "true":
            found.append(Sight(day, False, False, False))
    names = {FILES.pools[pool]["name"], FILES.pools[pool]["short"]}
    for evidence in (FILES.regions[region].get("wallet") or {}).get("evidence", ()):
        named = evidence.get("open", evidence.get("closed"))
        if named == "all" or names & set(named):
            day = date.fromisoformat(evidence.get("from") or evidence.get("by") or evidence.get("on"))
            weak = all(FILES.documents[name]["grade"] == "C" for name in evidence["documents"])
            found.append(Sight(day, "open" in evidence, "from" in evidence, weak))
    return sorted(found, key=lambda sight: sight.day), sorted(partly)


START = date.fromisoformat(FILES.nation["wallet"]["start"])


def wallet_ought(region: str, pool: str, day: date) -> set[str]:
    """The verdicts that the sightings of one pool allow on a day."""
    if day < START:
        return {"not_covered"}
    seen, partly = sightings(region, pool)
    before, after = [s for s in seen if s.day <= day], [s for s in seen if s.day > day]
    last = [s for s in before if s.day == before[-1].day] if before else []
    if any(s.open for s in last):
        if not all(s.open for s in last) or (after and not after[0].open):
            return {"unknown"}  # listed, then not: a conflict
        run = list(itertools.takewhile(lambda s: s.open, reversed(before)))
        return {"conditional"} if all(s.weak for s in run) else {"covered"}
    if last and last[0].day == day:
        return {"not_covered"}
    if last and after and not after[0].open and not any(last[0].day < d <= day for d in partly):
        return {"not_covered"}
    return {"unknown", "not_covered"}  # never a yes before the first sighting


@pytest.mark.parametrize("region", FILES.regions)
def test_wallets_around_every_sighting(region: str, policies: Policies):
    """Against a partner whose wallet has been open since before any other: the state of this end alone decides."""
    named = [
        name
        for e in (FILES.regions[region].get("wallet") or {}).get("evidence", ())
        for key in ("open", "closed")
        if isinstance(e.get(key), list)
        for name in e[key]
    ]
    codes = [c for c in FILES.pools_of[region] if {FILES.pools[c]["name"], FILES.pools[c]["short"]} & set(named)]
    codes += [c for c in FILES.pools_of[region] if c not in codes][:1]
    partner = "hebei" if region != "hebei" else "anhui"
    partner_pool = FILES.pools_of[partner][-1]
    compared = 0
    for code in codes:
        seen, partly = sightings(region, code)
        for day in around({START, *(s.day for s in seen), *partly, date(2026, 11, 22)}):
            question = {
                "on": day.isoformat(),
                "donor_region": region,
                "donor_pool": code,
                "relation": "parent",
                "relative_region": partner,
                "relative_pool": partner_pool,
                "expense": "outpatient",
            }
            ways = [wallet_ought(region, code, day), wallet_ought(partner, partner_pool, day)]
            ought = {max(pair, key=BAD.index) for pair in itertools.product(*ways)}
            for asked in (question, _turned(question)):
                got = by_id(check(asked, policies))["route"]
                assert got.verdict in ought, f"{asked}: {got.verdict}, ought to be {ought}: {got.text}"
                compared += 1
    assert compared


def _turned(question: dict[str, Any]) -> dict[str, Any]:
    """The same question from the other end."""
    names = {"donor_region": "relative_region", "donor_pool": "relative_pool"}
    names |= {new: old for old, new in names.items()}
    return {names.get(key, key): value for key, value in question.items()}


def test_across_provinces_what_a_region_adds_does_not_travel(policies: Policies):
    """Of a region's own rules only those on its wallet hold; otherwise the national lists, whatever the two regions say."""
    chance = random.Random(7)
    national = {day for e in FILES.entries if e.place == "nation" for day in e.boundaries()} | {date(2026, 11, 22)}

    def questions() -> Iterator[Asked]:
        for region in FILES.regions:
            wallet = [e for e in FILES.entries if e.place == region and e.raw.get("scope") == "cross_province"]
            days = around(national | {day for e in wallet for day in e.boundaries()})
            for relation, category in itertools.product(FILES.relations, FILES.categories):
                if relation != "self":
                    other = chance.choice([slug for slug in FILES.regions if slug != region])
                    yield Asked(chance.choice(days), region, None, None, "cross", relation, category, None, other)

    agree(questions(), policies, "relation", "expense")
