"""The register of documents: complete as it stands, filtered and sorted by its small script."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

SHOWN = "#documents tbody tr:visible"


def test_the_fragment_sets_the_filter(page: Page) -> None:
    page.goto("/documents/#region=guangxi&grade=A")
    expect(page.locator("[name=region]")).to_have_value("guangxi")
    rows = page.locator(SHOWN)
    expect(page.locator("#shown")).to_contain_text("份中的")
    assert 0 < rows.count() < page.locator("#documents tbody tr").count()
    assert set(rows.locator("[data-key=grade]").all_inner_texts()) == {"官方"}
    assert all("guangxi" in (row.get_attribute("data-cited") or "").split() for row in rows.all())


def test_a_choice_is_kept_in_the_address(page: Page) -> None:
    page.goto("/documents/")
    page.locator("[name=year]").select_option("2024")
    assert page.url.endswith("#year=2024")
    assert {row.get_attribute("data-year") for row in page.locator(SHOWN).all()} == {"2024"}
    page.locator("[name=year]").select_option("")
    assert page.url.endswith("/documents/")


def test_headings_sort_both_ways(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/documents/#year=2024")
    heading = page.locator("th[data-key=published]")
    days = page.locator(f"{SHOWN} [data-key=published]")
    expect(heading).to_have_attribute("aria-sort", "descending")
    newest_first = days.all_inner_texts()
    heading.locator("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert [day for day in days.all_inner_texts() if day] == sorted(day for day in newest_first if day)


def test_a_wrong_choice_in_the_address_shows_everything(page: Page) -> None:
    page.goto("/documents/#grade=Z&region=atlantis")
    expect(page.locator("[name=grade]")).to_have_value("")
    assert page.locator(SHOWN).count() == page.locator("#documents tbody tr").count()


def test_the_table_is_complete_without_scripts(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{site}/documents/")
    assert page.locator(SHOWN).count() > 300
    expect(page.locator("#filter")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()
