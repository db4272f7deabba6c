"""The comboboxes of the sentence: by keys, by touch, by a screen reader's names, and with words of one's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

FakeEngine = Callable[..., None]


@pytest.fixture
def sentence(page: Page, fake_engine: FakeEngine) -> Page:
    fake_engine()
    page.goto("/check/#on=2026-11-22&donor_region=guangxi")
    expect(page.locator("[name=donor_region]")).to_have_value("guangxi")
    return page


def options(page: Page) -> list[str]:
    return page.locator("[role=option]:visible").all_inner_texts()


def test_typing_shows_what_begins_with_it_first(sentence: Page) -> None:
    box = sentence.get_by_role("combobox", name="给哪位亲属")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("岳")
    expect(box).to_have_attribute("aria-expanded", "true")
    found = options(sentence)
    assert 2 <= len(found) <= 8
    assert found[0].startswith("岳")
    assert all("岳" in option for option in found)
    expect(sentence.locator("#matches")).to_contain_text(str(len(found)))
    box.fill("器械")  # in the middle of its label
    item = sentence.get_by_role("combobox", name="付什么费用")
    item.fill("器械")
    assert "药店医疗器械" in options(sentence)


def test_the_keys_of_the_pattern(sentence: Page) -> None:
    box = sentence.get_by_role("combobox", name="给哪位亲属")
    box.focus()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    listbox = sentence.locator(f"#{box.get_attribute('aria-controls')}")
    expect(listbox).to_be_visible()

    def active() -> int:
        found = box.get_attribute("aria-activedescendant")
        selected = listbox.locator("[aria-selected=true]")
        expect(selected).to_have_count(1)
        assert selected.get_attribute("id") == found
        return int(str(found).rsplit("-", 1)[1])

    last = len(options(sentence)) - 1
    assert active() == 0
    for key, place in (("ArrowDown", 1), ("End", last), ("ArrowDown", 0), ("ArrowUp", last), ("Home", 0), ("ArrowDown", 1)):
        box.press(key)
        assert active() == place, key
    box.press("Escape")
    expect(listbox).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = options(sentence)[1]
    box.press("Enter")
    expect(box).to_have_value(chosen)
    expect(listbox).to_be_hidden()
    expect(sentence.locator("#answer code")).to_contain_text(chosen)


def test_a_touch_chooses_and_a_pool_brings_its_region(sentence: Page) -> None:
    box = sentence.get_by_role("combobox", name="亲属在哪个市参保")
    box.press_sequentially("长沙")
    option = sentence.get_by_role("option", name="长沙市 湖南")
    bounds = option.bounding_box()
    assert bounds is not None and bounds["height"] >= 44
    option.click()
    expect(box).to_have_value("长沙市")
    expect(sentence.locator("[name=relative_region]")).to_have_value("hunan")
    own = sentence.get_by_role("combobox", name="我在哪个市交职工医保")
    own.click()
    assert options(sentence)[0] == "南宁市"  # of the region chosen, and without its name
    assert len(options(sentence)) == 8


def test_other_words_may_be_typed(sentence: Page) -> None:
    box = sentence.get_by_role("combobox", name="给哪位亲属")
    box.press_sequentially("我老公的妈")
    expect(sentence.locator("#matches")).not_to_be_empty()
    box.press("Enter")
    expect(sentence.locator("#answer code")).to_contain_text("我老公的妈")
    sentence.keyboard.press("Tab")
    expect(box).to_have_value("我老公的妈")


@pytest.mark.parametrize("care", [False, True])
@pytest.mark.parametrize("name", ["donor_pool", "relative", "relative_pool", "item"])
def test_the_list_stays_on_a_small_screen(sentence: Page, name: str, care: bool) -> None:
    if care:
        sentence.get_by_role("button", name="关怀版").click()
    box = sentence.locator(f"[name={name}]")
    box.click()
    listbox = sentence.locator(f"#{name}-list")
    expect(listbox).to_be_visible()
    bounds, below = listbox.bounding_box(), box.bounding_box()
    assert bounds is not None and below is not None
    assert bounds["x"] >= 0 and bounds["x"] + bounds["width"] <= 360
    assert abs(bounds["y"] - below["y"] - below["height"]) < 2
    assert sentence.evaluate("document.documentElement.scrollWidth") == 360
