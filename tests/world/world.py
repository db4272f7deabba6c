"""A small made-up country with every kind of rule. Its policies never change with the facts of the real one.

`answers.json` holds the whole answers to a few hundred questions on it, as they were when last read and found right. After a
change that is meant to change answers:

    python -m tests.world.world     writes answers.json anew; read what changed (git diff) before committing it
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from builder.compiled import canonical, compile_policies
from builder.policies import read_policies
from calculator import Policies, check
from calculator.days import day_after, day_before
from calculator.policies import parse_policies
from calculator.timeline import turning_days
from tests.engine.asked import mixed
from tests.world.questions import BY_HAND

Json = dict[str, Any]
HERE = Path(__file__).parent
ANSWERS = HERE / "answers.json"
TRIED = 10_000  # random questions to choose from
SHARED = ("checks", "limits", "steps", "conditions", "ask", "instead")  # lists that many answers share: kept once each


@cache
def compiled() -> str:
    return canonical(compile_policies(read_policies(HERE / "policies")))


def world() -> Policies:
    return parse_policies(compiled())


def answered(question: Json, policies: Policies) -> Json:
    """The whole answer as JSON, without what changes with every release and what repeats the question.

    Each check also has the conditions and the keys to ask that it gives: the answer shows those of all checks together.
    """
    answer = check(question, policies)
    found = answer.to_json()
    for shown, one in zip(found["checks"], answer.checks, strict=True):
        shown.update({key: list(listed) for key, listed in (("conditions", one.conditions), ("ask", one.ask)) if listed})
    found["receipt"] = {key: found["receipt"][key] for key in ("on", "documents")}
    found["question"] = {
        key: value for key, value in found["question"].items() if question.get(key) != value
    }  # what was understood
    return found


def boundary_days(policies: Policies) -> list[str]:
    """The days on which any rule turns, with the day before and the day after."""
    turning = {sight["day"] for seen in policies.wallet["seen"].values() for sight in seen} | {policies.wallet["start"]}
    for rules in policies.rules.values():
        for subject, entries in rules.items():
            for listed in entries.values() if subject == "expenses" else [entries]:
                turning |= turning_days(listed)
    return sorted({near for day in turning for near in (day_before(day), day, day_after(day))})


def _candidates(policies: Policies) -> Iterator[Json]:
    yield from BY_HAND
    chance, days = random.Random(8), boundary_days(policies)
    for _ in range(TRIED):
        question = mixed(chance, policies, chance.choice([0.05, 0.2, 0.5]))
        if "on" in question:
            question["on"] = chance.choice(days)
        yield question


def _traits(found: Json, names: re.Pattern[str]) -> set[str]:
    """What an answer says, piece by piece; names, figures, days and sources do not count."""
    said = [[one["verdict"], one["why_unknown"], one["text"]] for one in found["checks"]]
    pieces = [*said, *found["conditions"], *found["limits"], *found["steps"], *found["instead"], *found["ask"]]
    understood = found["question"]
    pieces += [understood.get("defaults"), understood.get("notes"), found["headline"][:3], len(found["changes"])]
    return {names.sub("0", json.dumps(piece, ensure_ascii=False, sort_keys=True)) for piece in pieces}


def chosen(policies: Policies) -> list[Json]:
    """Few questions that together say everything that any of the candidates says: each adds as much as it can."""
    vocabulary = [*policies.region_names, *policies.pool_names, *policies.relation_names, *policies.category_names]
    words = sorted({*vocabulary, *policies.items, *policies.kin}, key=len, reverse=True)
    names = re.compile("|".join([*(re.escape(word) for word in words if not word.isdigit()), r"\d+", "0[、；]0", "00"]))
    tried = [(question, _traits(answered(question, policies), names)) for question in _candidates(policies)]
    missing = set().union(*(traits for _, traits in tried))
    found = list(BY_HAND)
    missing -= set().union(*(traits for _, traits in tried[: len(BY_HAND)]))
    while missing:
        question, traits = max(tried, key=lambda one: len(one[1] & missing))
        found.append(question)
        missing -= traits
    return found


def recorded() -> list[tuple[Json, Json]]:
    """(question, whole answer) from answers.json."""
    kept = json.loads(ANSWERS.read_text(encoding="utf-8"))
    found = []
    for question, answer in kept["answers"]:
        found.append((question, {**answer, **{key: [kept[key][number] for number in answer[key]] for key in SHARED}}))
    return found


def record(questions: list[Json], policies: Policies) -> str:
    """The text of answers.json: every distinct sentence once, then an answer a line."""
    pieces: dict[str, list[Any]] = {key: [] for key in SHARED}
    rows = []
    for question in questions:
        found = answered(question, policies)
        for key in SHARED:
            for piece in found[key]:
                if piece not in pieces[key]:
                    pieces[key].append(piece)
            found[key] = [pieces[key].index(piece) for piece in found[key]]
        rows.append([question, found])

    def lines(listed: list[Any]) -> str:
        return ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in listed)

    parts = [f'"{key}": [\n{lines(listed)}\n]' for key, listed in {**pieces, "answers": rows}.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    kept = [question for question, _ in recorded()] if ANSWERS.exists() else chosen(world())
    questions = [*kept, *(question for question in BY_HAND if question not in kept)]
    ANSWERS.write_text(record(questions, world()), encoding="utf-8")
    print(f"{len(questions)} answers in {ANSWERS.name}")
