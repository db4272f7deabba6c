"""Which account pays how much of which bill: exactly, in whole fen.

For given discrete choices (who binds whom, which bill is paid whole, whose account is emptied first) the amounts are a maximum
flow in a transport network (`calculator.flow`). The discrete choices are searched by branch and bound (Land and Doig 1960): a
node solves the flow without the rules that it has not decided yet, which can only be better; where that flow breaks a rule, the
node splits into all ways of keeping it. The best plan, compared in this order:

1. the most paid from accounts (the least cash);
2. the fewest new bindings;
3. the fewest pairs of people whose money crosses provinces;
4. the least sum of squares of what is left in the accounts (the most even).

The search counts flows, not time: after `BUDGET` of them it returns the best found, with `proven` False.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from calculator.flow import Caps, Network
from calculator.payment_rules import Floor, Problem, nested, ring

BUDGET = 1500


@dataclass(frozen=True)
class Allocation:
    """`paid` per way, what is `left` per account, the `score` (least first), and whether it is `proven` best."""

    paid: tuple[int, ...]
    left: tuple[int, ...]
    score: tuple[int, int, int, int]
    proven: bool
    flows: int


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
    flows: int = 0
    networks: dict[tuple[Caps, frozenset[int]], Network] = field(default_factory=dict)
    best: tuple[int, int, int, int] | None = None
    found: Network | None = None

    def __post_init__(self) -> None:
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
        self.free = frozenset(number for number, cost in enumerate(self.cost) if cost == (0, 0))

    # flows

    def solve(self, node: _Node, parent: Network | None = None, fresh: frozenset[int] = frozenset()) -> Network | None:
        """The maximum flow of a node; from its parent's where only ways were closed. None if nothing satisfies the node."""
        self.flows += 1
        if self.flows > self.budget:
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
            self.networks[key] = Network(problem.balances, problem.amounts, problem.ways, caps, node.forced)
        return self.networks[key]

    def total(self, network: Network) -> int:
        return sum(self.problem.balances) - sum(self.lefts(network))

    def lefts(self, network: Network) -> list[int]:
        return [network.left(account) for account in range(len(self.problem.balances))]

    def in_use(self, network: Network) -> list[int]:
        return [number for number, ways in enumerate(self.ways_of) if any(network.paid(way) for way in ways)]

    # the most that can be paid

    def most(self, root: _Node = _Node()) -> int:
        """The most that any allowed plan pays."""
        best, stack = -1, [(root, self.solve(root))]
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

    def child(self, node: _Node, network: Network, child: _Node) -> Network | None:
        if child.caps == node.caps and child.forced == node.forced:
            return self.solve(child, network, child.closed - node.closed)
        return self.solve(child)

    # the fewest bindings, crossings, and the most even

    def descend(self, node: _Node, network: Network | None, target: int) -> None:
        """Looks for plans that pay `target` with a better score below a node."""
        if network is None or self.total(network) < target:
            return
        bound = self.bound(node, network, target)
        if self.best and bound > self.best[1:3]:
            return
        if self.best and bound == self.best[1:3] and self.squares(self.evened(node, network)) >= self.best[3]:
            return
        broken = self.broken(network, node)
        if broken is not None:
            for child in broken:
                self.descend(child, self.child(node, network, child), target)
            return
        undecided = [pair for pair in self.in_use(network) if pair not in node.used and pair not in self.free]
        if not undecided:
            self.leaf(node, network, target)
            return
        pair = max(undecided, key=lambda one: (sum(network.paid(way) for way in self.ways_of[one]), -one))
        without = replace(node, closed=node.closed | frozenset(self.ways_of[pair]))
        self.descend(without, self.child(node, network, without), target)
        self.descend(replace(node, used=node.used | {pair}), network, target)

    def leaf(self, node: _Node, network: Network, target: int) -> None:
        """Every pair in use is decided: more pairs would only cost more. The most even flow over these decides."""
        spare = [pair for pair in range(len(self.ways_of)) if pair not in node.used and pair not in self.free]
        only = replace(node, closed=node.closed.union(*(self.ways_of[pair] for pair in spare)))
        closed = self.child(node, network, only)
        if closed is None or self.total(closed) < target:
            return
        level = self.evened(only, closed)
        score = self.score(level)
        if self.best and score >= self.best:
            return
        broken = self.broken(level, only)
        if broken is None:
            self.best, self.found = score, level
            return
        if self.broken(closed, only) is None and (not self.best or self.score(closed) < self.best):
            self.best, self.found = self.score(closed), closed
        for child in broken:
            network_of = self.child(only, closed, child)
            if network_of is not None and self.total(network_of) >= target:
                self.leaf(child, network_of, target)

    def evened(self, node: _Node, network: Network) -> Network:
        self.flows += 1
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
        """At least so many new bindings and crossings are needed below the node."""
        spare = [
            pair
            for pair, ways in enumerate(self.ways_of)
            if pair not in node.used and pair not in self.free and not node.closed.issuperset(ways)
        ]
        fresh = sum(self.cost[pair][0] for pair in node.used)
        crossing = sum(self.cost[pair][1] for pair in node.used)
        if not any(network.paid(way) for pair in spare for way in self.ways_of[pair]):
            return fresh, crossing
        bare = self.solve(node, network, frozenset(way for pair in spare for way in self.ways_of[pair]))
        missing = target - (self.total(bare) if bare else 0)
        if missing <= 0:
            return fresh, crossing
        if bare is None:
            missing = 1
        costly = max(self._pairs_for(missing, spare, side) for side in ("donor", "relative"))
        more = max(0, costly - sum(not self.cost[pair][0] for pair in spare))
        return fresh + more, crossing

    def _pairs_for(self, missing: int, spare: list[int], side: str) -> int:
        """The least number of pairs that could pay `missing`, if each donor (or relative) counted alone."""
        steps = []
        sides: dict[int, list[int]] = {}
        for pair in spare:
            sides.setdefault(getattr(self.problem.pairs[pair], side), []).append(self.worth[pair])
        for one, worths in sides.items():
            most = self.problem.balances[one] if side == "donor" else self.need(one)
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

    def need(self, relative: int) -> int:
        bills = {
            self.problem.ways[way].bill
            for number, pair in enumerate(self.problem.pairs)
            if pair.relative == relative
            for way in self.ways_of[number]
        }
        return sum(self.problem.amounts[bill] for bill in bills)

    # rules that a flow breaks, and the ways of keeping them

    def broken(self, network: Network, node: _Node) -> list[_Node] | None:
        """The nodes that together allow every plan of `node` that keeps some rule which this flow breaks; None if it breaks none."""
        for rule in (self._split, self._first, self._floor, self._crowded, self._often, self._circle):
            found = rule(network, node)
            if found is not None:
                return list(found)
        return None

    def _split(self, network: Network, node: _Node) -> Iterator[_Node] | None:
        for number, way in enumerate(self.problem.ways):
            if 0 < network.paid(number) < way.least:
                return iter((replace(node, forced=node.forced | {number}), self._closing(node, [number])))
        return None

    def _first(self, network: Network, node: _Node) -> Iterator[_Node] | None:
        for rule in self.problem.firsts:
            by_then = sum(network.paid(way) for way in rule.members)
            if network.paid(rule.way) and by_then < self.problem.balances[rule.account]:
                late = [n for n, way in enumerate(self.problem.ways) if way.account == rule.account and n not in rule.members]
                emptied = replace(self._closing(node, late), emptied=node.emptied | {rule.account})
                return iter((emptied, self._closing(node, [rule.way])))
        return None

    def _floor(self, network: Network, node: _Node) -> Iterator[_Node] | None:
        for rule in self.problem.floors:
            if network.paid(rule.way) and sum(network.paid(way) for way in rule.members) > rule.cap:
                return iter((self._capped(node, rule), self._closing(node, [rule.way])))
        return None

    def _capped(self, node: _Node, rule: Floor) -> _Node:
        return replace(node, caps=(*node.caps, (rule.members, rule.cap)))

    def _crowded(self, network: Network, node: _Node) -> Iterator[_Node] | None:
        active = set(self.in_use(network))
        for rule in self.problem.crowds:
            if rule.trigger >= 0 and rule.trigger not in active:
                continue
            inside = sorted(rule.pairs & active)
            if len(inside) > rule.most:
                chosen = sorted({*inside[: rule.most + 1], *([rule.trigger] if rule.trigger >= 0 else [])})
                return self._one_less(node, [self.ways_of[pair] for pair in chosen], chosen)
        return None

    def _often(self, network: Network, node: _Node) -> Iterator[_Node] | None:
        for rule in self.problem.often:
            active = [way for way in sorted(rule.ways) if network.paid(way)]
            if len(active) > rule.most:
                return self._one_less(node, [[way] for way in active[: rule.most + 1]], [])
        return None

    def _one_less(self, node: _Node, choices: list[list[int]], pairs: list[int]) -> Iterator[_Node]:
        """One of the choices is closed; those before it count as used, where they are pairs."""
        for number, ways in enumerate(choices):
            yield replace(self._closing(node, ways), used=node.used | (frozenset(pairs[:number]) - self.free))

    def _circle(self, network: Network, node: _Node) -> Iterator[_Node] | None:
        """Two accounts that each had to be emptied before the other one helps, on one day."""
        helped: dict[tuple[int, int, int], list[int]] = {}
        for rule in self.problem.firsts:
            if network.paid(rule.way):
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
    """The best allocation; within `budget` flows, otherwise the best one found, not `proven`. Paying nothing is always allowed."""
    search = _Search(problem, budget)
    proven = True
    try:
        target = search.most()
        search.best = search.score(search.found) if search.found else None
        search.descend(_Node(), search.solve(_Node()), target)
    except _Spent:
        proven = False
    network = search.found or Network(problem.balances, problem.amounts, problem.ways, (), frozenset())
    paid = tuple(network.paid(way) for way in range(len(problem.ways)))
    return Allocation(paid, tuple(search.lefts(network)), search.score(network), proven, search.flows)


def most_paid(problem: Problem, closed: frozenset[int] = frozenset(), budget: int = BUDGET) -> int | None:
    """The most that can be paid without the ways in `closed`; the bindings do not matter. None where the budget does not suffice."""
    search = _Search(problem, budget)
    try:
        return search.most(_Node(closed=closed))
    except _Spent:
        return None
