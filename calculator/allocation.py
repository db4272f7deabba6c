"""Which account pays how much of which bill: exactly, in whole fen.

For given discrete choices (who binds whom, which bill is paid whole, whose account is emptied first) the amounts are a maximum
flow in a transport network (`calculator.flow`). The discrete choices are searched by branch and bound (Land and Doig 1960): a
node solves the flow without the rules that it has not decided yet, which can only be better; where that flow breaks a rule, the
node splits into all ways of keeping it. The best plan, compared in this order:

1. the most paid from accounts (the least cash);
2. the fewest new bindings;
3. the fewest pairs of people whose money crosses provinces;
4. the least sum of squares of what is left in the accounts (the most even).

One search finds 1, a second one 2 and 3, a third one 4. They count their work (nodes of the network looked at), not time, and
end at `BUDGET`: then the best found stands, and `proven` tells how far it is known to be best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from calculator.allocation_bounds import fewest_leaving, fewest_reaching
from calculator.flow import Caps, Network
from calculator.payment_rules import Crowd, Problem, merged, nested, ring, spread

BUDGET = 60_000


@dataclass(frozen=True)
class Allocation:
    """`paid` per way, what is `left` per account, the `score` (least first), and how much of it is proven.

    `proven`: 1 the least cash, 2 also the fewest bindings and crossings, 3 also the most even; 0 nothing.
    """

    paid: tuple[int, ...]
    left: tuple[int, ...]
    score: tuple[int, int, int, int]
    proven: int
    work: int


@dataclass(frozen=True)
class _Node:
    """The decisions so far: closed and forced ways, emptied accounts, caps in force, pairs that count as used."""

    closed: frozenset[int] = frozenset()
    forced: frozenset[int] = frozenset()
    emptied: frozenset[int] = frozenset()
    caps: Caps = ()
    used: frozenset[int] = frozenset()


class _Spent(Exception):
    """The budget is used up."""


@dataclass
class _Search:
    problem: Problem
    budget: int
    work: list[int] = field(default_factory=lambda: [0])
    networks: dict[tuple[Caps, frozenset[int]], Network] = field(default_factory=dict)
    best: tuple[int, int, int, int] | None = None
    found: Network | None = None

    def __post_init__(self) -> None:
        self.held = sum(self.problem.balances)
        self.ways_of: list[list[int]] = [[] for _ in self.problem.pairs]
        for number, way in enumerate(self.problem.ways):
            if way.pair >= 0:
                self.ways_of[way.pair].append(number)
        ways = self.problem.ways
        self.worth = [
            min(self.problem.balances[pair.donor], sum(ways[way].cap for way in self.ways_of[number]))
            for number, pair in enumerate(self.problem.pairs)
        ]
        self.cost = [(int(pair.fresh), int(pair.crossing)) for pair in self.problem.pairs]
        self.least = [number for number, way in enumerate(ways) if way.least]
        self.firsts: dict[tuple[int, frozenset[int]], list[int]] = {}
        for rule in self.problem.firsts:
            self.firsts.setdefault((rule.account, rule.members), []).append(rule.way)
        self.free = frozenset(number for number, cost in enumerate(self.cost) if cost == (0, 0))

    # flows

    def solve(self, node: _Node, parent: Network | None = None, fresh: frozenset[int] = frozenset()) -> Network | None:
        """The maximum flow of a node; from its parent's where only ways were closed. None if nothing satisfies the node."""
        self.work[0] += len(self.problem.ways) // 8
        if self.work[0] > self.budget:
            raise _Spent
        if node.closed & node.forced:
            return None
        if parent is None:
            network = self._network(node).copy()
            for way in node.closed:
                network.close(way)
            for number in range(len(self.problem.ways)):
                network.push(number)
        else:
            network = parent.copy()
            for way in fresh:
                network.close(way)
        if not network.feasible or not network.drain(node.emptied):
            return None
        network.fill()
        return network

    def _network(self, node: _Node) -> Network:
        key = (node.caps, node.forced)
        if key not in self.networks:
            caps = nested((*self.problem.caps, *node.caps))
            problem = self.problem
            self.work[0] += len(problem.ways)  # to build one costs about as much as to look at so many nodes
            self.networks[key] = Network(problem.balances, problem.amounts, problem.ways, caps, node.forced)
            self.networks[key].work = self.work
        return self.networks[key]

    def total(self, network: Network) -> int:
        return self.held - sum(network.out)

    def lefts(self, network: Network) -> list[int]:
        return network.out

    def in_use(self, network: Network) -> list[int]:
        pairs = {self.problem.ways[way].pair for way, amount in enumerate(network.all_paid()) if amount}
        return sorted(pairs - {-1})

    # the most that can be paid

    def most(self, root: _Node = _Node()) -> int:
        """The most that any allowed plan pays."""
        stack = [(root, self.solve(root))]
        best = self.dive(*stack[0])
        while stack:
            node, network = stack.pop()
            if network is None or self.total(network) <= best:
                continue
            broken = self.broken(network, node)
            if broken is None:
                best, self.found = self.total(network), network
                continue
            children = [(child, self.child(node, network, child)) for child in broken]
            children.sort(key=lambda entry: self.total(entry[1]) if entry[1] else -1)
            stack += children
        return best

    def dive(self, node: _Node, network: Network | None) -> int:
        """What a first allowed plan pays: whatever breaks a rule is closed, in the way that costs least."""
        while network is not None:
            broken = self.broken(network, node)
            if broken is None:
                self.found = network
                return self.total(network)
            closing = [child for child in broken if child.forced == node.forced and child.caps == node.caps]
            solved = [(child, self.child(node, network, child)) for child in closing]
            node, network = max(solved, key=lambda entry: self.total(entry[1]) if entry[1] else -1)
        return -1

    def child(self, node: _Node, network: Network, child: _Node) -> Network | None:
        if child.caps == node.caps and child.forced == node.forced:
            return self.solve(child, network, child.closed - node.closed)
        return self.solve(child)

    # the fewest bindings and crossings, then the most even

    def better(self, target: int, even: bool) -> None:
        """Starts a search with the best plan found so far."""
        assert self.found is not None
        self.best = self.score(self.found)
        if not even:
            self.shrink(target)
        self.descend(_Node(), self.solve(_Node()), target, even)

    def shrink(self, target: int) -> None:
        """A better plan to start from: of the pairs in use as many are closed, one by one, as the rest can make up for."""
        shrunk = True
        while shrunk:
            shrunk = False
            assert self.found is not None
            used = self.in_use(self.found)
            paid = self.found.all_paid()
            for pair in sorted(set(used) - self.free, key=lambda one: (sum(paid[way] for way in self.ways_of[one]), one)):
                kept = {*used, *self.free} - {pair}
                closed = frozenset(way for one, ways in enumerate(self.ways_of) if one not in kept for way in ways)
                node = _Node(closed=closed, emptied=self.helped(paid))
                network = self.solve(node)
                if network is not None and self.total(network) == target and self.broken(network, node) is None:
                    self.take(network)
                    shrunk = self.found is network
                    break

    def helped(self, paid: list[int]) -> frozenset[int]:
        """The accounts that a plan empties because others help their owners."""
        return frozenset(account for (account, _), ways in self.firsts.items() if any(paid[way] for way in ways))

    def descend(self, node: _Node, network: Network | None, target: int, even: bool) -> None:
        """Looks below a node for plans that pay `target` with fewer bindings and crossings, or (even) as few and more even."""
        if network is None or self.total(network) < target:
            return
        assert self.best is not None
        bound = self.bound(node, network, target)
        if bound > self.best[1:3] or (not even and bound == self.best[1:3]):
            return
        if even and self.squares(self.evened(node, network)) >= self.best[3]:
            return
        broken = self.broken(network, node)
        if broken is not None:
            for child in broken:
                self.descend(child, self.child(node, network, child), target, even)
            return
        undecided = [pair for pair in self.in_use(network) if pair not in node.used and pair not in self.free]
        if not undecided:
            self.leaf(node, network, target)
            return
        pair = min(undecided, key=lambda one: (sum(network.paid(way) for way in self.ways_of[one]), one))
        without = replace(node, closed=node.closed | frozenset(self.ways_of[pair]))
        self.descend(without, self.child(node, network, without), target, even)
        self.descend(replace(node, used=node.used | {pair}), network, target, even)

    def leaf(self, node: _Node, network: Network, target: int) -> None:
        """Every pair in use is decided: more pairs would only cost more. The most even flow over these decides."""
        spare = [pair for pair in range(len(self.ways_of)) if pair not in node.used and pair not in self.free]
        only = replace(node, closed=node.closed.union(*(self.ways_of[pair] for pair in spare)))
        closed = self.child(node, network, only)
        assert closed is not None and self.total(closed) == target  # what is closed carried nothing
        level = self.evened(only, closed)
        if self.best and self.score(level) >= self.best:
            return
        broken = self.broken(level, only)
        if broken is None:
            self.take(level)
            return
        if self.broken(closed, only) is None:
            self.take(closed)
        for child in broken:
            network_of = self.child(only, closed, child)
            if network_of is not None and self.total(network_of) >= target:
                self.leaf(child, network_of, target)

    def take(self, network: Network) -> None:
        score = self.score(network)
        if self.best is None or score < self.best:
            self.best, self.found = score, network

    def evened(self, node: _Node, network: Network) -> Network:
        level = network.copy()
        level.even(node.emptied)
        return level

    def squares(self, network: Network) -> int:
        return sum(left * left for left in self.lefts(network))

    def score(self, network: Network) -> tuple[int, int, int, int]:
        pairs = self.in_use(network)
        fresh, crossing = sum(self.cost[pair][0] for pair in pairs), sum(self.cost[pair][1] for pair in pairs)
        return -self.total(network), fresh, crossing, self.squares(network)

    def bound(self, node: _Node, network: Network, target: int) -> tuple[int, int]:
        """At least so many new bindings and crossings are needed below the node.

        Over the pairs that are decided `bare` is the most. What is missing has to leave the accounts that still have money,
        and everything that they could shift to, over further pairs; and to reach the unpaid bills in the same way.
        """
        fresh, crossing = (sum(self.cost[pair][side] for pair in node.used) for side in (0, 1))
        spare = [n for n in range(len(self.ways_of)) if n not in node.used and n not in self.free and not node.closed.issuperset(self.ways_of[n])]
        if not any(network.paid(way) for pair in spare for way in self.ways_of[pair]):
            return fresh, crossing
        bare = self.solve(node, network, frozenset(way for pair in spare for way in self.ways_of[pair]))
        missing = target - (self.total(bare) if bare else target - 1)
        if missing <= 0:
            return fresh, crossing
        counts = [1]
        if bare is not None:
            ends = {pair: self.ways_of[pair] for pair in spare}
            counts += [fewest_leaving(bare, ends, self.worth, missing), fewest_reaching(bare, ends, self.worth, missing)]
        more = max(0, max(counts) - sum(not self.cost[pair][0] for pair in spare))
        return fresh + more, crossing

    # rules that a flow breaks, and the ways of keeping them

    def broken(self, network: Network, node: _Node) -> list[_Node] | None:
        """The nodes that together allow every plan of `node` that keeps some rule which this flow breaks; None if it breaks none."""
        paid = network.all_paid()
        for rule in (self._split, self._first, self._floor, self._crowded, self._often, self._circle):
            found = rule(paid, node)
            if found is not None:
                return list(found)
        return None

    def _split(self, paid: list[int], node: _Node) -> Iterator[_Node] | None:
        for number in self.least:
            if 0 < paid[number] < self.problem.ways[number].least:
                return iter((replace(node, forced=node.forced | {number}), self._closing(node, [number])))
        return None

    def _first(self, paid: list[int], node: _Node) -> Iterator[_Node] | None:
        for (account, members), helping in self.firsts.items():
            helped = any(paid[way] for way in helping)
            if helped and sum(paid[way] for way in members) < self.problem.balances[account]:
                late = [n for n, way in enumerate(self.problem.ways) if way.account == account and n not in members]
                emptied = replace(self._closing(node, late), emptied=node.emptied | {account})
                return iter((emptied, self._closing(node, helping)))
        return None

    def _floor(self, paid: list[int], node: _Node) -> Iterator[_Node] | None:
        for rule in self.problem.floors:
            if paid[rule.way] and sum(paid[way] for way in rule.members) > rule.cap:
                capped = replace(node, caps=(*node.caps, (rule.members, rule.cap)))
                return iter((capped, self._closing(node, [rule.way])))
        return None

    def _crowded(self, paid: list[int], node: _Node) -> Iterator[_Node] | None:
        if not self.problem.crowds:
            return None
        active = {self.problem.ways[way].pair for way, amount in enumerate(paid) if amount}
        for rule in self.problem.crowds:
            if rule.trigger >= 0 and rule.trigger not in active:
                continue
            inside = sorted(rule.pairs & active)
            if len(inside) > rule.most:
                return self._less_crowded(node, rule, inside)
        return None

    def _less_crowded(self, node: _Node, rule: Crowd, inside: list[int]) -> Iterator[_Node]:
        """At most one: which one. None beside another: that one or none of them. Otherwise one of those in use is closed."""
        if rule.trigger < 0 and rule.most == 1:
            for kept in (*inside, *sorted(rule.pairs - set(inside))):
                others = [way for pair in rule.pairs if pair != kept for way in self.ways_of[pair]]
                if not node.closed.issuperset(self.ways_of[kept]):
                    yield self._closing(node, others)
        elif rule.trigger >= 0 and rule.most == 0 and rule.trigger not in rule.pairs:
            yield self._closing(node, [way for pair in rule.pairs for way in self.ways_of[pair]])
            yield self._closing(node, self.ways_of[rule.trigger])
        else:
            chosen = sorted({*inside[: rule.most + 1], *([rule.trigger] if rule.trigger >= 0 else [])})
            yield from self._one_less(node, [self.ways_of[pair] for pair in chosen], chosen)

    def _often(self, paid: list[int], node: _Node) -> Iterator[_Node] | None:
        for rule in self.problem.often:
            active = [way for way in sorted(rule.ways) if paid[way]]
            if len(active) > rule.most:
                return self._one_less(node, [[way] for way in active[: rule.most + 1]], [])
        return None

    def _one_less(self, node: _Node, choices: list[list[int]], pairs: list[int]) -> Iterator[_Node]:
        """One of the choices is closed; those before it count as used, where they are pairs."""
        for number, ways in enumerate(choices):
            yield replace(self._closing(node, ways), used=node.used | (frozenset(pairs[:number]) - self.free))

    def _circle(self, paid: list[int], node: _Node) -> Iterator[_Node] | None:
        """Two accounts that each had to be emptied before the other one helps, on one day."""
        helped: dict[tuple[int, int, int], list[int]] = {}
        for rule in self.problem.firsts:
            if paid[rule.way]:
                arc = (self.problem.day[rule.way], rule.account, self.problem.ways[rule.way].account)
                helped.setdefault(arc, []).append(rule.way)
        for day in sorted({day for day, _, _ in helped}):
            circle = ring({(a, b) for on, a, b in helped if on == day})
            if circle:
                return iter([self._closing(node, helped[day, a, b]) for a, b in circle])
        return None

    def _closing(self, node: _Node, ways: Sequence[int]) -> _Node:
        return replace(node, closed=node.closed | frozenset(ways))


def allocate(problem: Problem, budget: int = BUDGET) -> Allocation:
    """The best allocation; the best one found where that would take more than `budget` work. Paying nothing is always allowed."""
    small, behind = merged(problem)
    search = _Search(small, budget)
    proven = 0
    try:
        target = search.most()
        proven = 1
        for even in (False, True):
            search.better(target, even)
            proven += 1
    except _Spent:
        pass
    network = search.found or Network(small.balances, small.amounts, small.ways, (), frozenset())
    paid = spread(problem, [network.paid(way) for way in range(len(small.ways))], behind)
    return Allocation(tuple(paid), tuple(search.lefts(network)), search.score(network), proven, search.work[0])


def most_paid(problem: Problem, closed: frozenset[int] = frozenset(), budget: int = BUDGET) -> int | None:
    """The most that can be paid without the pairs in `closed`; the bindings do not matter. None where the budget does not suffice."""
    small, _ = merged(problem)
    search = _Search(small, budget)
    ways = frozenset(number for number, way in enumerate(small.ways) if way.pair in closed)
    try:
        return search.most(_Node(closed=ways))
    except _Spent:
        return None
