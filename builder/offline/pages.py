"""Changes the pages of the finished site so that they open from file://.

There a link to a folder shows a list of files, a module script does not load, and a sum of a script cannot be checked.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from builder.html_tags import Attributes, Html, Tag

MANIFEST = re.compile(r'(<script type="application/json" id="runtime">).*?(</script>)', re.DOTALL)
PRELOAD = re.compile(r' *<link rel="(?:module)?preload"[^>]*>\n?')
LINKS = {"a": "href", "area": "href", "link": "href", "form": "action", "iframe": "src", "img": "src", "script": "src"}


class OfflineError(Exception):
    """A page points to what the zip does not hold, or a tool failed."""


@dataclass
class OfflinePages:
    """`files`: the paths that the zip holds, seen from its root. `dropped`: those that only a server needs; a link to one
    of them becomes a link to the site at `address`, or if that is "" to `instead`, which says so. `manifest`: where the parts of the
    runtime lie, JSON. `bundled`: gives the path of the classic script for these modules. `search`: the path of the
    script that makes the search work. `problems`: the links to nowhere met so far."""

    files: frozenset[str]
    dropped: frozenset[str]
    address: str
    manifest: str
    bundled: Callable[[tuple[str, ...]], str]
    search: str
    instead: str
    problems: list[str] = field(default_factory=list)

    def page(self, name: str, text: str) -> str:
        """The page of that path for file://."""
        page = Html(text)
        modules = [tag for tag in page.tags if tag.attributes.get("type") == "module"]
        sources = tuple(_inside(name, str(tag.attributes["src"])) for tag in modules)

        def change(tag: Tag) -> Attributes | None:
            if tag in modules:  # the first loads the one bundle of them all
                return {"defer": None, "src": _relative(name, self.bundled(sources))} if tag is modules[0] else {"type": "text/plain"}
            return self._linked(name, tag, {key: value for key, value in tag.attributes.items() if key != "integrity"})

        text = PRELOAD.sub("", page.changed(change))
        text = MANIFEST.sub(lambda found: f"{found[1]}{self.manifest}{found[2]}", text)
        return text.replace("</head>", f'  <script src="{_relative(name, self.search)}"></script>\n</head>', 1)

    def _linked(self, name: str, tag: Tag, attributes: Attributes) -> Attributes:
        key = LINKS.get(tag.name, "")
        address = attributes.get(key)
        if address is None or address.startswith("#"):
            return attributes
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or address.startswith("data:"):
            return attributes
        target = self._target(name, parts.path)
        rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        if target in self.files:
            return {**attributes, key: _relative(name, target) + rest}
        if target in self.dropped:
            return {**attributes, key: f"{self.address}{target}{rest}" if self.address else _relative(name, self.instead)}
        self.problems.append(f"{name}:{tag.line}: {address} leads to nothing in the zip")
        return attributes

    def _target(self, name: str, path: str) -> str:
        """The file that a relative address means: of a folder its index page."""
        if not path:
            return name
        target = _inside(name, path)
        if path.endswith(("/", ".")) or f"{target}/index.html" in self.files:
            return posixpath.normpath(f"{target}/index.html")
        return target


def _inside(name: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))


def _relative(name: str, target: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(name) or ".")
