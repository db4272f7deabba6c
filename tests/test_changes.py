"""What changed on which day: every line is what the engine says, nothing is missing; the feeds and the calendar are valid."""

from __future__ import annotations

import datetime
import json
import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import icalendar
import pytest

from builder import change_pages
from builder.change_lines import AnswerLine, ChangeDay, Changes, table
from builder.changes import CROSS
from builder.day_calendar import LONGEST, calendar, entries
from builder.diff_answers import Place
from builder.events import DOUBT, END, MAYBE, SEEN, START, Event
from builder.feeds import ATOM, Address, feed, page_of, updated
from builder.policy_set import PolicySet
from builder.reviews import next_review
from builder.site import Site
from builder.timeline_picture import Scale, picture
from calculator import Policies, check
from calculator.days import day_after, day_before
from calculator.model import Json
from tests.test_plain_language import faults

ROOT = Path(__file__).parent.parent
ON = "2026-11-22"
HERE = "changes.atom"
PUBLIC = Address("https://example.org/gongji/")
NOWHERE = Address("")


@pytest.fixture(scope="module")
def changes(policies: Policies) -> Changes:
    return Changes(policies)


@pytest.fixture(scope="module")
def site(policy_set: PolicySet, policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A docs folder with the pages on changes alone."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "templates").symlink_to(ROOT / "docs" / "templates")
    made = Site(policy_set, policies, ON, docs)
    change_pages.write(made)
    return made


# The lines are the engine's answers


def asked(place: Place, relation: str, category: str, on: str, policies: Policies) -> Json:
    """The question that a cell stands for; across regions to a region and day where both wallets are surely open."""
    found = {"on": on, "donor_region": place.region, "donor_pool": place.code, "relation": relation, "expense": category}
    if place.near == CROSS:
        return {**found, "route": "cross_province"}
    return {**found, "relative_region": place.region, "same_pool": {"pool": "yes", "region": "no"}[place.near]}


def test_the_day_before_and_the_day_itself_are_as_the_line_says(changes: Changes, policies: Policies):
    """Inside regions, asked whole, through `check`: 3,000 changes taken by lot, and the same cell on its days of no change."""
    inside = [one for one in changes.answers if one.place.near in ("pool", "region")]
    for one in random.Random(6).sample(inside, 3000):
        on = {day: check(asked(one.place, one.relation, one.category, day, policies), policies) for day in (day_before(one.first), one.first)}
        before, since = on.values()
        assert (before.verdict, since.verdict) == (one.was.verdict, one.now.verdict), one
        assert one.first in before.turning_days()


def test_no_change_is_missing(changes: Changes, policies: Policies):
    """For cells taken by lot, the days are all those on which `check(…).changes` says that the answer becomes another."""
    chance = random.Random(7)
    grid = [place for slug in policies.regions for place in changes.comparison.places(slug)]
    known: dict[tuple[Place, str, str], list[tuple[str, str]]] = {}
    for one in changes.answers:
        known.setdefault((one.place, one.relation, one.category), []).append((one.first, one.now.verdict))
    for _ in range(400):
        cell = chance.choice(grid), chance.choice(list(policies.relations)), chance.choice(list(policies.categories))
        answer = check(asked(*cell, ON, policies), policies)
        assert [(change["on"], change["verdict"]) for change in answer.changes] == known.get(cell, []), cell


def test_across_regions_nothing_was_possible_before_the_first_wallet(changes: Changes, policies: Policies):
    start = policies.wallet["start"]
    across = [one for one in changes.answers if one.place.near == CROSS]
    assert across
    assert min(one.first for one in across) == start
    for one in random.Random(8).sample(across, 300):
        answer = check(asked(one.place, one.relation, one.category, one.first, policies), policies)
        kept = [found.verdict for found in answer.checks if found.id != "route"]
        assert max(kept, key=["covered", "conditional", "unknown", "not_covered"].index) == one.now.verdict


def test_a_wallet_changes_with_its_sightings(changes: Changes, policies: Policies):
    wallets = [one for one in changes.answers if one.place.near == "wallet"]
    assert {one.place.region for one in wallets} == set(policies.regions)
    for one in wallets:
        days = {sighting["day"] for sighting in policies.wallet["seen"][one.place.region]} | {policies.wallet["start"]}
        assert one.first in days | {day_after(day) for day in days}


def test_the_lines_of_a_day_say_every_change_of_it_and_no_other(changes: Changes):
    for day in changes.days:
        cells = {(one.place.region, one.relation, one.category, one.was.verdict, one.now.verdict) for one in changes.answers if one.first == day.day}
        told = set()
        for line in day.lines:
            for region in line.regions:
                for relation in line.relations or [""]:
                    for category in line.categories or [""]:
                        told.add((region, relation, category, line.was, line.now))
        assert told == cells, day.day


def test_a_region_has_its_own_lines_and_the_nations_rules(changes: Changes, policies: Policies):
    for slug in ("guangxi", "beijing", "xpcc"):
        days = changes.of_region(slug)
        assert {region for day in days for line in day.lines for region in line.regions} == {slug}
        assert {event.region for day in days for event in day.events} == {"", slug}
        own = {one.first for one in changes.answers if one.place.region == slug} | {e.day for e in changes.events if e.region == slug}
        assert [day.day for day in days] == sorted(own)


def test_what_is_written_is_plain(changes: Changes):
    texts = [event.text for event in changes.events] + [line.text() for day in changes.days for line in day.lines]
    assert len(texts) > 1500
    found = [fault for text in texts for fault in faults(text)]
    assert not found, "\n".join(found[:20])


# Events: the provisions' own days


def test_every_provision_stands_on_its_days(changes: Changes, policies: Policies):
    days: dict[str, Counter[tuple[str, str]]] = {}
    for event in changes.events:
        days.setdefault(event.source, Counter())[event.day, event.kind] += 1
    for rules in policies.rules.values():
        listed = [*rules.get("relatives", []), *rules.get("limits", []), *rules.get("payment_order", [])]
        for entry in [*listed, *(one for some in rules.get("expenses", {}).values() for one in some)]:
            expected = {(entry["from"], START)}
            expected |= {(entry["maybe"], MAYBE)} if "maybe" in entry else set()
            expected |= {(entry["uncertain_after"], DOUBT)} if "uncertain_after" in entry else set()
            expected |= {(day_after(entry["until"]), END)} if entry.get("until") else set()
            assert set(days.pop(entry["id"])) == expected
    assert {kind for counted in days.values() for _, kind in counted} == {SEEN}


def test_every_event_has_documents(changes: Changes, policies: Policies):
    for event in changes.events:
        assert event.documents
        assert set(event.documents) <= set(policies.documents)


# The pages and the table


def test_pages_tell_every_day_and_link_to_it(site: Site, changes: Changes):
    index = (site.docs / "changes" / "index.md").read_text(encoding="utf-8")
    for day in changes.days:
        page = (site.docs / "changes" / f"{day.day[:4]}.md").read_text(encoding="utf-8")
        assert f"{{ #d-{day.day} }}" in page
        assert f'href="{day.day[:4]}/#d-{day.day}"' in index
        for line in day.lines:
            assert f"<strong>{line.where}</strong>：{line.about}" in page


def test_the_line_of_time_marks_what_the_list_beside_it_says(site: Site, changes: Changes):
    index = (site.docs / "changes" / "index.md").read_text(encoding="utf-8")
    marked = [day.day for day in changes.days if day.national]
    assert len(marked) > 5
    for svg in re.findall(r"<svg.*?</svg>", index, re.DOTALL):
        root = ElementTree.fromstring(svg)
        assert [text.text for text in root.iter("text") if text.get("class") == "p-number"] == [str(n) for n in range(1, len(marked) + 1)]
        assert root.get("role") == "img"
        named = {part.get("id"): part.text for part in root if part.tag in ("title", "desc")}
        assert all(named[name] for name in str(root.get("aria-labelledby")).split())
    for number, day in enumerate(marked, 1):
        assert re.search(rf'<li value="{number}"><p><a href="{day[:4]}/#d-{day}">', index)


def test_the_pictures_ids_are_unique(site: Site):
    ids = re.findall(r' id="([^"]+)"', (site.docs / "changes" / "index.md").read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [340, 960])
def test_the_picture_stays_in_its_frame(width: int):
    days = [f"{year}-{month:02}-{day}" for year in range(1998, 2029) for month in (1, 3, 12) for day in ("01", "02", "31")]
    root = ElementTree.fromstring(picture(days[-12:], {day: ["a", "b"] for day in days}, "2028-12-31", 2, width))
    for circle in root.iter("circle"):
        assert 9 <= float(circle.attrib["cx"]) <= width - 9
        assert float(circle.attrib["cy"]) >= 9
    for bar in root.iter("rect"):
        assert float(bar.attrib["x"]) >= 0
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= width
        assert float(bar.attrib["height"]) > 0
    scale = Scale(width, 2028)
    assert scale.x("2019-01-01") < scale.x("2019-01-02") < scale.x("2028-12-31") <= width


def test_the_table_holds_the_lines(site: Site, changes: Changes, policies: Policies):
    written = json.loads((site.docs / "assets" / "data" / "changes.json").read_text(encoding="utf-8"))
    assert written == table(changes.days, policies)
    lines = [line for day in changes.days for line in day.lines]
    assert len(written["lines"]) == len(lines)
    for entry, line in zip(written["lines"], lines, strict=True):
        assert (entry["on"], entry["where"], entry["about"]) == (line.day, line.where, line.about)
        assert [written["regions"][n] for n in entry["regions"]] == list(line.regions)
        assert [written["relations"][n] for n in entry["relations"]] == list(line.relations)
        assert [written["expenses"][n] for n in entry["expenses"]] == list(line.categories)


# Atom (RFC 4287)

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9/._~%-]+(#[A-Za-z0-9/._~%-]+)?")  # RFC 4151
ONCE = {"feed": ("id", "title", "updated", "subtitle"), "entry": ("id", "title", "updated", "content")}
MAY_STAND = {
    "feed": {"id", "title", "subtitle", "updated", "author", "link", "entry"},
    "entry": {"id", "title", "updated", "link", "category", "content"},
}


def faults_of_feed(content: bytes) -> list[str]:
    """What of RFC 4287 a feed breaks."""
    root = ElementTree.fromstring(content)
    found = [] if root.tag == f"{{{ATOM}}}feed" else ["no feed"]
    found += [] if feedparser.parse(content)["version"] == "atom10" and not feedparser.parse(content)["bozo"] else ["not read as Atom"]
    for element in (root, *root.iter(f"{{{ATOM}}}entry")):
        kind = element.tag.rsplit("}", 1)[1]
        children = [child.tag.removeprefix(f"{{{ATOM}}}") for child in element]
        found += [f"{kind}: {name} stands {children.count(name)} times" for name in ONCE[kind] if children.count(name) != 1]
        found += [f"{kind}: {name} may not stand here" for name in set(children) - MAY_STAND[kind]]
        updated_at = element.findtext(f"{{{ATOM}}}updated") or ""
        found += [] if MOMENT.fullmatch(updated_at) else [f"{updated_at} is no moment"]
        name = element.findtext(f"{{{ATOM}}}id") or ""
        found += [] if TAG.fullmatch(name) else [f"{name} is no tag URI"]
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{{{ATOM}}}link")]
        found += [f"links {links}"] if len(links) != len(set(links)) or "alternate" not in {rel for rel, _ in links} else []
    if not root.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name"):
        found.append("nobody is the author")
    ids = [entry.findtext(f"{{{ATOM}}}id") for entry in root.iter(f"{{{ATOM}}}entry")]
    return found + (["two entries of one id"] if len(ids) != len(set(ids)) else [])


@pytest.mark.parametrize("spoil", [
    (b"<id>", b"<name>"), (b"T00:00:00+08:00", b""), (b"tag:", b"tag"), (b"<entry>", b"<item>"), (b"2005/Atom", b"2005/Atem"),
    (b"<author>", b"<autor>"), (b'rel="alternate"', b'rel="self"'),
])  # fmt: skip
def test_a_broken_feed_is_seen(spoil: tuple[bytes, bytes], changes: Changes, policies: Policies):
    content = feed(changes.days, "标题", HERE, "", ON, PUBLIC, policies)
    assert faults_of_feed(content) == []
    old, new = spoil
    spoilt = content.replace(old, new)
    if old.startswith(b"<") and old.endswith(b">"):
        spoilt = spoilt.replace(b"</" + old[1:], b"</" + new[1:])
    assert faults_of_feed(spoilt) != []


def test_every_feed_is_valid_and_tells_the_newest_days(site: Site, changes: Changes, policies: Policies):
    files = {"": "changes.atom", **{slug: f"changes/{slug}.atom" for slug in policies.regions}}
    for slug, here in files.items():
        content = (site.docs / here).read_bytes()
        assert faults_of_feed(content) == [], here
        days = [day.day for day in (changes.of_region(slug) if slug else changes.days)]
        told = [entry["link"].split("#d-")[1] for entry in feedparser.parse(content)["entries"]]
        assert told == days[::-1][: len(told)]
        assert len(told) == min(len(days), 60)


def test_entries_say_the_lines_and_the_documents(changes: Changes, policies: Policies):
    day = next(day for day in changes.days if day.national and len(day.lines) > 3)
    (entry,) = feedparser.parse(feed([day], "标题", HERE, "", ON, PUBLIC, policies))["entries"]
    text = re.sub(r"<[^>]+>", "", entry["content"][0]["value"])
    for line in day.lines:
        assert line.text() in text
    for event in day.events:
        assert event.text in text
        assert policies.documents[event.documents[0]]["title"] in text


@pytest.mark.parametrize(("address", "here", "href"), [
    (NOWHERE, "changes.atom", "changes/2024/#d-2024-09-01"),
    (NOWHERE, "changes/hunan.atom", "../changes/2024/#d-2024-09-01"),
    (PUBLIC, "changes/hunan.atom", "https://example.org/gongji/changes/2024/#d-2024-09-01"),
])  # fmt: skip
def test_links_are_whole_where_the_address_is_known(address: Address, here: str, href: str):
    assert address.page(page_of("2024-09-01"), here) == href


def test_ids_stay_while_days_and_titles_change(changes: Changes, policies: Policies):
    def ids(days: list[ChangeDay], title: str, on: str) -> set[str]:
        return {entry["id"] for entry in feedparser.parse(feed(days, title, HERE, "", on, PUBLIC, policies))["entries"]}

    few, more = changes.days[-5:], changes.days[-9:]
    assert ids(few, "一", ON) < ids(more, "二", "2027-01-01")


def test_no_clock_renews_an_entry(changes: Changes, policies: Policies):
    """The same but for the build day: the same moments, except where a day to come has come."""
    event = changes.events[0]
    checked = max(policies.documents[name]["checked"] for name in event.documents)
    for on, day, expected in (
        ("2030-01-01", "2022-01-01", checked),
        ("2031-01-01", "2022-01-01", checked),
        ("2030-01-01", "2029-06-01", "2029-06-01"),
        ("2029-01-01", "2029-06-01", checked),
    ):
        assert updated(ChangeDay(day, [], [replace(event, day=day)]), on, policies) == expected


def test_the_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SITE_URL", "https://example.org/gongji")
    assert change_pages.address() == PUBLIC
    monkeypatch.delenv("SITE_URL")
    assert change_pages.address() == NOWHERE


# iCalendar (RFC 5545)


def to_come(day: str, policies: Policies) -> ChangeDay:
    line = AnswerLine(day, ("guangxi",), ("spouse",), ("vaccine",), "广西", "配偶，付自费疫苗；甲,乙\\丙", "unknown", "covered")
    document = next(iter(policies.documents))
    return ChangeDay(day, [line], [Event(day, "guangxi", "guangxi", START, f"开始实行：{'很长的一句话' * 40}。", (document,), "x")])


def read_calendar(content: bytes) -> list[icalendar.Event]:
    return [component for component in icalendar.Calendar.from_ical(content).walk("VEVENT") if isinstance(component, icalendar.Event)]


def test_days_to_come_stand_in_the_calendar_and_past_ones_do_not(policy_set: PolicySet, policies: Policies):
    days = [to_come(day, policies) for day in (ON, "2026-11-23", "2027-01-01")]
    listed = entries(days, policy_set.documents, ON, policies)
    due = {next_review(document) for document in policy_set.documents.values()}
    assert [entry.day for entry in listed] == sorted(["2026-11-23", "2027-01-01", *due])
    found = read_calendar(calendar(listed, "changes/days.ics", PUBLIC))
    assert [event.decoded("dtstart").isoformat() for event in found] == [entry.day for entry in listed]
    first = found[0]
    assert first.decoded("dtend") - first.decoded("dtstart") == datetime.timedelta(days=1)
    assert str(first["summary"]) == "广西的答案变了"
    assert "配偶，付自费疫苗；甲,乙\\丙" in str(first["description"])
    assert "很长的一句话" * 40 in str(first["description"])
    assert first["url"] == "https://example.org/gongji/changes/2026/#d-2026-11-23"


def test_the_calendar_keeps_to_the_format(site: Site, policy_set: PolicySet, policies: Policies):
    written = (site.docs / "changes" / "days.ics").read_bytes()
    long = calendar(entries([to_come("2027-01-01", policies)], policy_set.documents, ON, policies), "changes/days.ics", NOWHERE)
    for content in (written, long):
        assert content.endswith(b"END:VCALENDAR\r\n")
        lines = content.split(b"\r\n")
        assert all(len(line) <= LONGEST and b"\n" not in line and b"\r" not in line for line in lines)
        for line in lines:
            line.decode()  # no character is cut
        found = read_calendar(content)
        assert found
        assert len({str(event["uid"]) for event in found}) == len(found)
        assert all(not event.errors and event["dtstart"].params["VALUE"] == "DATE" and "DTSTAMP" in event for event in found)
        assert icalendar.Calendar.from_ical(content)["version"] == "2.0"


def test_reviews_count_every_document_that_is_due(policy_set: PolicySet, policies: Policies):
    listed = entries([], policy_set.documents, ON, policies)
    counts = [int(re.findall(r"有 (\d+) 份", entry.title)[0]) for entry in listed]
    assert sum(counts) == sum(next_review(document) > ON for document in policy_set.documents.values())
    assert entries([], policy_set.documents, "2100-01-01", policies) == []
