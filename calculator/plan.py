"""The family plan: whose account pays which bill, by which route, so that the least is left in cash.

`plan(household, policies) -> Plan`; `Plan.to_json()` is the plan as a JSON object. Amounts are yuan with at most two decimals,
inside they are whole fen. A wrong value is a QuestionError whose key is its path; a missing one only makes less payable.

The household:

    {"on": "2026-12-15",                           # the day of every expense that names none
     "members": [{"id": "wife",                    # 1 to 12; everything but the id may be left out
                  "name": "小林", "sex": "female" | "male",
                  "region": "guangdong", "pool": "440100",       # ids or names; a pool's name in region gives both
                  "insured": "employee" | "resident" | "none" | "unsure",
                  "account": 9000.00 | {"balance": 9000.00, "past_years": 6000.00} | null,   # null: no personal account
                  "retired": false,                # shown, no rule rests on it
                  "bound": 0, "bound_by": 0}],     # bindings with people outside the household
     "marriages": [["wife", "husband"]],
     "parents": {"kid": ["wife", {"id": "husband", "kind": "birth" | "adoptive" | "step"}]},
     "expenses": [{"id": "bill", "who": "kid", "expense": "outpatient", "item": "…",         # 0 to 40
                   "amount": 120.50, "on": "…", "designated": "yes" | "no" | "unsure", "name": "…"}],
     "bindings": [{"donor": "wife", "relative": "kid"}],         # those that exist
     "new_bindings": "yes" | "no"}                 # no: pay only over the bindings that exist

The plan:

    {"on", "optimal", "note",                      # optimal false: the search ended at its budget; the plan is allowed all the same
     "total", "total_paid", "total_conditional", "total_cash",   # total_conditional: the part paid under conditions
     "payments": [{"expense", "donor", "relative", "relation", "word", "route", "amount", "order", "on", "verdict",
                   "conditions", "text"}],         # in the order of paying; route null: one's own account
     "cash": [{"expense", "amount", "why"}],
     "bindings": [{"donor", "relative", "relation", "word", "route", "saves", "text"}],      # new ones, in order
     "steps": [{"kind": "bind" | "wallet" | "pay" | "cash", "text", "channels", "how", …}],
     "expenses": [{"id", "who", "title", "amount", "on", "paid", "cash",
                   "options": [{"donor", "relation", "word", "route", "verdict", "pays", "text", "conditions"}]}],
     "members": [{"id", "name", "place", "balance", "left", "given"}],
     "relations": [{"donor", "relative", "relation", "word"}],
     "what_if": [{"change", "text", "saves", "total_cash"}],     # the three most valuable single changes, planned anew
     "ask": [{"key", "text"}],                     # what was not told and keeps an account from paying
     "receipt": {"data", "engine", "on", "documents"}}
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from calculator import plan_words as words
from calculator.allocation import BUDGET
from calculator.eligibility import Option
from calculator.household import read_household
from calculator.model import Json, merged
from calculator.planning import Payment, Planned
from calculator.policies import Policies
from calculator.version import VERSION
from calculator.what_if import Change, best_changes


def plan(household: Mapping[str, Any], policies: Policies, budget: int = BUDGET) -> Plan:
    """The best plan for a household; see the module's text for both shapes. QuestionError for a value that cannot be right.

    `budget` is how much work each search may do (`calculator.allocation`); the same household and budget always give the same plan.
    """
    return Plan(read_household(household, policies), policies, budget)


class Plan(Planned):
    """What `plan` returns."""

    @cached_property
    def what_if(self) -> list[Change]:
        """The three most valuable single changes, each planned anew."""
        due = [self.cash_of(number) for number in range(len(self.household.expenses))]
        return best_changes(self.household, self.family, self.eligibility, self.options, self.allocation, due, self.budget)

    def to_json(self) -> Json:
        """The plan as the contract's JSON object."""
        household = self.household
        return {
            "on": household.on,
            "optimal": self.allocation.proven == 3,
            "note": words.note(self),
            "total": yuan(sum(expense.amount for expense in household.expenses)),
            "total_paid": yuan(self.paid),
            "total_conditional": yuan(sum(one.amount for one in self.payments if one.decision.verdict != "covered")),
            "total_cash": yuan(self.cash),
            "payments": [self._payment(number, one) for number, one in enumerate(self.payments, 1)],
            "cash": [
                {"expense": expense.id, "amount": yuan(self.cash_of(number)), "why": words.why_cash(self, number)}
                for number, expense in enumerate(household.expenses)
                if self.cash_of(number)
            ],
            "bindings": [self._binding(pair) for pair in self.bindings],
            "steps": words.steps(self),
            "expenses": [self._expense(number) for number in range(len(household.expenses))],
            "members": [self._member(number) for number in range(len(household.members))],
            "relations": self._relations(),
            "what_if": [change.to_json(yuan(self.cash - change.saves)) for change in self.what_if],
            "ask": words.asks(self),
            "receipt": self._receipt(),
        }

    def _people(self, option: Option) -> Json:
        members = self.household.members
        return {
            "donor": members[option.donor].id,
            "relative": members[self.who(option)].id,
            "relation": option.kin.relation,
            "word": option.kin.word,
        }

    def _payment(self, number: int, payment: Payment) -> Json:
        option = payment.option
        return {
            "expense": self.household.expenses[option.expense].id,
            **self._people(option),
            "route": option.route,
            "amount": yuan(payment.amount),
            "order": number,
            "on": option.asked.on,
            "verdict": payment.decision.verdict,
            "conditions": list(payment.conditions),
            "text": words.payment(self, payment),
        }

    def _binding(self, pair: tuple[int, int]) -> Json:
        option = next(one.option for one in self.payments if (one.option.donor, self.who(one.option)) == pair)
        saves = self.worth(pair)
        return {**self._people(option), "route": option.route, "saves": None if saves is None else yuan(saves), "text": words.binding(self, option)}

    def _expense(self, number: int) -> Json:
        expense = self.household.expenses[number]
        cash = self.cash_of(number)
        return {
            "id": expense.id,
            "who": self.household.members[expense.who].id,
            "title": words.title(self, number),
            "amount": yuan(expense.amount),
            "on": expense.asked.on,
            "paid": yuan(expense.amount - cash),
            "cash": yuan(cash),
            "options": [self._option(option) for option in self.options[number]],
        }

    def _option(self, option: Option) -> Json:
        people = self._people(option)
        people.pop("relative")
        return {
            **people,
            "route": option.route,
            "verdict": option.decision.verdict,
            "pays": (option.donor, option.expense) in {(o.donor, o.expense) for o in self.funding.options},
            "text": words.option(self, option),
            "conditions": list(merged(*(found.conditions for found in option.decision.checks))) if option.pays else [],
        }

    def _member(self, number: int) -> Json:
        member = self.household.members[number]
        known, left = member.balance is not None, self.allocation.left[number]
        return {
            "id": member.id,
            "name": member.name,
            "place": self.policies.place_words(member.region, member.pool) if member.region else "",
            "balance": yuan(member.balance or 0) if known else None,
            "left": yuan(left) if known else None,
            "given": yuan((member.balance or 0) - left),
        }

    def _relations(self) -> list[Json]:
        members = self.household.members
        pairs = [(a, b) for a in range(len(members)) for b in range(len(members)) if a != b]
        found = []
        for donor, relative in pairs:
            kin = self.family.seen_from(donor, relative)
            found.append({"donor": members[donor].id, "relative": members[relative].id, "relation": kin.relation, "word": kin.word})
        return found

    def _receipt(self) -> Json:
        documents = merged(*(check.documents for payment in self.payments for check in payment.decision.checks))
        return {"data": self.policies.data, "engine": VERSION, "on": self.household.on, "documents": list(documents)}


def yuan(fen: int) -> float:
    """Fen as yuan for JSON: the float nearest to two decimals, which prints exactly."""
    return fen / 100
