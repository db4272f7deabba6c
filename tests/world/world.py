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

Json = dict[str, Any]
HERE = Path(__file__).parent
ANSWERS = HERE / "answers.json"
TRIED = 10_000  # random questions to choose from
SHARED = ("checks", "limits", "steps", "conditions", "ask", "instead")  # lists that many answers share: kept once each


NOW = "2025-09-15"
GUANGXI = {"on": NOW, "donor_region": "guangxi", "donor_pool": "450100", "relative_pool": "450100"}
BEIJING = {"on": NOW, "donor_region": "beijing", "relation": "spouse", "expense": "outpatient"}
BY_HAND: list[Json] = [  # what chance seldom asks
    {},
    {"on": NOW},
    {"on": NOW, "relation": "grandparent", "expense": "outpatient"},
    {"on": "2022-06-01", "relation": "parent", "expense": "fitness"},
    {"on": NOW, "donor_region": "guangdong", "relation": "self", "expense": "device"},
    *(
        {"on": on, "donor_region": "tianjin", "relation": "parent", "expense": expense}
        for on in ("2023-03-01", "2023-06-01")
        for expense in ("outpatient", "health_checkup")
    ),
    *(
        {
            "on": on,
            "donor_region": region,
            "donor_pool": own,
            "relative_pool": pool,
            "relation": relation,
            "expense": expense,
            "relatives_bound": 4,
        }
        for on in ("2025-06-30", NOW)
        for region, own, pool in (
            ("guangdong", "440600", "440600"),
            ("guangdong", "440600", "440700"),
            ("guangxi", "450300", "450300"),
        )
        for relation, expense in (("child", "dental"), ("sibling", "inpatient"), ("child", "vaccine"))
    ),
    {"on": NOW, "donor_region": "guangdong", "relation": "child", "expense": "outpatient"},
    {"on": NOW, "donor_pool": "450200", "relative_region": "hunan", "relation": "child", "expense": "outpatient"},
    *(
        {
            "on": "2023-06-01",
            "donor_region": "beijing",
            "relation": "spouse",
            "expense": "outpatient",
            "donor_balance": 3100,
            "amount": bill,
        }
        for bill in (None, 99.99, 100, 100.01)
    ),
    {
        "donor_region": "hunan",
        "relative_region": "guangxi",
        "relation": "parent",
        "expense": "inpatient",
        "relative_insured": "employee",
    },
    {"donor_region": "hunan", "relation": "parent", "expense": "outpatient", "relative_insured": "employee"},
    {"on": NOW, "donor_region": "hunan", "route": "cross_province", "relation": "parent", "expense": "outpatient"},
    *(
        {
            "on": on,
            "donor_region": "hunan",
            "relative_region": region,
            "relative_pool": pool,
            "relation": "parent",
            "expense": "outpatient",
        }
        for region, pool, days in (
            ("tianjin", None, ("2024-08-31", "2024-09-01", "2024-11-02", "2025-03-01", "2025-03-02", "2025-06-02")),
            ("guangdong", "440600", ("2024-05-01", "2024-07-01", "2025-06-01", "2025-06-02", "2025-12-01")),
            ("guangdong", "440800", ("2025-07-01",)),
            ("guangdong", "440600", ("2026-02-10",)),
            ("guangdong", "440300", ("2026-02-10",)),
            ("guangdong", "440700", ("2024-05-01", "2024-07-01", "2025-07-01", "2026-02-28", "2026-03-01")),
        )
        for on in days
    ),
    *(
        {"on": NOW, "relation": relation, "expense": expense}
        for relation in ("parent", "cousin", "self")
        for expense in ("fitness", "vaccine")
    ),
    *({"on": NOW, "relation": "parent", "expense": expense} for expense in ("fitness", "outpatient")),
    *(
        {**GUANGXI, "relation": "spouse", "expense": "outpatient", "donor_balance": have, "amount": bill}
        for have, bill in (
            (1000, 1),
            (1500.5, 1),
            (1500.51, 0.01),
            (1500.52, 0.03),
            (1600, 99.5),
            (1600, None),
            (0, None),
            (None, 300),
        )
    ),
    *(
        {
            **GUANGXI,
            "donor_pool": "450200",
            "relation": "child",
            "expense": "vaccine",
            "donor_balance": have,
            "amount": bill,
        }
        for have, bill in ((1500, 300), (1499.99, 300), (1500, 300.01), (2000, 2000), (2000, 2000.01))
    ),
    *(
        {**GUANGXI, "relation": "child", "expense": "outpatient", "relatives_bound": bound, "relative_bound_by": by}
        for bound, by in ((2, 1), (3, 1), (0, 2), (1, 0), (4, 3))
    ),
    *(
        {**BEIJING, "on": on, "donor_balance": have, "amount": bill}
        for on in ("2022-06-01", "2023-06-01", "2024-06-01", "2025-07-01")
        for have, bill in (
            (3000, 5000),
            (3000.01, 0.02),
            (6000, 5000.01),
            (6000, 3000.01),
            (3100, 3100),
            (3100, 3100.01),
            (3000, None),
        )
    ),
    *(
        {**BEIJING, "on": on, "relatives_bound": bound, "relative_bound_by": by}
        for on in ("2023-06-01", "2025-03-01", "2025-07-01")
        for bound, by in ((1, 0), (2, 1), (3, 1), (None, 1))
    ),
    *(
        {
            "on": NOW,
            "donor_region": "guangdong",
            "relation": "child",
            "expense": "dental",
            "amount": bill,
            "donor_balance": have,
        }
        for have, bill in (
            (None, 0.49),
            (None, 0.5),
            (None, 300),
            (None, 300.01),
            (100, 100),
            (100, 100.01),
            (0.5, 0.4),
        )
    ),
    *(
        {"on": on, "donor_region": region, "relative_region": "unsure", "relation": relation, "expense": expense}
        for on in ("2023-06-01", NOW)
        for region in ("guangxi", "hunan", "guangdong")
        for relation, expense in (
            ("parent", "outpatient"),
            ("parent_in_law", "outpatient"),
            ("cousin", "fitness"),
            ("sibling", "inpatient"),
        )
    ),
    *(
        {
            "on": NOW,
            "donor_region": "hunan",
            "relative_region": other,
            "relative_pool": pool,
            "relation": "parent",
            "expense": "inpatient",
            "amount": bill,
        }
        for other, pool in (
            ("guangdong", None),
            ("guangdong", "440100"),
            ("guangdong", "440300"),
            ("beijing", None),
            ("guangxi", "450100"),
        )
        for bill in (2000, 2000.01)
    ),
    *(
        {"on": NOW, "donor_region": "hunan", "relation": "parent", "item": item}
        for item in ("打针", "体检", "看病", "按摩", "保险", "百万医疗")
    ),
    *(
        {"on": NOW, "donor_region": "hunan", "relative": word, "expense": "outpatient"}
        for word in ("婆婆", "爹", "老伴", "继父", "岳父", "公公", "表哥", "我", "妈妈的妈妈", "我老公")
    ),
    *(
        {**GUANGXI, "relation": "self", "item": item}
        for item in ("按摩仪", "助听器", "流感疫苗", "惠民保", "百万医疗", "保险")
    ),
    *(
        {**GUANGXI, "relation": "spouse", "expense": "insurance", "item": item}
        for item in ("桂民保", "惠民保", "百万医疗", "保险", "听不懂的")
    ),
]


@cache
def compiled() -> str:
    return canonical(compile_policies(read_policies(HERE / "policies")))


def world() -> Policies:
    return parse_policies(compiled())


def answered(question: Json, policies: Policies) -> Json:
    """The whole answer as JSON, without what changes with every release and what repeats the question."""
    found = check(question, policies).to_json()
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
