"""The small things that an answer is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from calculator.messages import clauses, joined, say, series

VERDICTS = ("covered", "conditional", "unknown", "not_covered")  # from best to worst
SEVERITY = {verdict: number for number, verdict in enumerate(VERDICTS)}
VERDICT_WORDS = {"covered": "可以", "conditional": "有条件", "not_covered": "不可以", "unknown": "未明确"}

Json = dict[str, Any]
Provision = dict[str, Any]


class QuestionError(ValueError):
    """A value of a question that cannot be right. `key`, `value`, a `message` in words, the `nearest` right values."""

    def __init__(self, key: str, value: object, message: str, nearest: Iterable[str] = ()) -> None:
        super().__init__(f"{key}: {message}")
        self.key, self.value, self.message, self.nearest = key, value, message, list(nearest)

    def to_json(self) -> Json:
        """The error as JSON; a value that JSON cannot hold is shown as text."""
        shown = self.value if isinstance(self.value, (str, int, float, bool, type(None))) else str(self.value)
        if isinstance(shown, float) and not isfinite(shown):
            shown = str(shown)
        if isinstance(shown, str):
            shown = _whole(shown)
        return {"key": _whole(self.key), "value": shown, "message": _whole(self.message), "nearest": self.nearest}


def _whole(text: str) -> str:
    """The text with half characters (lone surrogates) replaced, so that it can be printed."""
    return text.encode(errors="replace").decode()


@dataclass(frozen=True, slots=True)
class Check:
    """One of the eight checks of an answer, with what it rests on.

    `why_unknown` is set when the verdict is unknown. `ask` names the question keys whose answer would settle it.
    `weak` tells that it rests on grade-C documents alone (待核实).
    """

    id: str
    verdict: str
    text: str
    why_unknown: str | None = None
    provisions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    weak: bool = False

    def to_json(self) -> Json:
        """The check as the contract's JSON object; `weak` only where it is true."""
        found: Json = {
            "id": self.id,
            "verdict": self.verdict,
            "text": self.text,
            "why_unknown": self.why_unknown,
            "provisions": list(self.provisions),
            "documents": list(self.documents),
        }
        if self.weak:
            found["weak"] = True
        return found


def verdict_word(verdict: str) -> str:
    """A verdict in the reader's language."""
    return say(VERDICT_WORDS[verdict])


def merged(*groups: Iterable[str]) -> tuple[str, ...]:
    """All members in order, each once."""
    return tuple(dict.fromkeys(member for group in groups for member in group))


def combined(variants: list[tuple[str, Check]], key: str, lead: str) -> Check:
    """One check for a fact that was not given, from (what it might be, the check then).

    All alike: the check of the last, most general one, with what the others demand beside it. Otherwise conditional if any
    of them allows, else unknown; the text says which is which, and `key` is what to ask.
    """
    checks = [check for _, check in variants]
    verdicts = {check.verdict for check in checks}
    if len(verdicts) == 1:
        return _agreed(variants)
    allows = bool(verdicts & {"covered", "conditional"})
    parts: dict[str, list[str]] = {}
    for label, check in variants:
        parts.setdefault(check.verdict, []).append(label)
    said = clauses(say("{names}：{verdict}", names=series(labels), verdict=verdict_word(verdict)) for verdict, labels in parts.items())
    worst = max(checks, key=lambda check: SEVERITY[check.verdict])
    best = min(checks, key=lambda check: SEVERITY[check.verdict])
    best_labels = [label for label, check in variants if check.verdict == best.verdict]
    condition = (say("{lead}：{names}", lead=lead, names=series(best_labels)),) if allows else ()
    return Check(
        best.id,
        "conditional" if allows else "unknown",
        joined(say("{lead}——{said}。", lead=lead, said=said), best.text if allows else worst.text),
        None if allows else "not_given",
        merged(*(check.provisions for check in checks)),
        merged(*(check.documents for check in checks)),
        merged(condition, best.conditions),
        merged((key,), *(check.ask for check in checks)),
        any(check.weak for check in checks),
    )


def _agreed(variants: list[tuple[str, Check]]) -> Check:
    """The last of some checks of one verdict; what only others of them demand is told with their names."""
    last = variants[-1][1]
    demands: dict[str, list[str]] = {}
    for label, check in variants:
        for condition in check.conditions:
            if condition not in last.conditions:
                demands.setdefault(condition, []).append(label)
    if not demands or SEVERITY[last.verdict] > SEVERITY["conditional"]:
        return last
    theirs = [check for _, check in variants if not set(check.conditions) <= set(last.conditions)]
    return replace(
        last,
        conditions=merged(last.conditions, (say("{names}：{text}", names=series(labels), text=text) for text, labels in demands.items())),
        provisions=merged(last.provisions, *(check.provisions for check in theirs)),
        documents=merged(last.documents, *(check.documents for check in theirs)),
        weak=last.weak or not last.documents and any(check.weak for check in theirs),
    )
