"""The changed answers of each day in few exact lines, and what belongs to a day: its lines and the rules behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from builder.changes import AnswerChanges
from builder.diff_answers import Change
from builder.diff_words import Line, Wording
from builder.events import Event, events
from builder.groups import people, regions
from calculator import Policies
from calculator.card import WALLET_WORDS
from calculator.model import SEVERITY, VERDICT_WORDS, Json

WALLET = "医保钱包（跨省）"
ACROSS = "跨省（两地都开通了医保钱包）"
VERDICT_OF = {word: verdict for verdict, word in VERDICT_WORDS.items()}


@dataclass(frozen=True)
class AnswerLine:
    """Answers that on one day became alike from alike: all of regions × relations × categories. Wallets have no relations."""

    day: str
    regions: tuple[str, ...]
    relations: tuple[str, ...]
    categories: tuple[str, ...]
    where: str  # 广西，柳州市，同一统筹区
    about: str  # 配偶、父母；付门诊、住院
    was: str
    now: str

    @property
    def words(self) -> tuple[str, str]:
        """The verdict before and from that day on, in words."""
        told = VERDICT_WORDS if self.relations else WALLET_WORDS
        return told[self.was], told[self.now]

    def text(self) -> str:
        """广西。配偶、父母；付门诊。从“不可以”变成“可以”。"""
        was, now = self.words
        return f"{self.where}。{self.about}。从“{was}”变成“{now}”。"


@dataclass(frozen=True)
class ChangeDay:
    """What is known of one day."""

    day: str
    lines: list[AnswerLine]
    events: list[Event]

    @property
    def regions(self) -> list[str]:
        """Where answers changed, or rules that change none began or ended; the nation is not among them."""
        named = {slug for line in self.lines for slug in line.regions} | {event.region for event in self.events if event.region}
        return sorted(named)

    @property
    def national(self) -> bool:
        """Whether a rule of the whole nation begins, ends or becomes doubtful on it, and answers changed."""
        return bool(self.lines) and any(event.place == "nation" for event in self.events)


class Changes:
    """All days on which anything changes."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self._answers = AnswerChanges(policies)
        self.comparison = self._answers.comparison
        self._wording = Wording(self.comparison, "")
        self._wording.categories = {name: {"label": entry["short"]} for name, entry in policies.categories.items()}

    @cached_property
    def answers(self) -> list[Change]:
        return self._answers.all()

    @cached_property
    def events(self) -> list[Event]:
        return events(self.policies)

    @cached_property
    def days(self) -> list[ChangeDay]:
        """All days, in time order."""
        return self._days(self.answers, self.events)

    def of_region(self, slug: str) -> list[ChangeDay]:
        """The days that concern one region: its answers, and its rules or the nation's."""
        own = [event for event in self.events if event.region == slug]
        changed = [one for one in self.answers if one.place.region == slug]
        touched = {one.first for one in changed}
        national = [event for event in self.events if not event.region and event.day in touched]
        return self._days(changed, [*national, *own])

    def _days(self, changed: Iterable[Change], known: Iterable[Event]) -> list[ChangeDay]:
        answers: dict[str, list[Change]] = {}
        for one in changed:
            answers.setdefault(one.first, []).append(one)
        rules: dict[str, list[Event]] = {}
        for event in known:
            rules.setdefault(event.day, []).append(event)
        days = sorted({*answers, *rules})
        return [ChangeDay(day, self.lines(answers.get(day, [])), rules.get(day, [])) for day in days]

    def lines(self, changed: list[Change]) -> list[AnswerLine]:
        """The changes of one day: what got better first, then the widest."""
        found = [self._line(line) for line in self._wording.exact(changed)]
        order = {slug: number for number, slug in enumerate(self.policies.regions)}
        return sorted(found, key=lambda one: (SEVERITY[one.now], -len(one.regions), order[one.regions[0]], one.where, one.about))

    def _line(self, line: Line) -> AnswerLine:
        policies = self.policies
        was, now = (VERDICT_OF[word] for word in line.became.split(" → "))
        slugs = [slug for slug in policies.regions if slug in line.regions]
        wallet = line.relations == {""}
        pools, near = line.where
        near = "" if wallet else ACROSS if near == "跨省" else near
        where = "，".join(filter(None, (regions(slugs, policies), pools, near)))
        about = WALLET if wallet else f"{people(line.relations, policies)}；付{self._wording.what(line.things)}"
        relations = tuple(one for one in policies.relations if one in line.relations)
        named = {category for category, _ in line.things}
        categories = tuple(one for one in policies.categories if one in named)
        return AnswerLine(line.days[0], tuple(slugs), relations, categories, where, about, was, now)


def table(days: Iterable[ChangeDay], policies: Policies) -> Json:
    """The lines for looking up by day, region, relation and expense; numbers point into the lists of ids.

    Shape: {"regions": [slugs], "relations": [ids], "expenses": [ids], "lines": [{"on", "regions": [numbers], "relations":
    [numbers], "expenses": [numbers], "where", "about", "was", "now", "words": [two]}]}, in time order.
    """
    ids = [list(policies.regions), list(policies.relations), list(policies.categories)]
    number = [{name: place for place, name in enumerate(listed)} for listed in ids]
    lines = []
    for line in (line for day in days for line in day.lines):
        keys = [[number[n][name] for name in names] for n, names in enumerate((line.regions, line.relations, line.categories))]
        said = {"where": line.where, "about": line.about, "was": line.was, "now": line.now, "words": list(line.words)}
        lines.append({"on": line.day, **dict(zip(("regions", "relations", "expenses"), keys, strict=True)), **said})
    return {"regions": ids[0], "relations": ids[1], "expenses": ids[2], "lines": lines}
