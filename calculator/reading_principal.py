"""Somebody else whose question the asker brings, in whose place the whole sentence is read: 我单位一名员工, 替同事问."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STAFF = (
    "(?:在职|退休|离休|离退休|参保|在编|女|男|老|正式|合同制?)?"
    "(?:员工|职工|职员|工人|同事|教师|老师|干部|工作人员|退休人员|人员|会计|参保人员?|居民|村民|当事人|业主|师傅|同志)"
)
_HOUSE = "(?:单位|公司|厂|局|所|学院|院|学校|校|医院|集团|部门|支行|社区|村|街道|科室|车间|事务所|企业|机关)"
_NAME = "(?:[A-Z]某?|[张王李赵刘陈杨周吴黄徐孙胡朱高林何郭马罗郑梁谢宋唐许韩冯邓曹彭曾]某{0,2}(?![\u4e00-\u9fff]的))?"
_INTRODUCED = re.compile(
    f"(?<![给帮替为])(?:(?:我们?|本|咱们?|俺们?){_HOUSE}里?(?:的|现?有|某|一|名|位|个)*|{_HOUSE}里?的?(?:有|某|一)(?:名|位|个)?)({_STAFF}){_NAME}"
    f"|(?<![给帮替为])(?:我们?|本|咱们?|俺们?){_HOUSE}里?的?有?(?:某|一)(?:名|位)([一-鿿]{{2,4}}?)(?=在|是|想|要|打算|名下|[，,])"
    f"|(?<![给帮替为])(?:某|一|有)(?:名|位)?({_STAFF})(?!医保|社保|医疗|基本|的?个人账户){_NAME}"
    "|(?:替|代|帮)(?:一个|一位|个|我)?的?(朋友|同事|邻居|闺蜜|同学|老乡|客户|室友|战友|员工|职工)(?=来?(?:问|咨询|打听|提问))"
)
_ASKER = re.compile("(?:我|俺|咱)(?!"
    "们?(?:单位|公司|厂|局|所|校|院|村|社区|部门|是(?:HR|hr|人事|财务|会计|社工|网格员|经办|志愿者)|想问|想咨询|问|要问|来问|咨询))")

_PRONOUN = re.compile("[他她]")


@dataclass(frozen=True)
class Principal:
    """Where the person is brought in, the word for the person, and every later place where the person is named again."""

    start: int
    end: int
    word: str
    again: tuple[tuple[int, int], ...]


    def meant(self, text: str, pronoun: re.Match[str], owns: bool) -> bool:
        """Whether a pronoun stands for the person; `owns`: a kin word follows (其配偶). 给他 is for whoever was named last."""
        first = _PRONOUN.search(text, self.end)
        same = first is not None and pronoun.group()[0] in ("其", first.group())
        return same and (owns or not re.search("[给帮替为]$", text[: pronoun.start()]))


def find_principal(text: str) -> Principal | None:
    """Whose question it is, where the asker brings another person's and speaks of nobody as 我."""
    found = _INTRODUCED.search(text)
    if not found:
        return None
    rest = text[: found.start()] + text[found.end() :]
    if _ASKER.search(rest) or re.match("[^，,。？?]{0,2}(?:说|告诉|讲|建议|推荐|让|回复|答复)", text[found.end() :]):
        return None
    word = next(group for group in found.groups() if group)
    named = re.compile(f"(?:该|此|这[名位个])?(?:{word}|员工|职工|同事|参保人)(?!医保|基本医|的?医疗|社保|个人账户)|该(?:人|同志)")
    again = tuple(one.span() for one in named.finditer(text, found.end()))
    return Principal(found.start(), found.end(), word, again)
