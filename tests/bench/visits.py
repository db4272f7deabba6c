"""Bytes on the wire of a visit, from nginx with the files that the build compressed (make bench prints it).

Each kind of visit starts with an empty cache; "again" is the same visit once more in the same browser.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import find  # noqa: E402
from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.nginx import serving  # noqa: E402

QUESTION = "#on=2026-11-22&donor_region=hunan&relative_region=hunan&relation=spouse&expense=inpatient"
VISITS = {
    "a region's page": ("/regions/hunan/", "h1"),
    "a verdict from the table": (f"/check/{QUESTION}", "#answer[data-engine=table]"),
    "an answer by Python": (f"/check/{QUESTION}", "#answer[data-engine=python]:not([aria-busy])"),
}


def visit(context: BrowserContext, address: str, selector: str) -> int:
    """Bytes of all responses, headers and bodies as they came over the wire, until the page is quiet after `selector`."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(address)
    page.locator(selector).first.wait_for(timeout=120_000)
    page.wait_for_timeout(2000)
    page.close()
    return sum(sizes)


def measured(browser: Browser, address: str, path: str, selector: str) -> tuple[int, int]:
    context = browser.new_context(base_url=address)
    first, again = (visit(context, path, selector) for _ in range(2))
    context.close()
    return first, again


def main() -> None:
    site, headers = ROOT / "site", ROOT / "dist" / "nginx-headers.conf"
    with tempfile.TemporaryDirectory() as folder, serving(site, headers, Path(folder)) as address, sync_playwright() as playwright:
        # The second knows no WebAssembly: there the verdict from the table is all, and the engine is never loaded.
        whole, old = (playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS, *more]) for more in ([], ["--js-flags=--jitless"]))
        print(f"{'kilobytes on the wire':30}{'first':>10}{'again':>10}")
        for name, (path, selector) in VISITS.items():
            first, again = measured(old if "table" in selector else whole, address, path, selector)
            print(f"{name:30}{first / 1000:>10,.0f}{again / 1000:>10,.0f}")
        whole.close()
        old.close()


if __name__ == "__main__":
    main()
