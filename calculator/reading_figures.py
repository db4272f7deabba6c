"""The figures and plain facts of a sentence: amounts, balance, people already bound, designated or not."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from calculator.reading_clauses import asks
from calculator.reading_mentions import Mention

Fact = tuple[int, int, str, object]  # start, end, key, value

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000, "k": 1000, "K": 1000, "万": 10000, "w": 10000, "W": 10000}
_MEASURE = "(?:[颗台针盒次瓶套副支把辆粒袋贴条张份回趟包箱罐双只件板卷桶]|疗程)"
_NUMBER = (  # of two digits in a row the second counts what the price is for: 三千二一颗, 三百一针
    rf"(?:(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?|(?:[一二两三四五六七八九]?[十百千万][零〇]?)+(?:[一二三四五六七八九](?!{_MEASURE}))?|"
    rf"[零〇一二两三四五六七八九]+)"
)
_AMOUNT = re.compile(
    rf"({_NUMBER})(?:(万|千|百|w|k|W|K)(?:([一二三四五六七八九1-9])(?!个(?!账)|[\d.十百千万位人年月岁天次盒])|"
    rf"({_NUMBER}))?)?(?:多|来|余|出头|左右|几)?(元钱|元|块钱|块|圆|刀乐|大洋)?(?:多|左右|钱)?"
)
_BALANCE = re.compile(
    r"(?:余额|账户里?面?|卡里?面?|卡上|卡内|卡头|账户头|里面|里头|里边|(?<!交)(?<!缴)(?<!买)医保(?=还有|还剩|有)|还剩|剩下的?|剩余的?|剩的?|"
    r"[攒存]了[一二两三四五六七八九十几\d]+多?个?[年月]|攒了|攒|存了|"
    r"积了|结余|账上|个账|医保里|医保上|积累|共有)(?:的钱|的余额|里|上|面|我)?(?:还|一共|总共|加起来|合起来|合计|拢共|尚|闲|趴|躺|放|"
    r"目前|现在|大概|差不多|就|只|才|也|都|快|刚好|正好|倒是?|确实)*(?:有|是|剩|存了?|攒了?|进了?|余额|余|约|够|为|:|：|得不多|不多|"
    r"余|显示|写着|查出来)*(?:着|了|就|个|的|将近|大约|大概|约|快|差不多|小)*$"
)
_UNSPENT = re.compile(
    "(?:卡|账户|个账|余额|医保)(?:里|上)?(?:的?钱)?(?:一直|都|也|还|从来|基本|几乎|平时|没怎么)*(?:没|不|放|闲|攒|存|有钱)"
    "[^，,。？?！!；;]{0,8}[，,](?:大概|差不多|有|约|也就|总共|共)*$|(?<!没有)余额[^，,。？?！!；;]{0,8}在[^，,。？?！!；;]{1,6}[，,](?:大概|"
    "差不多|有|约|也就|总共|共|还)*$|[卡户][^，,。？?！!；;]{0,8}[，,](?:攒|存)[^，,。？?！!；;]{0,8}[，,](?:大概|差不多|有|约|也就|总共|共)*$"
)
_TAKEN_FROM = re.compile("(?:用|拿|花|刷|从|把|将)[^，,。？?！!；;]{0,8}[里上]的$")
_OWNED = re.compile(r"(?:卡|账户|个账|医保)(?:里|上)?(?:还|也)?[，,](?:还|也|总共|一共)*(?:有|剩)(?:个|了|着|将近|大概|差不多)*$")
_HAS = re.compile(r"(?:我|俺|他|她|[爸妈爹娘公婆爷奶哥姐弟妹])(?:的|那边|这边|那里|这里|自己)?(?:还|也|倒)*(?:有|剩)(?:个|着|将近|大概|差不多|小)*$")
_ONLY = re.compile("^(?:只|就|才|还|总共|一共)(?:有|剩)(?:个|了|将近|大概|差不多)*$")  # 卡里钱不够,只有四百
_OWN_SHARE = re.compile("[块元钱]*(?:还)?没(?:结|付|交|给)|(?:要|得|都|还要|需要|归)*(?:自己|个人|自费|自付|自掏|我)(?:掏|出|付|承担|负担|来)?")
_KEPT_IN = re.compile("卡|账户|个账|余额")
_BEFORE_SUM = re.compile(  # a bare number after one of these is a sum
    r"(?:花了?|花费|要|需要|价格|价|听说(?:要)?|报价|一共|总共|共|得|余额|里有|还有|还剩|剩的?|个账|账户|卡里|卡上|医保|[年月季次]卡|会员卡|保费|惠民保|"
    r"[一每]个?(?:月|年|人|天|次|针|套|副|台|瓶|盒)|共计|标价|卖|"
    r"付了?|自[付费]的|部分的?|交了?|刷了?|拿|转了?|划了?|充了?|扣了?|返了?|到账|现金|进了?|打了|垫付?了?|欠了?|掏了?|攒了?|存了?|的钱|结账|结了|"
    r"用了|[一两二三四五六\d]针|"
    r"买了?[个台把辆副支]?|押金|费|费用|计|椅|机|仪|器|疫苗)(?:那|这|显示|是|有|约|大概|大约|差不多|就|刚好|正好|:|：)?$"
)
_EACH = re.compile(rf"[一每]个?(?:{_MEASURE}|[片天晚])(?:个人|自己|自付|大概|差不多|得|要|才|就|卖|出|掏|付|收|花|是)*$")
_EACH_ONE = re.compile(rf"[一每]个?{_MEASURE}(?:的)?[\u4e00-\u9fff]{{1,4}}$")  # 一颗烤瓷2800
_EACH_AFTER = re.compile(rf"(?:一|每|/|1)(?:{_MEASURE}|[片天晚年])")
_SPENT = re.compile(  # a number in letters after one of these is a sum
    "(?:花|掏|付|出|交|收|卖|扣|垫|刷|自费|自付|共|费用?|价格?)(?:了|掉|去)?(?:将近|大概|差不多|快|小|是|要|就|才|得)?$"
)
_EMPTY = re.compile("(?:余额|账户|卡里|卡上)(?:里|上)?(?:的钱)?(?:已经|都|现在)?(?:为|是|成了?|变成)(?:零|0(?![\\d.]))")  # 余额为零
_JOINT_SUM = re.compile("(?:加|合)起来")  # of two accounts
_YEARLY = re.compile("(?:[交缴收]|一份|每人)[^，,。？?！!；;]{0,4}(?:每年|一年)(?:是|要)?$")  # 交一份每年六十
_LOOSE = re.compile("十[一二两三四五六七八九]?[百千]|百[一二两三四五六七八九]?千")  # 五十一百: from fifty to a hundred
_OF_A_SET = re.compile("的(?:套餐|套系|疗程|那种|那款|项目|课)")  # 1280的套餐
_PRICED_CARD = re.compile(
    "(?:[年月季次课球泳浴疗]|会员|购物|银行|工资|信用|健身|瑜伽|美容|体检|养生|办[了过]?[张个]?|"
    "(?:办|充|买)(?:了|过)?一?[张个][^，,。？?！!；;]{0,8})卡(?:里|上)?[^，,。？?！!；;]{0,4}$"
)  # 健身房年卡2888 is no balance
_GIVEN = re.compile("(?:转|划|打|汇|发)(?:账)?给[^，,。？?！!；;]{1,6}$")  # 转给弟弟500
_COUNTED = re.compile(r"[年月日号个位人名岁天次盒针片粒支价%种家楼张口米斤公里步倍度分顿回趟折级期/.-]|毫|小时|周岁|了")
_INCOME = re.compile(
    r"(?:月薪|年薪|工资|收入|退休金|养老金|低保|房租|房贷|彩礼)(?:每个?月|一个?月|每年|一年|要|得|还)*(?:只|才|有|就|是|大概|大约|差不多|不到|也就)*$|"
    r"(?:一年|每年|每个?月|一个?月)[^，,。？?！!；;]{0,4}?(?:才|就|只|大概|能)*(?:进账?|打|返|划|到账|入账)(?:了|个)?$"
)
_AFTER_CLAIM = re.compile("报(?:销)?(?:(?:完|了|过)?(?:以|之)?后|完)(?:还|个人|自己|要|得|剩|自付|付|出|是|也要|就|大概|差不多)*$")
_LEFT = re.compile("(?:还剩|剩下的?|剩余的?|剩的?)(?:还|大概|差不多|有|要|了|个|约)*$")  # of a bill, where 报了 stands before
_BALANCE_AFTER = re.compile(r"^(?:的)?(?:余额|结余|在卡里|在里面|在账户|在医保卡)")
_BEFORE_NOW = re.compile("(?:去年|上次|上回|前年|之前|以前)[^。？?！!；;]*[付交花住买刷]过[^。？?！!；;]*$")
_NOW = re.compile("今年|这次|这回|现在")
_BOUND = re.compile(
    r"(?:已经?|现在|目前|之前|名下|一共|总共)?(?:绑定?|共济)(?:给)?(?:了|过|的有|好了|上)?(?:有)?(?:家人|"
    r"亲属|亲戚|人|我的?家人)?(?:(?:还有|[^，,。？?能可再还]){1,14}?)?(?<![第头])(\d{1,3}|[一二两三四五六七八九十]{1,3}|"
    r"俩|仨)(?:个|位|人|名|口)?(?:人|家人|亲属|亲戚)?了?"
)
_FULL = re.compile(  # every place is taken
    r"(?:名额|位置)(?:一共|总共|只|就)?(?:有|是)?(\d{1,2}|[一二两三四五六七八九十])个[^，,。？?！!；;]{0,4}(?:满|用完|用光|占完|占了)|"
    r"(\d{1,2}|[一二两三四五六七八九十])个(?:人的?)?(?:名额|位置)[^，,。？?！!；;]{0,4}(?:满|用完|用光|占完|占了)|"
    r"(\d{1,2}|[一二两三四五六七八九十])(?:个|名|位)(?:家人|家属|亲属|亲戚|人)?(?:都|已经?)?被(?:我|本人|俺)(?:给)?绑|"
    r"绑满(?:了)?(\d{1,2}|[一二两三四五六七八九十])个"
)
_NAMES_BOUND = re.compile(
    r"(?:名下|已经)(?:有|绑)(\d{1,3}|[一二两三四五六七八九十]{1,3}|俩|仨)(?:个|位|名)?(?:人|"
    r"家人|亲属)?(?:被?绑|在共济|共济)?"
)
_DONE_FOR = re.compile(
    r"(?:已经?(?:给|为|帮|把|将)[^，,。？?！!；;能可]{0,24}?|(?:给|为|帮))(\d{1,2}|[一二两三四五六七八九十]|俩|仨)"
    r"(?:个|位|名)?(?:人|家人|亲属|亲戚)?(?:都|已经?)?(?:做|弄|办理?|开通?|设置?)(?:了|过|好)"
)
_LIST_BOUND = re.compile("(?:绑定?|共济)(?:给)?(?:了|着|过|的是|的有|好了?)(?P<whom>[^，,。？?！!；;能可再]{3,20})")
_JOINT = re.compile("(?:[、和跟与及]|还有|以及)?(?:我|俺|她|他)?的?(?:(?:\\d|[一二两三四五六七八九])个)?")
_COUNT_OF, _COUNT_AT = re.compile(r"(\d|[一二两三四五六七八九])个$"), re.compile(r"(俩|仨|(?:\d|[一二两三四五六七八九])(?=个))")
_COUPLE = re.compile("爸妈|爹妈|爹娘|父母|公公婆婆|公婆|爷爷奶奶|外公外婆|姥姥姥爷|姥爷姥姥|岳父母")
_YET_ANOTHER = re.compile("再[给加绑让]|还[能想可要]|也[能想可要]|又[想要]|另外")
_OF_ACCOUNT, _ENOUGH = re.compile("(?:医保|账户|个账|卡)(?:里|上|里面)?(?:才|就|只|那)?$"), re.compile("[块元]?钱?够")  # 我医保三万够吗
_PRICE = re.compile("[1-9]\\d{1,4}")  # 阿胶598
_NONE_BOUND = re.compile(r"(?:还没有?|没有?|从来没|一个都没|从没)(?:有)?绑(?:定)?(?:过)?(?:人|别人|任何人|家人|过)")
_BOUND_BY_MANY = re.compile(
    r"(?:已经?)?被(?:[^，,。？?能]{1,12}?)?(\d{1,2}|[一二两三四五六七八九十]|俩|仨)(?:个|位|名)?(?:人|职工|家人|子女|孩子|儿子|女儿|"
    r"[哥姐弟妹]{1,2})?(?:都|已经)?(?:给)?绑"
)
_MANY_BIND = re.compile(  # 有两个人绑她了
    r"(\d{1,2}|[一二两三四五六七八九十]|俩|仨)(?:个|位|名)?(?:人|家人|职工|子女|孩子|儿女)?(?:都|已经?|在|给)*(?:(?:绑定?|共济)(?:了|着|过|"
    r"给)?(?:他|她)|给(?:他|她)(?:绑|共济|办))"
)
_BOUND_BY = re.compile(
    r"(?:已经?)?(?:被|让)(?!我(?:绑|给绑))(?:[^，,。？?能]{1,8}?)(?:给)?(?:绑定|绑)(?:了|过|"
    r"着|上|走|去|掉)|已经?(?:绑|挂)在(?!我(?:的)?(?:名下|这|医保|账户|卡))[^，,。？?]{1,8}?(?:名下|"
    r"那里|那儿|账户|卡|医保|上)"
)
_BOTH_BIND = re.compile(  # 我和我哥都给我爸绑了
    r"(?:[我俺咱](?:和|跟|与)|(?:和|跟|与)[我俺咱]|[我俺咱]们?[俩两]|两个?人|[爸妈爹娘][爸妈爹娘]|"
    r"[哥姐弟妹][^，,。？?！!；;]{0,2}[哥姐弟妹])[^。？?！!；;能]{0,12}都(?:已经?)?(?:(?:给|把|帮|将)[^，,。？?！!；;能]{1,5}(?:绑定?|共济)(?:了|"
    r"上|过|好)|绑定?[了过][我俺他她])"
)
_BOUND_BESIDE = re.compile(
    r"[爸妈哥姐弟妹公婆母父爷奶儿女伯叔嫂](?:也|已经?|早就|先|都|就)+(?:给|把|帮)[^，,。？?！!；;能]{1,4}绑定?(?:了|上|过|好)|"
    r"[爸妈哥姐弟妹公婆母父爷奶儿女伯叔](?:已经)?绑定?(?:了|过)(?:我|俺)?[^，,。？?]{1,4}[，,](?:那|那么)?(?:我|俺)(?:再|还|也)"
)
_NOT_DESIGNATED = re.compile(
    r"(?:不是|并非|非|没有?|不属于|不算)(?:医保)?的?定点|非医保定点|不能刷医保的?(?:药店|医院|"
    r"诊所|药房)|不支持医保的?(?:药店|医院|诊所)|没(?:有)?(?:接|开通)医保的?(?:药店|医院|诊所)|(?:药店|药房|诊所|医院)(?:也|又|还)?没(?:有)?(?:接|"
    r"开通|接入|联)?(?:上)?医保(?!卡|账户|的钱|码|额度)|"
    r"没有?医保(?:资质)?的(?:药店|诊所|医院)|黑诊所"
)
_UNSURE_DESIGNATED = re.compile(
    r"(?:不知道|不清楚|不确定|没搞清楚?)[^，,。？?]{0,6}(?:是不是|是否)[^，,。？?]{0,4}定点|"
    r"(?:是不是|是否|算不算)[^，,。？?]{0,4}定点[^，,。？?！!；;]{0,6}(?:不知道|不清楚|不确定|没问|说不准)"
)
_DESIGNATED = re.compile(
    r"(?<![是不])(?:是|属于)?(?:医保)?定点(?:的)?(?:药店|医院|药房|机构|诊所|医疗机构|零售药店|"
    r"口腔|单位)|是(?:医保)?定点(?:的)?(?!吗|么)"
)


def money(text: str, people: list[Mention] | None = None, donor: Mention | None = None, things: Collection[int] = ()) -> list[Fact]:
    """The first amount and the donor's first balance, in yuan. `donor` None is the asker; `things`: where words of expenses end."""
    found: dict[str, Fact] = {}
    for match in _AMOUNT.finditer(text):
        value = _value(match)
        price = match.start() in things and _PRICE.fullmatch(match.group()) and not _COUNTED.match(text, match.end())
        if not (price or _is_money(text, match)) or _INCOME.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if text[match.start() - 1 : match.start()] in ("几", "数", "第") or _LOOSE.search(match.group()):
            continue  # 几十块
        jiao = re.match("[一二三四五六七八九1-9](?![十百千万个次起直天针支盒晚趟月年瓶片颗\\d])", text[match.end() :]) if match.group(5) == "块" else None
        value = round(value + (_DIGITS.get(jiao.group()) or int(jiao.group())) / 10, 2) if jiao else value  # 三百块五
        before = re.split(r"[，,。？?！!；;]", text[max(0, match.start() - 16) : match.start()])[-1].rstrip("¥")
        billed = re.search("报(?:销)?(?:完|了|过)", text[: match.start()]) or _OWN_SHARE.match(text[match.end() :])
        if _LEFT.search(before) and billed and not _KEPT_IN.search(before):
            found["amount"] = (match.start(), match.end(), "amount", value)  # 医保报了9000,剩4000
            continue
        kept: object
        kept = _BALANCE.search(before) and not re.search(r"报(?:销)?(?:完|了|后|过)|剩下要|自付|自费", before) or _BALANCE_AFTER.match(text[match.end() :])
        kept = kept or (_HAS.search(before) or _ONLY.search(before)) and _KEPT_IN.search(text[: match.start()])
        kept = kept or _OF_ACCOUNT.search(before) and _ENOUGH.match(text, match.end())
        kept = kept or _OWNED.search(text[: match.start()]) or not before.strip("大概差不多有约也就共总") and _UNSPENT.search(text[: match.start()])
        if kept and (_PRICED_CARD.search(before) or _TAKEN_FROM.search(before) and "amount" not in found):
            kept = None  # 用我卡里的3万
        if kept and _JOINT_SUM.search(before):
            continue
        if kept and not _is_donors(text, match.start(), people or [], donor):
            continue
        key = "donor_balance" if kept else "amount"
        kept_sum = "donor_balance" in found and found["donor_balance"][3] == value
        again = key == "amount" and key in found and not kept_sum and _instead(text, match, found[key])
        if (key not in found or again) and 0 < value <= 10**9:  # 花了两万,这六千能付吗
            found[key] = (match.start(), match.end(), key, value)
    empty = _EMPTY.search(text)
    if empty and _is_donors(text, empty.start(), people or [], donor):
        found.setdefault("donor_balance", (empty.start(), empty.end(), "donor_balance", 0.0))
    return list(found.values())


def _instead(text: str, match: re.Match[str], first: Fact) -> bool:
    """Whether a later sum is the one that is asked about: 花了两万,这六千能付吗; 去年付过两千,今年大概一万."""
    if _AFTER_CLAIM.search(text[: match.start()]) and not _AFTER_CLAIM.search(text[: first[0]]):
        return True  # 一针四千,报销后一千二
    if asks(text, match.span()) and not asks(text, first[:2]):
        return True
    return bool(_BEFORE_NOW.search(text[: first[0]]) and _NOW.search(text[first[1] : match.start()]))


def _is_donors(text: str, at: int, people: list[Mention], donor: Mention | None) -> bool:
    """Whether a balance is that of the donor: 我妈卡里还有500 tells nothing of mine."""
    begin = max((text.rfind(mark, 0, at) for mark in "，,。？?！!；;"), default=-1) + 1
    inside = [one for one in people if begin <= one.start and one.end <= at]
    return not inside or any(one.same(donor) for one in inside)


def _is_money(text: str, match: re.Match[str]) -> bool:
    number, scale, _, _, unit = match.groups()
    before, after = text[max(0, match.start() - 3) : match.start()], text[match.end() : match.end() + 2]
    if match.group().startswith("万一") and not unit:
        return False
    if unit == "块" and number == "一" and not scale and after[:1] not in ("钱", "五"):
        return False
    if text[match.start() - 1 : match.start()] == "¥":
        return True
    each = _EACH_AFTER.match(text[match.end() :]) or _EACH.search(text[: match.start()]) and not _COUNTED.match(after)
    each = each or len(number) > 2 and _EACH_ONE.search(text[: match.start()]) and not _COUNTED.match(after)
    if not unit and not scale and each:
        return len(number) > 1 or number == "十"  # 一支七十, 195一份
    if unit:
        return not (unit == "块" and after[:1] in ("儿", "地"))
    if number.isascii() and text[match.start() - 1 : match.start()].isascii() and text[match.start() - 1 : match.start()].isalnum():
        return False
    if scale in ("万", "w", "W", "千", "k", "K", "百") or re.search("[百千万]", number):
        counted = re.match(r"个(?!账)|[位人名次年月天岁日号公里步医分倍度克多元米斤]", after)
        return not counted and number not in ("百", "千", "万") and (number != "一百" or "多" in match.group()) and len(number) + len(scale or "") > 1
    counted = _COUNTED.match(after)
    whole = number.replace(",", "").split(".")[0]
    if not number.isascii():
        return "十" in number and not counted and bool(_SPENT.search(text[: match.start()]) or _YEARLY.search(text[: match.start()]))  # 花了四十五
    if counted or len(whole) > 6:
        return False
    if len(whole) >= 3 and _BALANCE.search(text[max(0, match.start() - 16) : match.start()]):
        return True
    if len(whole) >= 3 and _OF_A_SET.match(text, match.end()):
        return True
    if len(whole) >= 3 and re.search("(?:左右|出头|多|来|余)$", match.group()):
        return True
    clause = re.split(r"[，,。？?！!；;]", text[: match.start()])[-1] + re.split(r"[，,。？?！!；;]", text[match.end() :])[0]
    if not clause and match.start() and (len(whole) >= 3 or "." in number) and not re.match("(?:19|20)\\d\\d$", whole):
        return True  # 配助听器,3800
    before = text[max(0, match.start() - 12) : match.start()]
    return not before.endswith(".") and bool(_BEFORE_SUM.search(before[-8:]) or len(whole) >= 3 and _GIVEN.search(before))


def _value(match: re.Match[str]) -> float:
    number, scale, ones, _, _ = match.groups()
    value = float(number.replace(",", "")) if number[0].isdigit() else float(chinese(number))
    if scale:
        value *= _UNITS[scale]
        if ones:
            value += (int(ones) if ones.isdigit() else _DIGITS[ones]) * _UNITS[scale] / 10
    return round(value, 2)


def chinese(text: str) -> int:
    """三百 → 300, 两千五 → 2500, 一万二 → 12000, 十五 → 15. ValueError for what is no number."""
    total = part = digit = 0
    last_unit = 1
    for at, char in enumerate(text):
        if char in ("零", "〇"):
            last_unit = 1
        elif char in _DIGITS:
            digit = _DIGITS[char]
            if at == len(text) - 1 and last_unit >= 100:
                return total + part + digit * last_unit // 10
        elif char == "万":
            total, part, digit, last_unit = (part + digit or 1) * 10000, 0, 0, 10000
        elif char in _UNITS:
            last_unit = _UNITS[char]
            part, digit = part + (digit or 1) * last_unit, 0
        else:
            raise ValueError(text)
    return total + part + digit


def count(text: str) -> int:
    """5, 五, 十二, 俩 → a number."""
    return int(text) if text.isdigit() else chinese(text)


def people_bound(text: str, people: list[Mention] | None = None) -> list[Fact]:
    """How many relatives are bound already, and by how many the relative is."""
    found: list[Fact] = []
    by_many = _BOUND_BY_MANY.search(text) or _MANY_BIND.search(text)
    both = _BOTH_BIND.search(text)
    by = by_many or both or _BOUND_BY.search(text) or _BOUND_BESIDE.search(text)
    if by:
        found.append((by.start(), by.end(), "relative_bound_by", count(by_many.group(1)) if by_many else 2 if both else 1))
    none = _NONE_BOUND.search(text)
    for match in _BOUND.finditer(text):
        if none and none.start() <= match.start() < none.end():
            continue
        after = text[match.end() : match.end() + 1]
        if by and by.start() <= match.start() < by.end() or re.match(r"[块元年月日号岁天次万千百]", after):
            continue
        if not re.search(r"[个位人名口]|俩|仨", match.group()) or re.search(
            r"(?:能|可以|最多|要|想|可|多少|上限)再?(?:共济|绑定?)?$|^(?:能|最多)", text[max(0, match.start() - 4) : match.start()]):
            continue
        counted = any(one.start <= match.start(1) < one.end or one.start == match.end() for one in people or [])
        if counted and (listed := _bound_by_name(text, people or [])):
            found.append(listed)  # 绑了老公和两个娃
        else:
            found.append((match.start(), match.end(), "relatives_bound", count(match.group(1))))
        break
    else:
        named, full = _NAMES_BOUND.search(text) or _DONE_FOR.search(text), _FULL.search(text)
        if named and by and by.start() < named.end() and named.start() < by.end():
            named = None
        if full:
            found.append((full.start(), full.end(), "relatives_bound", count(next(filter(None, full.groups())))))
        elif named and re.search("绑|共济", named.group() + text[named.end() : named.end() + 6]):
            found.append((named.start(), named.end(), "relatives_bound", count(named.group(1))))
        elif by_name := _bound_by_name(text, people or []):
            found.append(by_name)
        elif none:
            found.append((none.start(), none.end(), "relatives_bound", 0))
    return found


def _bound_by_name(text: str, people: list[Mention]) -> Fact | None:
    """已经绑了爱人和儿子,想再给爸爸用: two, where somebody else is to come."""
    named = _LIST_BOUND.search(text)
    listed = [one for one in people if one.kin and not one.pronoun and named and named.start("whom") <= one.start and one.end <= named.end()]
    joints = [text[one.end : other.start] for one, other in pairwise(listed)]
    if named is None or not joints or not all(_JOINT.fullmatch(joint) for joint in joints) or not _YET_ANOTHER.search(text, named.end()):
        return None
    return named.start(), named.end(), "relatives_bound", sum(_heads(text, one) for one in listed)


def _heads(text: str, person: Mention) -> int:
    """How many people are named: 两个娃, 爸妈, 老公."""
    counted = _COUNT_OF.search(text[: person.start]) or _COUNT_AT.match(person.word)
    return count(counted.group(1)) if counted else 2 if _COUPLE.search(person.word) else 1


def designated(text: str) -> list[Fact]:
    """Whether the pharmacy or hospital is a designated one."""
    for pattern, value in ((_UNSURE_DESIGNATED, "unsure"), (_NOT_DESIGNATED, "no"), (_DESIGNATED, "yes")):
        match = pattern.search(text)
        if match and not (value == "no" and text[max(0, match.start() - 1) : match.start()] == "是"):
            return [(match.start(), match.end(), "designated", value)]
    return []
