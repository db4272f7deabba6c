"""Questions often asked: what stands on the page is what the engine answers."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl

import pytest

from builder.policy_set import PolicySet
from builder.site import Site
from builder.told import (
    fragment,
    tell,
)
from calculator import Policies, check
from calculator.card import check_text
from calculator.model import VERDICT_WORDS, VERDICTS, Json
from tests.told.written import LATER, ON, section, text_of


def entries(policy_set: PolicySet) -> list[Json]:
    listed: list[Json] = policy_set.faq["faq"]
    return listed


def test_there_are_many_questions_in_groups(policy_set: PolicySet):
    listed = entries(policy_set)
    assert len(listed) >= 30
    groups = [entry["group"] for entry in listed]
    in_turn = [name for number, name in enumerate(groups) if number == 0 or groups[number - 1] != name]
    assert len(in_turn) == len(set(in_turn)) >= 5, "the questions of a group stand together"
    assert len({entry["ask"] for entry in listed}) == len(listed)


@pytest.mark.parametrize("on", [ON, LATER])
def test_every_answer_on_the_page_is_the_engines(on: str, site: Site, past: Site, policy_set: PolicySet, policies: Policies):
    for entry in entries(policy_set):
        shown = section(site if on == ON else past, "faq/index.md", entry["id"])
        part = text_of(shown)
        asked = {"on": on, **entry["question"]}
        if "donor_region" in asked:
            answer = check(asked, policies)
            assert text_of(VERDICT_WORDS[answer.verdict] + answer.headline.split("：", 1)[1]) in part
            assert text_of(check_text(answer.deciding, policies)) in part
            continue
        verdicts: dict[str, list[str]] = {}
        for slug in policies.regions:
            answer = check({**asked, "donor_region": slug, "relative_region": slug}, policies)
            verdicts.setdefault(answer.verdict, []).append(slug)
        for verdict, slugs in verdicts.items():
            assert len(slugs) == 1 or f"（{len(slugs)}个地区）" in part
            first = check({**asked, "donor_region": slugs[0], "relative_region": slugs[0]}, policies)
            assert text_of(check_text(first.deciding, policies)) in part, (entry["id"], verdict)
        badges = re.findall(r'class="v v-(\w+)"', shown)
        assert badges[: len(verdicts)] == sorted(verdicts, key=VERDICTS.index)


def test_the_answers_follow_the_day(site: Site, past: Site):
    assert section(site, "faq/index.md", "sibling") != section(past, "faq/index.md", "sibling")
    assert section(site, "faq/index.md", "year-2023") == section(past, "faq/index.md", "year-2023")


def test_the_link_asks_the_same(site: Site, policy_set: PolicySet, policies: Policies):
    for entry in entries(policy_set):
        link = re.search(r'href="\.\./check/#([^"]+)"', section(site, "faq/index.md", entry["id"]))
        assert link
        given = dict(parse_qsl(html.unescape(link[1])))
        told = tell(entry["question"], ON, policies)
        if told.one:
            numbers: Json = {key: float(given[key]) for key in ("amount", "donor_balance") if key in given}
            counts: Json = {key: int(given[key]) for key in ("relatives_bound", "relative_bound_by") if key in given}
            assert check({**given, **numbers, **counts}, policies).verdict == told.verdict


def test_numbers_in_a_link_have_no_needless_noughts():
    assert fragment({"amount": 120.0, "donor_balance": 12.5, "relatives_bound": 3}) == "amount=120&donor_balance=12.5&relatives_bound=3"


def test_a_question_without_a_place_is_asked_everywhere(policies: Policies):
    told = tell({"relation": "parent_in_law", "expense": "inpatient"}, ON, policies)
    assert told.one is None
    assert sorted(slug for answers in told.answers.values() for slug, _ in answers) == sorted(policies.regions)
    assert list(told.answers) == sorted(told.answers, key=VERDICTS.index)
    here = tell({"relation": "parent_in_law", "expense": "inpatient", "donor_region": "guangxi"}, ON, policies)
    assert here.one is not None
    assert here.verdict == here.one.verdict
