"""The compact table from which the check page answers a complete plain question at once, before Python has arrived.

Every cell is decided by the engine itself, for the build day and for every later day on which an answer is already known to
change. `docs/assets/js/instant.js` looks cells up; a test compares all of them with the engine.

Shape: {"relations": [ids], "expenses": [ids], "kin": {word: relation number}, "items": {word: expense number},
"single": [regions of one pool], "cards": {letter: HTML}, "rows": ["ccdn…"], "segments": [{"from", "near", "cross", "ends"}]}.
A row has one letter an expense. near[place] = {"pool" | "region" | "either": [row number for each relation]}; place is a pool
with rules of its own, "region/other" or "region" (pool not told). cross[region] = [row number for each relation];
ends[place] = letter of the wallet's state there.
"""

from __future__ import annotations

from dataclasses import replace

from calculator import Policies, check
from calculator.answer import decide
from calculator.card import waiting_card
from calculator.model import Json
from calculator.question import Question, placed, read_question
from calculator.relatives import check_relation
from calculator.wallet import wallet_state

LETTERS = {"covered": "c", "conditional": "d", "unknown": "u", "not_covered": "n"}


def instant_table(policies: Policies, on: str) -> Json:
    """The table from day `on`."""
    rows: dict[str, int] = {}
    days = [on, *_later_days(policies, on)]
    return {
        "relations": list(policies.relations),
        "expenses": list(policies.categories),
        "kin": _plain_kin(policies),
        "items": _plain_items(policies),
        "single": sorted(policies.single_pool),
        "cards": {letter: waiting_card(verdict) for verdict, letter in LETTERS.items()},
        "segments": [_segment(policies, day, rows) for day in days],
        "rows": list(rows),
    }


def _later_days(policies: Policies, on: str) -> list[str]:
    """The days after `on` on which any provision, statement or sighting begins, ends or becomes doubtful."""
    days: set[str] = set()
    for slug in policies.regions:
        for category in policies.categories:
            answer = check({"on": on, "donor_region": slug, "relation": "parent", "expense": category}, policies)
            days |= answer.turning_days()
    return sorted(day for day in days if day > on)


def _plain_kin(policies: Policies) -> dict[str, int]:
    """Kin words that mean one relation without a condition that decides."""
    numbers = {name: number for number, name in enumerate(policies.relations)}
    plain = {}
    for word, term in policies.kin.items():
        condition = term.get("condition")
        decides = condition is not None and policies.conditions[condition]["decides"]
        if word not in policies.kin_ambiguous and not decides:
            plain[word] = numbers[term["relation"]]
    return plain


def _plain_items(policies: Policies) -> dict[str, int]:
    """Item words that follow their category: no verdict of their own, named by no provision, one meaning."""
    named = set()
    for rules in policies.rules.values():
        for entries in rules.get("expenses", {}).values():
            for entry in entries:
                named |= {*entry.get("items", ()), *entry.get("only_items", ())}
    limited = {
        category
        for rules in policies.rules.values()
        for category, entries in rules.get("expenses", {}).items()
        if any("only_items" in entry for entry in entries)
    }
    numbers = {name: number for number, name in enumerate(policies.categories)}
    return {
        word: numbers[item["category"]]
        for word, item in policies.items.items()
        if "verdict" not in item and word not in named and word not in policies.item_ambiguous
        if item["category"] not in limited
    }


def _segment(policies: Policies, day: str, rows: dict[str, int]) -> Json:
    near: dict[str, Json] = {}
    cross: dict[str, list[int]] = {}
    ends: dict[str, str] = {}
    for slug in policies.regions:
        for place, pool in _pools(policies, slug, policies.ruled_pools[slug]):
            near[place] = {how: _rows(policies, rows, _within(policies, day, slug, pool, how)) for how in ("pool", "region", "either")}
        across = read_question({"on": day, "donor_region": slug, "route": "cross_province"}, policies)
        cross[slug] = _rows(policies, rows, across, skip="route")
        sightings = policies.wallet["seen"][slug]
        named = sorted({code for s in sightings if s["pools"] != "all" for code in s["pools"]})
        for place, pool in _pools(policies, slug, named):
            ends[place] = LETTERS[wallet_state(policies, slug, pool, "donor", day).verdict]
    return {"from": day, "near": near, "cross": cross, "ends": ends}


def _pools(policies: Policies, slug: str, codes: list[str]) -> list[tuple[str, str | None]]:
    """(key of the place, a pool that stands for it): each named pool, then any other one, and none told."""
    others = [code for code in policies.pools_of[slug] if code not in codes]
    listed: list[tuple[str, str | None]] = [(code, code) for code in codes]
    if others and codes:  # without named pools every pool is answered as the region
        listed.append((f"{slug}/other", others[0]))
    return [*listed, (slug, None)]


def _within(policies: Policies, day: str, slug: str, pool: str | None, how: str) -> Question:
    asked: Json = {"on": day, "donor_region": slug, "relative_region": slug, "donor_pool": pool}
    asked["same_pool"] = {"pool": "yes", "region": "no", "either": None}[how]
    return read_question(asked, policies)


def _rows(policies: Policies, rows: dict[str, int], asked: Question, skip: str = "") -> list[int]:
    """The number of each relation's row of letters for a question without relation and expense."""
    found = []
    for relation in policies.relations:
        letters = []
        question = placed(replace(asked, relation=relation), policies)
        for category in policies.categories:
            question.expense = category
            letters.append(LETTERS[verdict_of(question, policies, skip)])
        found.append(rows.setdefault("".join(letters), len(rows)))
    return found


def verdict_of(question: Question, policies: Policies, skip: str = "") -> str:
    """The engine's verdict, without the check `skip`. A no of the relation is a no of the whole: the others need no look."""
    if check_relation(question, policies).verdict == "not_covered":
        return "not_covered"
    decision = decide(question, policies)
    if not skip:
        return decision.verdict
    return max((one.verdict for one in decision.checks if one.id != skip), key=list(LETTERS).index)
