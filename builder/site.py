"""What every generated page is made with: the policies, one day, the templates and their filters.

Jinja2 templates write Markdown into `docs/`. Every verdict and its words come from the calculator; a template only lays out
what it is given.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from builder.coverage import Coverage
from builder.groups import people, things
from builder.groups import regions as places
from builder.policy_set import PolicySet
from calculator import Policies
from calculator.card import GRADE_WORDS, WHY_WORDS, badge, source_line, title_html
from calculator.days import day_before, in_words
from calculator.limits import limit_text
from calculator.model import VERDICT_WORDS, Json
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


class Site:
    """The pages of one day, in the docs folder. `written` lists them."""

    def __init__(self, policy_set: PolicySet, policies: Policies, on: str, docs: Path) -> None:
        self.policy_set, self.policies, self.on, self.docs = policy_set, policies, on, docs
        self.coverage = Coverage(policy_set, policies, on)
        self.written: list[Path] = []
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
            doc_base="",
        )
        self.jinja.filters.update(
            badge=lambda verdict: Markup(badge(verdict)),
            source=lambda name: Markup(source_line(name, policies)),
            title_html=lambda title: Markup(title_html(title)),
            cite=self._cite,
            limit=lambda limit: limit_text(limit, policies),
            span=span,
            scope=SCOPE_WORDS.__getitem__,
            names=self._names,
            day=in_words,
            people=lambda ids: people(ids, policies),
            things=lambda ids: things(ids, policies),
            places=lambda slugs: places(slugs, policies),
        )

    def page(self, path: str, template: str, **context: Any) -> None:
        """Writes a page: its path in docs/ (`regions/hunan.md`), its template, and what the template needs besides the globals."""
        target = self.docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.jinja.get_template(template).render(**context), encoding="utf-8")
        self.written.append(target)

    def data(self, name: str, value: Any) -> None:
        """Writes a table for scripts, which read it with `data(name)` of docs/assets/js/site.js."""
        target = self.docs / "assets" / "data" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

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

    def _cite(self, name: str, base: str = "") -> Markup:
        """A document in a few words, linked to its full entry: at the end of the page, or on the page `base`."""
        document = self.policies.documents[name]
        day = document.get("published") or document.get("effective") or ""
        called = document.get("doc_no") or document["issuer"]
        link = Markup('<a href="{}#doc-{}">{}</a> ').format(base, name, called)
        when = Markup("<time>{}</time> ").format(day) if day else ""
        return link + when + Markup('<span class="grade">{}</span>').format(GRADE_WORDS[document["grade"]])


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
