"""The policy files, read a second time: all provisions in one flat list, with dates as dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "policies"
ONE_DAY = timedelta(days=1)



@dataclass(frozen=True, eq=False)
class Entry:
    """A provision as it stands in its file, with its dates as dates."""

    id: str
    place: str
    subject: str
    raw: dict[str, Any]
    weak: bool
    perhaps: date  # the first day on which it may be in force
    surely: date
    last: date | None
    doubted: date | None

    def stands(self, day: date) -> str:
        """not_yet, maybe, yes, doubted or ended."""
        if self.last is not None and day > self.last:
            return "ended"
        if day < self.perhaps:
            return "not_yet"
        if day < self.surely:
            return "maybe"
        return "doubted" if self.doubted is not None and day >= self.doubted else "yes"

    def boundaries(self) -> set[date]:
        ends = {self.last + ONE_DAY} if self.last else set()
        return {self.perhaps, self.surely, *ends, *({self.doubted} if self.doubted else ())}


def _day(text: str) -> date | None:
    return None if text in ("", "null", "~") else date.fromisoformat(text)


class Files:
    """All provisions of a folder of policies, in one flat list."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.nation = self._load("nation.yaml")
        self.regions = {
            path.stem: self._load(f"regions/{path.name}") for path in sorted((folder / "regions").glob("*.yaml"))
        }
        self.pools: dict[str, dict[str, Any]] = self._load("pools.yaml")["pools"]
        self.documents = dict(self._load("documents.yaml")["documents"])
        for owner in (self.nation, *self.regions.values()):
            self.documents.update(owner.get("documents") or {})
        vocabulary = self._load("vocabulary/relations.yaml")
        self.relations = list(vocabulary["relations"])
        self.groups: dict[str, list[str]] = vocabulary["groups"]
        expenses = self._load("vocabulary/expenses.yaml")
        self.categories: dict[str, Any] = expenses["categories"]
        self.items = {word: item for item in expenses["items"] for word in item["words"]}
        self.ambiguous = {word for entry in expenses["ambiguous"] for word in entry["words"]}
        self.pools_of = {slug: [c for c, pool in self.pools.items() if pool["region"] == slug] for slug in self.regions}
        self.entries = list(self._entries())
        self.by_cell: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            self.by_cell.setdefault((entry.place, entry.subject), []).append(entry)
        self.unlike = {
            slug: [c for c in self.pools_of[slug] if c in (self.regions[slug].get("pools") or {})]
            for slug in self.regions
        }

    def _load(self, name: str) -> dict[str, Any]:
        found = yaml.load((self.folder / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        assert isinstance(found, dict)
        return found

    def _entries(self) -> Iterator[Entry]:
        places = {"nation": self.nation, **self.regions}
        for region in self.regions.values():
            places.update(region.get("pools") or {})
        for place, rules in places.items():
            for subject in ("relatives", "limits", "payment_order", "own_card"):
                yield from self._listed(place, subject, rules.get(subject) or [])
            for subject in ("expenses", "donor", "insured", "place"):
                for key, listed in (rules.get(subject) or {}).items():
                    yield from self._listed(place, f"{subject}.{key}", listed)

    def _listed(self, place: str, subject: str, listed: list[dict[str, Any]]) -> Iterator[Entry]:
        for number, raw in enumerate(listed, 1):
            start = raw["from"]
            exact = isinstance(start, str)
            yield Entry(
                f"{place}.{subject}.{raw.get('id', number)}",
                place,
                subject,
                raw,
                all(self.documents[name]["grade"] == "C" for name in raw["documents"]),
                date.fromisoformat(start) if exact else date.fromisoformat(start["after"]) + ONE_DAY,
                date.fromisoformat(start if exact else start["by"]),
                _day(raw.get("until", "")),
                _day(raw.get("uncertain_after", "")),
            )

    def at(self, place: str, subject: str) -> list[Entry]:
        return self.by_cell.get((place, subject), [])

    def named(self, entry: Entry, key: str) -> set[str]:
        """The relations of a list, groups written out."""
        return {one for name in entry.raw.get(key, ()) for one in self.groups.get(name, [name])}

    def ends_of(self, region: str) -> list[tuple[str | None, str | None, str]]:
        """(donor's pool, relative's pool, closeness): each pool that differs and one that does not, near and apart."""
        codes = self.pools_of[region]
        if len(codes) == 1:
            return [(codes[0], codes[0], "pool")]
        plain = next((code for code in codes if code not in self.unlike[region]), codes[-1])
        found: list[tuple[str | None, str | None, str]] = []
        for own in dict.fromkeys((*self.unlike[region], plain)):
            apart = next(code for code in codes if code != own)
            found += [(own, own, "pool"), (own, apart, "region")]
        return found


FILES = Files()


def around(days: Iterable[date]) -> list[date]:
    """Each day with its neighbours, as far as questions may go."""
    found = {day + ONE_DAY * shift for day in days for shift in (-1, 0, 1)}
    return sorted(day for day in found if date(1990, 1, 1) <= day <= date(2100, 12, 31))
