"""Sayings met elsewhere: how each stands, on which days, is what the engine answers."""

from __future__ import annotations

import re

import pytest

from builder import told_pages
from builder.policy_set import PolicySet
from builder.site import Site
from builder.told import (
    DEPENDS,
    RIGHT,
    STATES,
    UNSURE,
    WRONG,
    Told,
    now,
    reasons,
    standing,
    together,
    trials,
)
from calculator import Policies
from calculator.card import check_text
from calculator.model import Json
from tests.test_plain_language import faults
from tests.told.written import LATER, ON, section, text_of


def claims(policy_set: PolicySet) -> list[Json]:
    listed: list[Json] = policy_set.claims["claims"]
    return listed


def test_the_sayings_that_people_meet_most_are_there(policy_set: PolicySet):
    assert {"23-provinces", "no-drugs", "no-cross-province", "only-three-relatives"} <= {claim["id"] for claim in claims(policy_set)}
    assert len(claims(policy_set)) >= 12


@pytest.mark.parametrize(("verdicts", "if_true", "stands"), [
    (["not_covered"], ["not_covered"], RIGHT),
    (["covered"], ["not_covered"], WRONG),
    (["conditional"], ["covered", "conditional"], RIGHT),
    (["unknown"], ["not_covered"], UNSURE),
    (["unknown"], ["not_covered", "unknown"], RIGHT),
    (["covered", "unknown"], ["not_covered"], WRONG),
    (["not_covered", "unknown"], ["not_covered"], UNSURE),
    (["covered", "not_covered"], ["not_covered"], DEPENDS),
    (["covered", "unknown", "not_covered"], ["covered"], DEPENDS),
])  # fmt: skip
def test_how_a_saying_stands(verdicts: list[str], if_true: list[str], stands: str):
    assert standing(Told({verdict: [] for verdict in verdicts}), if_true) == stands


def test_one_counter_example_is_enough():
    assert together({WRONG, UNSURE}) == WRONG
    assert together({RIGHT, UNSURE}) == UNSURE
    assert together({DEPENDS, WRONG}) == together({RIGHT, WRONG}) == DEPENDS


def test_what_a_claims_page_says_is_what_the_engine_answers(site: Site, policy_set: PolicySet, policies: Policies):
    for claim in claims(policy_set):
        page = f"claims/{claim['id']}.md"
        for number, trial in enumerate(trials(claim, ON, policies), 1):
            part = section(site, page, f"ask-{number}")
            days = re.findall(r'<li><p class="day"><time>([^<]+)</time>(.*?)(?=<li><p class="day">|</ol>\n<p><a class="go")', part, re.DOTALL)
            assert len(days) == len(trial.days) == len({*claim["tests"][number - 1]["days"], ON})
            for (_, shown), (_, told, state) in zip(days, trial.days, strict=True):
                seen = text_of(shown)
                assert ("这句话：" in seen) == (state is not None)
                assert state is None or f"这句话：{STATES[state][0]}" in seen
                for answers in told.answers.values():
                    answer = answers[0][1]
                    if trial.show == "steps":
                        assert all(text_of(step) in seen for step in answer.steps)
                    else:
                        assert all(text_of(check_text(found, policies)) in seen for found in reasons(answer, trial.show))
                if told.one:
                    assert text_of(told.one.headline.split("：", 1)[1]) in seen


def test_the_index_of_sayings_says_how_each_stands_today(site: Site, past: Site, policy_set: PolicySet, policies: Policies):
    for made, on in ((site, ON), (past, LATER)):
        index = (made.docs / "claims" / "index.md").read_text(encoding="utf-8")
        for claim in claims(policy_set):
            stands = now(trials(claim, on, policies), on)
            word = STATES[stands][0] if stands else "看说明"
            line = re.search(rf'<li><a href="{claim["id"]}/">(.*?)</li>', index)
            assert line
            assert text_of(line[1]) == text_of(claim["says"]) + word


def test_a_saying_was_right_and_is_wrong(policy_set: PolicySet, policies: Policies):
    (claim,) = [claim for claim in claims(policy_set) if claim["id"] == "no-cross-province"]
    assert now(trials(claim, "2024-12-01", policies), "2024-12-01") == RIGHT
    assert now(trials(claim, ON, policies), ON) == WRONG


def test_official_counts_stand_where_they_matter(site: Site, policy_set: PolicySet):
    counts = policy_set.nation["wallet"]["counts"]
    for claim in claims(policy_set):
        content = (site.docs / f"claims/{claim['id']}.md").read_text(encoding="utf-8")
        assert content.count("<tr><th scope=\"row\">") == (len(counts) if claim.get("counts") else 0)


def test_texts_are_plain(policy_set: PolicySet):
    texts = [entry["ask"] for entry in policy_set.faq["faq"]]
    for claim in claims(policy_set):
        texts += [claim["says"], claim["found_in"], *(test["ask"] for test in claim["tests"])]
        texts += [entry["text"] for key in ("right", "because") for entry in claim[key]]
    assert len(texts) > 100
    found = [fault for text in texts for fault in faults(text)]
    assert not found, "\n".join(found)
    assert not [text for text in texts if re.search(r"[,;?!()]", text)]


def test_around_reads_as_a_day():
    assert [told_pages.around(day) for day in ("2025", "2025-04", "2025-04-15")] == ["2025 年", "2025 年 4 月", "2025 年 4 月 15 日"]
