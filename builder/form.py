"""What the form on the check page offers to choose from."""

from __future__ import annotations

import unicodedata

from builder.instant import LETTERS
from calculator import Policies
from calculator.card import waiting_card
from calculator.messages import say
from calculator.model import Json

_INSURED = {"employee": "职工医保", "resident": "居民医保", "none": "没有参加", "unsure": "不清楚"}


def form_data(policies: Policies, on: str) -> Json:
    """What the form on the check page offers to choose from."""

    def labelled(entries: dict[str, Json]) -> list[Json]:
        return [{"id": name, "label": entry["label"]} for name, entry in entries.items()]

    insured = {"employee": "职工医保", "resident": "居民医保", "none": "没有参加医保", "unsure": "哪种医保不清楚"}
    return {
        "today": on,
        "regions": [{"id": slug, "name": r["name"], "short": r["short"]} for slug, r in policies.regions.items()],
        "pools": [
            {"id": code, "name": pool["name"], "short": pool["short"], "region": pool["region"]}
            for code, pool in policies.pools.items()
        ],
        "relations": labelled(policies.relations),
        "kin": [*policies.kin, *(word for word in policies.kin_ambiguous if word not in policies.kin)],
        "expenses": labelled(policies.categories),
        "items": [*policies.items, *(word for word in policies.item_ambiguous if word not in policies.items)],
        "insured": [{"id": name, "label": label} for name, label in insured.items()],
    }


def english_form(policies: Policies, words: Json, on: str) -> Json:
    """The same in English, by policies in English: `names` of the words offered, and the cards for the table of verdicts.

    The question keeps the Chinese words, so that a link works on the pages of both languages.
    """
    found = form_data(policies, on)
    regions = sorted(found["regions"], key=lambda region: str(region["name"]))
    given = {code: pool["aliases"] for code, pool in policies.pools.items()}
    return {
        **found,
        "regions": regions,
        "pools": [{**pool, "alike": [*given[pool["id"]][-2:], plain(pool["name"])]} for pool in found["pools"]],
        "kin": [word for word in words["words"] if word in policies.kin],
        "items": [word for word in words["words"] if word in policies.items],
        "insured": [{"id": name, "label": say(label)} for name, label in _INSURED.items()],
        "names": words["words"],
        "cards": {LETTERS[verdict]: waiting_card(verdict) for verdict in LETTERS},
    }


def plain(name: str) -> str:
    """A name as people type it: Urumqi, Xian."""
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if letter.isascii() and letter not in "'’")
