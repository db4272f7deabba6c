"""What visitors read is short and plain: no long sentences, no words of the office."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

from calculator import Policies, check

LONGEST = 75  # characters between two stops
OFFICE = ("予以", "据此", "上述", "应予", "该等", "其所", "特此", "参保人员", "被共济人", "口径", "兹", "之规定", "有关规定执行")
READ = {"note", "condition", "text", "prevails", "because", "claim", "reason", "summary"}


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[。；？！：—]+|\n", text) if part]


def faults(text: str) -> list[str]:
    long = [f"{len(part)} characters: {part}" for part in sentences(text) if len(part) > LONGEST]
    return long + [f"“{word}”: {text}" for word in OFFICE if word in text]


def written(value: Any, key: str = "") -> Iterator[str]:
    """Every text of the compiled policies that a page or an answer shows."""
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from written(entry, name)
    elif isinstance(value, list):
        for entry in value:
            yield from written(entry, key)
    elif isinstance(value, str) and key in READ:
        yield value


def test_the_rule_finds_faults() -> None:
    assert faults("上述费用予以支付。")
    assert faults("很" * 80)
    assert not faults("可以付。")


def test_policies_are_written_plainly(compiled: str) -> None:
    data = json.loads(compiled)
    texts = {text for part in ("rules", "statements", "regions", "relations", "topics") for text in written(data[part])}
    assert len(texts) > 500
    found = [fault for text in sorted(texts) for fault in faults(text)]
    assert not found, "\n".join(found)


def test_answers_are_plain(policies: Policies) -> None:
    chance = random.Random(20261122)
    found = set()
    for _ in range(1500):
        question = {
            "on": f"20{chance.randint(19, 26)}-0{chance.randint(1, 9)}-15",
            "donor_region": chance.choice(list(policies.regions)),
            "relative_region": chance.choice([None, *policies.regions]),
            "relation": chance.choice(list(policies.relations)),
            "expense": chance.choice(list(policies.categories)),
        }
        answer = check(question, policies).to_json()
        asked = [entry["text"] for entry in (*answer["instead"], *answer["ask"])]
        for text in (answer["headline"], *answer["conditions"], *answer["limits"], *asked, *(c["text"] for c in answer["checks"])):
            found.update(faults(text))
    assert not found, "\n".join(sorted(found)[:20])
