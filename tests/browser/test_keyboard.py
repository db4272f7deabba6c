"""Without a mouse: from the home page to an answer, through the sentence and on from there; the grid, the menu and the search."""

from __future__ import annotations

from playwright.sync_api import Page, expect

START = 60_000
SENTENCE = [
    *("donor_region", "donor_pool", "relative", "relative_region", "relative_pool", "relative_insured", "item", "on"),
]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.id || document.activeElement.tagName"))


def tab_to(page: Page, *names: str, most: int = 60) -> None:
    """Presses Tab until the focus has been on each of these, in this order."""
    waiting = list(names)
    passed = []
    for _ in range(most):
        if focused(page) == waiting[0]:
            waiting.pop(0)
            if not waiting:
                return
        page.keyboard.press("Tab")
        passed.append(focused(page))
    raise AssertionError(f"{waiting[0]} not reached; passed {passed}")


def choose(page: Page, name: str, value: str) -> None:
    """Goes to a list and down to a choice."""
    tab_to(page, name)
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if page.locator(f"[name={name}]").input_value() == value:
            return
    raise AssertionError(f"{value} is not among the choices of {name}")


def test_a_question_can_be_asked_answered_and_changed_by_keys_alone(page: Page) -> None:
    page.goto("/check/#on=2026-11-22")
    expect(page.locator("[name=donor_region] option")).not_to_have_count(1)
    tab_to(page, "text", *SENTENCE)
    page.locator("#text").focus()

    choose(page, "donor_region", "hunan")
    tab_to(page, "relative")
    page.keyboard.type("岳")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[name=relative]")).to_have_value("岳父")
    choose(page, "relative_region", "hunan")
    tab_to(page, "item")
    page.keyboard.type("住")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[name=item]")).to_have_value("住院")

    answer = page.locator("#answer")
    expect(answer).to_have_attribute("data-verdict", "not_covered")
    page.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)
    expect(answer).to_have_attribute("data-verdict", "not_covered")

    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#answer .card-instead [data-change]')"):
            break
    page.keyboard.press("Enter")
    expect(answer).to_have_attribute("data-verdict", "covered")
    expect(answer).to_be_focused()
    page.locator("#answer[data-engine=python] .card-conditions").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#answer').contains(document.activeElement)")
    for _ in range(60):
        if page.evaluate("document.activeElement.type === 'checkbox'"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#answer input:checked")).to_have_count(1)


def test_a_question_in_own_words_leads_from_the_home_page_to_its_answer(page: Page) -> None:
    page.goto("/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == "textarea":
            break
    page.keyboard.type("我在湖南，能给岳父付住院的钱吗")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/#*")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "not_covered", timeout=START)


def test_the_grid_shows_another_layer_by_keys(page: Page) -> None:
    page.goto("/")
    page.locator("#layer-pay").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#layer-kin")).to_be_checked()
    expect(page.locator(".tiles .l-kin").first).to_be_visible()


def test_the_menu_opens_keeps_the_focus_and_closes(page: Page) -> None:
    page.goto("/about/")
    button = page.get_by_role("button", name="菜单")
    expect(button).to_have_attribute("aria-expanded", "false")
    for _ in range(10):
        page.keyboard.press("Tab")
        if button.evaluate("(each) => each === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-expanded", "true")
    menu = page.locator(".md-sidebar--primary")
    expect(menu.get_by_role("link", name="查一查")).to_be_visible()
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('.md-sidebar--primary, .md-header, .md-content, .md-footer')?.className.split(' ')[0]"))
    assert "md-sidebar" in reached
    assert not reached & {"md-content", "md-footer"}
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    expect(menu).to_be_hidden()


def test_a_letter_leads_nowhere_and_words_can_be_searched(page: Page) -> None:
    page.goto("/guide/bind/")
    address = page.url
    for key in ("n", "p", ".", ",", "s"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url == address
    expect(page.locator("#__search")).not_to_be_checked()
    page.locator(".md-search__input").focus()
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.insert_text("轮椅")
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=START)
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
