"""The first page: ask box first, then the grid in four layers; it works by HTML and style sheet alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.home_page import EXPENSE, RELATION
from builder.policy_set import PolicySet
from calculator import Policies, check
from calculator.wallet import wallet_state

SITE = Path(__file__).parents[2] / "site"
LAYERS = ["pay", "kin", "wallet", "source"]
SIZES = "(tiles) => tiles.map((tile) => { const {width, height} = tile.getBoundingClientRect(); return [width, height]; })"


def verdict(policies: Policies, on: str, slug: str, relation: str, expense: str) -> str:
    asked = {"on": on, "donor_region": slug, "relative_region": slug, "relation": relation, "expense": expense}
    return check(asked, policies).verdict


def build_day(page: Page) -> str:
    return page.locator("#grid").get_attribute("data-on") or ""


def test_the_ask_box_comes_first(page: Page) -> None:
    page.goto("/")
    box, grid = page.locator("#ask").bounding_box(), page.locator("#grid").bounding_box()
    assert box and grid and box["y"] < grid["y"]
    page.set_viewport_size({"width": 1280, "height": 800})
    box, grid = page.locator("#ask").bounding_box(), page.locator(".tiles").bounding_box()
    assert box and grid and box["x"] + box["width"] <= grid["x"] and box["y"] + box["height"] < 800


def test_tiles_are_links_large_enough_for_a_finger(page: Page, policies: Policies) -> None:
    page.goto("/")
    tiles = page.locator(".tiles a")
    hrefs = tiles.evaluate_all("(tiles) => tiles.map((tile) => tile.getAttribute('href'))")
    assert {href.split("/")[1] for href in hrefs} == set(policies.regions) and len(hrefs) == 32
    assert all((SITE / href / "index.html").exists() for href in hrefs)
    for width, height in tiles.evaluate_all(SIZES):
        assert width >= 36 and height >= 44
    names = tiles.evaluate_all("(tiles) => tiles.map((tile) => tile.innerText)")
    assert all(any(word in name for word in ("可以", "有条件", "未明确")) for name in names)


@pytest.mark.parametrize("layer", LAYERS)
def test_layers_without_scripts(browser: Browser, site: str, policies: Policies, layer: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{site}/")
    page.locator(f"label[for=layer-{layer}]").click()
    for other in LAYERS:
        shown = page.locator(f".tiles .l-{other}")
        assert shown.count() == 32
        assert sum(place.is_visible() for place in shown.all()) == (32 if other == layer else 0)
    on = build_day(page)
    for slug in policies.regions:
        tile = page.locator(f".tiles a[data-region={slug}] .l-{layer}")
        if layer == "pay":
            assert tile.get_attribute("data-verdict") == verdict(policies, on, slug, RELATION, EXPENSE)
        elif layer == "wallet":
            assert tile.get_attribute("data-verdict") == wallet_state(policies, slug, None, "donor", on).verdict
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()


def test_who_may_use_it_beyond_the_near_relatives(page: Page) -> None:
    page.goto("/")
    page.locator("label[for=layer-kin]").click()
    states = {
        tile.get_attribute("data-region"): tile.locator("[data-state]").get_attribute("data-state")
        for tile in page.locator(".tiles a").all()
    }
    assert states["guangxi"] == "more" and states["hunan"] == "near"
    expect(page.locator("ul.l-kin")).to_contain_text("广西：近亲属都可以。配偶的父母也可以。")


def test_another_expense_is_looked_up(page: Page, policies: Policies) -> None:
    page.goto("/")
    on = build_day(page)
    page.locator("[name=expense]").select_option("inpatient")
    page.locator("[name=relation]").select_option("grandparent")
    wanted = [verdict(policies, on, slug, "grandparent", "inpatient") for slug in policies.regions]
    expect(page.locator("[data-count=covered]")).to_have_text(str(wanted.count("covered")))
    for slug, right in zip(policies.regions, wanted, strict=True):
        assert page.locator(f".tiles a[data-region={slug}] .l-pay").get_attribute("data-verdict") == right
    assert page.url.endswith("#relation=grandparent&expense=inpatient")


def test_figures_name_their_documents(page: Page, policy_set: PolicySet) -> None:
    page.goto("/")
    figures = policy_set.nation["figures"]
    assert len(figures) >= 3
    shown = page.locator(".figures li b").all_inner_texts()
    assert [figure["value"] for figure in figures] == shown[: len(figures)]
    page.locator(".figures summary").click()
    for figure in figures:
        for name in figure["documents"]:
            expect(page.locator(".figures details")).to_contain_text(policy_set.documents[name]["title"])


def test_the_large_type_turns_the_grid_into_a_list(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="关怀版").click()
    boxes = page.locator(".tiles a").evaluate_all("(tiles) => tiles.map((tile) => tile.getBoundingClientRect().x)")
    assert len(set(boxes)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 360
