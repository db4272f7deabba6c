"""The zip: unpacked into a folder whose name has spaces and Chinese in it, opened by double click, without the net."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from builder.html_tags import Html
from tests.browser.firefox import Firefox
from tests.test_scripts import FLOOR, reads

ROOT = Path(__file__).parents[2]
LIMIT = 8_000_000
START = 60_000
WORDS = ["子女", "居民医保", "岳父", "医保钱包"]
QUESTION = "#on=2026-11-22&donor_region=guangxi&relative_region=guangxi&relative=岳父&item=血压计"
LOST = "globalThis.blocked = []; addEventListener('securitypolicyviolation', (event) => blocked.push(event.violatedDirective + ' ' + event.blockedURI))"
# One page of each kind: of each folder the index and the first other one.
SITE = ROOT / "site"
LEFT_OUT = ("404.html", "embed")  # for other sites, and for a server
NAMES = sorted((path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html")), reverse=True)
KINDS = ["先看我.html", *sorted({f"{name.split('/')[0]} {name.count('/')}": name for name in NAMES if name.split("/")[0] not in LEFT_OUT}.values())]


def zipped() -> Path:
    made = subprocess.run([sys.executable, "build.py", "zip"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    [path] = (ROOT / "dist").glob("gongji-*-offline.zip")
    return path


@pytest.fixture(scope="session")
def archive() -> Path:
    return zipped()


@pytest.fixture(scope="session")
def folder(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, unpacked."""
    target = tmp_path_factory.mktemp("unpacked") / "我的 文件#夹"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(target)
    return target


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without the net. Fails if anything is asked outside of the folder, throws or is blocked."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", offline=True)
    context.add_init_script(LOST)
    elsewhere: list[str] = []
    faults: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith(("file://", "data:", "blob:")):
            elsewhere.append(request.url)

    context.on("request", watch)
    # What a page was still loading when the next one was opened is no fault.
    context.on("requestfailed", lambda request: faults.append(request.url) if request.failure != "net::ERR_ABORTED" else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page = context.new_page()
    yield page
    faults += page.evaluate("blocked")
    context.close()
    assert elsewhere == []
    assert faults == []


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    with Firefox() as started:
        yield started
        assert started.asked == []


def test_the_zip_is_small_and_begins_with_one_page(archive: Path) -> None:
    assert archive.stat().st_size <= LIMIT
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        first = opened.read("先看我.html").decode()
    assert names == sorted(names)
    assert [name for name in names if "/" not in name] == ["index.html", "先看我.html"]
    assert not [name for name in names if name.endswith((".br", ".gz", ".map", ".wasm", ".xml"))]
    assert "<script" not in first
    assert {tag.attributes["href"] for tag in Html(first).tags if tag.name == "a"} >= {"index.html", "tel:12393"}


def test_the_checksum_file_is_one_that_programs_read(archive: Path) -> None:
    line = archive.with_name(archive.name + ".sha256").read_text(encoding="utf-8")
    assert line == f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n"
    subprocess.run(["sha256sum", "--check", "--strict", f"{archive.name}.sha256"], cwd=archive.parent, check=True, stdout=subprocess.DEVNULL)


def test_the_same_site_gives_the_same_bytes(archive: Path) -> None:
    before = archive.read_bytes()
    for path in (ROOT / "site").rglob("*.html"):
        os.utime(path, (10**9, 10**9))
    assert zipped().read_bytes() == before


def test_every_address_in_every_page_is_a_file_of_the_folder(folder: Path) -> None:
    wrong = []
    seen = 0
    for path in folder.rglob("*.html"):
        for tag in Html(path.read_text(encoding="utf-8")).tags:
            for key in ("href", "src", "action"):
                parts = urlsplit(tag.attributes.get(key) or "")
                if parts.scheme in ("http", "https", "tel", "data", "mailto") or not parts.path:
                    continue
                seen += 1
                if not (path.parent / unquote(parts.path)).is_file():
                    wrong.append(f"{path.name}:{tag.line}: {tag.attributes[key]}")
            if tag.attributes.get("type") == "module" or "integrity" in tag.attributes:
                wrong.append(f"{path.name}:{tag.line}: <{tag.name}> does not load from a file")
    assert wrong == []
    assert seen > 1000


def test_its_scripts_keep_to_the_floor(folder: Path) -> None:
    made = [*folder.rglob("*.bundle.js"), folder / "assets" / "search.js"]
    assert len(made) > 2
    assert [message for path in made if (message := reads(path, FLOOR))] == []


@pytest.mark.parametrize("name", KINDS)
def test_a_page_of_each_kind_opens_in_chromium(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / name).as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.wait_for_load_state("networkidle")


def test_pages_lead_to_each_other(page: Page, folder: Path) -> None:
    page.goto((folder / "先看我.html").as_uri())
    page.get_by_role("link", name="打开共济查").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("我的医保卡余额")
    page.wait_for_load_state()  # the box is the script's
    page.locator("#text").fill("今天天气好不好")
    page.locator("#text").press("Enter")
    page.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)
    assert unquote(urlsplit(page.url).path).endswith("/check/index.html")
    page.get_by_role("link", name="看常见的事怎么办").click()  # a link in a card, made by Python
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/guide/index.html")
    page.get_by_role("article").get_by_role("link", name="省内绑定").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("绑定")


def test_a_question_is_answered_in_chromium(page: Page, folder: Path) -> None:
    page.goto(f"{(folder / 'check/index.html').as_uri()}{quote(QUESTION, safe='#=&')}")
    answer = page.locator("#answer[data-engine=python]:not([aria-busy])")
    answer.wait_for(timeout=START)
    assert answer.get_attribute("data-verdict")
    expect(page.locator("#engine")).to_have_attribute("data-state", "ready")


@pytest.mark.parametrize("word", WORDS)
def test_search_finds_in_chromium(page: Page, folder: Path, word: str) -> None:
    page.goto(f"{(folder / 'guide/index.html').as_uri()}?q={quote(word)}")
    found = page.locator(".md-search-result__link")
    expect(found.first).to_be_attached(timeout=START)
    expect(page.locator(".md-search-result__list")).to_contain_text(word)
    for link in found.all():
        assert Path(unquote(urlsplit(link.get_attribute("href") or "").path)).is_file()


def test_everything_works_in_firefox(firefox: Firefox, folder: Path) -> None:
    for name in KINDS:
        firefox.goto((folder / name).as_uri())
        assert firefox.evaluate("document.querySelector('h1').innerText.length") > 1, name
    for word in WORDS:
        firefox.goto(f"{(folder / 'guide/index.html').as_uri()}?q={quote(word)}")
        found = firefox.wait("[...document.querySelectorAll('.md-search-result__link')].map((link) => link.href)", 60)
        assert all(Path(unquote(urlsplit(address).path)).is_file() for address in found)
        assert word in firefox.evaluate("document.querySelector('.md-search-result__list').textContent").replace("\u200b", "")
    firefox.goto(f"{(folder / 'check/index.html').as_uri()}{quote(QUESTION, safe='#=&')}")
    firefox.wait("document.querySelector('#answer[data-engine=python]:not([aria-busy])') !== null", 120)
    assert firefox.evaluate("document.querySelector('#answer').dataset.verdict")
    firefox.wait("document.querySelector('#engine').dataset.state === 'ready'")
