"""What a decision costs as the rule set grows 1, 10 and 100 times."""

from __future__ import annotations

import statistics
from functools import partial

from calculator import Policies
from calculator.answer import decide
from calculator.question import read_question
from tests.bench.rule_table import Json
from tests.bench.timing import each, once, table, us


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
