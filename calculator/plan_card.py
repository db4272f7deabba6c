"""A family plan as HTML: a table, a checklist, the drawing of the money, and what else would save. Everything is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from calculator.card import badge, footer
from calculator.days import in_words
from calculator.messages import say, series
from calculator.model import Json, QuestionError
from calculator.plan_drawing import drawing
from calculator.plan_words import ROUTE_WORDS, in_yuan, summary
from calculator.policies import Policies


def plan_card(found: Json, policies: Policies) -> str:
    """The whole result for a plan's JSON."""
    names = {member["id"]: member["name"] for member in found["members"]}
    head = say("现金付 {amount}", amount=in_yuan(found["total_cash"])) if found["total"] else say("还没有要付的钱")
    note = f'<p class="warn plan-note">{escape(found["note"])}</p>' if found["note"] else ""
    parts = [
        f'<article class="card plan-card" data-total-cash="{found["total_cash"]:.2f}" data-optimal="{_yes_no(found["optimal"])}">',
        f'<header class="card-head"><h2>{head}</h2><p>{escape(summary(found))}</p></header>{note}',
        _section("table", say("哪一笔，谁的账户付"), _table(found, names)),
        _section("flow", say("钱怎么走"), drawing(found) if found["expenses"] else ""),
        _section("steps", say("一步一步办"), _checklist(found)),
        _section("cash", say("为什么还要付现金"), _cash(found)),
        _section("what-if", say("换一种做法，还能省"), _list(change["text"] for change in found["what_if"])),
        _section("ask", say("再告诉我们这些，可能更省"), _list(asked["text"] for asked in found["ask"])),
        _section("accounts", say("账户里还剩多少"), _accounts(found)),
        _section("options", say("每一笔，谁能付、谁不能付"), _options(found, names)),
        _footer(found, policies),
        "</article>",
    ]
    return "".join(parts)


def plan_error_card(error: QuestionError) -> str:
    """A household that cannot be planned as it stands: what to mend, and where."""
    told = error.to_json()
    near = "".join(f"<li>{escape(str(value))}</li>" for value in told["nearest"])
    shown = "" if told["value"] is None else f"<p>{say('写的是：')}<q>{escape(str(told['value'])[:60])}</q></p>"
    return (
        f'<article class="card card-error" data-error="1"><header class="card-head"><h2>{say("有一处要改")}</h2>'
        f'<p>{escape(told["message"])}</p></header><section class="card-error-value">'
        f"<p>{say('位置：')}<code>{escape(told['key'])}</code></p>{shown}"
        + (f"<p>{say('相近的有：')}</p><ul>{near}</ul>" if near else "")
        + "</section></article>"
    )


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _section(name: str, title: str, inner: str) -> str:
    return f'<section class="plan-{name}"><h3>{title}</h3>{inner}</section>' if inner else ""


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _table(found: Json, names: Json) -> str:
    if not found["expenses"]:
        return ""
    rows = ""
    for expense in found["expenses"]:
        paid = "".join(_share(one, names) for one in found["payments"] if one["expense"] == expense["id"])
        day = f"<br><small>{in_words(expense['on'])}</small>" if expense["on"] else ""
        rows += (
            f'<tr><th scope="row">{escape(expense["title"])}{day}</th>'
            f'<td data-label="{say("金额")}">{in_yuan(expense["amount"])}</td>'
            f'<td data-label="{say("谁的账户付")}">{f"<ul>{paid}</ul>" if paid else say("没有")}</td>'
            f'<td data-label="{say("现金")}">{in_yuan(expense["cash"])}</td></tr>'
        )
    head = "".join(f'<th scope="col">{title}</th>' for title in (say("付什么"), say("金额"), say("谁的账户付"), say("现金")))
    total = (
        f'<tr><th scope="row">{say("一共")}</th><td data-label="{say("金额")}">{in_yuan(found["total"])}</td>'
        f'<td data-label="{say("谁的账户付")}">{in_yuan(found["total_paid"])}</td>'
        f'<td data-label="{say("现金")}">{in_yuan(found["total_cash"])}</td></tr>'
    )
    return f'<table class="plan-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody><tfoot>{total}</tfoot></table>'


def _share(one: Json, names: Json) -> str:
    conditional = f" {badge(one['verdict'])}" if one["verdict"] != "covered" else ""
    return (
        f'<li>{escape(names[one["donor"]])} {in_yuan(one["amount"])}{conditional}'
        f"<br><small>{say(ROUTE_WORDS[one['route']])}</small></li>"
    )


def _checklist(found: Json) -> str:
    """Boxes to tick on the screen and on paper."""
    rows = ""
    for step in found["steps"]:
        channels = f"<p>{say('办理渠道：{names}', names=escape(series(step['channels'])))}</p>" if step["channels"] else ""
        how = channels + _list(step["how"])
        detail = f"<details><summary>{say('怎么做')}</summary>{how}</details>" if how else ""
        rows += f'<li data-step="{step["kind"]}"><label><input type="checkbox"> <span>{escape(step["text"])}</span></label>{detail}</li>'
    return f'<ol class="checklist">{rows}</ol>' if rows else ""


def _cash(found: Json) -> str:
    titles = {expense["id"]: expense["title"] for expense in found["expenses"]}
    rows = "".join(
        f"<li><strong>{escape(titles[left['expense']])} {in_yuan(left['amount'])}</strong><p>{escape(left['why'])}</p></li>"
        for left in found["cash"]
    )
    return f"<ul>{rows}</ul>" if rows else ""


_ACCOUNT = "{name}：{balance}，付出 {given}，还剩 {left}"


def _accounts(found: Json) -> str:
    rows = "".join(
        f"<li>{say(_ACCOUNT, name=escape(member['name']), **{key: in_yuan(member[key]) for key in ('balance', 'given', 'left')})}</li>"
        for member in found["members"]
        if member["balance"] is not None
    )
    return f"<ul>{rows}</ul>" if rows else ""


def _options(found: Json, names: Json) -> str:
    parts = ""
    for expense in found["expenses"]:
        rows = ""
        for one in expense["options"]:
            who = escape(names[one["donor"]])
            kin = "" if one["relation"] == "self" else say("（{word}）", word=escape(one["word"]))
            rows += f"<li>{badge(one['verdict'])} {say('{name}的账户', name=who)}{kin}<p>{escape(one['text'])}</p>{_list(one['conditions'])}</li>"
        inner = f"<ul>{rows}</ul>" if rows else say(f"<p>{say('家里没有写明谁有个人账户。')}</p>")
        parts += f"<details><summary>{escape(expense['title'])}</summary>{inner}</details>"
    return parts


def _footer(found: Json, policies: Policies) -> str:
    receipt = found["receipt"]
    day = say("按 {day} 的规定", day=escape(receipt["on"])) if receipt["on"] else say("没有给日期")
    return footer(day, policies, len(receipt["documents"]))
