"""Colours, sizes and widths, measured in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PAGES = ["/", "/check/", "/about/", "/regions/", "/relatives/", "/relatives/great_grand/", "/expenses/", "/expenses/vaccine/", "/compare/"]
VERDICTS = ["covered", "conditional", "not_covered", "unknown"]
# text on ground
PAIRS = [
    *((text, ground) for text in ("ink", "soft", "accent") for ground in ("paper", "card", "accent-bg")),
    *((verdict, ground) for verdict in VERDICTS for ground in ("paper", "card", f"{verdict}-bg")),
    *(("ink", f"{verdict}-bg") for verdict in VERDICTS),
    ("on-bar", "bar"),
    ("card", "accent"),
]
HEAD = '<header class="card-head"><h2><span class="v v-covered">可以</span></h2></header>'


def luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    assert re.fullmatch(r"#[0-9a-f]{6}", colour), colour
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("care", "least"), [(False, 4.5), (True, 7.0)])
def test_every_pair_of_colours_has_enough_contrast(page: Page, scheme: str, care: bool, least: float) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/about/")
    if care:
        page.get_by_role("button", name="关怀版").click()
    read = "(names) => names.map((name) => getComputedStyle(document.body).getPropertyValue(`--${name}`).trim())"
    names = sorted({name for pair in PAIRS for name in pair})
    colours = dict(zip(names, page.evaluate(read, names), strict=True))
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


@pytest.mark.parametrize("care", [False, True])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_small_phone(page: Page, path: str, care: bool) -> None:
    page.goto(path)
    if care:
        page.get_by_role("button", name="关怀版").click()
    expect(page.locator("html.care")).to_have_count(int(care))
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_an_answer_does_not_scroll_sideways(page: Page, fake_engine: Callable[..., None]) -> None:
    fake_engine(HEAD + "<p>" + "很长的一句话" * 40 + "</p>")
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&relative=岳父&item=血压计&amount=1&donor_account=yes")
    expect(page.locator("#answer .card")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_controls_can_be_hit_and_have_names(page: Page, fake_engine: Callable[..., None]) -> None:
    fake_engine('<button data-change="{}">换一个</button>')
    page.goto("/check/#relative=岳父&designated=yes")
    expect(page.locator("#answer button")).to_be_visible()
    controls = page.locator("main :is(button, select, input, textarea, summary):visible, .md-banner button:visible")
    assert controls.count() > 20
    for control in controls.all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44, control.evaluate("(element) => element.outerHTML")
        named = "(element) => element.ariaLabel || element.labels?.length || element.textContent.trim()"
        assert control.evaluate(named), control.evaluate("(element) => element.outerHTML")


def test_large_type_is_remembered(page: Page) -> None:
    page.goto("/about/")
    size = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
    assert round(page.evaluate(size)) == 17
    page.get_by_role("button", name="关怀版").click()
    assert page.evaluate(size) >= 22
    page.goto("/check/")
    assert page.evaluate(size) >= 18
    expect(page.get_by_role("button", name="关怀版")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_it_is_unofficial(page: Page, path: str) -> None:
    page.goto(path)
    notice = page.get_by_role("complementary").filter(has_text="非官方")
    expect(notice).to_be_visible()
    expect(notice.get_by_role("link", name="12393")).to_have_attribute("href", "tel:12393")


@pytest.mark.parametrize("path", PAGES)
def test_the_menu_opens_on_a_small_phone(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_role("button", name="菜单").click()
    # A section that is not open is one link, to its first page.
    page.locator(".md-nav--primary").get_by_role("link", name=re.compile("看全部|各地区")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("各地区")
