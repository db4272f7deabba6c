"""Where a thing is paid for: in a pharmacy, a hospital, or by network; what that makes of a medicine or a visit."""

from __future__ import annotations

import re

from calculator.lexicon import Word
from calculator.policies import Policies
from calculator.reading_clauses import is_sought
from calculator.reading_item import PREMIUMS, Expense, category_of

MEDICINES = ("买药", "药", "药费", "拿药")
BODILY = ("outpatient", "outpatient_chronic", "inpatient", "vaccine", "health_checkup", "dental", "registration_fee", "cosmetic")
_SAME = {  # other names of items that the rules name
    "流感针": "流感疫苗",
    "牙齿矫正": "正畸",
    "整牙": "正畸",
    "箍牙": "正畸",
    "矫正": "正畸",
    "戴牙套": "牙套",
    "惠民险": "惠民保",
    "普惠险": "惠民保",
    "城市惠民保": "惠民保",
    "商业保险": "商业医疗险",
    "商业险": "商业医疗险",
    "商保": "商业医疗险",
    "商业健康险": "健康险",
    "商业医疗保险": "商业医疗险",
    "狂犬针": "狂犬疫苗",
    "打狂犬": "狂犬疫苗",
    "肺炎针": "肺炎疫苗",
    "乙肝针": "乙肝疫苗",
    "取钱": "取现",
    "取出来": "取现",
    "提取现金": "提现",
    "套钱": "套现",
    "专家挂号费": "专家号",
    "挂专家号": "专家号",
}
_ONLINE = re.compile(r"网上(?!有人|都|也|说|讲|看|查|传)|线上|网购|美团|京东|饿了么|淘宝|天猫|拼多多|叮当|外卖|互联网|手机上|app|APP")
_HOSPITAL = re.compile(r"医院|保健院|康复科|理疗科|中医科|卫生院|卫生室|卫生所|门诊部|社区服务中心|社康|诊室|大夫|医生|住院部|中医馆|诊所")
PHARMACY = re.compile(r"药店|药房|大药房|药铺")
_MAILED = re.compile(  # 在平台上开药寄到家
    "(?:互联网|网上|线上|平台|手机|小程序|[Aa][Pp][Pp])[^。？?！!；;]{0,24}?(?:寄|快递|邮寄|配送|送药)(?:药)?(?:到|给|上门|过来|回|来)"
)
_RUBBED = ("推拿", "按摩", "小儿推拿", "中医推拿", "捏积")
_CHRONIC = re.compile(
    "(?:慢病|慢性病|特病|特殊病|慢特病|门慢|门特|大病)(?:的|那个)?(?:本|证|卡|资格|待遇|认定|备案)|(?:特病|慢病|慢特病|门慢|门特)(?:是|有|能|报|"
    "里|批)|(?:有|办了?|享受|开了?|走|按)(?:的)?(?:个|高血压|"
    "糖尿病)?(?:的|门诊)*(?:门慢|门特|慢特|特病|慢病|特殊(?:病|门诊))"
)
_ANY_VISIT = ("看病", "门诊", "普通门诊", "看门诊", "就诊", "看医生", "就医", "开药", "配药", "医院拿药", "医院开药", "医院买药", "医院取药",
    "门诊拿药", "门诊开药", "拿药", "买药", "换药", "复查", "复诊", "outpatient")
_DISPENSED = re.compile(
    "(?:去|到|在|从|跑)[^，,。？?！!；;、]{0,8}(?:医院|卫生院|卫生室|社区|诊所|医生那)[^，,。？?！!；;药]{0,4}(?:拿|开|取|配|领|打|输|挂|注射)(?:点|些|了|的|[一两三几]?[盒针支瓶次])*$"
)
_FETCHED = re.compile("(?:都是?|要|得)?(?:在|去|到|从)?(?:社区|医院|卫生院|卫生室|卫生所)(?:医院|里)?(?:去)?(?:拿|开|取|配|领)")  # 降压药社区拿
_FILLED = re.compile("(?:药店|药房)(?:里|去|自己)*(?:配|买|拿|取|抓)(?!不)")
_AT_COUNTER = re.compile("(?:药店|药房|大药房)(?:里)?(?:给|帮|替)?(?:他|她)?(?:买|拿|配)(?!不|过|的|了)")


def over_the_counter(text: str, plain: list[Word], policies: Policies) -> list[Word]:
    """医院开药,有一种药要在药店买: what is sold in a pharmacy, where the question says that it is bought there."""
    counter = next((found for found in _AT_COUNTER.finditer(text) if is_sought(text, found.start())), None)
    if counter is None or any(word.start >= counter.start() for word in plain):
        return plain
    sold = [word for word in plain if category_of(word, policies) not in BODILY or word.value in MEDICINES]
    visits = [word for word in plain if word not in sold and word.value not in _ANY_VISIT]
    return sold or [] if visits else sold or [Word(counter.start(), counter.end(), counter.group(), "expense", "pharmacy_drug")]


def by_network(text: str, best: Word, spent: list[Word], policies: Policies) -> Word | None:
    """网上问诊开了药,药费能走我的吗: what is bought by network, where no pharmacy or hospital is said to sell it."""
    if best.value not in ("开药", "问诊费") and category_of(best, policies) != "pharmacy_drug" or _HOSPITAL.search(clause_of(text, best)):
        return None
    found = (word for word in spent if category_of(word, policies) == "internet_hospital" and (word.end <= best.start or is_sought(text, word.start)))
    return next((word for word in found if not PHARMACY.search(text, word.end)), None)


def as_expense(text: str, best: Word, category: str, others: tuple[str, ...], policies: Policies) -> Expense:
    """The expense that a word names, with what the place of purchase makes of a general one."""
    premium, bodily = category in PREMIUMS, category in BODILY
    key = best.kind
    value = _SAME.get(best.value, best.value)
    if value in ("买药", "药", "药费", "拿药") or category == "pharmacy_drug" and _ONLINE.search(clause_of(text, best, 12)):
        clause = clause_of(text, best, 12 if value not in ("买药", "药", "药费", "拿药") else 0)
        if _ONLINE.search(clause) or _MAILED.search(text):
            key, value = "item", "线上买药"
        elif PHARMACY.search(clause):
            key, value = "expense", "pharmacy_drug"
        elif _HOSPITAL.search(clause):
            key, value = "expense", "outpatient"
        elif value == "拿药":
            key, value = "item", "买药"
    elif value == "开药" and _MAILED.search(text):
        key, value = "item", "线上买药"
    elif value == "开药" and _FILLED.search(text):
        key, value = "expense", "pharmacy_drug"  # 医生开了药,药店配的
    elif value == "体检" and re.search(r"医生(?:让|叫|要求|开)|因病|住院前|术前", text):
        key, value = "expense", "outpatient"
    elif value in _RUBBED and _HOSPITAL.search(clause_of(text, best)):
        value = "推拿治疗"  # 中医院推拿
    dispensed = _DISPENSED.search(text[: best.start]) or _FETCHED.match(text, best.end)
    if category == "pharmacy_drug" and "verdict" not in policies.items.get(value, {}) and dispensed:
        key, value = "expense", "outpatient"  # 到人民医院拿降糖药
    if _CHRONIC.search(text) and best.value != "买药" and (value in _ANY_VISIT or best.value in _ANY_VISIT and value == "outpatient"):
        key, value, others = "expense", "outpatient_chronic", ()  # 办了慢病本,到医院拿药
    return Expense(best.start, best.end, key, value, premium, bodily, others)


def clause_of(text: str, word: Word, further: int = 0) -> str:
    """The clause of a word, and some letters of the next."""
    begin = max((text.rfind(mark, 0, word.start) for mark in "，,。？?！!；;"), default=-1) + 1
    stop = min((at for mark in "，,。？?！!；;" if (at := text.find(mark, word.end)) >= 0), default=len(text))
    return text[begin : stop + further]
