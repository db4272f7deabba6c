"""Who is who in a sentence: whose account pays, and whose expense it is.

People are mentioned by kin words, by 我 and its like, and by pronouns, which stand for the person named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from calculator.kin import Kin, read_kin
from calculator.lexicon import Word
from calculator.policies import Policies

_SELF = re.compile(r"我们家|我们|我自己|我本人|我|俺们|俺|咱们|咱家|咱|本人|职工本人|参保人本人|自己")
_PRONOUN = re.compile(r"他们俩?|她们俩?|他|她|对方|老人家|人家")
_SELF_WORDS = ("本人", "自己", "我自己", "我", "俺", "咱自己", "职工本人", "参保人本人")
_END = "。？?！!；;"

ACCOUNT = (
    r"(?:职工医保卡|职工医保账户|职工医保|医保卡|社保卡|医保码|医疗卡|职工医保个人账户|医保个人账户|"
    r"医保个账|个人账户|个账|医保账户|共济账户|医保余额|医保钱包|医保里|医保上|账户|卡|医保|"
    r"社保)"
)
_HIS = (
    r"(?:她|他)?(?:自己)?(?:的|名下的?|那张|这张|那个|那儿的?|那里的?|手里的?)*(?:在?[^，。？?！!；;我俺咱他她的给帮替用绑有]"
    r"{2,4}的)?(?:退休|在职|旧|老)?(?:的)?"
)
_OWNS = re.compile(_HIS + ACCOUNT + r"(?!费|缴费|缴|交|在|是|也|都|关系|没|断|不在|待遇|参保|报销|局|养老)")
_USE = re.compile(
    r"(?:用|刷|拿|使用|花|动用|动|借|借用|从|走|扣|使)(?:的是|的|了|一下|是|着|上)?(?:我|俺|"
    r"咱)?(?:们)?(?:家)?(?:的)?(?:在?[\u4e00-\u9fff]{2,4}的)?$"
)
_MINE = re.compile(
    r"(?:用|刷|拿|花|动用|走|扣|从)(?:的|了|一下|是)?(?:我|俺|咱)(?:自己|本人|这边|这里|名下|"
    r"们)?(?:的|这个|那|这张)*(?:在?[\u4e00-\u9fff]{2,5}(?:的)?)??"
    + ACCOUNT
    + r"|(?:我|俺|咱)(?:自己|本人|这边|名下)?的?(?:[\u4e00-\u9fff]{2,5}的?)??(?:职工)?"
    + r"(?:医保卡|社保卡|医保个人账户|个人账户|个账|医保账户|医保余额|医保码|卡里|卡上|"
    + r"卡(?=能|可)|账户里|账户余额|医保里|医保(?=能|可)|的医保|的卡|的钱|的账户)"
    + r"|用我(?:的|自己的)(?=能|可|行|，|。|吗|不|给|帮|替|[?？]|$|钱|付|交|来)"
)
_GIVE = (
    r"(?:给|帮|替|为|代|让|供|到|向|跟|和|与|绑定|绑|加上|加|授权给?|转给|共济给|共济|过给|"
    r"划给|支援|孝敬)(?:了|过|到|着)?"
)
_FILL = (
    r"(?:一下|我们家的?|咱们家的?|我们的?|咱们的?|我家里?的?|咱家的?|俺家的?|我自己的?|自己的?|"
    r"我的?|俺的?|咱的?|家里的?|家中的?|这边的?|那边的?|乡下的?|农村的?|老家的?|远在|住在|"
    r"人在|在|没|一个|这个|那个)*"
)
_ADJECTIVE = r"(?:[^，。？?！!；;、给帮替用]{0,12}的|年迈|\d{1,3}岁的?|两岁|刚出生的?|快|新|老|亲|小)?"
_DATIVE = re.compile(f"{_GIVE}{_FILL}{_ADJECTIVE}{_FILL}$")
_WITH = re.compile(r"(?:和|跟|与|同)(?:我的?|俺|咱|我们家?)?$")
_TO_ME = re.compile(
    r"(?:给|帮|替|为|共济给|绑定|绑|转给|授权给?)(?:了)?(?:我|俺|咱)(?:自己|本人)?(?!们?家|"
    r"的?[^，。？?]{0,6}(?:医保|账户|卡)|[讲说解介指查看问算捋])"
)
_FOR_ME = re.compile(
    r"我(?:也|还|又|自己)?(?:能不能|可不可以|能否|可以不可以|能|可以|想|要)(?:不能)?(?:用|"
    r"花|刷|享受|使)"
)
_BINDS = re.compile(
    r"^(?:能不能|可不可以|可以|能|想|要|已经)?(?:绑定(?!在|到)|绑了|绑(?!在|到|定)|共济给|"
    r"授权给|转给|把钱给)(?=我|俺|咱|他|她|[\u4e00-\u9fff])"
)
_SUBJECT = re.compile(
    r"^(?:现在|也|都|还|是不是|是否|到底|究竟)?(?:可不可以|能不能|能否|可否|可以|能|想|要|"
    r"打算|准备|怎么)"
)
_USER = re.compile(
    r"(?:[^，。？?！!；;]{0,8})?(?:可不可以|能不能|能否|可否|可以|能够|能|想|要|会)?(?:不)?(?:直接|"
    r"也|拿着?)?(?:用|刷|花|使|享受|动用|蹭|共用|共享)"
)
_MALE = re.compile("爸|父$|爹|公$|爷|哥|弟$|弟弟|叔|伯|舅$|舅舅|儿子|孙子|女婿|丈人|老公|丈夫|姐夫|妹夫|先生|老汉|老豆")
_FEMALE = re.compile("妈|母$|娘|婆|奶|姥姥|姑$|姑姑|姨|嫂|妹|姐$|姐姐|女儿|女$|媳|妻|婶|老婆|闺女|堂客|太太")
_CARED = ("孩子", "小孩", "娃", "宝宝", "小孩子", "娃娃", "二胎")
_BODIES = ("单位", "公司", "法人", "村集体")
_THINGS = ("单位", "公司", "法人", "村集体", "猫", "狗", "师傅", "老板", "先生", "夫人", "客户", "员工", "朋友", "老乡", "同事", "大")


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
        return self.word == other.word if self.kin and other.kin else self.kin is other.kin


def mentions(text: str, words: Iterable[Word], policies: Policies) -> list[Mention]:
    """All people mentioned, in order. 我 right before a kin word (我爸) is part of that mention."""
    people: list[Mention] = []
    covered = [False] * (len(text) + 1)
    kin_starts = set()
    for word in words:
        if word.kind == "kin" and word.value in _SELF_WORDS:
            continue
        covered[word.start : word.end] = [True] * (word.end - word.start)
        if word.kind == "kin":
            if word.value in _CARED and re.search(
                r"(?:生|怀|带|抱|接|接送|照顾|看|养|有)(?:了|着|个|俩|两个)?$", text[: word.start]):
                continue
            if word.value in _BODIES and not re.search(r"[给帮替为]$", text[: word.start]):
                continue
            kin = read_kin(word.value, policies)
            if kin and kin.relation != "self" and text[word.end : word.end + 2] not in ("一个", "一枚", "一名"):
                kin_starts.add(word.start)
                people.append(Mention(word.start, word.end, word.value, kin))
    for found in _SELF.finditer(text):
        owns_kin = found.end() in kin_starts or (text[found.end() : found.end() + 1] in ("的", "家") and found.end() + 1 in kin_starts)
        if not covered[found.start()] and not owns_kin and text[found.end() : found.end() + 2] != "的家":
            people.append(Mention(found.start(), found.end(), found.group(), None))
    people.sort(key=lambda one: one.start)
    return _with_pronouns(text, people, covered, policies)


def _with_pronouns(text: str, people: list[Mention], covered: list[bool], policies: Policies) -> list[Mention]:
    """他爸 after 我老公 is 老公的爸; 他 alone is the person named before."""
    found = list(people)
    for pronoun in _PRONOUN.finditer(text):
        if covered[pronoun.start()] or text[pronoun.start() - 1 : pronoun.start()] in ("其", "吉"):
            continue
        earlier = [one for one in people if one.kin and one.end <= pronoun.start()]
        if not earlier:
            continue
        owned = next((one for one in people if one.kin and text[pronoun.end() : one.start] in ("", "的", "家", "家的") and one.start >= pronoun.end()), None)
        if owned is None:
            meant = _antecedent(pronoun.group(), [one for one in earlier if not _host(text, one)] or earlier)
            found.append(Mention(pronoun.start(), pronoun.end(), meant.word, meant.kin, True))
            continue
        whole = f"{earlier[-1].word}的{owned.word}"
        kin = read_kin(whole, policies)
        kin = kin or Kin(whole, None, {}, f"{whole}是您的什么人？")
        if owned in found:
            found[found.index(owned)] = Mention(pronoun.start(), owned.end, whole, kin)
    return sorted(found, key=lambda one: one.start)


def _host(text: str, one: Mention) -> bool:
    """绑在我姐的账户下: the one whose account it is, not the one spoken of."""
    return bool(re.search(r"在(?:我|俺|咱)?的?$", text[: one.start])) and bool(re.match(r"的?(?:账户|名下|医保|卡)", text[one.end :]))


def _antecedent(pronoun: str, earlier: list[Mention]) -> Mention:
    """The last person named whom the pronoun's 他 or 她 fits."""
    if pronoun[1:2] == "们":
        many = [one for one in earlier if re.search(
            "父母|爸妈|爹|公婆|爷爷奶奶|外公外婆|岳父岳母|公公婆婆|俩|两|孩子|老人|二老|双亲", one.word)]
        return (many or earlier)[-1]
    wrong = _MALE if pronoun[0] == "她" else _FEMALE
    fitting = [one for one in earlier if not wrong.search(one.word[-2:])]
    return (fitting or earlier)[-1]


def find_donor(text: str, people: list[Mention]) -> Mention | None:
    """Whose account pays, where it is not the asker's."""
    named = [one for one in people if one.kin and one.word not in _THINGS]
    for one in named:
        if _OWNS.match(text, one.end) and _USE.search(text[: one.start]) and _mine_before(text, one) is None:
            return one
    if any(not any(found.start() <= one.start < found.end() for one in named) for found in _MINE.finditer(text)):
        return None
    for one in named:
        if re.search(r"(?:我|俺)(?:已经)?被(?:我|俺)?$", text[: one.start]) and re.match("绑|共济", text[one.end :]):
            return one
        if re.search(r"(?:被|让)(?:我|俺|咱)?的?$", text[: one.start]):
            continue
        if _DATIVE.search(_clause_before(text, one.start)) and not _subject_of_my(text, one):
            continue
        others = [other for other in people if not other.same(one) and other.start > one.end]
        given = [other for other in others if _DATIVE.search(_between(text, one.end, other.start)) or other.kin is None]
        owns = _OWNS.match(text, one.end)
        if owns and (given or _FOR_ME.search(text)) and _asks_after(text, owns.end()):
            return one
        rest = text[one.end :]
        if _BINDS.match(rest) and others:
            return one
        subject = _SUBJECT.match(rest)
        gift = re.search(r"(?:给|帮|替|为)(?:我|俺|咱)?", _clause_after(text, one.end))
        if subject and gift and any(_gift_to(text, one.end, other) for other in others):
            return one
        insured = re.match("退休", rest) or re.match(
            r"(?:她|他)?(?:在[\u4e00-\u9fff]{2,6})?(?:也)?(?:是|有|交|缴|参加|交的是?|退休|"
            r"单位|公司)[^，。？?]{0,10}(?:职工|退休|医保卡|交的医保|交医保|缴的医保)",
            rest,
        )
        given_by_me = re.search(r"我(?:能|可以|想|要|来|用)", rest)
        if insured and not given_by_me and any(_gift_to(text, one.end, other) for other in others):
            return one
    return None


def _mine_before(text: str, one: Mention) -> re.Match[str] | None:
    """用我的医保卡给老公的账户…: the asker's account is named right before."""
    return re.search(r"(?:我|俺|咱)的?(?:医保卡|账户|医保)$", text[: one.start])


def _subject_of_my(text: str, one: Mention) -> bool:
    return bool(re.search(r"(?:绑定|绑|让)(?:我|俺|咱)?的?$", text[: one.start])) and bool(re.match(r"(?:来)?(?:给|帮|替)", text[one.end :]))


def _gift_to(text: str, start: int, other: Mention) -> bool:
    between = _between(text, start, other.start)
    return bool(_DATIVE.search(between)) and not re.search(r"(?:和|跟|与)(?:我的?)?$", between)


def _asks_after(text: str, at: int) -> bool:
    return bool(re.search(r"能|可|行|会|怎|给|帮|替|绑|吗|不", text[at : at + 30]))


def _between(text: str, start: int, end: int) -> str:
    return text[start:end]


def _clause_before(text: str, at: int) -> str:
    begin = max((text.rfind(mark, 0, at) for mark in "，,。？?！!；;"), default=-1) + 1
    return text[begin:at]


def _clause_after(text: str, at: int) -> str:
    found = re.search(r"[。？?！!；;]", text[at:])
    return text[at : at + found.start()] if found else text[at:]


def find_relative(
    text: str, people: list[Mention], donor: Mention | None, expenses: list[int]
) -> tuple[Mention | None, list[Mention]]:
    """(whose expense it is, the others who are asked about in the same breath). (None, []) if nobody is named."""
    others = [one for one in people if one.kin and not one.same(donor)]
    if donor is not None:
        others += [one for one in people if one.kin is None and _is_me(text, one)]
        others.sort(key=lambda one: one.start)
    else:
        own = next((one for one in people if one.kin is None and _is_self(text, one)), None)
        if own and (not others or re.search(r"给$", text[: own.start])) and not any(_given(text, one) for one in others):
            return own, []
    asked = [one for one in others if not _bound_before(text, one)]
    others = asked or others
    plain = [one for one in others if one.kin is None or one.word not in _THINGS or _given(text, one)]
    given = [one for one in plain if _given(text, one)]
    users = [one for one in plain if one.kin and _USER.match(text, one.end) and not _WITH.search(text[: one.start])]
    owners = [one for one in plain if one.kin and any(_right_before(text, one, at) for at in expenses)]
    ranked = given or users or owners or [one for one in plain if one.kin and not _WITH.search(text[: one.start])] or plain
    if not ranked:
        if donor is not None:
            me = next((one for one in people if one.kin is None), None)
            return me or Mention(0, 0, "我", None), []
        return None, []
    chosen = ranked[0]
    listed = [one for one in plain if one.kin and not one.same(chosen) and not one.pronoun and (one in given or _listed(text, chosen, one))]
    return chosen, listed


def _right_before(text: str, one: Mention, at: int) -> bool:
    """Whether the person is the subject of the expense: 孩子打疫苗, 老爸的住院费."""
    return one.end <= at <= one.end + 10 and not re.search(r"[，,。？?！!；;、]", text[one.end : at])


def _bound_before(text: str, one: Mention) -> bool:
    """绑了我爸我妈两个人,还能绑我弟吗: those who are bound already are not asked about; nor who has bound somebody."""
    if re.search(r"被(?:我|俺|咱)?的?$", text[: one.start]) or _host(text, one):
        return True
    found = re.search(r"绑定?(?:了|过|的是|的有)([^，。？?能]*)$", _clause_before(text, one.start))
    return bool(found)


def _given(text: str, one: Mention) -> bool:
    before = _clause_before(text, one.start)
    found = _DATIVE.search(before)
    if not found:
        return False
    verb = found.group()[:1]
    return verb not in "和跟与到向" or bool(re.search(r"绑|共济|转", text[one.end : one.end + 6]))


def _listed(text: str, chosen: Mention, one: Mention) -> bool:
    """Whether the two stand in one list: 岳父和岳母, 爸爸、妈妈, 老婆孩子."""
    first, then = (chosen, one) if chosen.start < one.start else (one, chosen)
    return bool(re.fullmatch(r"(?:和|跟|与|及|以及|还有|或者?|、|，)?(?:我的?|俺)?", text[first.end : then.start]))


def _is_me(text: str, one: Mention) -> bool:
    """Whether a 我 is the person whom the money is for."""
    return bool(_TO_ME.match(text, max(0, one.start - 1))) or bool(
        re.search(r"(?:给|帮|替|为|共济给|绑定|绑|转给)$", text[: one.start]) and _TO_ME.search(text[max(0, one.start - 3) :])
    )


def _is_self(text: str, one: Mention) -> bool:
    """Whether the asker speaks of an expense of their own: 给自己, 本人用, 我自己买."""
    if "自己" in one.word or "本人" in one.word:
        after = text[one.end : one.end + 4]
        return not re.match(
            r"的?(?:医保|账户|卡|个人|社保|职工|钱)|交|缴|是|有|在|出|付|掏|承担|负担|花|垫|"
            r"的[钱卡]", after) and text[one.start - 1 : one.start] not in ("他", "她")
    return bool(re.search(r"给$", text[: one.start])) and bool(re.match(r"自己|本人", text[one.end :]))
