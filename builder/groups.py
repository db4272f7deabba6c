"""Short Chinese names for sets of relations, expenses and regions: 近亲属, 所有费用, 除广东外的各地区."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol


class Words(Protocol):
    """What names come from: the compiled policies, or two sets of them put together."""

    relations: dict[str, Any]
    groups: dict[str, list[str]]
    categories: dict[str, Any]
    regions: dict[str, Any]


def people(relations: Collection[str], words: Words) -> str:
    """本人和近亲属、配偶的父母."""
    known, given = words.relations, set(relations)
    if given >= set(known):
        return "所有人（含本人）"
    if given >= set(known) - {"self"}:
        return "所有亲属"
    near = set(words.groups.get("near_relatives", ()))
    told = _labels(relations, known)
    if near and near <= given:
        first = "本人和近亲属" if "self" in given else "近亲属"
        told = "、".join([first, *_names(given - near - {"self"}, known)])
    everyone = {one: entry for one, entry in known.items() if one != "self" or one in given}
    others = f"除{_labels(set(everyone) - given, known)}外的{'所有人（含本人）' if 'self' in given else '所有亲属'}"
    return others if len(others) < len(told) and given <= set(known) else told


def things(categories: Collection[str], words: Words) -> str:
    """普通门诊、住院; 所有费用; 除口腔外的所有费用."""
    return _most(categories, words.categories, "label", "所有费用", "的所有费用")


def regions(slugs: Collection[str], words: Words) -> str:
    """广西、湖南; 各地区; 除广东外的各地区."""
    return _most(slugs, words.regions, "short", "各地区", "的各地区")


def _most(given: Collection[str], known: Mapping[str, Any], key: str, all_of_them: str, but: str) -> str:
    """The names, or all but a few of them where that is shorter."""
    missing = [name for name in known if name not in given]
    if not missing and len(known) > 1:
        return all_of_them
    told = _labels(given, known, key)
    others = f"除{_labels(missing, known, key)}外{but}"
    return others if len(others) < len(told) and set(given) <= set(known) else told


def _names(given: Iterable[str], known: Mapping[str, Any], key: str = "label") -> list[str]:
    """The labels in the order of the vocabulary; an id that it does not have as it is."""
    chosen = set(given)
    return [str(known[name][key]) for name in known if name in chosen] + sorted(chosen - set(known))


def _labels(given: Iterable[str], known: Mapping[str, Any], key: str = "label") -> str:
    return "、".join(_names(given, known, key))
