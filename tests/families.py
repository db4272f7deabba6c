"""Random households for tests: families of every shape, in all regions, on days from 2021 to 2026."""

from __future__ import annotations

import random
from typing import Any

from calculator import Policies

Json = dict[str, Any]
EXPENSES = ("outpatient", "inpatient", "pharmacy_drug", "pharmacy_device", "resident_premium", "vaccine", "health_checkup", "commercial_insurance")
STEP = 100  # yuan: all random amounts are whole multiples, so that brute force can count in them


def random_household(chance: random.Random, policies: Policies, most: int = 5, bills: int = 6, spread: float = 0.3) -> Json:
    """A household of up to `most` people and `bills` bills. `spread` is how often somebody lives in another place."""
    count = chance.randint(1, most)
    home = random_place(chance, policies)
    members = [random_member(chance, policies, number, home, spread) for number in range(count)]
    marriages, parents = random_ties(chance, count)
    ids = [member["id"] for member in members]
    expenses = []
    for number in range(chance.randint(0, bills)):
        expense: Json = {"id": f"e{number}", "who": chance.choice(ids), "amount": chance.randint(1, 9) * STEP}
        expense["expense"] = chance.choice(EXPENSES)
        if chance.random() < 0.2:
            expense["on"] = random_day(chance)
        if chance.random() < 0.5:
            expense["designated"] = chance.choice(["yes", "yes", "unsure", "no"])
        expenses.append(expense)
    bindings = [
        {"donor": a, "relative": b}
        for a in ids
        for b in ids
        if a != b and chance.random() < 0.15
    ]
    return {
        "on": random_day(chance),
        "members": members,
        "marriages": [[ids[a], ids[b]] for a, b in marriages],
        "parents": {ids[child]: [ids[parent] if kind == "birth" else {"id": ids[parent], "kind": kind} for parent, kind in links]
                    for child, links in parents.items()},
        "expenses": expenses,
        "bindings": bindings,
        **({"new_bindings": "no"} if chance.random() < 0.1 else {}),
    }


def random_day(chance: random.Random) -> str:
    return f"{chance.randint(2021, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def random_place(chance: random.Random, policies: Policies) -> Json:
    region = chance.choice(list(policies.regions))
    place: Json = {"region": region}
    if chance.random() < 0.8:
        ruled = policies.ruled_pools[region]
        place["pool"] = chance.choice(ruled if ruled and chance.random() < 0.5 else policies.pools_of[region])
    return place


def random_member(chance: random.Random, policies: Policies, number: int, home: Json, spread: float) -> Json:
    place = dict(home) if chance.random() > spread else random_place(chance, policies)
    member: Json = {"id": f"m{number}", **place}
    if chance.random() < 0.6:
        balance = chance.randint(0, 30) * STEP
        member["account"] = balance
        if chance.random() < 0.3:
            member["account"] = {"balance": balance, "past_years": chance.randint(0, balance // STEP) * STEP}
        member["insured"] = "employee" if chance.random() < 0.95 else "resident"
    elif chance.random() < 0.9:
        member["insured"] = chance.choice(["employee", "resident", "resident", "none", "unsure"])
    for key in ("bound", "bound_by"):
        if chance.random() < 0.1:
            member[key] = chance.randint(0, 3)
    return member


def random_ties(chance: random.Random, count: int) -> tuple[list[tuple[int, int]], dict[int, list[tuple[int, str]]]]:
    """Marriages between neighbours in number, and parents among those with smaller numbers: never a circle."""
    marriages = []
    number = 0
    while number + 1 < count:
        if chance.random() < 0.5:
            marriages.append((number, number + 1))
            number += 2
        else:
            number += 1
    couple = {a: b for pair in marriages for a, b in (pair, pair[::-1])}
    parents: dict[int, list[tuple[int, str]]] = {}
    for child in range(1, count):
        older = [one for one in range(child) if couple.get(child) != one and one not in _above(couple.get(child), parents)]
        if older and chance.random() < 0.75:
            first = chance.choice(older)
            kind = "birth" if chance.random() < 0.8 else chance.choice(["adoptive", "step"])
            links = [(first, kind)]
            mate = couple.get(first)
            if mate in older and mate is not None and chance.random() < 0.8:
                links.append((mate, kind))
            parents[child] = links
    return marriages, parents


def _above(one: int | None, parents: dict[int, list[tuple[int, str]]]) -> set[int]:
    if one is None:
        return set()
    found = {parent for parent, _ in parents.get(one, [])}
    return found.union(*(_above(parent, parents) for parent in found))
