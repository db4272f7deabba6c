"""The verdict from the table: at once, before Python and without it, and never another than Python's."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, expect

from tests.built import BUILT_ON

ROOT = Path(__file__).parents[2]
START = 60_000
COMPLETE = f"#on={BUILT_ON}&donor_region=guangxi&relative_region=guangxi&relative=妈妈&expense=inpatient"
REMEMBER = """
addEventListener("DOMContentLoaded", () => {
  window.seen = [];
  const answer = document.querySelector("#answer");
  new MutationObserver(() => {
    const {verdict, engine} = answer.dataset;
    const cards = [...answer.querySelectorAll(".card[data-verdict]")].map((card) => card.dataset.verdict);
    seen.push({verdict: verdict ?? "", engine: engine ?? "", cards, hash: location.hash});
  }).observe(answer, {attributes: true, childList: true});
});
"""


def shown(page: Page, engine: str) -> str:
    page.locator(f"#answer[data-engine={engine}]").wait_for(timeout=START)
    return page.locator("#answer").get_attribute("data-verdict") or ""


def test_the_verdict_is_there_before_python_and_python_agrees(page: Page) -> None:
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route))
    page.goto(f"/check/{COMPLETE}")
    assert shown(page, "table") == "covered"
    expect(page.locator("#answer h2")).to_have_text("可以")
    expect(page.locator("#said")).to_contain_text("可以")
    expect(page.locator("#engine")).to_have_attribute("data-state", "loading")
    for _ in range(200):  # the engine's file is asked for a moment after its loading is shown
        if held:
            break
        page.wait_for_timeout(50)
    held[0].continue_()
    assert shown(page, "python") == "covered"
    expect(page.locator("#answer .card")).to_have_count(1)
    expect(page.locator("#answer")).to_contain_text("为什么")


def test_an_incomplete_question_has_no_verdict_before_python(page: Page) -> None:
    page.route("**/*.wasm", lambda route: route.abort())
    page.goto(f"/check/{COMPLETE}")
    assert shown(page, "table") == "covered"
    page.locator("[name=relative]").fill("婆婆")  # two meanings: not in the table
    page.locator("[name=relative]").press("Enter")
    expect(page.locator("#answer")).to_be_empty()
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "")
    page.locator("[name=relative]").fill("爸爸")
    page.locator("[name=relative]").press("Enter")
    assert shown(page, "table") == "covered"


def test_without_webassembly_the_table_answers(page: Page, site: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(f"/check/{COMPLETE}")
    assert shown(page, "table") == "covered"
    expect(page.locator('[data-for="unsupported"]')).to_be_visible()
    expect(page.locator("#answer")).not_to_contain_text("马上就来", use_inner_text=True)
    link = page.locator("#region-page a")
    expect(link).to_have_text("广西的表格")
    link.click()
    expect(page).to_have_url(f"{site}/regions/guangxi/")


def test_when_the_engine_cannot_load_the_verdict_stays(page: Page) -> None:
    page.route("**/*.wasm", lambda route: route.abort())
    page.goto(f"/check/{COMPLETE}")
    expect(page.locator('[data-for="failed"]')).to_be_visible(timeout=START)
    assert shown(page, "table") == "covered"
    expect(page.locator("#region-page")).to_be_visible()
    expect(page.locator("#answer")).not_to_contain_text("马上就来", use_inner_text=True)


@pytest.mark.parametrize(
    "wrong",
    [
        "donor_region=guangxi&donor_pool=430100",  # a pool of another region
        "donor_region=guangxi&donor_pool=999999",
        "donor_region=guangxi&relative_pool=430100",  # its region is not told: another one
        "donor_region=guangxi&amount=-1",
    ],
)
def test_what_python_reads_otherwise_is_left_to_python(page: Page, fake_engine: Callable[..., None], wrong: str) -> None:
    fake_engine()
    page.add_init_script(REMEMBER)
    page.goto(f"/check/#on={BUILT_ON}&relative=妈妈&expense=inpatient&{wrong}")
    assert shown(page, "python")
    assert "table" not in {each["engine"] for each in page.evaluate("seen")}


def questions(count: int) -> list[dict[str, str]]:
    """Plain questions of all kinds, the same in every run."""
    lists = json.loads((ROOT / "site" / "assets" / "data" / "form.json").read_text(encoding="utf-8"))
    chance = random.Random(20261122)
    regions = [region["id"] for region in lists["regions"]]
    found = []
    for number in range(count):
        region = chance.choice(regions)
        other = region if number % 2 else chance.choice(regions)
        question = {"on": chance.choice([BUILT_ON, "2030-01-01"]), "donor_region": region, "relative_region": other}
        question["relation"] = chance.choice(lists["relations"][:12])["id"]
        question["expense"] = chance.choice(lists["expenses"])["id"]
        if number % 3 == 0:
            question["donor_pool"] = chance.choice([pool["id"] for pool in lists["pools"] if pool["region"] == region])
        if number % 5 == 0:
            question["relative_insured"] = "resident"
        found.append(question)
    return found


def test_no_question_ever_shows_two_verdicts(page: Page) -> None:
    page.add_init_script(REMEMBER)
    page.goto(f"/check/{COMPLETE}")
    shown(page, "python")
    asked = questions(60)
    for question in asked:
        fragment = urlencode(question)
        page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        page.wait_for_function(
            "(hash) => { const last = seen[seen.length - 1]; return last.hash === hash && last.engine === 'python'; }",
            arg=f"#{fragment}",
            timeout=START,
        )
    seen = page.evaluate("seen")
    verdicts: dict[str, set[str]] = {}
    for each in seen:
        if each["engine"]:
            verdicts.setdefault(each["hash"], set()).add(each["verdict"])
            assert each["cards"] == [each["verdict"]]
    assert len(verdicts) == len(asked) + 1
    assert {hash_: found for hash_, found in verdicts.items() if len(found) > 1} == {}
    assert len([each for each in seen if each["engine"] == "table"]) >= len(asked)
