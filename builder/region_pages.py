"""The pages of the regions: one each, with the whole table of relations and expenses, and their list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from builder.site import Site
from calculator import Policies, check
from calculator.model import Check, Json


@dataclass(frozen=True)
class Cell:
    """A verdict of the table and the number of its reason below the table."""

    verdict: str
    reason: int


def write(site: Site) -> None:
    """Writes the list of regions and a page each."""
    site.page("regions/index.md", "regions.md.j2")
    for slug, region in site.policy_set.regions.items():
        site.page(f"regions/{slug}.md", "region.md.j2", **_region(site, slug, region))


def _region(site: Site, slug: str, region: Json) -> Json:
    policies = site.policies
    pools: list[Json] = []
    for code, rules in region.get("pools", {}).items():
        pools.append({"code": code, "rules": rules, "table": Table(policies, slug, code, site.on)})
    table = Table(policies, slug, None, site.on)
    tables: list[Table] = [table, *(pool["table"] for pool in pools)]
    told = {name for one in tables for name in one.documents()}
    seen = {name for sighting in policies.wallet["seen"][slug] for name in sighting["documents"]}
    documents = sorted(_cited(region) | told | seen)
    noted = site.policy_set.documents
    return {
        "slug": slug,
        "region": region,
        "table": table,
        "pools": pools,
        "all_pools": [policies.pools[code] for code in policies.pools_of[slug]],
        "documents": documents,
        "notes": {name: noted[name]["note"] for name in documents if "note" in noted[name]},
        "wallet": policies.wallet["seen"][slug],
        "compiled": policies.rules[slug],
        "rules_of": policies.rules,
    }


class Table:
    """Relation × expense for one place and day. Relations with the same cells share a column; reasons are numbered from 1.

    The reason of a cell is the check that decides it; for a yes the expense's. Number 0: the relation's own check, which
    stands in `kin` with the relations that it is said of.
    """

    def __init__(self, policies: Policies, region: str, pool: str | None, on: str) -> None:
        numbers: dict[Check, int] = {}
        columns: dict[tuple[Cell, ...], list[str]] = {}
        kin: dict[tuple[Cell, ...], list[tuple[str, Check]]] = {}
        asked: Json = {"on": on, "donor_region": region, "relative_region": region}
        if pool:
            asked |= {"donor_pool": pool, "relative_pool": pool}
        for relation in policies.relations:
            cells, own = [], None
            for category in policies.categories:
                answer = check({**asked, "relation": relation, "expense": category}, policies)
                own = own or answer.checks[1]
                by_kin = answer.deciding.id == "relation"
                number = 0 if by_kin else numbers.setdefault(answer.deciding, len(numbers) + 1)
                cells.append(Cell(answer.verdict, number))
            assert own is not None
            columns.setdefault(tuple(cells), []).append(relation)
            kin.setdefault(tuple(cells), []).append((relation, own))
        self.reasons = list(numbers)
        self.columns: list[Json] = [
            {"relations": relations, "kin": kin[cells], "cells": dict(zip(policies.categories, cells, strict=True))}
            for cells, relations in columns.items()
        ]

    def documents(self) -> set[str]:
        """The ids of all documents that the reasons cite."""
        kin = [found for column in self.columns for _, found in column["kin"]]
        return {name for found in (*self.reasons, *kin) for name in found.documents}


def _cited(value: Any) -> set[str]:
    """The ids of all documents that a part of a file cites."""
    if isinstance(value, dict):
        own = value.get("documents")
        cited = set(own) if isinstance(own, (list, dict)) else set()
        return cited.union(*(_cited(entry) for key, entry in value.items() if key != "documents"))
    return set().union(*(_cited(entry) for entry in value)) if isinstance(value, list) else set()
