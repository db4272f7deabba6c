"""Changed answers in words: few lines for a wide change, each line exact.

Answers that changed alike on the same days share a line, as far as they make a full box of regions × pools × closeness ×
relations × expenses. Where that takes many lines (each region opened on a day of its own), one line gives the box around
them and says that only the answers in it that were so before have changed; it is used only if that is true of each.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from builder.diff_answers import FIRST_DAY, Change, Comparison, Place, State
from builder.groups import people, regions, things
from calculator.card import WHY_WORDS
from calculator.days import day_after
from calculator.model import VERDICT_WORDS

NEAR_WORDS = {"pool": "同一统筹区", "region": "不同统筹区", "cross": "跨省", "wallet": "医保钱包（跨省）"}
OTHERS = "其他统筹区"
MANY = 8  # so many lines are replaced by one with the box around them
A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)
Thing = tuple[str, str]  # category, item
Cells = frozenset[tuple[str, Thing]]  # relation × thing
Days = tuple[str, str | None]


@dataclass
class Line:
    """One line: where, whose and what it is about, when, and what became of it."""

    regions: frozenset[str]
    where: tuple[str, str]  # pools and closeness in words; empty: all of the region's
    relations: frozenset[str]
    things: frozenset[Thing]
    days: Days
    became: str


class Wording:
    """Writes the changes of a comparison."""

    def __init__(self, comparison: Comparison, today: str) -> None:
        self.comparison, self.today = comparison, today
        old, new = comparison.old, comparison.new
        self.relations: dict[str, Any] = new.relations | {k: v for k, v in old.relations.items() if k not in new.relations}
        self.groups = new.groups
        self.categories: dict[str, Any] = new.categories | {k: v for k, v in old.categories.items() if k not in new.categories}
        self.regions: dict[str, Any] = new.regions | {k: v for k, v in old.regions.items() if k not in new.regions}
        self.pools: dict[str, Any] = old.pools | new.pools

    def lines(self, changed: Iterable[Change]) -> list[str]:
        """`广西 · 柳州市 · 配偶的父母 · 药店药品 · 2018-07-01 至今: 可以 → 不可以`, the widest first."""
        groups: dict[tuple[Thing, str, tuple[str, str]], list[Change]] = {}
        for one in _joined_days(changed):
            inside = "" if one.place.near in ("pool", "region") else one.place.near
            groups.setdefault(((one.category, one.item), inside, _kind(one.was, one.now)), []).append(one)
        exact: list[Change] = []
        around: list[Line] = []
        for (thing, near, kind), alike in groups.items():
            rest = alike
            if not near and len(list(self.exact(alike))) >= MANY:
                box, rest = self._around(thing, kind, alike)
                around += box
            exact += rest
        order = {slug: number for number, slug in enumerate(self.regions)}
        found = [*_joined(around), *self.exact(exact)]
        found.sort(key=lambda line: (-len(line.regions), min(order[slug] for slug in line.regions), line.where, line.days[0]))
        return [self._text(line) for line in found]

    def _text(self, line: Line) -> str:
        who = people(line.relations - {""}, self) if line.relations != {""} else ""
        parts = [regions(line.regions, self), *line.where, who, self.what(line.things), self._span(*line.days)]
        return f"{' · '.join(filter(None, parts))}: {line.became}"

    def exact(self, changed: Iterable[Change]) -> Iterator[Line]:
        """Lines that say of every answer in them what became of it, and of no other."""
        alike: dict[tuple[str, str | None, str], dict[Place, set[tuple[str, Thing]]]] = {}
        for one in changed:
            places = alike.setdefault((one.first, one.last, _became(one.was, one.now)), {})
            places.setdefault(one.place, set()).add((one.relation, (one.category, one.item)))
        for (first, last, became), places in alike.items():
            for where, slugs, cells in self._places(places):
                for relations, what in boxes(cells):
                    yield Line(frozenset(slugs), where, relations, what, (first, last), became)

    def _around(self, thing: Thing, kind: tuple[str, str], alike: list[Change]) -> tuple[list[Line], list[Change]]:
        """One line for the regions where, on those days, all answers that were so have changed; and what is left over."""
        relations = frozenset(one.relation for one in alike)
        first, last = min(one.first for one in alike), max((one.last or "9999") for one in alike)
        slugs = {one.place.region for one in alike}
        slugs = {slug for slug in slugs if self._all_changed(slug, relations, thing, (first, last), kind)}
        if len(slugs) < 2:
            return [], alike
        became = f"{kind[1]}（只是其中原来“{kind[0]}”的，别的不变）"
        days = (first, None if last == "9999" else last)
        line = Line(frozenset(slugs), ("", ""), relations, frozenset([thing]), days, became)
        return [line], [one for one in alike if one.place.region not in slugs]

    def _all_changed(
        self, slug: str, relations: Iterable[str], thing: Thing, days: tuple[str, str], kind: tuple[str, str]
    ) -> bool:
        for place in self.comparison.places(slug):
            for relation in relations:
                for first, last, before, after in self.comparison.spans(place, relation, *thing):
                    overlaps = first <= days[1] and (last or "9999") >= days[0]
                    was_so = kind[0] in (_verdict(before), _told(before))
                    if overlaps and was_so and _kind(before, after) != kind:
                        return False
        return True

    def _places(self, spots: dict[Place, set[tuple[str, Thing]]]) -> Iterator[tuple[tuple[str, str], set[str], Cells]]:
        """((pools, closeness) in words, regions, relation × thing): one region's pools, or several whole regions."""
        by_cells: dict[Cells, dict[str, set[Place]]] = {}
        for place, cells in spots.items():
            for relations, what in boxes(_without_implied(cells)):
                product = frozenset((relation, thing) for relation in relations for thing in what)
                by_cells.setdefault(product, {}).setdefault(place.region, set()).add(place)
        for product, by_region in by_cells.items():
            wide: dict[tuple[str, str], set[str]] = {}
            for slug, own in by_region.items():
                for pools, near in self._where(slug, own):
                    named = f"{slug}/{pools}" if pools not in ("", OTHERS) else pools
                    wide.setdefault((named, near), set()).add(slug)
            for (pools, near), slugs in wide.items():
                yield from _whose_own((pools.split("/", 1)[-1], near), slugs, product)

    def _where(self, slug: str, own: set[Place]) -> Iterator[tuple[str, str]]:
        """(pools, closeness) in words; empty words where all of the region's are meant."""
        grid = self.comparison.places(slug)
        inside = {(place.pool, place.near) for place in own if place in grid}
        if len(inside) == len(grid):
            yield "", ""
        else:
            every, nears_of_all = {place.pool for place in grid}, {place.near for place in grid}
            for pools, nears in boxes(inside):
                near = "" if nears == nears_of_all else "、".join(NEAR_WORDS[one] for one in NEAR_WORDS if one in nears)
                yield "" if pools == every else self._pools(pools), near
        if any(place.near == "cross" for place in own):
            yield "", NEAR_WORDS["cross"]
        wallets = {place.pool for place in own if place.near == "wallet"}
        if wallets:
            every = {*self.comparison.wallet_pools(slug), ""}
            yield "" if wallets == every else self._pools(wallets), NEAR_WORDS["wallet"]

    def _pools(self, codes: Collection[str]) -> str:
        named = [str(self.pools[code]["name"]) for code in sorted(codes) if code]
        return "、".join([*named, *([OTHERS] if "" in codes else [])])

    def what(self, what: Collection[Thing]) -> str:
        whole = [category for category, item in what if category and not item]
        by_item: dict[str, list[str]] = {}
        for category, item in sorted(what):
            if item:
                by_item.setdefault(category, []).append(item)
        listed = [f"{self.categories[category]['label']}（{'、'.join(items)}）" for category, items in by_item.items()]
        return "、".join([*([things(whole, self)] if whole else []), *listed])

    def _span(self, first: str, last: str | None) -> str:
        """2018-07-01 至今; 2027-01-01 起; 至 2018-06-30; 2018-07-01 至 2020-03-31; 2018-07-01 当天; 一直."""
        if last is None:
            return "一直" if first == FIRST_DAY else f"{first} 至今" if first <= self.today else f"{first} 起"
        return f"至 {last}" if first == FIRST_DAY else f"{first} 至 {last}" if first != last else f"{first} 当天"


def _whose_own(where: tuple[str, str], slugs: set[str], cells: Cells) -> Iterator[tuple[tuple[str, str], set[str], Cells]]:
    """The holder's own expense knows no closeness: it is asked with each, and told once."""
    others = frozenset(cell for cell in cells if cell[0] != "self")
    if where[1] == NEAR_WORDS["region"]:
        cells = others
    elif where[1] == NEAR_WORDS["pool"] and not others:
        where = (where[0], "")
    if cells:
        yield where, slugs, cells


def _without_implied(cells: Collection[tuple[str, Thing]]) -> set[tuple[str, Thing]]:
    """An item that changed as its whole category did is not named again."""
    return {(who, (category, item)) for who, (category, item) in cells if not item or (who, (category, "")) not in cells}


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Lines that differ only in the expense as one."""
    found: dict[Any, Line] = {}
    for line in lines:
        key = (line.regions, line.relations, line.days, line.became)
        same = found.setdefault(key, line)
        same.things |= line.things
    for line in found.values():
        line.things = frozenset(thing for thing in line.things if not thing[1] or (thing[0], "") not in line.things)
    return list(found.values())


def _joined_days(changed: Iterable[Change]) -> Iterator[Change]:
    """One change for adjoining days of an answer that are told in the same words (conditions differ, the verdicts do not)."""
    last: Change | None = None
    for one in changed:
        if last and last.last and day_after(last.last) == one.first and _same_answer(last, one):
            last = replace(last, last=one.last)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _same_answer(first: Change, second: Change) -> bool:
    keys = [(one.place, one.relation, one.category, one.item, _became(one.was, one.now)) for one in (first, second)]
    return keys[0] == keys[1]


def boxes(pairs: Collection[tuple[A, B]]) -> list[tuple[frozenset[A], frozenset[B]]]:
    """A set of pairs as few full boxes: rows with equal columns together, or columns with equal rows, whichever are fewer."""
    rows: dict[A, set[B]] = {}
    columns: dict[B, set[A]] = {}
    for a, b in pairs:
        rows.setdefault(a, set()).add(b)
        columns.setdefault(b, set()).add(a)
    by_row: dict[frozenset[B], set[A]] = {}
    for a, bs in rows.items():
        by_row.setdefault(frozenset(bs), set()).add(a)
    by_column: dict[frozenset[A], set[B]] = {}
    for b, some in columns.items():
        by_column.setdefault(frozenset(some), set()).add(b)
    if len(by_row) <= len(by_column):
        return [(frozenset(some), bs) for bs, some in by_row.items()]
    return [(some, frozenset(bs)) for some, bs in by_column.items()]


def _kind(was: State, now: State) -> tuple[str, str]:
    """(what it was, what it became) for the line around: the verdicts, or if they are the same their reasons too."""
    if was.verdict != now.verdict:
        return _verdict(was), f"{_verdict(was)} → {_verdict(now)}"
    return _told(was), _became(was, now)


def _became(was: State, now: State) -> str:
    told = [_told(was), _told(now)]
    if told[0] == told[1]:  # only the conditions differ
        gone = [one for one in was.conditions if one not in now.conditions]
        more = [one for one in now.conditions if one not in was.conditions]
        said = [f"{word}：{'、'.join(some)}" for word, some in (("去掉", gone), ("加上", more)) if some]
        told[1] += f"（{'；'.join(said) or '条件的次序变了'}）"
    return " → ".join(told)


def _verdict(state: State) -> str:
    return VERDICT_WORDS.get(state.verdict, "没有收录")


def _told(state: State) -> str:
    mark = "待核实" if state.weak else WHY_WORDS.get(state.why, "")
    return _verdict(state) + (f"（{mark}）" if mark else "")
