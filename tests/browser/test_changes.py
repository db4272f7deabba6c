"""The page on changes: complete as it stands, looked up between two days by its small script."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

TABLE = json.loads((Path(__file__).parents[2] / "site" / "assets" / "data" / "changes.json").read_text(encoding="utf-8"))
LINES = "#changes .became > li"


def expected(after: str, until: str, region: str = "", relation: str = "", expense: str = "") -> list[str]:
    """The lines that the choice finds, from the table itself."""
    found = []
    for line in TABLE["lines"]:
        named = all(
            not chosen or TABLE[ids].index(chosen) in line[ids]
            for ids, chosen in (("regions", region), ("relations", relation), ("expenses", expense))
        )
        if named and after < line["on"] <= until:
            found.append(f"{line['where']}：{line['about']}")
    return found


def test_the_fragment_sets_what_is_looked_up(page: Page) -> None:
    page.goto("/changes/#after=2024-01-01&until=2024-12-31&region=guangxi&relation=sibling&expense=inpatient")
    expect(page.locator("[name=region]")).to_have_value("guangxi")
    wanted = expected("2024-01-01", "2024-12-31", "guangxi", "sibling", "inpatient")
    assert wanted
    expect(page.locator(LINES)).to_have_count(len(wanted))
    assert sorted(page.locator(f"{LINES} p").all_inner_texts()) == sorted(wanted)
    expect(page.locator("#found")).to_contain_text(f"{len(wanted)} 处")
    page.locator("#changes h3 a").first.click()
    expect(page).to_have_url(page.url)
    assert "/changes/2024/#d-2024-" in page.url


def test_the_last_year_is_shown_first(page: Page) -> None:
    page.goto("/changes/")
    expect(page.locator("[name=after]")).not_to_have_value("")
    after, until = page.locator("[name=after]").input_value(), page.locator("[name=until]").input_value()
    assert int(until[:4]) - int(after[:4]) == 1
    expect(page.locator(LINES)).to_have_count(len(expected(after, until)))
    days = page.locator("#changes h3").all_inner_texts()
    assert days == sorted(days, reverse=True)


def test_a_choice_is_kept_in_the_address(page: Page) -> None:
    page.goto("/changes/")
    expect(page.locator("#look-up")).to_be_visible()
    page.locator("[name=region]").select_option("hunan")
    page.locator("[name=after]").fill("2021-01-01")
    assert "region=hunan" in page.url
    until = page.locator("[name=until]").input_value()
    expect(page.locator(LINES)).to_have_count(len(expected("2021-01-01", until, "hunan")))


def test_two_days_the_wrong_way_round_are_named(page: Page) -> None:
    page.goto("/changes/#after=2025-01-01&until=2024-01-01")
    expect(page.locator("#found")).to_contain_text("要早于")
    expect(page.locator(LINES)).to_have_count(0)


def test_when_the_table_does_not_come_the_page_says_so(page: Page) -> None:
    page.route("**/assets/data/changes*", lambda route: route.abort())
    page.goto("/changes/")
    expect(page.locator("#found")).to_contain_text("没有下载成功")
    expect(page.locator("#look-up")).to_be_hidden()


def test_without_scripts_every_day_is_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/changes/")
    expect(page.locator("#look-up")).to_be_hidden()
    links = page.locator(".year a")
    assert links.count() == len({line["on"] for line in TABLE["lines"]} | {str(link.get_attribute("href"))[-10:] for link in links.all()})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto(f"{site}/changes/2024/")
    assert page.locator(".became > li").count() == len(expected("2023-12-31", "2024-12-31"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()
