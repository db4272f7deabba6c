"""Topics are answered for the day asked about, with what is uncertain, as a whole and safe card."""

from __future__ import annotations

import datetime
import json
from html.parser import HTMLParser

import pytest

from builder.compiled import canonical
from builder.policy_set import PolicySet
from calculator import Policies
from calculator.topics import find_topic, topic_answer
from tests.topic_phrasings import IDS

DAYS = [(datetime.date(2019, 1, 1) + datetime.timedelta(days=n)).isoformat() for n in range(9 * 365 + 2)]


@pytest.mark.parametrize("name", IDS)
def test_every_day_has_an_answer_or_says_that_nothing_was_found(name: str, policies: Policies) -> None:
    for on in DAYS:
        answer = topic_answer(name, on, policies)
        assert answer["paragraphs"]
        for paragraph in answer["paragraphs"]:
            assert paragraph["documents"] or "没有查到" in paragraph["text"], on
            assert all(document in policies.documents for document in paragraph["documents"])


@pytest.mark.parametrize("name", IDS)
def test_a_day_sees_only_what_is_in_force_and_says_what_is_uncertain(
    name: str, policies: Policies, policy_set: PolicySet
) -> None:
    raw = next(topic for topic in policy_set.topics["topics"] if topic["id"] == name)
    for entry in raw["answer"]:
        start = entry["from"]
        sure = start if isinstance(start, str) else start["by"]
        before = _shift(start if isinstance(start, str) else start["after"], -1 if isinstance(start, str) else 0)
        assert entry["text"] not in _texts(name, before, policies)
        assert _note(name, sure, entry["text"], policies) == "" or entry.get("uncertain_after", "9999") <= sure
        if not isinstance(start, str):
            assert "说不准" in _note(name, _shift(start["after"], 1), entry["text"], policies)
        if entry.get("until"):
            assert entry["text"] in _texts(name, entry["until"], policies)
            assert entry["text"] not in _texts(name, _shift(entry["until"], 1), policies)
        if "uncertain_after" in entry:
            assert "没有查到" in _note(name, entry["uncertain_after"], entry["text"], policies)


def _shift(day: str, by: int) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=by)).isoformat()


def _texts(name: str, on: str, policies: Policies) -> list[str]:
    return [paragraph["text"] for paragraph in topic_answer(name, on, policies)["paragraphs"]]


def _note(name: str, on: str, text: str, policies: Policies) -> str:
    return next(str(p["note"]) for p in topic_answer(name, on, policies)["paragraphs"] if p["text"] == text)


def test_the_money_was_transferred_before_and_is_a_quota_since(policies: Policies) -> None:
    before, since = _texts("money-moves", "2025-12-01", policies), _texts("money-moves", "2026-01-09", policies)
    assert any("真的转账" in text for text in before)
    assert not any("额度" in text for text in before)
    assert any("没有转过去" in text for text in since)


def test_weak_sources_are_marked(policies: Policies) -> None:
    answer = topic_answer("cash", "2026-11-22", policies)
    assert [paragraph["weak"] for paragraph in answer["paragraphs"]].count(True) == 1
    assert answer["html"].count("待核实") == 1


class _Tags(HTMLParser):
    """Counts the tags and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append(tag)
        self.links += [value or "" for key, value in attrs if key == "href"]
        assert all(not key.startswith("on") for key, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    tags.close()
    assert not tags.open
    return tags


@pytest.mark.parametrize("name", IDS)
def test_the_card_is_whole_and_leads_on(name: str, policies: Policies) -> None:
    answer = topic_answer(name, "2026-11-22", policies, "guangxi")
    tags = _tags(answer["html"])
    assert tags.seen[0] == "article"
    assert answer["guide"] in tags.links
    assert "tel:12393" in tags.links
    assert [link for link in tags.links if link.startswith("check/")] == [
        f"check/#text={policies.topics['topics'][other]['title']}" for other in answer["related"]
    ]
    if answer["local"]:
        assert f"regions/guangxi/#{policies.topics['topics'][name]['local']}" in tags.links
    assert json.loads(canonical(answer)) == answer


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>&amp;"


def test_hostile_text_is_escaped(compiled: str) -> None:
    """Even if a policy file, a document or an argument held it."""
    content = json.loads(compiled)
    topic = content["topics"]["topics"]["release"]
    topic["title"] = topic["answer"][0]["text"] = HOSTILE
    content["topics"]["topics"][HOSTILE] = {**topic, "guide": "release#" + HOSTILE, "related": ["release"]}
    content["documents"][topic["answer"][0]["documents"][0]] |= {"title": HOSTILE, "issuer": HOSTILE, "url": HOSTILE}
    content["regions"]["guangxi"]["short"] = HOSTILE
    hostile = Policies({**content, "data": HOSTILE})
    for region in (None, "guangxi", HOSTILE):
        for on in ("2026-11-22", HOSTILE):
            tags = _tags(topic_answer(HOSTILE, on, hostile, region)["html"])
            assert {"script", "img", "b"}.isdisjoint(tags.seen)
    find_topic(HOSTILE, hostile)
