"""What a single change would save: a binding more or less, another place, a later day, an insurance, a wallet found open.

Every saving is the difference between two plans; nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from calculator.allocation import Allocation, most_paid
from calculator.answer import Answer, decide
from calculator.days import in_words
from calculator.eligibility import Eligibility, Option
from calculator.family import Family
from calculator.funding import funding
from calculator.household import Household
from calculator.limits import yuan as in_yuan
from calculator.model import SEVERITY, Json
from calculator.policies import Policies

MOST = 3
SHARE = 50  # of the budget for one change; what takes more is not offered


@dataclass(frozen=True)
class Change:
    """A change, in words, and the fen that it saves."""

    change: Json
    text: str
    saves: int

    def to_json(self, total_cash: float) -> Json:
        text = f"{self.text}，少付现金 {in_yuan(self.saves)}。"
        return {"change": self.change, "text": text, "saves": self.saves / 100, "total_cash": total_cash}


@dataclass(frozen=True)
class _Try:
    """A changed household to plan, or the same one with one more binding, or with options that now pay."""

    change: Json
    text: str
    household: Household
    binding: tuple[int, int] | None = None
    options: list[list[Option]] | None = None


def best_changes(
    household: Household,
    family: Family,
    eligibility: Eligibility,
    options: list[list[Option]],
    allocation: Allocation,
    due: list[int],
    budget: int,
) -> list[Change]:
    """The changes that save most, the most first; of equals the one that comes first here. `due` is the cash per expense."""
    if not sum(due) or not sum(allocation.left):
        return []
    paid = sum(allocation.paid)
    found = []
    for one in _tries(household, options, due, allocation.left, eligibility.policies):
        changed = one.options or eligibility.options(one.household, family)
        if one.change["kind"] not in ("bind", "swap") and not _opens(options, changed):
            continue
        more = most_paid(funding(one.household, changed, one.binding).problem, budget=budget // SHARE)
        if more is not None and more > paid:
            found.append(Change(one.change, one.text, more - paid))
    return _different(sorted(found, key=lambda change: -change.saves))[:MOST]


def _different(changes: list[Change]) -> list[Change]:
    """Of the places that one member could move to, the best alone."""
    found: dict[object, Change] = {}
    for number, one in enumerate(changes):
        found.setdefault(one.change["member"] if one.change["kind"] == "move" else number, one)
    return list(found.values())


def _opens(options: list[list[Option]], changed: list[list[Option]]) -> bool:
    """Whether any account may now pay what it may not pay as things are, or pays it under other limits."""
    before = {(one.donor, one.expense): one for entries in options for one in entries}
    for entries in changed:
        for one in entries:
            old = before[one.donor, one.expense]
            if one.pays and (not old.pays or old.limits != one.limits or old.own_first != one.own_first):
                return True
    return False


def _tries(
    household: Household, options: list[list[Option]], due: list[int], left: tuple[int, ...], policies: Policies
) -> Iterator[_Try]:
    yield from _wallets(household, options, policies)
    yield from _more_bindings(household, options)
    yield from _fewer_bindings(household)
    yield from _moves(household, policies)
    yield from _insured(household)
    yield from _later(household, options, due, left, policies)


def _wallets(household: Household, options: list[list[Option]], policies: Policies) -> Iterator[_Try]:
    """If you find both wallets open, where nothing but that is not known."""
    closed: dict[tuple[str, ...], set[tuple[int, int]]] = {}
    for entries in options:
        for one in entries:
            others = [check.verdict for check in one.decision.checks if check.id != "route"]
            route = next(check.verdict for check in one.decision.checks if check.id == "route")
            if route == "unknown" and one.route == "cross_province" and not one.missing and "unknown" not in others and "not_covered" not in others:
                ends = [(one.asked.donor_region, one.asked.donor_pool), (one.asked.relative_region, one.asked.relative_pool)]
                places = tuple(sorted(policies.place_words(*end) for end in ends))
                closed.setdefault(places, set()).add((one.donor, one.expense))
    for places, ways in sorted(closed.items()):
        opened = [[replace(one, pays=one.pays or (one.donor, one.expense) in ways) for one in entries] for entries in options]
        yield _Try({"kind": "wallet", "places": list(places)}, f"如果查到{'和'.join(places)}都已开通医保钱包", household, options=opened)


def _more_bindings(household: Household, options: list[list[Option]]) -> Iterator[_Try]:
    """If you bind him too; only where the household makes no new bindings by itself."""
    if household.may_bind:
        return
    members = household.members
    pairs = {(one.donor, household.expenses[one.expense].who): one.kin.word for entries in options for one in entries if one.pays}
    for (donor, relative), word in sorted(pairs.items()):
        if donor != relative and (donor, relative) not in household.bindings:
            change = {"kind": "bind", "donor": members[donor].id, "relative": members[relative].id}
            text = f"如果{members[donor].name}再绑定{members[relative].name}（{word}）"
            yield _Try(change, text, household, (donor, relative))


def _fewer_bindings(household: Household) -> Iterator[_Try]:
    """If you undo a binding, so that another one fits."""
    if not household.may_bind:
        return
    members = household.members
    for pair in household.bindings:
        change = {"kind": "swap", "donor": members[pair[0]].id, "relative": members[pair[1]].id}
        text = f"如果先解绑“{members[pair[0]].name}给{members[pair[1]].name}”，再照新的方案绑"
        yield _Try(change, text, replace(household, bindings=tuple(one for one in household.bindings if one != pair)))


def _moves(household: Household, policies: Policies) -> Iterator[_Try]:
    """If she moves her insurance to where another member's is."""
    members = household.members
    places = list(dict.fromkeys((member.region, member.pool) for member in members if member.region))
    for number, member in enumerate(members):
        for region, pool in places:
            if (region, pool) == (member.region, member.pool) or member.insured == "none":
                continue
            moved = replace(member, region=region, pool=pool)
            change = {"kind": "move", "member": member.id, "region": region, "pool": pool}
            text = f"如果{member.name}的医保转到{policies.place_words(region, pool)}"
            yield _Try(change, text, replace(household, members=(*members[:number], moved, *members[number + 1 :])))


def _insured(household: Household) -> Iterator[_Try]:
    members = household.members
    for number, member in enumerate(members):
        if member.insured in ("none", "unsure"):
            insured = replace(member, insured="resident")
            word = "参加" if member.insured == "none" else "确认已参加"
            change = {"kind": "insure", "member": member.id, "insured": "resident"}
            household_of = replace(household, members=(*members[:number], insured, *members[number + 1 :]))
            yield _Try(change, f"如果{member.name}{word}居民医保", household_of)


def _later(household: Household, options: list[list[Option]], due: list[int], left: tuple[int, ...], policies: Policies) -> Iterator[_Try]:
    """If you wait until the day a rule starts, with what would else be paid in cash before."""
    blocked: dict[object, Option] = {}
    for entries in options:
        for one in entries:
            asked = one.asked
            if due[one.expense] and left[one.donor] and not one.pays and asked.on and asked.donor_region:
                key = (one.donor, household.expenses[one.expense].who, asked.on, asked.expense, asked.item, asked.designated)
                blocked.setdefault(key, one)
    for day in sorted({day for one in blocked.values() if (day := _opening_day(one, policies))}):
        waiting = tuple(
            replace(one, asked=replace(one.asked, on=day)) if due[number] and one.on and one.on < day else one
            for number, one in enumerate(household.expenses)
        )
        moved = [one.id for one, old in zip(waiting, household.expenses, strict=True) if one is not old]
        change = {"kind": "wait", "on": day, "expenses": moved}
        yield _Try(change, f"如果等到{in_words(day)}再付", replace(household, expenses=waiting))


def _opening_day(option: Option, policies: Policies) -> str | None:
    """The first later day on which the account may pay."""
    asked = option.asked
    for day in sorted(Answer(asked, policies).turning_days()):
        if day > (asked.on or "") and SEVERITY[decide(replace(asked, on=day), policies).verdict] < SEVERITY["unknown"]:
            return day
    return None
