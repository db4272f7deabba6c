"""A region's page on paper: at most four sheets of A4, dark ink, nothing of the site's frame."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from builder.site import TILES
from tests.browser.conftest import SITE

PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
BRIGHTNESS = """(selector) => { const colour = getComputedStyle(document.querySelector(selector)).color;
  return Math.max(...colour.match(/[0-9]+/g).slice(0, 3).map(Number)); }"""


def sheets(page: Page) -> int:
    return len(PAGE.findall(page.pdf(format="A4")))


# The longest of all regions, and the shortest.
LONGEST = sorted(TILES, key=lambda slug: len((SITE / "regions" / slug / "index.html").read_bytes()))


@pytest.mark.parametrize("slug", [LONGEST[0], *LONGEST[-7:]])
def test_a_region_prints_on_four_sheets(page: Page, slug: str) -> None:
    page.goto(f"/regions/{slug}/")
    assert 1 <= sheets(page) <= 4


def test_large_type_and_dark_colours_print_alike(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/regions/guangdong/")
    page.get_by_role("button", name="关怀版").click()
    assert sheets(page) <= 4
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    for selector in ("h1", ".md-content p", ".matrix th", ".v-covered", ".v-unknown"):
        assert page.evaluate(BRIGHTNESS, selector) < 170, selector


def test_what_is_printed_and_what_is_not(page: Page) -> None:
    page.goto("/regions/shandong/")
    page.emulate_media(media="print")
    for selector in (".md-header", ".md-tabs", ".md-footer", ".md-button", ".care-switch", "#documents"):
        expect(page.locator(selector).first).to_be_hidden()
    for selector in ("h1", "#today", "#today ~ .scroll table", "#relatives", "#limits", "#binding", "#wallet", ".print-note"):
        expect(page.locator(selector).first).to_be_visible()
    assert sum(table.is_visible() for table in page.locator("table.matrix").all()) == 1
