"""On which days the answers of a region change, and from what to what, out of the table of all days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from builder.instant import LETTERS
from builder.stretches import days_table
from calculator import Policies
from calculator.model import Json

VERDICT_OF = {letter: verdict for verdict, letter in LETTERS.items()}


def history(policies: Policies, slug: str) -> list[Json]:
    """[{"on", "changes": [{"was", "now", "relations", "expenses"}]}], oldest first; both are insured in the region, no pool told.

    Relations with the same change for the same expenses stand together.
    """
    days: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for relation, expense, changes in _cells(days_table(policies), slug):
        for day, was, now in changes:
            days.setdefault(day, {}).setdefault((was, now, relation), []).append(expense)
    return [{"on": day, "changes": _grouped(days[day])} for day in sorted(days)]


def _cells(table: Json, slug: str) -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Relation, expense and their changes: (day, was, now)."""
    for relation, row in zip(table["relations"], table["cells"][slug], strict=True):
        for expense, number in zip(table["expenses"], row, strict=True):
            steps = [(step[:-1], VERDICT_OF[step[-1]]) for step in table["steps"][number].split()]
            yield relation, expense, [(day, was, now) for (_, was), (day, now) in pairwise(steps)]


def _grouped(changes: dict[tuple[str, str, str], list[str]]) -> list[Json]:
    groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (was, now, relation), expenses in changes.items():
        groups.setdefault((was, now, tuple(expenses)), []).append(relation)
    return [
        {"was": was, "now": now, "relations": relations, "expenses": list(expenses)}
        for (was, now, expenses), relations in groups.items()
    ]
