"""A picture of the days: years from left to right, the nation's days as numbered marks on one line, below it how many regions
changed in each quarter. The lists on the page say the same; the picture is only a picture of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

FIRST_YEAR = 2018  # what lies before shares one column
LINE, BAR = 92, 60  # y of the line; height of a bar for all regions
HEIGHT = 206
ROOM = 16  # width that a number under a bar needs
APART = 19  # two marks nearer than this stand one above the other


@dataclass(frozen=True)
class Scale:
    """Equal columns, one a year; the first is for all earlier ones."""

    width: int
    last: int  # year

    @property
    def column(self) -> float:
        return (self.width - 4) / (self.last - FIRST_YEAR + 2)

    def x(self, day: str) -> float:
        """Where a day stands; a day before `FIRST_YEAR` in the middle of the first column."""
        date = datetime.date.fromisoformat(day)
        if date.year < FIRST_YEAR:
            return 2 + self.column / 2
        return 2 + (date.year - FIRST_YEAR + 1 + date.timetuple().tm_yday / 366) * self.column


def quarters(days: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How many regions changed in a quarter, by its first day; "" for all years before `FIRST_YEAR`."""
    regions: dict[str, set[str]] = {}
    for day, slugs in days.items():
        month = (int(day[5:7]) - 1) // 3 * 3 + 1
        key = f"{day[:4]}-{month:02}-01" if int(day[:4]) >= FIRST_YEAR else ""
        regions.setdefault(key, set()).update(slugs)
    return {key: len(slugs) for key, slugs in sorted(regions.items()) if slugs}


def picture(national: Sequence[str], days: Mapping[str, Collection[str]], on: str, most: int, width: int) -> str:
    """An SVG `width` units wide. `national`: days marked 1, 2, …; `days`: the regions that changed; `most`: how many there are."""
    scale = Scale(width, max(int(day[:4]) for day in [on, *national, *days]))
    name = f"days-{width}"
    said = f"从左到右是年份。线上的数字 1 到 {len(national)} 是全国规定变化的日子；线下的柱子是每个季度有几个地区的答案变了。下面的列表写的是同样的事。"
    return (
        f'<svg class="drawn" viewBox="0 0 {width} {HEIGHT}" role="img" aria-labelledby="{name}-title {name}-text">'
        f'<title id="{name}-title">{FIRST_YEAR} 年以来规定变化的日子</title><desc id="{name}-text">{escape(said)}</desc>'
        f"{_years(scale)}{_bars(scale, quarters(days), most)}"
        f'<path class="p-line" d="M2 {LINE}H{width - 2}"/>{_today(scale, on)}{_marks(scale, national)}</svg>'
    )


def _years(scale: Scale) -> str:
    parts = []
    for number, year in enumerate(range(FIRST_YEAR - 1, scale.last + 1)):
        left = 2 + number * scale.column
        label = str(year) if year >= FIRST_YEAR else "更早"
        parts.append(f'<path class="p-thin" d="M{left:.1f} {LINE - 4}v{BAR + 34}"/>')
        parts.append(f'<text x="{left + scale.column / 2:.1f}" y="{LINE + BAR + 46}" text-anchor="middle">{label}</text>')
    return "".join(parts)


def _bars(scale: Scale, counts: Mapping[str, int], most: int) -> str:
    parts = []
    for first, count in counts.items():
        left = scale.x(first) + 0.6 if first else 2 + scale.column * 3 / 8
        wide = scale.column / 4 - 1.2
        high = max(count / most * BAR, 2)
        parts.append(f'<rect class="p-bar" x="{left:.1f}" y="{LINE + 4}" width="{wide:.1f}" height="{high:.1f}"/>')
        if count * 2 > most and wide > ROOM:
            parts.append(f'<text x="{left + wide / 2:.1f}" y="{LINE + high + 19:.1f}" text-anchor="middle">{count}</text>')
    return "".join(parts)


def _marks(scale: Scale, national: Sequence[str]) -> str:
    """Numbered circles above the line; those that would touch climb."""
    stems, parts = [], []
    level, last = 0, -1000.0
    for number, day in enumerate(national, 1):
        x = min(max(scale.x(day), 11), scale.width - 11)
        level = (level + 1) % 4 if x - last < APART else 0
        last = x
        y = LINE - 14 - level * 20
        stems.append(f'<path class="p-thin" d="M{scale.x(day):.1f} {LINE}L{x:.1f} {y + 9}"/>')
        parts.append(f'<circle class="p-mark" cx="{x:.1f}" cy="{y}" r="9"/>')
        parts.append(f'<text class="p-number" x="{x:.1f}" y="{y + 4.5}" text-anchor="middle">{number}</text>')
    return "".join([*stems, *parts])


def _today(scale: Scale, on: str) -> str:
    x = scale.x(on)
    anchor = "end" if x > scale.width - 30 else "middle"
    return (
        f'<path class="p-today" d="M{x:.1f} {LINE - 6}v{BAR + 18}"/>'
        f'<text x="{min(x + 14, scale.width - 2):.1f}" y="{LINE + BAR + 28}" text-anchor="{anchor}">今天</text>'
    )
