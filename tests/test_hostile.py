"""Hostile words in a question, in free text, in a link, in a household and in the policies: nothing of them becomes a part
of the page, all is shown as the words that they are."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]
import pytest

from builder import region_pages, register_pages
from builder.compiled import canonical, compile_policies
from builder.html_tags import Html
from builder.policy_set import PolicySet
from builder.security import forbidden
from builder.site import Site
from calculator import Policies, browser
from calculator.question import KEYS

ROOT = Path(__file__).parent.parent
DAY = "2026-11-22"
PLAIN = {"on": DAY, "donor_region": "guangxi", "relative_region": "guangxi", "relation": "spouse", "expense": "inpatient"}
HOSTILE = [
    "<script>hacked=1</script>",
    "<img src=x onerror=hacked=1>",
    "\"><svg onload='hacked=1'>",
    "' onmouseover='hacked=1",
    "</textarea></script><iframe srcdoc='<script>hacked=1</script>'>",
    "<a href=javascript:hacked=1>岳父</a>",
    "javascript:hacked=1",
    "&lt;script&gt;hacked=1&lt;/script&gt;",
    "<!--<x>-->",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=hacked=1>",
    "{{ 7*7 }}${7*7}#{7*7}",
    "__proto__",
    "岳父\u202e\u2028<b>",
    "\ud83d<\x00script>",
]
IN_POLICIES = [
    "".join((*HOSTILE[:6], *HOSTILE[9:11])),
    "[hacked](javascript:hacked=1) ![图](hacked.png) `hacked`<b>",
    "hacked { onclick=hacked=1 style=color:red }",
    "\n\n# hacked { .x onload=hacked=1 }\n\n<script>hacked=1</script>\n",
]

# What each function of the browser module is given. A new one gets the plain shapes; add those that are its own.
SHAPES: dict[str, Callable[[str], list[Any]]] = {
    "check": lambda word: [{**PLAIN, key: word} for key in KEYS],
    "ask": lambda word: [
        {"text": word, "on": DAY},
        {"text": f"我在广西交医保，能给岳父买{word}吗", "on": DAY},
        {"text": "能给岳父买血压计吗", "on": word},
        *({"text": "能给岳父买血压计吗", "on": DAY, "context": {key: word}} for key in KEYS),
    ],
    "plan": lambda word: [
        {"on": word, "members": [{"id": word, "region": word, "pool": word, "insured": word, "account": word}]},
        {
            "on": DAY,
            "members": [
                {"id": word, "region": "guangxi", "pool": "450100", "insured": "employee", "account": 3000},
                {"id": "b", "region": "guangxi", "pool": "450100", "insured": "resident", "account": None},
            ],
            "marriages": [[word, "b"]],
            "parents": {"b": [word]},
            "expenses": [{"id": word, "who": "b", "item": word, "amount": 100}],
            "bindings": [{"donor": word, "relative": "b"}],
        },
    ],
}
ENTRIES = sorted(
    name for name, value in vars(browser).items() if getattr(value, "__module__", "") == browser.__name__
    and callable(value) and not name.startswith("_") and name != "load"
)  # fmt: skip

ELEMENTS = re.compile(
    "a|article|aside|b|br|button|caption|code|d[dlt]|details|div|em|footer|form|h[1-5]|header|hr|img|input|label|li|link|main|nav"
    "|ol|option|output|p|progress|q|section|select|small|span|strong|su[bp]|summary|table|t(able|body|d|extarea|h|head|ime|r)|ul"
)


def shapes(entry: str, word: str) -> Iterator[str]:
    """The JSON texts that an entry is given with a hostile word in them."""
    for value in [{word: 1}, {"on": word}, {"text": word}, word, [word], *(SHAPES[entry](word) if entry in SHAPES else [])]:
        yield json.dumps(value)
        yield json.dumps(value, ensure_ascii=False)
    yield word


def html_of(value: Any, key: str = "") -> Iterator[str]:
    """Every text that the page inserts as HTML."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from html_of(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from html_of(one, key)
    elif isinstance(value, str) and (key == "html" or key.endswith("_html")):
        yield value


VOID = ("input", "br", "img", "hr", "link")


class Balanced(HTMLParser):
    """Elements that are opened and closed in turn: hostile words cannot have closed one of ours. `words`: what is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def complaints(html: str) -> list[str]:
    page = Html(html)
    found = forbidden(page, "card")
    found += [f"<{tag.name}>" for tag in page.tags if not ELEMENTS.fullmatch(tag.name)]
    found += [f"{tag.name} {name}" for tag in page.tags for name in tag.attributes if "hacked" in name]
    return found


def test_the_doors_are_known() -> None:
    assert {"ask", "check"} <= set(ENTRIES)


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
@pytest.mark.parametrize("entry", ENTRIES)
def test_hostile_words_stay_words(compiled: str, entry: str, word: str) -> None:
    browser.load(compiled)
    seen = 0
    for text in shapes(entry, word):
        for html in html_of(json.loads(getattr(browser, entry)(text))):
            assert complaints(html) == [], html
            assert Balanced(html).open == [], html
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("html", [*HOSTILE[:6], "<p onclick=hacked=1>", "<p style='color:red'>", "<b><i></b></i>", "<p>"])
def test_the_rule_sees_what_is_not_escaped(html: str) -> None:
    try:
        caught = complaints(html) != [] or Balanced(html).open != []
    except AssertionError:
        caught = True
    assert caught is (html != HOSTILE[3])  # without an element around it that one is harmless


def poisoned(value: Any, word: str, key: str = "") -> Any:
    """The same part of the policies with the word in every text that a person wrote."""
    if isinstance(value, dict):
        return {name: poisoned(entry, word, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [poisoned(entry, word, key) for entry in value]
    written = {"summary", "note", "text", "condition", "steps", "channels", "unknown", "about", "claim", "because", "prevails",
               "title", "issuer", "doc_no", "notes"}  # fmt: skip
    return f"{value}{word}" if isinstance(value, str) and key in written else value


@pytest.mark.parametrize("word", IN_POLICIES, ids=range(len(IN_POLICIES)))
def test_hostile_words_in_the_policies_stay_words(policy_set: PolicySet, word: str, tmp_path: Path) -> None:
    """The reader refuses < and > already; this is what the templates and the Markdown would do with them, and with the rest."""
    spoilt = copy.copy(policy_set)
    for name in ("nation", "documents"):
        object.__setattr__(spoilt, name, poisoned(getattr(policy_set, name), word))
    regions = {**policy_set.regions, "guangxi": poisoned(policy_set.regions["guangxi"], word)}
    object.__setattr__(spoilt, "regions", regions)
    policies = Policies(json.loads(canonical(compile_policies(spoilt))))
    shutil.copytree(ROOT / "docs" / "templates", tmp_path / "templates")
    site = Site(spoilt, policies, DAY, tmp_path)
    site.page("regions/guangxi.md", "region.md.j2", **region_pages._region(site, "guangxi", regions["guangxi"]))
    register_pages.documents(site)
    for path in (tmp_path / "regions" / "guangxi.md", tmp_path / "documents" / "index.md"):
        html = markdown.markdown(path.read_text(encoding="utf-8"), extensions=["attr_list", "def_list", "md_in_html", "tables"])
        assert complaints(html) == []
        words = Balanced(html).words
        assert "hacked" in words
        assert "49$" not in words  # no template in a template
