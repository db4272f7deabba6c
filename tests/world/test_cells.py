"""Every cell of the made-up country around every boundary, verdict by verdict as the oracle reads its files."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

import pytest

from calculator import Policies
from tests.engine import oracle
from tests.engine.oracle_files import Files, around
from tests.world.world import HERE, world

FILES = Files(HERE / "policies")


@pytest.fixture(scope="module")
def country() -> Policies:
    return world()


@pytest.fixture(autouse=True)
def oracle_of_the_country(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oracle, "FILES", FILES)


def questions(region: str) -> Iterator[oracle.Asked]:
    ends = [*FILES.ends_of(region), (None, None, "cross")]
    entries = [e for e in FILES.entries if e.place in ("nation", region, *FILES.unlike[region])]
    days = {  # on which anything about a category turns
        category: around(
            {day for e in entries if not e.subject.startswith("expenses.") or e.subject == f"expenses.{category}" for day in e.boundaries()}
        )
        for category in FILES.categories
    }
    other = next(slug for slug in FILES.regions if slug != region)
    cells = ((category, day) for category in FILES.categories for day in days[category])
    for (category, day), (pool, apart, near), relation in itertools.product(cells, ends, FILES.relations):
        if relation == "self" and near != "pool":
            continue
        items: list[str | None] = [
            None,
            *(w for w, i in FILES.items.items() if i["category"] == category and "verdict" not in i),
        ]
        for item in items if day.day in (1, 31) and relation in ("self", "parent") else (None,):
            if item is None or "generic" not in FILES.items[item]:
                yield oracle.Asked(
                    day, region, pool, apart, near, relation, category, item, other if near == "cross" else None
                )


@pytest.mark.parametrize("region", FILES.regions)
def test_every_cell_around_every_boundary_is_as_the_oracle_says(region: str, country: Policies):
    asked = list(questions(region))
    assert len(asked) > 1000
    oracle.agree(
        (one for one in asked if one.near != "cross" and one.relation != "self"),
        country,
        "relation",
        "expense",
        "limits",
    )
    oracle.agree(
        (one for one in asked if one.near == "cross" or one.relation == "self"), country, "relation", "expense"
    )


def test_the_oracle_reads_the_country_not_the_real_policies():
    assert len(vars(oracle)["FILES"].entries) < 200
    assert oracle.relation_ought(
        oracle.Asked(date(2022, 7, 1), "guangxi", None, None, "pool", "cousin", "outpatient")
    ) == {"covered"}
