"""The network goes at any moment of loading, a kept file is spoilt, WebAssembly is forbidden: a right verdict or plain words."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import QuietHandler
from tests.built import BUILT_ON

SITE = Path(__file__).parents[2] / "site"
START = 120_000
QUESTION = f"#on={BUILT_ON}&donor_region=guangxi&relative_region=guangxi&relative=妈妈&expense=inpatient"
VERDICT = "covered"
# Parts and tables by the beginnings of their paths; the page's own module and one that it imports.
FILES = ["pyodide/engine", "pyodide/wasm", "pyodide/stdlib", "pyodide/calculator", "pyodide/policies", "data/form", "data/instant"]
FILES += ["check.js", "parts.js"]
# What a visitor sees: the verdict if there is one, and which of the page's plain words are shown.
SEEN = """() => {
  const answer = document.querySelector("#answer");
  const words = [...document.querySelectorAll('#old, [data-for="failed"], [data-for="unsupported"], #broken')];
  return {verdict: answer?.dataset.verdict ?? "", engine: answer?.dataset.engine ?? "", busy: answer?.hasAttribute("aria-busy"),
    words: words.filter((each) => each.checkVisibility() && each.innerText.trim().length > 10).length > 0};
}"""


def outcome(page: Page) -> dict[str, Any]:
    """What stands in the page once nothing more will come: Python's answer, or words on what went wrong."""
    for _ in range(START // 100):
        seen: dict[str, Any] = page.evaluate(SEEN)
        if seen["words"] or (seen["engine"] == "python" and not seen["busy"]):
            return seen
        page.wait_for_timeout(100)
    raise AssertionError(f"neither an answer nor words: {seen}")


def right(seen: dict[str, Any]) -> bool:
    """Nothing blank and nothing wrong."""
    return seen["verdict"] == VERDICT or (not seen["verdict"] and seen["words"])


def pass_on(page: Page, most: int) -> list[str]:
    """Lets so many requests of the page through; they stand in the list."""
    passed: list[str] = []

    def each(route: Route) -> None:
        if len(passed) < most:
            passed.append(route.request.url)
            route.continue_()
        else:
            route.abort("internetdisconnected")

    page.route("**/*", each)
    return passed


def test_cut_off_after_any_request(browser: Browser, site: str) -> None:
    """The page's requests come in an order of their own; after so many of them nothing comes any more."""
    context = browser.new_context(base_url=site, service_workers="block")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/check/{QUESTION}")
    assert outcome(page) == {"verdict": VERDICT, "engine": "python", "busy": False, "words": False}
    wrong = []
    for last in range(1, len(asked)):
        cut = context.new_page()
        passed = pass_on(cut, last)
        cut.goto(f"/check/{QUESTION}")
        seen = outcome(cut)
        if not right(seen):
            wrong.append((last, passed[-1], seen))
        cut.close()
    context.close()
    assert wrong == []
    assert len(asked) > 20


class Cutting(QuietHandler):
    """Sends half of the files whose path holds `half`, and hangs up."""

    half: ClassVar[str] = ""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        if self.half in self.path:
            content = content[: len(content) // 2]
            self.close_connection = True
        outputfile.write(content)


@pytest.fixture(scope="module")
def cutting() -> Iterator[Callable[[str], str]]:
    """Starts a server that sends half of some files; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Cutting, directory=str(SITE))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def start(half: str) -> str:
            Cutting.half = half
            return f"http://127.0.0.1:{server.server_port}"

        yield start
        server.shutdown()


@pytest.mark.parametrize("name", FILES)
def test_cut_off_in_the_middle(browser: Browser, cutting: Callable[[str], str], name: str) -> None:
    context = browser.new_context(base_url=cutting(f"/{name}"), service_workers="block")
    page = context.new_page()
    page.goto(f"/check/{QUESTION}")
    seen = outcome(page)
    assert right(seen), seen
    assert seen["words"] or name.startswith("data/")
    if name.startswith("pyodide/"):
        assert (seen["verdict"], seen["engine"]) == (VERDICT, "table")
        cutting("/nothing")  # the line is back
        page.get_by_role("button", name="再试一次").click()
        expect(page.locator("#answer")).to_have_attribute("data-engine", "python", timeout=START)
    context.close()


def test_webassembly_forbidden_by_a_policy(page: Page) -> None:
    def strict(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": "script-src 'self' 'unsafe-inline'"})

    page.route("**/check/", strict)
    page.goto(f"/check/{QUESTION}")
    seen = outcome(page)
    assert (seen["verdict"], seen["engine"], seen["words"]) == (VERDICT, "table", True)


SPOIL = """async () => {
  const cache = await caches.open("gongji-files");
  let spoilt = 0;
  for (const request of await cache.keys()) {
    if (!/pyodide|data/.test(request.url) || request.url.includes("/engine.")) continue;
    const kept = await cache.match(request);
    const bytes = new Uint8Array(await kept.arrayBuffer());
    bytes[bytes.length >> 1] ^= 1;
    await cache.put(request, new Response(bytes, {headers: kept.headers}));
    spoilt += 1;
  }
  await caches.delete("gongji-image");
  return spoilt;
}"""
WHOLE = """async () => {
  const urls = (await (await caches.open("gongji-files")).keys()).map(({url}) => new URL(url).pathname.split("/").pop().split(".")[0]);
  return ["wasm", "stdlib", "calculator", "policies", "form", "instant"].every((name) => urls.includes(name))
    && (await (await caches.open("gongji-pages")).keys()).length > 0;
}"""


@pytest.mark.parametrize("online", [True, False], ids=["online", "offline"])
def test_spoilt_files_in_the_cache(browser: Browser, switched: Callable[[Path], Any], online: bool) -> None:
    switch = switched(SITE)
    context = browser.new_context(base_url=switch.address)
    page = context.new_page()
    page.goto(f"/check/{QUESTION}")
    assert outcome(page)["engine"] == "python"
    for _ in range(240):
        if page.evaluate(WHOLE):
            break
        page.wait_for_timeout(250)
    assert page.evaluate(SPOIL) >= 6
    page.close()
    if not online:
        switch.folder = None
    page = context.new_page()
    page.goto(f"/check/{QUESTION}")
    seen = outcome(page)
    assert right(seen), seen
    assert seen["engine"] == "python" if online else seen["words"]
    assert urlsplit(page.url).path == "/check/"
    context.close()
