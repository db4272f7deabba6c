"""Whoever walks with the Tab key sees where they are: nothing that stays in place covers what has the focus (WCAG 2.4.11)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import STAND_STILL

KINDS = [
    *("/", "/check/", "/plan/", "/regions/hunan/", "/expenses/vaccine/", "/compare/#regions=hunan,beijing"),
    *("/faq/", "/documents/", "/accessibility/", "/404.html"),
]
WIDTHS = (360, 1280)
STOPS = 20  # each way
# What has the focus, if it cannot be seen: of three heights of its box, each has to be free at the left, in the middle or at the right.
# A control without an image of its own is seen by the label behind it.
UNSEEN = """() => {
  const own = document.activeElement;
  if (!own || own === document.body) return null;
  const shown = getComputedStyle(own).opacity === "0" ? own.nextElementSibling ?? own : own;
  const free = (x, y) => {
    const there = document.elementFromPoint(x, y);
    return there && (shown.contains(there) || there.contains(shown));
  };
  const row = ({left, right}, y) => [left + 3, (left + right) / 2, right - 3].some((x) => free(x, y));
  const boxes = [...shown.getClientRects()].filter(({width, height}) => width > 1 && height > 1);
  const rows = boxes.map((box) => [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2].map((y) => y > innerHeight || row(box, y)));
  const high = boxes.some(({height}) => height > innerHeight / 2);
  if (boxes.length && (high ? rows.flat().some(Boolean) : rows.flat().every(Boolean))) return "";
  return `${shown.localName}#${shown.id}.${shown.className} ${shown.textContent.trim().slice(0, 20)}`;
}"""


def walked(page: Page, key: str) -> list[str]:
    """Presses the key again and again, once round at most, and tells where the focus could not be seen."""
    found = []
    for _ in range(STOPS):
        page.keyboard.press(key)
        unseen = page.evaluate(UNSEEN)
        for _ in range(10):  # the theme opens its search a moment after it got the focus
            if not unseen:
                break
            page.wait_for_timeout(50)
            unseen = page.evaluate(UNSEEN)
        if unseen is None:
            break
        if unseen:
            found.append(f"{key}: {unseen}")
    return found


@pytest.mark.parametrize("path", KINDS)
def test_what_has_the_focus_is_seen(page: Page, path: str) -> None:
    hidden = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        page.goto("about:blank")
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        page.evaluate(STAND_STILL)
        found = walked(page, "Tab")
        page.locator("footer a").last.focus()
        found += walked(page, "Shift+Tab")
        hidden += [f"{width} px, {each}" for each in found]
    assert not hidden, "\n".join(hidden)
