"""The money of a family plan as a drawing: accounts on the left, bills on the right, a band for each payment.

The same is said as a list below it, which is what a screen reader reads. Kinds of bands differ by their strokes, not by colour
alone: one's own account and family sharing full, across provinces dashed, cash dotted.
"""

from __future__ import annotations

from html import escape

from calculator.messages import say
from calculator.model import Json
from calculator.plan_words import ROUTE_WORDS, in_yuan

WIDTH, ROW, GAP, TOP = 360, 44, 16, 8
BOX = 116  # the width of a box
THICK = 14  # the widest band
LETTERS = 7  # Chinese ones that fit into a box
STROKES = {"own": "", "in": "", "cross": "8 4", "cash": "2 4"}


def drawing(found: Json) -> str:
    """An inline SVG with its list. Draws only what moves: accounts that pay, bills, and cash."""
    flows = _flows(found)
    givers = [member for member in found["members"] if any(one["from"] == member["id"] for one in flows)]
    left = [(member["id"], member["name"], say("剩 {amount}", amount=in_yuan(member["left"]))) for member in givers]
    if found["total_cash"]:
        left.append(("", say("现金"), in_yuan(found["total_cash"])))
    right = [(expense["id"], expense["title"], in_yuan(expense["amount"])) for expense in found["expenses"]]
    height = TOP * 2 + max(len(left), len(right)) * (ROW + GAP) - GAP
    starts = {key: _y(number, len(left), height) for number, (key, *_) in enumerate(left)}
    ends = {key: _y(number, len(right), height) for number, (key, *_) in enumerate(right)}
    most = max((one["amount"] for one in flows), default=1)
    bands = "".join(_band(one, starts[one["from"]], ends[one["to"]], most) for one in flows)
    boxes = "".join(_box(0, starts[key], name, amount, "account" if key else "cash") for key, name, amount in left)
    boxes += "".join(_box(WIDTH - BOX, ends[key], name, amount, "bill") for key, name, amount in right)
    lines = "".join(f'<li data-kind="{one["kind"]}">{escape(one["text"])}</li>' for one in flows)
    return (
        f'<figure class="flow"><svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{say("钱从哪个账户付到哪一笔，内容见下面的列表")}" '
        f'xmlns="http://www.w3.org/2000/svg">{bands}{boxes}</svg>'
        f"<figcaption>{say('实线：自己的账户或家庭共济；长虚线：跨省；点线：现金。线越粗，钱越多。')}</figcaption>"
        f'<ul class="flow-list">{lines}</ul></figure>'
    )


def _flows(found: Json) -> list[Json]:
    names = {member["id"]: member["name"] for member in found["members"]}
    titles = {expense["id"]: expense["title"] for expense in found["expenses"]}
    flows = []
    for one in found["payments"]:
        kind = {None: "own", "cross_province": "cross"}.get(one["route"], "in")
        text = say(
            "{name} → {title}：{amount}，{route}",
            name=names[one["donor"]],
            title=titles[one["expense"]],
            amount=in_yuan(one["amount"]),
            route=say(ROUTE_WORDS[one["route"]]),
        )
        flows.append({"from": one["donor"], "to": one["expense"], "amount": one["amount"], "kind": kind, "text": text})
    for left in found["cash"]:
        text = say("现金 → {title}：{amount}", title=titles[left["expense"]], amount=in_yuan(left["amount"]))
        flows.append({"from": "", "to": left["expense"], "amount": left["amount"], "kind": "cash", "text": text})
    return flows


def _y(number: int, count: int, height: int) -> int:
    """The top of a box; the shorter column stands in the middle."""
    used = count * (ROW + GAP) - GAP
    return (height - used) // 2 + number * (ROW + GAP)


def _band(one: Json, start: int, end: int, most: float) -> str:
    width = max(2, round(THICK * one["amount"] / most))
    y1, y2, x1, x2 = start + ROW // 2, end + ROW // 2, BOX, WIDTH - BOX
    middle = (x1 + x2) // 2
    dash = f' stroke-dasharray="{STROKES[one["kind"]]}"' if STROKES[one["kind"]] else ""
    return (
        f'<path class="flow-{one["kind"]}" d="M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}" fill="none" '
        f'stroke="currentColor" stroke-opacity=".45" stroke-width="{width}"{dash}/>'
    )


def _box(x: int, y: int, name: str, amount: str, kind: str) -> str:
    most = LETTERS * 2 if name.isascii() else LETTERS
    short = name if len(name) <= most else f"{name[: most - 1]}…"
    middle = x + BOX // 2
    return (
        f'<g class="flow-box flow-{kind}"><title>{escape(name)}</title>'
        f'<rect x="{x + 1}" y="{y}" width="{BOX - 2}" height="{ROW}" rx="8" fill="none" stroke="currentColor"/>'
        f'<text x="{middle}" y="{y + 18}" text-anchor="middle" font-size="14" fill="currentColor">{escape(short)}</text>'
        f'<text x="{middle}" y="{y + 36}" text-anchor="middle" font-size="12" fill="currentColor">{escape(amount)}</text></g>'
    )
