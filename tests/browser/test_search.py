"""The site's search finds Chinese words, and leads to the right page: every region, relation and expense, and what people call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.relative_pages import NO_PAGE
from calculator import Policies

INDEX = Path(__file__).parents[2] / "site" / "search" / "search_index.json"
START = 60_000
# A word that people use and a page that has to be among the first results.
WORDS = {
    "子女": "relatives/child/",
    "外孙子女": "relatives/grandchild/",
    "岳父": "relatives/parent_in_law/",
    "婆婆": "relatives/parent_in_law/",
    "姥姥": "relatives/grandparent/",
    "儿媳妇": "relatives/child_in_law/",
    "继父": "relatives/parent/",
    "弟弟": "relatives/sibling/",
    "血压计": "expenses/pharmacy_device/",
    "轮椅": "expenses/pharmacy_device/",
    "口罩": "expenses/pharmacy_consumable/",
    "假牙": "expenses/dental/",
    "近视眼镜": "expenses/optical/",
    "HPV": "expenses/vaccine/",
    "流感疫苗": "expenses/vaccine/",
    "入职体检": "expenses/health_checkup/",
    "降压药": "expenses/pharmacy_drug/",
    "新农合": "expenses/resident_premium/",
    "惠民保": "expenses/commercial_insurance/",
    "居民医保": "guide/premium/",
    "医保钱包": "guide/wallet/",
    "家庭共济": "guide/bind/",
    "跨省": "guide/wallet/",
    "绑定": "guide/bind/",
    "解除绑定": "guide/release/",
    "亲情账户": "guide/confusions/",
    "白名单": "guide/trouble/",
    "深圳": "regions/guangdong/",
    "南宁": "regions/guangxi/",
    "长沙": "regions/hunan/",
    "兵团": "regions/xpcc/",
    "接口": "data/",
}
# Sends words to the theme's own search worker, as the search box does, and gives the pages found, the best first.
ASK = """async () => {
  const config = JSON.parse(document.querySelector("#__config").textContent);
  const base = new URL(`${config.base}/`, location.href);
  const worker = new Worker(new URL(config.search, location.href));
  const sent = (type, data, answer) => new Promise((done) => {
    worker.onmessage = (event) => { if (event.data.type === answer) done(event.data.data); };
    worker.postMessage({type, data});
  });
  const index = await (await fetch(new URL("search/search_index.json", base))).json();
  await sent(0, {...index, options: {suggest: false}}, 1);
  window.found = async (word) => (await sent(2, word, 3)).items.map((pages) => pages[0].location.split("#")[0]);
}"""


def named(policies: Policies) -> dict[str, str]:
    """The names of all regions, relations and expenses, and the page of each."""
    found: dict[str, str] = {}
    for slug, region in policies.regions.items():
        found |= {region["name"]: f"regions/{slug}/", region["short"]: f"regions/{slug}/"}
    for folder, entries in (("relatives", policies.relations), ("expenses", policies.categories)):
        found |= {entry["label"]: f"{folder}/{name}/" for name, entry in entries.items() if name not in NO_PAGE}
    return found


def called(policies: Policies) -> dict[str, str]:
    """What people call relatives and expenses, and the page of each; words with several meanings apart."""
    kin = {word: f"relatives/{term['relation']}/" for word, term in policies.kin.items() if term["relation"] not in NO_PAGE}
    items = {word: f"expenses/{item['category']}/" for word, item in policies.items.items()}
    unclear = {*policies.kin_ambiguous, *policies.item_ambiguous}
    return {word: page for word, page in {**kin, **items}.items() if word not in unclear and len(word) > 1}


@pytest.fixture
def found(page: Page) -> Callable[[str], list[str]]:
    """The pages that the search finds for a word, the best first."""
    page.goto("/about/")
    page.evaluate(ASK)
    return lambda word: page.evaluate("(word) => found(word)", word)


def test_every_name_and_the_words_of_people_lead_to_the_right_page(found: Callable[[str], list[str]], policies: Policies) -> None:
    wanted = {**named(policies), **WORDS}
    assert len(wanted) >= 60
    missed = {word: pages[:5] for word, path in wanted.items() if path not in (pages := found(word))[:10]}
    assert missed == {}
    assert all(found(policies.relations[name]["label"]) for name in NO_PAGE)


def test_nearly_every_word_for_a_relative_or_an_expense_leads_to_its_page(found: Callable[[str], list[str]], policies: Policies) -> None:
    words = called(policies)
    assert len(words) > 1500
    missed = [word for word, path in words.items() if path not in found(word)[:10]]
    assert len(missed) <= len(words) // 33, " ".join(missed)  # such as B超: letters and characters in one word


def test_a_word_that_the_site_does_not_have_finds_nothing(found: Callable[[str], list[str]]) -> None:
    assert found("恐龙") == []


@pytest.mark.parametrize("word", ["姥姥", "居民医保"])
def test_the_search_box_shows_what_it_finds(page: Page, word: str) -> None:
    page.goto(f"/?q={word}")
    link = page.locator(f'.md-search-result__item a[href*="{WORDS[word]}"]').first
    expect(link).to_be_attached(timeout=START)
    expect(page.locator(".md-search-result__list")).to_contain_text(word)


def test_the_index_is_cut_into_words_short_and_plain() -> None:
    raw = INDEX.read_bytes()
    assert len(raw) <= 3_000_000
    texts = [entry["text"] for entry in json.loads(raw)["docs"]]
    assert all(text[:200] in raw.decode() for text in texts if '"' not in text[:200] and "\\" not in text[:200]), "UTF-8, not escaped"
    assert sum("\u200b" in text for text in texts) > len(texts) // 2
