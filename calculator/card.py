"""The answer as a small piece of HTML. Everything that comes from a question or a file is escaped here, in one place."""

from __future__ import annotations

import json
from html import escape

from calculator.answer import Answer
from calculator.days import in_words
from calculator.model import VERDICT_WORDS, Check, Json, QuestionError
from calculator.policies import Policies

CHECK_WORDS = {
    "donor": "您的账户",
    "relation": "亲属",
    "insured": "对方参保",
    "route": "途径",
    "expense": "费用",
    "place": "地点",
    "limits": "限制",
    "own_card": "用谁的卡",
}
WHY_WORDS = {
    "no_source": "没有查到规定",
    "between_dates": "日期说不准",
    "conflict": "来源互相矛盾",
    "ended": "原规定已结束",
    "not_given": "还差一个条件",
    "not_modelled": "本站还没有收录",
}
GRADE_WORDS = {"A": "官方", "B": "官媒", "C": "非官方"}


def badge(verdict: str) -> str:
    """A verdict as shape (by style sheet) and word."""
    return f'<span class="v v-{verdict}">{VERDICT_WORDS[verdict]}</span>'


def source_line(document_id: str, policies: Policies) -> str:
    """A document in one line: title, number, day, grade, day checked."""
    document = policies.documents[document_id]
    day = document.get("published") or document.get("effective")
    facts = [document["issuer"], *([document["doc_no"]] if "doc_no" in document else []), *([day] if day else [])]
    title = escape(f"《{document['title']}》")
    if "url" in document:
        title = f'<a href="{escape(document["url"], quote=True)}" rel="noopener noreferrer">{title}</a>'
    grade = document["grade"]
    return (
        f'{title} {escape(" · ".join(facts))} '
        f'<span class="grade">{GRADE_WORDS[grade]}</span> '
        f'核验于 <time>{escape(document["checked"])}</time>'
    )


def answer_card(answer: Answer) -> str:
    """The whole answer card."""
    parts = [
        f'<article class="card card-{answer.verdict}" data-verdict="{answer.verdict}">',
        f'<header class="card-head"><h2>{badge(answer.verdict)}</h2><p>{escape(_sentence(answer))}</p></header>',
        _instead(answer),
        _asked(answer) if answer.verdict in ("unknown", "conditional") else "",
        _why(answer),
        _list("要符合的条件", answer.conditions, "conditions"),
        _list("怎么办理", answer.steps, "steps", ordered=True),
        _list("限制", answer.limits, "limits"),
        _changes(answer),
        _asked(answer) if answer.verdict in ("covered", "not_covered") else "",
        _footer(answer),
        "</article>",
    ]
    return "".join(parts)


def _sentence(answer: Answer) -> str:
    """The headline without its first word, which the badge shows."""
    return answer.headline.split("：", 1)[1]


def elsewhere_card() -> str:
    """For a text that has nothing to do with this site: what it does answer, and where to go on."""
    return (
        '<article class="card card-elsewhere"><header class="card-head"><h2>这里答不了</h2>'
        "<p>本站只回答：职工医保个人账户里的钱，能不能给家人付医药费、保费，怎么办理。</p></header>"
        '<section class="card-ways"><ul>'
        '<li><a href="check/">换一个问法，或把句子里的空填上</a></li>'
        '<li><a href="guide/">看常见的事怎么办</a></li>'
        '<li>别的医保问题，打 <a href="tel:12393">12393</a></li></ul></section></article>'
    )


def error_card(error: QuestionError) -> str:
    """A question that cannot be answered as it stands: what to mend."""
    near = "".join(f"<li>{escape(str(name))}</li>" for name in error.nearest)
    return (
        '<article class="card card-error" data-error="1"><header class="card-head"><h2>这个问题有一处要改</h2>'
        f"<p>{escape(error.message)}</p></header>"
        f'<section class="card-error-value"><p>写的是：<q>{escape(str(error.value)[:60])}</q>（{escape(error.key)}）</p>'
        + (f"<p>相近的写法：</p><ul>{near}</ul>" if near else "")
        + "</section></article>"
    )


def _section(name: str, title: str, inner: str) -> str:
    return f'<section class="card-{name}"><h3>{title}</h3>{inner}</section>' if inner else ""


def _list(title: str, entries: list[str], name: str, ordered: bool = False) -> str:
    if not entries:
        return ""
    tag = "ol" if ordered else "ul"
    items = "".join(f"<li>{escape(entry)}</li>" for entry in entries)
    return _section(name, title, f"<{tag}>{items}</{tag}>")


def _change(change: Json, label: str) -> str:
    data = escape(json.dumps(change, ensure_ascii=False, sort_keys=True), quote=True)
    return f'<button type="button" data-change="{data}">{escape(label)}</button>'


def _asked(answer: Answer) -> str:
    parts = []
    for asked in answer.ask[:3]:
        options = "".join(
            _change({asked["key"]: option["value"]}, option["text"]) for option in asked["options"][:24] if option["value"]
        )
        parts.append(f'<p>{escape(asked["text"])}</p><div class="choices">{options}</div>')
    return _section("ask", "说得再清楚一点", "".join(parts))


def _instead(answer: Answer) -> str:
    parts = []
    for other in answer.instead:
        change = {key: value for key, value in other["change"].items() if key != "donor"}
        label = "用这个人的账户来问" if "donor" in other["change"] else "改成这样来问"
        parts.append(f"<li>{badge(other['verdict'])} {escape(other['text'])} {_change(change, label)}</li>")
    inner = f"<ul>{''.join(parts)}</ul>" if parts else ""
    if not inner and answer.verdict in ("not_covered", "unknown"):
        inner = "<p>拿不准时，打参保地医保服务热线 12393 问一下。</p>"
    return _section("instead", "换一种就可以" if parts else "还可以怎么办", inner)


def _why(answer: Answer) -> str:
    rows = "".join(_row(found, answer.policies) for found in answer.checks)
    return _section("why", "为什么", f'<ul class="checks">{rows}</ul>')


def _row(found: Check, policies: Policies) -> str:
    return (
        f'<li data-check="{found.id}" data-verdict="{found.verdict}">'
        f'<span class="v v-{found.verdict}">{CHECK_WORDS[found.id]}'
        f'<span class="sr-only">：{VERDICT_WORDS[found.verdict]}</span></span>'
        f"<div>{check_text(found, policies)}</div></li>"
    )


def check_text(found: Check, policies: Policies) -> str:
    """A check in words with its marks and its sources."""
    why = f'<span class="warn">{WHY_WORDS[found.why_unknown]}</span> ' if found.why_unknown else ""
    weak = '<span class="warn">待核实</span> ' if found.weak else ""
    lines = [f'<li class="source">{source_line(name, policies)}</li>' for name in found.documents]
    sources = f"<ul>{''.join(lines)}</ul>" if lines else ""
    if len(lines) > 2:
        sources = f"<details><summary>依据 {len(lines)} 份文件</summary>{sources}</details>"
    return f"<p>{weak}{why}{escape(found.text)}</p>{sources}"


def _changes(answer: Answer) -> str:
    if not answer.changes:
        return ""
    rows = "".join(f"<li>{in_words(change['on'])}起 {badge(change['verdict'])}</li>" for change in answer.changes)
    return _section("changes", "哪天起会变", f"<ol>{rows}</ol>")


def _footer(answer: Answer) -> str:
    receipt = answer.receipt
    return (
        '<footer class="card-foot"><p>非官方，以参保地医保部门的答复为准。医保服务热线 12393。</p>'
        f"<p>按 {escape(receipt['on'] or '未给日期')} 的规定；数据 {receipt['data']}，引擎 {receipt['engine']}，"
        f"依据文件 {len(receipt['documents'])} 份。</p></footer>"
    )
