"""Questions in the visitor's own words: what was read is shown, can be changed, and topics find their place."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

START = 60_000


def ask(page: Page, text: str) -> None:
    """Asks in the box and waits for Python."""
    page.emulate_media(reduced_motion="reduce")  # or the answer is still sliding into view when something is pressed
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")
    page.wait_for_function("(text) => new URLSearchParams(location.hash.slice(1)).get('text') === text", arg=text)
    settled(page)


def settled(page: Page) -> None:
    page.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)


def test_what_was_read_becomes_chips(page: Page, fake_engine: Callable[..., None]) -> None:
    fake_engine()
    page.goto("/check/#on=2026-11-22")
    ask(page, "能给岳父买血压计吗")
    chips = page.locator("#spans button")
    expect(chips).to_have_text(["岳父", "血压计"])
    expect(page.locator("#notes")).to_have_text("只读了前几个字")
    chips.nth(1).click()
    expect(page.locator("[name=item]")).to_be_focused()
    page.locator("[name=item]").fill("轮椅")
    page.locator("[name=item]").press("Enter")
    expect(chips).to_have_text(["岳父"])  # the other no longer says what the question says


def test_an_unclear_word_is_asked_about_and_the_rest_is_kept(page: Page) -> None:
    page.goto("/check/#on=2026-11-22")
    ask(page, "我在深圳交医保，老家衡阳的婆婆能用我医保卡里的钱买血压计不")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "unknown")
    page.locator("#answer .card-ask").get_by_role("button", name="丈夫的母亲").click()
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "not_covered")
    expect(page.locator("#answer")).to_be_focused()
    found = {key: values[-1] for key, values in parse_qs(urlsplit(page.url).fragment).items()}
    assert {key: found[key] for key in ("on", "donor_region", "donor_pool", "relative_pool", "item")} == {
        "on": "2026-11-22",
        "donor_region": "guangdong",
        "donor_pool": "440300",
        "relative_pool": "430400",
        "item": "血压计",
    }
    assert "text" not in found


def test_who_else_could_pay_is_one_press_by_keyboard(page: Page) -> None:
    page.goto("/check/#on=2026-11-22&donor_region=hunan&relative_region=hunan&relative=岳父&item=住院")
    settled(page)
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "not_covered")
    head = page.locator("#answer .card > *").nth(1)  # a no never stands alone: what would work comes next
    expect(head).to_have_class("card-instead")
    expect(head.locator(":scope > ul > li")).to_have_count(2)
    expect(head.locator("details:not([open]) li")).to_have_count(2)
    button = page.locator("#answer .card-instead button").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "covered")
    expect(page.locator("#answer")).to_be_focused()


def test_topics_stand_below_a_question_or_instead_of_it(page: Page) -> None:
    page.goto("/check/#on=2026-11-22&donor_region=guangxi")
    ask(page, "亲情账户和家庭共济有什么区别")
    expect(page.locator("#answer .card-topic")).to_be_visible()
    expect(page.locator("#answer .card")).to_have_count(1)
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "")
    # a link in the card asks the next thing: only the fragment changes
    link = page.locator("#answer .card-related a").first
    title = link.inner_text()
    before = page.locator("#answer .card-topic").get_attribute("data-topic")
    link.click()
    expect(page.locator("#text")).to_have_value(title)
    expect(page.locator(f"#answer .card-topic:not([data-topic='{before}'])")).to_be_visible()
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
    ask(page, "我在广西交医保，怎么解绑，还能给岳父买血压计吗")
    expect(page.locator("#answer .card")).to_have_count(2)
    assert [card.get_attribute("data-topic") for card in page.locator("#answer .card").all()] == [None, "release"]
    assert page.locator("#answer").get_attribute("data-verdict")


def test_what_is_not_about_this_subject_is_told_so(page: Page) -> None:
    page.goto("/check/#on=2026-11-22")
    ask(page, "明天天气怎么样")
    expect(page.locator("#answer .card-elsewhere")).to_contain_text("本站只回答")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "")
    expect(page.locator("#spans")).to_be_hidden()
    page.evaluate("location.hash = '#text=' + encodeURIComponent('怎么解绑')")
    expect(page.locator("#answer .card-topic")).to_be_visible()


def test_a_report_holds_what_is_needed_and_is_sent_nowhere(page: Page, fake_engine: Callable[..., None]) -> None:
    fake_engine('<header class="card-head"><h2>有条件</h2><p>一句话</p></header><p class="receipt">凭据甲</p>')
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&relative=岳父&item=血压计")
    expect(page.locator("#answer code")).to_be_visible()
    page.locator("#report summary").click()
    expect(page.locator("#report-text")).not_to_have_value("")
    text = page.locator("#report-text").input_value()
    for part in ("广西", "岳父", "血压计", "有条件", "凭据甲", page.url):
        assert part in text
    assert "{" not in text
    assert page.locator("form [id=report-text], a[href^=mailto]").count() == 0
