"""How many more pairs of people are needed at least, told from a maximum flow over the pairs that are decided.

What is missing has to leave the accounts that still have money, with everything that they could shift to, over ways of further
pairs; and it has to reach the unpaid bills, with everything that could shift to them, in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calculator.flow import Network

Regions = list[tuple[set[int], int]]  # nodes, and the money that is in them or that they want


def fewest_leaving(bare: Network, spare: Mapping[int, list[int]], worth: Sequence[int], missing: int) -> int:
    """The least number of the pairs in `spare` (pair → ways) to get what is missing out of the accounts that have money."""
    rich = [(bare.reached(account), left) for account, left in enumerate(bare.out) if left]
    return _crossed(bare, rich, spare, worth, missing, 1)


def fewest_reaching(bare: Network, spare: Mapping[int, list[int]], worth: Sequence[int], missing: int) -> int:
    """The least number of them to bring what is missing to the bills that are not paid."""
    unpaid = [(bill, bare.room[arc]) for bill, arc in bare.sink_arc.items() if bare.room[arc]]
    poor = [(bare.reached(bare.accounts + bill, backwards=True), room) for bill, room in unpaid]
    return _crossed(bare, poor, spare, worth, missing, 0)


def _crossed(bare: Network, regions: Regions, spare: Mapping[int, list[int]], worth: Sequence[int], missing: int, end: int) -> int:
    """The least number of pairs whose ways begin (end 1) or end (0) in the regions and carry what is missing."""
    ends = {pair: {bare.head[bare.way_arc[way] ^ end] for way in ways} for pair, ways in spare.items()}
    apart = _apart([*regions, *((nodes, 0) for nodes in ends.values())])
    worths: list[list[int]] = [[] for _ in apart]
    for pair, nodes in ends.items():
        for number, (inside, most) in enumerate(apart):
            if most and not nodes.isdisjoint(inside):
                worths[number].append(worth[pair])
    return _fewest(missing, [(most, inside) for (_, most), inside in zip(apart, worths, strict=True)])


def _apart(regions: Regions) -> Regions:
    """Sets of nodes with amounts; those that touch are put together."""
    found: Regions = []
    for nodes, amount in regions:
        touching = [one for one in found if one[0] & nodes]
        found = [one for one in found if not one[0] & nodes]
        found.append((nodes.union(*(one[0] for one in touching)), amount + sum(one[1] for one in touching)))
    return found


def _fewest(missing: int, regions: list[tuple[int, list[int]]]) -> int:
    """The least number of pairs that together can carry `missing`, each region giving at most its amount."""
    steps = []
    for most, worths in regions:
        for worth in sorted(worths, reverse=True):
            steps.append(min(worth, most))
            most -= steps[-1]
    count = 0
    for step in sorted(steps, reverse=True):
        if missing <= 0:
            break
        missing -= step
        count += 1
    return count
