"""Atom feeds of the days on which something changes: one for all, one for each region (RFC 4287).

Nothing in them comes from a clock: an entry was last renewed on the day that it tells of or, if that is later, on the day on
which its documents were last looked at. Ids stay the same from build to build.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit
from xml.etree import ElementTree

from builder.change_lines import ChangeDay
from builder.groups import regions
from calculator import Policies
from calculator.card import GRADE_WORDS
from calculator.days import in_words

ATOM = "http://www.w3.org/2005/Atom"
NOWHERE = "gongji-explorer.invalid"  # names nobody's host, for a site whose address is not set (RFC 2606)
NEWEST = 60  # entries of the feed of all regions


@dataclass(frozen=True)
class Address:
    """Where the site is: its address with a slash at the end, or "" if that is not known when it is built."""

    site: str

    def page(self, path: str, here: str) -> str:
        """A page or file of the site as the file `here` links to it: in full, or relative where the address is not known."""
        return self.site + path if self.site else "../" * here.count("/") + path

    def tag(self, name: str) -> str:
        """A name for ever (RFC 4151)."""
        host = urlsplit(self.site).hostname or NOWHERE
        return f"tag:{host},2026:{name}"


def feed(days: Sequence[ChangeDay], title: str, here: str, slug: str, on: str, address: Address, policies: Policies) -> bytes:
    """The feed that lies at `here`: the newest of the days first. `slug`: of one region, or "" for all."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    told = list(reversed(days))[:NEWEST]
    _add(root, "id", address.tag(here))
    _add(root, "title", title)
    _add(root, "subtitle", "哪一天起，谁的答案变了，依据是什么。非官方，以参保地医保部门的答复为准。")
    _add(root, "updated", _moment(max((updated(day, on, policies) for day in told), default=on)))
    _add(_add(root, "author"), "name", "共济查")
    _add(root, "link", rel="self", type="application/atom+xml", href=address.page(here, here))
    _add(root, "link", rel="alternate", type="text/html", href=address.page("changes/", here))
    for day in told:
        _entry(root, day, here, slug, on, address, policies)
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _entry(root: ElementTree.Element, day: ChangeDay, here: str, slug: str, on: str, address: Address, policies: Policies) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", address.tag(f"{here}#{day.day}"))
    _add(entry, "title", f"{in_words(day.day)}：{headline(day, slug, policies)}")
    _add(entry, "updated", _moment(updated(day, on, policies)))
    _add(entry, "link", rel="alternate", type="text/html", href=address.page(page_of(day.day), here))
    for region in day.regions:
        _add(entry, "category", term=region, label=policies.regions[region]["short"])
    _add(entry, "content", _content(day, policies), type="html")


def updated(day: ChangeDay, on: str, policies: Policies) -> str:
    """The later of the day itself, once it has come, and the day on which one of its documents was last looked at."""
    checked = {str(policies.documents[name]["checked"]) for event in day.events for name in event.documents}
    return max({*checked, *([day.day] if day.day <= on else [])}, default=day.day)


def page_of(day: str) -> str:
    """The section of a page that tells of a day."""
    return f"changes/{day[:4]}/#d-{day}"


def headline(day: ChangeDay, slug: str, policies: Policies) -> str:
    """What a list of days says of one day."""
    if not day.lines:
        return "有规定或消息，答案没有因此改变"
    changed = {region for line in day.lines for region in line.regions}
    if slug:
        return f"{policies.regions[slug]['short']}有 {len(day.lines)} 条答案变了"
    return f"{regions(changed, policies)}的答案变了"


def _content(day: ChangeDay, policies: Policies) -> str:
    lines = _list(line.text() for line in day.lines)
    rules = _list(
        f"{_place(event.place, policies)}：{event.text}（{'；'.join(_source(name, policies) for name in event.documents)}）"
        for event in day.events
    )
    parts = [("谁的答案变了", lines), ("这天的规定和消息", rules)]
    return "".join(f"<h3>{title}</h3>{inner}" for title, inner in parts if inner)


def _list(texts: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def _place(place: str, policies: Policies) -> str:
    if place == "nation":
        return "全国"
    if place in policies.pools:
        return policies.place_words(policies.pools[place]["region"], place)
    return policies.place_words(place, None)


def _source(name: str, policies: Policies) -> str:
    document = policies.documents[name]
    return f"《{document['title']}》{GRADE_WORDS[document['grade']]}"


def _moment(day: str) -> str:
    """Midnight in China."""
    return f"{day}T00:00:00+08:00"


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text or None
    return child
