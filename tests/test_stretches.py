"""The tables of all days say what the engine says, on any day."""

from __future__ import annotations

import datetime
import json
import random
import subprocess
from pathlib import Path

import pytest

from builder.relative_pages import relations
from builder.stretches import HOW, days_table, kin_check, kin_stretches, since, stretches, written
from calculator import Policies, check
from calculator.model import SEVERITY

ROOT = Path(__file__).parent.parent
FIRST, LAST = datetime.date(2015, 1, 1), datetime.date(2028, 12, 31)


@pytest.fixture(scope="module")
def table(policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("days") / "table.json"
    path.write_text(json.dumps(days_table(policies), ensure_ascii=False), encoding="utf-8")
    return path


def any_day(chance: random.Random) -> str:
    return (FIRST + datetime.timedelta(days=chance.randrange((LAST - FIRST).days))).isoformat()


def neighbours(day: str) -> list[str]:
    at = datetime.date.fromisoformat(day)
    return [(at + datetime.timedelta(days=days)).isoformat() for days in (-1, 0, 1)]


def look_up(table: Path, cells: list[tuple[str, str, str, str]]) -> list[str]:
    """What the pages' own JavaScript finds."""
    lines = "\n".join(json.dumps(cell) for cell in cells)
    command = ["node", str(ROOT / "tests" / "days.mjs"), str(table)]
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=True, encoding="utf-8").stdout.split()


def test_the_table_of_all_days_agrees_with_the_engine(policies: Policies, table: Path) -> None:
    chance = random.Random(6)
    found = json.loads(table.read_text(encoding="utf-8"))
    turns = sorted({step[:10] for steps in found["steps"] for step in steps.split()[1:]})
    assert len(turns) > 50
    days = [day for turn in turns for day in neighbours(turn)]
    cells = []
    for _ in range(6000):
        day = chance.choice(days) if chance.random() < 0.7 else any_day(chance)
        names = (policies.regions, policies.relations, policies.categories)
        region, relation, expense = (chance.choice(list(one)) for one in names)
        cells.append((region, relation, expense, day))
    wrong = []
    for cell, verdict in zip(cells, look_up(table, cells), strict=True):
        region, relation, expense, day = cell
        asked = {"on": day, "donor_region": region, "relative_region": region, "relation": relation, "expense": expense}
        right = check(asked, policies).verdict
        if verdict != right:
            wrong.append((cell, verdict, right))
    assert not wrong, f"{len(wrong)} cells differ, the first: {wrong[:3]}"


def test_the_table_is_small(table: Path) -> None:
    assert table.stat().st_size < 100_000


@pytest.mark.parametrize("how", HOW)
def test_the_check_on_a_relation_holds_for_every_expense(policies: Policies, how: str) -> None:
    """What a page says of a relation without naming an expense is no firmer than the answers with one."""
    chance = random.Random(7)
    wrong = []
    for _ in range(400):
        slug, relation, day = chance.choice(list(policies.regions)), chance.choice(relations(policies)), any_day(chance)
        said = kin_check(policies, slug, relation, how, day).verdict
        asked = {"on": day, "donor_region": slug, "relative_region": slug, "relation": relation, "same_pool": HOW[how]}
        verdicts = {check({**asked, "expense": expense}, policies).checks[1].verdict for expense in policies.categories}
        agrees = verdicts == {said}
        open_to_some = len(verdicts) > 1 and said == ("conditional" if verdicts & {"covered", "conditional"} else "unknown")
        if not (agrees or open_to_some):
            wrong.append((slug, relation, day, said, verdicts))
    assert not wrong, wrong[:3]


def test_some_relations_are_open_for_some_expenses_only(policies: Policies) -> None:
    found = kin_check(policies, "liaoning", "parent", "region", "2024-10-25")
    assert found.verdict == "conditional" and "住院" in found.text
    assert kin_check(policies, "henan", "cousin", "pool", "2026-11-22").verdict == "unknown"  # Zhengzhou's old rule


@pytest.mark.parametrize("how", HOW)
def test_the_stretches_of_a_relation_agree_with_its_check(policies: Policies, how: str) -> None:
    chance = random.Random(8)
    for _ in range(40):
        slug, relation = chance.choice(list(policies.regions)), chance.choice(relations(policies))
        found = kin_stretches(policies, slug, relation, how)
        for day in [day for start, _ in found[1:] for day in neighbours(start)] + [any_day(chance) for _ in range(5)]:
            current = [verdict for start, verdict in found if start <= day][-1]
            assert current == kin_check(policies, slug, relation, how, day).verdict, (slug, relation, day)


def test_stretches_in_words() -> None:
    verdicts = {"2021-04-22": "unknown", "2024-05-18": "covered", "2025-01-01": "covered"}

    def on_day(day: str) -> str:
        return [verdict for start, verdict in {"": "not_covered", **verdicts}.items() if start <= day][-1]

    found = stretches(verdicts, on_day)
    assert [verdict for _, verdict in found] == ["not_covered", "unknown", "covered"]
    assert written(found) == "n 2021-04-22u 2024-05-18c"
    assert since(found, "2026-01-01") == "2024年5月18日起，之前说不准"
    assert since(found, "2022-01-01") == "2021年4月22日起"
    assert since(found, "2020-01-01") == ""
    assert set(SEVERITY) >= {verdict for _, verdict in found}
