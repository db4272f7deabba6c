"""What a relative's relative is: the tables, and what to ask where it may be several people."""

from __future__ import annotations

import re

# chain: the relation of B to the holder, when A is the holder's (first key) and B is A's (second key)
CHAINS: dict[str, dict[str, str]] = {
    "spouse": {
        "spouse": "self",
        "parent": "parent_in_law",
        "sibling": "sibling_in_law",
        "grandparent": "grandparent_in_law",
        "parent_in_law": "parent",
        "grandparent_in_law": "grandparent",
        "child_in_law": "child_in_law",
    },
    "parent": {
        "spouse": "parent",
        "parent": "grandparent",
        "sibling": "uncle_aunt",
        "child": "sibling",
        "grandparent": "great_grand",
        "uncle_aunt": "other_kin",
        "parent_in_law": "grandparent",
        "niece_nephew": "cousin",
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
        "uncle_aunt": "uncle_aunt",
        "cousin": "cousin",
    },
    "grandparent": {"spouse": "grandparent", "parent": "great_grand", "sibling": "other_kin"},
    "grandchild": {"spouse": "other_kin", "child": "great_grand", "sibling": "grandchild"},
    "parent_in_law": {"spouse": "parent_in_law", "parent": "grandparent_in_law"},
    "uncle_aunt": {
        "parent": "grandparent",
        "grandparent": "great_grand",
        "child": "cousin",
        "cousin": "cousin",
        "spouse": "other_kin",
        "sibling": "uncle_aunt",
    },
    "cousin": {"sibling": "cousin"},
    "child_in_law": {"spouse": "child", "child": "grandchild"},
    "niece_nephew": {"sibling": "niece_nephew"},
    "sibling_in_law": {"child": "other_kin", "spouse": "other_kin"},
}
_MATES = (("配偶", "配偶"), ("前任", "已经离婚的前夫、前妻"))
# A chain that may be several things, and what to ask.
UNCLEAR: dict[tuple[str, str], tuple[str, tuple[tuple[str, str], ...]]] = {
    ("spouse", "child"): (
        "是您自己的孩子（亲生或收养），还是对方带来的孩子？",
        (("子女", "自己的孩子"), ("继子女", "对方带来的孩子")),
    ),
    ("former_spouse", "child"): (
        "是你们两人的孩子，还是对方和别人的孩子？",
        (("子女", "两人的孩子"), ("没有亲属关系的人", "对方和别人的孩子")),
    ),
    ("child", "grandparent"): (
        "是您自己的父母，还是您配偶的父母？",
        (("父母", "自己的父母"), ("配偶的父母", "配偶的父母")),
    ),
    ("child", "parent"): ("和您是夫妻，还是已经离婚？", _MATES),
    ("child", "uncle_aunt"): (
        "是您自己的兄弟姐妹，还是您配偶的？",
        (("兄弟姐妹", "自己的兄弟姐妹"), ("配偶的兄弟姐妹", "配偶的兄弟姐妹")),
    ),
    ("child", "cousin"): (
        "是您兄弟姐妹的孩子，还是配偶那边的？",
        (("兄弟的孩子", "自己兄弟的孩子"), ("姐妹的孩子", "自己姐妹的孩子"), ("老公的侄子", "配偶兄弟姐妹的孩子")),
    ),
    ("grandparent", "child"): (
        "是您自己的父母，还是叔伯姑舅姨？",
        (("父母", "自己的父母"), ("父母的兄弟姐妹", "叔伯姑舅姨")),
    ),
    ("grandparent", "grandchild"): (
        "是您的亲兄弟姐妹，还是堂表亲？",
        (("兄弟姐妹", "亲兄弟姐妹"), ("堂表亲", "堂表兄弟姐妹")),
    ),
    ("grandchild", "parent"): ("是您的子女，还是儿媳、女婿？", (("子女", "自己的子女"), ("儿媳", "儿媳或女婿"))),
    ("grandchild", "grandparent"): ("是您的配偶，还是亲家？", (("配偶", "配偶"), ("亲家父母", "亲家"))),
}

_OTHER = ("远亲", "不是，是别的亲戚")
_OWN_PARENTS = (("父母", "自己的父母"), _OTHER)
_OWN_CHILDREN = (("子女", "自己的孩子"), _OTHER)
_OWN_SIBLINGS = (("兄弟姐妹", "自己的兄弟姐妹"), _OTHER)
_OWN_SPOUSE = (("配偶", "自己的配偶"), _OTHER)
_OWN_GRANDPARENTS = (("祖父母", "自己的祖父母、外祖父母"), _OTHER)
_OWN_GRANDCHILDREN = (("孙子女", "自己的孙辈"), _OTHER)
_BROTHERS_WIFE = ("嫂子", "兄弟姐妹的配偶")
# In words, and there alone, these may lead back to a near relative: 侄子的奶奶 may be the asker's mother, 表哥的舅舅 the father.
_BACK: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("niece_nephew", "grandparent"): _OWN_PARENTS,
    ("niece_nephew", "parent"): (("兄弟姐妹", "自己的兄弟姐妹"), _BROTHERS_WIFE),
    ("niece_nephew", "uncle_aunt"): _OWN_SIBLINGS,
    ("niece_nephew", "cousin"): _OWN_CHILDREN,
    ("cousin", "grandparent"): _OWN_GRANDPARENTS,
    ("cousin", "uncle_aunt"): _OWN_PARENTS,
    ("cousin", "cousin"): (("兄弟姐妹", "自己的兄弟姐妹"), ("堂表亲", "堂表兄弟姐妹"), _OTHER),
    ("cousin", "parent"): (("父母的兄弟姐妹", "叔伯姑舅姨"), ("舅妈", "叔伯姑舅姨的配偶")),
    ("uncle_aunt", "sibling"): (("父母", "自己的父母"), ("父母的兄弟姐妹", "叔伯姑舅姨")),
    ("uncle_aunt", "niece_nephew"): (("兄弟姐妹", "自己的兄弟姐妹"), ("堂表亲", "堂表兄弟姐妹")),
    ("uncle_aunt", "sibling_in_law"): _OWN_PARENTS,
    ("sibling_in_law", "sibling"): (("配偶", "自己的配偶"), ("配偶的兄弟姐妹", "配偶的兄弟姐妹"), _OTHER),
    ("sibling_in_law", "sibling_in_law"): _OWN_SIBLINGS,
    ("sibling_in_law", "niece_nephew"): _OWN_CHILDREN,
    ("parent_in_law", "child"): (("配偶", "自己的配偶"), ("配偶的兄弟姐妹", "配偶的兄弟姐妹")),
    ("parent_in_law", "grandchild"): (("子女", "自己的孩子"), ("老公的侄子", "配偶兄弟姐妹的孩子")),
    ("grandparent_in_law", "child"): (("配偶的父母", "配偶的父母"), _OTHER),
    ("grandparent_in_law", "grandchild"): _OWN_SPOUSE,
    ("great_grand", "child"): _OWN_GRANDPARENTS,
    ("great_grand", "parent"): _OWN_GRANDCHILDREN,
    ("great_grand", "grandparent"): _OWN_CHILDREN,
    ("great_grand", "grandchild"): _OWN_PARENTS,
    ("child", "niece_nephew"): _OWN_GRANDCHILDREN,
    ("child", "sibling_in_law"): (("女婿", "女婿、儿媳"), _OTHER),
    ("spouse", "grandchild"): (("孙子女", "自己的孙辈"), ("继孙子", "配偶带来的孩子的孩子")),
    ("spouse", "sibling_in_law"): (("兄弟姐妹", "自己的兄弟姐妹"), ("妯娌", "妯娌、连襟")),
    ("parent", "child_in_law"): (("配偶", "自己的配偶"), _BROTHERS_WIFE),
    ("parent", "grandchild"): (("子女", "自己的孩子"), ("兄弟的孩子", "兄弟姐妹的孩子")),
    ("parent", "sibling_in_law"): (("父母的兄弟姐妹", "叔伯姑舅姨"), ("舅妈", "叔伯姑舅姨的配偶")),
    ("parent", "former_spouse"): (("父母", "自己的父亲或母亲"), ("没有亲属关系的人", "不是自己的父母")),
    ("sibling", "niece_nephew"): (("子女", "自己的孩子"), ("兄弟的孩子", "兄弟姐妹的孩子")),
    ("sibling", "sibling_in_law"): _OWN_SPOUSE,
    ("grandparent", "child_in_law"): (("父母", "自己的父母"), ("舅妈", "叔伯姑舅姨的配偶")),
    ("grandchild", "uncle_aunt"): _OWN_CHILDREN,
    ("grandchild", "cousin"): _OWN_GRANDCHILDREN,
    ("child_in_law", "parent_in_law"): _OWN_SPOUSE,
    ("child_in_law", "sibling_in_law"): _OWN_CHILDREN,
    ("child_in_law", "niece_nephew"): _OWN_GRANDCHILDREN,
    ("other_kin", "parent_in_law"): _OWN_GRANDPARENTS,
    ("other_kin", "sibling_in_law"): _OWN_PARENTS,
}


_OF_THE_CHILD = re.compile("(?:孩子|娃儿?|宝宝)[的他她]?家?的?(爷爷|奶奶|外公|外婆|姥姥|姥爷|[大小二三]?(?:姑姑?|姨妈?|舅舅?|叔叔?|伯伯?))")
_BY_MARRIAGE = re.compile("(?:嫂|弟媳|弟妹|弟妇|姐夫|妹夫|兄弟媳妇)(?:子|妇)?$")
_SIBLING_MARRIED = {"spouse": "sibling", "parent_in_law": "parent", "child": "niece_nephew", "sibling": "other_kin", "parent": "other_kin"}
_SPOUSES_SIBLING = {"parent": "parent_in_law"}


def in_words(word: str, first: str, tail: str, then: str) -> str | None:
    """What the words themselves tell of a chain: 嫂子的婆婆 is the asker's mother, 小舅子的爸 the wife's father, 老公的嫂子 no sister."""
    if first == "spouse" and then == "sibling_in_law" and _BY_MARRIAGE.search(tail):
        return "other_kin"
    if first != "sibling_in_law":
        return None
    return (_SIBLING_MARRIED if _BY_MARRIAGE.search(word) else _SPOUSES_SIBLING).get(then)


def unclear_chain(first: str, then: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """(what to ask, options) where a relative's relative, in words, may be several people."""
    if (first, then) in UNCLEAR:
        return UNCLEAR[first, then]
    options = _BACK.get((first, then))
    return ("是您的什么人？", options) if options else None


def compose(first: str, then: str) -> str | None:
    """The relation of a relative's relative; None where it may be several things."""
    if first == "self":
        return then
    if then == "self":
        return first
    gone = ("not_kin", "not_insurable", "former_spouse")
    if (first, then) in UNCLEAR:
        return None
    if then in gone or first in gone:
        return "not_insurable" if then == "not_insurable" else "not_kin"
    return CHAINS.get(first, {}).get(then, "other_kin")


def tails(word: str) -> tuple[str, ...]:
    """How the last of a chain may be named again: 妹妹的小儿子 as 小儿子 or 儿子; nothing for a single word."""
    elder = _OF_THE_CHILD.fullmatch(word)
    head, _, tail = ("孩子", "的", elder.group(1)) if elder else word.rpartition("的" if "的" in word else "家")
    return (tail, tail[1:]) if head and tail[:1] in ("亲", "大", "小", "二") else (tail,) if head else ()
