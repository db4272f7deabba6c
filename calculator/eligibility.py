"""Which account of a household may pay which bill: only what the engine's own decision says.

`options_of` asks `decide` for every account and every bill, with the two people's relation and places and the bill's day.
covered pays. conditional pays if all its conditions are things that the family can see to or prove: they stand with the payment.
It does not pay while the answer hangs on a fact that the household has not told (which city, what exactly is bought): that is
asked for instead. unknown and not_covered never pay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from calculator.answer import Decision, decide
from calculator.family import Family, Kinship
from calculator.household import Expense, Household, Member
from calculator.limits import possible_limits
from calculator.model import SEVERITY, Check, Provision, merged
from calculator.policies import Policies
from calculator.question import Question, placed
from calculator.timeline import YES, status

# what a question asks → where a household tells it: (whose, key)
_TOLD_IN = {
    "donor_region": ("donor", "region"),
    "donor_pool": ("donor", "pool"),
    "relative_region": ("relative", "region"),
    "relative_pool": ("relative", "pool"),
    "relative_insured": ("relative", "insured"),
    "expense": ("expense", "expense"),
    "item": ("expense", "item"),
    "on": ("expense", "on"),
}
_OWN_FIRST = ("own_first", "by_priority")  # 陕西: the order that one sets is of the donors, after one's own account


@dataclass(frozen=True)
class Option:
    """One account and one bill: the question, the decision, the limits that may hold, and what is still to be told.

    `pays` says whether the account may pay anything; `missing` holds (whose, key) of the facts that it hangs on.
    """

    donor: int
    expense: int
    kin: Kinship
    asked: Question
    decision: Decision
    limits: tuple[Provision, ...]
    missing: tuple[tuple[str, str], ...]
    pays: bool
    own_first: bool

    @property
    def route(self) -> str | None:
        """The way from the donor's account to the relative's; None while a place is missing."""
        return self.asked.route

    @property
    def reason(self) -> Check:
        """The check that decides: the first of the worst; for a yes the expense's."""
        return deciding(self.decision)


def deciding(decision: Decision) -> Check:
    """The first of the worst checks; for a yes the expense's."""
    worst = [found for found in decision.checks if found.verdict == decision.verdict]
    return next((found for found in worst if found.id == "expense"), worst[0]) if decision.verdict == "covered" else worst[0]


_Found = tuple[Question, Decision, tuple[Provision, ...], tuple[tuple[str, str], ...], bool, bool]  # as in Option


class Eligibility:
    """Decisions for a household; those that are alike are made once, also for changed households."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self.known: dict[object, _Found] = {}

    def options(self, household: Household, family: Family) -> list[list[Option]]:
        """For each expense the option of every account of the household, one's own first, then in the members' order."""
        donors = [number for number, member in enumerate(household.members) if member.balance is not None]
        found = []
        for number, expense in enumerate(household.expenses):
            order = [expense.who] * (expense.who in donors) + [donor for donor in donors if donor != expense.who]
            found.append([self._option(household, number, donor, family.seen_from(donor, expense.who)) for donor in order])
        return found

    def changed(self, household: Household, options: list[list[Option]], member: int) -> list[list[Option]]:
        """The options of a household of which one member has changed (not the relations, nor who has an account)."""
        return [
            [
                self.option(household, one)
                if member in (one.donor, household.expenses[one.expense].who)
                else one
                for one in entries
            ]
            for entries in options
        ]

    def option(self, household: Household, old: Option) -> Option:
        """The same account and bill in a changed household."""
        return self._option(household, old.expense, old.donor, old.kin)

    def _option(self, household: Household, number: int, donor: int, kin: Kinship) -> Option:
        expense = household.expenses[number]
        found = self._decided(household.members[donor], household.members[expense.who], expense, kin)
        return Option(donor, number, kin, *found)

    def _decided(self, giver: Member, taker: Member, expense: Expense, kin: Kinship) -> _Found:
        bill = expense.asked
        place = (giver.region, giver.pool, has_account(giver), taker.region, taker.pool, taker.insured)
        key = (*place, kin.relation, kin.condition, bill.on, bill.expense, bill.item, bill.item_options, bill.designated)
        found = self.known.get(key)
        if found is None:
            asked = question(giver, taker, expense, kin, self.policies)
            decision = decide(asked, self.policies)
            missing = _missing(decision, taker)
            pays = SEVERITY[decision.verdict] < SEVERITY["unknown"] and not missing
            first = kin.relation != "self" and self._own_first(asked)
            found = self.known[key] = asked, decision, possible_limits(asked, self.policies), missing, pays, first
        return found

    def _own_first(self, asked: Question) -> bool:
        """Whether the patient's own account pays first, by the region of a payment inside it."""
        if asked.near == "cross" or asked.donor_region is None:
            return False
        orders = self.policies.rules[asked.donor_region].get("payment_order", [])
        in_force = [order for order in orders if status(order, asked.on or "") == YES]
        return bool(in_force) and in_force[-1]["order"] in _OWN_FIRST


def has_account(member: Member) -> bool:
    """Resident insurance has no personal account, whatever amount is written down for it."""
    return member.balance is not None and member.insured not in ("resident", "none")


def question(giver: Member, taker: Member, expense: Expense, kin: Kinship, policies: Policies) -> Question:
    """The question of one account and one bill, as one would ask it, without amounts."""
    return placed(
        replace(
            expense.asked,
            donor_region=giver.region,
            donor_pool=giver.pool,
            donor_account="yes" if has_account(giver) else "no",
            relation=kin.relation,
            kin=None if kin.relation == "self" else kin.to_kin(),
            relative_region=taker.region,
            relative_pool=taker.pool,
            relative_insured=taker.insured,
            place_unsure=taker.region is None and kin.relation != "self",
        ),
        policies,
    )


def _missing(decision: Decision, taker: Member) -> tuple[tuple[str, str], ...]:
    """The facts that decide and are not told. A designated institution is something that one can go to, not a fact."""
    asks = merged(*(found.ask for found in decision.checks if found.verdict in ("conditional", "unknown")))
    keys = []
    for key in asks:
        if key == "same_pool":
            keys += [("donor", "pool"), ("relative", "pool")]
        elif key in _TOLD_IN and not (key == "relative_insured" and taker.insured == "none"):
            keys.append(_TOLD_IN[key])
    return tuple(dict.fromkeys(keys))
