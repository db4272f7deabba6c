"""The letters of this folder, and how well one of them is read.

Each file is the work of one author who never saw the reader: a line is a text with what a careful reader takes from it
(`expect`: the value of a key, or a list of those that are as good, null for leaving it out), the keys that should be `ask`ed
about, and the `kind` (question if not said, topic, off_topic).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from calculator import Policies, QuestionError, check, understand
from calculator.told import answer_to
from calculator.topics import topic_of

FOLDER = Path(__file__).parent
TODAY = "2026-11-22"
FIRM = ("covered", "not_covered")
_WORD_FOR = {"relative": "relation", "item": "expense"}
Json = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """How a letter is read: the keys that are wrong, whether the verdict is right, and whether a wrong one is firm and nothing asked."""

    wrong: tuple[str, ...]
    verdict: bool
    confident: bool


def letters(name: str = "*") -> list[Json]:
    """The letters of the files of a name, in order."""
    return [json.loads(line) for path in sorted(FOLDER.glob(f"{name}.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def options(value: Any) -> list[Any]:
    """The values that are as good."""
    return value if isinstance(value, list) else [value]


def read(letter: Json, policies: Policies) -> Read:
    """How a letter is read and answered on the day of the letters."""
    reading = understand(letter["text"], policies, {"on": TODAY})
    topic, answer = topic_of(reading, policies), answer_to(reading, policies)
    understood = answer.question.to_json()
    unclear = {_WORD_FOR.get(one["key"], one["key"]) for one in reading.ambiguous}
    asked = unclear | {_WORD_FOR.get(one["key"], one["key"]) for one in answer.ask}
    kinds = options(letter.get("kind", "question"))
    seen = {"topic"} if topic else set()
    seen |= {"question"} if reading.about else set()
    wrong = [] if seen & set(kinds) or not seen and "off_topic" in kinds else ["kind"]
    if "question" not in kinds:
        return Read(tuple(wrong), True, False)
    should_ask = {_WORD_FOR.get(key, key) for key in letter.get("ask", [])}
    verdicts = _verdicts(letter, understood, policies)
    right = answer.verdict in verdicts or answer.verdict == "unknown" and any(understood.get(key) is None for key in should_ask & asked)
    for key, value in letter["expect"].items():
        given, good = understood.get(key), options(value)
        waived = given is None and (key in should_ask & asked or key in unclear and right)
        if not (given in good or key == "on" and "…" in good or given == TODAY and None in good or waived):
            wrong.append(key)
    wrong += [f"{key} is not asked" for key in should_ask - asked if understood.get(key) is not None]
    return Read(tuple(wrong), right, not right and answer.verdict in FIRM and not unclear & set(wrong))


def _verdicts(letter: Json, understood: Json, policies: Policies) -> set[str]:
    """The verdicts of all questions that the letter may mean; also with the very words that were understood, where they fit."""
    keys = {key: [one for one in options(value) if one not in (None, "…")] for key, value in letter["expect"].items()}
    keys = {key: values for key, values in keys.items() if values}
    found = set()
    for values in product(*keys.values()):
        question = {"on": TODAY, **dict(zip(keys, values, strict=True))}
        found.add(_verdict(question, policies))
        words = {word: understood[word] for word, key in _WORD_FOR.items() if word in understood and understood.get(key) == question.get(key)}
        if words:
            found.add(_verdict({**{key: value for key, value in question.items() if key not in map(_WORD_FOR.get, words)}, **words}, policies))
    return found


def _verdict(question: Json, policies: Policies) -> str:
    try:
        return check(question, policies).verdict
    except QuestionError:
        return ""
