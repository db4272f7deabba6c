"""Every answer that differs between two versions of the policies, as days on which one became another.

Both versions are asked with today's engine: each relation × expense × place × closeness on every day on which a provision of
either version begins, ends or becomes doubtful. Where nothing that an answer can rest on differs, nothing is asked.
Across provinces an answer is the worst of the two wallets and of the rules, so these are compared apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calculator import Policies
from calculator.answer import CHECKS
from calculator.days import day_after, day_before
from calculator.expenses import check_expense
from calculator.limits import check_limits
from calculator.model import SEVERITY, Check, Provision, merged
from calculator.question import Question, placed
from calculator.relatives import check_relation
from calculator.timeline import turning_days
from calculator.wallet import check_route

FIRST_DAY = "1990-01-01"  # the engine answers from this day on
# A limit decides only where a question gives a figure; the limits themselves are compared by `diff_facts`.
INSIDE = tuple(one for one in CHECKS if one not in (check_limits, check_expense))
ACROSS = tuple(one for one in INSIDE if one is not check_route)


@dataclass(frozen=True, slots=True)
class State:
    """What an answer says: verdict, reason of an unknown one, whether it is 待核实, conditions of a conditional one."""

    verdict: str
    why: str = ""
    weak: bool = False
    conditions: tuple[str, ...] = ()


ABSENT = State("absent")  # one version does not know the region, relation or expense
Span = tuple[str, str | None, State, State]  # first day, last day (None: from then on), was, now
People = list[tuple[Check, ...]] | None  # all checks but the expense's, day by day; None: not known to the version


@dataclass(frozen=True, slots=True)
class Place:
    """Where to ask. `pool` "" is every pool without rules of its own; `code` is the pool that the question names.

    `near`: pool, region (another pool of the region), cross (another region, both wallets open) or wallet (whether the
    wallet there is open).
    """

    region: str
    pool: str
    near: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs, from `first` to `last` (None: from then on), both days included."""

    place: Place
    relation: str  # "" for a wallet, as `category`
    category: str
    item: str
    first: str
    last: str | None
    was: State
    now: State


class Comparison:
    """Two versions of the policies, asked the same."""

    def __init__(self, old: Policies, new: Policies) -> None:
        self.old, self.new = old, new
        self.versions = (old, new)
        self.relations = _both(new.relations, old.relations)
        self.regions = _both(new.regions, old.regions)
        self.wallet_start = min(policies.wallet["start"] for policies in self.versions)
        self._stated_alike = not _differ(*((policies.statements, policies.categories) for policies in self.versions))
        self._said: dict[Any, list[Check]] = {}
        self._related: dict[Any, bool] = {}
        self._known_days: dict[tuple[str, str], list[str]] = {}
        self._named: dict[Any, set[str]] = {}

    def changes(self) -> Iterator[Change]:
        """Every changed answer, region by region."""
        for region in self.regions:
            people_differ = _differ(*(_people(policies, region) for policies in self.versions))
            inside = self.places(region)
            across = Place(region, "", "cross", None)
            for category in _both(self.new.categories, self.old.categories):
                expense_differs = _differ(*(_expense(policies, region, category) for policies in self.versions))
                if not (expense_differs or people_differ):
                    continue
                items = self._items(region, category) if expense_differs else []
                for place in (*inside, across):
                    for relation in self.relations:
                        if expense_differs or not self._people_alike(place, relation, category):
                            yield from self._cell(place, relation, category, ["", *items])
                self._said.clear()
            yield from self._wallet(region)

    def _cell(self, place: Place, relation: str, category: str, items: list[str]) -> Iterator[Change]:
        """The changes of a relation × expense, and of each of the items."""
        if place.near == "cross" and relation == "self":
            return
        people_alike = self._people_alike(place, relation, category)
        days = self._days(place, category)
        people: list[People] | None = None
        for item in items:
            asked = _asked(place, relation, category, item)
            if people_alike and self._expense_alike(asked, place, days):
                continue
            people = people or [self._people(asked, policies, days, place.near == "cross") for policies in self.versions]
            for span in self._spans(asked, place, days, people):
                if span[2] != span[3]:
                    yield Change(place, relation, category, item, *span)

    def _people_alike(self, place: Place, relation: str, category: str) -> bool:
        """Whether all checks but the expense's say the same in both versions, on every day."""
        region = place.region
        known = all(region in policies.regions and relation in policies.relations for policies in self.versions)
        if not (self._stated_alike and known):
            return False
        circles = [c for policies in self.versions for entries in _rules(policies, region, "relatives") for c in entries]
        opens = tuple(category in circle["expenses"] for circle in circles if "expenses" in circle)
        key = (place, relation, opens)
        found = self._related.get(key)
        if found is None:
            days = sorted({FIRST_DAY, *turning_days(circles)})
            asked = _asked(place, relation, category, "")
            said = []
            for policies in self.versions:
                question = _settled(asked, policies, place.near == "cross")
                said.append([_said(_on(day, question, policies, (check_relation,))[0]) for day in days])
            found = self._related[key] = said[0] == said[1]
        return found

    def places(self, region: str) -> list[Place]:
        """Each pool with rules on people or expenses of its own in either version, the others as one; each closeness."""
        codes = _both(*(policies.pools_of.get(region, []) for policies in self.versions))
        if len(codes) == 1:
            return [Place(region, "", "pool", codes[0])]
        ruled = [code for code in codes if any(_decides(policies, code) for policies in self.versions)]
        asked = [(code, code) for code in ruled] + others(codes, ruled)
        return [Place(region, pool, near, code) for pool, code in asked for near in ("pool", "region")]

    def spans(self, place: Place, relation: str, category: str, item: str) -> list[Span]:
        """The answer in both versions over all days."""
        asked = _asked(place, relation, category, item)
        days = self._days(place, category)
        people = [self._people(asked, policies, days, place.near == "cross") for policies in self.versions]
        return self._spans(asked, place, days, people)

    def _spans(self, asked: Question, place: Place, days: list[str], people: list[People]) -> list[Span]:
        states = []
        for policies, checks in zip(self.versions, people, strict=True):
            if checks is None:
                states.append([ABSENT] * len(days))
            else:
                expense = self._expense_checks(asked, policies, days, place.near == "cross")
                states.append([_state([*some, one]) for some, one in zip(checks, expense, strict=True)])
        return _stretches(days, *states)

    def _people(self, asked: Question, policies: Policies, days: list[str], across: bool) -> People:
        """All checks but the expense's, day by day; None where the version does not know what is asked."""
        known = asked.relation in policies.relations and asked.expense in policies.categories
        if asked.donor_region not in policies.regions or not known:
            return None
        question = _settled(asked, policies, across)
        return [_on(day, question, policies, ACROSS if across else INSIDE) for day in days]

    def _expense_checks(self, asked: Question, policies: Policies, days: list[str], across: bool) -> list[Check]:
        """The check on the expense, day by day: worked out once for all relations that no provision names."""
        assert asked.donor_region is not None and asked.expense is not None
        about = (id(policies), asked.donor_region, asked.expense)
        named = self._named.get(about)
        if named is None:
            listed = _rules(policies, asked.donor_region, "expenses", asked.expense)
            named = self._named[about] = {"self"}.union(*(p.get("relatives", ()) for entries in listed for p in entries))
        who = asked.relation if asked.relation in named else ""
        key = (*about, across, asked.donor_pool, asked.same_pool, asked.item, who)
        found = self._said.get(key)
        if found is None:
            question = _settled(asked, policies, across)
            found = self._said[key] = [_on(day, question, policies, (check_expense,))[0] for day in days]
        return found

    def _expense_alike(self, asked: Question, place: Place, days: list[str]) -> bool:
        if not all(asked.expense in policies.categories for policies in self.versions):
            return False
        said = [self._expense_checks(asked, policies, days, place.near == "cross") for policies in self.versions]
        return said[0] is said[1] or [_said(one) for one in said[0]] == [_said(one) for one in said[1]]

    def _items(self, region: str, category: str) -> list[str]:
        """The item words that a provision names or that have a verdict of their own, one for each entry of the vocabulary."""
        words = []
        for policies in (self.new, self.old):
            for provision in (p for entries in _rules(policies, region, "expenses", category) for p in entries):
                words += [*provision.get("items", []), *provision.get("only_items", [])]
            words += [one["words"][0] for one in policies.items.values() if "verdict" in one and one["category"] == category]
        return list(dict.fromkeys(words))

    def _days(self, place: Place, category: str) -> list[str]:
        """The days on which an answer may become another, across provinces from the first wallet on."""
        key = (place.region, category)
        found = self._known_days.get(key)
        if found is None:
            days = {FIRST_DAY}
            for policies in self.versions:
                entries = [*_rules(policies, place.region, "relatives"), *_rules(policies, place.region, "expenses", category)]
                days |= turning_days(p for listed in (*entries, *policies.statements.values()) for p in listed)
                days |= {one["from"] for one in policies.items.values() if one["category"] == category and "from" in one}
            found = self._known_days[key] = sorted(day for day in days if day >= FIRST_DAY)
        if place.near != "cross":
            return found
        return [self.wallet_start, *(day for day in found if day > self.wallet_start)]

    def wallet_pools(self, region: str) -> list[str]:
        """The pools whose wallet may differ from the region's others: those that a sighting names."""
        seen = [one for policies in self.versions for one in policies.wallet["seen"].get(region, [])]
        return sorted({code for one in seen if one["pools"] != "all" for code in one["pools"]})

    def _wallet(self, region: str) -> Iterator[Change]:
        """Whether the wallet is open: of each pool that a sighting names, and of the others as one."""
        seen = [policies.wallet["seen"].get(region, []) for policies in self.versions]
        starts = {policies.wallet["start"] for policies in self.versions}
        if not _differ(*seen) and len(starts) == 1:
            return
        named = self.wallet_pools(region)
        codes = _both(*(policies.pools_of.get(region, []) for policies in self.versions))
        days = {day for sightings in seen for one in sightings for day in (one["day"], day_after(one["day"]))}
        ordered = sorted({FIRST_DAY, *starts, *days})
        for pool, code in [*((code, code) for code in named), *others(codes, named)]:
            asked = Question(donor_region=region, donor_pool=code, relative_region=region, relative_pool=code, near="cross")
            states = []
            for policies in self.versions:
                known = region in policies.regions
                states.append([_state(_on(d, asked, policies, (check_route,))) if known else ABSENT for d in ordered])
            place = Place(region, pool, "wallet", code)
            for span in _stretches(ordered, *states):
                if span[2] != span[3]:
                    yield Change(place, "", "", "", *span)


def others(codes: list[str], named: list[str]) -> list[tuple[str, str | None]]:
    """("", a pool to ask for) for the pools without a name of their own, if there are any; no pool where none is known."""
    plain = [code for code in codes if code not in named]
    return [("", plain[0])] if plain else [] if codes else [("", None)]


def _decides(policies: Policies, place: str) -> bool:
    rules = policies.rules.get(place, {})
    return "relatives" in rules or "expenses" in rules


def _both(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*first, *second]))


def _differ(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) != json.dumps(other, sort_keys=True)


def _rules(policies: Policies, region: str, subject: str, category: str = "") -> list[list[Provision]]:
    """The provisions on people or on an expense: of the nation, the region, each of its pools."""
    found = []
    for place in ("nation", region, *policies.ruled_pools.get(region, [])):
        entries: Any = policies.rules.get(place, {}).get(subject, {} if category else [])
        found.append(entries.get(category, []) if category else entries)
    return found


def _people(policies: Policies, region: str) -> list[Any]:
    """All that an answer can rest on besides the expense."""
    rules = [_rules(policies, region, "relatives"), policies.ruled_pools.get(region), policies.pools_of.get(region)]
    return [rules, region in policies.regions, policies.statements, policies.relations, policies.groups]


def _expense(policies: Policies, region: str, category: str) -> list[Any]:
    """All that the check on an expense can rest on."""
    rules = [_rules(policies, region, "expenses", category), policies.ruled_pools.get(region)]
    return [rules, policies.categories.get(category), [i for i in policies.items.values() if i["category"] == category]]


def _asked(place: Place, relation: str, category: str, item: str) -> Question:
    same_pool = {"pool": "yes", "region": "no"}.get(place.near)
    asked = Question(donor_region=place.region, donor_pool=place.code, relation=relation, expense=category, same_pool=same_pool)
    asked.item = item or None
    return asked


def _settled(asked: Question, policies: Policies, across: bool) -> Question:
    return replace(asked, near="cross", route="cross_province") if across else placed(asked, policies)


def _on(day: str, question: Question, policies: Policies, checks: Sequence[Callable[[Question, Policies], Check]]) -> tuple[Check, ...]:
    question.on = day
    return tuple([one(question, policies) for one in checks])


def _said(found: Check) -> tuple[str, str | None, bool, tuple[str, ...]]:
    """What of a check makes the answer; its sentence and its sources may differ."""
    return found.verdict, found.why_unknown, found.weak, found.conditions


def _state(checks: Sequence[Check]) -> State:
    worst = max(checks, key=lambda found: SEVERITY[found.verdict])
    if worst.verdict == "conditional":
        deciding = [found for found in checks if found.verdict == "conditional"]
        conditions = merged(*(found.conditions for found in deciding))
        return State("conditional", "", any(found.weak for found in deciding), conditions)
    return State(worst.verdict, worst.why_unknown or "")


def _stretches(days: list[str], was: list[State], now: list[State]) -> list[Span]:
    """The stretches of days on which both versions keep what they say."""
    pairs = list(zip(was, now, strict=True))
    begins = [number for number, pair in enumerate(pairs) if number == 0 or pair != pairs[number - 1]]
    ends = [day_before(days[number]) for number in begins[1:]]
    return [(days[number], end, *pairs[number]) for number, end in zip(begins, [*ends, None], strict=True)]
