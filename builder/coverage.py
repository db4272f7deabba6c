"""Where help is needed: what each region's table rests on, which provisions no case reaches, which reviews are overdue.

A cell is a relation × expense, both insured in the region and no pool named. It rests on what its deciding check cites: a
provision of the region or of one of its pools that has not ended (by the best grade of their documents), otherwise the
national rule. An unknown cell rests on nothing, whatever it cites; it counts by its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from builder.policy_set import PolicySet
from builder.reach import unreached
from builder.reviews import overdue
from calculator import Policies, check
from calculator.model import Provision
from calculator.timeline import ENDED, status

GRADES = ("A", "B", "C")
BASES = (*GRADES, "nation", "unknown")  # in the order of the bars


@dataclass(frozen=True)
class Cell:
    """One relation × expense. `basis` is one of BASES, `why` the reason of an unknown one."""

    relation: str
    category: str
    basis: str
    why: str | None = None


@dataclass(frozen=True)
class RegionCoverage:
    """The cells of one region: those of 本人 and 近亲属, which every region has to settle, and the others."""

    slug: str
    near: tuple[Cell, ...]
    far: tuple[Cell, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many of the near cells rest on what."""
        return Counter(cell.basis for cell in self.near)

    @cached_property
    def far_counts(self) -> Counter[str]:
        return Counter(cell.basis for cell in self.far)

    @property
    def own_share(self) -> int:
        """Of a hundred near cells, how many rest on sources of the region itself."""
        return round(100 * sum(self.counts[grade] for grade in GRADES) / len(self.near))

    @cached_property
    def reasons(self) -> Counter[str]:
        """How many cells are unknown for which reason, all relations together."""
        return Counter(str(cell.why) for cell in (*self.near, *self.far) if cell.basis == "unknown")

    @property
    def need(self) -> tuple[int, int, int]:
        """More is worse: near cells unknown, then those on unofficial sources, then those without a regional one."""
        return self.counts["unknown"], self.counts["C"], self.counts["nation"]

    def listed(self, basis: str) -> list[tuple[str, list[str], list[str]]]:
        """(reason or "", relations, categories) of the cells on a basis: the same relations and reason stand together."""
        rows: dict[tuple[str, str], list[str]] = {}
        for cell in (*self.near, *self.far):
            if cell.basis == basis:
                rows.setdefault((cell.why or "", cell.category), []).append(cell.relation)
        found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for (why, category), relations in rows.items():
            found.setdefault((why, tuple(relations)), []).append(category)
        return [(why, list(relations), categories) for (why, relations), categories in found.items()]


class Coverage:
    """All of it for one day."""

    def __init__(self, policy_set: PolicySet, policies: Policies, on: str) -> None:
        self.policy_set, self.policies, self.on = policy_set, policies, on

    @cached_property
    def regions(self) -> list[RegionCoverage]:
        """The regions, the one that needs most help first."""
        near = {"self", *self.policies.groups["near_relatives"]}
        provisions = {p["id"]: p for p in self._provisions()}
        found = []
        for slug in self.policies.regions:
            cells = [
                self._cell(slug, relation, category, provisions)
                for category in self.policies.categories
                for relation in self.policies.relations
            ]
            is_near = [cell for cell in cells if cell.relation in near]
            found.append(RegionCoverage(slug, tuple(is_near), tuple(cell for cell in cells if cell.relation not in near)))
        return sorted(found, key=lambda region: region.need, reverse=True)

    def _cell(self, slug: str, relation: str, category: str, provisions: dict[str, Provision]) -> Cell:
        asked = {"on": self.on, "donor_region": slug, "relative_region": slug, "relation": relation, "expense": category}
        answer = check(asked, self.policies)
        if answer.verdict == "unknown":
            return Cell(relation, category, "unknown", answer.deciding.why_unknown or "no_source")
        places = {slug, *self.policies.pools_of[slug]}
        own = [provisions[name] for name in answer.deciding.provisions if name.split(".")[0] in places]
        sources = [name for p in own if status(p, self.on) != ENDED for name in p["documents"]]
        return Cell(relation, category, min((self.policies.documents[name]["grade"] for name in sources), default="nation"))

    def _provisions(self) -> Iterator[Provision]:
        for rules in self.policies.rules.values():
            for subject, entries in rules.items():
                for provisions in entries.values() if subject == "expenses" else [entries]:
                    yield from provisions

    @cached_property
    def unreached(self) -> list[str]:
        return unreached(self.policy_set, self.policies)

    @cached_property
    def overdue(self) -> list[tuple[str, str]]:
        return overdue(self.policy_set.documents, self.on)

    def summary(self, known: list[str]) -> list[str]:
        """A few lines for the terminal. `known`: the unreached provisions that are accepted."""
        total: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        for region in self.regions:
            total += region.counts + region.far_counts
            reasons += region.reasons
        own = sum(total[grade] for grade in GRADES)
        grades = ", ".join(f"{grade} {total[grade]:,}" for grade in GRADES)
        why = ", ".join(f"{name} {count:,}" for name, count in reasons.most_common())
        most = ", ".join(f"{region.slug} {region.counts['unknown']}" for region in self.regions[:5])
        lines = [
            f"coverage on {self.on}: {total.total():,} cells, {own:,} on regional sources ({grades}), "
            f"{total['nation']:,} on national rules, {total['unknown']:,} unknown ({why})",
            f"most unknown for 本人 and 近亲属, of {len(self.regions[0].near)} each: {most}",
        ]
        new, gone = [name for name in self.unreached if name not in known], set(known) - set(self.unreached)
        cases = sum(len(file["cases"]) for file in self.policy_set.cases.values())
        lines.append(f"cases: {cases:,}; provisions that none of them reaches: {len(self.unreached)}")
        if new:
            lines.append(f"WARNING: not in unreached.txt: {_first(new)}")
        if gone:
            lines.append(f"WARNING: to take out of unreached.txt: {_first(sorted(gone))}")
        late = [f"{name} (due {day})" for day, name in self.overdue]
        lines.append(f"WARNING: {len(late)} documents to check again: {_first(late)}" if late else "reviews: none overdue")
        return lines


def _first(names: list[str], most: int = 5) -> str:
    """The first few, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
