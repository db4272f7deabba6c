"""Somebody else whose question the asker brings, in whose place the whole sentence is read: 我单位一名员工, 替同事问."""

from __future__ import annotations

import re
from dataclasses import dataclass

from calculator.kin import FAMILY_NAMES
from calculator.lexicon import Word

_STAFF = (
    "(?:在职|退休|离休|离退休|参保|在编|女|男|老|正式|合同制?)?"
    "(?:员工|职工|职员|工人|同事|教师|老师|干部|工作人员|退休人员|人员|会计|参保人员?|居民|村民|当事人|业主|师傅|同志)"
)
_HOUSE = "(?:单位|公司|厂|局|所|学院|院|学校|校|医院|集团|部门|支行|社区|村|街道|科室|车间|事务所|企业|机关)"
_NAME = "(?:[A-Z]某?|[张王李赵刘陈杨周吴黄徐孙胡朱高林何郭马罗郑梁谢宋唐许韩冯邓曹彭曾]某{0,2}(?![\u4e00-\u9fff]的))?"
_FRIEND = "朋友|同事|邻居|闺蜜|同学|老乡|客户|室友|战友|员工|职工|领导|老板|师傅|工友|病友|发小|房东|租客|网友|哥们儿?|姐妹"
_KNOWN = "(?:[老小][\u4e00-\u9fff]|[A-Z]|[张王李赵刘陈杨周吴黄徐孙胡朱高林何郭马罗郑梁谢宋唐许韩冯邓曹彭曾](?:某{1,2}|姐|哥|叔|姨|阿姨|大爷|大妈|师傅|总|工)?)?"
_TITLED = (
    f"(?:[{FAMILY_NAMES}](?:先生|女士|小姐|大爷|大妈|大叔|大婶|大娘|大伯|大姐|大哥|阿姨|叔叔|伯伯|奶奶|爷爷|师傅|老师|某{{1,2}})|"
    f"[老小][{FAMILY_NAMES}]|[张王李赵][三四五六])"
)
_RELATIVES = "岳|丈|公|婆|爸|妈|父|母|爹|娘|老公|老婆|丈夫|妻|媳|儿|女|孩|娃|哥|姐|弟|妹|爷|奶|姥|外|舅|姑|姨|叔|伯"
_INTRODUCED = re.compile(
    f"(?<![给帮替为])(?:(?:我们?|本|咱们?|俺们?){_HOUSE}里?(?:的|现?有|某|一|名|位|个)*|{_HOUSE}里?的?(?:有|某|一)(?:名|位|个)?)({_STAFF}){_NAME}"
    f"|(?<![给帮替为])(?:我们?|本|咱们?|俺们?){_HOUSE}里?的?有?(?:某|一)(?:名|位)([一-鿿]{{2,4}}?)(?=在|是|想|要|打算|名下|[，,])"
    f"|(?<![给帮替为])(?:某|一|有)(?:名|位)?({_STAFF})(?!医保|社保|医疗|基本|的?个人账户){_NAME}"
    f"|(?:替|代|帮)(?:一个|一位|个|我们?)?的?({_FRIEND}){_KNOWN}(?=来?(?:问|咨询|打听|提问|查))"
    f"|(?:楼上|楼下|隔壁|对门|邻居家?)?((?:[{FAMILY_NAMES}](?:姨|叔|婶|伯|奶奶|爷爷|大妈|大爷|大娘|阿姨|大姐|大哥|姐|哥))|{_FRIEND}{_KNOWN})(?:托|让|叫|请|求)我(?:来|帮忙|帮)?(?=问|打听|咨询|查)"
    f"|(?:^|[：:，,。；;])(?:我们?)?(?:{_HOUSE}里?)?的?({_FRIEND})(?!(?<=职工)医保){_KNOWN}(?=(?:在|是|有|想|要|的?医保|退休|能不能|能否)[^。？?]*(?:其|他|她|自己)的?(?:{_RELATIVES}))"
)
_ASKER = re.compile("(?:我|俺|咱)(?!"
    "们?(?:单位|公司|厂|局|所|校|院|村|社区|部门|是(?:HR|hr|人事|财务|会计|社工|网格员|经办|志愿者)|想问|想咨询|问|要问|来问|咨询))")
_TOLD = re.compile(  # a story of somebody with a name
    f"(?:^|(?<=[：:，,。；;？?]))(?:(?:在职|退休|参保)?(?:市民|居民|村民|参保人员?|职工|员工|读者|网友)|比如|例如|假如|假设|如果|有个叫)*({_TITLED})"
    "(?=的|在|是|想|有|参|退休|上班|今年|和|家|一家|因|每|要|打算|身|经常|工作|去|带|为|给|用|看|住|他|她|医保|职工|也|交|问|来|说|咨询|表示|称|反映|打电话|近|最近|已|刚|名下|现|，|,)"
)

_GIVER = re.compile("(?:^|[：:，,。])(?:他|她)[^，,。他她]{1,6}(?:职工|退休|医保|账户|卡)[^。他她]*[，,](?:想|要|能不能|能|可以|愿意|打算)*[给帮替为]$")
_PRONOUN = re.compile("[他她]")


@dataclass(frozen=True)
class Principal:
    """Where the person is brought in, the word for the person, and every later place where the person is named again."""

    start: int
    end: int
    word: str
    again: tuple[tuple[int, int], ...]


    def meant(self, text: str, pronoun: re.Match[str], owns: bool) -> bool:
        """Whether a pronoun stands for the person; `owns`: a kin word follows (其配偶). 给他 is for whoever was named last,

        unless it is that one who gives: 她妈退休了,想给她付.
        """
        first = _PRONOUN.search(text, self.end)
        same = first is not None and pronoun.group()[0] in ("其", first.group())
        before = text[self.end : pronoun.start()]
        return same and (owns or not re.search("[给帮替为]$", before) or bool(_GIVER.search(before)))

    def theirs(self, word: str) -> str:
        """领导他父亲, said of the person: 父亲."""
        rest = re.sub(f"^(?:{self.word}|{self.word[1:] or self.word})(?:的|他|她|家)?(?:的)?", "", word)
        return rest or word


def find_principal(text: str) -> Principal | None:
    """Whose question it is, where the asker brings another person's and speaks of nobody as 我."""
    found = _INTRODUCED.search(text) or _told(text)
    if not found:
        return None
    rest = text[: found.start()] + text[found.end() :]
    if _ASKER.search(rest) or re.match("[^，,。？?]{0,2}(?:说|告诉|讲|建议|推荐|让|回复|答复)", text[found.end() :]):
        return None
    word = next(group for group in found.groups() if group)
    named = re.compile(f"(?:该|此|这[名位个])?(?:{word}|员工|职工|同事|参保人)(?!医保|基本医|的?医疗|社保|个人账户)|该(?:人|同志)")
    again = tuple(one.span() for one in named.finditer(text, found.end()))
    return Principal(found.start(), found.end(), word, again)


def named(text: str) -> list[Word]:
    """Every place where the person stands, as a word for somebody: no thing is meant by 小李 in 小李能用账户吗."""
    found = find_principal(text)
    return [Word(start, end, text[start:end], "kin", found.word) for start, end in ((found.start, found.end), *found.again)] if found else []


def _told(text: str) -> re.Match[str] | None:
    """The first person with a name, if a relative or somebody else is spoken of too: 小张的妹妹住院,小张能不能付."""
    found = _TOLD.search(text)
    return found if found and re.search(f"{_RELATIVES}|太太|爱人|老伴|配偶|夫人|先生|家人", text.replace(found.group(1), "")) else None
