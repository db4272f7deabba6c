"""The engine's answers behind the pages of questions often asked and of sayings met elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from calculator import Policies, check
from calculator.answer import Answer
from calculator.model import SEVERITY, Check, Json

RIGHT, WRONG, UNSURE, DEPENDS = "right", "wrong", "unsure", "depends"
# How a saying stands: (word, the verdict whose shape and colour it borrows).
STATES = {RIGHT: ("对", "covered"), WRONG: ("不对", "not_covered"), UNSURE: ("说不准", "unknown"), DEPENDS: ("有的地方对", "conditional")}


@dataclass(frozen=True)
class Told:
    """What the engine answers: by verdict, the best first, the regions that answer so (none: one place was named)."""

    answers: dict[str, list[tuple[str, Answer]]]

    @property
    def verdict(self) -> str | None:
        """The verdict, if it is the same everywhere."""
        return next(iter(self.answers)) if len(self.answers) == 1 else None

    @property
    def one(self) -> Answer | None:
        """The answer, if one place was named."""
        (slug, answer), *others = next(iter(self.answers.values()))
        return None if slug or others else answer


def tell(question: Mapping[str, Any], on: str, policies: Policies) -> Told:
    """The answer to a question that names a place, or the answers of all regions, asked as if both were insured there."""
    asked = {"on": on, **question}
    if "donor_region" in asked:
        return Told(_grouped([("", check(asked, policies))]))
    return Told(_grouped([(slug, check({**asked, "donor_region": slug, "relative_region": slug}, policies)) for slug in policies.regions]))


def _grouped(answers: list[tuple[str, Answer]]) -> dict[str, list[tuple[str, Answer]]]:
    found: dict[str, list[tuple[str, Answer]]] = {}
    for slug, answer in sorted(answers, key=lambda pair: SEVERITY[pair[1].verdict]):
        found.setdefault(answer.verdict, []).append((slug, answer))
    return found


def fragment(question: Mapping[str, Any]) -> str:
    """The question as the check page's address holds it, without its #."""
    return urlencode({key: f"{value:g}" if isinstance(value, float) else value for key, value in question.items()})


@dataclass(frozen=True)
class Trial:
    """A question that tries a saying: per day what the engine answers and, where the saying can be tried so, how it stands."""

    ask: str
    question: Json
    show: str | None
    days: list[tuple[str, Told, str | None]]


def trials(claim: Json, on: str, policies: Policies) -> list[Trial]:
    """Every question of a claim on each of its days and on the day of the build."""
    found = []
    for test in claim["tests"]:
        days = []
        for day in sorted({*test["days"], on}):
            told = tell(test["question"], day, policies)
            days.append((day, told, standing(told, test["if_true"]) if "if_true" in test else None))
        found.append(Trial(test["ask"], test["question"], test.get("show"), days))
    return found


def standing(told: Told, if_true: list[str]) -> str:
    """How a saying, meant for everywhere, stands against the answers."""
    return together({RIGHT if verdict in if_true else UNSURE if verdict == "unknown" else WRONG for verdict in told.answers})


def together(states: set[str]) -> str:
    """One counter-example makes a saying wrong; beside places where it is right, it is right in some."""
    if DEPENDS in states or {RIGHT, WRONG} <= states:
        return DEPENDS
    return WRONG if WRONG in states else UNSURE if UNSURE in states else RIGHT


def now(tried: list[Trial], on: str) -> str | None:
    """How the saying stands on the day of the build, over all its questions; None if none of them can tell."""
    states = {state for trial in tried for day, _, state in trial.days if day == on and state}
    return together(states) if states else None


def reasons(answer: Answer, show: str | None) -> list[Check]:
    """The checks of an answer to tell: the one that `show` names, else the one that decides."""
    return [found for found in answer.checks if found.id == show] or [answer.deciding]
