"""Which of the people named before a 他 or 她 most likely is meant, and who is only near: who lives with whom, who has bound whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from calculator.kin import TRADES
from calculator.reading_clauses import Person, clause_before, in_need, of_need

_ANYONE = re.compile("孩子们?|小孩子?|娃儿?|娃娃|宝宝|老人家?|老的|小的")
_ELDER = re.compile("[爷奶爸妈爹娘父母岳丈公婆姥舅姑姨叔伯]")
_COUPLE = re.compile(
    "全家人?|一家人|一家子|家里人|家人们?|亲戚|子女|儿女|父母|爸妈|爹妈|爹娘|公婆|爷爷奶奶|外公外婆|岳父岳母|公公婆婆|二老|双亲|两老|儿子儿媳|女儿女婿|哥嫂|哥哥嫂|姐姐姐夫|叔叔婶|舅舅舅妈"
)
_COMPANY_OF = re.compile("(?:随着?|跟着|跟随|判给|过继给|送给|托付给|嫁给|归|(跟))(?:我|他|她|孩子)?的?家?$")
_STAYS = re.compile("(?:一起|一块儿?|们|那边)*(?:在|去|住|过|生活|上学|读书|回|待|呆|到|长大|[，,。])")
_MOVES_IN = re.compile("(?:住|搬|回|到|去|在|来)[^，,。？?！!；;]{1,8}(?:和|与|同)(?:我|他|她)?的?家?$")  # 搬到秦皇岛和我姐住
_HAS_BOUND = re.compile("(?:们|家里?的?)?(?:都|也|已经|早就?|先|给|帮忙)*(?:给|帮)?绑定?(?:了|过|上|走)")
CHORES = re.compile(
    "(?:们?家)?(?:一起)?(?:带|看|照顾|照看|接送)(?:着|一下)?(?:孩子|小孩|娃|宝宝|老[大二三]|孙|外孙)|做饭|看店|看家|种地|干活|打工|守店|(?:都|全)?(?:用|花)(?:完|光)了?"
)
_AND = ("", "和", "跟", "与", "、")
_ACCOUNT_OF = re.compile("(?:用|花|刷|拿|从|扣|走)$")

_Person = TypeVar("_Person", bound=Person)


def preferred(text: str, pronoun: re.Match[str], earlier: list[_Person], fitting: list[_Person], found: Sequence[_Person]) -> list[_Person]:
    """The people to choose the last of. `fitting`: those of `earlier` whose sex fits; `found`: the pronouns read before.

    Two people are no 她; in a clause that asks or tells of an illness it is who is in need; otherwise it goes on with whom the
    same pronoun meant, as long as nobody was named since.
    """
    if pronoun.group() not in ("他", "她"):
        return earlier
    single = [one for one in earlier if not _COUPLE.search(text[one.start : one.end])] or earlier
    single = [one for one in single if one.word not in TRADES] or single
    if text.startswith("老人家", pronoun.end()):
        single = [one for one in single if _ELDER.search(one.word)] or single
    if any(of_need(text, one.start) for one in single):  # 给我姐做胃镜?...孩子还小,...她的医保在
        single = [one for one in single if not _ANYONE.fullmatch(one.word) or of_need(text, one.start)]
    if of_need(text, pronoun.start()) and not (_ACCOUNT_OF.search(text[: pronoun.start()]) or text.startswith("的", pronoun.end())):
        single = in_need(text, [one for one in fitting if one in single] or single)
    again = next((one for one in reversed(found) if text.startswith(pronoun.group(), one.start)), None)
    same = [one for one in single if again and one.word == again.word]
    return same if same and again and all(one.end <= again.start for one in single) else single


def binder(text: str, one: Person) -> bool:
    """被我姐绑了, 让两个叔叔都绑过: the one who has bound somebody."""
    if re.search("被(?:我|俺|咱)?的?$", text[: one.start]):
        return True
    return bool(re.search("(?:让|叫|由)[^，,。？?给帮替]{0,4}$", text[: one.start])) and bool(_HAS_BOUND.match(text, one.end))


def of_many(text: str, one: Person, people: Sequence[Person]) -> bool:
    """儿子孙子都下岗: one of those of whom something is said together."""
    people = [other for other in people if other.kin and other is not one]
    last = next((other for other in people if text[one.end : other.start] in _AND and other.start >= one.end), None)
    first = any(other.end <= one.start and text[other.end : one.start] in _AND for other in people)
    return bool(last or first) and bool(re.match("们?(?:也|现在|全)?都", text[(last or one).end :]))


def company(text: str, one: Person) -> bool:
    """孙子随他爸在南充, 判给前妻: the one with whom the other lives."""
    before = clause_before(text, one.start)
    found = _COMPANY_OF.search(before)
    if _MOVES_IN.search(before) and re.match("(?:一起|一块儿?)?(?:住|过|生活)", text[one.end :]):
        return True
    return found is not None and bool(not found.group(1) or _STAYS.match(text, one.end))


def host(text: str, one: Person) -> bool:
    """绑在我姐的账户下, 住在我姐家: the one whose account or house it is, not the one spoken of."""
    if re.search("(?:在|住|去|到|回)[一-鿿]{2,6}$", text[: one.start]) and re.match("家(?![的里人长属])", text[one.end :]):
        return True  # 去三亚闺女家
    before = re.search("(?:在|住|去|到|回)(?:我|俺|咱)?们?的?$", text[: one.start])
    return bool(before) and bool(re.match("的?(?:账户|名下|医保|卡)|那边|那里|那儿|这边|老家|单位|家(?![的里人长属])", text[one.end :]))


def helped(text: str, one: Person) -> bool:
    """帮我姐带孩子: the one for whom another works, and no more."""
    return bool(re.search("[帮替给](?:我|俺|咱|他|她)?的?$", text[: one.start])) and bool(CHORES.match(text, one.end))
