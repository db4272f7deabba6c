"""The check page without a mouse: through the sentence, to a choice, to the answer, and on from there."""

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
