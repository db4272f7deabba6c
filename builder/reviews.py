"""When each document is to be looked at again, and which are overdue on a day."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping

from calculator.model import Json

REVIEW_MONTHS = 12  # where a document does not say `review_months`


def next_review(document: Json) -> str:
    """The day by which a document is to be checked again; the last of the month where the month is too short."""
    checked = datetime.date.fromisoformat(document["checked"])
    month = checked.month - 1 + int(document.get("review_months", REVIEW_MONTHS))
    year, month = checked.year + month // 12, month % 12 + 1
    day = min(checked.day, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day).isoformat()


def overdue(documents: Mapping[str, Json], on: str) -> list[tuple[str, str]]:
    """(the day that it was due, document id), the longest overdue first. On the very day it is not overdue yet."""
    due = [(next_review(document), name) for name, document in documents.items()]
    return sorted((day, name) for day, name in due if day < on)
