"""The compiled policies and the names that people use for places, relatives and expenses."""

from __future__ import annotations

import difflib
import gc
import json
from collections.abc import Iterable
from typing import Any

from calculator.messages import own, say
from calculator.model import Check, Json, Provision
from calculator.timeline import Timeline
from calculator.translation import translated

FORMAT = 1


class Policies:
    """`policies.json` with its look-ups.

    Build it once from the parsed JSON and keep it: it remembers the timelines it has worked out. It never changes what it
    answers, so it may be shared.
    """

    def __init__(self, compiled: Json) -> None:
        if compiled.get("format") != FORMAT:
            raise ValueError(f"policies.json has format {compiled.get('format')!r}; this engine reads format {FORMAT}")
        self.data: str = compiled["data"]
        self.regions: dict[str, Json] = compiled["regions"]
        self.pools: dict[str, Json] = compiled["pools"]
        self.relations: dict[str, Json] = compiled["relations"]
        self.groups: dict[str, list[str]] = compiled["groups"]
        self.categories: dict[str, Json] = compiled["expenses"]["categories"]
        self.documents: dict[str, Json] = compiled["documents"]
        self.rules: dict[str, Json] = compiled["rules"]
        self.statements: dict[str, list[Provision]] = compiled["statements"]
        self.wallet: Json = compiled["wallet"]
        self.nation: Json = compiled["nation"]
        self.topics: Json = compiled["topics"]
        self.conditions: dict[str, Json] = compiled["kin"]["conditions"]
        self.reasons: dict[str, str] = compiled["kin"]["reasons"]
        self.kin: dict[str, Json] = {word: term for term in compiled["kin"]["terms"] for word in term["words"]}
        self.kin_ambiguous: dict[str, Json] = {w: e for e in compiled["kin"]["ambiguous"] for w in e["words"]}
        self.items: dict[str, Json] = {word: item for item in compiled["expenses"]["items"] for word in item["words"]}
        self.item_ambiguous: dict[str, Json] = {w: e for e in compiled["expenses"]["ambiguous"] for w in e["words"]}
        self.words: dict[str, str] = compiled.get("words", {})  # what a word means, in another language than Chinese
        self.timelines: dict[Any, Timeline] = {}
        self.limit_stretches: dict[Any, tuple[list[str], dict[str, tuple[tuple[Provision, ...], Check]]]] = {}
        self.inside: dict[Any, Check] = {}
        self.turning: dict[Any, set[str]] = {}
        self.expense_bound: dict[str, set[str]] | None = None
        self.lexicon: object = None
        self.region_names = self._region_names()
        self.pool_names = self._pool_names()
        self.relation_names = self._names(self.relations)
        self.category_names = self._names(self.categories)
        pools_of: dict[str, list[str]] = {slug: [] for slug in self.regions}
        for code, pool in self.pools.items():
            pools_of[pool["region"]].append(code)
        self.single_pool = {slug for slug, codes in pools_of.items() if len(codes) == 1}
        self.ruled_pools = {slug: [code for code in codes if code in self.rules] for slug, codes in pools_of.items()}
        self.pools_of = pools_of

    def _region_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for slug, region in self.regions.items():
            for name in (slug, region["name"], region["short"], region["letter"], *region["aliases"]):
                names.setdefault(name, slug)
            if "adcode" in region:
                names.setdefault(region["adcode"], slug)
        return names

    def _pool_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for code, pool in self.pools.items():
            for name in (code, pool["name"], pool["short"], *pool.get("aliases", [])):
                names.setdefault(name, code)
        for code, pool in self.pools.items():
            for name in pool.get("counties", []):
                names.setdefault(name, code)
        return names

    @staticmethod
    def _names(entries: dict[str, Json]) -> dict[str, str]:
        names = {name: name for name in entries}
        for name, entry in entries.items():
            names.setdefault(entry["label"], name)
            names.setdefault(entry["short"], name)
            for other in entry.get("aliases", ()):
                names.setdefault(other, name)
        return names

    def called(self, word: str, label: str = "") -> str:
        """A word that people use for a relative or an expense; in another language what it means, else `label` with the word."""
        said = self.words.get(word) or own(word)
        return say("{label}（{word}）", label=label, word=said) if label and said == f"「{word}」" else said

    def place_words(self, region: str, pool: str | None) -> str:
        """广西·南宁, or 广西 where no pool is told or there is but one."""
        short = str(self.regions[region]["short"])
        if pool is None or region in self.single_pool:
            return short
        return say("{region}·{pool}", region=short, pool=self.pools[pool]["short"])

    def places(self, region: str | None, pool: str | None) -> list[str]:
        """The places whose rules speak for a pool, the most specific first; the nation is not among them."""
        named = [place for place in (pool, region) if place is not None]
        return [place for place in named if place in self.rules]


def parse_policies(text: str, words: Json | None = None) -> Policies:
    """The policies of the text of policies.json, in another language by its `words`; ValueError for any other text."""
    collecting = gc.isenabled()
    gc.disable()  # all that is made here stays: looking through it again and again would be most of the work
    try:
        compiled = json.loads(text)
        return Policies(compiled if words is None else translated(compiled, words))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a policies.json: {error!r}") from error
    finally:
        if collecting:
            gc.enable()


def nearest(wrong: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names most like a wrong one, best first; those that contain it or are contained in it come before."""
    names = list(dict.fromkeys(names))
    inside = [name for name in names if len(name) > (3 if name.isascii() else 1) and (name in wrong or wrong in name) and wrong]
    alike = difflib.get_close_matches(wrong, names, n=most, cutoff=0.5)
    return list(dict.fromkeys([*sorted(inside, key=lambda name: abs(len(name) - len(wrong)))[:most], *alike]))[:most]
