"""What is paid, as one finding; words for it whose halves stand apart; things that no vocabulary has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from calculator.lexicon import Word
from calculator.policies import Policies

PREMIUMS = ("resident_premium", "employee_premium")
_COUNT = (
    r"(?:[一两二三四五六七八九十半几多好\d]+来?个?(?:颗|个|次|回|趟|天|晚上?|周|月|星期|礼拜|年|小时|瓶|针|副|张|台|管|套|盒|服|付|片|组|支|罐|袋|"
    r"把|辆|双|盘|条|根|口|排)?(?:的|了)?)"
)
_BETWEEN = rf"(?:了|咗|掉|完|上|去|的|个|颗|整|满|一?下|那|这|{_COUNT})*"
_TEETH = "(?:(?:[烂坏蛀虫乳门大小后前槽断残]|里面的|上面的|下面的|满口|半口|全口)*)"
_PARTED = re.compile(  # a verb and its noun: both together are a word for an expense
    rf"(?P<verb>[补拔种镶洗看治装安]){_BETWEEN}{_TEETH}(?P<noun>牙)(?![刷膏线医科])|"
    rf"(?P<verb2>[打输挂看住入抽验查拍开换拆配抓拿照缝]){_BETWEEN}(?:老|小|大|破|门诊)?(?P<noun2>吊针|点滴|针|液|水|病(?![房历人友])|"
    rf"院(?![士长子墙落区])|血(?![压糖脂氧])|片(?![区])|刀|线(?!上|下)|药(?![店房铺])|眼镜|中医|西医|医生|大夫)"
)
_COUNTED_TEETH = re.compile(r"(?<!刷)牙[^。？?！!；;牙]{0,12}?(?P<verb>[种补镶拔])(?:了|掉|上)?[一二两三四五六七八九十几多好\d]+来?颗")  # 牙不好要种两颗
_PRODUCT = re.compile(  # 安惠保, 惠蓉保, 买份齐鲁保: a city's own insurance
    "(?:(?![买给我他她的了份个上交入办投和跟或优实])[\u4e00-\u9fff])?(?<![优实])惠[\u4e00-\u9fff]{0,2}保(?![险障护姆证健养管留])|"
    "(?:买|投|续|入|参加|办|交)(?:了|个|份|一份|上|点|的|那个|这个|那种)*(?P<name>(?!给|我|他|她|"
    "不)[\u4e00-\u9fff]{1,3}(?:[康民健益联利快丽城鲁爱福安乐京]|岛[eE])保|"
    "[\u4e00-\u9fff](?<![全一他她我自大婆娘国])家医保)(?![险障护姆证健养管留])"
)
_ALIKE = {"看中医": "看医生", "看西医": "看医生", "照片": "拍片"}
_GETS = re.compile(
    rf"(?:(?<![买购外])(?:买|购买|购置|购|租|添置|置办)|(?<![分匹支搭调婚])配(?!合|偶|对|送|置|图|方))(?:了|过|到|点|些|个|的|{_COUNT}|那种|这种|什么)*+"
    r"(?P<thing>[A-Za-z]*(?:(?!能|可以|可不|可否|行[吗么不]|[吗么嘛吧呢啊呀]|用我|用俺|用他|用她|用自|用老|用医|合规|违规|合法|违法|算|刷|从|走|花|扣|给|是|要|多少|不|"
    r"没|了|医保|个人|账户|还|都|和|跟|与|及|我|俺|他|她|你|您|"
    r"在|到|去|来|后|时|这|那|过|得|着|啥|什么|哪|点|些|为|因|的|有|就|再|又|也|回|完|起|想|帮|替|够|吃|钱|贵|便宜|好|药店|医院|东西|"
    r"自己)[\u4e00-\u9fff]){2,8})"
)
_FEE = re.compile(r"(?P<thing>[\u4e00-\u9fff]{2})费(?![用者力心劲])")
_ASKED_FOR = re.compile(  # 我妈住院,束缚衣能刷我的吗
    r"(?:^|"
    r"[，,。；;！!？?])(?P<thing>(?:(?![我他她它你您咱俺那这当时候现在问说讲店窗口处院医保账户个人钱卡谁哪到底请能可不没是还也都会自费部分以前之后就又再想要给帮替用上买完剩下性次网线本回来去过年月天日家])[\u4e00-\u9fff]){2,6})"
    r"(?:也|都)?(?:能不能|可不可以|能|可以|可否)(?:用|刷|走|从|花|拿|报|买)"
)
_NO_THING = re.compile("^(?:[绑真外异省]|跨)|显示|提示|(?:[室所站厅的]|医院|药店)$")  # 外省能用吗, 村卫生室能刷, 绑了真能刷
_NOT_GOT = re.compile(
    "^[一二两三四五六七八九十百千万零半几多]{2,}|^(?:不起|断|卖|房|屋|车|单间|公寓|商业|股票|基金|五险|六险|工伤|职工|城镇|城乡|农村|居民|养老|"
    "新农)"
)
_OF_IT = re.compile("[^，,。？?！!；;能可]{0,6}")
_ANY_FEE = re.compile(
    "[自免公花浪缴交收消续付退补垫全报保险欠的扣]$|护理|训练|材料|器械|耗材|检验|监护|药品|西药|诊疗|注射|氧气|输氧|影像|放射|药|医药|医疗|各种|这些|那些|[这那][个笔]|服务|部分|"
    "全部|所有|剩下|余下|一切|多少|我的|他的|她的|个人|学杂|参保|医保|养老|抚养|赡养|生活|社保|保险|本人|相关|其他|其它|自理|自付|自负"
)

_PART_OF = re.compile(  # 住院期间的营养餐能
    r"(?:期间|时|的时候|以后|后|用)?的(?P<thing>[\u4e00-\u9fff]{2,6}?)(?=(?:他|她|我|这)?(?:能|可以|可不可以|可否|用我|刷我|从我|走我|怎么付|怎么刷))"
)
_ANY_PART = re.compile(
    "[钱费账款单位药医额人病百千万块多]|部分|花销|开销|花了|一共|总共|剩|余|自|报|那天|时候|话|情况|事|[爸妈爹娘爷奶公婆哥弟姐妹儿女孩娃]|现在|是不是|到底|以前|已经"
)


@dataclass(frozen=True)
class Expense:
    """An expense read: `key` item or expense and its value; premium: it is a contribution; bodily: done to the patient.

    `others`: what else is asked about in the same breath. `late`: it was paid before, and is to be charged afterwards.
    """

    start: int
    end: int
    key: str
    value: str
    premium: bool = False
    bodily: bool = False
    others: tuple[str, ...] = ()
    late: bool = False


def category_of(word: Word, policies: Policies) -> str:
    """The category of an item or expense word; empty for one whose meaning is asked."""
    if word.kind == "expense":
        return word.value
    item = policies.items.get(word.value)
    unclear = policies.item_ambiguous.get(word.value, {})
    return str(item["category"] if item else unclear.get("default", ""))


def parted(text: str, words: list[Word], policies: Policies) -> list[Word]:
    """The words, with those whose halves stand apart: 补了两颗牙, 打了三天的针."""
    more = []
    for match in _PARTED.finditer(text):
        name = (match["verb"] or match["verb2"]) + (match["noun"] or match["noun2"])
        name = _ALIKE.get(name, name)
        if name in policies.items or name in policies.item_ambiguous:
            more.append(Word(match.start(), match.end(), match.group(), "item", name))
    for match in _COUNTED_TEETH.finditer(text):
        more.append(Word(match.start("verb"), match.end(), match.group()[match.start("verb") - match.start() :], "item", f"{match['verb']}牙"))
    for match in _PRODUCT.finditer(text):
        name = match.group("name") or match.group()
        more.append(Word(match.end() - len(name), match.end(), name, "item", "惠民保"))
    apart = [word for word in more if not any(one.start <= word.end and word.start < one.end for one in words)]  # 打两针九价
    return sorted([*words, *apart], key=lambda word: word.start) if apart else words


def unread(text: str, words: list[Word]) -> int:
    """Where a thing is bought, or a fee is named, that no vocabulary has; -1 if there is none."""
    found = [match for match in _GETS.finditer(text) if not _NOT_GOT.search(match["thing"])]
    found += [match for match in _FEE.finditer(text) if not _ANY_FEE.search(match["thing"])]
    found += [match for match in _ASKED_FOR.finditer(text) if not _NO_THING.search(match["thing"])]
    for word in words:
        part = _PART_OF.match(text, word.end) if word.kind in ("item", "expense") else None
        found += [part] if part and not _ANY_PART.search(part["thing"]) else []
    for match in found:
        start, end = match.span("thing")
        if not any(start < word.end and _OF_IT.fullmatch(text, end, max(end, word.start)) for word in words):
            return start
    return -1
