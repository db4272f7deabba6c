"""Which of the days that a text names is the one it asks about; the others are told of something that was."""

from __future__ import annotations

import re

from calculator.reading_clauses import ASKING, clause_at, clauses_of, in_background, judged_later

Found = tuple[int, int, str, str]  # start, end, ISO day, note ("" if the day was said in full)
Choice = tuple[str, str]  # ISO day, what it is called

# what happened on a day in the past, not the day that is asked about: 2019年退休的, 去年绑的
_BACKGROUND = re.compile(
    r"^(?:就|刚|才|已经|的时候|我|她|他|初|底|以后|之后|起|开始|，)*(?:(?:给|把|帮)[^，,。？?！!；;能]{1,6}绑|绑|办理?了?绑|办了|"
    r"到期|退休|退的休|结婚|领证|领的证|参加工作|来的?|搬|生的|出生|生了|去世|走了|离婚|入职|换|转|毕业|"
    r"开始交|停了|断了|停缴|断缴|没交|没续|(?:买|做|打|看|配|换|住|拔)过(?:了|一)|参保|加|交的|买的房|查出|得了|确诊)"
)
# since when something goes on: 2019年起在中山交医保
_SINCE = re.compile(
    r"^(?:起|开始|以来|至今|就|一直)(?:就|一直|都)?(?:[，,](?=我|本人|俺|在))?"
    r"(?:(?!能|可以|可否|是否|行)[^，,。；;？?！!吗])*(?=[，,。；;？?！!]|$)"
)
# the coming year that a contribution is for, not the day on which it is paid: 交明年的居民医保, 2027年度的医保费
_FOR_YEAR = re.compile(
    r"^(?:度|的?[\d一二三四五六七八九十百千]+|的?(?:城乡|少儿|新|职工|个人)?(?:居民)?(?:医疗保险|医保|农合|合作医疗|社保|"
    r"参保|保费|缴费|惠民保|长护险)(?!卡|账户|个人账户|余额|政策|规定))"
)
_PAYING = re.compile("(?:交|缴|续|买)(?:一下|了|上)?$")
# the day on which a rule began, as somebody tells it: 2024年12月起近亲属都可以用
_RULE = re.compile(
    r"(?:起|开始|之后|以后|后)(?![，,])[^，,。？?！!；;]{0,30}?(?:可以|可由|能|放开|允许|扩大|扩到|实施|不能|不再|不让)"
    r"[^，,。？?！!；;]*(?<![吗么嘛不没呢])(?=[，,。；;？?！!])"
)
_WHETHER = re.compile("(?:起|开始|之后|以后|后)[^，,。；;？?！!]{0,6}(?:是不是|是否)")
# a clause that tells of something that happened, and of no payment: 嫂子前年跑了, 上个月小孩查出近视
_HAPPENED = re.compile("了|[查检]出|刚|过(?!敏|来)|结婚|领证|的$")
_PAID = re.compile(
    "花|付|刷|囤|订|领(?!证)|抢|取|交(?!通)|缴|买(?!断)|配|[看挂诊住拔镶补装种洗透]|打(?!算|电话|工|扫|架)|做(?!工|生意|饭)|拿药|开药|开了|拿了|结(?!婚)|扣|用|报|"
    "生(?=孩|娃|了|产)|手术|治|拍|体检|[化放]疗|能|可以|行|钱|费|卡|元|块|药|医|转|绑|共济|余额|账户|抢救|急"
)
# a clause that tells of something else than what is paid: 2021年随子女迁居杭州, 今年九月上的幼儿园, 2015年中风
_EVENT = re.compile(
    "搬|迁|嫁|调[到去来]|转[到去来]|过来|回[来到了的]|来到|上[的了]?(?:幼儿园|小学|[一二三四五六]年级|[初高][一二三]|初中|高中|中学|大学|班)|入学|毕业|考上|中风|偏瘫|瘫痪|脑梗|确诊|[查发][出现]|摔|崴|骨折|"
    "[跑走][了的]|去世|不在了|离婚|结婚|领证|订婚|[去来]问|问[了说]|咨询|打电话|听说|[入离]职|下岗|买断|改制|破产|倒闭|失业|怀|参加工作|出生|满月|出国|当兵|入伍"
)
_SPENT = re.compile(
    "花|付|刷|[交缴](?!通)|买|配|住的?院|看(?:病|门诊|急诊|牙|眼|中医|医生|专家|[了的])|挂号|手术|疫苗|打[了的过]?针|[拔镶种]|补牙|透析|[化放]疗|体检|检查(?!出)|"
    "做[了的过]|拍|结账|结了|扣|报销|(?<!说)可以|(?<![说不])能|用|药|治|费|元|块|钱"
)
_THEN = re.compile("当时|那时|那会|那天|到时|[合违]规")
# a clause that asks about today, after a day that is only told: 去年12月交的,今年还能吗
_NOW = ("今天", "今日", "今儿", "今晚", "今早", "今晨", "现在", "目前", "如今", "当前", "眼下", "这个月", "本月", "这周", "今年")
_ASKS = re.compile("能|可以|行|可否|是否|[吗么嘛呢不没]$")
_MARK = re.compile("[，,。；;？?！!]")
_GLOSS = re.compile("(?:那天|那会儿?|的时候|期间)?[，,(（]?(?:也?就是|即|准确(?:地)?说是|具体是|应该是)")
_ABOUT = re.compile("(?:前后|左右|那会儿?|那几天|那阵子?)?吧?(?=[，,。；;)）])")
# a payment that was, before a clause that begins anew: 去年给外婆付过门诊,今年换了单位
_WAS = re.compile("过|了|[刷用花付交扣做买看打拔配]的|的$|出院|[领拿收]到")
_ANEW = re.compile(
    "(?:^|[，,。；;？?！!])[^，,。；;？?！!]{0,8}?(?:今天|今年|现在|如今|眼下|目前|这次|这回|这个月|下个?月|下周|明天|后天|明年|又|再|还想|还能|还要|还可以|接着|继续)"
    "(?![^，,。；;？?！!]{0,4}(?:才|知道|听说|发现|看到|说|通知))"
)
_JUDGED = re.compile("合规|违规|合法|违法|算不算|退|补|追|处罚|罚|要紧|有事|通知")


def chosen(text: str, found: list[Found], on: str | None, spent: int | None) -> tuple[Found | None, list[Choice]]:
    """The day that is asked about, and the days to choose from where that is open. `found`: in order; `spent`: where an expense is named."""
    asked = [day for day in _without_glosses(text, found) if _is_asked(text, day, on, spent)]
    near = [day for day in asked if text[day[0] : day[1]] in _NOW]
    others = [day for day in asked if day not in near]
    others = [day for day in others if not (on and day[2] < on and _is_precedent(text, day))]
    now = next((day for day in near if others and _asks_now(text, day, others)), None)
    best = now or min(others or near, default=None)
    if best is None or best in near:
        return best, []
    if len({day[2] for day in others}) > 1:
        return best, [(day[2], text[day[0] : day[1]]) for day in others]
    return best, _open(text, best, on)


def _without_glosses(text: str, found: list[Found]) -> list[Found]:
    """去年国庆,也就是2025年10月3号: the day that is said again, exactly, is one; 6月15号,端午前后吧 as well."""
    left: list[Found] = []
    for day in found:
        joint = text[left[-1][1] : day[0]] if left else ""
        if left and _GLOSS.fullmatch(joint):
            left[-1] = day if len(day[3]) <= len(left[-1][3]) or "没有说" in day[3] else left[-1]
        elif not (left and joint in ("，", ",", "(", "（") and _ABOUT.match(text, day[1])):
            left.append(day)
    return left


def _is_precedent(text: str, day: Found) -> bool:
    """Whether something was paid on a day that is over, and a later clause asks about the next time."""
    clauses = clauses_of(text)
    here = clause_at(clauses, day[0])
    rest = text[here.end :]
    anew = _ANEW.search(rest)
    if here.kind == ASKING or anew is None or _JUDGED.search(rest) or not _WAS.search(text[here.start : here.end].rstrip("，,。；;！!")):
        return False
    return bool(re.search("能|可以|行|可否|是否|想|要|打算|准备|[吗么嘛呢不]$", rest[anew.start() :].rstrip("？?")))


def _is_asked(text: str, day: Found, on: str | None, spent: int | None) -> bool:
    """Whether the day is asked about: not one on which something was, or a year that is paid for, or when a rule began."""
    start, end, value, _ = day
    if not (on and value > on) and in_background(text, (start, end), spent):
        return False
    rule = _RULE.match(text[end:]) and not _WHETHER.match(text[end:])
    if rule or _BACKGROUND.match(text[end:]) or _SINCE.match(text[end:]) and not (on and value > on) or re.search("生日(?:是|在)?$", text[:start]):
        return False
    rest = f"{_MARK.split(text[:start])[-1]} {_MARK.split(text[end:])[0]}"
    then = _THEN.search(text) or judged_later(text, end)
    if not then and (len(rest) > 2 and _HAPPENED.search(rest) and not _PAID.search(rest) or _EVENT.search(rest) and not _SPENT.search(rest)):
        return False
    year = on and value[:4] >= on[:4] and text[start:end].endswith(("年", "年度"))
    return not (year and (_FOR_YEAR.match(text[end:]) or text[end : end + 1] == "的" and _PAYING.search(text[:start])))


def _asks_now(text: str, near: Found, others: list[Found]) -> bool:
    """昨天刚绑的,今天能用吗; 之前能刷,现在还能刷吗: the clause with 今天 comes after the other days, and asks alone or again."""
    last = max(end for _, end, _, _ in others)
    told, asked = _MARK.split(text[last : near[0]])[0], _MARK.split(text[near[1] :])[0]
    if re.search("说|讲|退|补|通知|违规", asked):
        return False  # 去年交了,现在说不行要退?
    if last > near[0] or not _MARK.search(text[last : near[0]]) or not _ASKS.search(asked):
        return False
    return bool(re.match("[还也又]", asked)) or not _ASKS.search(told) or "吗" in asked and "吗" not in told


def _open(text: str, day: Found, on: str | None) -> list[Choice]:
    """The days to choose from after a past year or season, in which the rules may have changed."""
    start, end, value, note = day
    if on and value >= on or not re.search("只说到年，|之?以?[前后]”按|年中”按|半年”按|季度?”按|[春夏秋冬]天”按|假”按", note):
        return []
    if "只说到年，" in note:
        return [(f"{value[:4]}-{rest}", f"{int(value[:4])} 年{name}") for rest, name in (("01-01", "初"), ("07-01", "中"), ("12-31", "底"))]
    return [(value, text[start:end])]
