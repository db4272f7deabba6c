"""The page on a whole family: from cards to a plan, by mouse and by keys; files, links, wrong and hostile values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from calculator import browser as engine
from tests.browser.test_axe import violations

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "policies" / "cases" / "households" / "south-china.json"
START = 90_000


def planned(household: dict[str, Any]) -> dict[str, Any]:
    """The plan that CPython makes."""
    policies = ROOT / ".cache" / "policies.json"
    engine.load(policies.read_text(encoding="utf-8"))
    found: dict[str, Any] = json.loads(engine.plan(json.dumps(household, ensure_ascii=False)))
    return found


def opened(page: Page) -> Page:
    page.goto("/plan/")
    expect(page.locator(".person")).to_have_count(1)
    return page


def open_text(page: Page, text: str) -> None:
    page.locator("#file").set_input_files({"name": "family.json", "mimeType": "application/json", "buffer": text.encode()})


def field(page: Page, name: str, key: str) -> Locator:
    """A control on the card of a person of that name."""
    return page.locator(".person", has=page.locator(f'[data-title]:text-is("{name}")')).locator(f"[data-key={key}]")


def test_the_example_gives_the_plan_of_cpython_and_follows_each_number(page: Page) -> None:
    opened(page).locator("#example").click()
    card = page.locator("#answer .plan-card")
    household = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    expect(card).to_have_attribute("data-total-cash", f"{planned(household)['total_cash']:.2f}", timeout=START)
    expect(card.locator("svg")).to_be_visible()
    assert card.locator(".checklist input").count() == len(planned(household)["steps"])
    page.locator(".cost", has_text="流感疫苗").or_(page.locator(".cost").nth(3)).first.locator("[data-key=amount]").fill("20.5")
    household["expenses"][3]["amount"] = 20.5
    expect(card).to_have_attribute("data-total-cash", f"{planned(household)['total_cash']:.2f}")
    household["expenses"][4]["amount"] = 9999
    page.locator(".cost").nth(4).locator("[data-key=amount]").fill("9999")
    expect(card).to_have_attribute("data-total-cash", f"{planned(household)['total_cash']:.2f}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_typed_while_the_lists_are_under_way_stays(page: Page) -> None:
    held: list[Route] = []
    page.route("**/data/form*", lambda route: held.append(route))
    opened(page)
    page.locator("[data-add=spouse]").click()
    name = field(page, "我", "name")
    name.fill("小王")
    page.locator(".person").first.evaluate("(card) => { card.dataset.seen = 'yes'; }")
    for _ in range(100):
        if held:
            break
        page.wait_for_timeout(100)
    assert held, "the page has asked for no lists"
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".person[data-seen=yes] [data-key=name]")).to_have_value("小王")
    expect(page.locator(".person[data-seen=yes] > details")).to_have_attribute("open", "")
    expect(page.locator(".person")).to_have_count(2)


def test_people_are_added_as_a_tree_with_the_words_for_them(page: Page) -> None:
    opened(page)
    for preset in ("spouse", "child", "father", "mother", "mother_in_law"):
        page.locator(f"[data-add={preset}]").click()
    expect(page.locator("#tree button")).to_have_count(6)
    rows = page.locator(".tree-row").all()
    assert [row.locator("b").all_text_contents() for row in rows] == [["爸爸", "妈妈", "爱人的妈妈"], ["我", "爱人"], ["孩子"]]
    expect(page.locator("#tree path")).to_have_count(2 + 5)  # two couples, five lines of descent
    expect(page.locator("#tree button", has_text="爱人的妈妈")).to_contain_text("配偶的母亲", timeout=START)
    field(page, "我", "name").fill("小王")
    page.locator(".person").first.locator("details.more > summary").click()
    page.locator(".person").first.locator("[data-key=sex]").select_option("male")
    expect(page.locator("#tree button", has_text="爱人的妈妈")).to_contain_text("岳母")
    page.locator("#tree button", has_text="孩子").click()
    assert page.evaluate("document.activeElement.closest('.person').querySelector('[data-title]').textContent") == "孩子"
    page.locator(".person", has=page.locator('[data-title]:text-is("爱人")')).locator("details.more > summary").click()
    page.locator(".person", has=page.locator('[data-title]:text-is("爱人")')).locator("[data-remove]").click()
    expect(page.locator("#tree button")).to_have_count(5)


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda h: h["members"][0].update(account=-5), ".person:nth-child(1) [data-key=account]"),
        (lambda h: h["members"][1].update(account=1.005), ".person:nth-child(2) [data-key=account]"),
        (lambda h: h["members"][2].update(region="衡羊市"), ".person:nth-child(3) [data-key=place]"),
        (lambda h: h["expenses"][1].update(amount="很多"), ".cost:nth-child(2) [data-key=amount]"),
        (lambda h: h["parents"].update({"her-father": ["kid"]}), ".person [data-key=parent1][aria-invalid]"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(page: Page, spoil: Any, place: str) -> None:
    household = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    spoil(household)
    open_text(opened(page), json.dumps(household))
    wrong = page.locator("#household [aria-invalid]")
    expect(wrong).to_have_count(1, timeout=START)
    error = planned(household)["error"]
    assert page.locator(place).get_attribute("aria-invalid") == "true"
    expect(page.locator("#household .wrong")).to_have_text(error["message"])
    assert page.locator(".card-error").count() == 1
    assert wrong.is_visible()


def test_a_family_is_saved_opened_and_linked_without_loss(page: Page) -> None:
    household = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    household["members"][0] |= {"retired": True, "account": {"balance": 9000, "past_years": 600.5}, "bound": 2}
    household["parents"]["kid"][1] = {"id": "husband", "kind": "step"}
    household["bindings"] = [{"donor": "wife", "relative": "kid"}]
    open_text(opened(page), json.dumps(household))
    expect(page.locator(".person")).to_have_count(6)
    with page.expect_download() as download:
        page.locator("#save").click()
    expect(page.locator("#tool-words")).to_contain_text("存好了")
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    want, got = planned(household), planned(saved)
    assert want == got
    assert saved["members"][0]["retired"] is True
    assert saved["parents"]["kid"] == ["wife", {"id": "husband", "kind": "step"}]

    open_text(page, "{")
    expect(page.locator("#tool-words")).to_contain_text("读不出来")
    open_text(page, '{"members": 5}')
    expect(page.locator(".person")).to_have_count(6)
    page.reload()
    expect(page.locator(".person")).to_have_count(6)
    page.goto("about:blank")
    page.goto(f"/plan/#household={quote(json.dumps(saved))}")
    expect(page.locator(".person")).to_have_count(6)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#clear").click()
    expect(page.locator(".person")).to_have_count(1)
    page.reload()
    expect(page.locator(".person")).to_have_count(1)


def test_hostile_names_are_only_words(page: Page) -> None:
    bad = "<img src=x onerror=alert(1)>"[:20]
    household = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    for member in household["members"]:
        member["name"] = bad
    household["expenses"][0]["name"] = "<svg onload=alert(1)>"[:20]
    household["members"][0]["id"] = household["marriages"][0][0] = '"><b>'
    household["parents"] = {}
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    open_text(opened(page), json.dumps(household))
    expect(page.locator("#answer .card")).to_be_visible(timeout=START)
    assert page.locator("#answer img, #tree img, #members img").count() == 0
    assert bad in page.locator("#answer").inner_text()


def test_by_keys_alone_and_nothing_for_axe_to_complain_of(page: Page) -> None:
    opened(page).locator("#example").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#answer .plan-card")).to_be_visible(timeout=START)
    assert violations(page) == {}
    page.locator("#tree button").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("老林")
    expect(page.locator("#tree button").first).to_contain_text("老林")
    expect(page.locator("#answer")).to_contain_text("老林")
    for details in page.locator("#answer details, #household details").all():
        details.evaluate("each => each.open = true")
    assert violations(page) == {}


def test_a_browser_without_the_engine_gets_plain_words(page: Page) -> None:
    page.add_init_script("WebAssembly.validate = () => false")
    opened(page)
    expect(page.locator("[data-for=unsupported]")).to_be_visible()
    assert page.locator("[data-for=unsupported] a").count() == 2
    page.locator("[data-add=spouse]").click()
    expect(page.locator("#tree button")).to_have_count(2)
