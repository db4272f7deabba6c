"""The allocation against every other one: small problems with all kinds of rules, each payment tried out."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from calculator.allocation import allocate, most_paid
from calculator.flow import Way
from calculator.payment_rules import Crowd, First, Floor, Often, Pair, Problem


def random_problem(chance: random.Random) -> Problem:
    """Up to four accounts and four bills, few fen, and rules of every kind."""
    accounts, bills = chance.randint(1, 4), chance.randint(1, 4)
    balances = [chance.randint(0, 5) for _ in range(accounts)]
    amounts = [chance.randint(0, 4) for _ in range(bills)]
    person = [chance.randrange(accounts + 2) for _ in range(bills)]  # the last two have no account
    days = [chance.randrange(2) for _ in range(bills)]
    ways: list[Way] = []
    pairs: list[Pair] = []
    kinds = {}
    for account in range(accounts):
        for bill in range(bills):
            if len(ways) < 7 and chance.random() < 0.7:
                if person[bill] == account:
                    ways.append(Way(account, bill, -1, amounts[bill]))
                    continue
                key = (account, person[bill])
                if key not in kinds:
                    kinds[key] = len(pairs)
                    pairs.append(Pair(account, person[bill], chance.random() < 0.7, chance.random() < 0.4))
                whole = chance.random() < 0.2
                cap = amounts[bill] if whole or chance.random() < 0.7 else chance.randint(0, amounts[bill])
                least = cap if whole else min(cap, 2) * (chance.random() < 0.2)
                ways.append(Way(account, bill, kinds[key], cap, least))
    day = [days[way.bill] for way in ways]
    owner = [person[way.bill] if person[way.bill] < accounts else -1 for way in ways]
    foreign = [number for number, way in enumerate(ways) if way.pair >= 0]

    def of(account: int) -> list[int]:
        return [number for number, way in enumerate(ways) if way.account == account]

    floors, firsts, caps, crowds, often = [], [], [], [], []
    for number in foreign:
        way = ways[number]
        if chance.random() < 0.2:
            before = [n for n in of(way.account) if (day[n], n) <= (day[number], number)]
            floors.append(Floor(number, frozenset(before), chance.randint(0, 4)))
        if owner[number] >= 0 and chance.random() < 0.4:
            members = frozenset(n for n in of(owner[number]) if day[n] <= day[number])
            firsts.append(First(number, owner[number], members))
    for account in range(accounts):
        if of(account) and chance.random() < 0.3:
            caps.append((frozenset(n for n in of(account) if ways[n].pair >= 0), chance.randint(0, 4)))
        if of(account) and chance.random() < 0.2:
            often.append(Often(frozenset(of(account)), 1))
    fresh = [number for number, pair in enumerate(pairs) if pair.fresh]
    for number in fresh:
        if chance.random() < 0.3:
            others = frozenset(n for n in fresh if n == number or chance.random() < 0.6)
            crowds.append(Crowd(chance.choice([-1, number]), others, chance.randint(0, 2)))
    return Problem(balances, amounts, ways, pairs, day, tuple(caps), floors, firsts, crowds, often)


def every_payment(problem: Problem) -> Iterator[list[int]]:
    """All whole amounts on all ways that no account and no bill is too small for."""
    ways = problem.ways
    paid = [0] * len(ways)
    left, due = list(problem.balances), list(problem.amounts)

    def further(number: int) -> Iterator[list[int]]:
        if number == len(ways):
            yield paid
            return
        way = ways[number]
        for amount in range(min(way.cap, left[way.account], due[way.bill]) + 1):
            if 0 < amount < way.least:
                continue
            paid[number] = amount
            left[way.account] -= amount
            due[way.bill] -= amount
            yield from further(number + 1)
            left[way.account] += amount
            due[way.bill] += amount
        paid[number] = 0

    yield from further(0)


def allowed(problem: Problem, paid: list[int]) -> bool:
    """Whether payments keep every rule, told from the rules' own words."""
    used = {way.pair for way, amount in zip(problem.ways, paid, strict=True) if amount and way.pair >= 0}
    if any(sum(paid[n] for n in members) > cap for members, cap in problem.caps):
        return False
    if any(paid[rule.way] and sum(paid[n] for n in rule.members) > rule.cap for rule in problem.floors):
        return False
    for rule in problem.firsts:
        if paid[rule.way] and sum(paid[n] for n in rule.members) < problem.balances[rule.account]:
            return False
    for crowd in problem.crowds:
        if (crowd.trigger < 0 or crowd.trigger in used) and len(crowd.pairs & used) > crowd.most:
            return False
    if any(sum(paid[n] > 0 for n in rule.ways) > rule.most for rule in problem.often):
        return False
    return orderly(problem, paid)


def orderly(problem: Problem, paid: list[int]) -> bool:
    """Payments can be put in an order: an account that is to be emptied first pays before it is helped."""
    before: dict[int, set[int]] = {n: set() for n, amount in enumerate(paid) if amount}
    for rule in problem.firsts:
        if paid[rule.way]:
            same_day = {n for n in rule.members if paid[n] and problem.day[n] == problem.day[rule.way]}
            before[rule.way] |= same_day
    while True:
        ready = [n for n, needs in before.items() if not needs & before.keys()]
        if not ready:
            return not before
        for n in ready:
            del before[n]


def score(problem: Problem, paid: list[int]) -> tuple[int, int, int, int]:
    used = {way.pair for way, amount in zip(problem.ways, paid, strict=True) if amount and way.pair >= 0}
    left = list(problem.balances)
    for way, amount in zip(problem.ways, paid, strict=True):
        left[way.account] -= amount
    fresh, crossing = sum(problem.pairs[n].fresh for n in used), sum(problem.pairs[n].crossing for n in used)
    return -sum(paid), fresh, crossing, sum(amount * amount for amount in left)


@pytest.mark.parametrize("seed", range(12))
def test_allocation_equals_brute_force(seed: int) -> None:
    chance = random.Random(20261122 + seed)
    for _ in range(500):
        problem = random_problem(chance)
        best = min(score(problem, paid) for paid in every_payment(problem) if allowed(problem, paid))
        found = allocate(problem, 10_000_000)
        assert found.proven == 3
        assert found.score == best, problem
        paid = list(found.paid)
        assert allowed(problem, paid) and score(problem, paid) == best, problem
        assert all(not amount or way.least <= amount <= way.cap for way, amount in zip(problem.ways, paid, strict=True))
        assert most_paid(problem, budget=10_000_000) == -best[0]


def test_without_time_to_search_nothing_is_known() -> None:
    chance = random.Random(3)
    problem = next(one for one in iter(lambda: random_problem(chance), None) if len(one.ways) == 7)
    longer = Problem(problem.balances, problem.amounts, [*problem.ways, *problem.ways], problem.pairs, [*problem.day, *problem.day])
    assert most_paid(longer, budget=0) is None
    assert allocate(longer, budget=0).proven == 0
