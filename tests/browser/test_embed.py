"""The check in a frame on another site: one script tag puts it there, it answers, and tells nothing but its height."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from calculator import Policies, check
from tests.browser.conftest import QuietHandler

SITE = Path(__file__).parents[2] / "site"
DAY = json.loads((SITE / "api" / "v1" / "index.json").read_text(encoding="utf-8"))["day"] if SITE.exists() else ""
HEAD = '<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><body>'
CHOICE = {"region": "hunan", "relation": "parent", "expense": "inpatient"}


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which another server shows it."""
    handler = functools.partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def shown(browser: Browser, site: str, host: tuple[Path, str]) -> Iterator[Callable[..., Page]]:
    """Shows a page of the other site that has the script tag; the visitor's clock stands on the day of the build."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.clock.set_fixed_time(f"{DAY}T12:00:00")
    asked: list[str] = []
    thrown: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: thrown.append(str(error.error)))
    folder, address = host

    def show(body: str, without: str = "") -> Page:
        (folder / "index.html").write_text(HEAD + body, encoding="utf-8")
        page = context.new_page()
        if without:
            page.route(without, lambda route: route.abort())
        page.goto(f"{address}/index.html")
        return page

    yield show
    context.close()
    assert [url for url in asked if not url.startswith((site, address, "data:"))] == []
    assert thrown == []


def tag(site: str, **data: str) -> str:
    words = "".join(f' data-{name}="{value}"' for name, value in data.items())
    return f'<script src="{site}/assets/embed.js"{words} async></script>'


def choose(frame: FrameLocator, **chosen: str) -> None:
    for name, value in chosen.items():
        frame.locator(f"select[name={name}]").select_option(value)


def test_it_says_what_the_engine_says(shown: Callable[..., Page], site: str, policies: Policies) -> None:
    frame = shown(tag(site)).frame_locator("iframe")
    for slug, relation, expense in (("hunan", "parent", "inpatient"), ("hunan", "parent_in_law", "inpatient"), ("guangxi", "spouse", "cosmetic")):
        choose(frame, donor_region=slug, relation=relation, expense=expense)
        asked = {"on": DAY, "donor_region": slug, "relative_region": slug, "relation": relation, "expense": expense}
        answer = check(asked, policies)
        card = frame.locator("#answer")
        expect(card).to_have_attribute("data-verdict", answer.verdict)
        expect(card.locator("h2 > .v:visible")).to_have_count(1)
        expect(card.locator("h2 > .v:visible")).to_have_class(f"v v-{answer.verdict}")
        expect(card.locator("#text")).to_have_text(answer.deciding.text)
        expect(card.locator("#sources li")).to_have_count(len(answer.deciding.documents))
        expect(card.locator("#day")).to_have_text(DAY)


def test_what_the_tag_fixes_is_not_asked(shown: Callable[..., Page], site: str) -> None:
    frame = shown(tag(site, region="hunan", expense="inpatient", title="湖南住院")).frame_locator("iframe[title=湖南住院]")
    expect(frame.locator("select:visible")).to_have_count(1)
    expect(frame.locator("form b")).to_have_text(["湖南", "住院"])
    choose(frame, relation="parent")
    expect(frame.locator("#answer")).to_be_visible()
    more = frame.locator("#more")
    expect(more).to_have_attribute("href", f"{site}/check/#donor_region=hunan&relative_region=hunan&relation=parent&expense=inpatient")
    expect(more).to_have_attribute("target", "_blank")


def test_a_wrong_word_in_the_tag_is_named(shown: Callable[..., Page], site: str) -> None:
    frame = shown(tag(site, region="hunnan")).frame_locator("iframe")
    expect(frame.locator("#unknown")).to_contain_text("donor_region=hunnan")
    expect(frame.locator("select:visible")).to_have_count(3)


def test_the_frame_grows_with_the_answer_and_fits_a_phone(shown: Callable[..., Page], site: str) -> None:
    page = shown(tag(site, region="hunan"))
    frame = page.frame_locator("iframe")
    inner = "document.documentElement.scrollHeight <= innerHeight + 1 && document.documentElement.scrollWidth <= innerWidth"
    expect(frame.locator("#embed")).to_be_visible()
    handle = page.locator("iframe").element_handle()
    content = handle.content_frame()
    assert content is not None
    content.wait_for_function(inner)
    before = page.locator("iframe").bounding_box()
    choose(frame, relation="parent", expense="inpatient")
    expect(frame.locator("#answer")).to_be_visible()
    content.wait_for_function(inner)
    after = page.locator("iframe").bounding_box()
    assert before is not None and after is not None
    assert after["height"] > before["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_height_from_anyone_else_is_not_believed(shown: Callable[..., Page], site: str) -> None:
    page = shown(tag(site))
    expect(page.frame_locator("iframe").locator("#embed")).to_be_visible()
    page.evaluate("new Promise((done) => { addEventListener('message', () => done(1), {once: true}); postMessage({gongjiHeight: 9999}, '*'); })")
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["height"] < 5000


def test_without_the_table_it_leads_to_the_pages(shown: Callable[..., Page], site: str) -> None:
    frame = shown(tag(site, **CHOICE), without="**/api/v1/cells/**").frame_locator("iframe")
    expect(frame.locator("#failed")).to_be_visible()
    expect(frame.locator("#failed a")).to_have_attribute("href", "../../regions/")
    expect(frame.locator("#answer")).to_be_hidden()


def test_the_page_of_instructions_shows_it_live(page: Page) -> None:
    page.goto("/embed/")
    page.locator("iframe").first.scroll_into_view_if_needed()
    frame = page.frame_locator("iframe >> nth=0")
    expect(frame.locator("form b")).to_have_text(["湖南", "住院"])
    assert page.evaluate("document.documentElement.scrollWidth") == 360
