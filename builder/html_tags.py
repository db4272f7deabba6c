"""Reads the tags of a finished page with their places, so that single attributes can be changed and all else stays byte
for byte. On the standard library's `html.parser`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

Attributes = dict[str, str | None]


@dataclass(frozen=True)
class Tag:
    """A start tag: its name, its attributes with character references resolved, and where it stands in the text."""

    name: str
    attributes: Attributes
    start: int
    end: int
    line: int


@dataclass
class Html:
    """A page. `tags`: the start tags, in order; `scripts`: the text of each script element in it that is run."""

    text: str
    tags: list[Tag] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        _Reader(self)

    def changed(self, change: Callable[[Tag], Attributes | None]) -> str:
        """The text with each start tag's attributes replaced by what `change` returns for it; None keeps the tag."""
        parts, at = [], 0
        for tag in self.tags:
            attributes = change(tag)
            if attributes is not None and attributes != tag.attributes:
                parts += [self.text[at : tag.start], start_tag(tag.name, attributes)]
                at = tag.end
        return "".join([*parts, self.text[at:]])


def start_tag(name: str, attributes: Attributes) -> str:
    """A start tag as text."""
    pairs = (key if value is None else f'{key}="{_quoted(value)}"' for key, value in attributes.items())
    return f"<{' '.join([name, *pairs])}>"


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


class _Reader(HTMLParser):
    def __init__(self, page: Html) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self.script: list[str] | None = None
        self.lines = [0, *accumulate(len(line) + 1 for line in page.text.split("\n"))]
        self.feed(page.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        start = self.lines[line - 1] + column
        attributes = dict(reversed(attrs))  # of one name given twice, browsers take the first
        attributes = {name: attributes[name] for name, _ in attrs}
        self.page.tags.append(Tag(tag, attributes, start, start + len(self.get_starttag_text() or ""), line))
        if tag == "script" and "src" not in attributes and _runs(attributes.get("type") or ""):
            self.script = []

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            self.page.scripts.append("".join(self.script))
            self.script = None


def _runs(kind: str) -> bool:
    """Whether a script element of this `type` is more than data."""
    return kind.strip().lower() in ("", "module", "importmap", "speculationrules") or "javascript" in kind.lower()
