"""How soon the check page shows a verdict: from the table without the engine, and from Python once it is ready.

    python tests/bench/page.py [--rounds 30] [--throttle 4]

Runs the built site in Chromium, first at full speed and then with the processor slowed down. Nothing is asserted about time.
The browser slows the page's own thread only, not the worker that Python runs in; the last column therefore also gives
the call times the throttle, as an upper estimate. Then the verdict of a link on a first visit over a slow line, where the engine never
comes: from the navigation until the verdict is drawn, from a server that sends the compressed files.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

BROWSER_TESTS = Path(__file__).resolve().parents[1] / "browser"
sys.path[:0] = [str(BROWSER_TESTS), str(BROWSER_TESTS.parents[1])]

served = importlib.import_module("conftest")  # how the browser tests serve the site and start the browser
from tests.bench.start import Handler  # noqa: E402
from tests.built import BUILT_ON  # noqa: E402

START = 120_000
QUESTION = f"#on={BUILT_ON}&donor_region=hunan&relative=妈妈&expense=inpatient"
REGIONS = ["guangxi", "beijing", "shanghai", "sichuan", "zhejiang", "hunan"]
TARGETS = {"table": 100.0, "call": 50.0, "slow line": 1500.0}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 1_600_000 / 8}  # ms, bytes a second

# Times of the calls to the worker.
WATCH = """
window.calls = [];
const sent = {};
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message) {
  if (!this.watched) {
    this.watched = true;
    this.addEventListener("message", ({data}) => { if (data.id) calls.push(performance.now() - sent[data.id]); });
  }
  sent[message.id] = performance.now();
  post.call(this, message);
};
"""
# Makes the last choice and waits until its answer stands in the page and a frame with it has been drawn.
CHOOSE = """([name, value, engine]) => new Promise((resolve) => {
  const answer = document.querySelector("#answer");
  const control = document.querySelector(`[name=${name}]`);
  calls.length = 0;
  const begun = performance.now();
  const observer = new MutationObserver(() => {
    if (answer.dataset.engine !== engine || (engine === "python" && answer.hasAttribute("aria-busy"))) return;
    observer.disconnect();
    const inserted = performance.now() - begun;
    requestAnimationFrame(() => setTimeout(() => resolve({inserted, drawn: performance.now() - begun, call: calls[0] ?? 0})));
  });
  observer.observe(answer, {childList: true, attributes: true});
  control.value = value;
  control.dispatchEvent(new Event("change", {bubbles: true}));
})"""

# Keeps when the verdict was drawn, in milliseconds since the navigation.
DRAWN = """
globalThis.drawn = new Promise((resolve) => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector("#answer[data-engine=table]")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  }).observe(document, {childList: true, subtree: true, attributes: true});
});
"""

Times = list[dict[str, float]]


def opened(browser: Browser, site: str, with_engine: bool) -> Page:
    page = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN").new_page()
    page.add_init_script(WATCH)
    if not with_engine:
        page.route("**/assets/pyodide/**", lambda route: route.abort())
    page.goto(f"{site}/check/{QUESTION}")
    page.locator(f"#answer[data-engine={'python' if with_engine else 'table'}]:not([aria-busy])").wait_for(timeout=START)
    return page


def measured(page: Page, engine: str, rounds: int, throttle: float) -> Times:
    """One choice after the other, each of a region that the page has not just shown."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    found: list[Any] = []
    for number in range(rounds):
        found.append(page.evaluate(CHOOSE, ["donor_region", REGIONS[number % len(REGIONS)], engine]))
        page.wait_for_timeout(50)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return found


def over_a_slow_line(browser: Browser, site: str, rounds: int) -> Times:
    """First visits with nothing kept; `bytes` came over the line until then."""
    found: Times = []
    for _ in range(rounds):
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", service_workers="block")
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setBlockedURLs", {"urls": ["*/assets/pyodide/*"]})
        session.send("Network.emulateNetworkConditions", SLOW)
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
        page.add_init_script(DRAWN)
        page.goto(f"{site}/check/{QUESTION}", wait_until="commit")
        page.locator("#answer[data-engine=table]").wait_for(timeout=START)
        found.append({"drawn": page.evaluate("drawn"), "bytes": sum(sizes)})
        context.close()
    return found


def line(name: str, times: list[float], target: float | None, scale: float = 1.0) -> str:
    median, worst = statistics.median(times) * scale, max(times) * scale
    ratio = f"{median / target:8.2f}" if target else " " * 8
    return f"{name:<52}{times[0] * scale:9.1f}{median:9.1f}{worst:9.1f}{ratio}"


def report(throttle: float, table: Times, python: Times) -> None:
    print(f"\nthrottle {throttle:g}x, {len(table)} choices{'':<24}first   median    worst  median/target")
    print(line("table, no engine: choice → in the page, ms", [each["inserted"] for each in table], TARGETS["table"]))
    print(line("table, no engine: choice → frame drawn, ms", [each["drawn"] for each in table], TARGETS["table"]))
    print(line("Python ready: the call to the worker, ms", [each["call"] for each in python], TARGETS["call"]))
    if throttle > 1:
        print(line(f"Python ready: the call, times {throttle:g}, ms", [each["call"] for each in python], TARGETS["call"], throttle))
    print(line("Python ready: choice → in the page, ms", [each["inserted"] for each in python], None))
    print(line("Python ready: choice → frame drawn, ms", [each["drawn"] for each in python], None))


def main() -> int:
    parser = argparse.ArgumentParser(description="How soon the check page shows a verdict.")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--throttle", type=float, default=4.0)
    arguments = parser.parse_args()
    finder = subprocess.run([sys.executable, str(BROWSER_TESTS / "chromium.py")], stdout=subprocess.PIPE, text=True, check=True)
    make: Callable[..., Any] = functools.partial(Handler, directory=str(served.SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), make) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{server.server_port}"
        browser = playwright.chromium.launch(executable_path=finder.stdout.strip(), args=served.ARGUMENTS)
        for throttle in (1.0, arguments.throttle):
            table = measured(opened(browser, site, with_engine=False), "table", arguments.rounds, throttle)
            python = measured(opened(browser, site, with_engine=True), "python", arguments.rounds, throttle)
            report(throttle, table, python)
        slow = over_a_slow_line(browser, site, min(arguments.rounds, 7))
        print(f"\n1.6 Mbit/s and 150 ms, first visit, {len(slow)} times{'':<12}first   median    worst  median/target")
        print(line("table, engine blocked: navigation → drawn, ms", [each["drawn"] for each in slow], TARGETS["slow line"]))
        print(line("kilobytes until then", [each["bytes"] / 1000 for each in slow], None))
        browser.close()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
