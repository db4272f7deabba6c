"""Days as ISO text (`2024-09-01`): they compare in time order as they stand. No clock is read anywhere here."""

from __future__ import annotations

import datetime

from calculator.messages import say

ALWAYS = ""  # before every day: where a timeline begins


def parse_day(text: object) -> str:
    """The ISO day, if `text` is a day of the calendar from 1990 to 2100; otherwise ValueError with a Chinese message."""
    if not isinstance(text, str) or len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(say("日期要写成 2024-09-01 这样"))
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(say("日历上没有这一天")) from None
    if not "1990" <= text[:4] <= "2100":
        raise ValueError(say("只回答 1990 到 2100 年之间的日子"))
    return text


def day_after(day: str) -> str:
    """The next day."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """The day before."""
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def in_words(day: str) -> str:
    """2024-09-01 → 2024年9月1日, 1 September 2024."""
    return say("{year}年{month}{day}日", year=int(day[:4]), month=say(f"{int(day[5:7])}月"), day=int(day[8:10]))
