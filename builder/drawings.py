"""Small drawings for the guides: boxes on a grid of two columns and arrows between them, in lines of ink. Words stay text.

A drawing is `role="img"` with a title and a text that says the same in sentences; colours are those of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, GAP, EDGE = 340, 62, 3  # of the drawing; between the columns; at the sides
LINE, AIR = 21, 9  # height of a line of text; above and below the lines of a box
ROW_GAP = 34
BOX = (WIDTH - GAP - 2 * EDGE) / 2
KINDS = ("plain", "strong", "stop")
LONGEST = {1: 8, 2: 20}  # Chinese signs in a line, by the columns that a box takes


@dataclass(frozen=True)
class Box:
    """Where a box stands and what is in it. `kind`: plain, strong (one's own money), stop (not so)."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    kind: str


def drawing(name: str, title: str, text: str, boxes: Mapping[str, Sequence[object]], arrows: Sequence[Sequence[str]]) -> Markup:
    """An SVG. boxes: {key: [column 0 or 1, or "wide"; row from 0; lines with | between them; kind if not plain]}; arrows: [from,
    to, word if any]: from a box to its neighbour in the row or the column. Raises ValueError for what cannot be drawn."""
    placed = _placed(boxes)
    height = max(box.y + box.height for box in placed.values()) + EDGE
    inner = Markup("").join([*(_arrow(placed, arrow) for arrow in arrows), *map(_box, placed.values())])
    return Markup(
        '<svg class="drawn drawing" viewBox="0 0 {} {:.0f}" role="img" aria-labelledby="{n}-title {n}-text">'
        '<title id="{n}-title">{}</title><desc id="{n}-text">{}</desc>{}</svg>'
    ).format(WIDTH, height, title, text, inner, n=f"drawing-{name}")


def _placed(boxes: Mapping[str, Sequence[object]]) -> dict[str, Box]:
    lines = {key: tuple(str(spec[2]).split("|")) for key, spec in boxes.items()}
    rows = {key: int(str(spec[1])) for key, spec in boxes.items()}
    heights: dict[int, int] = {}
    for key, row in rows.items():
        heights[row] = max(heights.get(row, 0), len(lines[key]) * LINE + 2 * AIR)
    tops = {row: EDGE + sum(heights[other] + ROW_GAP for other in heights if other < row) for row in heights}
    placed = {}
    for key, (column, _, _, *kind) in boxes.items():
        wide = column == "wide"
        if not (wide or column in (0, 1)) or (kind and kind[0] not in KINDS):
            raise ValueError(f"box {key}: column {column!r}, kind {kind!r}")
        if any(_signs(line) > LONGEST[2 if wide else 1] for line in lines[key]):
            raise ValueError(f"box {key}: a line is too long: {lines[key]}")
        x = EDGE if wide or column == 0 else EDGE + BOX + GAP
        row = rows[key]
        placed[key] = Box(x, tops[row], WIDTH - 2 * EDGE if wide else BOX, heights[row], lines[key], str(kind[0]) if kind else "plain")
    return placed


def _signs(line: str) -> float:
    """Width in Chinese signs: letters and digits are about half as wide."""
    return sum(0.55 if sign.isascii() else 1 for sign in line)


def _box(box: Box) -> Markup:
    shape = Markup('<rect class="d-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="8"/>').format(
        box.kind, box.x, box.y, box.width, box.height
    )
    first = box.y + (box.height - len(box.lines) * LINE) / 2 + 15.5
    middle = box.x + box.width / 2
    texts = [Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(middle, first + n * LINE, line) for n, line in enumerate(box.lines)]
    cross = Markup('<path class="d-cross" d="M{:.1f} {:.1f}l16 16m0-16-16 16"/>').format(box.x + box.width - 22, box.y + 6) if box.kind == "stop" else ""
    return Markup("").join([shape, *texts, cross])


def _arrow(placed: Mapping[str, Box], arrow: Sequence[str]) -> Markup:
    start, end = placed[arrow[0]], placed[arrow[1]]
    word = arrow[2] if len(arrow) > 2 else ""
    if start.y == end.y:
        way = 1 if end.x > start.x else -1
        x = start.x + start.width if way > 0 else start.x
        y = start.y + start.height / 2
        path = f"M{x:.1f} {y:.1f}h{(GAP - 4) * way}m{-8 * way}-6 {8 * way} 6 {-8 * way} 6"
        label = _label(x + (GAP / 2 - 3) * way, y - 9, word, "middle")
    else:
        upper, lower = (start, end) if start.y < end.y else (end, start)
        narrow = min(start, end, key=lambda box: box.width)
        x, bottom = narrow.x + narrow.width / 2, upper.y + upper.height
        if abs(lower.y - bottom - ROW_GAP) > 1 or not max(start.x, end.x) <= x <= min(start.x + start.width, end.x + end.width):
            raise ValueError(f"arrow {arrow!r}: the boxes are no neighbours")
        down = f"M{x:.1f} {bottom:.1f}v{ROW_GAP - 3}m-6-8 6 8 6-8"
        up = f"M{x:.1f} {lower.y:.1f}v{3 - ROW_GAP}m-6 8 6-8 6 8"
        path = down if start is upper else up
        label = _label(x + 10, bottom + ROW_GAP / 2 + 5, word, "start")
    return Markup('<path class="d-arrow" d="{}"/>{}').format(path, label)


def _label(x: float, y: float, word: str, anchor: str) -> Markup:
    return Markup('<text class="d-word" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(x, y, anchor, escape(word)) if word else Markup("")
