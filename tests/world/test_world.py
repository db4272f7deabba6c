"""Answers on the made-up country: word for word as recorded, and verdict by verdict as the oracle reads its files."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date

import pytest

from calculator import Policies, check
from tests.engine import oracle
from tests.engine.oracle_files import Files, around
from tests.world.world import HERE, answered, recorded, world

FILES = Files(HERE / "policies")


@pytest.fixture(scope="module")
def country() -> Policies:
    return world()


@pytest.fixture(autouse=True)
def oracle_of_the_country(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oracle, "FILES", FILES)


def test_every_recorded_answer_is_given_word_for_word(country: Policies):
    for question, answer in recorded():
        assert answered(question, country) == answer, question


def test_the_recorded_answers_say_every_verdict_for_every_check():
    said = {(one["id"], one["verdict"]) for _, answer in recorded() for one in answer["checks"]}
    assert {verdict for _, verdict in said} == set(oracle.BAD)
    assert {("relation", verdict) for verdict in oracle.BAD} | {("expense", verdict) for verdict in oracle.BAD} <= said


def test_every_condition_is_a_sentence_also_where_it_is_not_shown(country: Policies):
    conditions = [one for question, _ in recorded() for found in check(question, country).checks for one in found.conditions]
    assert len(conditions) > 100
    assert [one for one in conditions if not re.fullmatch(r"[^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*", one)] == []


def questions(region: str) -> Iterator[oracle.Asked]:
    ends = [*FILES.ends_of(region), (None, None, "cross")]
    days = around(
        {day for e in FILES.entries if e.place in ("nation", region, *FILES.unlike[region]) for day in e.boundaries()}
    )
    other = next(slug for slug in FILES.regions if slug != region)
    for (pool, apart, near), relation, category, day in itertools.product(
        ends, FILES.relations, FILES.categories, days
    ):
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
