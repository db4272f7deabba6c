"""What `policies/` holds, read and not yet checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from builder.shapes import Located


@dataclass
class PolicySet:
    """Everything under `policies/`, as read: plain mappings that remember their places in the files."""

    nation: Located
    regions: dict[str, Located]
    documents: dict[str, Located]
    pools: dict[str, Located]
    relations: Located
    kin: Located
    expenses: Located
    cases: dict[str, Located] = field(default_factory=dict)
    topics: Located = field(default_factory=Located)
    faq: Located = field(default_factory=Located)
    claims: Located = field(default_factory=Located)
    english: Located = field(default_factory=Located)

    def places(self) -> Iterator[tuple[str, Located]]:
        """(place id, its rules) for the nation, each region, and each pool that differs."""
        yield "nation", self.nation
        for slug, region in self.regions.items():
            yield slug, region
            yield from region.get("pools", {}).items()

    def provisions(self) -> Iterator[tuple[str, str, Located]]:
        """(provision id, place id, provision) for every provision of every place."""
        for place, rules in self.places():
            for subject, entries in subjects(rules):
                for number, entry in enumerate(entries, 1):
                    yield f"{place}.{subject}.{entry.get('id', number)}", place, entry

    def expand(self, relations: list[str]) -> list[str]:
        """Relation ids with groups written out, in order, without repeats."""
        groups = self.relations["groups"]
        return list(dict.fromkeys(one for name in relations for one in groups.get(name, [name])))


def subjects(rules: Located) -> Iterator[tuple[str, list[Located]]]:
    """(subject, its provisions) of one place, e.g. ("expenses.vaccine", […])."""
    for subject in ("relatives", "limits", "payment_order", "own_card"):
        if rules.get(subject):
            yield subject, rules[subject]
    for subject in ("expenses", "donor", "insured", "place"):
        for key, entries in (rules.get(subject) or {}).items():
            yield f"{subject}.{key}", entries
