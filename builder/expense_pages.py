"""The pages of the expenses: for each, the verdict and its reason in every region, what belongs to it, the national word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from builder.site import Site
from calculator import Answer, check
from calculator.model import VERDICTS, Check, Json

RELATION = "parent"  # whom the pages speak of until the visitor chooses another


@dataclass(frozen=True)
class Reason:
    """A verdict with the check that decides it, and the regions where it is so."""

    verdict: str
    deciding: Check
    conditions: tuple[str, ...]
    regions: list[str] = field(default_factory=list, compare=False)


def write(site: Site) -> None:
    """Writes the list of expenses and a page each."""
    answers = {category: _answers(site, category) for category in site.policies.categories}
    counts = {category: Counter(answer.verdict for answer in found.values()) for category, found in answers.items()}
    national = {category: _national(site, category) for category in answers}
    site.page("expenses/index.md", "expenses.md.j2", counts=counts, national=national, relation=RELATION)
    for category, found in answers.items():
        site.page(
            f"expenses/{category}.md",
            "expense.md.j2",
            category=category,
            entry=site.policies.categories[category],
            relation=RELATION,
            doc_base="../../documents/",
            verdicts={slug: answer.verdict for slug, answer in found.items()},
            reasons=_reasons(found),
            items=_items(site, category),
            unclear=_unclear(site, category),
            national=national[category],
            said=site.policies.rules["nation"].get("expenses", {}).get(category, []),
        )


def _answers(site: Site, category: str) -> dict[str, Answer]:
    """The answer in each region: both insured there, no pool named."""
    asked: Json = {"on": site.on, "relation": RELATION, "expense": category}
    regions = site.policies.regions
    return {slug: check(asked | {"donor_region": slug, "relative_region": slug}, site.policies) for slug in regions}


def _national(site: Site, category: str) -> Check:
    """What the national rules alone say: the check on the expense across regions."""
    asked = {"on": site.on, "relation": RELATION, "expense": category, "route": "cross_province"}
    return next(found for found in check(asked, site.policies).checks if found.id == "expense")


def _reasons(answers: dict[str, Answer]) -> list[Reason]:
    """The regions by reason, best verdict first, the reason of most regions last among its verdict."""
    found: dict[Reason, Reason] = {}
    for slug, answer in answers.items():
        reason = Reason(answer.verdict, answer.deciding, _unsaid(answer.deciding))
        found.setdefault(reason, reason).regions.append(slug)
    return sorted(found.values(), key=lambda reason: (VERDICTS.index(reason.verdict), len(reason.regions)))


def _unsaid(found: Check) -> tuple[str, ...]:
    """The conditions of a check that its sentence does not name."""
    unsaid = tuple(condition for condition in found.conditions if condition not in found.text)
    return unsaid if found.verdict == "conditional" else ()


def _items(site: Site, category: str) -> list[Json]:
    """The groups of words of the category; those with a national verdict of their own after the others."""
    groups = {id(item): item for item in site.policies.items.values() if item["category"] == category}
    unclear = site.policies.item_ambiguous
    found = [{**group, "words": [word for word in group["words"] if word not in unclear]} for group in groups.values()]
    return sorted((group for group in found if group["words"]), key=lambda group: "verdict" in group)


def _unclear(site: Site, category: str) -> list[Json]:
    """The words of which this category is one meaning among others, with what to ask."""
    policies = site.policies
    entries = {id(entry): entry for entry in policies.item_ambiguous.values()}

    def meant(option: Json) -> str:
        return str(option.get("expense") or policies.items[option["item"]]["category"])

    return [entry for entry in entries.values() if any(meant(option) == category for option in entry["options"])]
