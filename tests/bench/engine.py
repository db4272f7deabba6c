"""What one explained decision costs, as ratios: layer by layer, against publicodes, and as the rule set grows.

    python tests/bench/engine.py [--questions 4000] [--data policies.json] [--no-publicodes] [--profile]

Reads policies/, or a compiled file with --data. Nothing is asserted about time; verdicts are compared with publicodes'.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import platform
import pstats
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter_ns
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from calculator import Policies, check  # noqa: E402
from calculator.answer import decide  # noqa: E402
from calculator.model import VERDICTS  # noqa: E402
from calculator.question import read_question  # noqa: E402

Json = dict[str, Any]
FIRST_DAY, LAST_DAY = 2018, 2026
TIMED = 800  # questions timed in publicodes; it answers all
PLAIN = {"donor_account": "yes", "relative_insured": "employee", "designated": "yes"}


# ---- Questions -----------------------------------------------------------------------------------------------------


def day(chance: random.Random) -> str:
    return f"{chance.randint(FIRST_DAY, LAST_DAY)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


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


# ---- Timing --------------------------------------------------------------------------------------------------------


def each(run: Callable[[Any], object], inputs: Sequence[Any], rounds: int = 5) -> list[float]:
    """Microseconds of one call for each input: the best of some rounds, which other work on the machine disturbs least."""
    taken: list[list[int]] = [[] for _ in inputs]
    gc.collect()
    for _ in range(rounds):
        for one, times in zip(inputs, taken, strict=True):
            began = perf_counter_ns()
            run(one)
            times.append(perf_counter_ns() - began)
    return [min(times) / 1000 for times in taken]


def once(run: Callable[[Any], object], inputs: Sequence[Any]) -> list[float]:
    return each(run, inputs, rounds=1)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int((len(times) - 1) * 0.95)]


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in lines) for column in range(len(head))]
    print(f"\n{title}")
    for number, row in enumerate(lines):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells))
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def us(value: float) -> str:
    return f"{value:,.1f}"


# ---- Layers --------------------------------------------------------------------------------------------------------


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
    table(f"{len(questions):,} different questions, fully specified", ("µs", "median", "p95", "ratio"), rows)
    return base


# ---- publicodes ----------------------------------------------------------------------------------------------------


class Subset:
    """The part that a table of rules says alike in both engines: same region, different pools, no figures, no items."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self.relations = [one for one in policies.relations if one != "self"]
        self.ends: dict[str, tuple[str, str]] = {}
        for region, codes in policies.pools_of.items():
            plain = [code for code in codes if code not in policies.rules] or codes
            own = plain[0]
            self.ends[region] = (own, next((code for code in codes if code != own), own))

    def question(self, region: str, relation: str, expense: str, on: str) -> Json:
        own, other = self.ends[region]
        question = {
            "on": on,
            "donor_region": region,
            "donor_pool": own,
            "relative_region": region,
            "relative_pool": other,
        }
        return {**question, "relation": relation, "expense": expense, **PLAIN}

    def days(self, region: str, subject: str) -> list[str]:
        """Days on which a check may change, from the provisions themselves."""
        found = {"1990-01-01"}
        for place in ("nation", region, *self.policies.ruled_pools[region]):
            rules = self.policies.rules[place]
            for p in (
                rules.get("relatives", []) if subject == "relation" else rules.get("expenses", {}).get(subject, [])
            ):
                found |= {p["from"], p.get("maybe", p["from"]), p.get("uncertain_after", p["from"])}
                if "until" in p:
                    year, month, last = (int(part) for part in p["until"].split("-"))
                    found |= {_after(year, month, last)}
        return sorted(found)

    def spans(self, region: str, relation: str, expense: str, name: str) -> list[tuple[str, str]]:
        """[(first day, verdict)], newest first."""
        spans: list[tuple[str, str]] = []
        for on in self.days(region, "relation" if name == "relation" else expense):
            checks = check(self.question(region, relation, expense, on), self.policies).checks
            verdict = next(found.verdict for found in checks if found.id == name)
            if not spans or spans[-1][1] != verdict:
                spans.append((on, verdict))
        return spans[::-1]


def _after(year: int, month: int, last: int) -> str:
    import datetime

    return (datetime.date(year, month, last) + datetime.timedelta(days=1)).isoformat()


def _text(verdict: str) -> str:
    return f"'{verdict}'"


def _date(on: str) -> str:
    return f"{on[8:10]}/{on[5:7]}/{on[:4]}"


def _variations(spans: list[tuple[str, str]]) -> Json:
    dated = [{"si": f"day >= {_date(on)}", "alors": _text(verdict)} for on, verdict in spans[:-1]]
    return {"variations": [*dated, {"sinon": _text(spans[-1][1])}]}


def _choose(name: str, cells: dict[str, str]) -> Json:
    return {
        "variations": [
            *({"si": f"{name} = '{key}'", "alors": rule} for key, rule in cells.items()),
            {"sinon": "'unknown'"},
        ]
    }


def publicodes(policies: Policies, count: int, chance: random.Random) -> tuple[list[Json], list[str], Json, int]:
    """Comparable questions, our verdicts, publicodes' results by shape, and how many cells were left out."""
    subset, left_out = Subset(policies), 0
    rules: dict[str, Json | None] = {}
    alike: list[tuple[str, str]] = []
    for region in policies.regions:
        rules[region] = None
        for name in ("relation", "expense"):
            rules[f"{region} . {name}"] = None
        for relation in subset.relations:
            spans = subset.spans(region, relation, "outpatient", "relation")
            rules[f"{region} . relation . {_key(relation)}"] = _variations(spans)
        bound = any("expenses" in c for c in policies.rules[region].get("relatives", []))
        for expense in policies.categories:
            by_relation = [subset.spans(region, relation, expense, "expense") for relation in subset.relations]
            if bound or any(spans != by_relation[0] for spans in by_relation):
                left_out += 1  # the verdict depends on relation and expense together: no plain table says it
                continue
            rules[f"{region} . expense . {_key(expense)}"] = _variations(by_relation[0])
            alike.append((region, expense))
    questions, named, natural = [], [], []
    for _ in range(count):
        region, expense = chance.choice(alike)
        relation, on = chance.choice([*subset.relations, *policies.groups["near_relatives"] * 5]), day(chance)
        questions.append(subset.question(region, relation, expense, on))
        cells = [f"{region} . relation . {_key(relation)}", f"{region} . expense . {_key(expense)}"]
        named.append({"situation": {"day": _date(on)}, "targets": cells})
        situation = {"day": _date(on), "place": _text(region), "who": _text(relation), "what": _text(expense)}
        natural.append({"situation": situation, "targets": ["circle", "payable"]})
    rules["day"] = {"type": "date"}
    asked = {name: {"type": "texte"} for name in ("place", "who", "what")}
    chosen: Json = {}
    for name, subject, given in (("circle", "relation", "who"), ("payable", "expense", "what")):
        for region in policies.regions:
            prefix = f"{region} . {subject} . "
            keys = subset.relations if subject == "relation" else [e for r, e in alike if r == region]
            chosen[f"{region} . {name}"] = _choose(given, {key: prefix + _key(key) for key in keys})
        chosen[name] = _choose("place", {region: f"{region} . {name}" for region in policies.regions})
    shapes = {
        "caller names the two cells": {"rules": rules, "questions": named, "timed": TIMED},
        "natural shape": {"rules": {**rules, **asked, **chosen}, "questions": natural, "timed": TIMED},
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shapes.json"
        path.write_text(json.dumps(shapes, ensure_ascii=False), encoding="utf-8")
        script = Path(__file__).with_name("publicodes.mjs")
        done = subprocess.run(["node", str(script), str(path)], capture_output=True, text=True, check=True)
    ours = [check(question, policies).verdict for question in questions]
    return questions, ours, json.loads(done.stdout), left_out


def _key(name: str) -> str:
    return name.replace("_", "-")


def against_publicodes(policies: Policies, count: int) -> None:
    compared, ours, results, left_out = publicodes(policies, count, random.Random(3))
    questions = compared[:TIMED]
    read = [read_question(q, policies) for q in questions]
    mine = statistics.median(each(lambda q: decide(q, policies), read))
    whole = statistics.median(each(lambda q: shown(q, policies), questions))
    rows = [
        ("ours: decide, eight explained checks", us(mine), "1", "", ""),
        ("ours: check from raw JSON, with headline", us(whole), f"{whole / mine:.1f}", "", ""),
    ]
    for name, found in results.items():
        same = sum(a == b for a, b in zip(found["verdicts"], ours, strict=True))
        ratios = (f"{found['median_us'] / mine:,.0f}", f"{found['median_us'] / whole:,.0f}")
        title = f"publicodes, {found['rules']:,} rules: {name}"
        rows.append((title, us(found["median_us"]), *ratios, f"{same:,} of {len(ours):,}"))
        if same != len(ours):
            wrong = next(i for i, (a, b) in enumerate(zip(found["verdicts"], ours, strict=True)) if a != b)
            print(f"  differs: {compared[wrong]}: publicodes {found['verdicts'][wrong]}, ours {ours[wrong]}")
    mixture = {verdict: ours.count(verdict) for verdict in VERDICTS}
    print(f"\n  verdicts of the compared questions: {mixture}; region × expense cells left out: {left_out}")
    head = ("µs per question", "median", "to decide", "to check", "same verdict")
    table("The same questions, the same rules, the same run", head, rows)


# ---- Growth --------------------------------------------------------------------------------------------------------


def more_regions(compiled: Json, times: int) -> Json:
    """The same regions and pools again under other names."""
    grown = {
        **compiled,
        "regions": dict(compiled["regions"]),
        "pools": dict(compiled["pools"]),
        "rules": dict(compiled["rules"]),
    }
    seen = dict(compiled["wallet"]["seen"])
    for number in range(1, times):
        for slug, region in compiled["regions"].items():
            again = {
                **region,
                "name": f"{region['name']}{number}",
                "short": f"{region['short']}{number}",
                "aliases": [],
            }
            grown["regions"][f"{slug}-{number}"] = again
            grown["rules"][f"{slug}-{number}"] = compiled["rules"].get(slug, {})
            seen[f"{slug}-{number}"] = compiled["wallet"]["seen"][slug]
        for code, pool in compiled["pools"].items():
            again = {**pool, "region": f"{pool['region']}-{number}", "counties": [], "aliases": []}
            grown["pools"][f"{code}-{number}"] = again
            if code in compiled["rules"]:
                grown["rules"][f"{code}-{number}"] = compiled["rules"][code]
    grown["wallet"] = {**compiled["wallet"], "seen": seen}
    return grown


def more_provisions(compiled: Json, times: int) -> Json:
    """Before each provision its like with other days, long ended: a longer history at the same places."""
    grown: Json = {**compiled, "rules": {}}

    def longer(entries: list[Json]) -> list[Json]:
        found = []
        for number in range(1, times):
            on = f"{1990 + number % 20}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            kept = ({k: v for k, v in p.items() if k not in ("maybe", "uncertain_after")} for p in entries)
            found += [{**p, "id": f"{p['id']}-{number}", "from": on, "until": on} for p in kept]
        return sorted([*found, *entries], key=lambda p: str(p["from"]))

    for place, rules in compiled["rules"].items():
        subjects: Json = {name: longer(listed) for name, listed in rules.items() if name != "expenses"}
        subjects["expenses"] = {name: longer(listed) for name, listed in rules.get("expenses", {}).items()}
        grown["rules"][place] = subjects
    return grown


def growth(compiled: Json, questions: list[Json]) -> None:
    rows, base = [], 0.0
    axes = (
        ("regions and pools", more_regions, questions[:1000]),
        ("provisions of each place", more_provisions, questions[:40]),
    )
    for name, grow, asked in axes:
        base, first_base = 0.0, 0.0
        for times in (1, 10, 100):
            rules = grow(compiled, times)
            provisions = sum(
                len(listed)
                for place in rules["rules"].values()
                for subject, entries in place.items()
                for listed in (entries.values() if subject == "expenses" else [entries])
            )
            policies = Policies(rules)
            read = [read_question(q, policies) for q in asked]
            run = partial(decide, policies=policies)
            first, middle = statistics.median(once(run, read)), statistics.median(each(run, read, 25))
            base, first_base = base or middle, first_base or first
            rows.append(
                (
                    f"{times}× {name}",
                    f"{provisions:,}",
                    us(middle),
                    f"{middle / base:.2f}",
                    us(first),
                    f"{first / first_base:.1f}",
                )
            )
    head = ("decide", "provisions", "median µs", "ratio", "first time µs", "ratio")
    table("As the rule set grows", head, rows)


# ---- Profile -------------------------------------------------------------------------------------------------------


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
    parser.add_argument("--no-publicodes", action="store_true")
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
    if not arguments.no_publicodes:
        against_publicodes(policies, arguments.questions)
    if not arguments.no_growth:
        growth(compiled, questions)
    if arguments.profile:
        profile(compiled, questions)


if __name__ == "__main__":
    main()
