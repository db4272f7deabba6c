"""Reading aloud, with a voice of ours: what it is given to say, sentence by sentence, in words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from calculator import Policies, check
from calculator.card import answer_card

FakeEngine = Callable[..., None]
VOICE = """
window.heard = [];
const voice = {
  speaking: false,
  speak(words) { this.speaking = true; heard.push([words.lang, words.text]); },
  cancel() { this.speaking = false; heard.push(["", "stop"]); },
};
Object.defineProperty(window, "speechSynthesis", {value: voice});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
QUESTIONS = {
    "covered": {"on": "2026-11-22", "donor_region": "guangxi", "donor_pool": "450100", "relative": "岳父", "item": "住院"},
    "not_covered": {"on": "2026-11-22", "donor_region": "guangdong", "donor_pool": "440300", "relative": "岳父", "relative_region": "hunan", "item": "血压计"},
    "conditional": {"on": "2026-11-22", "donor_region": "guangdong", "relative": "奶奶", "item": "药"},
    "unknown": {"on": "2026-11-22", "donor_region": "guangdong", "relative": "婆婆", "item": "住院"},
}


def heard(page: Page, fake_engine: FakeEngine, html: str) -> list[str]:
    fake_engine(html)
    page.add_init_script(VOICE)
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&relative=岳父&item=住院")
    expect(page.locator("#answer code")).to_be_visible()
    page.evaluate("heard.length = 0")
    page.locator('[data-tool="speak"]').click()
    found = page.evaluate("heard")
    assert {language for language, _ in found} == {"zh-CN"}
    return [text for _, text in found]


@pytest.mark.parametrize("verdict", sorted(QUESTIONS))
def test_words_are_read_no_signs(page: Page, fake_engine: FakeEngine, policies: Policies, verdict: str) -> None:
    answer = check(QUESTIONS[verdict], policies)
    assert answer.verdict == verdict
    said = heard(page, fake_engine, answer_card(answer))
    text = "".join(said)
    assert text.startswith({"covered": "可以。", "not_covered": "不可以。", "conditional": "有条件。", "unknown": "未明确。"}[verdict])
    assert "2026年11月22日" in text
    assert not re.search(r"[·《》“”（）()\[\]/→<>&—…]|\d{4}-\d|。。|，。|12393", text)
    assert len(said) > 1
    assert all(len(sentence) <= 200 for sentence in said)  # some voices break off in a long one
    assert "用这个人的账户来问" not in text  # what buttons say is for fingers
    assert "http" not in text


def test_days_times_numbers_and_brackets(page: Page, fake_engine: FakeEngine) -> None:
    html = (
        '<header class="card-head"><h2>可以</h2><p>2026-05-09 起，广东·深圳的“钱包”（两地都要开）22:00-06:00 不办理，'
        "3-5 人、10000 元/笔，打 12393 问。</p></header>"
    )
    text = "".join(heard(page, fake_engine, html))
    assert "2026年5月9日 起，广东深圳的钱包，两地都要开，22点到6点 不办理" in text
    assert "3到5 人、10000 元或笔，打 一二三九三 问。" in text


def test_a_second_press_ends_it(page: Page, fake_engine: FakeEngine) -> None:
    heard(page, fake_engine, '<header class="card-head"><h2>可以</h2><p>可以付。</p></header>')
    page.locator('[data-tool="speak"]').click()
    assert page.evaluate("heard.at(-1)") == ["", "stop"]


def test_without_a_voice_there_is_no_button(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine('<header class="card-head"><h2>可以</h2><p>可以付。</p></header>')
    page.add_init_script("delete Window.prototype.speechSynthesis; delete window.speechSynthesis")
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&relative=岳父&item=住院")
    expect(page.locator("#answer code")).to_be_visible()
    expect(page.locator('[data-tool="speak"]')).to_be_hidden()
