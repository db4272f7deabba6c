"""What a kin word or a chain of them (老公的妈妈, 我爸的弟弟) means as a relation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from calculator.model import Json
from calculator.policies import Policies

# chain: the relation of B to the holder, when A is the holder's (first key) and B is A's (second key)
CHAINS: dict[str, dict[str, str]] = {
    "spouse": {
        "spouse": "self",
        "parent": "parent_in_law",
        "sibling": "sibling_in_law",
        "grandparent": "grandparent_in_law",
    },
    "parent": {
        "spouse": "parent",
        "parent": "grandparent",
        "sibling": "uncle_aunt",
        "child": "sibling",
        "grandparent": "great_grand",
        "uncle_aunt": "other_kin",
    },
    "child": {
        "spouse": "child_in_law",
        "child": "grandchild",
        "sibling": "child",
        "grandchild": "great_grand",
        "parent_in_law": "other_kin",
    },
    "sibling": {
        "spouse": "sibling_in_law",
        "child": "niece_nephew",
        "parent": "parent",
        "sibling": "sibling",
        "grandparent": "grandparent",
    },
    "grandparent": {"spouse": "grandparent", "parent": "great_grand", "sibling": "other_kin"},
    "grandchild": {"spouse": "other_kin", "child": "great_grand", "sibling": "grandchild"},
    "parent_in_law": {"spouse": "parent_in_law", "parent": "grandparent_in_law"},
    "uncle_aunt": {"child": "cousin", "spouse": "other_kin", "sibling": "uncle_aunt"},
    "sibling_in_law": {"child": "other_kin", "spouse": "other_kin"},
}
NEAR_STEPS = ("spouse", "parent", "child", "sibling", "grandparent", "grandchild")
_OWN = re.compile(r"^(我们家|咱们家|我家里|我家|咱家|我们|咱们|我自己的|自己的|我的|俺|咱|我)(?=.)")


@dataclass(frozen=True)
class Kin:
    """A kin word understood: `relation`, the vocabulary's `term` (for conditions and hints), or `options` to choose from.

    With options, relation is the plain reading, or None where there is none that is safe.
    """

    word: str
    relation: str | None
    term: Json = field(default_factory=dict)
    ask: str = ""
    options: tuple[tuple[str, str], ...] = ()  # (word, how it reads)


def read_kin(word: str, policies: Policies) -> Kin | None:
    """The meaning of a word or chain as typed; None if it is no kin word."""
    word = word.strip()
    for text in dict.fromkeys((word, _OWN.sub("", word))):
        found = _one(text, policies) or _chain(text, policies)
        if found:
            return Kin(word, found.relation, found.term, found.ask, found.options)
    return None


def _one(word: str, policies: Policies) -> Kin | None:
    unclear = policies.kin_ambiguous.get(word)
    if unclear:
        options = tuple((option["word"], option["text"]) for option in unclear["options"])
        plain = policies.kin.get(unclear.get("default", ""))
        relation = plain["relation"] if plain else None
        return Kin(word, relation, plain or {}, unclear["ask"], options)
    term = policies.kin.get(word)
    return Kin(word, term["relation"], term) if term else None


def _chain(word: str, policies: Policies) -> Kin | None:
    """A的B, A家B or AB, from the left: 老公的妈妈, 我爸弟弟, 姐姐的孩子的爷爷."""
    for cut in range(len(word) - 1, 0, -1):
        head, tail = word[:cut], word[cut:]
        joined = tail.removeprefix("的") if tail.startswith("的") else tail.removeprefix("家的").removeprefix("家")
        first, then = read_kin(head, policies), _one(joined, policies) if joined else None
        if not first or not then:
            continue
        step, last = first.relation, then.relation
        if step is None or last is None:
            return None
        relation = compose(step, last)
        if relation:
            return Kin(word, relation, {"words": [word], "relation": relation, "chain": True})
        if step == "spouse" and last == "child":
            return Kin(word, None, {}, "是您自己的孩子（亲生或收养），还是对方带来的孩子？", (("子女", "自己的孩子"), ("继子女", "对方带来的孩子")))
    return None


def compose(first: str, then: str) -> str | None:
    """The relation of a relative's relative; None where it may be several things."""
    if first == "self":
        return then
    if then in ("not_kin", "not_insurable", "former_spouse") or first in ("not_kin", "not_insurable", "former_spouse"):
        return None if then == "child" and first == "former_spouse" else "not_insurable" if then == "not_insurable" else "not_kin"
    if first == "spouse" and then == "child" or first == "grandparent" and then in ("child", "grandchild"):
        return None
    if first in ("child", "grandchild") and then in ("parent", "grandparent"):
        return None
    return CHAINS.get(first, {}).get(then, "other_kin")
