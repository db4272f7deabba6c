"""Browsers that cannot do all: the page says so in plain words, gives what it can, and loads nothing in vain."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import find
from tests.browser.conftest import ARGUMENTS
from tests.browser.firefox import Firefox
from tests.built import BUILT_ON

COMPLETE = f"#on={BUILT_ON}&donor_region=hunan&relative_region=hunan&relation=spouse&expense=inpatient"


@pytest.fixture(scope="module")
def without_wasm(browser: Browser) -> Iterator[Browser]:
    """A Chromium that knows no WebAssembly at all."""
    with browser.browser_type.launch(executable_path=find(), args=[*ARGUMENTS, "--js-flags=--jitless"]) as started:
        yield started


def test_without_webassembly_the_page_is_whole(without_wasm: Browser, site: str) -> None:
    page = without_wasm.new_page(viewport={"width": 360, "height": 740}, base_url=site, permissions=["clipboard-write"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/check/{COMPLETE}")
    assert page.evaluate("typeof WebAssembly") == "undefined"
    expect(page.locator("#answer")).to_have_attribute("data-engine", "table")
    expect(page.locator("#answer")).to_contain_text("可以")
    notice = page.locator('[data-for="unsupported"]')
    expect(notice).to_contain_text("在浏览器打开")
    notice.get_by_role("button", name="复制链接").click()
    expect(page.locator("#tool-words")).to_contain_text("链接已复制")
    expect(page.locator("#region-page a")).to_have_attribute("href", f"{site}/regions/hunan/")
    expect(page.locator("#old")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("[name=relative]").focus()
    page.wait_for_timeout(4000)  # longer than the engine would wait for a quiet moment
    assert [url for url in asked if "/pyodide/" in url] == []


def test_a_real_browser_with_webassembly_switched_off(site: str) -> None:
    with Firefox({"javascript.options.wasm": False}) as firefox:
        firefox.goto(f"{site}/check/{COMPLETE}")
        assert firefox.evaluate("typeof WebAssembly") == "undefined"
        firefox.wait("document.querySelector('#answer').dataset.engine === 'table'")
        assert "可以" in firefox.evaluate("document.querySelector('#answer').innerText")
        assert "在浏览器打开" in firefox.evaluate("document.querySelector('[data-for=unsupported]').innerText")
        assert firefox.evaluate("performance.getEntriesByType('resource').filter(({name}) => name.includes('/pyodide/')).length") == 0
        assert firefox.asked == []


def test_where_the_scripts_do_not_run_the_page_says_what_helps(page: Page, site: str) -> None:
    page.route("**/check.js", lambda route: route.fulfill(content_type="text/javascript", body="class Old { x ="))
    page.goto(f"/check/{COMPLETE}")
    notice = page.locator("#old")
    expect(notice).to_contain_text("在浏览器打开")
    expect(page.locator("#question")).to_be_hidden()
    notice.get_by_role("link").click()
    expect(page).to_have_url(f"{site}/regions/")


def test_without_scripts_the_tables_are_there(browser: Browser, site: str) -> None:
    page = browser.new_page(java_script_enabled=False, base_url=site, viewport={"width": 360, "height": 740})
    page.goto("/check/")
    page.locator("noscript a, .note:visible a").first.click()
    expect(page).to_have_url(f"{site}/regions/")
    page.get_by_role("main").get_by_role("link", name="湖南省").first.click()
    expect(page.locator("table.matrix").first).to_contain_text("住院")
    assert page.locator("table.matrix .v").count() > 50
    page.close()
