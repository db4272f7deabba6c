"""The pages in English: the sentence is filled in by English words, table and Python say the same as on the Chinese page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_variants import visited_twice
from tests.built import BUILT_ON

SITE = Path(__file__).parents[2] / "site"
START = 60_000
CHINESE = re.compile(r"[\u3400-\u9fff]")
# Text with Chinese outside elements that say so; what holds only text, such as an option or a status, cannot.
UNMARKED = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!/[\\u3400-\\u9fff]/.test(textContent) || ["SCRIPT", "STYLE"].includes(parentElement.tagName)) continue;
    if (!parentElement.closest("[lang^=zh], option, button, svg, #said")) found.push(textContent.trim());
  }
  return found;
}"""


def fragment(page: Page) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(urlsplit(page.url).fragment).items()}


def choose(page: Page, name: str, typed: str, option: str) -> None:
    """Types into a box and chooses a suggestion."""
    page.locator(f"[name={name}]").fill(typed)
    page.get_by_role("option", name=option, exact=True).click()


def settled(page: Page) -> None:
    page.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)


def test_a_question_in_english_from_the_table_and_then_by_python(page: Page) -> None:
    page.goto("/en/check/#on=2026-11-22")
    page.locator("[name=donor_region]").select_option("Shaanxi")
    choose(page, "donor_pool", "xian", "Xi'an")
    choose(page, "relative", "wife’s m", "wife’s mother")
    page.locator("[name=relative_region]").select_option("Shaanxi")
    choose(page, "item", "outpatient c", "outpatient care")
    answer = page.locator("#answer")
    expect(answer).to_have_attribute("data-verdict", re.compile("covered|unknown|conditional"))
    settled(page)
    asked = {"donor_region": "shaanxi", "donor_pool": "610100", "relative": "岳母", "relative_region": "shaanxi", "expense": "outpatient"}
    assert fragment(page) == {"on": "2026-11-22", **asked}
    expect(answer.locator(".card-head")).to_contain_text("wife’s mother")
    expect(page.locator("[name=relative]")).to_have_value("wife’s mother")
    assert page.evaluate(UNMARKED) == []


def test_the_table_speaks_english(page: Page, fake_engine: Callable[..., None]) -> None:
    fake_engine(wait=100_000)
    page.goto(f"/en/check/#on={BUILT_ON}&donor_region=beijing&relative_region=beijing&relation=parent&expense=fitness")
    answer = page.locator("#answer[data-engine=table]")
    expect(answer).to_have_attribute("data-verdict", "not_covered")
    expect(answer).to_contain_text("Reasons, conditions and steps are on their way.")


@pytest.mark.parametrize(
    "question",
    [
        "on=2026-11-22&donor_region=guangxi&relation=parent&item=血压计&relative_region=guangxi",
        "on=2026-11-22&donor_region=shanghai&relation=child&expense=commercial_insurance&relative_region=shanghai",
        "on=2023-06-01&donor_region=zhejiang&relation=sibling&expense=inpatient&relative_region=hunan",
    ],
)
def test_both_languages_give_one_verdict_and_lead_to_each_other(page: Page, question: str) -> None:
    page.goto(f"/check/#{question}")
    settled(page)
    verdict = page.locator("#answer").get_attribute("data-verdict")
    assert verdict
    asked = fragment(page)
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(re.compile("/en/check/"))
    assert fragment(page) == asked
    expect(page.locator("html")).to_have_attribute("lang", "en")
    settled(page)
    assert page.locator("#answer").get_attribute("data-verdict") == verdict
    assert page.evaluate(UNMARKED) == []
    page.get_by_role("link", name="中文", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")


def test_a_mistake_is_told_in_english(page: Page) -> None:
    page.goto("/en/check/#on=2026-11-22&donor_region=Guangdon&relation=parent")
    settled(page)
    expect(page.locator("#answer")).to_contain_text("There is no such region")
    page.get_by_role("button", name="Guangdong", exact=True).first.click()
    settled(page)
    expect(page.locator("#answer .card-error")).to_have_count(0)


def test_a_second_visit_in_english_starts_from_the_image(page: Page) -> None:
    question = "on=2026-11-22&donor_region=shanghai&relation=child&expense=inpatient&relative_region=shanghai"
    second, _ = visited_twice(page, f"/en/check/#{question}")
    expect(second.locator("#answer h2")).to_have_text("Yes")


def test_the_example_of_a_family_is_planned_in_english(page: Page) -> None:
    page.goto("/en/plan/")
    page.get_by_role("button", name="See an example").click()
    card = page.locator(".plan-card")
    card.wait_for(timeout=START)
    expect(card).to_have_attribute("data-total-cash", "1068.00")
    expect(card).to_contain_text("Lin’s account pays for Doudou (child): influenza vaccine")
    expect(page.locator("#members summary").first).to_have_text(re.compile("Lin"))
    assert page.evaluate(UNMARKED) == []


def test_the_places_of_one_name_stand_apart(page: Page) -> None:
    page.goto("/en/plan/")
    page.get_by_role("button", name="See an example").click()
    expect(page.locator("#members summary").first).to_have_text(re.compile("Lin"))
    page.locator("#members summary").first.click()
    place = page.locator("#members [data-key=place]").first
    place.fill("Suzhou")
    expect(page.locator(".suggestions:not([hidden]) [role=option]")).to_have_text(["Suzhou (Jiangsu) Jiangsu", "Suzhou (Anhui) Anhui"])


@pytest.mark.parametrize("path", ["", "check/", "plan/", "guide/", "guide/bind/", "guide/wallet/", "guide/confusions/"])
def test_a_page_names_its_counterpart(path: str) -> None:
    for own, other, language in ((path, f"en/{path}", "en"), (f"en/{path}", path, "zh-CN")):
        html = (SITE / own / "index.html").read_text(encoding="utf-8")
        (href,) = re.findall(rf'<link rel="alternate translation" hreflang="{language}" href="([^"]*)"', html)
        assert (SITE / own / href / "index.html").resolve() == (SITE / other / "index.html").resolve()
    assert "notice-language" not in (SITE / "regions" / "index.html").read_text(encoding="utf-8")


def test_the_menus_stand_apart() -> None:
    chinese = (SITE / "check" / "index.html").read_text(encoding="utf-8")
    english = (SITE / "en" / "check" / "index.html").read_text(encoding="utf-8")
    tabs = [re.search(r'class="md-tabs__list">(.*?)</ul>', html, re.DOTALL) for html in (chinese, english)]
    assert tabs[0] and "关于" in tabs[0][1] and "/en/" not in tabs[0][1] and "English" not in tabs[0][1]
    assert tabs[1] and "Guides" in tabs[1][1] and not CHINESE.search(tabs[1][1])


def test_a_chinese_page_does_not_load_the_english_words(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&relation=parent&item=血压计")
    settled(page)
    assert asked and not [url for url in asked if "english" in url]


def test_the_links_of_a_topic_stay_in_english(page: Page) -> None:
    page.goto("/en/check/#on=2026-11-22&text=家庭共济怎么解绑")
    settled(page)
    topic = page.locator("#answer .card-topic")
    expect(topic.locator("h2")).to_have_text("How do I unbind (end family sharing)?")
    expect(topic.locator(".card-ways a").first).to_have_attribute("href", re.compile(r"/en/guide/release/#steps$"))
    related = topic.locator(".card-related a").first
    asked = related.inner_text()
    assert not CHINESE.search(asked)
    related.click()
    expect(topic.locator("h2")).to_have_text(asked)
    assert urlsplit(page.url).path == "/en/check/"
