"""The service worker: the second visit, no network, a new build during a visit, and switched off."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

SITE = Path(__file__).parents[2] / "site"
START = 120_000
QUESTION = "#on=2026-11-22&donor_region=guangxi&relative=岳父&item=血压计"
OTHER = "#on=2026-11-22&donor_region=hunan&relative=妈妈&item=轮椅"
KEPT = """async () => {
  const cache = await caches.open("gongji-files");
  const pages = await caches.open("gongji-pages");
  const names = (await cache.keys()).map(({url}) => url);
  return names.some((url) => url.endsWith(".wasm")) && names.some((url) => url.includes("policies")) && (await pages.keys()).length > 0;
}"""
LEFT = """async () => {
  const caches_ = (await caches.keys()).filter((name) => name !== "gongji-image");
  return [(await navigator.serviceWorker.getRegistrations()).length, caches_.length];
}"""
PARTS = "Object.values(JSON.parse(document.querySelector('#runtime').textContent)).map((part) => part.file ?? part.script)"


def copy_of(site: Path, target: Path) -> Path:
    """The check page's part of the built site."""
    ignored = shutil.ignore_patterns("*.br", "*.gz", "search_index.json", "regions", "documents", "coverage")
    shutil.copytree(site, target, ignore=ignored)
    return target


def another_build(site: Path) -> Path:
    """The same site with other names for everything, and with a word of its own on the check page."""
    for path in sorted(site.rglob("*"), reverse=True):
        new = re.sub(r"(?<=[.-])([0-9a-f]{12})(?=\.|$)", lambda match: match[1][::-1], path.name)
        if new != path.name and "assets" in path.parts:
            path.rename(path.with_name(new))
    for path in site.rglob("*.html"):
        text = re.sub(r"(?<=[.-])([0-9a-f]{12})(?=[./])", lambda match: match[1][::-1], path.read_text(encoding="utf-8"))
        path.write_text(text.replace("能不能用我的医保账户付？", "新版：能不能用我的医保账户付？"), encoding="utf-8")
    return site


@pytest.fixture
def switch(switched: Callable[[Path], Any], tmp_path: Path) -> Any:
    return switched(copy_of(SITE, tmp_path / "old"))


@pytest.fixture
def context(browser: Browser, switch: Any) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", base_url=switch.address)
    made.set_default_timeout(START)
    yield made
    made.close()


def answered(page: Page) -> str:
    page.locator("#answer[data-engine=python]").wait_for()
    return page.locator("#answer").get_attribute("data-verdict") or ""


def first_visit(context: BrowserContext) -> Page:
    """A visit after which all is kept."""
    page = context.new_page()
    page.goto(f"/check/{QUESTION}")
    assert answered(page)
    for _ in range(120):
        if page.evaluate(KEPT):
            return page
        page.wait_for_timeout(500)
    raise AssertionError("nothing was kept for the next visit")


def test_the_check_page_works_without_network_after_one_visit(context: BrowserContext, switch: Any) -> None:
    page = first_visit(context)
    online = page.locator("#answer").inner_html()
    switch.folder = None
    page.close()
    page = context.new_page()
    page.goto(f"/check/{QUESTION}")
    assert answered(page)
    assert page.locator("#answer").inner_html() == online


def test_a_new_build_during_a_visit_never_mixes_with_the_old_one(context: BrowserContext, switch: Any, tmp_path: Path) -> None:
    first_visit(context).close()
    page = context.new_page()
    page.goto("/check/")  # from now on the service worker is in charge
    expect(page.locator("#engine")).to_have_attribute("data-state", "idle")
    switch.folder = another_build(copy_of(SITE, tmp_path / "new"))
    asked: list[str] = []
    page.on("response", lambda response: asked.append(response.url))
    page.evaluate("(hash) => { location.hash = hash; }", OTHER)  # the old page starts its engine only now
    assert answered(page)
    old = set(page.evaluate(PARTS))
    assert {url.split("/", 3)[3] for url in asked if "/assets/pyodide/" in url} <= old
    page.reload()
    expect(page.locator("h1")).to_contain_text("新版")
    assert answered(page)
    new = set(page.evaluate(PARTS))
    assert not old & new
    loaded = set(page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)"))
    assert not {url.split("/", 3)[3] for url in loaded} & old


def test_switched_off_it_takes_itself_and_its_caches_away(context: BrowserContext, switch: Any) -> None:
    first_visit(context).close()
    assert switch.folder
    worker = switch.folder / "sw.js"
    worker.write_text(worker.read_text(encoding="utf-8").replace("const ON = true;", "const ON = false;"), encoding="utf-8")
    page_file = switch.folder / "check" / "index.html"
    page_file.write_text(re.sub(r'<meta name="service-worker"[^>]*>', "", page_file.read_text(encoding="utf-8")), encoding="utf-8")
    page = context.new_page()
    page.goto(f"/check/{QUESTION}")
    assert answered(page)
    for _ in range(60):
        left = page.evaluate(LEFT)
        if left == [0, 0]:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"left: {left}")
