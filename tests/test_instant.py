"""The instant table of the check page says what the engine says, in every cell."""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.instant import LETTERS, instant_table
from calculator import Policies, check

ON = "2026-11-22"
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def table(policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("instant") / "table.json"
    path.write_text(json.dumps(instant_table(policies, ON), ensure_ascii=False), encoding="utf-8")
    return path


def look_up(table: Path, questions: list[dict[str, Any]]) -> list[str | None]:
    """What the page's own JavaScript finds in the table."""
    lines = "\n".join(json.dumps(question, ensure_ascii=False) for question in questions)
    command = ["node", str(ROOT / "tests" / "instant.mjs"), str(table)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def compare(table: Path, questions: list[dict[str, Any]], policies: Policies) -> None:
    wrong = []
    for question, letter in zip(questions, look_up(table, questions), strict=True):
        right = LETTERS[check(question, policies).verdict]
        if letter != right:
            wrong.append((question, letter, right))
    assert not wrong, f"{len(wrong)} cells differ, the first: {wrong[:3]}"


def cells(policies: Policies) -> Iterator[tuple[str, str]]:
    return itertools.product(policies.relations, policies.categories)


def test_every_cell_inside_a_region(policies: Policies, table: Path) -> None:
    questions = []
    for slug in policies.regions:
        ruled = policies.ruled_pools[slug]
        others = [code for code in policies.pools_of[slug] if code not in ruled]
        for pool in (None, *ruled, *others[:1]):
            for same in ("yes", "no", None):
                place: dict[str, Any] = {"on": ON, "donor_region": slug, "relative_region": slug, "donor_pool": pool, "same_pool": same}
                questions += [{**place, "relation": r, "expense": e} for r, e in cells(policies)]
    assert len(questions) > 50_000
    compare(table, questions, policies)


def test_every_cell_across_regions(policies: Policies, table: Path) -> None:
    slugs = list(policies.regions)
    questions = []
    for number, slug in enumerate(slugs):
        place: dict[str, Any] = {"on": ON, "donor_region": slug, "relative_region": slugs[number - 1]}
        questions += [{**place, "relation": r, "expense": e} for r, e in cells(policies)]
    for own, other in itertools.permutations(slugs, 2):
        for pool in (None, policies.pools_of[other][-1]):
            pair: dict[str, Any] = {"on": ON, "donor_region": own, "relative_region": other, "relative_pool": pool}
            questions += [{**pair, "relation": "parent", "expense": e} for e in ("inpatient", "pharmacy_drug", "fitness")]
    compare(table, questions, policies)


def test_every_plain_word(policies: Policies, table: Path) -> None:
    words = json.loads(table.read_text(encoding="utf-8"))
    place = {"on": ON, "donor_region": "guangxi"}
    compare(table, [{**place, "relative": word, "expense": "inpatient"} for word in words["kin"]], policies)
    compare(table, [{**place, "relation": "parent", "item": word} for word in words["items"]], policies)
    assert len(words["kin"]) > 500
    assert len(words["items"]) > 300


@pytest.mark.parametrize(
    "more",
    [
        {"relative": "婆婆"},  # two meanings
        {"relative": "继父"},  # a condition that decides
        {"item": "按摩椅"},  # a verdict of its own
        {"amount": 100},
        {"relative_insured": "none"},
        {"designated": "no"},
        {"on": "2020-01-01"},
        {"donor_region": "atlantis"},
        {"constructor": "x"},
        {"relative": "constructor"},
    ],
)
def test_what_the_table_does_not_hold_is_left_to_python(more: dict[str, Any], table: Path) -> None:
    plain = {"on": ON, "donor_region": "guangxi", "relation": "parent", "expense": "inpatient"}
    assert look_up(table, [plain]) == ["c"]
    assert look_up(table, [{**plain, **more}]) == [None]
