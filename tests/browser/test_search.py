"""The site's search finds Chinese words: without word segmentation it would silently find nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

WORDS = [
    "子女",
    "外孙子女",
    "岳父",
    "兄弟姐妹",
    "居民医保",
    "医保钱包",
    "家庭共济",
    "绑定",
    "疫苗",
    "广西",
    "深圳",
    "跨省",
]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_people_use_is_found(page: Page, word: str) -> None:
    page.goto(f"/?q={word}")
    expect(page.locator(".md-search-result__item").first).to_be_attached(timeout=30_000)
    expect(page.locator(".md-search-result__list")).to_contain_text(word)
