"""Answers the questions of a rule table with OpenFisca-core and prints how long each way of asking took. Called by peers.py.

The rules are dated parameters, `circle.<region>.<relation>` and `payable.<region>.<expense>`; a variable takes the worse of the
two. Asked one question at a time, and as it is meant to be used: many people on one day in one simulation.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from time import perf_counter_ns
from typing import Any

import numpy
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

WORST = ("covered", "conditional", "unknown", "not_covered")
Json = dict[str, Any]
ONE_DAY = "2024-12-01"


def values(spans: list[list[str]]) -> Json:
    return {"values": {on: {"value": WORST.index(verdict)} for on, verdict in spans}}


def system(given: Json) -> tuple[TaxBenefitSystem, dict[str, Any]]:
    """The rules as a tax and benefit system, and the enums of place, who and what."""
    regions = list(given["circle"])
    relations = list(given["circle"][regions[0]])
    expenses = list(dict.fromkeys(one for keys in given["payable"].values() for one in keys))
    nothing = [["1990-01-01", "unknown"]]  # cells that no question asks for; all nodes need the same names
    tree: Json = {"circle": {}, "payable": {}}
    for region in regions:
        tree["circle"][region] = {one: values(given["circle"][region][one]) for one in relations}
        tree["payable"][region] = {one: values(given["payable"][region].get(one, nothing)) for one in expenses}
    person = Entity("person", "persons", "Person", "")
    enums = {
        name: Enum(name, {key: key for key in keys})
        for name, keys in (("place", regions), ("who", relations), ("what", expenses))
    }
    rules = TaxBenefitSystem([person])
    rules.parameters = ParameterNode("", data=tree)
    for name, enum in enums.items():
        facts = {"value_type": Enum, "possible_values": enum, "default_value": next(iter(enum)), "entity": person}
        rules.add_variable(type(name, (Variable,), {**facts, "definition_period": DateUnit.ETERNITY}))

    class verdict(Variable):  # type: ignore[misc]
        value_type = int
        entity = person
        definition_period = DateUnit.DAY

        def formula(person: Any, period: Any, parameters: Any) -> Any:
            rules, place = parameters(period), person("place", period)
            circle = rules.circle[place][person("who", period)]
            payable = rules.payable[place][person("what", period)]
            return numpy.maximum(circle, payable)

    rules.add_variable(verdict)
    return rules, enums


def answer(rules: TaxBenefitSystem, on: str, columns: dict[str, list[str]]) -> list[str]:
    """The verdicts of some people on one day."""
    simulation = SimulationBuilder().build_default_simulation(rules, len(columns["place"]))
    for name, column in columns.items():
        simulation.set_input(name, DateUnit.ETERNITY, numpy.array(column))
    return [WORST[number] for number in simulation.calculate("verdict", on)]


def columns(asked: list[list[str]]) -> dict[str, list[str]]:
    return {name: [one[place] for one in asked] for place, name in enumerate(("place", "who", "what"), 1)}


def spans_on(spans: list[list[str]], on: str) -> int:
    return WORST.index(next(verdict for first, verdict in spans if first <= on))


def main() -> None:
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rules, _ = system(given)
    asked = given["asked"][: given["timed"]]
    verdicts = [answer(rules, one[0], columns([one]))[0] for one in asked]
    best = [float("inf")] * len(asked)
    for _ in range(2):
        for number, one in enumerate(asked):
            began = perf_counter_ns()
            answer(rules, one[0], columns([one]))
            best[number] = min(best[number], (perf_counter_ns() - began) / 1000)
    crowd = columns(given["asked"])
    right = [
        WORST[max(spans_on(given["circle"][p][w], ONE_DAY), spans_on(given["payable"][p][e], ONE_DAY))]
        for _, p, w, e in given["asked"]
    ]
    together = answer(rules, ONE_DAY, crowd)
    taken = []
    for _ in range(5):
        began = perf_counter_ns()
        answer(rules, ONE_DAY, crowd)
        taken.append((perf_counter_ns() - began) / 1000 / len(given["asked"]))
    count = sum(
        len(spans)
        for cells in (given["circle"], given["payable"])
        for keys in cells.values()
        for spans in keys.values()
    )
    results = {
        "one question at a time": {"rules": count, "verdicts": verdicts, "median_us": statistics.median(best)},
        f"{len(given['asked']):,} people, one day, at once": {
            "rules": count,
            "verdicts": together,
            "ours": right,
            "median_us": min(taken),
        },
    }
    print(json.dumps(results))


if __name__ == "__main__":
    main()
