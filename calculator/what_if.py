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
from calculator.household import Household, Member
from calculator.limits import yuan as in_yuan
from calculator.messages import say
from calculator.model import SEVERITY, Json
from calculator.policies import Policies

MOST = 3
TRIED = 30  # changes planned anew, those first that could save most
SHARE = 50  # of the budget for one change; what takes more is not offered
CROWDS = ("people_at_once", "people_in_all", "people_of_kind", "donors_per_relative", "no_dual_role")


@dataclass(frozen=True)
class Change:
    """A change, in words, and the fen that it saves."""

    change: Json
    text: str
    saves: int

    def to_json(self, total_cash: float) -> Json:
        """The change as JSON; what it saves and what is left to pay in cash, in yuan."""
        text = say("{change}，少付现金 {amount}。", change=self.text, amount=in_yuan(self.saves))
        return {"change": self.change, "text": text, "saves": self.saves / 100, "total_cash": total_cash}


@dataclass(frozen=True)
class _Try:
    """A household to plan anew with its options; one more `binding` may be made. `most`: more than this it cannot save."""

    change: Json
    text: str
    household: Household
    options: list[list[Option]]
    most: int
    binding: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Case:
    """What the changes start from. `due` is the cash per expense, `left` what is left per account."""

    household: Household
    family: Family
    eligibility: Eligibility
    options: list[list[Option]]
    due: list[int]
    left: tuple[int, ...]

    def gain(self, changed: list[list[Option]]) -> int:
        """At most so much do the options save that did not pay before, or not under these limits."""
        most = 0
        for entries, before in zip(changed, self.options, strict=True):
            opened = [one for one, old in zip(entries, before, strict=True) if one.pays and not _as_before(one, old)]
            most += self.household.expenses[entries[0].expense].amount if opened else 0
        return min(most, self.all)

    @property
    def all(self) -> int:
        """Nothing saves more than the cash that is due, nor than the money that is left."""
        return min(sum(self.due), sum(self.left))


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
    case = _Case(household, family, eligibility, options, due, allocation.left)
    if not case.all:
        return []
    paid = sum(allocation.paid)
    found: list[Change] = []
    for one in sorted((one for one in _tries(case) if one.most), key=lambda one: -one.most)[:TRIED]:
        if len(found) >= MOST and one.most < found[MOST - 1].saves:
            break
        more = most_paid(funding(one.household, one.options, one.binding).problem, budget=budget // SHARE)
        if more is not None and more > paid:
            found = _different(sorted([*found, Change(one.change, one.text, more - paid)], key=lambda change: -change.saves))
    return found[:MOST]


def _as_before(one: Option, old: Option) -> bool:
    return old.pays and old.limits == one.limits and old.own_first == one.own_first


def _different(changes: list[Change]) -> list[Change]:
    """Of the places that one member could move to, the best alone."""
    found: dict[object, Change] = {}
    for number, one in enumerate(changes):
        found.setdefault(one.change["member"] if one.change["kind"] == "move" else number, one)
    return list(found.values())


def _tries(case: _Case) -> Iterator[_Try]:
    yield from _wallets(case)
    yield from _more_bindings(case)
    yield from _fewer_bindings(case)
    yield from _moves(case)
    yield from _insured(case)
    yield from _later(case)


def _wallets(case: _Case) -> Iterator[_Try]:
    """If you find both wallets open, where nothing but that is not known."""
    policies = case.eligibility.policies
    closed: dict[tuple[str, ...], set[tuple[int, int]]] = {}
    for entries in case.options:
        for one in entries:
            if one.route == "cross_province" and not one.missing and _but_for_the_route(one):
                ends = [(one.asked.donor_region, one.asked.donor_pool), (one.asked.relative_region, one.asked.relative_pool)]
                places = tuple(sorted(policies.place_words(region, pool) for region, pool in ends if region))
                closed.setdefault(places, set()).add((one.donor, one.expense))
    for places, ways in sorted(closed.items()):
        opened = [[replace(one, pays=one.pays or (one.donor, one.expense) in ways) for one in entries] for entries in case.options]
        text = say("如果查到{places}都已开通医保钱包", places=say("和").join(places))
        yield _Try({"kind": "wallet", "places": list(places)}, text, case.household, opened, case.gain(opened))


def _but_for_the_route(one: Option) -> bool:
    """Whether only the wallets keep the account from paying, and only because it is not known whether they are open."""
    verdicts = {check.id: check.verdict for check in one.decision.checks}
    others = {verdict for name, verdict in verdicts.items() if name != "route"}
    return verdicts["route"] == "unknown" and others <= {"covered", "conditional"}


def _more_bindings(case: _Case) -> Iterator[_Try]:
    """If you bind him too; only where the household makes no new bindings by itself."""
    household, members = case.household, case.household.members
    if household.may_bind:
        return
    paying = [one for entries in case.options for one in entries if one.pays]
    pairs = {(one.donor, household.expenses[one.expense].who): one.kin.word for one in paying}
    for (donor, relative), word in sorted(pairs.items()):
        if donor != relative and (donor, relative) not in household.bindings:
            change = {"kind": "bind", "donor": members[donor].id, "relative": members[relative].id}
            text = say("如果{donor}再绑定{relative}（{word}）", donor=members[donor].name, relative=members[relative].name, word=word)
            yield _Try(change, text, household, case.options, case.all, (donor, relative))


def _fewer_bindings(case: _Case) -> Iterator[_Try]:
    """If you undo a binding, so that another one fits."""
    household, members = case.household, case.household.members
    crowded = any(limit["kind"] in CROWDS for entries in case.options for one in entries for limit in one.limits)
    if not household.may_bind or not crowded:
        return
    for pair in household.bindings:
        change = {"kind": "swap", "donor": members[pair[0]].id, "relative": members[pair[1]].id}
        text = say("如果先解绑“{donor}给{relative}”，再照新的方案绑", donor=members[pair[0]].name, relative=members[pair[1]].name)
        without = replace(household, bindings=tuple(one for one in household.bindings if one != pair))
        yield _Try(change, text, without, case.options, case.all)


def _moves(case: _Case) -> Iterator[_Try]:
    """If she moves her insurance: whose bills are left in cash, to where somebody has money left, or the other way round."""
    members = case.household.members
    due = {expense.who for expense, left in zip(case.household.expenses, case.due, strict=True) if left}
    rich = {number for number, left in enumerate(case.left) if left}
    for number, member in enumerate(members):
        others = sorted((rich if number in due else set()) | (due if number in rich else set()))
        for region, pool in dict.fromkeys((members[one].region, members[one].pool) for one in others):
            if region and (region, pool) != (member.region, member.pool) and member.insured != "none":
                change = {"kind": "move", "member": member.id, "region": region, "pool": pool}
                text = say("如果{name}的医保转到{place}", name=member.name, place=case.eligibility.policies.place_words(region, pool))
                yield from _member(case, number, replace(member, region=region, pool=pool), change, text)


def _insured(case: _Case) -> Iterator[_Try]:
    """If he joins the insurance of residents, or it turns out that he is in it."""
    for number, member in enumerate(case.household.members):
        if member.insured in ("none", "unsure"):
            text = "如果{name}参加居民医保" if member.insured == "none" else "如果{name}确认已参加居民医保"
            change = {"kind": "insure", "member": member.id, "insured": "resident"}
            yield from _member(case, number, replace(member, insured="resident"), change, say(text, name=member.name))


def _member(case: _Case, number: int, member: Member, change: Json, text: str) -> Iterator[_Try]:
    """A change of one member, if with it an account that has money left may pay a bill that is left in cash."""
    members = case.household.members
    household = replace(case.household, members=(*members[:number], member, *members[number + 1 :]))
    if any(case.eligibility.option(household, one).pays for one in _wanting(case, number)):
        options = case.eligibility.changed(household, case.options, number)
        yield _Try(change, text, household, options, case.gain(options))


def _wanting(case: _Case, number: int) -> Iterator[Option]:
    """The options of a member, as donor or as patient, that would save something if they paid more."""
    for expense, entries in zip(case.household.expenses, case.options, strict=True):
        for one in entries:
            if case.due[one.expense] and case.left[one.donor] and number in (one.donor, expense.who) and one.donor != expense.who:
                yield one


def _later(case: _Case) -> Iterator[_Try]:
    """If you wait until the day a rule starts, with what would else be paid in cash before."""
    blocked: dict[object, Option] = {}
    for entries in case.options:
        for one in entries:
            q = one.asked
            if case.due[one.expense] and case.left[one.donor] and not one.pays and q.on and q.donor_region:
                place = (q.donor_region, q.donor_pool, q.relative_region, q.relative_pool, q.relative_insured)
                blocked.setdefault((*place, q.relation, q.on, q.expense, q.item, q.designated), one)
    policies = case.eligibility.policies
    for day in sorted({day for one in blocked.values() if (day := _opening_day(one, policies))}):
        waiting = tuple(
            replace(one, asked=replace(one.asked, on=day)) if case.due[number] and one.on and one.on < day else one
            for number, one in enumerate(case.household.expenses)
        )
        moved = [one.id for one, old in zip(waiting, case.household.expenses, strict=True) if one is not old]
        household = replace(case.household, expenses=waiting)
        options = case.eligibility.options(household, case.family)
        change = {"kind": "wait", "on": day, "expenses": moved}
        yield _Try(change, say("如果等到{day}再付", day=in_words(day)), household, options, case.gain(options))


def _opening_day(option: Option, policies: Policies) -> str | None:
    """The first later day on which the account may pay."""
    asked = option.asked
    for day in sorted(Answer(asked, policies).turning_days()):
        if day > (asked.on or "") and SEVERITY[decide(replace(asked, on=day), policies).verdict] < SEVERITY["unknown"]:
            return day
    return None
