"""Bytes on the wire of a visit, from nginx with the files that the build compressed.

Each kind of visit starts with an empty cache; "again" is the same visit once more in the same browser.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.timing import table  # noqa: E402
from tests.browser.chromium import find  # noqa: E402
from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.built import BUILT_ON  # noqa: E402
from tests.nginx import serving  # noqa: E402

QUESTION = f"#on={BUILT_ON}&donor_region=hunan&relative_region=hunan&relation=spouse&expense=inpatient"
PYTHON = "an answer by Python"
VISITS = {
    "the home page": ("/", "h1"),
    "a region's page": ("/regions/hunan/", "h1"),
    "a verdict from the table": (f"/check/{QUESTION}", "#answer[data-engine=table]"),
    PYTHON: (f"/check/{QUESTION}", "#answer[data-engine=python]:not([aria-busy])"),
}


@dataclass
class Visit:
    """What nginx sent: bytes with headers, and the paths asked for."""

    size: int
    paths: list[str]


class Visits:
    """Visits to an nginx that notes what it sends; a service worker's own requests count as well."""

    def __init__(self, address: str, log: Path) -> None:
        self.address, self.log, self.read = address, log, 0

    def visit(self, context: BrowserContext, path: str, selector: str) -> Visit:
        """Loads a page, waits for `selector` and until all is quiet."""
        page = context.new_page()
        page.goto(path)
        page.locator(selector).first.wait_for(timeout=120_000)
        page.wait_for_timeout(3000)
        page.close()
        lines = self.log.read_text(encoding="utf-8").splitlines()
        new, self.read = [line.split(" ", 1) for line in lines[self.read :]], len(lines)
        return Visit(sum(int(size) for size, _ in new), [path for _, path in new])

    def both(self, browser: Browser, path: str, selector: str) -> tuple[Visit, Visit]:
        context = browser.new_context(base_url=self.address)
        first, again = (self.visit(context, path, selector) for _ in range(2))
        context.close()
        return first, again


def all_visits() -> dict[str, tuple[Visit, Visit]]:
    """Each kind of visit, first and again. Those without Python run in a browser that knows no WebAssembly: it never asks for it."""
    headers = ROOT / "dist" / "nginx-headers.conf"
    with tempfile.TemporaryDirectory() as name, serving(ROOT / "site", headers, Path(name), log=True) as address, sync_playwright() as playwright:
        visits = Visits(address, Path(name) / "sent.log")
        whole, old = (playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS, *more]) for more in ([], ["--js-flags=--jitless"]))
        found = {name: visits.both(whole if name == PYTHON else old, *how) for name, how in VISITS.items()}
        whole.close()
        old.close()
    return found


def show(found: dict[str, tuple[Visit, Visit]]) -> None:
    rows = [
        (name, f"{first.size / 1000:,.0f}", len(first.paths), f"{again.size / 1000:,.0f}", len(again.paths))
        for name, (first, again) in found.items()
    ]
    table("Kilobytes on the wire", ("visit", "first, kB", "requests", "again, kB", "requests"), rows, keep="visits")


if __name__ == "__main__":
    show(all_visits())
