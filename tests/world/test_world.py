"""Answers on the made-up country: word for word as recorded, and verdict by verdict as the oracle reads its files."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from calculator import Policies, check
from calculator.limits import possible_limits
from calculator.messages import speaking
from calculator.policies import parse_policies
from calculator.question import read_question
from calculator.words import headline
from tests.engine import oracle
from tests.engine.oracle_files import Files, around
from tests.world.world import HERE, NOW, answered, compiled, recorded, world

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


def test_rules_without_lists_or_sightings_leave_it_open():
    rules = json.loads(compiled())
    rules["wallet"]["seen"]["hunan"] = []
    rules["rules"]["nation"]["relatives"] = [
        c for c in rules["rules"]["nation"]["relatives"] if c["scope"] != "cross_province"
    ]
    across = {
        "on": NOW,
        "donor_region": "hunan",
        "relative_region": "beijing",
        "relation": "parent",
        "expense": "outpatient",
    }
    found = {one.id: one for one in check(across, Policies(rules)).checks}
    assert (found["route"].verdict, found["route"].why_unknown) == ("unknown", "no_source")
    assert found["route"].text.startswith("跨省要走医保钱包，两地都要开通。湖南的医保钱包哪天开通没有查到。")
    assert (found["relation"].verdict, found["relation"].why_unknown) == ("unknown", "no_source")
    assert found["relation"].text == "没有查到跨省共济的名单。"


def test_another_persons_account_is_spoken_of_as_theirs(country: Policies):
    region = sorted(country.regions)[0]
    answer = check({"on": "2025-06-01", "donor_region": region, "relation": "self", "expense": sorted(country.categories)[0]}, country)
    plain = answer.headline
    assert "妈妈" not in plain
    told = headline(answer.question, answer.verdict, answer.deciding, country, payer="妈妈")
    assert f"妈妈在{country.place_words(region, None)}的职工医保个人账户" in told
    nowhere = check({"on": "2025-06-01", "relation": "self", "expense": sorted(country.categories)[0]}, country)
    assert "妈妈的职工医保个人账户" in headline(nowhere.question, nowhere.verdict, nowhere.deciding, country, payer="妈妈")


def test_the_limits_that_may_hold_are_those_of_every_pool(country: Policies):
    plain = {"on": NOW, "donor_region": "guangxi", "relation": "child", "expense": "outpatient"}

    def may_hold(**more: str) -> set[str]:
        return {limit["id"] for limit in possible_limits(read_question({**plain, **more}, country), country)}

    assert may_hold() >= {"450200.limits.1", "guangxi.limits.5"}
    assert "450200.limits.1" not in may_hold(donor_pool="450100")
    assert "450200.limits.1" in may_hold(donor_pool="450200")
    assert may_hold(donor_region="beijing") >= {"beijing.limits.3"}
    assert may_hold(relation="self") == set()
    assert may_hold(on="") == may_hold(donor_region="") == set()


def test_every_condition_is_a_sentence_also_where_it_is_not_shown(country: Policies):
    conditions = [
        one for question, _ in recorded() for found in check(question, country).checks for one in found.conditions
    ]
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


def test_another_language_names_what_words_mean_and_understands_both(country: Policies):
    kin = next(iter(country.kin))
    words: dict[str, Any] = {
        "table": {"{label}（{word}）": "{label} ({word})"},
        "regions": {slug: slug.title() for slug in country.regions},
        "pools": {code: f"Pool {code}" for code in country.pools},
        "relations": {name: {"label": f"the {name}", "short": name} for name in country.relations},
        "categories": {name: {"label": f"the {name}", "hint": name} for name in country.categories},
        "words": {},
    }
    foreign = parse_policies(compiled(), words)
    for name, entry in country.relations.items():
        assert foreign.relation_names[entry["label"]] == foreign.relation_names[f"the {name}"] == name
    with speaking(words["table"]):
        assert foreign.called(kin) == f"「{kin}」"
        assert foreign.called(kin, "the parent") == f"the parent (「{kin}」)"
    assert country.called(kin, "parent") == kin
    there = parse_policies(compiled(), {**words, "words": {kin: "kinsman"}})
    assert there.called(kin, "parent") == "kinsman"
