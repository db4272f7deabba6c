"""The compiled policies with names and texts in another language; what decides stays as it is.

Texts without a translation stay Chinese and are marked 「」; titles and issuers of documents stay as they are.
"""

from __future__ import annotations

from typing import Any

from calculator.messages import own, speaking
from calculator.model import Json

_TEXTS = ("text", "note", "condition", "reason", "claim", "ask", "hours", "hint", "title")
_LISTS = ("steps", "channels")
_UNTOUCHED = ("documents", "pools", "wallet", "data", "format", "words")


def translated(compiled: Json, words: Json) -> Json:
    """A copy of the content of policies.json in the language of `words` (english.json); Chinese names are still understood."""
    with speaking(words["table"]):
        found: Json = {key: value if key in _UNTOUCHED else _texts(value) for key, value in compiled.items()}
        found["kin"]["reasons"] = {name: own(reason) for name, reason in compiled["kin"]["reasons"].items()}
    for slug, name in words["regions"].items():
        region = found["regions"][slug]
        aliases = [*region["aliases"], region["name"], region["short"]]
        found["regions"][slug] = {**region, "name": name, "short": name, "aliases": aliases}
    for name, topic in compiled["topics"]["topics"].items():
        found["topics"]["topics"][name]["asks"] = topic["title"]  # a question is asked in Chinese
    found["pools"] = {
        code: {**pool, "name": words["pools"][code], "short": words["pools"][code], "aliases": _names(pool)}
        for code, pool in compiled["pools"].items()
    }
    for entries, named in ((found["relations"], words["relations"]), (found["expenses"]["categories"], words["categories"])):
        for name, english in named.items():
            entries[name] = {**entries[name], "short": english["label"], **english, "aliases": _names(entries[name], "label")}
    return {**found, "words": words["words"]}


def _names(entry: Json, first: str = "name") -> list[str]:
    return [*entry.get("aliases", ()), entry[first], entry["short"]]


def _texts(value: Any) -> Any:
    if isinstance(value, list):
        return [_texts(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    found: Json = {}
    for key, entry in value.items():
        if key == "ambiguous":
            found[key] = entry  # a question and its options are said in the answer's language where they are asked
        elif key in _TEXTS and isinstance(entry, str):
            found[key] = own(entry)
        elif key in _LISTS and isinstance(entry, list):
            found[key] = [own(one) if isinstance(one, str) else _texts(one) for one in entry]
        else:
            found[key] = _texts(entry)
    return found
