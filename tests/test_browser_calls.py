"""What the pages call (`calculator.browser`), with what no page sends and before it is ready."""

from __future__ import annotations

import json

import pytest

from calculator import browser
from calculator.card import error_card, waiting_card
from calculator.model import QuestionError


def test_nothing_is_answered_before_the_policies_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_policies", None)
    with pytest.raises(RuntimeError, match="load"):
        browser.check("{}")


@pytest.mark.parametrize("text", [None, 5, "", "  ", ["我"]])
def test_a_sentence_is_text(text: object, compiled: str) -> None:
    browser.load(compiled)
    found = json.loads(browser.ask(json.dumps({"text": text})))
    assert (found["error"]["key"], found["error"]["message"]) == ("text", "请写下想问的话")
    assert 'data-error="1"' in found["html"]


def test_an_answer_may_come_with_a_topic(compiled: str) -> None:
    browser.load(compiled)
    found = json.loads(browser.ask(json.dumps({"text": "怎么给爸爸绑定家庭共济", "on": "2026-11-22"})))
    assert found["topic"]["title"] in found["topic"]["html"]
    assert found["reading"]["question"]["relative"] == "爸爸"


def card(compiled: str, **question: object) -> str:
    browser.load(compiled)
    return str(json.loads(browser.check(json.dumps({"on": "2026-11-22", **question})))["html"])


def test_across_provinces_the_card_shows_both_ends_once_there_are_wallets(compiled: str) -> None:
    asked = {"donor_region": "hebei", "relative_region": "shaanxi", "relation": "parent", "expense": "inpatient"}
    shown = card(compiled, **asked)
    ends = shown.partition('<ul class="ends">')[2].partition("</ul>")[0]
    assert ends.count("<li>") == 2 and "河北" in ends and "陕西" in ends
    assert 'class="ends"' not in card(compiled, **{**asked, "on": "2020-01-01"})


def test_the_card_shows_some_other_ways_and_folds_the_rest(compiled: str) -> None:
    many = card(compiled, donor_region="zhejiang", relation="parent_in_law", expense="resident_premium", designated="no")
    none = card(compiled, donor_region="hunan", relation="not_kin", expense="fitness")
    assert "<summary>还有 " in many
    assert "打参保地医保服务热线" in none and "<summary>还有 " not in none


def test_the_card_says_where_no_day_changes_the_answer(compiled: str) -> None:
    shown = card(compiled, donor_region="hunan", relation="not_kin", expense="inpatient")
    assert "查到的各个日子，答案都一样。" in shown and 'class="strip"' not in shown


def test_a_misspelt_key_names_the_nearest_ones_and_sends_nowhere() -> None:
    card = error_card(QuestionError("donor_regin", "湖南", "没有“donor_regin”这一项", ["donor_region", "<b>"]))
    assert "<li>您参保的地区</li><li>&lt;b&gt;</li>" in card
    assert "href" not in card


def test_a_card_that_waits_shows_its_verdict_alone() -> None:
    card = waiting_card("covered")
    assert card.startswith('<article class="card card-covered" data-verdict="covered">')
    assert "马上就来" in card and "href" not in card
