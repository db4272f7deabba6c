"""Changes, questions, sayings, guides on a small phone: nothing is wider than the screen, and links keep their question."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

PAGES = [
    "/changes/", "/changes/2024/", "/changes/2021/", "/faq/", "/claims/", "/claims/no-cross-province/", "/claims/no-drugs/",
    "/guide/", "/guide/bind/", "/guide/wallet/", "/guide/premium/", "/guide/release/", "/guide/trouble/", "/guide/confusions/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_small_phone(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    for care in (False, True):
        page.evaluate("(care) => document.documentElement.classList.toggle('care', care)", care)
        assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith("/guide/") or path == "/changes/"])
def test_words_in_pictures_stay_large_enough_and_inside(page: Page, path: str) -> None:
    page.goto(path)
    for picture in page.locator("svg[role=img]:visible").all():
        frame = picture.bounding_box()
        assert frame is not None and frame["x"] >= 0 and frame["x"] + frame["width"] <= 360
        for words in picture.locator("text").all():
            bounds = words.bounding_box()
            assert bounds is not None
            assert bounds["x"] >= frame["x"] - 1 and bounds["x"] + bounds["width"] <= frame["x"] + frame["width"] + 1
            assert bounds["height"] >= 11, words.inner_text()


def test_a_question_goes_on_to_the_check_page(page: Page) -> None:
    page.goto("/faq/#guangxi-in-laws")
    page.locator("#guangxi-in-laws + .told .go").click()
    expect(page.locator("[name=donor_region]")).to_have_value("guangxi")
    expect(page.locator("[name=relative]")).to_have_value("岳父")
    answer = page.locator("#answer[data-verdict]")
    expect(answer).to_have_attribute("data-verdict", "covered", timeout=60_000)
