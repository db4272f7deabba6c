"""No payment of a plan breaks a rule: each is asked of `check`, with the figures of its moment."""

from __future__ import annotations

import random

import pytest

from calculator import Policies, check, plan
from tests.families import random_household
from tests.test_plan import Json, assert_balanced


def asked_of(found: Json, raw: Json, number: int, left: dict[str, float], bound: list[tuple[str, str]]) -> Json:
    """The question of one payment of a plan, with the figures of its moment."""
    one = found["payments"][number]
    members = {member["id"]: member for member in raw["members"]}
    donor, taker = members[one["donor"]], members[one["relative"]]
    expense = next(entry for entry in raw["expenses"] if entry["id"] == one["expense"])
    asked = {
        "on": one["on"],
        "donor_region": donor.get("region"),
        "donor_pool": donor.get("pool"),
        "donor_account": "yes",
        "relation": one["relation"],
        "relative_region": taker.get("region"),
        "relative_pool": taker.get("pool"),
        "relative_insured": taker.get("insured"),
        "expense": expense.get("expense"),
        "item": expense.get("item"),
        "designated": expense.get("designated"),
    }
    if one["relation"] != "self":
        asked |= {
            "amount": one["amount"],
            "donor_balance": left[one["donor"]],
            "relatives_bound": len({b for a, b in bound if a == one["donor"]} - {one["relative"]}) + donor.get("bound", 0),
            "relative_bound_by": len({a for a, b in bound if b == one["relative"]} - {one["donor"]}) + taker.get("bound_by", 0),
        }
    return asked


def balance_of(member: Json) -> float:
    account = member.get("account") or 0
    return float(account["balance"] if isinstance(account, dict) else account)


@pytest.mark.parametrize("seed", range(8))
def test_no_payment_breaks_a_rule_that_check_refuses(seed: int, policies: Policies) -> None:
    chance = random.Random(31_000 + seed)
    payments = 0
    regions, years = set(), set()
    for _ in range(300):
        raw = random_household(chance, policies, spread=0.25)
        found = plan(raw, policies).to_json()
        left = {member["id"]: balance_of(member) for member in raw["members"]}
        bound = [(one["donor"], one["relative"]) for one in raw["bindings"]]
        regions |= {member["region"] for member in raw["members"]}
        years.add(raw["on"][:4])
        for number, one in enumerate(found["payments"]):
            answer = check(asked_of(found, raw, number, left, bound), policies)
            assert answer.verdict in ("covered", "conditional"), (raw, one, answer.headline)
            assert answer.route == one["route"]
            left[one["donor"]] = round(left[one["donor"]] - one["amount"], 2)
            assert left[one["donor"]] >= 0
            if one["relation"] != "self" and (one["donor"], one["relative"]) not in bound:
                bound.append((one["donor"], one["relative"]))
            payments += 1
        assert_balanced(found, raw)
    assert payments > 150 and len(regions) == 32 and years == {str(year) for year in range(2021, 2027)}
