"""A person whom a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from calculator.kin import Kin

_MALE = re.compile("爸|父(?!母)|爹|公$|爷|哥|弟$|弟弟|叔|伯|舅$|舅舅|儿子|孙子|女婿|丈人|老公|丈夫|姐夫|妹夫|先生|老汉|老豆")
_FEMALE = re.compile("妈|(?<!父)母|娘|婆|奶|姥姥|姑$|姑姑|姨|嫂|妹|姐$|姐姐|女儿|女$|媳|妻|婶|老婆|闺女|堂客|太太")
NOT_BY_BIRTH = ("养", "继", "后", "生", "亲生")
MANY = re.compile("父母|爸妈|爹[妈娘]|公婆|双亲|二老|老人们?$|夫妻|俩$")
CHILDISH = ("孩子", "小孩", "娃", "娃儿", "娃娃", "宝宝", "小孩子", "小朋友", "小娃", "婴儿", "新生儿", "孩儿", "小家伙", "宝贝", "崽崽", "毛毛")


@dataclass(frozen=True)
class Mention:
    """A person at a place in the text. `kin` is None for the asker; a pronoun carries the person that it stands for."""

    start: int
    end: int
    word: str
    kin: Kin | None
    pronoun: bool = False

    def same(self, other: Mention | None) -> bool:
        """Whether both are one person, as far as the words tell."""
        if other is None:
            return self.kin is None
        if self.kin is None or other.kin is None:
            return self.kin is other.kin
        return short(self.word) == short(other.word) or bool(self.kin.relation) and _one_of_a_kind(self) == _one_of_a_kind(other)


def bare(word: str) -> str:
    """The word without whose it is: 我的妈妈 → 妈妈."""
    return re.sub(r"^(?:我们家?的?|我家?的?|俺家?的?|咱家?的?)(?=.)", "", word)


def short(word: str) -> str:
    """姐 and 我姐姐 are one."""
    return re.sub(r"^(.)\1$", r"\1", bare(word))


def _one_of_a_kind(one: Mention) -> tuple[str, bool | None] | int:
    """What all words for a person agree in of whom one has only one (爸, 我爸, 父亲); another number for each other mention."""
    relation = one.kin.relation if one.kin else None
    last = one.word[-2:]
    male, female = bool(_MALE.search(last) or "父" in last), bool(_FEMALE.search(last) or "母" in last)
    if relation == "parent" and re.search("父母|爸妈|双亲|二老|爹妈|爹娘", one.word):
        return relation, None
    if relation == "spouse":
        return relation, male if male != female else None
    if relation in ("parent", "parent_in_law") and male != female and not one.word.startswith(NOT_BY_BIRTH):
        return relation, male
    return one.start
