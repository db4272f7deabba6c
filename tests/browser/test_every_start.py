"""Every way in which Python can start gives the text that CPython gives, to the byte, on all cases: over http and from a folder,
in a worker and in the page itself, without and with a start-up image, in Chromium and in Firefox."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from builder.runtime.make import runtime_image
from builder.runtime.parts import Manifest, write_files, write_scripts
from calculator import browser as engine
from tests.browser.conftest import QuietHandler
from tests.browser.firefox import Firefox
from tests.browser.test_parity import calls

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
NAMES = ("engine", "wasm", "stdlib", "calculator", "ask", "plan", "policies")
START = 300_000

# Asks everything, or with #one the first question alone, and leaves the sums of the answers in the page.
ASK = """
if (location.hash === "#page") delete globalThis.Worker;
const asked = location.hash === "#one" ? CALLS.slice(0, 1) : CALLS;
const engine = new Engine(() => {}, () => {}, true);
const sum = async (text) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};
Promise.all(asked.map(async ([call, text]) => sum(await engine.call(call, text)))).then(
  (sums) => { document.body.textContent = JSON.stringify(sums); },
  (error) => { document.body.textContent = JSON.stringify(String(error)); },
).then(() => { document.body.id = "done"; });
"""
DONE = "document.body.id === 'done'"
SUMS = "document.body.textContent"
KEPT = "caches.open('gongji-image').then((cache) => cache.keys()).then((keys) => keys.length)"
LOADED = "performance.getEntriesByType('resource').map(({name}) => name.split('/').pop().split('.')[0])"


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """The parts of the built site."""
    found = re.search(r'id="runtime">(.*?)</script>', (SITE / "check" / "index.html").read_text(encoding="utf-8"))
    assert found
    manifest = json.loads(found[1])
    return {name: (SITE / (manifest[name].get("file") or manifest[name]["script"])).read_bytes() for name in NAMES}


@pytest.fixture(scope="module")
def expected(parts: dict[str, bytes]) -> list[str]:
    """The sums of CPython's answers."""
    engine.load((ROOT / ".cache" / "policies.json").read_text(encoding="utf-8"))
    return [hashlib.sha256(getattr(engine, call)(text).encode()).hexdigest() for call, text in calls()]


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("script")
    [modules] = (SITE / "assets").glob("js-*")
    source = f'import {{ Engine }} from "{modules}/engine.js";\nconst CALLS = {json.dumps(calls())};\n{ASK}'
    command = [str(ROOT / "node_modules/.bin/esbuild"), "--bundle", "--format=iife", f"--outfile={folder / 'page.js'}"]
    subprocess.run(command, input=source, text=True, capture_output=True, check=True, cwd=folder)
    return (folder / "page.js").read_bytes()


def page_in(folder: Path, manifest: Manifest, script: bytes) -> Path:
    runtime = f'<script type="application/json" id="runtime">{json.dumps(manifest)}</script>'
    head = f'<!doctype html><meta charset="utf-8"><meta name="assets" content="assets/"><link rel="icon" href="data:,">{runtime}'
    (folder / "page.js").write_bytes(script)
    (folder / "page.html").write_text(f'{head}<body><script src="page.js"></script>', encoding="utf-8")
    return folder / "page.html"


@pytest.fixture(scope="module")
def http(parts: dict[str, bytes], script: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's address over http."""
    folder = tmp_path_factory.mktemp("http")
    page_in(folder, write_files(parts, folder), script)
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/page.html"
        server.shutdown()


@pytest.fixture(scope="module")
def folder(parts: dict[str, bytes], script: bytes, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page in a folder."""
    target = tmp_path_factory.mktemp("folder")
    return page_in(target, write_scripts(parts, target), script).as_uri()


@pytest.fixture(scope="module")
def imaged(parts: dict[str, bytes], script: bytes, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same with the start-up image, and nothing else to start from."""
    target = tmp_path_factory.mktemp("imaged")
    page = page_in(target, write_scripts({**parts, "image": runtime_image(parts, ROOT / ".cache")}, target), script)
    for name in ("stdlib", "calculator", "ask", "plan", "policies"):
        (target / "assets/pyodide" / f"{name}.js").unlink()
    return page.as_uri()


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    with Firefox() as started:
        yield started
        assert started.asked == []


def compare(found: Any, expected: list[str]) -> None:
    sums = json.loads(found)
    assert isinstance(sums, list), sums
    assert [call for call, here, there in zip(calls(), expected, sums, strict=True) if here != there] == []


def chromium(browser: Browser, url: str, expected: list[str], visits: int = 1) -> list[str]:
    """Compares what the last of the visits answers; returns what that one loaded."""
    context = browser.new_context(timezone_id="America/St_Johns")
    for _ in range(visits - 1):
        page = context.new_page()
        page.goto(f"{url}#one")
        page.locator("#done").wait_for(state="attached", timeout=START)
        for _ in range(240):
            if page.evaluate(KEPT):
                break
            page.wait_for_timeout(500)
        page.close()
    page = context.new_page()
    page.goto(url)
    page.locator("#done").wait_for(state="attached", timeout=START)
    compare(page.evaluate(SUMS), expected)
    loaded: list[str] = page.evaluate(LOADED)
    context.close()
    return loaded


@pytest.mark.parametrize("where", ["http", "folder", "imaged"])
@pytest.mark.parametrize("how", ["", "#page"], ids=["worker", "page"])
def test_chromium(browser: Browser, request: pytest.FixtureRequest, expected: list[str], where: str, how: str) -> None:
    chromium(browser, request.getfixturevalue(where) + how, expected)


def test_chromium_on_a_second_visit(browser: Browser, http: str, expected: list[str]) -> None:
    loaded = chromium(browser, http, expected, visits=2)
    assert "wasm" in loaded
    assert "stdlib" not in loaded


@pytest.mark.parametrize("where", ["http", "folder", "imaged"])
def test_firefox(firefox: Firefox, request: pytest.FixtureRequest, expected: list[str], where: str) -> None:
    firefox.goto(request.getfixturevalue(where))
    firefox.wait(DONE, START / 1000)
    compare(firefox.evaluate(SUMS), expected)


def test_firefox_on_a_second_visit(firefox: Firefox, http: str, expected: list[str]) -> None:
    firefox.goto("about:blank")  # else the fragment alone would load nothing
    firefox.goto(f"{http}#one")
    firefox.wait(DONE)
    firefox.wait(KEPT, START / 1000)
    firefox.goto("about:blank")
    firefox.goto(http)
    firefox.wait(DONE, START / 1000)
    compare(firefox.evaluate(SUMS), expected)
    assert "stdlib" not in firefox.evaluate(LOADED)
