"""Other rule engines on the same rules and the same questions, in the same run; every verdict is compared with ours.

Each peer is asked in two ways: the best case, where the caller names the rules that it needs, and the natural one, where the
engine finds them by region, relation, expense and day.
"""

from __future__ import annotations

import importlib.util
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from calculator import Policies, check
from calculator.answer import decide
from calculator.model import VERDICTS
from calculator.question import read_question
from tests.bench.rule_table import Json, RuleTable, Spans
from tests.bench.timing import each, table, us

HERE = Path(__file__).parent
TIMED = 300  # questions timed; the peers answer all that they can in reasonable time


def compare(policies: Policies, count: int) -> None:
    """Prints a table with a line for each engine and way of asking."""
    rules = RuleTable(policies)
    ours = rules.ask(count, random.Random(3))
    questions = [rules.question(*one) for one in rules.asked[:TIMED]]
    read = [read_question(question, policies) for question in questions]
    mine = statistics.median(each(lambda q: decide(q, policies), read))
    whole = statistics.median(each(lambda q: check(q, policies).headline, questions))
    rows: list[tuple[str, ...]] = [
        ("ours: decide, eight explained checks", us(mine), f"{1e6 / mine:,.0f}", "1", "", ""),
        ("ours: check from raw JSON, with headline", us(whole), f"{1e6 / whole:,.0f}", f"{whole / mine:.1f}", "1", ""),
    ]
    with tempfile.TemporaryDirectory() as folder:
        results = {
            "publicodes": run(["node", "publicodes.mjs"], _publicodes(rules), folder),
            "json-rules-engine": run(["node", "json_rules_engine.mjs"], rules.to_json(TIMED), folder),
        }
        if importlib.util.find_spec("openfisca_core"):
            results["OpenFisca-core"] = run([sys.executable, "openfisca.py"], rules.to_json(TIMED), folder)
        else:
            print("\n  OpenFisca-core is not installed (requirements-extra.txt): left out")
    for engine, shapes in results.items():
        for shape, found in shapes.items():
            verdicts = found["verdicts"]
            pairs = list(zip(verdicts, found.get("ours", ours), strict=False))
            same = sum(theirs == right for theirs, right in pairs)
            ratios = [
                f"{found['median_us'] / base:,.{0 if found['median_us'] > 10 * base else 1}f}" for base in (mine, whole)
            ]
            rows.append(
                (
                    f"{engine}, {found['rules']:,} rules: {shape}",
                    us(found["median_us"]),
                    f"{1e6 / found['median_us']:,.0f}",
                    *ratios,
                    f"{same:,} of {len(verdicts):,}",
                )
            )
            for number, (theirs, right) in enumerate(pairs):
                if theirs != right:
                    print(f"  differs: {rules.asked[number]}: {engine} {theirs}, ours {right}")
                    break
    mixture = {verdict: ours.count(verdict) for verdict in VERDICTS}
    print(f"\n  verdicts of the compared questions: {mixture}; region × expense cells left out: {rules.left_out}")
    table(
        "The same questions, the same rules, the same run",
        ("engine", "median µs", "decisions/s", "to decide", "to check", "same verdict"),
        rows,
        keep="peers",
    )


def run(command: list[str], given: Json, folder: str) -> Json:
    """{way of asking: {"rules", "verdicts", "median_us"}} from a program of this folder."""
    path = Path(folder) / "given.json"
    path.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    program = [command[0], str(HERE / command[1]), str(path)]
    done = subprocess.run(program, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{command[1]} failed: {done.stderr[-2000:]}")
    found: Json = json.loads(done.stdout)
    return found


# ---- publicodes: the rules in its own language ---------------------------------------------------------------------


def _publicodes(rules: RuleTable) -> Json:
    cells: dict[str, Json | None] = {}
    for region in rules.circle:
        cells |= {region: None, f"{region} . relation": None, f"{region} . expense": None}
        cells |= {
            f"{region} . relation . {_key(one)}": _variations(spans) for one, spans in rules.circle[region].items()
        }
        cells |= {
            f"{region} . expense . {_key(one)}": _variations(spans) for one, spans in rules.payable[region].items()
        }
    cells["day"] = {"type": "date"}
    named, natural = [], []
    for on, region, relation, expense in rules.asked:
        targets = [f"{region} . relation . {_key(relation)}", f"{region} . expense . {_key(expense)}"]
        named.append({"situation": {"day": _date(on)}, "targets": targets})
        situation = {"day": _date(on), "place": _text(region), "who": _text(relation), "what": _text(expense)}
        natural.append({"situation": situation, "targets": ["circle", "payable"]})
    chosen: dict[str, Json | None] = {name: {"type": "texte"} for name in ("place", "who", "what")}
    for name, subject, given, by_region in (
        ("circle", "relation", "who", rules.circle),
        ("payable", "expense", "what", rules.payable),
    ):
        for region, keys in by_region.items():
            chosen[f"{region} . {name}"] = _choose(given, {key: f"{region} . {subject} . {_key(key)}" for key in keys})
        chosen[name] = _choose("place", {region: f"{region} . {name}" for region in by_region})
    return {
        "caller names the two cells": {"rules": cells, "questions": named, "timed": TIMED},
        "natural shape": {"rules": {**cells, **chosen}, "questions": natural, "timed": TIMED},
    }


def _key(name: str) -> str:
    return name.replace("_", "-")


def _text(verdict: str) -> str:
    return f"'{verdict}'"


def _date(on: str) -> str:
    return f"{on[8:10]}/{on[5:7]}/{on[:4]}"


def _variations(spans: Spans) -> Json:
    dated = [{"si": f"day >= {_date(on)}", "alors": _text(verdict)} for on, verdict in spans[:-1]]
    return {"variations": [*dated, {"sinon": _text(spans[-1][1])}]}


def _choose(name: str, cells: dict[str, str]) -> Json:
    return {
        "variations": [
            *({"si": f"{name} = '{key}'", "alors": rule} for key, rule in cells.items()),
            {"sinon": "'unknown'"},
        ]
    }
