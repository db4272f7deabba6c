"""Lighthouse, mobile profile, on four pages served by nginx as a host would: the scores, and what they are made of.

    python tests/bench/lighthouse.py [--rounds 3]

The performance and its times are the best of the rounds, which other work on the machine disturbs least; the other scores
are the least. Needs `npm ci` in tests/bench/npm.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.timing import table  # noqa: E402
from tests.browser.chromium import find  # noqa: E402
from tests.nginx import serving  # noqa: E402

PROGRAM = ROOT / "tests" / "bench" / "npm" / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {"home": "/", "a region": "/regions/hunan/", "check": "/check/", "an expense": "/expenses/vaccine/"}
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def report(address: str, folder: Path) -> dict[str, Any]:
    """What Lighthouse says of a page; its own form."""
    out = folder / "report.json"
    command = ["node", str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={FLAGS}"]
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": find() or ""}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def line(name: str, reports: list[dict[str, Any]]) -> tuple[str, ...]:
    scores = {key: [round(each["categories"][key]["score"] * 100) for each in reports] for key in TARGETS}
    shown = [max(scores["performance"]), *(min(scores[key]) for key in list(TARGETS)[1:])]
    marks = [f"{score:.0f}{'' if score >= least else ' (under)'}" for score, least in zip(shown, TARGETS.values(), strict=True)]

    def best(audit: str) -> float:
        return min(float(each["audits"][audit]["numericValue"]) for each in reports)

    seconds = [f"{best(audit) / 1000:.1f}" for audit in ("first-contentful-paint", "largest-contentful-paint")]
    rest = (f"{best('total-blocking-time'):.0f}", f"{best('cumulative-layout-shift'):.3f}", f"{best('total-byte-weight') / 1000:.0f}")
    return (name, *marks, *seconds, *rest)


def main() -> int:
    parser = argparse.ArgumentParser(description="Lighthouse on four pages.")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    if not PROGRAM.exists():
        print("Lighthouse is not there: npm ci in tests/bench/npm", file=sys.stderr)
        return 1
    rows = []
    with tempfile.TemporaryDirectory() as name, serving(ROOT / "site", ROOT / "dist" / "nginx-headers.conf", Path(name)) as address:
        for page, path in PAGES.items():
            rows.append(line(page, [report(address + path, Path(name)) for _ in range(rounds)]))
    head = ("page", "performance", "accessibility", "best practices", "SEO", "FCP s", "LCP s", "TBT ms", "CLS", "kB")
    table("Lighthouse, mobile", head, rows, keep="lighthouse")
    return 0


if __name__ == "__main__":
    sys.exit(main())
