"""What an allocation of money has to keep: accounts, bills, the ways between them, and rules on ways and pairs of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    owner: Sequence[int]  # the account of the person whose bill it is, -1 if none
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
