"""A real Chromium on the built site, served from a free local port."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright

from builder.runtime.parts import write_files

HERE = Path(__file__).parent
SITE = HERE.parents[1] / "site"

# The second line keeps the browser's own background traffic off; the third lets no name resolve at all.
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


expect.set_options(timeout=20_000)  # a busy machine is not a broken page


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files with the types that module scripts and streaming WebAssembly need."""

    extensions_map = {  # noqa: RUF012 (the base class declares it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    assert (SITE / "index.html").exists(), "the site is not built: run `make build`"
    handler = functools.partial(QuietHandler, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Switch:
    """A server of one build of the site, then of another; or of none."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path | None = folder
        outer = self

        class Handler(QuietHandler):
            def translate_path(self, path: str) -> str:
                self.directory = str(outer.folder)
                return super().translate_path(path)

            def do_GET(self) -> None:
                if outer.folder is None:
                    self.connection.close()
                else:
                    super().do_GET()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def switched() -> Iterator[Callable[[Path], Switch]]:
    """Makes a server whose build can be changed, or be taken off the network, during a test."""
    made: list[Switch] = []

    def start(folder: Path) -> Switch:
        made.append(Switch(folder))
        return made[-1]

    yield start
    for each in made:
        each.server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    finder = subprocess.run([sys.executable, str(HERE / "chromium.py")], capture_output=True, text=True, check=False)
    assert finder.returncode == 0, finder.stderr
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=finder.stdout.strip(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a fresh profile, as wide as a small phone. Fails if anything asks another server or throws."""
    # What a service worker fetches passes by the routes that tests put in; test_service_worker.py has contexts of its own.
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", base_url=site, service_workers="block"
    )
    elsewhere: list[str] = []
    thrown: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((f"{site}/", f"blob:{site}/", "data:")):
            elsewhere.append(request.url)

    context.on("request", watch)
    context.on("weberror", lambda error: thrown.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert elsewhere == []
    assert thrown == []


# What the engine's script is for a page, but with an answer of ours.
FAKE_ENGINE = """
function gongjiEngine() {
  const answer = (data) => {
    const asked = JSON.parse(data.text);
    const read = {relative: "岳父", item: "血压计"};
    const question = data.call === "ask" ? {on: asked.on, ...asked.context, ...read} : asked;
    const spans = [
      {start: 2, end: 4, text: "岳父", key: "relative", value: "岳父"},
      {start: 5, end: 8, text: "血压计", key: "item", value: "血压计"},
    ];
    const code = "<code>" + data.call + " " + data.text.replaceAll("<", "") + "</code>";
    const html = `<article class="card" data-verdict="conditional">${HTML}${code}</article>`;
    const answer = {verdict: "conditional", question, html};
    const reading = {question, spans, ambiguous: [], about: true, notes: ["只读了前几个字"]};
    return data.call === "ask" ? {reading, answer, topic: null} : answer;
  };
  const serve = (worker) => {
    worker.onmessage = ({data}) => {
      if (data.parts) worker.postMessage({type: "ready"});
      else if (data.more) worker.postMessage({id: data.id});
      else if (data.call) setTimeout(() => worker.postMessage({id: data.id, text: JSON.stringify(answer(data))}), WAIT);
    };
    worker.postMessage({type: "here"});
  };
  return {serve};
}
"""
MANIFEST = re.compile(r'(?<=<script type="application/json" id="runtime">).*?(?=</script>)')


@pytest.fixture
def fake_engine(page: Page, tmp_path: Path) -> Callable[[str], None]:
    """Puts an engine into the pages that answers every question with the given card and the call that it got,
    after `wait` milliseconds.

    With it a test sees the page's own part: what is asked, and what happens to a card.
    """

    def install(html: str = "", wait: int = 0) -> None:
        script = FAKE_ENGINE.replace("HTML", json.dumps(html)).replace("WAIT", str(wait))
        parts = {"engine": script.encode(), "wasm": b"\0asm\1\0\0\0", "stdlib": b"", "calculator": b"", "policies": b"{}"}
        manifest = write_files(parts, tmp_path)

        def page_with_it(route: Route) -> None:
            response = route.fetch()
            text = MANIFEST.sub(lambda own: json.dumps({**json.loads(own[0]), **manifest}), response.text())
            route.fulfill(response=response, body=text)

        def part(route: Route) -> None:
            route.fulfill(path=tmp_path / urlsplit(route.request.url).path.lstrip("/"))

        page.route(lambda url: not Path(urlsplit(url).path).suffix, page_with_it)
        for each in manifest.values():
            page.route(f"**/{each.get('file') or each['script']}", part)

    return install
