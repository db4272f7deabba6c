"""One person under two words: 我爸是叔叔的亲哥, 她妈妈也就是太姥姥, 她妈是我姐."""

from __future__ import annotations

import re
from itertools import pairwise

from calculator.kin import Kin, of_another, read_kin
from calculator.kin_views import parted, seen_from, sex
from calculator.policies import Policies
from calculator.reading_person import Mention, bare

_IS = re.compile("(?:其实|本来|原来|正好?|都)?(?:就|也)?是(我|俺|咱|他|她)?(?:们?家)?的?")
_ALSO = re.compile("[，,]?(?:也就是|就是|也是|即)(?:我|俺|咱|他|她)?(?:们?家)?的?")
_END = re.compile("$|[，,。；;！!？?、）)]|的(?![\u4e00-\u9fff]{1,3}[，,。])|[说给帮替用在有]")
_YOUNGER = {  # the relation of the owner of a chain to the one whom its last word names
    "parent": "child",
    "child": "parent",
    "spouse": "spouse",
    "sibling": "sibling",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "uncle_aunt": "niece_nephew",
    "niece_nephew": "uncle_aunt",
    "parent_in_law": "child_in_law",
    "child_in_law": "parent_in_law",
}


def identified(text: str, people: list[Mention], policies: Policies) -> list[Mention]:
    """The people, each under one word; whose owner a chain names becomes clear where the other word tells it."""
    for one, other in list(pairwise(people)):
        way = text[one.end : other.start]
        told = _IS.fullmatch(way)
        theirs = "的" in other.word or other.word[:1] in "我俺咱" or bool(told and told.group(1))
        said = told and theirs and _END.match(text, other.end) or _ALSO.fullmatch(way)
        if one.kin and other.kin and said and _fit(one, other):
            people = _united(people, one, other, policies)
    return people


def _fit(one: Mention, other: Mention) -> bool:
    """Whether both words can be for one person."""
    sexes = {sex(one.word), sex(other.word)} - {None}
    return len(sexes) < 2 and not one.same(other)


def _united(people: list[Mention], one: Mention, other: Mention, policies: Policies) -> list[Mention]:
    known = [mention for mention in (one, other) if mention.kin and mention.kin.relation]
    if not known:
        return people
    kept = next((mention for mention in known if len(known) > 1 and parted(mention.word)[0]), known[0])
    lost = other if kept is one else one
    people = [Mention(one.start, one.end, kept.word, kept.kin, True) if one.same(lost) else one for one in people]
    owner, tail = parted(lost.word)
    to_owner = _YOUNGER.get(of_another(tail, policies) or "")
    return _cleared(people, owner, kept, to_owner, policies) if owner and to_owner else people


def _cleared(people: list[Mention], owner: str, kept: Mention, to_kept: str, policies: Policies) -> list[Mention]:
    """孩子姑姑, 我老公是她亲弟弟: the one meaning of the owner's word in which the other one is that to them."""
    head = next((one for one in people if bare(one.word) == bare(owner) and one.kin), None)
    if head is None or head.kin is None or kept.kin is None:
        return people
    meant: dict[str, Kin] = {}
    if head.kin.relation == "cousin" and kept.kin.relation == "uncle_aunt" and "的" not in head.word:
        whole = f"{bare(kept.word)}的{'女儿' if sex(head.word) == 'female' else '儿子'}"  # 表哥, 他爸就是我大舅
        meant["cousin"] = read_kin(whole, policies) or head.kin
    elif head.kin.relation:
        return people
    for word, _ in head.kin.options:
        kin = read_kin(word, policies)
        if kin and kin.relation and _is_to(kept, (word, kin.relation), to_kept):
            meant.setdefault(kin.relation, kin)
    if len(meant) != 1:
        return people
    kin = next(iter(meant.values()))
    return [Mention(one.start, one.end, kin.word, kin, one.pronoun) if one.same(head) else one for one in people]


def _is_to(kept: Mention, relative: tuple[str, str], to_kept: str) -> bool:
    mine = kept.kin.relation or "" if kept.kin else ""
    niece = (mine, relative[1], to_kept) == ("sibling", "niece_nephew", "child")  # which sister's, the word leaves open
    return niece or seen_from((kept.word, mine), relative) == to_kept
