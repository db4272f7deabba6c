"""Money from accounts to bills as a maximum flow, kept up to date while accounts, bills and ways between them are closed.

A `Network` is a transport network: source → account → (caps that lie inside one another) → way → bill → sink. The maximum is
found along augmenting paths (Ford and Fulkerson 1956, breadth first as in Edmonds and Karp 1972); closing a way takes its flow
back and augments again. `even` makes what is left in the accounts as even as the maximum allows: the possible amounts per
account form the integer points of a base polyhedron, where no exchange between two accounts that lowers the sum of squares is
left if and only if the sum is least (Groenevelt 1991; Frank and Murota 2022). All amounts are whole fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One account may pay up to `cap` of one bill. `pair` numbers the two people, -1 for one's own bill.

    `least` is what a payment must at least be if there is one (the whole bill where it may not be split).
    """

    account: int
    bill: int
    pair: int
    cap: int
    least: int = 0


Caps = tuple[tuple[frozenset[int], int], ...]


class Network:
    """The flow for some accounts, bills, ways and caps on sets of ways of one account; `forced` ways carry their least."""

    def __init__(
        self,
        balances: Sequence[int],
        amounts: Sequence[int],
        ways: Sequence[Way],
        caps: Caps,
        forced: frozenset[int],
    ) -> None:
        accounts, bills = len(balances), len(amounts)
        self.accounts, self.sink = accounts, accounts + bills
        self.nodes = self.sink + 1
        self.base = [0] * len(ways)
        self.head: list[int] = []  # where an arc leads; arc ^ 1 is its reverse
        self.room: list[int] = []  # what an arc still takes
        self.arcs: list[list[int]] = [[] for _ in range(self.nodes)]
        own, due, limits = list(balances), list(amounts), [cap for _, cap in caps]
        for number in forced:
            least = self.base[number] = ways[number].least
            own[ways[number].account] -= least
            due[ways[number].bill] -= least
            limits = [limit - least * (number in members) for limit, (members, _) in zip(limits, caps, strict=True)]
        self.feasible = min([0, *own, *due, *limits]) >= 0
        self.out = [max(0, amount) for amount in own]  # what an account may still give
        self.full = list(self.out)
        chains: list[list[int]] = [[] for _ in ways]
        inside = list(range(accounts))
        at = [inside[way.account] for way in ways]
        for number in sorted(range(len(caps)), key=lambda n: -len(caps[n][0])):  # the widest first
            members = caps[number][0]
            first = next(iter(members))
            node = self._node()
            arc = self._arc(at[first], node, max(0, limits[number]))
            for inner in members:
                at[inner] = node
                chains[inner].append(arc)
        self.way_arc = []
        for number, way in enumerate(ways):
            arc = self._arc(at[number], accounts + way.bill, max(0, way.cap - self.base[number]))
            self.way_arc.append(arc)
            chains[number].append(arc)
        for bill, amount in enumerate(due):
            self._arc(accounts + bill, self.sink, max(0, amount))
        self.sink_arc = {bill: self.arcs[accounts + bill][-1] for bill in range(bills)}
        for number, way in enumerate(ways):
            chains[number].append(self.sink_arc[way.bill])
        self.chains = chains
        self.account_of = [way.account for way in ways]
        self.work = [0]  # nodes looked at, shared by all copies

    def copy(self) -> Network:
        """The same network with a flow of its own."""
        other = object.__new__(Network)
        other.__dict__.update(self.__dict__)
        other.room, other.out = self.room[:], self.out[:]
        return other

    def _node(self) -> int:
        self.arcs.append([])
        self.nodes += 1
        return self.nodes - 1

    def _arc(self, start: int, end: int, room: int) -> int:
        number = len(self.head)
        self.head += [end, start]
        self.room += [room, 0]
        self.arcs[start].append(number)
        self.arcs[end].append(number + 1)
        return number

    def paid(self, way: int) -> int:
        """What a way carries."""
        return self.base[way] + self.room[self.way_arc[way] ^ 1]

    def all_paid(self) -> list[int]:
        """What every way carries."""
        room = self.room
        return [base + room[arc ^ 1] for base, arc in zip(self.base, self.way_arc, strict=True)]

    def close(self, way: int) -> None:
        """Takes a way's flow back and lets nothing more through."""
        flow = self.room[self.way_arc[way] ^ 1]
        if flow:
            for arc in self.chains[way]:
                self.room[arc] += flow
                self.room[arc ^ 1] -= flow
            self.out[self.account_of[way]] += flow
        self.room[self.way_arc[way]] = 0

    def push(self, way: int) -> None:
        """Sends as much over one way as fits, without moving anything else."""
        flow = min(self.out[self.account_of[way]], min(self.room[arc] for arc in self.chains[way]))
        if flow:
            for arc in self.chains[way]:
                self.room[arc] -= flow
                self.room[arc ^ 1] += flow
            self.out[self.account_of[way]] -= flow

    def drain(self, accounts: Iterable[int]) -> bool:
        """Empties the accounts, at the expense of others where need be. False if they cannot all be emptied."""
        kept = sorted(accounts)
        for account in kept:
            while self.out[account]:
                path = self._path([account], giving=[a for a in range(self.accounts) if a not in kept])
                if not path:
                    return False
                self._send(account, path, self.out[account])
        return True

    def fill(self) -> None:
        """Augments to the maximum."""
        while True:
            starts = [account for account in range(self.accounts) if self.out[account]]
            path = self._path(starts, giving=())
            if not path:
                return
            start = self.head[path[0] ^ 1]
            self._send(start, path, self.out[start])

    def even(self, kept: Iterable[int]) -> None:
        """Makes the sum of the squares of what is left least, without changing the total nor the accounts in `kept`."""
        fixed = frozenset(kept)
        free = [account for account in range(self.accounts) if account not in fixed]
        moved = True
        while moved:
            moved = False
            for rich in sorted(free, key=lambda account: (-self.out[account], account)):
                poor = [a for a in free if self.out[rich] - self.out[a] >= 2 and self.out[a] < self.full[a]]
                if poor and self._shift(rich, poor):
                    moved = True
                    break

    def _shift(self, rich: int, poor: list[int]) -> bool:
        for account in sorted(poor, key=lambda a: (self.out[a], a)):
            path = self._path([rich], giving=[account])
            if path and self.head[path[-1]] == account:
                self._send(rich, path, (self.out[rich] - self.out[account]) // 2)
                return True
        return False

    def _send(self, start: int, path: list[int], most: int) -> None:
        end = self.head[path[-1]]
        flow = min(most, min(self.room[arc] for arc in path))
        if end != self.sink:
            flow = min(flow, self.full[end] - self.out[end])
            self.out[end] += flow
        for arc in path:
            self.room[arc] -= flow
            self.room[arc ^ 1] += flow
        self.out[start] -= flow

    def _path(self, starts: Sequence[int], giving: Sequence[int]) -> list[int]:
        """Arcs from a start to the sink, or to an account of `giving` that takes money back; empty if there is none."""
        room, head, arcs, sink = self.room, self.head, self.arcs, self.sink
        came = [-1] * self.nodes
        for start in starts:
            came[start] = -2
        goals = {a for a in giving if self.out[a] < self.full[a]}
        front = list(starts)
        self.work[0] += 1
        for node in front:
            for arc in arcs[node]:
                end = head[arc]
                if room[arc] and came[end] == -1:
                    came[end] = arc
                    if end == sink or end in goals:
                        path = []
                        while came[end] != -2:
                            path.append(came[end])
                            end = head[came[end] ^ 1]
                        self.work[0] += len(front)
                        return path[::-1]
                    front.append(end)
        self.work[0] += len(front)
        return []

    def reached(self, start: int, backwards: bool = False) -> set[int]:
        """Every node to which more could flow from `start`; backwards: from which more could flow to it."""
        room, head, arcs = self.room, self.head, self.arcs
        found, front = {start}, [start]
        for node in front:
            for arc in arcs[node]:
                end = head[arc]
                if end not in found and end != self.sink and room[arc ^ backwards]:
                    found.add(end)
                    front.append(end)
        self.work[0] += len(front)
        return found
