"""How long and how many bytes until Python's first answer in the browser, side by side with Pyodide as it is published.

    python tests/bench/start.py [--rounds 5] [--throttle 4]

Both answer the same question on the same rules from the same server on this machine, brotli ready beside the files: Pyodide
with its own files, the calculator's sources and policies.json in a module worker; ours as the check page starts it. Each number is
the median of the rounds, which take turns. The browser slows the page's own thread only, never a worker: the slowed rows run Python
in the page itself. Nothing is asserted about time.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT)]

served = importlib.import_module("conftest")
from builder.runtime.make import runtime_image, stored_zip  # noqa: E402
from builder.runtime.parts import write_scripts  # noqa: E402

START = 180_000
QUESTION = {"on": "2026-11-22", "donor_region": "hunan", "relation": "parent", "expense": "inpatient"}
PART_NAMES = ("engine", "wasm", "stdlib", "calculator", "ask", "plan", "policies")
STOCK = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
PARTS = served.SITE / "assets" / "pyodide"
NO_WORKER = "delete globalThis.Worker"

# Pyodide as its documentation starts it; the same text runs in a module worker and in the page.
STOCK_START = """
import { loadPyodide } from "/stock/pyodide.mjs";
const files = ["/stock/calculator.zip", "/stock/policies.json"].map((url) => fetch(url));
const python = await loadPyodide({ indexURL: "/stock/" });
python.FS.writeFile("/calculator.zip", new Uint8Array(await (await files[0]).arrayBuffer()));
python.runPython("import sys; sys.path.insert(0, '/calculator.zip')");
const browser = python.pyimport("calculator.browser");
browser.load(await (await files[1]).text());
"""
STOCK_WORKER = STOCK_START + "postMessage(browser.check(QUESTION));\n"
STOCK_MAIN = STOCK_START + "globalThis.done = [performance.now(), browser.check(QUESTION)];\n"
STOCK_PAGE = """
const worker = new Worker("/stock/worker.js", { type: "module" });
worker.onmessage = ({ data }) => { globalThis.done = [performance.now(), data]; };
"""
OURS = """
const engine = new Engine(() => {}, () => {});
engine.call("check", QUESTION).then((text) => {
  globalThis.done = [performance.now(), text];
  void setUpOffline();
});
"""
KEPT = """async () => (await caches.open("gongji-image").then((cache) => cache.keys())).length > 0
  && (await caches.open("gongji-files").then((cache) => cache.keys())).some(({ url }) => url.endsWith(".wasm"))"""


class Handler(served.QuietHandler):  # type: ignore[misc, name-defined]
    """Sends FILE.br where there is one, lets the browser keep everything but pages, and counts bytes."""

    sent = 0

    def end_headers(self) -> None:
        if self.path.endswith(".br"):
            self.send_header("Content-Encoding", "br")
        page = self.path.split("?")[0].removesuffix(".br").endswith((".html", "sw.js"))
        self.send_header("Cache-Control", "no-cache" if page else "public, max-age=31536000, immutable")
        super().end_headers()

    def guess_type(self, path: Any) -> str:
        return str(super().guess_type(str(path).removesuffix(".br")))

    def send_head(self) -> Any:
        if self.path.endswith("/"):
            self.path += "index.html"
        if Path(f"{self.translate_path(self.path)}.br").is_file():
            self.path += ".br"
        found = super().send_head()
        if found:
            type(self).sent += Path(self.translate_path(self.path)).stat().st_size
        return found


def bundled(script: Path) -> str:
    """Engine and question as one classic script."""
    command = [str(ROOT / "node_modules/.bin/esbuild"), "--bundle", "--format=iife", str(script)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def page_of(scripts: str, manifest: dict[str, Any] | None = None) -> str:
    runtime = f'<script type="application/json" id="runtime">{json.dumps(manifest)}</script>' if manifest else ""
    metas = '<meta charset="utf-8"><meta name="assets" content="assets/"><meta name="service-worker" content="sw.js"><link rel="icon" href="data:,">'
    return f"<!doctype html>{metas}{runtime}{scripts}"


def prepared(folder: Path) -> None:
    """http/: Pyodide's files and the built site's; file/ and image/: the parts as scripts, without and with the image."""
    site = served.SITE
    found = re.search(r'id="runtime">(.*?)</script>', (site / "check" / "index.html").read_text(encoding="utf-8"))
    assert found, "the site is not built: run `make build`"
    manifest = json.loads(found[1])
    http = folder / "http"
    shutil.copytree(site / "assets", http / "assets")
    shutil.copy(site / "sw.js", http)
    question = json.dumps(json.dumps(QUESTION))
    (scripts,) = (http / "assets").glob("js-*")
    ours = 'import { Engine } from "./engine.js";\nimport { setUpOffline } from "./offline.js";\n' + OURS.replace("QUESTION", question)
    (scripts / "bench.js").write_text(ours)
    module = f'<script type="module" src="assets/{scripts.name}/bench.js"></script>'
    (http / "ours.html").write_text(page_of(module, manifest))
    stock = http / "stock"
    stock.mkdir()
    for name in STOCK:
        shutil.copy(ROOT / "node_modules" / "pyodide" / name, stock)
    sources = [path for path in (ROOT / "calculator").glob("*.py") if path.name != "__main__.py"]
    (stock / "calculator.zip").write_bytes(stored_zip((f"calculator/{path.name}", path.read_bytes()) for path in sources))
    shutil.copy(ROOT / ".cache" / "policies.json", stock)
    (stock / "worker.js").write_text(STOCK_WORKER.replace("QUESTION", question))
    for path in sorted(stock.iterdir()):
        if path.suffix in (".mjs", ".wasm", ".zip", ".json"):
            Path(f"{path}.br").write_bytes(brotli.compress(path.read_bytes(), quality=11))
    for name, script in (("stock", STOCK_PAGE), ("stock-main", STOCK_MAIN.replace("QUESTION", question))):
        (http / f"{name}.js").write_text(script)
        (http / f"{name}.html").write_text(page_of(f'<script type="module" src="{name}.js"></script>'))
    parts = {name: (site / (manifest[name].get("file") or manifest[name]["script"])).read_bytes() for name in PART_NAMES}
    image = runtime_image(parts, ROOT / ".cache")
    for name, given in (("file", parts), ("image", {**parts, "image": image})):
        target = folder / name
        written = write_scripts(given, target)
        (target / "assets" / "bench.js").write_text(bundled(scripts / "bench.js"))
        probe = f'<script src="assets/{scripts.name}/probe.js"></script>'
        (target / "ours.html").write_text(page_of(f'{probe}<script src="assets/bench.js"></script>', written))


def answered(page: Page, url: str, expected: str) -> float:
    """Milliseconds from the start of the navigation to the answer, which must be the right one."""
    page.goto(url)
    page.wait_for_function("globalThis.done", timeout=START)
    time, text = page.evaluate("globalThis.done")
    assert text == expected, "another answer than CPython's"
    return float(time)


class Bench:
    def __init__(self, browser: Browser, base: str, folder: Path, throttle: float, expected: str) -> None:
        self.browser, self.base, self.folder, self.throttle, self.expected = browser, base, folder, throttle, expected
        self.times: dict[str, list[float]] = {}
        self.bytes: dict[str, int] = {}

    def visit(self, row: str, context: BrowserContext, url: str, throttle: float = 1, script: str = "") -> Page:
        page = context.new_page()
        if script:
            page.add_init_script(script)
        if throttle > 1:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        before = Handler.sent
        self.times.setdefault(row, []).append(answered(page, url, self.expected))
        self.bytes[row] = Handler.sent - before
        return page

    def once(self, row: str, url: str, throttle: float = 1, script: str = "") -> None:
        context = self.browser.new_context()
        self.visit(row, context, url, throttle, script)
        context.close()

    def round(self) -> None:
        stock = self.browser.new_context()
        self.visit("stock, cold", stock, f"{self.base}/stock.html").close()
        self.visit("stock, warm", stock, f"{self.base}/stock.html")
        stock.close()
        ours = self.browser.new_context()
        page = self.visit("ours, cold", ours, f"{self.base}/ours.html")
        for _ in range(240):
            if page.evaluate(KEPT):
                break
            page.wait_for_timeout(500)
        else:
            raise AssertionError("nothing was kept for the next visit")
        page.close()
        self.visit("ours, warm: service worker and image", ours, f"{self.base}/ours.html").close()
        page = ours.new_page()
        page.goto(f"{self.base}/stock/pyodide-lock.json")
        page.evaluate("caches.delete('gongji-image')")
        page.close()
        self.visit("ours, warm: service worker, no image", ours, f"{self.base}/ours.html")
        ours.close()
        self.once("stock, slowed, in the page", f"{self.base}/stock-main.html", self.throttle)
        self.once("ours, slowed, in the page", f"{self.base}/ours.html", self.throttle, NO_WORKER)
        for name, row in (("file", "ours, file://, no image"), ("image", "ours, file://, image")):
            url = (self.folder / name / "ours.html").as_uri()
            self.once(row, url)
            self.once(f"{row}, slowed, in the page", url, self.throttle, NO_WORKER)

    def report(self) -> None:
        median = {row: statistics.median(times) for row, times in self.times.items()}
        print(f"\n{'medians of ' + str(len(self.times['ours, cold'])):<48}{'ms':>9}{'least':>9}{'most':>9}{'bytes':>12}")
        for row, times in self.times.items():
            print(f"{row:<48}{median[row]:9.0f}{min(times):9.0f}{max(times):9.0f}{self.bytes[row]:12,}")
        slow = median["stock, slowed, in the page"]
        cold, warm = median["stock, cold"], median["stock, warm"]
        rows: list[tuple[str, float, float]] = [
            ("bytes, cold, no image", self.bytes["ours, cold"] / self.bytes["stock, cold"], 0.60),
            ("cold, no image", median["ours, cold"] / cold, 0.50),
            ("cold, image (file://)", median["ours, file://, image"] / cold, 0.25),
            ("warm", median["ours, warm: service worker and image"] / warm, 0.20),
            (f"{self.throttle:g}x slower, no image", median["ours, slowed, in the page"] / slow, 0.30),
            (f"{self.throttle:g}x slower, image (file://)", median["ours, file://, image, slowed, in the page"] / slow, 0.30),
            ("file:// over http, no image, cold", median["ours, file://, no image"] / median["ours, cold"], 1.00),
        ]
        own = sum(path.stat().st_size for part in ("calculator", "policies") for path in PARTS.glob(f"{part}.*.br"))
        print(f"\ncalculator and policies, of a budget of 200,000 bytes{own:>20,}")
        print(f"\n{'against Pyodide as published':<48}{'ratio':>9}{'budget':>9}")
        for name, ratio, budget in rows:
            print(f"{name:<48}{ratio:9.2f}{budget:9.2f}{'' if ratio <= budget else '   over'}")


def expected_answer() -> str:
    browser: Any = importlib.import_module("calculator.browser")
    browser.load((ROOT / ".cache" / "policies.json").read_text(encoding="utf-8"))
    return str(browser.check(json.dumps(QUESTION)))


def main() -> int:
    parser = argparse.ArgumentParser(description="How long and how many bytes until Python's first answer.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--throttle", type=float, default=4.0)
    arguments = parser.parse_args()
    finder = subprocess.run([sys.executable, ROOT / "tests/browser/chromium.py"], stdout=subprocess.PIPE, text=True, check=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        prepared(folder)
        make: Callable[..., Any] = functools.partial(Handler, directory=str(folder / "http"))
        with ThreadingHTTPServer(("127.0.0.1", 0), make) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=finder.stdout.strip(), args=served.ARGUMENTS)
            address = f"http://127.0.0.1:{server.server_port}"
            bench = Bench(browser, address, folder, arguments.throttle, expected_answer())
            for _ in range(arguments.rounds):
                bench.round()
            bench.report()
            browser.close()
            server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
