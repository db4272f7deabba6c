"""Every built page can be read without seeing it: language, headings in order, tables with headers, pictures with words."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

SITE = Path(__file__).parent.parent / "site"
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
CODE = frozenset(("code", "pre", "kbd"))
ENGLISH = re.compile(r"(?:\b[A-Za-z][a-z’']+\b[ ,]+){3,}[A-Za-z]+")


@dataclass
class Tag:
    name: str
    attributes: dict[str, str]
    lang: str
    text: str = ""


@dataclass
class Seen(HTMLParser):
    """What of a page matters here, in its order. A text counts for every element around it."""

    open: list[Tag] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    tables: list[list[Tag]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def in_template(self) -> bool:
        """Whether this is what scripts fill in."""
        return any(each.name == "template" for each in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self.in_template():
            return
        made = Tag(tag, attributes, attributes.get("lang") or (self.open[-1].lang if self.open else ""))
        self.tags.append(made)
        if tag == "table":
            self.tables.append([])
        elif self.tables and tag in ("th", "td", "caption") and any(each.name == "table" for each in self.open):
            self.tables[-1].append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if any(each.name == tag for each in self.open) and not (self.in_template() and tag != "template"):
            while self.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1].name in ("script", "style", "template"):
            return
        for each in self.open:
            each.text += data
        if self.open[-1].lang.startswith("zh") and not any(each.name in CODE for each in self.open) and ENGLISH.search(data):
            self.foreign.append(data.strip())


def seen(html: str) -> Seen:
    found = Seen()
    found.feed(html)
    return found


@cache
def pages() -> dict[str, Seen]:
    assert (SITE / "index.html").is_file(), "the site is not built: run `make build`"
    return {path.relative_to(SITE).as_posix(): seen(path.read_text(encoding="utf-8")) for path in sorted(SITE.rglob("*.html"))}


def languages(page: Seen) -> list[str]:
    """No language, one that is neither Chinese nor English, or English words that are not marked as such."""
    [root] = [tag for tag in page.tags if tag.name == "html"]
    wrong = [tag.lang for tag in page.tags if "lang" in tag.attributes and not re.fullmatch(r"zh(-\w+)?|en(-\w+)?", tag.lang)]
    return [*([] if root.lang else ["no language"]), *wrong, *page.foreign]


def headings(page: Seen) -> list[str]:
    """More or less than one first heading, an empty one, or a level that is skipped."""
    levels = [(int(tag.name[1]), tag.text.strip()) for tag in page.tags if re.fullmatch("h[1-6]", tag.name)]
    found = [] if [level for level, _ in levels].count(1) == 1 else ["not one h1"]
    found += [f"h{level} is empty" for level, text in levels if not text]
    return found + [f"h{level} after h{before}: {text}" for (before, _), (level, text) in itertools.pairwise(levels) if level > before + 1]


def tables(page: Seen) -> list[str]:
    """Tables without a header for their columns, or with a header that does not say for what it is one."""
    found = []
    for cells in page.tables:
        heads = [cell for cell in cells if cell.name == "th"]
        text = " ".join(cell.text.strip() for cell in cells[:4])
        if not heads:
            found.append(f"no header: {text}")
        empty = [cell for cell in heads if not cell.text.strip() and "aria-label" not in cell.attributes]
        if len(empty) > 1:
            found.append(f"{len(empty)} empty headers: {text}")
    return found


def wordless(page: Seen) -> list[str]:
    """Pictures, frames, links and buttons that say nothing."""
    found = [str(tag.attributes) for tag in page.tags if tag.name == "img" and "alt" not in tag.attributes]
    found += [str(tag.attributes) for tag in page.tags if tag.name == "iframe" and not tag.attributes.get("title")]
    for tag in page.tags:
        named = tag.text.strip() or tag.attributes.get("aria-label") or tag.attributes.get("title")
        if tag.name in ("a", "button", "summary") and not named and "aria-labelledby" not in tag.attributes:
            found.append(f"{tag.name} {tag.attributes}")
    return found


def test_every_page_names_its_languages() -> None:
    assert {name: found for name, page in pages().items() if (found := languages(page))} == {}


def test_headings_skip_no_level() -> None:
    assert {name: found for name, page in pages().items() if (found := headings(page))} == {}


def test_tables_have_headers() -> None:
    assert sum(len(page.tables) for page in pages().values()) > 50
    assert {name: found for name, page in pages().items() if (found := tables(page))} == {}


def test_everything_has_words() -> None:
    assert {name: found for name, page in pages().items() if (found := wordless(page))} == {}


def test_each_fault_is_seen() -> None:
    assert languages(seen("<html><p>x"))
    assert languages(seen('<html lang="zh"><p lang="fr">x'))
    assert languages(seen('<html lang="zh"><p>Made with the help of others'))
    assert not languages(seen('<html lang="zh"><p lang="en">Made with the help of others'))
    assert headings(seen("<h2>x</h2>"))
    assert headings(seen("<h1>x</h1><h3>y</h3>"))
    assert headings(seen("<h1> </h1>"))
    assert tables(seen("<table><tr><td>x</td></tr></table>"))
    assert wordless(seen('<img src="x">'))
    assert wordless(seen('<a href="x"><svg></svg></a>'))
    assert not wordless(seen('<a href="x"><span>x</span></a>'))
