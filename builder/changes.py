"""Every day on which an answer becomes another: whose, for what, where. One set of policies, all days, from the engine itself.

An answer is relation × expense × place × closeness, as `builder.diff_answers` knows them. Inside a region the worst of the
checks on the relation and on the expense makes it: without figures, places and people the others never say no (a test compares
with `check`). Across regions it is asked as if both wallets were open; whether they are is told apart, pool by pool.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from builder.diff_answers import FIRST_DAY, Change, Comparison, Place, State, others
from calculator import Policies
from calculator.days import day_after
from calculator.expenses import check_expense
from calculator.model import SEVERITY, Check, Provision
from calculator.question import Question, placed
from calculator.relatives import check_relation
from calculator.timeline import turning_days
from calculator.wallet import wallet_state

Steps = tuple[tuple[str, str], ...]  # (first day, verdict), in time order; two that follow each other differ
CROSS = "cross"


class AnswerChanges:
    """The changes of all answers. `comparison` knows the places to ask at, and is the engine's set twice."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self.comparison = Comparison(policies, policies)
        self._steps: dict[tuple[object, ...], Steps] = {}
        self._worse: dict[tuple[Steps, Steps], Steps] = {}
        self._circles: dict[str, list[list[str]]] = {}
        self._days_of: dict[tuple[str, str], list[str]] = {}
        self._names: dict[tuple[str, str], set[str]] = {}

    def all(self) -> list[Change]:
        """Every change inside regions, across them, and of the wallets, region by region."""
        found: list[Change] = []
        for slug in self.policies.regions:
            for place in (*self.comparison.places(slug), Place(slug, "", CROSS, None)):
                found += self._at(place)
            found += self._wallets(slug)
        return found

    def _at(self, place: Place) -> Iterator[Change]:
        for relation in self.policies.relations:
            if relation == "self" and place.near == CROSS:
                continue
            for category in self.policies.categories:
                yield from _changes(place, relation, category, self.steps(place, relation, category))

    def steps(self, place: Place, relation: str, category: str) -> Steps:
        """The answer over all days, from `FIRST_DAY` on."""
        pair = self._relation_steps(place, relation, category), self._expense_steps(place, relation, category)
        found = self._worse.get(pair)
        if found is None:
            found = self._worse[pair] = worse(*pair)
        return self._since_wallets(found) if place.near == CROSS else found

    def _since_wallets(self, steps: Steps) -> Steps:
        """Before the first wallet there was no way across."""
        start = self.policies.wallet["start"]
        return _thinned([(FIRST_DAY, "not_covered"), (start, _on(steps, start)), *(step for step in steps if step[0] > start)])

    def _relation_steps(self, place: Place, relation: str, category: str) -> Steps:
        opens = tuple(category in listed for listed in self._limited_circles(place.region))
        key = ("relation", place, relation, opens)
        return self._known(key, "relatives", self._asked(place, relation, category), check_relation)

    def _expense_steps(self, place: Place, relation: str, category: str) -> Steps:
        asked = relation if relation in self._named(place.region, category) else ""
        key = ("expense", place, asked, category)
        return self._known(key, category, self._asked(place, relation, category), check_expense)

    def _known(self, key: tuple[object, ...], subject: str, asked: Question, check: Callable[[Question, Policies], Check]) -> Steps:
        found = self._steps.get(key)
        if found is None:
            steps = []
            for day in self._days(asked.donor_region or "", subject):
                asked.on = day
                steps.append((day, check(asked, self.policies).verdict))
            found = self._steps[key] = _thinned(steps)
        return found

    def _asked(self, place: Place, relation: str, category: str) -> Question:
        same_pool = {"pool": "yes", "region": "no"}.get(place.near)
        asked = Question(donor_region=place.region, donor_pool=place.code, relation=relation, expense=category, same_pool=same_pool)
        if place.near == CROSS:
            asked.near, asked.route = CROSS, "cross_province"
            return asked
        return placed(asked, self.policies)

    def _days(self, slug: str, subject: str) -> list[str]:
        """The days on which the circles of relatives, or the verdicts on a category, may change in a region."""
        found = self._days_of.get((slug, subject))
        if found is None:
            days = {FIRST_DAY, *turning_days(self._provisions(slug, subject))}
            found = self._days_of[slug, subject] = sorted(day for day in days if day >= FIRST_DAY)
        return found

    def _provisions(self, slug: str, subject: str) -> list[Provision]:
        """The nation's, the region's and its pools' provisions on relatives, or on a category of expenses."""
        found: list[Provision] = []
        for place in ("nation", slug, *self.policies.ruled_pools.get(slug, [])):
            rules = self.policies.rules.get(place, {})
            found += rules.get("relatives", []) if subject == "relatives" else rules.get("expenses", {}).get(subject, [])
        return found

    def _named(self, slug: str, category: str) -> set[str]:
        """The relations that a provision on the category names: for the others it says the same."""
        found = self._names.get((slug, category))
        if found is None:
            listed = [entry.get("relatives", ()) for entry in self._provisions(slug, category)]
            found = self._names[slug, category] = {"self"}.union(*listed)
        return found

    def _limited_circles(self, slug: str) -> list[list[str]]:
        """The expenses of each circle of the region that opens only for some: two categories in the same ones are alike."""
        found = self._circles.get(slug)
        if found is None:
            rules = [self.policies.rules.get(place, {}) for place in (slug, *self.policies.ruled_pools.get(slug, []))]
            found = self._circles[slug] = [c["expenses"] for one in rules for c in one.get("relatives", []) if "expenses" in c]
        return found

    def _wallets(self, slug: str) -> Iterator[Change]:
        """Whether the wallet is open: of each pool that a sighting names, and of the others as one."""
        named = self.comparison.wallet_pools(slug)
        seen = {sighting["day"] for sighting in self.policies.wallet["seen"][slug]}
        days = sorted({FIRST_DAY, self.policies.wallet["start"], *seen, *map(day_after, seen)})
        for pool, code in [*((code, code) for code in named), *others(self.policies.pools_of[slug], named)]:
            place = Place(slug, pool, "wallet", code)
            steps = [(day, self._wallet_on(slug, code, day)) for day in days]
            yield from _changes(place, "", "", _thinned(steps))

    def _wallet_on(self, slug: str, code: str | None, day: str) -> str:
        if day < self.policies.wallet["start"]:
            return "not_covered"
        return wallet_state(self.policies, slug, code, "donor", day).verdict


def worse(one: Steps, other: Steps) -> Steps:
    """The worse of two verdicts, day by day."""
    days = sorted({day for day, _ in (*one, *other)})
    return _thinned([(day, max(_on(one, day), _on(other, day), key=SEVERITY.__getitem__)) for day in days])


def _on(steps: Steps, day: str) -> str:
    return next(verdict for first, verdict in reversed(steps) if first <= day)


def _thinned(steps: Iterable[tuple[str, str]]) -> Steps:
    """Without the steps that change nothing."""
    kept: list[tuple[str, str]] = []
    for day, verdict in steps:
        if not kept or kept[-1][1] != verdict:
            kept.append((day, verdict))
    return tuple(kept)


def _changes(place: Place, relation: str, category: str, steps: Steps) -> Iterator[Change]:
    for (_, was), (day, now) in itertools.pairwise(steps):
        yield Change(place, relation, category, "", day, None, State(was), State(now))
