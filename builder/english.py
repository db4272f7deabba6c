"""The English of the vocabulary: checked to be complete, and written as the one file that the pages in English load besides.

Shape of english.json: {"table": {Chinese template or text: English}, "regions": {slug: name}, "pools": {code: name},
"relations": {id: {"label", "short"}}, "categories": {id: {"label", "hint"}}, "words": {Chinese word: English}}.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.policy_set import PolicySet
from builder.problems import quoted
from builder.shapes import Located, Reading
from calculator.english import TABLE


def english_words(policies: PolicySet) -> dict[str, Any]:
    """The content of english.json."""
    english = policies.english
    words, texts = ({pair["zh"]: pair["en"] for pair in english.get(key, ())} for key in ("words", "texts"))
    names = {key: dict(english[key]) for key in ("regions", "pools")}
    labels = {key: {name: dict(entry) for name, entry in english[key].items()} for key in ("relations", "categories")}
    return {"table": {**words, **texts, **TABLE}, **names, **labels, "words": words}


def check_english(policies: PolicySet, reading: Reading) -> None:
    """Every region, pool, relation and category has an English name, every question about an unclear word and every option
    its English; every word and text stands in the other files."""
    english = policies.english
    if not english:
        return
    items = [word for group in policies.expenses.get("items", []) for word in group.get("words", [])]
    kin = [word for group in policies.kin.get("terms", []) for word in group.get("words", [])]
    texts = set(_texts((policies.nation, *policies.regions.values(), policies.relations, policies.kin, policies.expenses, policies.topics)))
    for key, ids in (
        ("regions", policies.regions),
        ("pools", policies.pools),
        ("relations", policies.relations["relations"]),
        ("categories", policies.expenses.get("categories", {})),
    ):
        given = english.get(key, Located())
        for name in ids if key in english else ():
            if name not in given:
                reading.problem(english.marks[key], key, f"the English of {quoted(name)} is missing")
    said = {pair.get("zh") for pair in english.get("texts", ())} | set(TABLE)
    for text in dict.fromkeys(_asked(policies)) if "texts" in english else ():
        if text not in said:
            reading.problem(english.marks["texts"], "texts", f"the English of {quoted(text)} is missing")
    first: dict[str, str] = {}
    for code, name in english.get("pools", Located()).items():
        if first.setdefault(name, code) != code:
            reading.problem(english["pools"].marks[code], f"pools.{code}", f"{quoted(name)} is the name of {first[name]} too", "add the region")
    for key, known in (("words", {*items, *kin}), ("texts", texts)):
        seen = set()
        for number, pair in enumerate(english.get(key, ()), 1):
            word = pair.get("zh")
            if word in seen or word is not None and word not in known:
                message = f"{quoted(word)} stands twice" if word in seen else f"{quoted(word)} stands in no other file"
                reading.problem(pair.marks["zh"], f"{key}.{number}.zh", message)
            seen.add(word)


def _asked(policies: PolicySet) -> Iterable[str]:
    """What is asked about words with several meanings, and what there is to choose from."""
    for entry in (*policies.kin.get("ambiguous", []), *policies.expenses.get("ambiguous", [])):
        yield from (text for text in (entry.get("ask"), *(option.get("text") for option in entry.get("options", []))) if text)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            yield from _texts(entry)
