"""The day that a sentence speaks of: 2024年5月3日, 2024-05-03, 去年, 今年元旦. Relative words count from a given day."""

from __future__ import annotations

import datetime
import re

Found = tuple[int, int, str, str]  # start, end, ISO day, note ("" if the day was said in full)

_FULL = re.compile(r"(19\d\d|20\d\d)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})(?:日|号)?")
_MONTH = re.compile(r"(19\d\d|20\d\d)(?:年|[-/.])(\d{1,2})(?:月份?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)年")
_RELATIVE = re.compile(r"(大前年|前年|去年|今年|明年)(?:的)?(?:(\d{1,2})月份?(?:(\d{1,2})(?:日|号))?|(元旦|五一|国庆|年底|年初|春节前)(节|前)?)?")
_NEAR = re.compile(r"今天|现在|目前|昨天|明天|上个?月|下个?月")
_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "明年": 1}
_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1), "年底": (12, 31), "年初": (1, 1), "春节前": (1, 15)}


def find_day(text: str, on: str | None) -> Found | None:
    """The first day that the text names; None if it names none that exists."""
    for pattern, read in ((_FULL, _full), (_MONTH, _month), (_YEAR, _year)):
        match = pattern.search(text)
        if match:
            return read(match)
    return _relative(text, datetime.date.fromisoformat(on)) if on else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _full(match: re.Match[str]) -> Found | None:
    # a day that does not exist is kept as it was said, so that the question is refused with its name
    year, month, day = (int(part) for part in match.groups())
    return match.start(), match.end(), f"{year:04d}-{month:02d}-{day:02d}", ""


def _month(match: re.Match[str]) -> Found | None:
    year, month = int(match.group(1)), int(match.group(2))
    return match.start(), match.end(), f"{year:04d}-{month:02d}-01", "只说到月，按当月 1 日来答"


def _year(match: re.Match[str]) -> Found | None:
    return match.start(), match.end(), f"{int(match.group(1)):04d}-01-01", "只说到年，按当年 1 月 1 日来答"


def _relative(text: str, on: datetime.date) -> Found | None:
    match = _RELATIVE.search(text)
    if match:
        word, month, day, feast, before = match.groups()
        year = on.year + _YEARS[word]
        if feast:
            value = _iso(year, *_FEASTS[feast])
            if before == "前" and value:
                value = (datetime.date.fromisoformat(value) - datetime.timedelta(days=1)).isoformat()
            return (match.start(), match.end(), value, "") if value else None
        if month:
            value = _iso(year, int(month), int(day or 1))
            return (match.start(), match.end(), value, "" if day else "只说到月，按当月 1 日来答") if value else None
        if word == "今年":
            return None
        return match.start(), match.end(), f"{year:04d}-01-01", f"只说到年，按 {year} 年 1 月 1 日来答"
    near = _NEAR.search(text)
    if not near:
        return None
    word = near.group()
    shift = {"昨天": -1, "明天": 1}.get(word, 0)
    moved = on + datetime.timedelta(days=shift)
    if word.endswith("月"):
        first = on.replace(day=1)
        moved = (first - datetime.timedelta(days=1)).replace(day=1) if word[0] == "上" else (first + datetime.timedelta(days=32)).replace(day=1)
    return near.start(), near.end(), moved.isoformat(), ""
