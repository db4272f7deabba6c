"""What a decision costs as the rule set grows 1, 10 and 100 times, and what the data's way to the engine does."""

from __future__ import annotations

import statistics
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import process_time_ns

from builder.compiled import canonical, compile_policies
from builder.format import FILES
from builder.policies import read_policies
from builder.policy_set import PolicySet
from builder.problems import Problems
from builder.shapes import Reading
from builder.yaml_text import read_text
from calculator import Policies
from calculator.answer import decide
from calculator.policies import parse_policies
from calculator.question import read_question
from tests.bench.rule_table import Json
from tests.bench.timing import each, once, table, us

ROOT = Path(__file__).resolve().parents[2]
TIMES = (1, 10, 100)


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


def set_with_more_regions(policies: PolicySet, times: int) -> PolicySet:
    """What the builder reads, with the same regions and pools again under other names."""
    regions: Json = dict(policies.regions)
    pools: Json = dict(policies.pools)
    for number in range(1, times):
        for slug, region in policies.regions.items():
            own = {f"{code}-{number}": rules for code, rules in region.get("pools", {}).items()}
            regions[f"{slug}-{number}"] = {**region, "pools": own}
        for code, pool in policies.pools.items():
            pools[f"{code}-{number}"] = {**pool, "region": f"{pool['region']}-{number}"}
    return replace(policies, regions=regions, pools=pools)


def data_step() -> None:
    """Prints what reading the regions' files, compiling and writing policies.json cost as regions grow, in seconds of processor."""
    policies = read_policies(ROOT / "policies")
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "policies" / "regions").glob("*.yaml"))]
    rows, bases = [], [0.0] * 4
    for times in TIMES:
        began = process_time_ns()
        for _ in range(times):
            reading = Reading(Problems())
            for text in texts:
                read_text(text, "region.yaml", FILES["region"], reading)
        read = process_time_ns()
        text = canonical(compile_policies(set_with_more_regions(policies, times)))
        compiled = process_time_ns()
        loaded = parse_policies(text)
        found = [(read - began) / 1e9, (compiled - read) / 1e9, len(text.encode()) / 1e6, (process_time_ns() - compiled) / 1e9]
        del loaded
        bases = [base or value for base, value in zip(bases, found, strict=True)]
        shown = zip(("{:.2f}", "{:.3f}", "{:.2f}", "{:.3f}"), found, bases, strict=True)
        cells = [cell for form, value, base in shown for cell in (form.format(value), f"{value / base:.1f}")]
        rows.append((f"{times}×", f"{len(policies.regions) * times:,}", *cells))
    head = ("", "regions", "read YAML, s", "ratio", "compile and write, s", "ratio", "policies.json, MB", "ratio", "load in the engine, s", "ratio")
    table("The data's way as regions grow", head, rows, keep="growth-build")


def growth(compiled: Json, questions: list[Json]) -> None:
    """Prints what a decision costs as regions grow, and as the history of each place does."""
    rows, base = [], 0.0
    axes = (
        ("regions and pools", more_regions, questions[:1000]),
        ("provisions of each place", more_provisions, questions[:40]),
    )
    for name, grow, asked in axes:
        base, first_base, size_base = 0.0, 0.0, 0
        for times in TIMES:
            rules = grow(compiled, times)
            provisions = sum(
                len(listed)
                for place in rules["rules"].values()
                for subject, entries in place.items()
                for listed in (entries.values() if subject == "expenses" else [entries])
            )
            size = len(canonical(rules).encode())
            policies = Policies(rules)
            read = [read_question(q, policies) for q in asked]
            run = partial(decide, policies=policies)
            first, middle = statistics.median(once(run, read)), statistics.median(each(run, read, 25))
            base, first_base, size_base = base or middle, first_base or first, size_base or size
            times_more = (f"{middle / base:.2f}", us(first), f"{first / first_base:.1f}", f"{size / 1e6:.1f}", f"{size / size_base:.1f}")
            rows.append((f"{times}× {name}", f"{provisions:,}", us(middle), *times_more))
    head = ("decide", "provisions", "median µs", "ratio", "first time µs", "ratio", "policies.json, MB", "ratio")
    table("A decision as the rule set grows", head, rows, keep="growth-decide")
    data_step()
