"""From the options of a household to the problem of who pays what: every limit of the regions becomes a rule of amounts.

What each kind of limit means here (all figures come from the regions' data; also limits that are weakly sourced or whose fate
is open are kept, since nobody can rely on their absence):

- people_at_once, people_in_all, people_of_kind, donors_per_relative: counts of bindings, with those that exist already;
- no_dual_role: a person that pays for others by this rule is nobody's relative, and the other way round;
- balance_at_least, balance_kept, separate_account: what must be in the account before, or remain after, the payment, with
  everything counted that the account has paid by then; past_years_only: the part of the balance that may be used;
- one_account_per_payment, balance_covers_amount: the whole bill or nothing; transfer_min: so much or nothing;
- per_payment_max, per_day_max, per_year_max, payments_per_day: ceilings on one payment, a day, a year, and a day's payments.

An account pays in the order of days; on one day for others before its owner, smaller bills first. Where a region says that the
patient's own account goes first, others help only once it is empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from calculator.eligibility import Option
from calculator.flow import Caps, Way
from calculator.household import Household
from calculator.limits import fen_of
from calculator.model import Provision
from calculator.payment_rules import Crowd, First, Floor, Often, Pair, Problem

_PEOPLE = ("people_at_once", "people_in_all")
_WHOLE = ("one_account_per_payment", "balance_covers_amount")
_SPAN = {"per_day_max": 10, "per_year_max": 4}  # as many letters of the day as name the span


@dataclass
class Funding:
    """The problem of a household, and the option behind each of its ways. `dropped`: why an option that may pay cannot."""

    problem: Problem
    options: list[Option]
    dropped: dict[tuple[int, int], Provision | None]


@dataclass
class _Rules:
    """Collects the rules while the ways are known."""

    household: Household
    binding: tuple[int, int] | None = None
    ways: list[Way] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    dropped: dict[tuple[int, int], Provision | None] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)  # way → what must remain
    had: dict[int, int] = field(default_factory=dict)  # way → what must be there before


def funding(household: Household, options: list[list[Option]], binding: tuple[int, int] | None = None) -> Funding:
    """The problem for the options that pay. `binding` may be made although the household makes no new ones."""
    rules = _Rules(household, binding)
    for entries in options:
        for option in entries:
            if option.pays and household.expenses[option.expense].amount:
                _add_way(rules, option)
    balances = [member.balance or 0 for member in household.members]
    days = sorted({option.asked.on or "" for option in rules.options})
    pairs = [Pair(a, b, (a, b) not in household.bindings, _crossing(rules, number)) for number, (a, b) in enumerate(rules.pairs)]
    problem = Problem(
        balances,
        [expense.amount for expense in household.expenses],
        rules.ways,
        pairs,
        [days.index(option.asked.on or "") for option in rules.options],
        _caps(rules),
        _floors(rules),
        _firsts(rules),
        _crowds(rules, pairs),
        _often(rules),
    )
    return Funding(problem, rules.options, rules.dropped)


def _crossing(rules: _Rules, pair: int) -> bool:
    return any(option.route == "cross_province" for way, option in zip(rules.ways, rules.options, strict=True) if way.pair == pair)


def _add_way(rules: _Rules, option: Option) -> None:
    """One more way, unless a limit leaves nothing of it."""
    household = rules.household
    member, expense = household.members[option.donor], household.expenses[option.expense]
    cap, least, kept, had = expense.amount, 0, 0, 0
    pair = (option.donor, expense.who)
    if option.donor != expense.who and pair not in household.bindings and not household.may_bind and pair != rules.binding:
        rules.dropped[option.donor, option.expense] = None
        return
    for limit in option.limits:
        kind = limit["kind"]
        if kind in _WHOLE:
            least = expense.amount
        elif kind == "transfer_min":
            least = max(least, fen_of(limit))
        elif kind in ("per_payment_max", *_SPAN):
            cap = min(cap, fen_of(limit))
        elif kind in ("balance_kept", "separate_account"):
            kept = max(kept, fen_of(limit))
        elif kind == "balance_at_least":
            had = max(had, fen_of(limit))
        usable = _purse(member.balance or 0, member.past_years, option)
        if cap < least or (kept and usable <= kept) or (member.balance or 0) < had or usable <= 0:
            rules.dropped[option.donor, option.expense] = limit
            return
    if not member.balance:
        rules.dropped[option.donor, option.expense] = None
        return
    if option.donor == expense.who:
        number = -1
    else:
        if pair not in rules.pairs:
            rules.pairs.append(pair)
        number = rules.pairs.index(pair)
    if kept:
        rules.kept[len(rules.ways)] = kept
    if had:
        rules.had[len(rules.ways)] = had
    rules.ways.append(Way(option.donor, option.expense, number, cap, least))
    rules.options.append(option)


def past_only(option: Option) -> bool:
    """Whether only what is left from past years may be used."""
    return any(limit["kind"] == "past_years_only" for limit in option.limits)


def _purse(balance: int, past_years: int | None, option: Option) -> int:
    return past_years if past_years is not None and past_only(option) else balance


def _of(rules: _Rules, account: int) -> list[int]:
    """The ways of an account in the order in which it pays: by day, others first, smaller bills first."""

    def rank(number: int) -> tuple[str, bool, int, int]:
        way = rules.ways[number]
        return (rules.options[number].asked.on or "", way.pair < 0, rules.household.expenses[way.bill].amount, number)

    return sorted((number for number, way in enumerate(rules.ways) if way.account == account), key=rank)


def payment_rank(way: Way, option: Option, household: Household) -> tuple[str, bool, int]:
    """The place of a payment among those of its account."""
    return (option.asked.on or "", way.pair < 0, household.expenses[way.bill].amount)


def _purse_ways(rules: _Rules, account: int) -> list[int]:
    """The ways that draw on the past years' part alone, where that part is told."""
    if rules.household.members[account].past_years is None:
        return []
    return [number for number in _of(rules, account) if past_only(rules.options[number])]


def _caps(rules: _Rules) -> Caps:
    caps: list[tuple[frozenset[int], int]] = []
    spans: dict[tuple[str, int, str], list[int]] = {}
    kept: dict[tuple[int, int], list[int]] = {}
    for number, (way, option) in enumerate(zip(rules.ways, rules.options, strict=True)):
        for limit in option.limits:
            if limit["kind"] in _SPAN:
                span = (option.asked.on or "")[: _SPAN[limit["kind"]]]
                spans.setdefault((limit["id"], way.account, span), []).append(number)
        if number in rules.kept:
            kept.setdefault((way.account, rules.kept[number]), []).append(number)
    limits = {limit["id"]: limit for option in rules.options for limit in option.limits}
    for account, member in enumerate(rules.household.members):
        past = _purse_ways(rules, account)
        if past and member.past_years is not None:
            caps.append((frozenset(past), member.past_years))
    for (account, amount), ways in sorted(kept.items()):
        member = rules.household.members[account]
        usable = min(_purse(member.balance or 0, member.past_years, rules.options[way]) for way in ways)
        caps.append((frozenset(ways), usable - amount))
    caps += [(frozenset(ways), fen_of(limits[name])) for (name, _, _), ways in sorted(spans.items())]
    return tuple(caps)


def _floors(rules: _Rules) -> list[Floor]:
    found = []
    for account, member in enumerate(rules.household.members):
        order, past = _of(rules, account), _purse_ways(rules, account)
        for number in order:
            purse = past if number in past else order
            usable = _purse(member.balance or 0, member.past_years, rules.options[number])
            before = purse[: purse.index(number)]
            if number in rules.kept:
                found.append(Floor(number, frozenset((*before, number)), usable - rules.kept[number]))
            if number in rules.had:
                earlier = order[: order.index(number)]
                found.append(Floor(number, frozenset(earlier), (member.balance or 0) - rules.had[number]))
    return found


def _firsts(rules: _Rules) -> list[First]:
    own = {way.bill for way in rules.ways if way.pair < 0}
    found = []
    for number, (way, option) in enumerate(zip(rules.ways, rules.options, strict=True)):
        patient = rules.household.expenses[way.bill].who
        if option.own_first and way.bill in own:
            day = option.asked.on or ""
            members = (n for n, other in enumerate(rules.ways) if other.account == patient and (rules.options[n].asked.on or "") <= day)
            found.append(First(number, patient, frozenset(members)))
    return found


def _often(rules: _Rules) -> list[Often]:
    days: dict[tuple[str, int, str, int], list[int]] = {}
    for number, (way, option) in enumerate(zip(rules.ways, rules.options, strict=True)):
        for limit in option.limits:
            if limit["kind"] == "payments_per_day":
                days.setdefault((limit["id"], way.account, option.asked.on or "", limit["times"]), []).append(number)
    return [Often(frozenset(ways), times) for (_, _, _, times), ways in sorted(days.items()) if len(ways) > times]


def _crowds(rules: _Rules, pairs: list[Pair]) -> list[Crowd]:
    found: dict[Crowd, None] = {}
    for number in range(len(pairs)):
        limits = {
            limit["id"]: limit
            for way, option in zip(rules.ways, rules.options, strict=True)
            if way.pair == number
            for limit in option.limits
        }
        relation = next(option.kin.relation for way, option in zip(rules.ways, rules.options, strict=True) if way.pair == number)
        for limit in limits.values():
            crowd = _crowd(rules, pairs, number, relation, limit)
            if crowd is not None and len(crowd.pairs) > crowd.most:
                found[crowd] = None
    return list(found)


def _crowd(rules: _Rules, pairs: list[Pair], number: int, relation: str, limit: Provision) -> Crowd | None:
    """What a limit says while the pair is in use. Bindings that exist count, and may be too many themselves."""
    household, kind, pair = rules.household, limit["kind"], pairs[number]
    fresh = [n for n, other in enumerate(pairs) if other.fresh]
    if kind in _PEOPLE or (kind == "people_of_kind" and relation in limit["relations"]):
        bound = sum(donor == pair.donor for donor, _ in household.bindings) + household.members[pair.donor].bound
        same = [n for n in fresh if pairs[n].donor == pair.donor and (kind in _PEOPLE or _relation(rules, n) in limit["relations"])]
    elif kind == "donors_per_relative":
        bound = sum(relative == pair.relative for _, relative in household.bindings) + household.members[pair.relative].bound_by
        same = [n for n in fresh if pairs[n].relative == pair.relative]
    elif kind == "no_dual_role":
        both = any(relative == pair.donor or donor == pair.relative for donor, relative in household.bindings)
        both = both or household.members[pair.donor].bound_by > 0 or household.members[pair.relative].bound > 0
        clash = [n for n in fresh if pairs[n].relative == pair.donor or pairs[n].donor == pair.relative]
        return Crowd(-1, frozenset([number]), 0) if both else Crowd(number, frozenset(clash), 0)
    else:
        return None
    most = limit["people"] - bound
    return Crowd(number, frozenset(same), most) if most >= 0 else Crowd(-1, frozenset([number]), 0)


def _relation(rules: _Rules, pair: int) -> str:
    return next(option.kin.relation for way, option in zip(rules.ways, rules.options, strict=True) if way.pair == pair)
