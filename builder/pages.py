"""The generated pages: one per region, the list of regions, the documents. Jinja2 templates write Markdown into `docs/`.

Every verdict and its words come from the calculator; a template only lays out what it is given.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from builder.coverage import BASES, Coverage
from builder.groups import people, things
from builder.policies import PolicySet
from builder.registry import register
from builder.reviews import next_review
from calculator import Policies, check
from calculator.card import GRADE_WORDS, WHY_WORDS, badge, source_line
from calculator.days import day_before, in_words
from calculator.limits import limit_text
from calculator.model import VERDICT_WORDS, Check, Json
from calculator.relatives import SCOPE_WORDS

# Where a region's tile stands: column, row. A grid of names, not a map.
TILES = {
    "heilongjiang": (8, 0), "neimenggu": (6, 1), "jilin": (8, 1), "xpcc": (0, 2), "xinjiang": (1, 2), "gansu": (3, 2),
    "ningxia": (4, 2), "shanxi": (5, 2), "hebei": (6, 2), "beijing": (7, 2), "liaoning": (8, 2), "xizang": (1, 3),
    "qinghai": (2, 3), "shaanxi": (4, 3), "henan": (5, 3), "shandong": (6, 3), "tianjin": (7, 3), "sichuan": (2, 4),
    "chongqing": (3, 4), "hubei": (4, 4), "anhui": (5, 4), "jiangsu": (6, 4), "shanghai": (7, 4), "yunnan": (2, 5),
    "guizhou": (3, 5), "hunan": (4, 5), "jiangxi": (5, 5), "zhejiang": (6, 5), "guangxi": (3, 6), "guangdong": (4, 6),
    "fujian": (5, 6), "hainan": (3, 7),
}  # fmt: skip

DOCUMENT_COLUMNS = {
    "title": "名称", "issuer": "发布单位", "number": "文号", "published": "发布", "effective": "生效", "grade": "来源",
    "checked": "核验于", "review": "下次复核", "cited": "引用的地区",
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A verdict of the table and the number of its reason below the table."""

    verdict: str
    reason: int


class Pages:
    """Writes the generated pages for one day into the docs folder."""

    def __init__(self, policy_set: PolicySet, policies: Policies, on: str, docs: Path) -> None:
        self.policy_set, self.policies, self.on, self.docs = policy_set, policies, on, docs
        loader = jinja2.FileSystemLoader(docs / "templates")
        self.jinja = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
        self.jinja.globals.update(
            on=on,
            today=in_words(on),
            regions=policy_set.regions,
            relations=policies.relations,
            categories=policies.categories,
            policies=policies,
            tiles=TILES,
            verdict_words=VERDICT_WORDS,
            grade_words=GRADE_WORDS,
            why_words=WHY_WORDS,
        )
        self.jinja.filters.update(
            badge=lambda verdict: Markup(badge(verdict)),
            source=lambda name: Markup(source_line(name, policies)),
            cite=self._cite,
            limit=lambda limit: limit_text(limit, policies),
            span=span,
            scope=SCOPE_WORDS.__getitem__,
            names=self._names,
            day=in_words,
            people=lambda ids: people(ids, policies),
            things=lambda ids: things(ids, policies),
        )

    def write(self, coverage: Coverage) -> list[Path]:
        """Writes all generated pages, into folders emptied first; returns their paths."""
        written = []
        for folder in ("regions", "documents", "coverage"):
            shutil.rmtree(self.docs / folder, ignore_errors=True)
        written.append(self._page("regions/index.md", "regions.md.j2"))
        for slug, region in self.policy_set.regions.items():
            written.append(self._page(f"regions/{slug}.md", "region.md.j2", **self._region(slug, region)))
        written.append(self._page("documents/index.md", "documents.md.j2", **self._documents()))
        written.append(self._page("coverage/index.md", "coverage.md.j2", **self._coverage(coverage)))
        return written

    def _documents(self) -> Json:
        entries = register(self.policy_set, self.policies, self.on)
        years = sorted({entry.year for entry in entries}, reverse=True)
        return {"entries": entries, "years": years, "columns": DOCUMENT_COLUMNS}

    def _coverage(self, coverage: Coverage) -> Json:
        basis_words = dict(zip(BASES, (*GRADE_WORDS.values(), "全国规定", "未明确"), strict=True))
        soonest = min(next_review(document) for document in self.policy_set.documents.values())
        sizes = {"near": len(coverage.regions[0].near), "far": len(coverage.regions[0].far)}
        return {"coverage": coverage, "basis_words": basis_words, "next_review": soonest, **sizes}

    def _page(self, path: str, template: str, **context: Any) -> Path:
        target = self.docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.jinja.get_template(template).render(**context), encoding="utf-8")
        return target

    def _names(self, ids: list[str]) -> str:
        near = self.policies.groups["near_relatives"]
        known = {**self.policies.relations, **self.policies.categories}
        names = []
        for name in ids:
            if name == "near_relatives":
                names += [str(known[one]["label"]) for one in near]
            elif name == "any_kin":
                names.append("各类亲属")
            else:
                names.append(str(known[name]["label"]))
        return "、".join(names)

    def _cite(self, name: str) -> Markup:
        """A document in a few words, linked to its full entry at the end of the page."""
        document = self.policies.documents[name]
        day = document.get("published") or document.get("effective") or ""
        called = document.get("doc_no") or document["issuer"]
        link = Markup('<a href="#doc-{}">{}</a> ').format(name, called)
        return link + Markup("<time>{}</time> <span class=\"grade\">{}</span>").format(day, GRADE_WORDS[document["grade"]])

    def _region(self, slug: str, region: Json) -> Json:
        pools: list[Json] = []
        for code, rules in region.get("pools", {}).items():
            pools.append({"code": code, "rules": rules, "table": Table(self.policies, slug, code, self.on)})
        table = Table(self.policies, slug, None, self.on)
        tables: list[Table] = [table, *(pool["table"] for pool in pools)]
        return {
            "slug": slug,
            "region": region,
            "table": table,
            "pools": pools,
            "all_pools": [self.policies.pools[code] for code in self.policies.pools_of[slug]],
            "documents": sorted(_cited(region) | {name for table in tables for name in table.documents()}),
            "wallet": self.policies.wallet["seen"][slug],
            "compiled": self.policies.rules[slug],
            "rules_of": self.policies.rules,
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


def span(provision: Json) -> str:
    """The days of a provision as people read them, both in force: 2022年10月1日 至 2024年5月21日（含当日）."""
    start = provision["from"]
    if isinstance(start, dict):
        begin = f"{in_words(start['after'])}之后、最晚{in_words(start['by'])}起"
    elif "maybe" in provision:
        begin = f"{in_words(day_before(provision['maybe']))}之后、最晚{in_words(start)}起"
    else:
        begin = f"{in_words(start)}起"
    if provision.get("until"):
        begin += f"，到{in_words(provision['until'])}止（含当日）"
    if "uncertain_after" in provision:
        begin += f"；{in_words(provision['uncertain_after'])}起是否保留没有查到"
    return begin


def _cited(value: Any) -> set[str]:
    """The ids of all documents that a part of a file cites."""
    if isinstance(value, dict):
        own = value.get("documents")
        cited = set(own) if isinstance(own, (list, dict)) else set()
        return cited.union(*(_cited(entry) for key, entry in value.items() if key != "documents"))
    return set().union(*(_cited(entry) for entry in value)) if isinstance(value, list) else set()


def form_data(policies: Policies, on: str) -> Json:
    """What the form on the check page offers to choose from."""

    def labelled(entries: dict[str, Json]) -> list[Json]:
        return [{"id": name, "label": entry["label"]} for name, entry in entries.items()]

    insured = {"employee": "职工医保", "resident": "居民医保", "none": "没有参加医保", "unsure": "哪种医保不清楚"}
    return {
        "today": on,
        "regions": [{"id": slug, "name": r["name"], "short": r["short"]} for slug, r in policies.regions.items()],
        "pools": [
            {"id": code, "name": pool["name"], "short": pool["short"], "region": pool["region"]}
            for code, pool in policies.pools.items()
        ],
        "relations": labelled(policies.relations),
        "kin": [*policies.kin, *(word for word in policies.kin_ambiguous if word not in policies.kin)],
        "expenses": labelled(policies.categories),
        "items": [*policies.items, *(word for word in policies.item_ambiguous if word not in policies.items)],
        "insured": [{"id": name, "label": label} for name, label in insured.items()],
    }


def write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
