"""The clauses of a letter and what each of them is there for.

Of a letter of several sentences one clause asks, some tell whose need it is and who is insured where, and the rest is life
around it: what neighbours say, who has little time, what happened years ago. The finders look at the clauses that matter first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

ASKING, WISH, NEED, STATUS, HEARSAY, PLAIN = "asking", "wish", "need", "status", "hearsay", "plain"

_CLAUSE = re.compile("[^，,。？?！!；;]+[，,。？?！!；;]*")
_ASKS = re.compile(
    "能不能|可不可以|可以不|能否|可否|是否|行不|行吗|成不|中不|能行|(?:能|可以|允许|好|合规|违规|算)[^，,。]{0,24}[吗么嘛不没]$|(?<!怎)(?<!什)[吗么嘛呢]$|"
    "^还是|怎么办|(?<!不了)(?<!没)多少|谁的|哪个|行得通|[？?]$"
)
_KNOWN = re.compile("不是[^，,。？?！!；;]*[吗嘛][，,]$")  # 不是能取钱吗,那…
_WISH = re.compile(
    "^(?:就是|现在|所以|今天|那|(?:用|刷|拿)[^，,。？?给]{1,8})?(?:给|帮|替|为)[^，,。？?]{1,8}(?:买|配|交|办|做|打|开|续|看)(?!了|过|的)|想用|(?<!不)(?<!没)(?:想|要(?!是|不)|需要|准备|打算|得(?!了)|建议|让|叫|该)(?:[我他她去再给帮替为]|[^，,。]{0,5}[给帮替为])?[^，,。]{0,6}(?:做|买|配|打(?!工)|看|住|拔|装|种|换|补|交|缴|办|查|开|挂|洗|镶|矫|租)"
)
_MORE = re.compile("(?:顺便|还有|再|另外|以及|加上|同时|或者?是?)")
_NEED = re.compile(
    "病|疼|痛|癌|瘤|炎|手术|住院|血压|血糖|结石|结节|骨折|摔|崴|扭|中风|脑梗|"
    "发烧|发热|咳|牙|眼睛|耳朵|听力|耳背|近视|视力|怀孕|化疗|透析|不舒服|头晕|难受|体质|瘫|\\d岁|十[几多一二三四五六七八九]?岁?了|行动不便|腿脚|失眠|过敏|哮喘|湿疹"
)
_STATUS = re.compile("医保|社保|参保|农合|居民|职工|退休|账户|卡里|的卡|有卡|老家|住在|在[\u4e00-\u9fff]{2,4}(?:上班|工作|打工|读|上学)")
_OUTSIDER = (
    "(?:邻居|同事|朋友|同学|别人|人家|有人|网上|群里|网友|亲戚|熟人|老乡|工友|护士|护工|医生|大夫|药店|药房|窗口|客服|柜台|工作人员|店员|老板|村里|村干部|社区|单位|公司|HR|hr|闺蜜|"
    "楼下|隔壁|对门|老同学|老姐妹|广场舞|电视|新闻|[\u4e00-\u9fff](?:阿姨|大妈|大姐|婶|叔))"
)
_SAYS = "(?:跟我|和我|对我|给我|都|也|还|又|却|总|一直|前两天|昨天|上次|在电话里|在群里)*(?:说起?过?|讲过?|提到?过?|聊起?过?|告诉我?|建议|推荐)(?:了|的|是)?"
_HEARD = re.compile(
    f"(?:我|也|还|又|后来|前几天|前两天|昨天|上次|最近|之前|以前|早就|但是?|不过|可是?)*(?:听|据|看)(?:[^，,。？?]{{0,8}}?)(?:说|讲|聊起?)|(?:我)?也?(?:见过?|看到|看见|知道|碰到)过?(?:有|很多|好多|不少|别)的?人|(?:很多|好多|有的|有些)人|{_OUTSIDER}[^，,。？?说讲给用]{{0,6}}?{_SAYS}|"
    f"[^，,。？?给用]{{1,6}}?{_SAYS}(?=(?:他|她)(?:们)?(?:单位|公司|厂|同事|朋友|邻居|同学))|"
    "[^，,。？?给用]{1,6}?(?:说|讲|觉得)(?:这样?|那样?|是|都|就)*(?:做|用|刷|弄)?(?=犯法|违法|违规|不合规|骗保|不合法)"
)
_PAYS = re.compile("给|花|付|刷|结账|结算|报销|买(?!断)|配|扣|垫|掏|自费|元|块|费|\\d{3,}(?!\\d?年)|卡|能|[交缴]了?[\\d一二三四五六七八九]")
_THEN = re.compile("当时|那时|那会|那天|那阵|那次")
_DONE = re.compile("[付交花看住买刷做办用报打]过(?!敏|来)")
_JUDGED = re.compile("(?:刷|用|付|扣|花|交|买|报|走|结)(?:的|了|过|掉|完)[^？?]{0,30}(?:算不算|[违合]规|[违合]法|犯法|骗保|退|追|罚|要紧)")
_NOW = re.compile("今年|这次|这回|现在|如今|这个月")
_OWN = re.compile("我|俺|咱|本人")


class Named(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Person(Named, Protocol):
    """Somebody who is mentioned; without `kin`, the asker."""

    @property
    def word(self) -> str:
        """How the person is called."""

    @property
    def kin(self) -> object:
        """What the word says of the person."""


_Named = TypeVar("_Named", bound=Named)
_Person = TypeVar("_Person", bound=Person)


@dataclass(frozen=True)
class Clause:
    """A stretch between two marks, and what it is there for: one of ASKING, WISH, NEED, STATUS, HEARSAY and PLAIN."""

    start: int
    end: int
    kind: str


@lru_cache(maxsize=8)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """All clauses in order; after 邻居说, alone the next clause is what is said."""
    found: list[Clause] = []
    begun = False
    for match in _CLAUSE.finditer(text):
        said = match.group()
        heard = _HEARD.match(said)
        told = not _OWN.search(said[heard.end() if heard else 0 :]) and (begun or bool(heard))
        begun = heard is not None and said.rstrip("，,：:") == heard.group()
        more = found and found[-1].kind in (ASKING, WISH) and _MORE.match(said)
        found.append(Clause(match.start(), match.end(), HEARSAY if told else WISH if more else _kind(said)))
    return tuple(found)


def _kind(said: str) -> str:
    if _ASKS.search(said.rstrip("，,。！!；;")) and not _KNOWN.search(said):
        return ASKING
    if _WISH.search(said):
        return WISH
    return NEED if _NEED.search(said) else STATUS if _STATUS.search(said) else PLAIN


def clause_at(clauses: Sequence[Clause], at: int) -> Clause:
    """The clause of a place in the text."""
    return next((one for one in clauses if at < one.end), clauses[-1])


def without_hearsay(text: str, people: list[_Person]) -> list[_Person]:
    """The people without those who only occur in what others are said to have said, if a relative is left."""
    clauses = clauses_of(text)
    left = [one for one in people if clause_at(clauses, one.start).kind != HEARSAY]
    return left if any(one.kin for one in left) else people


def asks(text: str, piece: tuple[int, int]) -> bool:
    """Whether one of the clauses in which a stretch lies asks."""
    return any(one.kind == ASKING and one.start < piece[1] and piece[0] < one.end for one in clauses_of(text))


def of_need(text: str, at: int) -> bool:
    """Whether the clause of a place asks, wishes, or tells of an illness."""
    return clause_at(clauses_of(text), at).kind in (NEED, WISH, ASKING)


def is_sought(text: str, at: int) -> bool:
    """Whether the clause of a place asks or wishes."""
    return clause_at(clauses_of(text), at).kind in (WISH, ASKING)


def in_need(text: str, people: list[_Named]) -> list[_Named]:
    """Those of whom a clause tells what they need or suffer from, or whom the question names; else those who are insured; else all."""
    clauses = clauses_of(text)
    if all(one.kind not in (ASKING, WISH) for one in clauses):
        return people
    kinds = [clause_at(clauses, one.start).kind for one in people]
    needing = [one for one, kind in zip(people, kinds, strict=True) if kind in (NEED, WISH, ASKING)]
    return needing or [one for one, kind in zip(people, kinds, strict=True) if kind == STATUS] or people


def sought(text: str, words: list[_Named]) -> list[_Named]:
    """Those of the things to pay for that are asked about or wished for; without them, those that are not hearsay; else all."""
    clauses = clauses_of(text)
    kinds = [clause_at(clauses, one.start).kind for one in words]
    asked = [one for one, kind in zip(words, kinds, strict=True) if kind in (ASKING, WISH)]
    return asked or [one for one, kind in zip(words, kinds, strict=True) if kind != HEARSAY] or words


def in_background(text: str, time: tuple[int, int], spent: int | None) -> bool:
    """Whether a time is that of something in the background: nothing is asked, wished or paid in its clause. `spent`: an expense."""
    clauses = clauses_of(text)
    here = clause_at(clauses, time[0])
    said = text[here.start : time[0]] + text[time[1] : here.end]
    if _DONE.search(said) and not _THEN.search(said) and _NOW.search(text, here.end):
        return True  # 去年付过一次,今年又要住院
    then = judged_later(text, time[1]) or _THEN.search(text, here.end)
    if then or here is clauses[-1] or here.kind in (ASKING, WISH) or len(said) < 7 or _PAYS.search(said):
        return False
    if spent is None:
        return here.kind == STATUS  # 上个月在六盘水交了医保
    return not here.start <= spent < here.end


def judged_later(text: str, at: int) -> bool:
    """都是刷的我的卡,算不算违规: whether what was paid is judged behind a place in the text."""
    return _JUDGED.search(text, at) is not None


def clause_before(text: str, at: int) -> str:
    """The part of the clause that stands before a place in the text."""
    begin = max((text.rfind(mark, 0, at) for mark in "，,。？?！!；;"), default=-1) + 1
    return text[begin:at]
