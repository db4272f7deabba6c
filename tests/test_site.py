"""The built site as a whole: valid HTML, links and anchors that lead somewhere, every page to be reached, not too many pages."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parent.parent
SITE = ROOT / "site"
MOST_PAGES = 600
# The theme's own menu, on every page below a section.
THEMES = re.compile(r"#__nav_\w+_label")


class Reader(HTMLParser):
    """The ids of a page, the links that a visitor can follow, and the addresses of all that it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "source") and "src" in given:
            self.loads.append(given["src"])
        if tag == "link" and "href" in given and given.get("rel") not in ("canonical", "prev", "next"):
            self.loads.append(given["href"])


@cache
def read(page: Path) -> Reader:
    reader = Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader


@cache
def pages() -> list[Path]:
    assert (SITE / "index.html").is_file(), "the site is not built: run `make build`"
    return sorted(SITE.rglob("*.html"))


def target(page: Path, address: str) -> tuple[Path, str] | None:
    """The file and the fragment that a relative address leads to; nothing for another site, a telephone and the like."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    # The page for wrong addresses is shown at any depth, so its own are from the root.
    folder = SITE if path.startswith("/") else page.parent
    found = (folder / path.lstrip("/")).resolve() if path else page
    return (found / "index.html" if found.is_dir() else found), unquote(parts.fragment)


def targets(page: Path) -> Iterator[tuple[str, Path, str]]:
    for address in read(page).links:
        found = target(page, address)
        if found:
            yield address, *found


def test_there_are_not_too_many_pages() -> None:
    assert 80 < len(pages()) <= MOST_PAGES


def test_every_link_leads_to_a_file() -> None:
    broken = [f"{page.relative_to(SITE)}: {address}" for page in pages() for address, file, _ in targets(page) if not file.is_file()]
    assert broken == []


def test_everything_that_a_page_loads_is_on_this_site() -> None:
    wrong = []
    for page in pages():
        for address in read(page).loads:
            found = None if address.startswith("data:") else target(page, address)
            if not address.startswith("data:") and (found is None or not found[0].is_file()):
                wrong.append(f"{page.relative_to(SITE)}: {address}")
    assert wrong == []


def test_every_anchor_is_there() -> None:
    """A fragment with = is a question or a filter, which the page's script reads."""
    broken = [
        f"{page.relative_to(SITE)}: {address}"
        for page in pages()
        for address, file, fragment in targets(page)
        if fragment and "=" not in fragment and file.suffix == ".html" and fragment not in read(file).ids | {"__skip"}
    ]
    assert broken == []


def test_every_page_can_be_reached_from_the_home_page() -> None:
    seen, left = set(), [SITE / "index.html"]
    while left:
        page = left.pop()
        if page in seen or page.suffix != ".html" or not page.is_file():
            continue
        seen.add(page)
        left += [file for _, file, _ in targets(page)]
    assert {page.relative_to(SITE).as_posix() for page in set(pages()) - seen} == {"404.html"}


def faults(which: str) -> list[Any]:
    """What html-validate says of the files, by file."""
    program = str(ROOT / "node_modules" / ".bin" / "html-validate")
    with tempfile.NamedTemporaryFile() as out:  # Node.js does not finish a long text into a pipe
        command = [program, "--config", str(ROOT / ".htmlvalidate.json"), "--formatter", f"json={out.name}", which]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        found: list[Any] = json.load(out)
    return found


@pytest.fixture(scope="module")
def validated() -> list[dict[str, str]]:
    """What html-validate finds in all pages."""
    found = []
    for file in faults("site/**/*.html"):
        path = Path(file["filePath"]).relative_to(SITE)
        found += [{"where": f"{path}:{one['line']}:{one['column']}", "what": one["message"], "at": one["selector"] or ""} for one in file["messages"]]
    return found


def test_every_page_is_valid_html(validated: list[dict[str, str]]) -> None:
    assert [one for one in validated if not THEMES.fullmatch(one["at"])] == []


def test_a_fault_in_the_html_is_seen(tmp_path: Path) -> None:
    """The validator and its rules do look: an id twice, a paragraph in a paragraph."""
    page = tmp_path / "bad.html"
    page.write_text('<!DOCTYPE html><html lang="zh"><head><title>x</title></head><body><p id="a"><p id="a"></p></p></body></html>', encoding="utf-8")
    rules = {one["ruleId"] for file in faults(str(page)) for one in file["messages"]}
    assert {"no-dup-id", "close-order"} <= rules
