"""axe finds nothing to complain of: every kind of page and every state of the check page, in every look (test_plan.py: the plan's)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.built import BUILT_ON

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
START = 60_000
ON = f"on={BUILT_ON}"
PLAIN = f"#{ON}&donor_region=hunan&relative_region=hunan&expense=inpatient"
STAND_STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets.push(sheet);
}"""
# A look → colour scheme, 关怀版, forced colours, width in CSS pixels. 640 is a desktop window at 200 %, where the menu folds up.
LOOKS: dict[str, tuple[str, bool, bool, int]] = {
    "light": ("default", False, False, 0),
    "dark": ("slate", False, False, 0),
    "care": ("default", True, False, 0),
    "dark care": ("slate", True, False, 0),
    "forced colours": ("default", False, True, 0),
    "200 %": ("default", False, False, 640),
}
# Colours and sizes alone differ between most looks: there these rules are all that can find something else than in light.
OF_LOOKS = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"]
RUN = """async (rules) => (await axe.run(document, {resultTypes: ["violations"], ...(rules && {runOnly: rules})})).violations.map(
  ({id, help, nodes}) => [id, help, nodes.length, nodes[0].html.slice(0, 200), nodes[0].failureSummary])"""
DRESS = """([scheme, care]) => {
  document.body.setAttribute("data-md-color-scheme", scheme);
  document.documentElement.classList.toggle("care", care);
}"""


def dress(page: Page, look: str) -> None:
    """Puts the page into a look, in place. Its own width is a small phone's."""
    scheme, care, forced, width = LOOKS[look]
    page.emulate_media(forced_colors="active" if forced else "none")
    page.set_viewport_size({"width": width or 360, "height": 740})
    page.evaluate(DRESS, [scheme, care])


def violations(page: Page) -> dict[str, list[object]]:
    """What axe finds in the page as it stands, in each look."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)  # as the debugger does it: the pages' own policy lets no script or style be added
        page.evaluate(STAND_STILL)
    found = {}
    for look in LOOKS:
        dress(page, look)
        found[look] = page.evaluate(RUN, None if look == "light" else OF_LOOKS)
    dress(page, "light")
    return {look: listed for look, listed in found.items() if listed}


PAGES = [
    *("/", "/regions/", "/regions/guangxi/", "/about/", "/check/"),
    *("/relatives/", "/relatives/parent/", "/relatives/parent_in_law/", "/expenses/", "/expenses/vaccine/", "/compare/"),
    *("/guide/", "/guide/bind/", "/guide/trouble/", "/changes/", "/changes/2025/", "/faq/", "/claims/", "/claims/no-cross-province/"),
    *("/plan/", "/documents/", "/coverage/", "/data/", "/data/changelog/", "/embed/", "/accessibility/", "/404.html"),
    *("/en/", "/en/check/", "/en/plan/", "/en/guide/", "/en/guide/bind/"),
]


@pytest.mark.parametrize("path", PAGES)
def test_pages(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    assert violations(page) == {}
    page.set_viewport_size({"width": 320, "height": 640})  # 1280 at 400 %
    assert page.evaluate("document.documentElement.scrollWidth") == 320


MOVING = """[...document.querySelectorAll("*")].filter((each) => [null, "::before", "::after"].some((part) => {
  const {transitionDuration, animationName} = getComputedStyle(each, part);
  return /[1-9]/.test(transitionDuration) || animationName !== "none";
})).map((each) => each.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("path", ["/", "/check/", "/plan/"])
def test_nothing_moves_for_who_asked_for_that(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate(MOVING)
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("layer", ["kin", "wallet", "source"])
def test_layers_of_the_grid(page: Page, layer: str) -> None:
    page.goto("/")
    page.locator(f"label[for=layer-{layer}]").click()
    expect(page.locator(f".tiles .l-{layer}").first).to_be_visible()
    assert violations(page) == {}


@pytest.mark.parametrize("path", ["/relatives/parent/#on=2023-06-01", "/expenses/vaccine/#relation=cousin", "/compare/#regions=hunan,beijing,hebei"])
def test_after_a_choice(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("table:visible, .tiles:visible").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('article details').forEach((part) => { part.open = true; })")
    assert violations(page) == {}


def test_the_sentence_while_it_is_filled(page: Page, fake_engine: Callable[..., None]) -> None:
    fake_engine()
    page.goto(f"/check/#{ON}&designated=yes&province=x")
    page.locator("[name=relative]").click()
    expect(page.locator("#relative-list")).to_be_visible()
    page.locator("[name=relative]").press("ArrowDown")
    assert violations(page) == {}
    page.locator("[name=relative]").press("Escape")
    page.locator("#text").fill("能给岳父买血压计吗")
    page.locator("#text").press("Enter")
    expect(page.locator("#spans button").first).to_be_visible()
    page.locator("#report summary").click()
    assert violations(page) == {}


def test_a_verdict_without_the_engine(page: Page) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(f"/check/{PLAIN}&relative=妈妈")
    expect(page.locator("#answer[data-engine=table]")).to_be_visible()
    assert violations(page) == {}


def test_a_verdict_while_the_engine_loads_and_after_it_failed(page: Page) -> None:
    held = []
    page.route("**/*.wasm", lambda route: held.append(route))
    page.goto(f"/check/{PLAIN}&relative=妈妈")
    expect(page.locator("#answer[data-engine=table]")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert violations(page) == {}

    page.route("**/*.wasm", lambda route: route.abort())  # the second attempt too
    held[0].abort()
    expect(page.locator('[data-for="failed"]')).to_be_visible(timeout=START)
    assert violations(page) == {}


@pytest.fixture
def states(page: Page) -> Iterator[Callable[[str], Page]]:
    """Asks one question after the other in one page, so that the engine starts once."""
    page.goto("/check/")

    def ask(fragment: str) -> Page:
        page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        page.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)
        return page

    yield ask


ANSWERS = {
    "covered": f"{PLAIN}&relative=妈妈",
    "not_covered": f"{PLAIN}&relative=岳父",
    "unknown": f"#{ON}&text=我在深圳交医保，老家衡阳的婆婆能用我的钱买血压计不",
    "conditional": f"#{ON}&donor_region=guangxi&relative_region=guangxi&relative=继父&expense=inpatient",
    "error": f"#{ON}&donor_region=guangxxi&relative=妈妈&item=血压计",
    "topic": f"#{ON}&text=亲情账户和家庭共济有什么区别",
    "elsewhere": f"#{ON}&text=明天天气怎么样",
}


def test_answers(states: Callable[[str], Page]) -> None:
    found = {}
    for name, fragment in ANSWERS.items():
        page = states(fragment)
        if name in ("covered", "not_covered", "unknown", "conditional"):
            expect(page.locator("#answer")).to_have_attribute("data-verdict", name)
        else:
            expect(page.locator(f"#answer .card-{name}")).to_be_visible()
        page.evaluate("document.querySelectorAll('#answer details').forEach((part) => { part.open = true; })")
        found[name] = violations(page)
    assert {name: listed for name, listed in found.items() if listed} == {}
