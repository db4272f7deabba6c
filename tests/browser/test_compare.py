"""Two or three regions side by side: from the table, differences first, the choice in the address."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from calculator import Policies, check

ROWS = """(body) => [...document.querySelectorAll(`#${body} tr`)].map((row) => ({
  fact: row.dataset.fact, expense: row.dataset.expense,
  cells: [...row.querySelectorAll("td")].map((cell) => cell.className.startsWith("is-") ? cell.className.slice(3) : cell.innerText)}))"""


def ready(page: Page) -> None:
    expect(page.locator("#result")).to_be_visible()
    page.locator("#alike").evaluate("(details) => { details.open = true; }")


def test_the_rows_agree_with_the_engine_and_differences_come_first(page: Page, policies: Policies) -> None:
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto("/compare/#regions=guangxi,jiangsu,hunan&relation=sibling&on=2024-10-25")
    ready(page)
    different, same = page.evaluate(ROWS, "different"), page.evaluate(ROWS, "same")
    assert different and same
    assert all(len(set(row["cells"])) > 1 for row in different)
    assert all(len(set(row["cells"])) == 1 for row in same)
    rows = {row["expense"]: row["cells"] for row in (*different, *same) if row["expense"]}
    assert set(rows) == set(policies.categories)
    for expense, cells in rows.items():
        for slug, verdict in zip(("guangxi", "jiangsu", "hunan"), cells, strict=True):
            asked = {"on": "2024-10-25", "donor_region": slug, "relative_region": slug, "relation": "sibling", "expense": expense}
            assert verdict == check(asked, policies).verdict, (expense, slug)
    expect(page.locator("#said")).to_have_text(f"{len(different)} 项不一样，{len(same)} 项一样。")
    assert not [url for url in asked_for if "pyodide" in url]


def test_the_words_are_those_of_the_engine(page: Page, policies: Policies) -> None:
    page.goto("/compare/#regions=hunan,beijing")
    ready(page)
    on = page.locator("#compare").get_attribute("data-on")
    for number, slug in enumerate(("hunan", "beijing")):
        asked = {"on": on, "donor_region": slug, "relative_region": slug, "relation": "parent", "expense": "outpatient"}
        cell = page.locator("[data-fact=limits] td").nth(number)
        for limit in check(asked, policies).limits:
            expect(cell).to_contain_text(limit)
        for step in policies.regions[slug]["binding"]["steps"]:
            expect(page.locator("[data-fact=steps] td").nth(number)).to_contain_text(step)


def test_a_choice_makes_a_link_that_gives_the_same_again(page: Page) -> None:
    page.goto("/compare/")
    expect(page.locator("#said")).to_have_text("先选两个地区。")
    expect(page.locator("#result")).to_be_hidden()
    page.locator("[name=region1]").select_option("guangdong")
    page.locator("[name=region2]").select_option("fujian")
    page.locator("[name=relation]").select_option("child")
    ready(page)
    first = page.evaluate(ROWS, "different")
    assert "#regions=guangdong,fujian&relation=child&on=" in page.url
    address = page.url
    page.goto("/about/")
    page.goto(address)
    ready(page)
    assert page.evaluate(ROWS, "different") == first
    expect(page.locator("[name=region2]")).to_have_value("fujian")
    expect(page.locator("#result thead th").nth(1)).to_have_text("广东省")


def test_one_region_twice_or_unknown_is_no_comparison(page: Page) -> None:
    for fragment in ("regions=hunan,hunan", "regions=hunan,atlantis", "regions=hunan", "province=x"):
        page.goto("/about/")
        page.goto(f"/compare/#{fragment}")
        expect(page.locator("#said")).to_have_text("先选两个地区。")
        expect(page.locator("#result")).to_be_hidden()


def test_a_change_of_the_address_is_followed(page: Page) -> None:
    page.goto("/compare/#regions=hunan,beijing")
    ready(page)
    page.evaluate("() => { location.hash = 'regions=hunan,hebei,xizang'; }")
    expect(page.locator("#result thead th")).to_have_count(4)
    expect(page.locator("#result thead th").nth(3)).to_have_text("西藏自治区")


def test_a_lost_connection_is_said(page: Page) -> None:
    page.route("**/compare.*.json", lambda route: route.abort())
    page.goto("/compare/#regions=hunan,beijing")
    expect(page.locator("#said")).to_contain_text("没有下载下来")
    page.unroute("**/compare.*.json")
    page.locator("[name=region2]").select_option("hebei")
    ready(page)


def test_without_scripts_it_says_where_to_go(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{site}/compare/")
    expect(page.locator("[data-static] a").first).to_be_visible()
    expect(page.locator("#compare")).to_be_hidden()
    expect(page.locator("#result")).to_be_hidden()
    page.context.close()
