"""No page is wider than a small phone, before any script has run."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

SITE = Path(__file__).parents[2] / "site"
WIDEST = """[...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map((each) => each.outerHTML.slice(0, 120))"""


def test_no_page_scrolls_sideways(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site, java_script_enabled=False)
    page = context.new_page()
    wide = {}
    paths = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    assert len(paths) > 80
    for path in paths:
        page.goto(f"/{path.removesuffix('index.html')}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[path] = (width, page.evaluate(WIDEST))
    context.close()
    assert wide == {}
