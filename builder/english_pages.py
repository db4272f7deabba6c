"""The pages in English: home, check, family plan, guides. Facts come from the same rules; region pages stay Chinese."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup, escape

from builder.compiled import compile_policies
from builder.drawings import drawing
from builder.english import english_words
from builder.form import english_form
from builder.guides import CEILINGS, MONEY, PEOPLE, RELEASE, Regions
from builder.site import Site
from calculator import Policies, check
from calculator.card import GRADE_WORDS, WALLET_WORDS, badge
from calculator.days import in_words
from calculator.messages import bare, marked, say, series, speaking
from calculator.model import Json, Provision
from calculator.timeline import DOUBTED, status
from calculator.translation import translated
from calculator.wallet import wallet_state
from calculator.words import PROOFS

EXAMPLE_NAMES = {
    "wife": "Lin",
    "husband": "Qiang",
    "her-father": "Lin’s father",
    "her-mother": "Lin’s mother",
    "his-mother": "Qiang’s mother",
    "kid": "Doudou",
}


def write(site: Site) -> None:
    """Writes docs/en/ and the lists of its forms."""
    words = english_words(site.policy_set)
    policies = Policies(translated(compile_policies(site.policy_set), words))
    with speaking(words["table"]):
        site.data("english-form.json", english_form(policies, words, site.on))
        site.data("english-household.json", _example(site, policies))
        context = context_of(site, policies)
        folder = site.docs / "templates" / "en"
        for template in sorted(folder.rglob("*.md.j2")):
            name = template.relative_to(folder).as_posix()
            site.page(f"en/{name.removesuffix('.j2')}", f"en/{name}", **context)


def _example(site: Site, policies: Policies) -> Json:
    """The household that the plan page shows, with English names."""
    found: Json = json.loads((site.docs / "assets" / "data" / "household.json").read_text(encoding="utf-8"))
    for member in found["members"]:
        member["name"] = EXAMPLE_NAMES[member["id"]]
        member["region"] = policies.pools[policies.pool_names[member["region"]]]["name"]
    return found


def context_of(site: Site, policies: Policies) -> dict[str, Any]:
    """What the templates need, in English."""
    names = {slug: str(region["name"]) for slug, region in policies.regions.items()}
    return {
        "today": in_words(site.on),
        "rows": [_row(site, policies, slug) for slug in sorted(names, key=names.__getitem__)],
        "drawing": drawing,
        "badge_of": lambda verdict: Markup(badge(verdict)),
        "wallet_word": lambda verdict: say(WALLET_WORDS[verdict]),
        "by_region": EnglishRegions(site, policies),
        "kinds": {"people": PEOPLE, "money": (*MONEY, *CEILINGS), "release": RELEASE},
        "marked": lambda text: Markup(marked(str(escape(text)))),
        "cited": lambda names: Markup("; ").join(_cited(policies.documents[name], name) for name in names),
        "sources": lambda *names: Markup('<p class="source">Sources, in Chinese: {}</p>').format(
            Markup("; ").join(_source(policies.documents[name]) for name in names)
        ),
    }


class EnglishRegions(Regions):
    """What the tables of the guides ask, by policies in English; regions in the order of their English names."""

    def __init__(self, site: Site, policies: Policies) -> None:
        super().__init__(site)
        self.policies = policies
        self.order_of = sorted(policies.regions, key=lambda slug: str(policies.regions[slug]["name"]))

    def rows(self, found: Iterable[tuple[str, Any]]) -> list[tuple[str, str, Any]]:
        """(slug, name, what was found) in order."""
        by_slug = dict(found)
        return [(slug, str(self.policies.regions[slug]["name"]), by_slug[slug]) for slug in self.order_of if slug in by_slug]

    def binding(self) -> Iterator[tuple[str, Json]]:
        for slug, region in self.policies.regions.items():
            binding = region["binding"]
            proof = say(PROOFS[binding["proof"]["kind"]]) if "proof" in binding else "not found"
            yield slug, {"channels": series(binding["channels"]) or "not found", "proof": proof, "order": self.order(slug)}

    def said(self, *kinds: str) -> list[tuple[str, str, list[tuple[str, list[str]]]]]:
        """The regions with limits of these kinds in force."""
        return self.rows((row.slug, row.said) for row in self.limits(*kinds))

    def _marked(self, entry: Provision, text: str) -> str:
        doubt = ["not known whether it still holds"] if status(entry, self.on) == DOUBTED else []
        marks = [*([say("待核实")] if entry["weak"] else []), *doubt]
        bare_text = bare(text)
        return f"{bare_text[:1].upper()}{bare_text[1:]}{f' ({series(marks)})' if marks else ''}."


def _cited(document: Json, name: str) -> Markup:
    """A document in a few words, linked to its full entry, which is in Chinese."""
    called = document.get("doc_no") or document["issuer"]
    link = Markup('<a href="../../../documents/#doc-{}" hreflang="zh-CN"><span lang="zh-CN">{}</span></a>').format(name, called)
    return link + Markup(" {}").format(document.get("published") or document.get("effective") or "")


def _source(document: Json) -> Markup:
    """A document by its Chinese title."""
    title = Markup('<span lang="zh-CN">《{}》</span>').format(document["title"])
    if "url" in document:
        title = Markup('<a href="{}" rel="noopener noreferrer" hreflang="zh-CN">{}</a>').format(document["url"], title)
    day = document.get("published") or document.get("effective") or ""
    return Markup('{} {} <span class="grade">{}</span>').format(title, day, say(GRADE_WORDS[document["grade"]]))


def _row(site: Site, policies: Policies, slug: str) -> Json:
    """What differs most between regions, for a parent insured in the same one."""

    def verdict(expense: str) -> str:
        asked = {"on": site.on, "donor_region": slug, "relative_region": slug, "relation": "parent", "expense": expense}
        return check(asked, policies).verdict

    return {
        "slug": slug,
        "name": policies.regions[slug]["name"],
        "premium": verdict("resident_premium"),
        "checkup": verdict("health_checkup"),
        "wallet": wallet_state(policies, slug, None, "donor", site.on).verdict,
    }
