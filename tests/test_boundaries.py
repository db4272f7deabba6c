"""Every boundary day of every provision: the day before it, the day itself, the day after.

The other side of each comparison is an oracle: a slow second reading of the YAML files that knows nothing of the engine, of
the compiled form or of timelines. It walks over all provisions for every question and compares calendar dates. Where a
provision's start or fate is uncertain it imagines every way it may have been (each uncertain provision in force or not) and
asks what holds in all of them.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from calculator import Policies, check
from calculator.answer import Answer
from calculator.model import Check
from calculator.timeline import Timeline, status, turning_days

FOLDER = Path(__file__).parent.parent / "policies"
BAD = ("covered", "conditional", "unknown", "not_covered")  # from best to worst
SCOPES = {"pool": ("in_pool", "in_province"), "region": ("in_province",), "cross": ("cross_province",)}
ONE_DAY = timedelta(days=1)
SAMPLED_RELATIONS = ("self", "spouse", "parent", "sibling", "grandchild", "parent_in_law", "cousin", "not_kin")


# ---- The files, read again -----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Entry:
    """A provision as it stands in its file, with its dates as dates."""

    id: str
    place: str
    subject: str
    raw: dict[str, Any]
    weak: bool
    perhaps: date  # the first day on which it may be in force
    surely: date
    last: date | None
    doubted: date | None

    def stands(self, day: date) -> str:
        """not_yet, maybe, yes, doubted or ended."""
        if self.last is not None and day > self.last:
            return "ended"
        if day < self.perhaps:
            return "not_yet"
        if day < self.surely:
            return "maybe"
        return "doubted" if self.doubted is not None and day >= self.doubted else "yes"

    def boundaries(self) -> set[date]:
        ends = {self.last + ONE_DAY} if self.last else set()
        return {self.perhaps, self.surely, *ends, *({self.doubted} if self.doubted else ())}


def _day(text: str) -> date | None:
    return None if text in ("", "null", "~") else date.fromisoformat(text)


class Files:
    """All provisions under policies/, in one flat list."""

    def __init__(self) -> None:
        self.nation = self._load("nation.yaml")
        self.regions = {
            path.stem: self._load(f"regions/{path.name}") for path in sorted((FOLDER / "regions").glob("*.yaml"))
        }
        self.pools: dict[str, dict[str, Any]] = self._load("pools.yaml")["pools"]
        self.documents = dict(self._load("documents.yaml")["documents"])
        for owner in (self.nation, *self.regions.values()):
            self.documents.update(owner.get("documents") or {})
        vocabulary = self._load("vocabulary/relations.yaml")
        self.relations = list(vocabulary["relations"])
        self.groups: dict[str, list[str]] = vocabulary["groups"]
        expenses = self._load("vocabulary/expenses.yaml")
        self.categories: dict[str, Any] = expenses["categories"]
        self.items = {word: item for item in expenses["items"] for word in item["words"]}
        self.ambiguous = {word for entry in expenses["ambiguous"] for word in entry["words"]}
        self.pools_of = {slug: [c for c, pool in self.pools.items() if pool["region"] == slug] for slug in self.regions}
        self.entries = list(self._entries())
        self.by_cell: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            self.by_cell.setdefault((entry.place, entry.subject), []).append(entry)
        self.unlike = {
            slug: [c for c in self.pools_of[slug] if c in (self.regions[slug].get("pools") or {})]
            for slug in self.regions
        }

    @staticmethod
    def _load(name: str) -> dict[str, Any]:
        found = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        assert isinstance(found, dict)
        return found

    def _entries(self) -> Iterator[Entry]:
        places = {"nation": self.nation, **self.regions}
        for region in self.regions.values():
            places.update(region.get("pools") or {})
        for place, rules in places.items():
            for subject in ("relatives", "limits", "payment_order", "own_card"):
                yield from self._listed(place, subject, rules.get(subject) or [])
            for subject in ("expenses", "donor", "insured", "place"):
                for key, listed in (rules.get(subject) or {}).items():
                    yield from self._listed(place, f"{subject}.{key}", listed)

    def _listed(self, place: str, subject: str, listed: list[dict[str, Any]]) -> Iterator[Entry]:
        for number, raw in enumerate(listed, 1):
            start = raw["from"]
            exact = isinstance(start, str)
            yield Entry(
                f"{place}.{subject}.{raw.get('id', number)}",
                place,
                subject,
                raw,
                all(self.documents[name]["grade"] == "C" for name in raw["documents"]),
                date.fromisoformat(start) if exact else date.fromisoformat(start["after"]) + ONE_DAY,
                date.fromisoformat(start if exact else start["by"]),
                _day(raw.get("until", "")),
                _day(raw.get("uncertain_after", "")),
            )

    def at(self, place: str, subject: str) -> list[Entry]:
        return self.by_cell.get((place, subject), [])

    def named(self, entry: Entry, key: str) -> set[str]:
        """The relations of a list, groups written out."""
        return {one for name in entry.raw.get(key, ()) for one in self.groups.get(name, [name])}

    def ends_of(self, region: str) -> list[tuple[str | None, str | None, str]]:
        """(donor's pool, relative's pool, closeness): each pool that differs and one that does not, near and apart."""
        codes = self.pools_of[region]
        if len(codes) == 1:
            return [(codes[0], codes[0], "pool")]
        plain = next((code for code in codes if code not in self.unlike[region]), codes[-1])
        found: list[tuple[str | None, str | None, str]] = []
        for own in dict.fromkeys((*self.unlike[region], plain)):
            apart = next(code for code in codes if code != own)
            found += [(own, own, "pool"), (own, apart, "region")]
        return found


FILES = Files()


def around(days: Iterable[date]) -> list[date]:
    """Each day with its neighbours, as far as questions may go."""
    found = {day + ONE_DAY * shift for day in days for shift in (-1, 0, 1)}
    return sorted(day for day in found if date(1990, 1, 1) <= day <= date(2100, 12, 31))


# ---- What ought to be said -----------------------------------------------------------------------------------------


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
            if rule.raw.get("overrides") == "true" and world.get(rule) == "in" and rule.surely > newest.surely:
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


# ---- The comparisons -----------------------------------------------------------------------------------------------


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


# ---- Wallets -------------------------------------------------------------------------------------------------------


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


# ---- Timelines -----------------------------------------------------------------------------------------------------


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


# ---- The oracle itself must be able to complain --------------------------------------------------------------------


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
