"""What an allocation of money has to keep: accounts, bills, the ways between them, and rules on ways and pairs of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calculator.flow import Caps, Way


@dataclass(frozen=True)
class Pair:
    """A donor and a relative. `fresh`: to be bound first. `crossing`: their money crosses provinces."""

    donor: int
    relative: int
    fresh: bool
    crossing: bool


@dataclass(frozen=True)
class Floor:
    """If `way` pays anything, the ways in `members` together may pay at most `cap` (what must remain, by then)."""

    way: int
    members: frozenset[int]
    cap: int


@dataclass(frozen=True)
class First:
    """If `way` pays anything, `account` must have been emptied, by `members` (ways of that account, up to that day)."""

    way: int
    account: int
    members: frozenset[int]


@dataclass(frozen=True)
class Crowd:
    """Of `pairs` at most `most` may be in use; only while `trigger` is, unless that is -1."""

    trigger: int
    pairs: frozenset[int]
    most: int


@dataclass(frozen=True)
class Often:
    """Of `ways` at most `most` may pay anything."""

    ways: frozenset[int]
    most: int


@dataclass(frozen=True)
class Problem:
    """Balances of accounts and amounts of bills in fen, the ways between them, and the rules.

    The order of `ways` is the order in which money flows where nothing else decides. `day` gives each way's day as a number.
    """

    balances: Sequence[int]
    amounts: Sequence[int]
    ways: Sequence[Way]
    pairs: Sequence[Pair]
    day: Sequence[int]
    caps: Caps = ()
    floors: Sequence[Floor] = ()
    firsts: Sequence[First] = ()
    crowds: Sequence[Crowd] = ()
    often: Sequence[Often] = ()


def nested(caps: Caps) -> Caps:
    """Caps that lie inside one another or apart. Two that overlap become one on both together, with the lower amount: safe,
    at times stricter than needed."""
    found: list[tuple[frozenset[int], int]] = []
    for members, cap in caps:
        if not members:
            continue
        while True:
            same = next((one for one in found if one[0] == members), None)
            across = next((one for one in found if one[0] & members and not (one[0] <= members or members <= one[0])), None)
            clash = same or across
            if clash is None:
                break
            found.remove(clash)
            members, cap = members | clash[0], min(cap, clash[1])
        found.append((members, cap))
    return tuple(found)


def ring(arcs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The arcs of a ring, or nothing."""
    left = sorted(arcs)
    while True:
        starts = {a for a, _ in left}
        kept = [(a, b) for a, b in left if b in starts]
        if len(kept) == len(left):
            break
        left = kept
    if not left:
        return []
    after = dict(reversed(left))
    chain = [left[0][0]]
    while after[chain[-1]] not in chain:
        chain.append(after[chain[-1]])
    ring = chain[chain.index(after[chain[-1]]) :]
    return [(one, after[one]) for one in ring]


def merged(problem: Problem) -> tuple[Problem, list[list[int]]]:
    """The same problem with the bills that all rules treat alike put together, and the ways behind each of its ways.

    Bills are alike if the same accounts may pay them on the same day, in any part, under the same conditions.
    """
    apart = {way for members, _ in problem.caps for way in members} | {way for rule in problem.often for way in rule.ways}
    for rule in problem.floors:
        apart |= {rule.way, *rule.members}
    firsts: dict[int, list[tuple[int, frozenset[int]]]] = {}
    for first in problem.firsts:
        firsts.setdefault(first.way, []).append((first.account, first.members))
    ways_of: list[list[int]] = [[] for _ in problem.amounts]
    for number, way in enumerate(problem.ways):
        ways_of[way.bill].append(number)
    alike: dict[object, list[int]] = {}
    for bill, ways in enumerate(ways_of):
        whole = all(problem.ways[n].cap == problem.amounts[bill] and not problem.ways[n].least and n not in apart for n in ways)
        key = tuple((problem.ways[n].account, problem.ways[n].pair, problem.day[n], tuple(firsts.get(n, ()))) for n in ways)
        alike.setdefault(key if whole else bill, []).append(bill)
    groups = list(alike.values())
    behind = [list(column) for bills in groups for column in zip(*(ways_of[bill] for bill in bills), strict=True)]
    small = {way: number for number, ways in enumerate(behind) for way in ways}
    amounts = [sum(problem.amounts[bill] for bill in bills) for bills in groups]
    bill_of = {bill: number for number, bills in enumerate(groups) for bill in bills}

    def of(ways: frozenset[int]) -> frozenset[int]:
        return frozenset(small[way] for way in ways)

    ways_now = []
    for ways in behind:
        first_way = problem.ways[ways[0]]
        cap = sum(problem.ways[n].cap for n in ways)
        ways_now.append(replace(first_way, bill=bill_of[first_way.bill], cap=cap))
    return replace(
        problem,
        amounts=amounts,
        ways=ways_now,
        day=[problem.day[ways[0]] for ways in behind],
        crowds=plainer(problem.crowds),
        caps=tuple((of(members), cap) for members, cap in problem.caps),
        floors=[Floor(small[rule.way], of(rule.members), rule.cap) for rule in problem.floors],
        firsts=list(dict.fromkeys(First(small[rule.way], rule.account, of(rule.members)) for rule in problem.firsts)),
        often=[Often(of(rule.ways), rule.most) for rule in problem.often],
    ), behind


def spread(problem: Problem, paid: Sequence[int], behind: list[list[int]]) -> list[int]:
    """What each way of the whole problem pays, from what the ways of the merged one pay: bill after bill is filled."""
    due = list(problem.amounts)
    found = [0] * len(problem.ways)
    for amount, ways in zip(paid, behind, strict=True):
        for way in ways:
            found[way] = min(amount, due[problem.ways[way].bill])
            due[problem.ways[way].bill] -= found[way]
            amount -= found[way]
    return found


def plainer(crowds: Sequence[Crowd]) -> list[Crowd]:
    """Counts that hold whichever of their pairs is in use are counts without a trigger."""
    triggers: dict[tuple[frozenset[int], int], set[int]] = {}
    for crowd in crowds:
        triggers.setdefault((crowd.pairs, crowd.most), set()).add(crowd.trigger)
    found = []
    for crowd in crowds:
        whole = crowd.pairs <= triggers[crowd.pairs, crowd.most] and crowd.most > 0
        found.append(Crowd(-1, crowd.pairs, crowd.most) if whole and crowd.trigger in crowd.pairs else crowd)
    return list(dict.fromkeys(found))
