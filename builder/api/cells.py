"""The table of answers of one region: relation × expense, from the day of the build on, each answer worked out by the engine."""

from __future__ import annotations

from typing import Any

from builder.api.facts import state
from builder.site import Site
from calculator import Answer, check
from calculator.model import Json

DOCUMENT_KEYS = ("title", "issuer", "doc_no", "published", "grade", "url", "checked")


def cells(site: Site, slug: str) -> Json:
    """{"places": […], "reasons": […], "documents": {…}}.

    Place 0 is the region with no pool told, the others its pools with rules of their own; in each the relative is insured in the
    same place. A cell: {"relation", "expense", "answers": [{"from", "verdict", "reason"}]}, with one more answer for each later
    day on which it is already known to change. `reason` is a number in `reasons`: the check that decides.
    """
    reasons: dict[str, int] = {}
    listed: list[Json] = []
    pools = site.policies.ruled_pools[slug]
    places = [_place(site, slug, pool, reasons, listed) for pool in (None, *pools)]
    cited = sorted({name for reason in listed for name in reason["documents"]})
    known = site.policies.documents
    return {
        "places": places,
        "reasons": listed,
        "documents": {name: {key: known[name].get(key) for key in DOCUMENT_KEYS} for name in cited},
    }


def asked_at(slug: str, pool: str | None) -> Json:
    """The places of the question behind a table: both are insured in the region, or in one pool of it."""
    return {"donor_region": slug, "relative_region": slug, "donor_pool": pool, "relative_pool": pool}


def _place(site: Site, slug: str, pool: str | None, reasons: dict[str, int], listed: list[Json]) -> Json:
    policies = site.policies
    rows = []
    for relation in policies.relations:
        for expense in policies.categories:
            asked = {**asked_at(slug, pool), "relation": relation, "expense": expense}
            rows.append({"relation": relation, "expense": expense, "answers": _answers(site, asked, reasons, listed)})
    name = policies.pools[pool]["name"] if pool else policies.regions[slug]["name"]
    return {"pool": pool, "name": name, "question": asked_at(slug, pool), "cells": rows}


def _answers(site: Site, asked: Json, reasons: dict[str, int], listed: list[Json]) -> list[Json]:
    first = check({**asked, "on": site.on}, site.policies)
    found = [_answer(site.on, first, reasons, listed)]
    for day in sorted(day for day in first.turning_days() if day > site.on):
        later = _answer(day, check({**asked, "on": day}, site.policies), reasons, listed)
        if (later["verdict"], later["reason"]) != (found[-1]["verdict"], found[-1]["reason"]):
            found.append(later)
    return found


def _answer(day: str, answer: Answer, reasons: dict[str, int], listed: list[Json]) -> Json:
    reason: dict[str, Any] = {"check": answer.deciding.id, **state(answer.deciding)}
    reason["conditions"] = answer.conditions
    number = reasons.setdefault(repr(reason), len(reasons))
    if number == len(listed):
        listed.append(reason)
    return {"from": day, "verdict": answer.verdict, "reason": number}
