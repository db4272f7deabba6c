"""How a verdict changes with the day: stretches of days, the engine's verdict on each.

As text, for tables that scripts read: `n 2021-04-22u 2024-05-18c`, the letter of the first stretch, then day and letter of
each later one. `docs/assets/js/days.js` reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from builder.groups import things
from builder.instant import LETTERS, verdict_of
from calculator import Policies, check
from calculator.card import EARLIEST
from calculator.days import in_words
from calculator.model import Check, Json, combined
from calculator.question import Question, placed, read_question
from calculator.relatives import check_relation

Stretch = tuple[str, str]  # its first day, EARLIEST for the first of all; the verdict

HOW = {"pool": "yes", "region": "no"}  # same pool, or another pool of the region


def stretches(days: Iterable[str], verdict_on: Callable[[str], str]) -> list[Stretch]:
    """The verdict from the earliest day on, with each of `days` on which it becomes another."""
    found: list[Stretch] = []
    for day in (EARLIEST, *sorted(days)):
        verdict = verdict_on(day)
        if not found or verdict != found[-1][1]:
            found.append((day, verdict))
    return found


def written(found: list[Stretch]) -> str:
    """Stretches as short text: a letter for each verdict, its first day before it."""
    return " ".join(("" if day == EARLIEST else day) + LETTERS[verdict] for day, verdict in found)


def since(found: list[Stretch], on: str) -> str:
    """Since when the verdict of `on` holds, in words; empty if it was never another."""
    number = max(at for at, (day, _) in enumerate(found) if day <= on)
    if number == 0:
        return ""
    unsure = "，之前说不准" if found[number - 1][1] == "unknown" else ""
    return f"{in_words(found[number][0])}起{unsure}"


def turning_days(policies: Policies, slug: str, category: str) -> set[str]:
    """Every day on which an answer on two people insured in one region may become another."""
    return check(_inside(slug) | {"relation": "parent", "expense": category}, policies).turning_days()


@cache
def days_table(policies: Policies) -> Json:
    """The verdict on every day, for relation × expense where both are insured in one region and no pool is named.

    {"relations": [ids], "expenses": [ids], "steps": [texts], "cells": {region: [[number of a text, per expense], per relation]}}
    """
    texts: dict[str, int] = {}
    cells = {}
    for slug in policies.regions:
        days = {category: sorted(turning_days(policies, slug, category)) for category in policies.categories}
        asked = read_question(_inside(slug), policies)
        cells[slug] = [
            [texts.setdefault(written(_cell(policies, asked, relation, category, days[category])), len(texts)) for category in days]
            for relation in policies.relations
        ]
    return {"relations": list(policies.relations), "expenses": list(policies.categories), "steps": list(texts), "cells": cells}


def _inside(slug: str) -> Json:
    return {"on": EARLIEST, "donor_region": slug, "relative_region": slug}


def _cell(policies: Policies, asked: Question, relation: str, category: str, days: list[str]) -> list[Stretch]:
    question = placed(replace(asked, relation=relation, expense=category), policies)

    def verdict_on(day: str) -> str:
        question.on = day
        return verdict_of(question, policies)

    return stretches(days, verdict_on)


def kin_check(policies: Policies, slug: str, relation: str, how: str, day: str) -> Check:
    """May the relation be a relative in a region; `how`: both in one pool, or in two pools of it. No expense is named.

    Where a circle is open for some expenses only, the checks of all of them are combined into one.
    """
    asked = read_question({"on": day, "donor_region": slug, "relative_region": slug, "same_pool": HOW[how]}, policies)
    question = placed(replace(asked, relation=relation), policies)
    if not _bound(policies, slug, relation):
        return check_relation(question, policies)
    found: dict[Check, list[str]] = {}
    for category in policies.categories:
        question.expense = category
        found.setdefault(check_relation(question, policies), []).append(category)
    return combined([(things(categories, policies), one) for one, categories in found.items()], "item", "看付什么")


def _bound(policies: Policies, slug: str, relation: str) -> bool:
    """Whether a circle of the region or one of its pools opens the relation for some expenses only."""
    circles = [circle for place in (slug, *policies.ruled_pools[slug]) for circle in policies.rules[place].get("relatives", [])]
    return any("expenses" in circle and relation in circle["allow"] for circle in circles)


def kin_stretches(policies: Policies, slug: str, relation: str, how: str) -> list[Stretch]:
    """Of the check on the relation alone."""
    days = turning_days(policies, slug, "outpatient")
    return stretches(days, lambda day: kin_check(policies, slug, relation, how, day).verdict)
