"""Questions in people's own words: each is read as expected, answered as expected, and where it is not, it asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from calculator import Policies, check, understand

CASES = Path(__file__).parent.parent / "policies" / "cases"
TODAY = "2026-11-22"
FIGURES = ("amount", "donor_balance", "relatives_bound", "relative_bound_by")


def load_asked() -> list[dict[str, Any]]:
    """The entries of asked.yaml; figures as numbers, the rest as text."""
    text = (CASES / "asked.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)["asked"]
    for entry in found:
        expected = entry.setdefault("question", {})
        for key in FIGURES:
            if key in expected:
                expected[key] = float(expected[key])
    return found


ASKED = load_asked()


def failures(entry: dict[str, Any], policies: Policies) -> list[str]:
    """What is not as expected; a wrong verdict without a question is marked as confident."""
    reading = understand(entry["text"], policies, {"on": TODAY, **entry.get("context", {})})
    answer = check(reading.question, policies)
    understood = answer.question.to_json()
    wrong = [f"{key}: {understood.get(key)}" for key, value in entry["question"].items() if understood.get(key) != value]
    raised = {one["key"] for one in reading.ambiguous} | {one["key"] for one in answer.ask}
    wrong += [f"{key} is not asked" for key in entry.get("ambiguous", []) if key not in raised]
    if reading.about != (entry.get("about") != "false"):
        wrong.append(f"about: {reading.about}")
    if answer.verdict != entry["verdict"]:
        asks = answer.verdict in ("unknown", "conditional") and bool(answer.ask)
        wrong.append(f"verdict: {answer.verdict}" + ("" if asks else " (confident)"))
    return wrong


@pytest.mark.parametrize("entry", ASKED, ids=[entry["text"] for entry in ASKED])
def test_asked(entry: dict[str, Any], policies: Policies) -> None:
    assert not failures(entry, policies)


def test_there_are_enough_of_each_kind() -> None:
    texts = [entry["text"] for entry in ASKED]
    assert len(texts) == len(set(texts))
    assert len(texts) >= 1000
    assert sum("ambiguous" in entry for entry in ASKED) >= 45
    assert sum(entry.get("about") == "false" for entry in ASKED) >= 15
