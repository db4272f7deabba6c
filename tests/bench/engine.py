"""What one explained decision costs, as ratios: layer by layer, against other engines, and as the rule set grows.

    python tests/bench/engine.py [--questions 4000] [--data policies.json] [--no-peers] [--no-growth] [--profile]

Reads policies/, or a compiled file with --data. Nothing is asserted about time; verdicts are compared with the other engines'.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import platform
import pstats
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter_ns
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from calculator import Policies, check  # noqa: E402
from calculator.answer import decide  # noqa: E402
from calculator.question import read_question  # noqa: E402
from tests.bench.growth import growth  # noqa: E402
from tests.bench.peers import compare  # noqa: E402
from tests.bench.rule_table import PLAIN, Json, day  # noqa: E402
from tests.bench.timing import each, once, p95, table, us  # noqa: E402


def realistic(count: int, policies: Policies, chance: random.Random) -> list[Json]:
    """Different, fully specified questions: words and ids, within a pool, a region and across, with and without figures."""
    near = [*policies.groups["near_relatives"]] * 3
    words = [
        word for word, term in policies.kin.items() if term["relation"] in near and word not in policies.kin_ambiguous
    ]
    items = [word for word in policies.items if word not in policies.item_ambiguous]
    found: dict[str, Json] = {}
    while len(found) < count:
        region = chance.choice(list(policies.regions))
        other = region if chance.random() < 0.7 else chance.choice(list(policies.regions))
        question: Json = {"on": day(chance), "donor_region": region, "relative_region": other, **PLAIN}
        question["donor_pool"] = chance.choice(policies.pools_of[region])
        question["relative_pool"] = chance.choice(policies.pools_of[other])
        if other == region and chance.random() < 0.5:
            question["relative_pool"] = question["donor_pool"]
        if chance.random() < 0.5:
            question["relative"] = chance.choice(words)
        else:
            question["relation"] = chance.choice([*near, *policies.relations])
        if chance.random() < 0.5:
            question["item"] = chance.choice(items)
        else:
            question["expense"] = chance.choice(list(policies.categories))
        if chance.random() < 0.5:
            question["amount"] = chance.choice([12.5, 268.0, 1999.99])
            question["donor_balance"] = chance.choice([900.0, 3000.0])
        found.setdefault(json.dumps(question, sort_keys=True), question)
    return list(found.values())


def shown(question: Json, policies: Policies) -> object:
    """What stands at the top of an answer card: verdict, checks, headline."""
    answer = check(question, policies)
    return answer.verdict, answer.checks, answer.headline


def layers(compiled: Json, questions: list[Json]) -> float:
    """Prints what each layer costs; returns the median of a decision."""
    fresh = Policies(compiled)
    first = once(lambda q: shown(q, fresh), questions)
    policies = Policies(compiled)
    read = [read_question(q, policies) for q in questions]
    runs: list[tuple[str, Callable[[Any], object], Sequence[Any], int]] = [
        ("decide, of a read question", lambda q: decide(q, policies), read, 5),
        ("read_question", lambda q: read_question(q, policies), questions, 5),
        ("check: read and decide", lambda q: check(q, policies), questions, 5),
        ("check with headline", lambda q: shown(q, policies), questions, 5),
        ("whole JSON (to_json)", lambda q: check(q, policies).to_json(), questions[:800], 3),
        (
            "whole JSON as text",
            lambda q: json.dumps(check(q, policies).to_json(), ensure_ascii=False),
            questions[:800],
            3,
        ),
    ]
    for _, run, inputs, _ in runs:
        for one in inputs:  # warm up: every timeline is worked out
            run(one)
    rows, base = [], 0.0
    for name, run, inputs, rounds in runs:
        times = each(run, inputs, rounds)
        middle = statistics.median(times)
        base = base or middle
        rows.append((name, us(middle), us(p95(times)), f"{middle / base:.1f}"))
    middle = statistics.median(first)
    rows.append(("check with headline, each first of its kind", us(middle), us(p95(first)), f"{middle / base:.1f}"))
    table(f"{len(questions):,} different questions, fully specified", ("layer", "median µs", "p95 µs", "ratio"), rows, keep="layers")
    return base


def profile(compiled: Json, questions: list[Json]) -> None:
    policies = Policies(compiled)
    runs: list[tuple[str, Callable[[Json], object], list[Json]]] = [
        ("check with headline", lambda q: shown(q, policies), questions),
        ("whole JSON", lambda q: check(q, policies).to_json(), questions[:500]),
    ]
    for name, run, asked in runs:
        for question in asked:
            run(question)
        watch = cProfile.Profile()
        watch.enable()
        for question in asked:
            run(question)
        watch.disable()
        print(f"\n{name}, {len(asked)} questions, warm")
        pstats.Stats(watch).sort_stats("tottime").print_stats(18)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--questions", type=int, default=4000)
    parser.add_argument("--data", type=Path, help="a compiled policies.json; policies/ if left out")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--no-growth", action="store_true")
    parser.add_argument("--profile", action="store_true", help="print the hot spots of check as well")
    arguments = parser.parse_args()
    if arguments.data:
        text = arguments.data.read_text(encoding="utf-8")
    else:
        from builder.compiled import canonical, compile_policies
        from builder.policies import read_policies

        text = canonical(compile_policies(read_policies(ROOT / "policies")))
    began = perf_counter_ns()
    compiled = json.loads(text)
    parsed = perf_counter_ns()
    policies = Policies(compiled)
    built = perf_counter_ns()
    print(f"CPython {platform.python_version()}; policies.json {len(text.encode()):,} bytes")
    print(f"json.loads {(parsed - began) / 1e6:.1f} ms, Policies() {(built - parsed) / 1e6:.1f} ms")
    questions = realistic(arguments.questions, policies, random.Random(1))
    layers(compiled, questions)
    if not arguments.no_peers:
        compare(policies, arguments.questions)
    if not arguments.no_growth:
        growth(compiled, questions)
    if arguments.profile:
        profile(compiled, questions)


if __name__ == "__main__":
    main()
