"""The register of documents: every source once, with who cites it and when it is to be looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder.policy_set import PolicySet
from builder.reviews import next_review
from calculator import Policies
from calculator.model import Json


@dataclass(frozen=True)
class Entry:
    """A row of the register. `cited_by`: "nation", slugs of regions and "words" for the vocabulary, in that order."""

    name: str
    document: Json
    cited_by: tuple[str, ...]
    review: str
    overdue: bool

    @property
    def year(self) -> str:
        """The year of publication, else of effect; empty if neither is known."""
        return str(self.document.get("published") or self.document.get("effective") or "")[:4]


def register(policy_set: PolicySet, policies: Policies, on: str) -> list[Entry]:
    """All documents, the newest first; those without a day at the end."""
    cited = {"nation": _uses(policy_set.nation)}
    cited |= {slug: _uses(region) for slug, region in policy_set.regions.items()}
    cited["words"] = _uses(policy_set.expenses) | _uses(policy_set.kin)
    for slug, sightings in policies.wallet["seen"].items():  # the national lists speak about each region
        cited[slug].update(name for sighting in sightings for name in sighting["documents"])
    found = []
    for name, document in policy_set.documents.items():
        places = tuple(place for place, names in cited.items() if name in names)
        review = next_review(document)
        found.append(Entry(name, document, places, review, review < on))
    return sorted(found, key=lambda entry: (_day(entry.document), entry.name), reverse=True)


def _day(document: Mapping[str, Any]) -> str:
    return str(document.get("published") or document.get("effective") or "")


def _uses(value: Any) -> set[str]:
    """The ids in all lists of documents inside a part of a file; the definitions of documents are no use of them."""
    if isinstance(value, dict):
        own = value.get("documents")
        used = set(own) if isinstance(own, list) else set()
        return used.union(*(_uses(entry) for key, entry in value.items() if key != "documents"))
    return set().union(*(_uses(entry) for entry in value)) if isinstance(value, list) else set()
