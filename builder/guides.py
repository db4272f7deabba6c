"""The guides: written by hand as templates, with what differs by region put in from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from builder.drawings import drawing
from builder.site import Site
from builder.told_pages import words
from calculator import Policies, check
from calculator.answer import Answer
from calculator.card import GRADE_WORDS, WALLET_WORDS, title_html
from calculator.limits import limit_text
from calculator.model import Check, Json, Provision
from calculator.timeline import DOUBTED, YES, status
from calculator.wallet import wallet_state

PROOF_WORDS = {"self_declared": "本人承诺", "documents": "要交材料", "system_check": "系统核对"}
# The kinds of limits that a guide asks about.
PEOPLE = ("people_at_once", "people_in_all", "people_of_kind", "donors_per_relative", "no_dual_role", "no_limit")
MONEY = ("balance_at_least", "balance_kept", "past_years_only", "separate_account", "balance_covers_amount", "one_account_per_payment")
CEILINGS = ("per_payment_max", "per_day_max", "per_year_max", "transfer_min", "payments_per_day", "closed_hours")
RELEASE = ("changes_per_year", "binding_term", "wait", "window")


@dataclass(frozen=True)
class Row:
    """What holds in one region: sentences with their documents, oldest rule first."""

    slug: str
    said: list[tuple[str, list[str]]]


class Regions:
    """What the tables of the guides ask, region by region."""

    def __init__(self, site: Site) -> None:
        self.site, self.policies, self.on = site, site.policies, site.on

    def binding(self) -> Iterator[tuple[str, Json]]:
        """(slug, binding as the region's file has it)."""
        for slug, region in self.site.policy_set.regions.items():
            yield slug, region.get("binding", {})

    def order(self, slug: str) -> list[tuple[str, list[str]]]:
        """Whose account pays first, as the latest rule says."""
        held = [entry for entry in self.policies.rules[slug].get("payment_order", []) if status(entry, self.on) in (YES, DOUBTED)]
        return [(self._marked(entry, entry["text"]), entry["documents"]) for entry in held[-1:]]

    def limits(self, *kinds: str) -> list[Row]:
        """The regions with limits of these kinds in force."""
        rows = []
        for slug in self.policies.regions:
            said = [*self._limits(slug, "", kinds)]
            for code in self.policies.ruled_pools[slug]:
                said += self._limits(code, f"{self.policies.pools[code]['short']}：", kinds)
            if said:
                rows.append(Row(slug, said))
        return rows

    def _limits(self, place: str, name: str, kinds: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        for entry in self.policies.rules.get(place, {}).get("limits", []):
            if entry["kind"] in kinds and status(entry, self.on) in (YES, DOUBTED):
                yield name + self._marked(entry, limit_text(entry, self.policies)), entry["documents"]

    def _marked(self, entry: Provision, text: str) -> str:
        doubt = "现在是否还算数没有查到" if status(entry, self.on) == DOUBTED else ""
        weak = "待核实" if entry["weak"] else ""
        marks = "，".join(filter(None, (weak, doubt)))
        return f"{text.rstrip('。')}{f'（{marks}）' if marks else ''}。"

    def wallets(self) -> Iterator[tuple[str, Check]]:
        """(slug, state of the wallet there)."""
        for slug in self.policies.regions:
            yield slug, wallet_state(self.policies, slug, None, "donor", self.on)

    def asked(self, relation: str, expense: str) -> Iterator[tuple[str, Answer]]:
        """(slug, the answer where both are insured there)."""
        for slug in self.policies.regions:
            question = {"on": self.on, "donor_region": slug, "relative_region": slug, "relation": relation, "expense": expense}
            yield slug, check(question, self.policies)


def sources(policies: Policies, *names: str) -> Markup:
    """The documents of a paragraph, in one line."""
    return Markup('<p class="source">依据：{}</p>').format(Markup("；").join(_source(policies.documents[name]) for name in names))


def _source(document: Json) -> Markup:
    day = document.get("published") or document.get("effective") or "日期没有写"
    facts = " · ".join([document["issuer"], *([document["doc_no"]] if "doc_no" in document else []), day])
    title = Markup(f"《{title_html(document['title'])}》")
    if "url" in document:
        title = Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(document["url"], title)
    return Markup('{} {} <span class="grade">{}</span>').format(title, facts, GRADE_WORDS[document["grade"]])


def write(site: Site) -> None:
    context: dict[str, Any] = {
        "by_region": Regions(site),
        "drawing": drawing,
        "sources": lambda *names: sources(site.policies, *names),
        "kinds": {"people": PEOPLE, "money": (*MONEY, *CEILINGS), "release": RELEASE},
        "proof_words": PROOF_WORDS,
        "wallet_words": WALLET_WORDS,
        "words": words,
    }
    for template in sorted((site.docs / "templates" / "guide").glob("*.md.j2")):
        site.page(f"guide/{template.name.removesuffix('.j2')}", f"guide/{template.name}", **context)
