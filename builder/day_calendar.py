"""The days to come as a calendar that can be subscribed to (RFC 5545): rules that begin or end, documents due for review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.change_lines import ChangeDay
from builder.feeds import Address, headline, page_of, updated
from builder.reviews import next_review
from calculator import Policies
from calculator.days import day_after
from calculator.model import Json

LONGEST = 75  # octets of a line, without its end


@dataclass(frozen=True)
class Entry:
    """One day to come. `stamp`: the day on which what is known of it was last looked at."""

    name: str
    day: str
    title: str
    text: str
    page: str
    stamp: str


def entries(days: Iterable[ChangeDay], documents: Mapping[str, Json], on: str, policies: Policies) -> list[Entry]:
    """What is known to come after the day `on`, in time order."""
    found = [
        Entry(f"change-{day.day}", day.day, headline(day, "", policies), _told(day), page_of(day.day), updated(day, on, policies))
        for day in days
        if day.day > on
    ]
    return sorted([*found, *_reviews(documents, on)], key=lambda entry: (entry.day, entry.name))


def _told(day: ChangeDay) -> str:
    return "\n".join([*(line.text() for line in day.lines), *(event.text for event in day.events)])


def _reviews(documents: Mapping[str, Json], on: str) -> Iterable[Entry]:
    due: dict[str, list[Json]] = {}
    for document in documents.values():
        due.setdefault(next_review(document), []).append(document)
    for day, listed in due.items():
        if day > on:
            titles = "、".join(f"《{document['title']}》" for document in listed[:3])
            more = "等" if len(listed) > 3 else ""
            stamp = max(str(document["checked"]) for document in listed)
            text = f"到这天要再看一遍：{titles}{more}。"
            yield Entry(f"review-{day}", day, f"有 {len(listed)} 份文件该复核", text, "documents/", stamp)


def calendar(listed: Iterable[Entry], here: str, address: Address) -> bytes:
    """The file that lies at `here`."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongji-explorer//known days//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += ["NAME:共济查：以后的日子", "X-WR-CALNAME:共济查：以后的日子"]
    for entry in listed:
        lines += ["BEGIN:VEVENT", f"UID:{address.tag(f'{here}#{entry.name}')}", f"DTSTAMP:{_date(entry.stamp)}T000000Z"]
        lines += [f"DTSTART;VALUE=DATE:{_date(entry.day)}", f"DTEND;VALUE=DATE:{_date(day_after(entry.day))}"]
        lines += [f"SUMMARY:{_text(entry.title)}", f"DESCRIPTION:{_text(entry.text)}"]
        lines += [f"URL:{address.page(entry.page, here)}"] if address.site else []
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _date(day: str) -> str:
    return day.replace("-", "")


def _text(text: str) -> str:
    """A value of type TEXT."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A content line with its end: at most 75 octets, the rest on lines that begin with a space; no character is cut."""
    parts = [b""]
    for sign in line:
        octets = sign.encode()
        if len(parts[-1]) + len(octets) > LONGEST:
            parts.append(b" ")
        parts[-1] += octets
    return b"".join(part + b"\r\n" for part in parts)
