"""What the asker says to be to the other person: 我是她婆婆, 我这个女婿."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calculator.kin import TRADES, of_another, read_kin
from calculator.lexicon import Word
from calculator.policies import Policies

_ASKER = re.compile(
    r"(?:^|[，,。？?！!；;])(?:作为|身为)(?:一个|一名)?$|(?:我|俺|本人)(?:(?:就)?是(?:他|她|孩子|对方|老人)?(?:的|家)?(?:亲)?|(?:这个|作为|做)(?:他|她)?(?:的)?|[(（](?:是|即|就是)?(?:他|她)?(?:的)?)$"
)
_APPOSED = re.compile("(?:我|俺|咱|本人)(?:这个|一个|这|个)+(?:当|做)?(?:他|她)?(?:退休|下岗|农村|乡下|普通)*的?$|(?:我|俺)(?:是)?(?:当|做)$")
_APPOSED_SURELY = re.compile("(?:我|俺|咱|本人)(?:这个|一个|这|个)+(?:当|做)(?:他|她)?的?$")
_WE = re.compile("(?:^|[，,。？?！!；;])(?:那|请问)?(?:我|俺|咱)们(?:这些|几个|做|当)*$")
_APPOSED_NEXT = re.compile("的?(?=想|要|能|可|给|替|帮|来|出|付|掏|卡|医保|账户|个账|社保|也|就|，|,)")
_WE_MARRIED = re.compile(
    "(?:我俩|我们俩?|我和[他她]|两口子|夫妻俩?)[^，,。？?没未不才]{0,4}(?:领[了完过]?(?:结婚)?证|领的证|结(?:了)?婚)|(?:我们|我俩|我和[他她])是(?:合法)?夫妻"
)
_MATE = re.compile("双方的?(?:老人|父母|家长|爸妈)|(?:我|俺)(?:就)?是(?:他|她)(?:的|家)?(?:老婆|媳妇|妻子|爱人|老公|丈夫|男人|女人)")
_PATERNAL, _MATERNAL = re.compile("爷|奶"), re.compile("姥|外公|外婆")
_BEARS = "(?:怀(?:孕|了|着|上|的?[二三]胎|老[大二三])|坐月子|(?:在|要)?(?:剖腹产|顺产|保胎)|(?:刚|刚刚)?生(?:完|了|下)?(?:孩子|娃|[二三]胎|老[二三]|宝宝))"
_WOMAN = re.compile(
    f"(?:我|俺)(?:们?家)?的?(?:老公|丈夫|公婆|男人)|(?:我|俺)(?:今年|刚刚?|现在|去年)*{_BEARS}|女方|(?:我|俺)是(?:全职妈妈|宝妈|二胎妈妈|孩子他?的?妈)"
)
_MAN = re.compile("(?:我|俺)(?:们?家)?的?(?:老婆|妻子|媳妇|岳[父母]|丈母娘|老丈人)|男方|(?:我|俺)是(?:孩子|娃)他?的?爸")
_UNCLE = re.compile("(?:(?:我|俺|咱)(?:们?家|亲)?的?|^|(?<=[，,。？?！!；;用刷让]))(?:大伯|小叔|大爷)(?!子)")
_FATHER = re.compile("(?:我|俺|咱)(?:爸|老爸|父亲|爹|老爹|奶奶|爷爷)")
_THEIR_OWN = re.compile("^(?:孩子|小孩|娃儿?|宝宝)(?:的|他|她|家的?)?(?=.)")


def speaks(text: str, word: Word) -> bool:
    """我是她婆婆, 我这个女婿的卡: the word says what the asker is."""
    before = text[: word.start]
    if _WE.search(before) and word.value in ("子女", "儿女", "晚辈") and not text.startswith("的", word.end):
        return True  # 我们子女能继承吗
    if _APPOSED_SURELY.search(before) or _APPOSED.search(before) and (_APPOSED_NEXT.match(text, word.end) or word.value.startswith("老")):
        return True
    return bool(_ASKER.search(before)) and text[word.end : word.end + 1] not in ("的", "家")


def asker_is(text: str, words: Iterable[Word], policies: Policies) -> set[str]:
    """What the asker says to be to the other person (我是她婆婆, 我是儿媳): the relations that the word may mean."""
    said_by = [word for word in words if word.kind == "kin" and speaks(text, word)]
    for word in said_by:
        if not any(other.start == word.end for other in said_by):  # 我是孩子姑父: not the child
            theirs = _THEIR_OWN.match(word.value) or re.search("[他她]的?家?的?亲?$", text[: word.start])
            if word.value.startswith("独") or word.value in TRADES and not theirs:
                return set()  # 我是学生
            said = _THEIR_OWN.sub("", word.value)
            kin = read_kin(said, policies)
            plain = of_another(said, policies) if theirs else kin.relation if kin else None  # 我是孩子的奶奶, 我是她婆婆
            named = [plain] if plain else [policies.kin[one]["relation"] for one, _ in kin.options] if kin else []
            return {relation for relation in named if relation}
    return set()


def married(text: str) -> bool:
    """我俩结婚三年, 我是他老婆: the one spoken of as 他 or 她 is the asker's husband or wife."""
    return bool(_WE_MARRIED.search(text) or _MATE.search(text))


def speaks_as_wife(text: str) -> bool:
    """我怀二胎了, 我是女方: the asker is a mother or a wife."""
    return bool(_WOMAN.search(text))


def parents_side(text: str, word: str) -> str | None:
    """孩子奶奶, said by the mother: whose parents they are, where the asker says to be the child's mother or father."""
    paternal, maternal = bool(_PATERNAL.search(word)), bool(_MATERNAL.search(word))
    woman, man = speaks_as_wife(text), bool(_MAN.search(text))
    if woman == man or paternal == maternal:
        return None
    return "配偶的父母" if woman == paternal else "父母"


def fathers_side(text: str, meaning: str) -> bool:
    """我大伯, 我爸的账户: whether the text settles that the father's brother is meant."""
    return meaning in ("父亲的哥哥", "父亲的弟弟") and bool(_UNCLE.search(text) and _FATHER.search(text))
