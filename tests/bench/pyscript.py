"""The same start as start.py's, by PyScript in the page: how long and how many bytes until Python's first answer, against plain Pyodide.

    python tests/bench/pyscript.py [--rounds 3]

PyScript's core comes from tests/bench/npm, Pyodide from node_modules, all from this machine with brotli.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import shutil
import statistics
import sys
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT)]

from tests.bench.timing import table  # noqa: E402
from tests.browser.chromium import find  # noqa: E402
from tests.browser.conftest import ARGUMENTS  # noqa: E402

start = importlib.import_module("tests.bench.start")
CORE = ROOT / "tests" / "bench" / "npm" / "node_modules" / "@pyscript" / "core" / "dist"
PAGE = """<!doctype html><html><head><meta charset="utf-8"><link rel="icon" href="data:,">
<script type="module" src="/pyscript/core.js"></script></head><body>
<script type="py" config='{"interpreter": "/stock/pyodide.mjs"}'>
import js, sys
from pyodide.ffi import to_js
from pyodide.http import pyfetch
with open("/calculator.zip", "wb") as file:
    file.write(await (await pyfetch("/stock/calculator.zip")).bytes())
sys.path.insert(0, "/calculator.zip")
from calculator import browser
browser.load(await (await pyfetch("/stock/policies.json")).string())
answer = browser.check(QUESTION)
js.globalThis.done = to_js([js.performance.now(), answer])
</script></body></html>"""


def prepared(folder: Path) -> None:
    start.prepared(folder)
    http = folder / "http"
    shutil.copytree(CORE, http / "pyscript", ignore=shutil.ignore_patterns("*.map"))
    for path in sorted((http / "pyscript").rglob("*.js")):
        Path(f"{path}.br").write_bytes(brotli.compress(path.read_bytes(), quality=11))
    (http / "pyscript.html").write_text(PAGE.replace("QUESTION", json.dumps(json.dumps(start.QUESTION))))


def main() -> int:
    parser = argparse.ArgumentParser(description="PyScript's start.")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    if not CORE.exists():
        print("PyScript is not there: npm ci in tests/bench/npm", file=sys.stderr)
        return 1
    found: dict[str, list[tuple[float, int]]] = {}
    rows = {"Pyodide as published, in the page": "stock-main", "PyScript, in the page": "pyscript", "ours, in a worker": "ours"}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        prepared(folder)
        make: Any = functools.partial(start.Handler, directory=str(folder / "http"))
        with ThreadingHTTPServer(("127.0.0.1", 0), make) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
            for _ in range(rounds):
                for row, page in rows.items():
                    context = browser.new_context()
                    before = start.Handler.sent
                    time = start.answered(context.new_page(), f"http://127.0.0.1:{server.server_port}/{page}.html", start.expected_answer())
                    found.setdefault(row, []).append((time, start.Handler.sent - before))
                    context.close()
            browser.close()
            server.shutdown()
    middle = {row: (statistics.median(time for time, _ in each), each[0][1]) for row, each in found.items()}
    base = next(iter(middle.values()))
    lines = [(row, f"{ms:,.0f}", f"{ms / base[0]:.2f}", f"{size / 1e6:.2f}", f"{size / base[1]:.2f}") for row, (ms, size) in middle.items()]
    table("Cold start, PyScript too", ("start", "ms", "ratio", "MB", "ratio"), lines, keep="pyscript")
    return 0


if __name__ == "__main__":
    sys.exit(main())
