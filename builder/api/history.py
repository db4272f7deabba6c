"""On which days the answers of a region change, and from what to what: the engine's own answers, day by day."""

from __future__ import annotations

from builder.api.cells import asked_at
from calculator import Policies, check
from calculator.answer import decide
from calculator.model import Json
from calculator.question import read_question

FIRST_DAY = "1990-01-01"  # before any rule


def history(policies: Policies, slug: str) -> list[Json]:
    """[{"on", "changes": [{"was", "now", "relations", "expenses"}]}], oldest first; both are insured in the region, no pool told.

    Relations with the same change for the same expenses stand together.
    """
    days: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for relation in policies.relations:
        for expense in policies.categories:
            asked = {**asked_at(slug, None), "relation": relation, "expense": expense, "on": FIRST_DAY}
            was = decide(read_question(asked, policies), policies).verdict
            for change in check(asked, policies).changes:
                days.setdefault(change["on"], {}).setdefault((was, change["verdict"], relation), []).append(expense)
                was = change["verdict"]
    return [{"on": day, "changes": _grouped(days[day])} for day in sorted(days)]


def _grouped(changes: dict[tuple[str, str, str], list[str]]) -> list[Json]:
    groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (was, now, relation), expenses in changes.items():
        groups.setdefault((was, now, tuple(expenses)), []).append(relation)
    return [
        {"was": was, "now": now, "relations": relations, "expenses": list(expenses)}
        for (was, now, expenses), relations in groups.items()
    ]
