"""Every link inside the built site leads to a file that is there, and to a heading that is there."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

SITE = Path(__file__).parents[2] / "site"
BASE = "https://site.example/"
FRAMED = {SITE / "embed" / "check" / "index.html"}  # for other sites; its own page tells how


class Page(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids |= {str(found[key]) for key in ("id", "name") if found.get(key)}
        self.links += [str(found[key]) for key in ("href", "src") if found.get(key)]


@cache
def read(path: Path) -> Page:
    return Page(path)


def broken(page: Path, link: str) -> str:
    """What is wrong with a link of a page; empty if nothing is, or if it leads out of the site."""
    here = BASE + page.relative_to(SITE).as_posix().removesuffix("index.html")
    whole = urljoin(here, link)
    if not whole.startswith(BASE):
        return ""
    path = unquote(urlsplit(whole).path).lstrip("/")
    target = SITE / path
    if path == "" or path.endswith("/"):
        target = target / "index.html"
    if not target.is_file():
        return f"{page.relative_to(SITE)}: {link} leads to no file"
    anchor = unquote(urlsplit(whole).fragment)
    if not anchor or target.suffix != ".html" or "=" in anchor:  # with =, a question or a filter
        return ""
    return "" if anchor in read(target).ids else f"{page.relative_to(SITE)}: {link} leads to no heading"


def test_every_link_leads_somewhere() -> None:
    pages = [page for page in SITE.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 50
    found = {wrong for page in pages for link in read(page).links if (wrong := broken(page, link))}
    assert not found, "\n".join(sorted(found)[:40])


def test_a_link_to_nowhere_is_seen() -> None:
    index = SITE / "index.html"
    assert broken(index, "nowhere/") and broken(index, "about/#nowhere") and broken(index, "assets/nowhere.css")
    assert not broken(index, "about/") and not broken(index, "https://example.org/nowhere") and not broken(index, "check/#on=2026-01-01")


def test_every_page_is_linked_to() -> None:
    """From another page of the site."""
    pages = set(SITE.rglob("index.html"))
    reached = {SITE / "index.html"}
    for page in pages:
        here = BASE + page.relative_to(SITE).as_posix().removesuffix("index.html")
        for link in read(page).links:
            path = unquote(urlsplit(urljoin(here, link)).path).lstrip("/")
            if urljoin(here, link).startswith(BASE) and SITE / path / "index.html" != page:
                reached.add(SITE / path / "index.html")
    assert pages - reached - FRAMED == set()
