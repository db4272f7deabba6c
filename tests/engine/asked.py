"""Questions for the engine's tests: random ones, the command line, and what every answer must look like."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from calculator import Policies, QuestionError, check
from calculator.model import VERDICTS
from calculator.question import KEYS

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
TODAY = "2026-11-22"
ANSWER_KEYS = [
    "verdict",
    "route",
    "headline",
    "question",
    "checks",
    "conditions",
    "limits",
    "steps",
    "instead",
    "ask",
    "changes",
    "receipt",
]
CHECK_IDS = ["donor", "relation", "insured", "route", "expense", "place", "limits", "own_card"]
REASONS = {"no_source", "between_dates", "conflict", "ended", "not_given", "not_modelled"}
COMPLETE = {
    "on": TODAY,
    "donor_region": "guangxi",
    "donor_pool": "450100",
    "donor_account": "yes",
    "relation": "parent_in_law",
    "relative": "岳父",
    "relative_region": "hunan",
    "relative_pool": "430100",
    "relative_insured": "employee",
    "expense": "pharmacy_device",
    "item": "血压计",
    "designated": "yes",
    "amount": 268.00,
    "donor_balance": 1800.00,
    "relatives_bound": 3,
    "relative_bound_by": 1,
    "same_pool": "no",
    "route": "cross_province",
}
GUANGXI = "我在广西交职工医保,能用个人账户给岳父付住院的钱吗"
PARENT = {"on": TODAY, "relation": "parent", "expense": "outpatient"}

properties = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def by_id(answer: Any) -> Json:
    return {found.id: found for found in answer.checks}


def refused(question: Json, policies: Policies) -> QuestionError:
    with pytest.raises(QuestionError) as caught:
        check(question, policies)
    return caught.value


def command(*arguments: object, lines: str = "", timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "calculator", *map(str, arguments)],
        cwd=ROOT,
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def json_lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]



def mixed(chance: random.Random, policies: Policies, full: float = 0.5) -> Json:
    """A valid question: any of the keys, `full` of them given, words and ids and names mixed."""
    region = chance.choice(list(policies.regions))
    other = region if chance.random() < 0.6 else chance.choice(list(policies.regions))
    day = f"{chance.randint(2016, 2026)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    words = [*policies.kin, *policies.kin_ambiguous]
    relation: Json = {"relation": chance.choice([*policies.relations, *policies.groups["near_relatives"] * 2])}
    expense: Json = {"expense": chance.choice(list(policies.categories))}
    if chance.random() < 0.3:
        relation = {"relative": chance.choice(words)}
    if chance.random() < 0.3:
        expense = {"item": chance.choice([*policies.items, *policies.item_ambiguous])}
    optional: Json = {
        "on": day,
        "donor_region": region,
        "donor_pool": chance.choice(policies.pools_of[region]),
        "donor_account": chance.choice(["yes", "no", "unsure"]),
        **relation,
        "relative_region": other,
        "relative_pool": chance.choice(policies.pools_of[other]),
        "relative_insured": chance.choice(["employee", "resident", "none", "unsure"]),
        **expense,
        "designated": chance.choice(["yes", "no", "unsure"]),
        "amount": chance.choice([0, 0.01, 268, 1999.99, "2000.00", 10**6]),
        "donor_balance": chance.choice([0, 1000, 1000.01, 4000, "12.30"]),
        "relatives_bound": chance.choice([0, 1, 3, 9, 10, 25, "2"]),
        "relative_bound_by": chance.choice([0, 1, 2, 5]),
        "same_pool": chance.choice(["yes", "no", "unsure"]),
        "route": chance.choice(["in_pool", "in_province", "cross_province"]),
    }
    likely = {"on": 0.97, "donor_region": 0.95, "relation": 0.95, "relative": 0.95, "expense": 0.95, "item": 0.95}
    return {key: value for key, value in optional.items() if chance.random() < likely.get(key, full)}


seeds = st.integers(0, 2**32).map(random.Random)



def assert_contract(found: Json, policies: Policies) -> None:
    assert list(found) == ANSWER_KEYS
    assert found["verdict"] in VERDICTS
    assert found["route"] in (None, "in_pool", "in_province", "cross_province")
    assert found["headline"]
    assert set(found["question"]) <= {*KEYS, "defaults", "notes"}
    assert [one["id"] for one in found["checks"]] == CHECK_IDS
    for one in found["checks"]:
        assert set(one) - {"weak"} == {"id", "verdict", "text", "why_unknown", "provisions", "documents"}
        assert one["text"].strip()
        assert (one["why_unknown"] in REASONS) == (one["verdict"] == "unknown"), one
        assert set(one["documents"]) <= set(policies.documents)
        assert len(one["documents"]) == len(set(one["documents"]))
        assert len(one["provisions"]) == len(set(one["provisions"]))
    assert found["verdict"] == max((one["verdict"] for one in found["checks"]), key=VERDICTS.index)
    for key in ("conditions", "limits", "steps"):
        assert all(isinstance(entry, str) and entry.strip() for entry in found[key])
    for one in found["instead"]:
        assert set(one) == {"change", "verdict", "text"}
    for one in found["ask"]:
        assert set(one) == {"key", "text", "options"}
        assert one["key"] in KEYS
        assert all(set(option) == {"value", "text"} for option in one["options"])
    for one in found["changes"]:
        assert set(one) == {"on", "verdict"}
    assert [one["on"] for one in found["changes"]] == sorted({one["on"] for one in found["changes"]})
    receipt = found["receipt"]
    assert set(receipt) == {"data", "engine", "on", "documents"}
    assert receipt["data"] == policies.data
    assert set(receipt["documents"]) == {name for one in found["checks"] for name in one["documents"]}


def acts(p: Json, day: str) -> bool:
    """Whether a provision may be in force on a day."""
    first, last = p.get("maybe") or p["from"], p.get("until") or "9999"
    return str(first) <= day <= str(last)


def provisions_of(policies: Policies) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for rules in policies.rules.values():
        for subject, entries in rules.items():
            for listed in entries.values() if subject == "expenses" else [entries]:
                found.update((p["id"], p) for p in listed)
    return found
