"""A household with its plan worked out: payments in order, bindings to make, cash that is left. All amounts are fen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from calculator.allocation import BUDGET, Allocation, allocate, most_paid
from calculator.answer import Decision, decide
from calculator.eligibility import Eligibility, Option
from calculator.family import Family
from calculator.funding import Funding, funding, payment_rank
from calculator.household import Household
from calculator.model import merged
from calculator.policies import Policies


@dataclass(frozen=True)
class Payment:
    """One payment in fen. `decision`: the engine's, with the balance, the amount and the bindings of that moment."""

    option: Option
    amount: int
    decision: Decision

    @property
    def conditions(self) -> tuple[str, ...]:
        """What must hold for this payment, each sentence once."""
        return merged(*(found.conditions for found in self.decision.checks))


class Planned:
    """The best plan for a household that has been read."""

    def __init__(self, household: Household, policies: Policies, budget: int = BUDGET) -> None:
        self.household = household
        self.policies = policies
        self.budget = budget
        self.family = Family(household)
        self.eligibility = Eligibility(policies)
        self.options = self.eligibility.options(household, self.family)
        self.funding: Funding = funding(household, self.options)
        self.allocation: Allocation = allocate(self.funding.problem, budget)

    @property
    def paid(self) -> int:
        """Fen paid from accounts."""
        return sum(self.allocation.paid)

    @property
    def cash(self) -> int:
        """Fen left to pay in cash."""
        return sum(expense.amount for expense in self.household.expenses) - self.paid

    @cached_property
    def bindings(self) -> list[tuple[int, int]]:
        """The new bindings, in the order in which they are needed."""
        pairs = {(payment.option.donor, self.who(payment.option)): None for payment in self.payments}
        return [pair for pair in pairs if pair[0] != pair[1] and pair not in self.household.bindings]

    @cached_property
    def payments(self) -> list[Payment]:
        """In the order of paying, each decided with the figures of its moment."""
        left = [member.balance or 0 for member in self.household.members]
        bound = list(self.household.bindings)
        found = []
        for way in self._in_order():
            option, amount = self.funding.options[way], self.allocation.paid[way]
            pair = (option.donor, self.who(option))
            found.append(Payment(option, amount, self._decided(option, amount, left[option.donor], bound)))
            left[option.donor] -= amount
            if pair[0] != pair[1] and pair not in bound:
                bound.append(pair)
        return found

    def who(self, option: Option) -> int:
        """The member whose bill it is."""
        return self.household.expenses[option.expense].who

    def _decided(self, option: Option, amount: int, balance: int, bound: list[tuple[int, int]]) -> Decision:
        who = self.who(option)
        if option.donor == who:
            return option.decision
        donor, relative = self.household.members[option.donor], self.household.members[who]
        others = sum(giver == option.donor and taker != who for giver, taker in bound) + donor.bound
        givers = sum(taker == who and giver != option.donor for giver, taker in bound) + relative.bound_by
        asked = replace(option.asked, amount=amount, donor_balance=balance, relatives_bound=others, relative_bound_by=givers)
        return decide(asked, self.policies)

    def _in_order(self) -> list[int]:
        """Ways that pay: by day; an account that is emptied before others help comes before those others."""
        ways = self.funding.problem.ways
        paying = [number for number, amount in enumerate(self.allocation.paid) if amount]
        firsts = {(rule.account, ways[rule.way].account, rule.way) for rule in self.funding.problem.firsts}
        order: list[int] = []
        for day in sorted({self.funding.problem.day[number] for number in paying}):
            today = [number for number in paying if self.funding.problem.day[number] == day]
            before = {(one, other) for one, other, way in firsts if way in today}
            left = sorted({ways[number].account for number in today})
            while left:
                turn = next((a for a in left if not any(other == a and one in left for one, other in before)), left[0])
                own = [number for number in today if ways[number].account == turn]
                order += sorted(own, key=self._rank)
                left.remove(turn)
        return order

    def _rank(self, number: int) -> tuple[tuple[str, bool, int], int]:
        return payment_rank(self.funding.problem.ways[number], self.funding.options[number], self.household), number

    def cash_of(self, expense: int) -> int:
        """Fen of an expense that are left to pay in cash."""
        ways = self.funding.problem.ways
        paid = sum(amount for way, amount in zip(ways, self.allocation.paid, strict=True) if way.bill == expense)
        return self.household.expenses[expense].amount - paid

    def worth(self, pair: tuple[int, int]) -> int | None:
        """Fen that would be paid in cash in addition without a new binding; None where that is too much work to tell."""
        problem = self.funding.problem
        closed = frozenset(number for number, one in enumerate(problem.pairs) if (one.donor, one.relative) == pair)
        without = most_paid(problem, closed, self.budget // (4 * len(self.bindings)))
        return None if without is None else self.paid - without
