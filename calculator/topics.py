"""What people ask beside "may I pay this for that relative": which topic a sentence is about, and its dated answer."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from calculator.card import HOTLINE, source_line
from calculator.days import in_words
from calculator.letters import tidy
from calculator.messages import say
from calculator.model import Json, merged
from calculator.policies import Policies
from calculator.reading_result import Reading
from calculator.reading_subject import elsewhere, is_private

_LOCAL_WORDS = {
    "binding": "怎么绑定、怎么解除",
    "order": "先扣谁的钱",
    "limits": "人数和金额的限制",
    "wallet": "医保钱包开通了没有",
    "expenses": "能付什么",
    "relatives": "哪些家人能用",
}
_CHARACTERS = 500  # as much of a sentence as `understand` reads
_NEAR = 24  # in a whole question, whose words lie about for other reasons, a topic's words stand together


def find_topic(text: str, policies: Policies, within: int = _CHARACTERS) -> str | None:
    """The topic that a sentence is about, or None. A sentence may be about a topic and also ask a whole question.

    The words of a topic stand no farther apart than `within` characters.
    """
    words = "".join(tidy(text[: 4 * _CHARACTERS])[:_CHARACTERS].lower().split())
    private = is_private(words)
    for other, word in policies.topics["alike"]:
        words = words.replace(other, word)
    if private or elsewhere(words):
        return None
    places: dict[str, tuple[int, int]] = {}
    best, found = 0, None
    for name, topic in policies.topics["topics"].items():
        if any(word in words for word in topic.get("unless", ())):
            continue
        for together in topic["any"]:
            weight, first, last = 0, _CHARACTERS, 0
            for word in together:
                if word not in places:
                    places[word] = _place(word, words)
                start, end = places[word]
                if not end:
                    break
                weight, first, last = weight + end - start, min(first, start), max(last, end)
            else:
                if weight > best and last - first <= within:
                    best, found = weight, name
    return found


def _place(word: str, words: str) -> tuple[int, int]:
    """Where a word, or the longest of its alternatives (`a/b`), begins and ends in a text; (0, 0) if none occurs."""
    long = max(word.split("/"), key=lambda one: len(one) if one in words else 0) if "/" in word else word
    start = words.find(long)
    return (start, start + len(long)) if start >= 0 else (0, 0)


def topic_answer(topic_id: str, on: str, policies: Policies, region: str | None = None) -> Json:
    """The answer of a day: {"id", "title", "on", "paragraphs", "documents", "guide", "local", "related", "html"}.

    A paragraph is {"text", "note", "weak", "documents"}. Addresses count from the root of the site. `region` is where the
    asker is insured, if that is known: the link for what differs by place then goes straight to it.
    """
    topic = policies.topics["topics"][topic_id]
    paragraphs = [_paragraph(entry, on) for entry in topic["answer"] if _in_force(entry, on)]
    answer: Json = {
        "id": topic_id,
        "title": topic["title"],
        "on": on,
        "paragraphs": paragraphs or [_silence(topic["answer"])],
        "documents": list(merged(*(paragraph["documents"] for paragraph in paragraphs))),
        "guide": "guide/{}/#{}".format(*topic["guide"].split("#")).replace("guide/index/", "guide/"),
        "local": _local(topic.get("local"), region, policies),
        "related": list(topic.get("related", ())),
    }
    return {**answer, "html": _card(answer, policies)}


def topic_of(reading: Reading, policies: Policies) -> Json | None:
    """The answer on the topic of a sentence that was read, for its day and place; None if it is about none."""
    on = reading.question.get("on")
    whole = {"relative", "relation"} & reading.question.keys() and {"item", "expense"} & reading.question.keys()
    found = find_topic(reading.text, policies, _NEAR if whole else _CHARACTERS) if on else None
    return topic_answer(found, on, policies, reading.question.get("donor_region")) if found and on else None


def _in_force(entry: Json, on: str) -> bool:
    return _first(entry) <= on <= str(entry.get("until") or "9999")


def _first(entry: Json) -> str:
    """The first day on which a paragraph perhaps holds."""
    return str(entry.get("maybe", entry["from"]))


def _paragraph(entry: Json, on: str) -> Json:
    note = ""
    if on < entry["from"]:
        note = say("查到的最早一天是{day}，这一天是不是已经这样，说不准。", day=in_words(entry["from"]))
    elif on >= str(entry.get("uncertain_after", "9999")):
        note = say("{day}起是否还这样，没有查到。", day=in_words(entry["uncertain_after"]))
    return {"text": entry["text"], "note": note, "weak": entry["weak"], "documents": list(entry["documents"])}


def _silence(entries: list[Json]) -> Json:
    """What to say of a day of which nothing is known: where the known days begin, or when they ended."""
    first = min(map(_first, entries))
    text = say("这一天的规定没有查到。本站查到的，从{day}起。", day=in_words(first))
    return {"text": text, "note": "", "weak": False, "documents": []}


def _local(section: str | None, region: str | None, policies: Policies) -> Json | None:
    if section is None:
        return None
    if region not in policies.regions:
        return {"address": "regions/", "text": say("各地不同，选您参保的地区看：{subject}", subject=say(_LOCAL_WORDS[section]))}
    return {
        "address": f"regions/{region}/#{section}",
        "text": say("{region}：{subject}", region=policies.regions[region]["short"], subject=say(_LOCAL_WORDS[section])),
    }


def _card(answer: Json, policies: Policies) -> str:
    """The answer as HTML, in the dress of an answer card."""
    local = answer["local"]
    ways = [_link(answer["guide"], say("看详细的办法"))]
    if local:
        ways.append(_link(local["address"], local["text"]))
    related = [policies.topics["topics"][name] for name in answer["related"]]
    return "".join(
        (
            f'<article class="card card-topic" data-topic="{escape(answer["id"], quote=True)}">',
            f'<header class="card-head"><h2>{escape(answer["title"])}</h2></header>',
            '<section class="card-said"><ul class="rules">',
            *(_said(paragraph, policies) for paragraph in answer["paragraphs"]),
            "</ul></section>",
            f'<section class="card-ways"><h3>{say("怎么办")}</h3><ul>{_items(ways)}</ul></section>',
            f'<section class="card-related"><h3>{say("还有人问")}</h3><ul>{_items(map(_asked, related))}</ul></section>' if related else "",
            '<footer class="card-foot"><p>',
            say("非官方，以参保地医保部门的答复为准。医保服务热线 {hotline}。", hotline=HOTLINE),
            "</p><p>",
            say(
                "按 {day} 的规定；数据 {data}，依据文件 {count} 份。",
                day=escape(answer["on"]),
                data=escape(policies.data),
                count=len(answer["documents"]),
            ),
            "</p></footer></article>",
        )
    )


def _said(paragraph: Json, policies: Policies) -> str:
    weak = f'<span class="warn">{say("待核实")}</span> ' if paragraph["weak"] else ""
    note = f'<p class="after">{escape(paragraph["note"])}</p>' if paragraph["note"] else ""
    lines = [f'<li class="source">{source_line(name, policies)}</li>' for name in paragraph["documents"]]
    sources = f"<ul>{''.join(lines)}</ul>" if lines else ""
    if len(lines) > 1:
        sources = f"<details><summary>{say('依据 {count} 份文件', count=len(lines))}</summary>{sources}</details>"
    return f"<li><p>{weak}{escape(paragraph['text'])}</p>{note}{sources}</li>"


def _items(entries: Iterable[str]) -> str:
    return "".join(f"<li>{entry}</li>" for entry in entries)


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(text)}</a>'


def _asked(topic: Json) -> str:
    return _link(f"check/#text={topic.get('asks', topic['title'])}", topic["title"])
