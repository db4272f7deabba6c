"""When a provision holds, and step functions of the day.

A timeline knows, for a place and a subject, the few days on which anything can change. What holds between two of them is
worked out once and then found by bisection: the cost of a decision does not grow with the number of provisions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from calculator.days import ALWAYS, day_after
from calculator.model import Check, Provision

NOT_YET, MAYBE, YES, DOUBTED, ENDED = "not_yet", "maybe", "yes", "doubted", "ended"


def status(provision: Provision, day: str) -> str:
    """Where `day` falls for a provision.

    not_yet; maybe (its start is uncertain and `day` lies between the two days); yes; doubted (from `uncertain_after` on no
    source says that it still holds); ended (after `until`).
    """
    until = provision.get("until")
    if until and day > until:
        return ENDED
    if day < provision["from"]:
        maybe = provision.get("maybe")
        return MAYBE if maybe and day >= maybe else NOT_YET
    doubt = provision.get("uncertain_after")
    return DOUBTED if doubt and day >= doubt else YES


def turning_days(provisions: Iterable[Provision]) -> set[str]:
    """The days on which the status of any of the provisions changes."""
    days = set()
    for provision in provisions:
        days.add(provision["from"])
        if "maybe" in provision:
            days.add(provision["maybe"])
        if "uncertain_after" in provision:
            days.add(provision["uncertain_after"])
        if "until" in provision:
            days.add(day_after(provision["until"]))
    return days


class Timeline:
    """A check as a step function of the day; each step is worked out when it is first asked for.

    `days[0]` is before every day; the check of a step is that of its first day.
    """

    __slots__ = ("check_on", "checks", "days")

    def __init__(self, days: Iterable[str], check_on: Callable[[str], Check]) -> None:
        self.days: list[str] = [ALWAYS, *sorted(days)]
        self.checks: list[Check | None] = [None] * len(self.days)
        self.check_on = check_on

    def at(self, day: str) -> Check:
        """The check of a day (ISO text; empty: before every day)."""
        step = bisect_right(self.days, day) - 1
        found = self.checks[step]
        if found is None:
            found = self.checks[step] = self.check_on(self.days[step])
        return found
