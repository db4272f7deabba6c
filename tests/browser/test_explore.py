"""The pages of relations and expenses: the grid says what the engine says, on the day of the build and on any other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from builder.stretches import kin_check
from calculator import Policies, check

SITE = Path(__file__).parents[2] / "site"
WIDTH = "document.documentElement.scrollWidth"
TILES = """() => Object.fromEntries([...document.querySelectorAll(".tiles a")].map(
  (tile) => [tile.dataset.region, tile.querySelector("[data-verdict]").dataset.verdict]))"""
BADGES = """() => [...document.querySelectorAll(".tiles [data-verdict]")].filter(
  (place) => !place.querySelector(`.v-${place.dataset.verdict}`)).length"""
EXPENSES = ["outpatient", "vaccine", "pharmacy_device", "resident_premium", "employee_premium", "commercial_insurance", "other"]
RELATIONS = ["parent", "sibling", "parent_in_law", "cousin", "paired_relative"]


def engine(policies: Policies, on: str, relation: str, expense: str) -> dict[str, str]:
    asked = {"on": on, "relation": relation, "expense": expense}
    return {slug: check({**asked, "donor_region": slug, "relative_region": slug}, policies).verdict for slug in policies.regions}


def build_day(page: Page) -> str:
    return page.locator("#grid").get_attribute("data-on") or ""


def counts(page: Page) -> dict[str, int]:
    found = page.locator("[data-count]").all()
    return {place.get_attribute("data-count") or "": int(place.inner_text()) for place in found}


def settled(page: Page, wanted: dict[str, str]) -> None:
    """The grid shows what is wanted, in word, shape and number."""
    page.wait_for_function(f"(wanted) => JSON.stringify(Object.entries(({TILES})()).sort()) === JSON.stringify(wanted)", arg=sorted(map(list, wanted.items())))
    assert page.evaluate(BADGES) == 0
    values = list(wanted.values())
    assert counts(page) == {verdict: values.count(verdict) for verdict in ("covered", "conditional", "unknown", "not_covered")}


@pytest.mark.parametrize("expense", EXPENSES)
def test_an_expense_in_every_region(page: Page, policies: Policies, expense: str) -> None:
    page.goto(f"/expenses/{expense}/")
    settled(page, engine(policies, build_day(page), "parent", expense))


def test_a_tile_leads_to_the_reason_of_its_region(page: Page, policies: Policies) -> None:
    page.goto("/expenses/vaccine/")
    on = build_day(page)
    for slug in policies.regions:
        page.locator(f".tiles a[data-region={slug}]").click()
        row = page.locator("li", has=page.locator(f"#r-{slug}"))
        answer = check({"on": on, "donor_region": slug, "relative_region": slug, "relation": "parent", "expense": "vaccine"}, policies)
        expect(row.locator(f".v-{answer.verdict}").first).to_be_visible()
        expect(row).to_contain_text(answer.deciding.text)
    expect(page.locator("#r-guangxi")).to_have_count(1)


def test_another_day_and_another_relation(page: Page, policies: Policies) -> None:
    chance = random.Random(60)
    page.goto("/expenses/resident_premium/")
    for _ in range(6):
        on = f"20{chance.randint(18, 27)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        relation = chance.choice([name for name in policies.relations if name != "not_insurable"])
        page.locator("[name=on]").fill(on)
        page.locator("[name=on]").dispatch_event("change")
        page.locator("[name=relation]").select_option(relation)
        settled(page, engine(policies, on, relation, "resident_premium"))
    href = page.locator(".tiles a[data-region=hunan]").get_attribute("href") or ""
    assert "/check/#" in href and "donor_region=hunan" in href and "expense=resident_premium" in href


def test_the_choice_is_in_the_address(page: Page, policies: Policies) -> None:
    page.goto("/expenses/outpatient/#relation=sibling&on=2024-10-25")
    expect(page.locator("[name=on]")).to_have_value("2024-10-25")
    settled(page, engine(policies, "2024-10-25", "sibling", "outpatient"))
    page.locator("[name=relation]").select_option("parent")
    settled(page, engine(policies, "2024-10-25", "parent", "outpatient"))
    assert page.url.endswith("#on=2024-10-25")
    page.goto("/expenses/outpatient/#relation=nobody&on=never&province=x")
    expect(page.locator("[name=relation]")).to_have_value("parent")


def test_without_its_table_the_grid_says_so_and_stays(page: Page, policies: Policies) -> None:
    page.goto("/expenses/vaccine/")
    today = engine(policies, build_day(page), "parent", "vaccine")
    broken: list[Route] = []

    def abort(route: Route) -> None:
        broken.append(route)
        route.abort()

    page.route("**/days.*", abort)
    page.locator("[name=relation]").select_option("cousin")
    expect(page.locator("[data-failed]")).to_be_visible()
    assert broken and page.evaluate(TILES) == today
    page.unroute("**/days.*")
    page.locator("[name=relation]").select_option("sibling")
    expect(page.locator("[data-failed]")).to_be_hidden()
    settled(page, engine(policies, build_day(page), "sibling", "vaccine"))


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_in_every_region(page: Page, policies: Policies, relation: str) -> None:
    page.goto(f"/relatives/{relation}/")
    on = build_day(page)
    settled(page, {slug: kin_check(policies, slug, relation, "region", on).verdict for slug in policies.regions})
    across = check({"on": on, "relation": relation, "route": "cross_province"}, policies).checks[1]
    expect(page.locator("#across + div")).to_contain_text(across.text)
    for day, how in (("2023-06-01", "pool"), ("2024-10-25", "region"), ("2019-01-01", "pool")):
        page.locator("[name=on]").fill(day)
        page.locator("[name=on]").dispatch_event("change")
        page.locator("[name=how]").select_option(how)
        settled(page, {slug: kin_check(policies, slug, relation, how, day).verdict for slug in policies.regions})


def test_who_else_could_pay_and_the_words_for_it(page: Page) -> None:
    page.goto("/relatives/parent_in_law/")
    expect(page.locator("#instead ~ ul")).to_contain_text("您的配偶若有职工医保个人账户")
    expect(page.locator(".words").first).to_contain_text("岳父")
    page.goto("/relatives/parent/")
    step = page.locator(".words", has_text="继父")
    expect(step).to_contain_text("抚养教育")
    expect(step.locator(".v-conditional")).to_be_visible()
    adopted = page.locator(".words", has_text="养父")
    expect(adopted).to_contain_text("收养登记")
    page.goto("/relatives/sibling/")
    expect(page.locator(".words", has_text="同父异母")).to_contain_text("半血缘")


def test_every_relation_and_expense_has_its_page(page: Page, policies: Policies) -> None:
    page.goto("/relatives/")
    hrefs = page.locator("tbody th a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    assert {href.strip("/") for href in hrefs} == set(policies.relations) - {"self", "not_insurable"}
    page.goto("/expenses/")
    assert page.locator("tbody th a").count() == len(policies.categories)
    for row in page.locator("tbody tr").all():
        assert sum(int(cell) for cell in row.locator(".number").all_inner_texts()) == len(policies.regions)
    for name in policies.categories:
        assert (SITE / "expenses" / name / "index.html").exists()


def test_the_pages_are_light() -> None:
    """The page itself, without the theme around it."""
    for folder in ("relatives", "expenses"):
        for path in (SITE / folder).glob("*/index.html"):
            html = path.read_text(encoding="utf-8")
            article = html[html.index("<article") : html.index("</article>")]
            assert len(article.encode()) < 60_000, path


@pytest.mark.parametrize("path", ["/expenses/vaccine/", "/relatives/parent/"])
def test_without_scripts(browser: Browser, site: str, path: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(site + path)
    assert page.locator(".tiles .v").count() == 32
    expect(page.locator("[name=on]")).to_be_hidden()
    expect(page.locator("[data-static]").first).to_be_visible()
    page.locator(".tiles a[data-region=guangxi]").click()
    expect(page.locator("#r-guangxi")).to_be_in_viewport()
    assert page.evaluate(WIDTH) == 360
    page.context.close()
