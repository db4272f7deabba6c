"""An oracle: a slow second reading of the YAML files that knows nothing of the engine, of the compiled form or of timelines.

It walks over all provisions for every question and compares calendar dates. Where a provision's start or fate is uncertain it
imagines every way it may have been (each uncertain provision in force or not) and asks what holds in all of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from calculator import Policies, check
from calculator.answer import Answer
from calculator.model import Check
from tests.engine.oracle_files import FILES, Entry

BAD = ("covered", "conditional", "unknown", "not_covered")  # from best to worst
SCOPES = {"pool": ("in_pool", "in_province"), "region": ("in_province",), "cross": ("cross_province",)}


@dataclass(frozen=True)
class Asked:
    """A question with both places named."""

    day: date
    region: str
    pool: str | None
    other_pool: str | None
    near: str
    relation: str
    expense: str
    item: str | None = None
    other_region: str | None = None  # the relative's, if it is another one

    @property
    def places(self) -> tuple[str, ...]:
        if self.near == "cross":
            return (self.region,)
        own = (self.pool,) if self.pool in FILES.unlike[self.region] and self.pool is not None else ()
        return (*own, self.region)

    def to_json(self) -> dict[str, Any]:
        found = {
            "on": self.day.isoformat(),
            "donor_region": self.region,
            "donor_pool": self.pool,
            "relation": self.relation,
            "expense": self.expense,
            "item": self.item,
        }
        if self.relation != "self":
            found |= {"relative_region": self.other_region or self.region, "relative_pool": self.other_pool}
        return {key: value for key, value in found.items() if value is not None}


def relation_ought(asked: Asked) -> set[str]:
    """The verdicts that the circles of relatives allow for check 2; one, except where an authorised list alone speaks."""
    if asked.relation == "self":
        return {"covered"}
    if asked.near == "cross":
        lists = [c for c in FILES.at("nation", "relatives") if c.raw["scope"] == "cross_province"]
        return {"covered" if any(asked.relation in FILES.named(c, "allow") for c in lists) else "not_covered"}
    regional = [
        c for place in asked.places for c in FILES.at(place, "relatives") if asked.relation in FILES.named(c, "allow")
    ]
    national = FILES.at("nation", "relatives")
    inside = [c for c in national if c.raw["scope"] != "cross_province"]
    everywhere = [c for c in inside if c.raw["force"] == "everywhere" and asked.relation in FILES.named(c, "allow")]
    reach = [
        c
        for c in (*regional, *everywhere)
        if c.raw["scope"] in SCOPES[asked.near] and asked.expense in c.raw.get("expenses", [asked.expense])
    ]
    standing = {
        kind: [c for c in reach if c.stands(asked.day) == kind] for kind in ("yes", "maybe", "doubted", "not_yet")
    }
    if any(not c.weak for c in standing["yes"]):
        return {"covered"}
    if standing["yes"]:
        return {"conditional"}
    if standing["maybe"] or standing["doubted"]:
        return {"unknown"}
    lists = [c for c in national if c.raw["force"] == "authorised" and c.stands(asked.day) == "yes"]
    if lists and asked.relation in FILES.named(max(lists, key=lambda c: c.surely), "allow"):
        # Authorised, not known to be open here. A first opening that is still to come says that it was not.
        return {"unknown", "not_covered"} if any(c in regional for c in standing["not_yet"]) else {"unknown"}
    return {"not_covered"}


World = dict[Entry, str]


def expense_ought(asked: Asked) -> set[str]:
    """The verdicts that the provisions on an expense allow for check 5; several only after the end of a provision."""
    places = (*asked.places, "nation")
    entries = [p for place in places for p in FILES.at(place, f"expenses.{asked.expense}") if _speaks(p, asked)]
    choices: list[list[tuple[Entry, str]]] = []
    for p in entries:
        ways = {
            "yes": ["in"],
            "ended": ["over"],
            "not_yet": ["out"],
            "maybe": ["in", "out"],
            "doubted": ["in", "lapsed"],
        }
        choices.append([(p, way) for way in ways[p.stands(asked.day)]])
    worlds = [dict(world) for world in itertools.product(*choices)]
    said = [_in_world(world, places, asked) for world in worlds]
    found = set()
    for together in itertools.product(*said):
        verdicts = {verdict for verdict, _ in together}
        if len(verdicts) == 1:
            verdict = together[0][0]
            weak = any(weakly for _, weakly in together)
            found.add("conditional" if weak and verdict != "unknown" else verdict)
        else:
            found.add("conditional" if verdicts <= {"covered", "conditional"} else "unknown")
    if asked.item is None and "unknown" in found and any(_allows_items(p, asked) for p in _all_of(places, asked)):
        found.add("conditional")  # some items are allowed, and none is named
    return found


def _all_of(places: tuple[str, ...], asked: Asked) -> list[Entry]:
    return [p for place in places for p in FILES.at(place, f"expenses.{asked.expense}")]


def _allows_items(p: Entry, asked: Asked) -> bool:
    named = replace(asked, item=p.raw.get("items", [None])[0])
    allows = p.raw["verdict"] in ("covered", "conditional") and _verdict(p, named) != "not_covered"
    return "items" in p.raw and allows and p.stands(asked.day) == "yes" and _speaks(p, named)


def _speaks(p: Entry, asked: Asked) -> bool:
    if p.raw.get("for") == "relatives" and asked.relation == "self":
        return False
    if "relatives" in p.raw and asked.relation not in FILES.named(p, "relatives"):
        return False
    if "items" in p.raw and asked.item not in p.raw["items"]:
        return False
    if asked.near == "cross" and p.place != "nation":  # what a region adds for itself does not travel
        return p.raw.get("scope") == "cross_province"
    return "scope" not in p.raw or p.raw["scope"] in SCOPES[asked.near]


def _in_world(world: World, places: tuple[str, ...], asked: Asked) -> list[tuple[str, bool]]:
    """(verdict, rests on weak sources) in a world without doubt; two where an ended rule meets a newer, wider one."""
    speaking = [p for p, way in world.items() if way in ("in", "over", "lapsed") and p.place == places[0]]
    wider = _in_world(world, places[1:], asked) if len(places) > 1 else [("unknown", False)]
    if not speaking:
        return wider
    newest = max(speaking, key=lambda p: (p.surely, "items" in p.raw, "relatives" in p.raw, "for" in p.raw))
    way = world[newest]
    if way == "lapsed":
        return wider
    if way == "over":
        return [("unknown", False), *wider]
    verdict = _verdict(newest, asked)
    found = []
    for other, other_weak in wider:
        weak = newest.weak and not (other == verdict and not other_weak)
        found.append((verdict, weak))
    if places[0] != "nation":
        for rule in FILES.at("nation", f"expenses.{asked.expense}"):
            if rule.raw.get("overrides") == "true" and world.get(rule) == "in" and rule.surely > newest.perhaps:
                worse = _verdict(rule, asked)
                found = [(worse, False) if BAD.index(worse) > BAD.index(v) else (v, w and v != worse) for v, w in found]
    return found


def _verdict(p: Entry, asked: Asked) -> str:
    if p.raw.get("for") == "holder" and asked.relation != "self":
        return "not_covered"
    verdict = str(p.raw["verdict"])
    limited = p.raw.get("only_items")
    if limited and verdict != "not_covered" and asked.item not in limited:
        return "conditional" if asked.item is None else "not_covered"
    return verdict


def limits_ought(asked: Asked) -> set[str]:
    """The ids of the numbered limits that are told: of each kind the newest that has begun, the most specific place first.

    A firm one stays where a doubtful one says the same.
    """
    found: dict[tuple[str, ...], Entry] = {}
    for place in ("nation", *reversed(asked.places)):
        for limit in sorted(FILES.at(place, "limits"), key=lambda p: p.surely):
            if limit.stands(asked.day) == "not_yet" or not _limits(limit, asked):
                continue
            kind = [str(limit.raw.get(name)) for name in ("kind", "about", "expenses", "relations", "scope")]
            key = (*kind, str(limit.raw["text"]) if limit.raw["kind"] == "other" else "")
            before = found.get(key)
            if before and _same_figure(before, limit) and _firm(before, asked) and not _firm(limit, asked):
                continue
            found[key] = limit
    return {
        p.id for p in found.values() if p.stands(asked.day) != "ended" and p.raw["kind"] not in ("no_limit", "other")
    }


def _same_figure(first: Entry, second: Entry) -> bool:
    return all(
        first.raw.get(key) == second.raw.get(key) for key in ("people", "yuan", "times", "days", "hours", "place")
    )


def _firm(limit: Entry, asked: Asked) -> bool:
    return limit.stands(asked.day) == "yes" and not limit.weak


def _limits(limit: Entry, asked: Asked) -> bool:
    if "relatives" in limit.raw and asked.relation not in FILES.named(limit, "relatives"):
        return False
    if asked.expense not in limit.raw.get("expenses", [asked.expense]):
        return False
    return "scope" not in limit.raw or limit.raw["scope"] in SCOPES[asked.near]


def by_id(answer: Answer) -> dict[str, Check]:
    return {found.id: found for found in answer.checks}


def differences(asked: Iterable[Asked], policies: Policies, *checked: str) -> list[str]:
    """The questions on which engine and oracle part, in words."""
    ought: dict[str, Callable[[Asked], set[str]]] = {"relation": relation_ought, "expense": expense_ought}
    found, count = [], 0
    for one in asked:
        count += 1
        got = by_id(check(one.to_json(), policies))
        for name in checked:
            if name == "limits":
                right = limits_ought(one)
                if set(got[name].provisions) != right:
                    found.append(f"{one.to_json()}: limits {sorted(got[name].provisions)}, ought to be {sorted(right)}")
            elif got[name].verdict not in ought[name](one):
                found.append(
                    f"{one.to_json()}: {name} {got[name].verdict}, ought to be {ought[name](one)}: {got[name].text}"
                )
    assert count, "nothing was compared"
    return found


def agree(asked: Iterable[Asked], policies: Policies, *checked: str) -> None:
    found = differences(asked, policies, *checked)
    assert not found, f"{len(found)} differ, such as\n" + "\n".join(found[:12])
