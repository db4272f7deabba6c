"""The pages of the relations: for each, where and since when it is allowed, the words for it, who else could pay."""

from __future__ import annotations

from dataclasses import dataclass

from builder.site import Site
from builder.stretches import HOW, Stretch, kin_check, kin_stretches, since, written
from calculator import Policies, check
from calculator.model import VERDICTS, Check, Json
from calculator.words import other_donor

NO_PAGE = ("self", "not_insurable")  # no relatives
EXAMPLE = "outpatient"  # the expense for which the page tells who else could pay


@dataclass(frozen=True)
class Circle:
    """One distance in one region: the check on the relation today, and its verdict on all days."""

    today: Check
    stretches: tuple[Stretch, ...]
    since: str

    @property
    def steps(self) -> str:
        return written(list(self.stretches))


def relations(policies: Policies) -> list[str]:
    """The relations that have a page."""
    return [name for name in policies.relations if name not in NO_PAGE]


def write(site: Site) -> None:
    """Writes the list of relations and a page each."""
    circles = {relation: _circles(site, relation) for relation in relations(site.policies)}
    rows = {relation: _by_verdict(found) for relation, found in circles.items()}
    site.page("relatives/index.md", "relatives.md.j2", rows=rows, across=_across(site, list(circles)))
    for relation, found in circles.items():
        site.page(f"relatives/{relation}.md", "relative.md.j2", **_relation(site, relation, found))


def _circles(site: Site, relation: str) -> dict[str, dict[str, Circle]]:
    """{region: {"pool": …, "region": …}}"""
    found: dict[str, dict[str, Circle]] = {}
    for slug in site.policies.regions:
        found[slug] = {}
        for how in HOW:
            stretches = kin_stretches(site.policies, slug, relation, how)
            today = kin_check(site.policies, slug, relation, how, site.on)
            found[slug][how] = Circle(today, tuple(stretches), since(stretches, site.on))
    return found


def _by_verdict(circles: dict[str, dict[str, Circle]]) -> dict[str, list[str]]:
    """{verdict: the regions where it holds for two pools of the region}, the best verdict first."""
    found = {verdict: [slug for slug in circles if circles[slug]["region"].today.verdict == verdict] for verdict in VERDICTS}
    return {verdict: slugs for verdict, slugs in found.items() if slugs}


def _across(site: Site, names: list[str]) -> dict[str, Check]:
    """The check on each relation across regions, where the national list alone counts."""
    asked: Json = {"on": site.on, "route": "cross_province"}
    return {name: check(asked | {"relation": name}, site.policies).checks[1] for name in names}


def _relation(site: Site, relation: str, circles: dict[str, dict[str, Circle]]) -> Json:
    policies = site.policies
    alike: dict[tuple[Circle, ...], list[str]] = {}
    for slug, found in circles.items():
        alike.setdefault(tuple(found[how] for how in HOW), []).append(slug)
    rows = [(slugs, dict(zip(HOW, found, strict=True))) for found, slugs in alike.items()]
    national = [circle for circle in policies.rules["nation"]["relatives"] if relation in circle["allow"]]
    return {
        "relation": relation,
        "entry": policies.relations[relation],
        "circles": circles,
        "verdicts": [circles[slug]["region"].today.verdict for slug in circles],
        "example": EXAMPLE,
        "doc_base": "../../documents/",
        "rows": sorted(rows, key=lambda row: len(row[0])),
        "across": _across(site, [relation])[relation],
        "national": national,
        "words": _words(site, relation),
        "unclear": _unclear(policies, relation),
        "instead": _instead(site, relation),
    }


def _words(site: Site, relation: str) -> list[Json]:
    """The words for the relation, those on the same terms together, with the verdict where all regions give the same."""
    policies = site.policies
    found: dict[str, Json] = {}
    terms = {id(term): term for term in policies.kin.values() if term["relation"] == relation}
    for term in terms.values():
        clear = [word for word in term["words"] if word not in policies.kin_ambiguous]
        if not clear:
            continue
        keys = ("condition", "otherwise", "note", "reason", "verify_locally")
        terms_of: Json = {key: term[key] for key in keys if key in term}
        group = found.setdefault(repr(terms_of), {"words": [], "verdicts": set(), **terms_of})
        group["words"] += clear
        group["verdicts"] |= {_of_word(site, slug, clear[0]) for slug in policies.regions}
    return sorted(found.values(), key=lambda group: "condition" in group or "note" in group)


def _of_word(site: Site, slug: str, word: str) -> str:
    asked = {"on": site.on, "donor_region": slug, "relative_region": slug, "relative": word}
    return check(asked, site.policies).checks[1].verdict


def _unclear(policies: Policies, relation: str) -> list[Json]:
    """The words of which this relation is one meaning among others, with what to ask."""
    entries = {id(entry): entry for entry in policies.kin_ambiguous.values()}
    meant = [
        entry
        for entry in entries.values()
        if any(policies.kin.get(option["word"], {}).get("relation") == relation for option in entry["options"])
    ]
    return meant


def _instead(site: Site, relation: str) -> list[tuple[str, list[str]]]:
    """(who else's account could pay, the regions where that is so), for the example expense."""
    policies = site.policies
    found: dict[str, list[str]] = {}
    for slug in policies.regions:
        asked: Json = {"on": site.on, "donor_region": slug, "relative_region": slug, "expense": EXAMPLE}
        for other in policies.relations[relation].get("instead", []):
            verdict = check(asked | {"relation": other["as"]}, policies).verdict
            if verdict != "not_covered":
                question = check(asked | {"relation": relation}, policies).question
                found.setdefault(other_donor(other, question, verdict, policies), []).append(slug)
    return list(found.items())
