"""The check page's own part, with a stand-in for the engine: what it asks, and what it does with an answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

FakeEngine = Callable[..., None]


def asked(page: Page) -> tuple[str, dict[str, object]]:
    """The function that the page called last, and with what."""
    expect(page.locator("#answer code")).to_be_visible()
    call, _, text = page.locator("#answer code").inner_text().partition(" ")
    return call, json.loads(text)


def fragment(page: Page) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(urlsplit(page.url).fragment).items()}


def test_the_fragment_alone_sets_the_question(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/check/#on=2024-05-01&donor_region=guangxi&relative=岳父&item=血压计&amount=268.5&designated=yes")
    question = {"on": "2024-05-01", "donor_region": "guangxi", "relative": "岳父", "item": "血压计"}
    assert asked(page) == ("check", {**question, "amount": 268.5, "designated": "yes"})
    expect(page.locator("[name=donor_region]")).to_have_value("guangxi")
    expect(page.locator("[name=relative]")).to_have_value("岳父")
    expect(page.locator("[name=designated]")).to_be_visible()
    assert page.locator("#answer").get_attribute("data-verdict") == "conditional"
    assert page.locator("#answer").get_attribute("data-engine") == "python"


def test_ids_are_shown_as_words(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/check/#relation=parent_in_law&donor_region=guangxi&donor_pool=450100")
    expect(page.locator("[name=donor_pool]")).to_have_value("南宁市")
    expect(page.locator("[name=relative]")).not_to_have_value("parent_in_law")
    expect(page.locator("[name=relative]")).not_to_have_value("")


def test_a_region_may_be_given_by_name(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/check/#on=2026-11-22&donor_region=广西&relative_region=没有这里")
    assert asked(page) == ("check", {"on": "2026-11-22", "donor_region": "广西", "relative_region": "没有这里"})
    expect(page.locator("[name=donor_region]")).to_have_value("guangxi")
    expect(page.locator("[name=relative_region]")).to_have_value("")


def test_unknown_keys_are_named_and_the_rest_is_kept(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&province=guangxi&relativ=岳父")
    expect(page.locator("#unknown-keys")).to_contain_text("province、relativ")
    assert asked(page) == ("check", {"on": "2026-11-22", "donor_region": "guangxi"})


def test_a_changed_blank_changes_the_fragment_and_the_question(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&donor_pool=450100&relative=岳父")
    page.locator("[name=donor_region]").select_option("hunan")
    expect(page.locator("#answer code")).to_contain_text("hunan")
    page.locator("[name=item]").fill("轮椅")
    page.locator("[name=item]").press("Enter")
    expect(page.locator("#answer code")).to_contain_text("轮椅")
    # the pool was the old region's
    question = {"on": "2026-11-22", "donor_region": "hunan", "relative": "岳父", "item": "轮椅"}
    assert asked(page) == ("check", question)
    assert fragment(page) == question


def test_reload_and_history_restore_the_question(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&relative=岳父")
    page.locator("[name=donor_region]").select_option("hunan")
    page.reload()
    expect(page.locator("[name=donor_region]")).to_have_value("hunan")
    expect(page.locator("#answer code")).to_contain_text("hunan")
    page.evaluate("location.hash = '#on=2025-01-01&relative=姑姑'")
    expect(page.locator("#answer code")).to_contain_text("姑姑")
    expect(page.locator("[name=donor_region]")).to_have_value("")
    page.go_back()
    expect(page.locator("[name=donor_region]")).to_have_value("hunan")


def test_own_words_are_read_with_what_is_already_chosen(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&relative=姑姑")
    page.locator("#text").fill("能给岳父买血压计吗")
    page.locator("#question button[type=submit]").click()
    expect(page.locator("#answer code")).to_contain_text("ask")
    message = {"text": "能给岳父买血压计吗", "on": "2026-11-22", "context": {"donor_region": "guangxi"}}
    assert asked(page) == ("ask", message)
    expect(page.locator("[name=relative]")).to_have_value("岳父")
    expect(page.locator("[name=item]")).to_have_value("血压计")
    assert fragment(page)["text"] == "能给岳父买血压计吗"
    # a blank changed by hand speaks louder than the words
    page.locator("[name=donor_region]").select_option("hunan")
    expect(page.locator("#answer code")).to_contain_text("check")
    assert fragment(page) == {"on": "2026-11-22", "donor_region": "hunan", "relative": "岳父", "item": "血压计"}


def test_the_home_page_sends_words_to_the_check_page(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/")
    page.locator("#text").fill("给奶奶买药 & 付 #1")
    page.locator("#ask button").click()
    expect(page.locator("#answer code")).to_contain_text("给奶奶买药 & 付 #1")
    assert urlsplit(page.url).query == ""


def test_the_answer_to_words_comes_up_on_a_small_screen(page: Page, fake_engine: FakeEngine) -> None:
    page.set_viewport_size({"width": 360, "height": 480})
    fake_engine()
    page.goto("/check/")
    page.locator("#text").fill("我在广西，给岳父买血压计")
    page.locator("#text").press("Enter")
    expect(page.locator("#answer code")).to_be_in_viewport()
    expect(page.locator("#answer")).to_be_in_viewport(ratio=0.5)


def test_who_has_scrolled_on_stays_there(page: Page, fake_engine: FakeEngine) -> None:
    page.emulate_media(reduced_motion="reduce")  # then a scroll is done at once
    page.set_viewport_size({"width": 360, "height": 480})
    fake_engine()
    page.goto("/check/")
    page.locator("#text").fill("我在广西，给岳父买血压计")
    page.locator("#text").evaluate("(box) => { box.form.requestSubmit(); scrollTo(0, 60); }")
    asked(page)
    assert page.evaluate("scrollY") == 60


def test_buttons_in_the_card_change_the_question(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine(
        """<button data-change='{"relation": "parent", "donor_region": null}'>改</button>"""
        """<button data-ask-key="designated" data-ask-value="yes">是</button>"""
        """<button data-ask-key="amount" data-ask-value="12.50">12.50</button>"""
    )
    page.goto("/check/#on=2026-11-22&donor_region=hunan&relative=岳父")
    page.get_by_role("button", name="改", exact=True).click()
    expect(page.locator("#answer code")).to_contain_text("parent")
    assert asked(page) == ("check", {"on": "2026-11-22", "relation": "parent"})
    page.get_by_role("button", name="是", exact=True).click()
    expect(page.locator("#answer code")).to_contain_text("designated")
    page.get_by_role("button", name="12.50").click()
    expect(page.locator("#answer code")).to_contain_text("12.5")
    assert asked(page) == ("check", {"on": "2026-11-22", "relation": "parent", "designated": "yes", "amount": 12.5})


def test_nothing_in_a_card_can_run(page: Page, site: str, fake_engine: FakeEngine) -> None:
    """Python escapes; should it ever fail to, the page still lets nothing through."""
    fake_engine(
        '<p onclick="hacked = 1">话<img src="x" onerror="hacked = 1"><script>hacked = 1</script></p>'
        '<svg onload="hacked = 1"></svg><a href=" javascript:hacked = 1">甲</a>'
        '<iframe srcdoc="<script>hacked = 1</script>"></iframe>'
        '<a href="regions/">乙</a>'
    )
    page.goto("/check/#relative=岳父")
    expect(page.locator("#answer")).to_contain_text("话")
    page.locator("#answer p").click()
    page.get_by_text("甲", exact=True).click()
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.locator("#answer :is(script, iframe, [onclick], [onerror], [onload])").count() == 0
    assert page.get_by_text("乙", exact=True).get_attribute("href") == f"{site}/regions/"


def test_clear_empties_the_question(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.goto("/check/#on=2026-11-22&donor_region=hunan&relative=岳父")
    page.get_by_role("button", name="重新填").click()
    expect(page.locator("#answer")).to_be_empty()
    expect(page.locator("[name=relative]")).to_have_value("")
    assert fragment(page) == {}


def test_without_webassembly_the_tables_are_offered(page: Page, site: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto("/check/#donor_region=guangxi&relative=岳父")
    notice = page.locator('[data-for="unsupported"]')
    expect(notice).to_be_visible()
    expect(page.locator('[data-for="loading"]')).to_be_hidden()
    expect(page.locator("[name=relative]")).to_have_value("岳父")
    expect(page.locator("#answer")).to_be_empty()  # the question is not complete
    expect(page.locator("#region-page a")).to_have_attribute("href", f"{site}/regions/guangxi/")
    notice.get_by_role("link").click()
    expect(page).to_have_url(f"{site}/regions/")


def test_on_a_thrifty_connection_the_engine_waits_for_a_question(page: Page, fake_engine: FakeEngine) -> None:
    fake_engine()
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.goto("/check/")
    page.wait_for_timeout(4000)
    expect(page.locator("#engine")).to_have_attribute("data-state", "idle")
    page.locator("[name=relative]").focus()
    page.wait_for_timeout(1000)
    expect(page.locator("#engine")).to_have_attribute("data-state", "idle")
    page.locator("[name=donor_region]").select_option("hunan")
    expect(page.locator("#engine")).to_have_attribute("data-state", "ready")
