"""Measures plans for large, hard households: twelve members, forty bills, amounts that do not fit.

    .venv/bin/python tests/bench/plan.py [rounds]

Prints for each kind of household the slowest and the middle time of a whole plan (`plan(…).to_json()`), the work of the
searches, and how much of how many plans is proven best. Nothing here passes or fails.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from calculator import Policies, plan
from calculator.__main__ import load

# member → parents; three generations, three brothers and sisters with their spouses
COUPLES = [(0, 1), (2, 3), (4, 5), (6, 7)]
PARENTS = {2: (0, 1), 4: (0, 1), 6: (0, 1), 8: (2, 3), 9: (2, 3), 10: (4, 5), 11: (6, 7)}
EXPENSES = ("outpatient", "inpatient", "pharmacy_drug", "outpatient_chronic")
KINDS = {
    "plain": (2000, 9000, 0.5, 4),  # accounts from, to (yuan); what the bills come to, against the accounts; how many accounts
    "short": (500, 4000, 1.6, 5),
    "ample": (3000, 9000, 0.4, 8),
    "scarce": (200, 1500, 1.0, 8),
    "even": (1000, 1600, 1.0, 8),
    "tight": (500, 3000, 0.98, 8),
    "far": (500, 3000, 0.9, 8),
}


def hard_household(chance: random.Random, kind: str, policies: Policies) -> dict[str, Any]:
    """A household in one place, or (far) in four. Where the bills are as much as the accounts, it is hardest."""
    low, high, share, accounts = KINDS[kind]
    places = [chance.choice(list(policies.pools)) for _ in range(4)] if kind == "far" else [chance.choice(list(policies.pools))]
    members: list[dict[str, Any]] = []
    for number in range(12):
        pool = chance.choice(places)
        member: dict[str, Any] = {"id": f"m{number}", "region": policies.pools[pool]["region"], "pool": pool}
        if number in range(1, accounts + 1):
            member |= {"insured": "employee", "account": chance.randint(low * 100, high * 100) / 100}
        else:
            member["insured"] = "resident"
        members.append(member)
    total = round(sum(member.get("account", 0) for member in members) * share * 100)
    cuts = sorted(chance.sample(range(1, total), 39))
    amounts = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    expenses = [
        {"id": f"e{n}", "who": f"m{chance.randrange(12)}", "expense": chance.choice(EXPENSES), "amount": amount / 100, "designated": "yes"}
        for n, amount in enumerate(amounts)
    ]
    return {
        "on": "2026-11-22",
        "members": members,
        "marriages": [[f"m{a}", f"m{b}"] for a, b in COUPLES],
        "parents": {f"m{child}": [f"m{one}" for one in parents] for child, parents in PARENTS.items()},
        "expenses": expenses,
        "bindings": [],
    }


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    policies = load()
    chance = random.Random(20261122)
    for kind in KINDS:
        times, work, proven = [], [], [0] * 4
        for _ in range(rounds):
            household = hard_household(chance, kind, policies)
            start = time.process_time()
            found = plan(household, policies)
            found.to_json()
            times.append(time.process_time() - start)
            work.append(found.allocation.work)
            proven[found.allocation.proven] += 1
        print(
            f"{kind:>7}: slowest {max(times) * 1000:6.0f} ms, middle {statistics.median(times) * 1000:5.0f} ms, "
            f"work up to {max(work)}; proven nothing, cash, bindings, all: {proven}"
        )


if __name__ == "__main__":
    main()
