"""The answer as a small piece of HTML. Everything that comes from a question or a file is escaped here, in one place."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape

from calculator.answer import Answer, decide
from calculator.days import in_words
from calculator.messages import own, say
from calculator.model import Check, Json, QuestionError, verdict_word
from calculator.policies import Policies
from calculator.version import VERSION
from calculator.wallet import wallet_state

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
KEY_WORDS = {
    "on": "日期",
    "donor_region": "您参保的地区",
    "donor_pool": "您参保的市",
    "donor_account": "您有没有个人账户",
    "relation": "亲属关系",
    "relative": "亲属的称呼",
    "relative_region": "对方参保的地区",
    "relative_pool": "对方参保的市",
    "relative_insured": "对方参加的医保",
    "expense": "费用种类",
    "item": "付什么",
    "designated": "是不是定点",
    "amount": "金额",
    "donor_balance": "账户余额",
    "relatives_bound": "已绑定几位亲属",
    "relative_bound_by": "已被几个人绑定",
    "same_pool": "是不是同一个统筹区",
    "route": "途径",
    "text": "想问的话",
}
WALLET_WORDS = {"covered": "已开通", "conditional": "要核实", "not_covered": "没有开通", "unknown": "说不准"}  # 医保钱包
EARLIEST = "1990-01-01"  # before any rule
VALUE_WORDS = {
    "yes": "是",
    "no": "否",
    "unsure": "不清楚",
    "employee": "职工医保",
    "resident": "居民医保",
    "none": "没有参加",
    "in_pool": "同一统筹区内",
    "in_province": "省内家庭共济",
    "cross_province": "跨省共济",
}
HOTLINE = '<a href="tel:12393">12393</a>'
ENGLISH = re.compile(r"(?:[A-Za-z’'…-]+[ ,]+){3,}[A-Za-z’'-]+")  # four words or more
OPEN_INSTEAD = 2  # ways out shown at once; the others fold


def badge(verdict: str) -> str:
    """A verdict as shape (by style sheet) and word."""
    return f'<span class="v v-{verdict}">{verdict_word(verdict)}</span>'


def title_html(title: str) -> str:
    """A document's title, with English words in it marked as such, for those who have the page read to them."""
    return ENGLISH.sub(lambda words: f'<span lang="en">{words[0]}</span>', escape(title, quote=False))


def source_line(document_id: str, policies: Policies) -> str:
    """A document in one line: title, number, day, grade, day checked."""
    document = policies.documents[document_id]
    day = document.get("published") or document.get("effective")
    facts = [document["issuer"], *([document["doc_no"]] if "doc_no" in document else []), *([day] if day else [])]
    title = say("《{title}》", title=title_html(document["title"]))
    if "url" in document:
        title = f'<a href="{escape(document["url"], quote=True)}" rel="noopener noreferrer">{title}</a>'
    grade = document["grade"]
    return (
        f'{title} {escape(" · ".join(facts))} '
        f'<span class="grade">{say(GRADE_WORDS[grade])}</span> '
        f'{say("核验于")} <time>{escape(document["checked"])}</time>'
    )


def answer_card(answer: Answer) -> str:
    """The whole answer card."""
    parts = [
        f'<article class="card card-{answer.verdict}" data-verdict="{answer.verdict}">',
        f'<header class="card-head"><h2>{badge(answer.verdict)}</h2><p>{escape(_sentence(answer))}</p></header>',
        _instead(answer),
        _asked(answer) if answer.verdict in ("unknown", "conditional") else "",
        _why(answer),
        _conditions(answer),
        _list(say("怎么办理"), answer.steps, "steps", ordered=True),
        _list(say("限制"), answer.limits, "limits"),
        _changes(answer),
        _asked(answer) if answer.verdict in ("covered", "not_covered") else "",
        _footer(answer),
        "</article>",
    ]
    return "".join(parts)


def _sentence(answer: Answer) -> str:
    """The headline without its first word, which the badge shows."""
    said = answer.headline.split(say("："), 1)[1]
    return said[:1].upper() + said[1:]


def waiting_card(verdict: str) -> str:
    """A verdict alone, for the moment before its reasons have been worked out."""
    return (
        f'<article class="card card-{verdict}" data-verdict="{verdict}"><header class="card-head">'
        f"<h2>{badge(verdict)}</h2><p>{say('理由、条件和办法正在准备，马上就来。')}</p></header></article>"
    )


def elsewhere_card() -> str:
    """For a text that has nothing to do with this site: what it does answer, and where to go on."""
    return (
        f'<article class="card card-elsewhere"><header class="card-head"><h2>{say("这里答不了")}</h2>'
        f"<p>{say('本站只回答：职工医保个人账户里的钱，能不能给家人付医药费、保费，怎么办理。')}</p></header>"
        '<section class="card-ways"><ul>'
        f'<li><a href="check/">{say("换一个问法，或把句子里的空填上")}</a></li>'
        f'<li><a href="guide/">{say("看常见的事怎么办")}</a></li>'
        f"<li>{say('别的医保问题，打 {hotline}', hotline=HOTLINE)}</li></ul></section></article>"
    )


def error_card(error: QuestionError, policies: Policies | None = None) -> str:
    """A question that cannot be answered as it stands: what to mend, each near value one press away."""
    near = "".join(f"<li>{_mend(error.key, str(value), policies)}</li>" for value in error.nearest)
    key, value, message, _ = error.to_json().values()  # with nothing in them that no page can hold
    return (
        f'<article class="card card-error" data-error="1"><header class="card-head"><h2>{say("这个问题有一处要改")}</h2>'
        f"<p>{escape(message)}</p></header>"
        f'<section class="card-error-value"><p>{say("{key}写的是：", key=escape(_key(str(key))))}'
        f"<q>{escape(str(value)[:60])}</q></p>"
        + (f'<p>{say("相近的有：")}</p><ul class="choices">{near}</ul>' if near else "")
        + "</section></article>"
    )


def _key(key: str) -> str:
    return say(KEY_WORDS[key]) if key in KEY_WORDS else key


def _mend(key: str, value: str, policies: Policies | None) -> str:
    if key not in KEY_WORDS:
        return escape(_key(value))  # a misspelt key: the nearest keys
    name = _name(key, value, policies) if policies else _value(value)
    return _change({key: value}, name)


def _name(key: str, value: str, policies: Policies) -> str:
    """A value as people call it: the name of an id, otherwise the word itself."""
    if key.endswith(("_region", "_pool")):
        if value in policies.region_names:
            return str(policies.regions[policies.region_names[value]]["name"])
        code = policies.pool_names.get(value)
        return str(policies.pools[code]["name"]) if code else value
    labels = {"relation": policies.relations, "expense": policies.categories}.get(key, {})
    return str(labels[value]["label"]) if value in labels else _value(value)


def _value(value: str) -> str:
    return say(VALUE_WORDS[value]) if value in VALUE_WORDS else own(value)


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
    return _section("ask", say("说得再清楚一点"), "".join(parts))


def _conditions(answer: Answer) -> str:
    """A checklist: to tick on the screen, boxes on paper."""
    boxes = "".join(f'<li><label><input type="checkbox"> <span>{escape(one)}</span></label></li>' for one in answer.conditions)
    return _section("conditions", say("要符合的条件"), f'<ul class="checklist">{boxes}</ul>' if boxes else "")


def _instead(answer: Answer) -> str:
    parts = []
    for other in answer.instead:
        change = {key: value for key, value in other["change"].items() if key != "donor"}
        label = say("用这个人的账户来问") if "donor" in other["change"] else say("改成这样来问")
        parts.append(f"<li>{badge(other['verdict'])} {escape(other['text'])} {_change(change, label)}</li>")
    if not parts and (answer.verdict == "not_covered" or answer.verdict == "unknown" and not answer.ask):
        return _section("instead", say("还可以怎么办"), f"<p>{say('打参保地医保服务热线 {hotline} 问一下。', hotline=HOTLINE)}</p>")
    inner = f"<ul>{''.join(parts[:OPEN_INSTEAD])}</ul>" if parts else ""
    more = parts[OPEN_INSTEAD:]
    if more:
        inner += f"<details><summary>{say('还有 {count} 种办法', count=len(more))}</summary><ul>{''.join(more)}</ul></details>"
    sure = any(other["verdict"] == "covered" for other in answer.instead)
    return _section("instead", say("换一种就可以") if sure else say("换一种也许可以"), inner)


def _why(answer: Answer) -> str:
    rows = "".join(_row(found, answer) for found in answer.checks)
    return _section("why", say("为什么"), f'<ul class="checks">{rows}</ul>')


def _row(found: Check, answer: Answer) -> str:
    ends = _ends(answer) if found.id == "route" else ""
    return (
        f'<li data-check="{found.id}" data-verdict="{found.verdict}">'
        f'<span class="v v-{found.verdict}">{say(CHECK_WORDS[found.id])}'
        f'<span class="sr-only">{say("：")}{verdict_word(found.verdict)}</span></span>'
        f"<div>{ends}{check_text(found, answer.policies)}</div></li>"
    )


def check_text(found: Check, policies: Policies) -> str:
    """A check in words with its marks and its sources."""
    why = f'<span class="warn">{say(WHY_WORDS[found.why_unknown])}</span> ' if found.why_unknown else ""
    weak = f'<span class="warn">{say("待核实")}</span> ' if found.weak else ""
    lines = [f'<li class="source">{source_line(name, policies)}</li>' for name in found.documents]
    sources = f"<ul>{''.join(lines)}</ul>" if lines else ""
    if len(lines) > 2:
        sources = f"<details><summary>{say('依据 {count} 份文件', count=len(lines))}</summary>{sources}</details>"
    return f"<p>{weak}{why}{escape(found.text)}</p>{sources}"


def _ends(answer: Answer) -> str:
    """Across regions: the wallet at both ends, side by side."""
    q, policies = answer.question, answer.policies
    if q.near != "cross" or q.relation == "self" or not (q.on and q.donor_region and q.relative_region):
        return ""
    if q.on < policies.wallet["start"]:
        return ""  # there were no wallets yet, as the text says
    ends = []
    for who, word, region, pool in (
        ("donor", say("您这边"), q.donor_region, q.donor_pool),
        ("relative", say("对方那边"), q.relative_region, q.relative_pool),
    ):
        verdict = wallet_state(policies, region, pool, who, q.on).verdict
        place = escape(policies.place_words(region, pool))
        ends.append(f'<li><span class="v v-{verdict}">{place}</span> <small>{word}{say("：")}{say(WALLET_WORDS[verdict])}</small></li>')
    return f'<ul class="ends">{"".join(ends)}</ul>'


def _changes(answer: Answer) -> str:
    """The days on which the answer becomes another, as a strip; the stretch of the day asked about is marked."""
    q = answer.question
    if q.on is None or q.donor_region is None or q.relation is None or q.expense is None:
        return ""
    if not answer.changes:
        return _section("changes", say("哪天起会变"), f"<p>{badge(answer.verdict)} {say('查到的各个日子，答案都一样。')}</p>")
    first = decide(replace(q, on=EARLIEST), answer.policies).verdict
    stretches = [(EARLIEST, say("更早"), first)]
    stretches += [(change["on"], say("{day}起", day=in_words(change["on"])), change["verdict"]) for change in answer.changes]
    own = max(number for number, (on, _, _) in enumerate(stretches) if on <= max(q.on, EARLIEST))
    rows = ""
    for number, (_, since, verdict) in enumerate(stretches):
        here, mark = (' aria-current="date"', say(f"<strong>{say('您问的这一天')}</strong>")) if number == own else ("", "")
        rows += f'<li class="is-{verdict}"{here}><span class="nowrap">{since}</span> {badge(verdict)}{mark}</li>'
    return _section("changes", say("哪天起会变"), f'<ol class="strip">{rows}</ol>')


def _footer(answer: Answer) -> str:
    receipt = answer.receipt
    day = receipt["on"] or say("未给日期")
    return footer(say("按 {day} 的规定", day=escape(day)), answer.policies, len(receipt["documents"]))


def footer(day: str, policies: Policies, documents: int) -> str:
    """The end of a card: whom to call, that this is not official, and what the answer rests on. `day` is HTML."""
    facts = say(
        "{day}；数据 {data}，引擎 {engine}，依据文件 {count} 份。", day=day, data=escape(policies.data), engine=VERSION, count=documents
    )
    return (
        f'<footer class="card-foot"><p>{say("说不准时，打参保地医保服务热线 {hotline}。", hotline=HOTLINE)}{say("")}'
        f'{say("本站非官方，以参保地医保部门的答复为准。")}</p><p class="receipt">{facts}</p></footer>'
    )
