"""The part of the rules that a plain table says, so that any engine can say it: the equal rule set of the comparison.

For each region and relation, and each region and expense, the verdict by date. Same region, different pools, no item, no
figures; region × expense cells whose verdict depends on the relation too are left out (and counted).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from calculator import Policies, check
from calculator.timeline import turning_days

Json = dict[str, Any]
Spans = list[tuple[str, str]]  # [(first day, verdict)], newest first
FIRST_DAY, LAST_DAY = 2018, 2026
PLAIN = {"donor_account": "yes", "relative_insured": "employee", "designated": "yes"}


def day(chance: random.Random) -> str:
    return f"{chance.randint(FIRST_DAY, LAST_DAY)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


@dataclass
class RuleTable:
    """`circle[region][relation]` and `payable[region][expense]` as spans; `asked` as (day, region, relation, expense)."""

    policies: Policies
    circle: dict[str, dict[str, Spans]] = field(default_factory=dict)
    payable: dict[str, dict[str, Spans]] = field(default_factory=dict)
    left_out: int = 0
    asked: list[tuple[str, str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.relations = [one for one in self.policies.relations if one != "self"]
        self.ends = {}
        for region, codes in self.policies.pools_of.items():
            own, *others = sorted(codes, key=lambda code: code in self.policies.rules)
            self.ends[region] = (own, others[0] if others else own)
            self._fill(region)

    def _fill(self, region: str) -> None:
        self.circle[region] = {one: self._spans(region, one, "outpatient", "relation") for one in self.relations}
        self.payable[region] = {}
        bound = any("expenses" in circle for circle in self.policies.rules[region].get("relatives", []))
        for expense in self.policies.categories:
            first, *rest = (self._spans(region, one, expense, "expense") for one in self.relations)
            if bound or any(spans != first for spans in rest):
                self.left_out += 1
            else:
                self.payable[region][expense] = first

    def ask(self, count: int, chance: random.Random) -> list[str]:
        """Draws the questions; returns our verdicts."""
        cells = [(region, expense) for region, expenses in self.payable.items() for expense in expenses]
        near = self.policies.groups["near_relatives"]
        for _ in range(count):
            region, expense = chance.choice(cells)
            self.asked.append((day(chance), region, chance.choice([*self.relations, *near * 5]), expense))
        return [check(self.question(*one), self.policies).verdict for one in self.asked]

    def question(self, on: str, region: str, relation: str, expense: str) -> Json:
        own, other = self.ends[region]
        places = {"donor_region": region, "donor_pool": own, "relative_region": region, "relative_pool": other}
        return {"on": on, **places, "relation": relation, "expense": expense, **PLAIN}

    def _spans(self, region: str, relation: str, expense: str, name: str) -> Spans:
        rules = [self.policies.rules[place] for place in ("nation", region, *self.policies.ruled_pools[region])]
        entries = [
            p
            for one in rules
            for p in (one.get("relatives", []) if name == "relation" else one.get("expenses", {}).get(expense, []))
        ]
        spans: Spans = []
        for on in sorted({"1990-01-01", *turning_days(entries)}):
            checks = check(self.question(on, region, relation, expense), self.policies).checks
            verdict = next(found.verdict for found in checks if found.id == name)
            if not spans or spans[-1][1] != verdict:
                spans.append((on, verdict))
        return spans[::-1]

    def to_json(self, timed: int) -> Json:
        return {"circle": self.circle, "payable": self.payable, "asked": self.asked, "timed": timed}
