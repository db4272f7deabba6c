"""Every way in which Python can start gives the text that CPython gives; whatever breaks ends in a right verdict or plain words."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.runtime.make import runtime_image
from builder.runtime.parts import write_scripts
from calculator import browser as engine
from tests.built import BUILT_ON

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
START = 120_000
NAMES = ("engine", "wasm", "stdlib", "calculator", "ask", "plan", "policies")
COMPLETE = f"#on={BUILT_ON}&donor_region=guangxi&relative_region=guangxi&relative=妈妈&expense=inpatient"
QUESTIONS = [
    ("check", {"on": "2026-11-22", "donor_region": "guangxi", "relative": "岳父", "item": "血压计", "amount": 268.5}),
    ("check", {"on": "2026-11-22", "donor_region": "guangxxi"}),
    ("check", {"donor_region": "hunan", "relation": "parent", "expense": "inpatient", "relative_insured": "resident"}),
    ("ask", {"text": "我在广西交医保，怎么解绑，还能给岳父买血压计吗", "on": "2026-11-22"}),
    ("ask", {"text": "", "on": "2026-11-22"}),
]
CALLS = [(call, json.dumps(message, ensure_ascii=False)) for call, message in QUESTIONS]
NO_WORKER = "delete globalThis.Worker"
ASK = """
const engine = new Engine(() => {}, () => {});
Promise.all(CALLS.map(([call, text]) => engine.call(call, text))).then(
  (texts) => { globalThis.texts = texts; }, (error) => { globalThis.texts = String(error); });
"""


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """The parts of the built site."""
    found = re.search(r'id="runtime">(.*?)</script>', (SITE / "check" / "index.html").read_text(encoding="utf-8"))
    assert found
    manifest = json.loads(found[1])
    return {name: (SITE / (manifest[name].get("file") or manifest[name]["script"])).read_bytes() for name in NAMES}


@pytest.fixture(scope="module")
def image(parts: dict[str, bytes]) -> bytes:
    return runtime_image(parts, ROOT / ".cache")


@pytest.fixture(scope="module")
def expected(parts: dict[str, bytes]) -> list[str]:
    engine.load((ROOT / ".cache" / "policies.json").read_text(encoding="utf-8"))
    return [getattr(engine, call)(text) for call, text in CALLS]


def folder_page(folder: Path, parts: dict[str, bytes]) -> str:
    """A page in a folder that starts the engine from scripts, as a double click does; its file:// address."""
    manifest = write_scripts(parts, folder)
    scripts = next((SITE / "assets").glob("js-*"))
    asking = f'import {{ Engine }} from "{scripts}/engine.js";\n' + ASK.replace("CALLS", json.dumps(CALLS))
    command = [str(ROOT / "node_modules/.bin/esbuild"), "--bundle", "--format=iife", f"--outfile={folder / 'page.js'}"]
    subprocess.run(command, input=asking, text=True, capture_output=True, check=True, cwd=folder)
    runtime = f'<script type="application/json" id="runtime">{json.dumps(manifest)}</script>'
    page = f'<!doctype html><meta charset="utf-8"><meta name="assets" content="assets/">{runtime}<script src="page.js"></script>'
    (folder / "page.html").write_text(page, encoding="utf-8")
    return (folder / "page.html").as_uri()


def texts(browser: Browser, url: str, script: str = "", timezone: str = "Asia/Shanghai") -> Any:
    context = browser.new_context(timezone_id=timezone)
    page = context.new_page()
    if script:
        page.add_init_script(script)
    page.goto(url)
    page.wait_for_function("globalThis.texts", timeout=START)
    found = page.evaluate("texts")
    context.close()
    return found


@pytest.mark.parametrize("script", ["", NO_WORKER], ids=["worker", "page"])
def test_a_folder_answers_as_cpython(browser: Browser, tmp_path: Path, parts: dict[str, bytes], expected: list[str], script: str) -> None:
    assert texts(browser, folder_page(tmp_path, parts), script) == expected


@pytest.mark.parametrize("script", ["", NO_WORKER], ids=["worker", "page"])
def test_an_image_answers_as_cpython(
    browser: Browser, tmp_path: Path, parts: dict[str, bytes], image: bytes, expected: list[str], script: str
) -> None:
    url = folder_page(tmp_path, {**parts, "image": image})
    for name in ("stdlib", "calculator", "ask", "policies"):
        (tmp_path / "assets/pyodide" / f"{name}.js").unlink()  # it needs none of them
    # another day and zone than the image was made in
    assert texts(browser, url, script + ";Date.now = () => 2208988800000", "America/St_Johns") == expected


@pytest.mark.parametrize("broken", ["cut", "other"])
def test_a_broken_image_is_as_none(
    browser: Browser, tmp_path: Path, parts: dict[str, bytes], image: bytes, expected: list[str], broken: str
) -> None:
    wrong = image[:-64] if broken == "cut" else image[:4] + b"\0\0\0\1" + image[8:]
    assert texts(browser, folder_page(tmp_path, {**parts, "image": wrong})) == expected


def test_the_image_is_the_same_each_time(parts: dict[str, bytes], image: bytes, tmp_path: Path) -> None:
    zone, os.environ["TZ"] = os.environ.get("TZ"), "Pacific/Kiritimati"
    try:
        assert runtime_image(parts, tmp_path) == image
    finally:
        os.environ.pop("TZ")
        if zone is not None:
            os.environ["TZ"] = zone


def visited_twice(page: Page, address: str) -> tuple[Page, str]:
    """The second visit, which has started from the image that the first one made, and the answer of both."""
    answered = "#answer[data-engine=python]:not([aria-busy])"
    page.goto(address)
    page.locator(answered).wait_for(timeout=START)
    first = page.locator("#answer").inner_html()
    for _ in range(240):
        if page.evaluate("async () => (await (await caches.open('gongji-image')).keys()).length"):
            break
        page.wait_for_timeout(500)
    else:
        raise AssertionError("the first visit made no image")
    second = page.context.new_page()
    asked: list[str] = []
    second.on("request", lambda request: asked.append(request.url))
    second.goto(address)
    second.locator(answered).wait_for(timeout=START)
    assert second.locator("#answer").inner_html() == first
    assert not [url for url in asked if "/stdlib." in url or "/calculator." in url]
    return second, first


def test_a_second_visit_starts_from_the_image_that_the_first_made(page: Page) -> None:
    second, first = visited_twice(page, f"/check/{COMPLETE}")
    second.evaluate(
        """async () => {
          const cache = await caches.open("gongji-image");
          const [key] = await cache.keys();
          const kept = await cache.match(key);
          const bytes = new Uint8Array(await kept.arrayBuffer());
          bytes[bytes.length >> 1] ^= 1;
          await cache.put(key, new Response(bytes, {headers: kept.headers}));
        }"""
    )
    third = page.context.new_page()
    asked: list[str] = []
    third.on("request", lambda request: asked.append(request.url))
    third.goto(f"/check/{COMPLETE}")
    third.locator("#answer[data-engine=python]").wait_for(timeout=START)
    assert third.locator("#answer").inner_html() == first
    assert [url for url in asked if "/stdlib." in url]


@pytest.mark.parametrize("part", ["engine", "wasm", "stdlib", "policies"])
def test_a_part_that_is_not_the_right_one_is_not_used(page: Page, part: str) -> None:
    page.route(f"**/assets/pyodide/{part}.*", lambda route: route.fulfill(body=b"\0" * 100, content_type="application/octet-stream"))
    page.goto(f"/check/{COMPLETE}")
    expect(page.locator('[data-for="failed"]')).to_be_visible(timeout=START)
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "covered")
    expect(page.locator("#answer")).to_have_attribute("data-engine", "table")


@pytest.mark.parametrize("script", ["", NO_WORKER], ids=["worker", "page"])
def test_an_answer_to_blanks_waits_for_nothing_that_words_need(page: Page, script: str) -> None:
    page.add_init_script(script)
    held: list[Any] = []
    page.route("**/assets/pyodide/ask.*", lambda route: held.append(route))
    page.goto(f"/check/{COMPLETE}")
    page.locator("#answer[data-engine=python]").wait_for(timeout=START)
    page.locator("#text").fill("我在湖南交医保，能给岳父买血压计吗")
    page.locator("#text").press("Enter")
    page.wait_for_timeout(1000)
    expect(page.locator("[name=donor_region]")).not_to_have_value("hunan")
    held[0].continue_()
    expect(page.locator("[name=donor_region]")).to_have_value("hunan", timeout=START)
    expect(page.locator("#answer")).to_have_attribute("data-engine", "python")
    assert len(held) == 1


def test_what_words_need_is_loaded_again_after_a_failure(page: Page) -> None:
    page.route("**/assets/pyodide/ask.*", lambda route: route.abort())
    page.goto(f"/check/{COMPLETE}")
    page.locator("#answer[data-engine=python]").wait_for(timeout=START)
    page.locator("#text").fill("我在湖南交医保，能给岳父买血压计吗")
    page.locator("#text").press("Enter")
    expect(page.locator('[data-for="failed"]')).to_be_visible(timeout=START)
    page.unroute("**/assets/pyodide/ask.*")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator("[name=donor_region]")).to_have_value("hunan", timeout=START)
    expect(page.locator("#answer")).to_have_attribute("data-engine", "python")
    expect(page.locator("#engine")).to_have_attribute("data-state", "ready")


def test_words_at_once_load_what_they_need_beside_the_rest(page: Page) -> None:
    held: list[Any] = []
    page.route("**/*.wasm", lambda route: held.append(route))
    with page.expect_request("**/assets/pyodide/ask.*", timeout=START):
        page.goto("/check/#text=我在湖南交医保，能给岳父买血压计吗")
    held[0].continue_()
    expect(page.locator("[name=donor_region]")).to_have_value("hunan", timeout=START)


def test_a_table_that_is_not_the_right_one_is_not_used(page: Page) -> None:
    wrong = json.dumps({"rows": ["n" * 99]})
    page.route("**/assets/data/instant.*", lambda route: route.fulfill(body=wrong, content_type="application/json"))
    page.goto(f"/check/{COMPLETE}")
    page.locator("#answer[data-engine=python]").wait_for(timeout=START)
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "covered")


def test_a_spoilt_copy_is_fetched_anew(page: Page) -> None:
    served: list[int] = []

    def once_wrong(route: Any) -> None:
        served.append(1)
        if len(served) == 1:
            route.fulfill(body=b"spoilt", content_type="application/zip")
        else:
            route.continue_()

    page.route("**/assets/pyodide/stdlib.*", once_wrong)
    page.goto(f"/check/{COMPLETE}")
    page.locator("#answer[data-engine=python]").wait_for(timeout=START)
    assert len(served) == 2


def test_without_workers_the_page_itself_answers(page: Page) -> None:
    page.add_init_script(NO_WORKER)
    page.goto(f"/check/{COMPLETE}")
    page.locator("#answer[data-engine=python]").wait_for(timeout=START)
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "covered")


def test_a_policy_that_forbids_workers_leaves_the_page_itself(page: Page) -> None:
    def strict(route: Any) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": "worker-src 'none'"})

    page.route("**/check/", strict)
    page.goto(f"/check/{COMPLETE}")
    page.locator("#answer[data-engine=python]").wait_for(timeout=START)
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "covered")


def test_a_full_disk_changes_nothing(page: Page, site: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site, "quotaSize": 1000})
    page.goto(f"/check/{COMPLETE}")
    page.locator("#answer[data-engine=python]").wait_for(timeout=START)
    page.wait_for_timeout(6000)  # what is for the next visit fails meanwhile
    page.locator("[name=donor_region]").select_option("hunan")
    expect(page.locator("#answer")).to_have_attribute("data-engine", "python", timeout=START)
    expect(page.locator("#engine")).to_have_attribute("data-state", "ready")


def test_the_engine_waits_for_the_visitor(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/check/")
    expect(page.locator("[name=donor_region] option").nth(5)).to_be_attached()
    page.wait_for_timeout(3000)
    assert not [url for url in asked if "/pyodide/" in url]
    page.locator("#text").focus()
    expect(page.locator("#engine")).to_have_attribute("data-state", "ready", timeout=START)


def test_on_a_dear_connection_only_a_question_starts_it(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})")
    page.goto("/check/")
    page.locator("#text").click()
    page.locator("#text").fill("能给岳父买血压计吗")
    page.wait_for_timeout(1000)
    expect(page.locator("#engine")).to_have_attribute("data-state", "idle")
    page.locator("#text").press("Enter")
    expect(page.locator("#engine")).to_have_attribute("data-state", "ready", timeout=START)


def test_reading_pages_load_nothing_of_it(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/guide/", "/regions/hunan/", "/about/"):
        page.goto(path)
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(500)
    assert not [url for url in asked if "/pyodide/" in url]
