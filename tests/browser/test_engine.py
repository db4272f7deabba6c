"""The real engine, Python in the browser, behind the check page."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

START = 60_000  # milliseconds that a cold start may take on a slow machine
QUESTION = "#on=2026-11-22&donor_region=guangxi&relative=岳父&item=血压计"
WORDS = {"covered": "可以", "conditional": "有条件", "not_covered": "不可以", "unknown": "未明确"}


def verdict(page: Page) -> str:
    """The verdict shown, once there is one."""
    answer = page.locator("#answer[data-engine=python]")
    answer.wait_for(timeout=START)
    shown = answer.get_attribute("data-verdict") or ""
    if shown:
        expect(answer).to_contain_text(WORDS[shown])
    return shown


def test_a_question_is_answered(page: Page) -> None:
    page.goto(f"/check/{QUESTION}")
    assert verdict(page) in WORDS
    expect(page.locator("#engine")).to_have_attribute("data-state", "ready")
    expect(page.locator("#engine")).not_to_contain_text("失败")


def test_a_question_in_own_words_is_answered(page: Page) -> None:
    page.goto("/check/")
    page.locator("#text").fill("我在广西交医保，能给岳父买血压计吗")
    page.locator("#text").press("Enter")
    assert verdict(page) in WORDS
    expect(page.locator("[name=donor_region]")).to_have_value("guangxi")
    expect(page.locator("[name=relative]")).to_have_value("岳父")


def test_a_question_asked_early_is_answered_when_the_engine_is_ready(page: Page) -> None:
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route))
    page.goto("/check/")
    page.locator("[name=donor_region]").select_option("guangxi")
    page.locator("[name=relative]").fill("岳父")
    page.locator("[name=relative]").press("Enter")
    expect(page.locator("#engine")).to_have_attribute("data-state", "loading")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("#progress-words")).to_contain_text("兆字节")
    assert page.locator("#answer").inner_text() == ""
    held[0].continue_()
    assert verdict(page) in WORDS
    expect(page.get_by_role("progressbar")).to_be_hidden()


def test_after_a_broken_download_one_can_try_again(page: Page) -> None:
    page.route("**/*.wasm", lambda route: route.abort())
    page.goto(f"/check/{QUESTION}")
    expect(page.locator('[data-for="failed"]')).to_be_visible(timeout=START)
    page.unroute("**/*.wasm")
    page.get_by_role("button", name="再试一次").click()
    assert verdict(page) in WORDS
    expect(page.locator('[data-for="failed"]')).to_be_hidden()


def test_a_script_as_the_relative_runs_nothing_and_breaks_nothing(page: Page) -> None:
    page.goto("/check/#donor_region=guangxi&relative=<script>hacked=1</script><img src=x onerror=hacked=1>&item='\"--")
    verdict(page)  # an answer or an error, but something is said
    expect(page.locator("#answer")).not_to_be_empty()
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.locator("#answer :is(script, img)").count() == 0
    page.locator("[name=relative]").fill("岳父")
    page.locator("[name=relative]").press("Enter")
    page.locator("[name=item]").fill("血压计")
    page.locator("[name=item]").press("Enter")
    page.locator("#answer[data-verdict]:not([data-verdict=''])").wait_for()


def test_a_wrong_region_is_told_and_can_be_mended(page: Page) -> None:
    page.goto("/check/#donor_region=guangxxi&relative=岳父&item=血压计")
    assert verdict(page) == ""
    expect(page.locator("#answer")).to_contain_text("guangxxi")
    page.locator("[name=donor_region]").select_option("guangxi")
    page.locator("#answer[data-verdict]:not([data-verdict=''])").wait_for()
