"""Contributions to an insurance: whether a word for one says how somebody is insured or what is to be paid."""

from __future__ import annotations

import re

from calculator.kin import read_kin
from calculator.lexicon import Word
from calculator.policies import Policies
from calculator.reading_item import PREMIUMS, Expense, category_of

_PAYING = (
    r"(?:代?缴纳?|代?交纳?|续[缴交费保]?|买|付|充|办|参加|报|上|支付|垫)(?:一下|上|了|完|个|"
    r"点|今年度?的?|明年度?的?|下一?年度?的?|(?:20)?\d\d年?度?的?|\d{2,4}[块元]?钱?的?|一年|"
    r"的|这个|那个|他的?|她的?|(?<=用来[交缴])(?:我|自己|孩子|爸妈)的|城乡|当地|老家)*$"
)
_GIVES = re.compile(rf"(?:给|帮|替|代|为|把)[^，,。？?！!；;(]{{0,16}}{_PAYING}")
_PAYS = re.compile(_PAYING)
_STATES = re.compile(
    r"(?:是|有|参加的?|参加了|参的是?|参|交的是?|缴的是?|只有|属于|享受|用的是?|办了|入的是?|"
    r"买的是?|上的是?|没|没有|无)(?:个|的)?(?:城乡|农村|老家的?|当地的?|[\u4e00-\u9fff]{2,3}的)?$"
)
_PAID_ALREADY = re.compile("(?:交|缴|办|买|上|参加|续)(?:(?:了|过|好)?的|过了?|好?了)$")  # 学校给办的学生医保
_STEADY = re.compile("(?:一直|都|只|仅|从来)(?:是|在)?(?:交|缴)(?:着|的|了)?(?:城乡|农村)?$")  # 一直交居民医保, and she was in hospital
_TAKEN = re.compile("(?:扣|抵|出)(?:掉|除|一下|交|缴)?(?:[我俺他她]|孩子|爸妈|[爸妈娃])?(?:们|自己)?的?$")  # 从我妈医保里扣我自己的居民医保
_LATE_FOR = re.compile("补[交缴][^，,。？?！!；;]{1,6}的$|(?:卡|账户|个账|余额)[^，,。？?！!；;]{0,4}给[^，,。？?！!；;]{1,6}[交缴]过$")  # 补交我弟断的
_PAID_WITH = re.compile("(?:给|帮|替)[^，,。？?！!；;]{1,8}(?:交|缴|买|续)[^，,。？?！!；;]{2,8}(?:和|跟|与|、|加|还有)$")  # 帮外公交长护险和居民医保
_NO_CLAIM = re.compile("后|完|比例|之后|以后|部分|的")
_NONE_AT_ALL = re.compile("(?:都|也)没")  # 国内啥保险都没有
_ANY_INSURANCE = re.compile(
    "(?:没(?:有|参加|买|交|上)?(?:过)?(?:任何|什么|啥)(?:的)?(?:医疗)?|(?:有|是|参加的?|参加了|交的是?)(?:基本|职工|居民|城乡|城镇)+(?:基本)?医疗)$"
)
_NO_TALK = re.compile("(?:别|不用)(?:跟我|和我)?[讲说提谈]$")
_PAYS_OWN = re.compile(  # 我在珠海交居民医保, 一直交居民医保
    "(?:一直|都|每年|从来|历年|年年|向来)(?:是|在|都)*(?:交|缴)的?$|"
    "(?:在|(?<![给同帮替为])我(?!的?(?:医保|社保|卡|账户|个|钱|余额)|[^，,。]{1,6}(?:余额|账户|卡)))[^，,。？?要想该得给帮替能可拿用]{0,8}(?:交|缴)的?$"
)
_SPENT_NEXT = re.compile(  # 我女儿交居民医保能刷我的卡吗
    "(?:的?钱|费用?)?(?:能不能|可不可以|可否|能|可以)?(?:刷|用|从|走|扣|花)(?![^，,。？?！!；;]*(?:看|住院|买|打|做|拿|挂|查|检|拔|补|种|配|治|门诊|手术|药))"
)
_HANDED = re.compile("^(?:(?:和|跟|与|、|加上?|还有)[^的]{1,8}?)?(?:也|都|一起|一并|顺便|先|给)*(?:交|缴|续|付|买|办)")  # 把居民医保也交了
_FREELANCE = re.compile("灵活就业|自由职业|个体户")
_FEE = re.compile(r"^(?:个人)?(?:\d{2,4}(?!\d)|缴费|费用?|保费|的费|的钱|钱|参保费|续费)")
_ANY_PREMIUM = re.compile(
    r"(代缴|代交|补缴|补交|续缴|续交|缴纳|缴|交|(?<!手)续|买|付|(?<!补)充|上|"
    r"(?<!支)出(?=[^，,。]{0,6}(?:医保|保费)))(?:一下|上|了|完|个|点|一年|[一两三]份|"
    r"今年度?的?|明年度?的?|下一?年度?的?|(?:20)?\d\d年?度?的?|的|她的?|他的?|那个|[\u4e00-\u9fff]{1,3}断了?的|幼儿园|学校|学生|大学|里|统一)*"
    r"((?:灵活就业)?(?:人员)?(?:的|那个|这个|那份)?(?:城镇)?(?:职工)?(?:基本)?(?:的)?(?:医疗保险|医保|农合|医疗(?!费)|(?<![付买])费)(?:费用?|"
    r"的费用|的钱|钱|款)?|"
    r"那?[个份笔]?(?:[3-9]\d\d|\d{4}|[一两二三四五六七八九][百千](?:多|几|[一二三四五六七八九]十?)*)多?[块元]?钱?的?(?:居民|城乡)*(?:医疗保险|"
    r"医保)|"
    r"(?:居民|城乡|少儿|学生|娃娃?|孩子|宝宝|老人|农村)的?(?:[那这](?:个|种|份)?的?)(?:医疗保险|医保)|那?三百多|灵活就业(?:的|那个|"
    r"那份)?(?=[吗么嘛呢不没行能可，,。？?]|$))(?!卡|"
    r"账户|码|局|年限|基数|比例|记录|凭证|截止|个账|个人账户|余额|在|的(?:城|地|省|市|那|职))"
)
_FEE_ONLY = re.compile(r"(?:医保|医疗保险|参保)(?:费|缴费|个人缴费|个人部分|续费|的缴费)(?!率|比例|基数|年限|地)")
_OWED = re.compile(  # 娃的医保该交了, 他的职工医保每月要交一千
    r"((?:灵活就业)?(?:职工)?(?:医保|医疗保险|农合|合作医疗))(?:费|缴费)?(?:今年|明年|每年|一年|每个?月|一个月|又|也|现在|马上)*(?:还没|没|该|要|"
    r"得|快要?|就要|到期)(?:交|缴|续)"
)
_GIVEN = re.compile(r"把[^，,。？?！!；;]{0,10}?(?:医保|医疗保险)(?:费|的?钱)?(?:也|都|给|一起|一并|先)*(?:交|缴|续|付)")  # 把明年的医保交了
_SUM_NEXT = re.compile(r"(?:要|得)?(?:一年|每年|今年|一个人)?(?:\d{2,4}|[一二两三四五六七八九]+[百千])")
_STUDIES = "[读上念](?:大学|大专|中专|高中|初中|高[一二三]|初[一二三]|小学|幼儿园|研|书|技校|职高)|大学生|小学生|中学生|研究生"  # insured as residents
_AT_HOME = ("child", "parent", "grandparent", "grandchild", "great_grand")  # most likely insured as residents
_RESIDENT = re.compile("幼儿园|学校|大学|居民|城乡|农合|农村|少儿|学生|新生儿")
_COLLECTED = re.compile(
    "(?:学校|老师|班主任|幼儿园|村里|村上|村委会?|村干部|干部|大队|队里|社区|居委会|街道|生产队|网格员)[^，,。？?！!；;给]{0,8}(?:收|催|"
    "通知)(?:[交缴]|着|了|大家|"
    "我们|家长)*(?:今年的?|明年的?|(?:20)?\\d\\d年?度?的?)?(?:城乡|孩子的?)?$"
)
_RISES = re.compile(  # 居民医保又涨价了, 新农合开始交了
    "(?:费|的?钱)?(?:今年|明年|每年|年年|现在|又|也|都|开始|刚|马上|快)*(?:涨|上调|调高|提高|到期|催[交缴着]|(?:开始|该|得|要)(?:[交缴收]|来收)|"
    "(?:每年|一年|每人|一个?人)?(?:要|得|是|交|都)*(?:[3-9]\\d\\d(?!\\d)|[三四五六七八]百)|(?:每|一)个?人)"
)
_OTHERS_PAY = re.compile(
    "(?:没有?人|单位|公司|学校|老板|厂里?|村里|国家|政府|民政局?|街道|社区|大队|残联|村委会?)(?:都|也|就|没有?|不)*(?:给|帮|替)"
    "(?:我们?|他|她)?$"
)
_BY_WORK = re.compile(
    "(?:单位|公司|店里?|厂里?|老板|学校|村里|饭店|酒店|工地)[^，,。？?！!；;]{0,4}(?:给|帮|替)(?:我们?|他们?|她们?|员工|大家)?(?:都)?"
    "(?:买|交|缴|上|办)(?:了|的|着|过)?$"
)
_BY_HEAD = re.compile(  # what a resident pays for a year
    "(?:(?:每|一)个?人|一年|每年)(?:一年|要|交|是|得|也就|才|就)*(?:[3-6]\\d\\d(?!\\d)|[三四五六]百)|[那这]个?[三四]百"
)
_INSURED_SO = re.compile("(?<!费)(?<!买)保费")
_NOT_PAID = re.compile("(?:不|没有?|未)(?:肯|愿意)?(?:给|帮|替)?(?:他|她|我|我们|员工)?(?:上|交|缴|买|办)(?:过)?$")  # 老板不给上社保
_NOBODY_PAID = re.compile(  # 没人给交职工医保, 单位没给交医保
    "(?:没有?人|谁都?[没不]|(?:单位|公司|厂里?|老板|工地上?|店里?)[^，,。？?！!；;]{0,3}(?:不|没有?|未))(?:肯|愿意)?(?:给|帮|替)?(?:他|她|我|员工)?们?(?:上|交|缴|买|办)过?$"
)
_SOCIAL = re.compile(
    r"(?:给|帮|替|代|为)(?!(?:我|俺|咱|我们|自己)(?:自己)?(?:交|缴|买|上))[^，,。？?！!；;]{0,12}(?:交|缴|买|付|代缴|代交|续|补)[^，,。？?！!；;]{0,6}社保|"
    r"社保费"
)
_OTHER_FUNDS = ("公积金", "养老保险", "失业保险", "个人养老金", "城乡居民养老保险", "企业职工养老保险")  # 公积金在苏州 tells of a life
_PAID_NEXT = re.compile(r"费|的钱|[^，,。？?！!；;]{0,10}(?:交|缴|付|扣)")
_OWNS = re.compile("有(?:个|份|一份|了|的是)?$")
_KEEPS = re.compile("(?:交|缴|参加|上|办|买)(?:着|的是?)?$")
_GIVING = re.compile("给|帮|替|代|能|可以|用|想|要|怎么|刷|走|扣")
_DUE = re.compile("(?:还没|没有|没|该|要|快|得|就要)(?:有)?(?:交|缴)(?=[，,。？?！!；;]|了|费)(?=.*(?:从|用|走|扣|刷))")
_ILL = re.compile("病|药|疼|痛|炎(?!陵)|医院(?!上班|工作|当)|手术|住院|发烧|感冒|急诊|门诊")
_OF_FREELANCE = re.compile(  # 按灵活就业交,一年五千多,账户能抵这笔吗
    "(?:灵活就业|个人身份|自己[交缴]的?职工|职工医保自己[交缴])[^。？?！!；;]*?(?:能|可以|可不可以|可否)[^，,。？?！!；;]{0,10}(?:抵|划|扣|交|缴|"
    "付)(?:掉|走|了)?(?:他|她|"
    "我|这|那|钱|吗|么|不|$|[，,。？?])"
)
_BILL = re.compile("(?:住院|看病|看诊|门诊|医院|诊所|窗口|挂号|治疗|检查|手术|就医|就诊|药店)(?:的|时|了|要|去)?$")  # 看病缴费
_CHARGED = re.compile(  # 从我的账户扣, 帮他交这份钱
    "(?:能|可以|可否|用|拿|从|走|想|让)[^，,。？?！!；;]{0,20}(?:[交缴](?![的过着完在]|了(?![吧吗行可，,]|$)|职工|居民|灵活|医保|社保|通|警)|代[交缴]|"
    "(?P<taken>[扣划抵]|(?:给|帮|替)[^，,。]{1,4}[出付]|(?:给|帮|替)?[付出](?=[吗么不行，,。？?]|$)))"
)
_ASKERS_OWN = re.compile(  # 我来交,能走账户吗
    "[^，,。？?！!；;]{0,8}(?:[我俺咱]们?|儿女|子女)[^，,。？?！!；;]{0,6}(?:来|掏|出|垫|交|缴|付)[^？?！!]*"
    "(?:能|可以|可否|行)[^，,。？?！!；;]{0,12}[走刷用出付划扣]"
)
_PAYS_LATER = re.compile("[交缴续补扣抵出]")
_ENROLS = re.compile(
    "(?:给|帮|替)[^，,。？?！!；;没]{1,6}(?:参保|参个保|(?:上|办|入|买)[个一份]*(?:医保|农合|新农合|合作医疗))(?=[吗么嘛不行，,。？?！!；;]|$)"
)
_SUM_SAID = "(?:\\d{2,4}|[一二两三四五六七八九]+百)"
_SUM_ALONE = re.compile(
    f"(?:(?:每|一|两|三|四|几|\\d)个?人|一共|总共|一年|每年|今年)(?:要|得|是|共|总共|一年|交|缴)*{_SUM_SAID}(?=[块元多，,。？?！!；;]|$)(?=.*(?:能|可以|可否))|(?:能|可以|可否).*"
    f"(?:(?:每|一|两|三|四|几|\\d)个?人|一共|总共|一年|每年|今年)(?:要|得|是|共|总共|一年|交|缴)*{_SUM_SAID}"
)
_RAISED = re.compile(  # 参了居民,今年涨到四百二一个人,能从我卡里扣吗; 居民医保政府代缴一部分,剩下190要自己交。这190能走我账户不
    f"(?:(?:居民|农合|合作医疗|合疗|农村医保)[^？?！!]*|{_SUM_SAID}[^。，,]{{0,4}}(?:居民医保|农合|合作医疗)[^？?！!]*?)(?:催[着我们]*[交缴]|涨|(?:[交缴收]|剩下?|每人|一个人|每个人|一年)[^。？?！!；;，,]{{0,6}}{_SUM_SAID}|{_SUM_SAID}[^。？?！!；;，,]{{0,6}}[交缴收])[^？?！!]*"
    "(?:能|可以|可否)[^，,。]{0,14}(?:扣|划|交|缴|出|走|刷)"
)
_VILLAGE = re.compile("(?:村里|村上|村委会?|大队|学校|幼儿园|社区|居委会)[^，,。？?！!；;]{0,4}[收催][交缴的]?医保")
_AGAIN = re.compile(  # 我爸的居民医保断了,想补交; 想先交明年的
    "(?:交|缴)(?:了|上)?(?:明年|今年|下一?年|(?:20)?\\d\\d年)度?的?(?:那?[三四五六]百[^，,。]{0,2}|那?\\d{3}[块元]?钱?)?(?=[，,。？?吗]|$)|"
    "(?:补交|补缴|续交|续缴|续上|接上|续费|补上)(?=[，,。？?！!；;吗么嘛不行可能]|一下|$)"
)
_PAID_LATER = re.compile(  # 爸妈的新农合能用我卡交吗, 孙子的少儿医保能不能从我账户扣
    r"(?:费用?|的?钱)?[^。？?！!；;交缴]{0,16}?(?:能|可以|可不可以|可否|想|要|准备|打算|从|用|走|拿|刷|让|卡|账户)[^，,。？?！!；;交缴]{0,16}(?:"
    r"代?[交缴续](?:了|掉|上|一下|钱|费|得了)?(?=[吗么嘛呢吧啊不没行可成中，,。？?！!；;]|$)|(?P<own>(?:扣|出|抵)(?:了|掉|"
    r"得了)?(?=[吗么嘛呢吧啊不没行可成中，,。？?！!；;]|$)|"
    r"(?<=走)(?:我|俺|咱)的?(?:个人账户|个账|账户|医保卡|卡|医保)))"
)
_YEAR_OF = re.compile(r"(?:们|的|家的?|城乡|农村|今年度?|明年度?|下一?年度?|(?:20)?\d\d年?度?|那份|那个|这个|一年)*")
_LATE = re.compile("补[交缴](?!社保卡|资料|材料)|补(?=[一二两三四五六七八九十\\d][^，,。？?！!；;]{0,4}[万千])")  # 还差三年医保,要一次性补缴三万七
_ARREARS = re.compile("退休|一次性|年限|补够|补满")  # what is paid late to have an employee's insurance for life
_PAID_FOR = re.compile(
    r"(?:给|帮|替|代)[^，,。？?！!；;]{0,8}(?:交|缴|续)(?:一下|上|点|了|[几一两三半]个?[月年季]度?|[这那][个笔份](?:钱|费)?|全)?(?:(?:明年|今年|下一?年|"
    r"(?:20)?\d\d年)度?的?)?"
    r"(?=[不没吗么嘛呢吧行可，,。？?！!；;]|$)"
)


def has_it(text: str, word: Word, policies: Policies) -> bool:
    """Whether a contribution is one that is paid anyway: 学校给办的学生医保, 我在珠海交灵活就业医保."""
    before = re.split(r"[，,。？?！!；;]", text[: word.start])[-1]
    if _OWNS.search(before):
        return category_of(word, policies) not in PREMIUMS  # 没有医保只有商业保险
    return bool(_PAID_ALREADY.search(before)) or bool(_KEEPS.search(before)) and not _GIVING.search(before)


def is_statement(text: str, word: Word, policies: Policies) -> bool:
    """居民医保 says how somebody is insured, unless it is what is being paid; 社保 likewise."""
    if word.text == "社保":
        return not _SOCIAL.search(text) or bool(_NOT_PAID.search(text[: word.start]) or _BY_WORK.search(text[: word.start]))
    if word.value in _OTHER_FUNDS and not (_PAYS.search(text[: word.start]) or _PAID_NEXT.match(text[word.end :])):
        return True
    if category_of(word, policies) not in PREMIUMS:
        if word.text == "保险":
            return bool(_NONE_AT_ALL.match(text, word.end) or _ANY_INSURANCE.search(text[: word.start]) and not _PAID_NEXT.match(text, word.end))
        return word.text == "酒" or word.text == "报销" and bool(_NO_CLAIM.match(text, word.end) or _NO_TALK.search(text[: word.start]))
    before = re.split(r"[，,。？?！!；;]", text[: word.start])[-1]
    if _COLLECTED.search(before) or _RISES.match(text, word.end):
        return False
    if _NOBODY_PAID.search(before):
        return True
    if any(pattern.search(before) for pattern in (_TAKEN, _LATE_FOR, _PAID_WITH)) or word.text.endswith(("费", "钱", "补缴")) or _FEE.match(text[word.end :]):
        return False
    if _GIVES.search(before) or re.search("把[^，,]{0,6}$", before) and _HANDED.search(text[word.end :].split("，")[0].split(",")[0][:14]):
        return False
    if _STATES.search(before) or _STEADY.search(before) and (_ILL.search(text) or "保费" in text[word.end :]) and not _PAID_LATER.match(text, word.end):
        return True
    return not _PAYS.search(before) or bool(_PAYS_OWN.search(before)) and not _SPENT_NEXT.match(text, word.end)


def find_premium(text: str, words: list[Word], relative: str | None, stated: list[Word], policies: Policies) -> Expense | None:
    """给我妈交医保: whose contribution it is tells which insurance is meant."""
    resident = bool(_VILLAGE.search(text)) or any(category_of(word, policies) == "resident_premium" for word in stated)
    paid_by = [*_INSURED_SO.finditer(text)] if resident or _FREELANCE.search(text) else []
    for match in (*_ANY_PREMIUM.finditer(text), *_FEE_ONLY.finditer(text), *_OWED.finditer(text), *_GIVEN.finditer(text), *paid_by):
        before = re.split(r"[，,。？?！!；;]", text[: match.start()])[-1]
        if _OTHERS_PAY.search(before) or "没" in match.group() and _ILL.search(text) and not _PAYS_LATER.search(text, match.end()):
            continue  # 医保也没交,要去医院看
        if _BILL.search(before):
            continue
        fee: object = "灵活就业" in match.group() and re.search("[要该得]$", before)
        fee = fee or re.search("费|钱|\\d{3}|[百千]", match.group()) or match.re in (_OWED, _GIVEN)
        fee = fee or _SUM_NEXT.match(text[match.end() :])
        gives = re.search(r"给|帮|替|代|为(?!了|什么)", before + match.group()[:2])
        if "补" in match.group() and _ARREARS.search(text):
            return Expense(*match.span(), "expense", "employee_premium", True)
        mine = re.search(
            r"(?:^|我|俺|自己|本人|公司|单位)(?:在|都|也|的|这边|这里|自己|们|一直|已经)?[^，,。？?给帮替]{0,8}"
            r"$", before) and not gives and not (relative and relative in match.group())
        due = relative and re.search(rf"{re.escape(relative)}[^我俺给帮替病药医]{{0,8}}(?:要|该|得)$", before)  # 爷爷要交明年的医保了
        if not fee and not due and (mine and not re.search(r"能|可以|用", before) or not gives and not relative):
            continue
        if not (fee or gives or due or re.match(r"[^，,。？?]{0,4}(?:能|可|用)", text[match.end() :]) or re.search(r"能|可以|用", before)):
            continue
        start, end = match.span()
        near = before if gives else text[max(0, start - 16) : start]
        named = re.search("灵活就业.{0,12}$|职工.{0,8}$", near) and not re.search(r"职工医保(?:卡|账户|个人|的钱|里)", text)
        kin = read_kin(relative, policies) if relative else None
        himself: object
        himself = (relative is None or kin is not None and kin.relation == "self" or re.search("自己的?$", before)) and _FREELANCE.search(text)
        himself = himself or relative is not None and re.search(rf"{re.escape(relative)}[^。？?！!；;我俺]{{0,60}}(?:灵活就业|自由职业|个体户)", text)
        if named or himself or re.search("灵活就业|职工", match.group()):
            return Expense(start, end, "expense", "employee_premium", True)
        studies = relative is not None and re.search(rf"{re.escape(relative)}[^。？?！!；;我俺]{{0,24}}(?:{_STUDIES})", text)
        if resident or studies or _BY_HEAD.search(text) or _RESIDENT.search(match.group()):
            return Expense(start, end, "expense", "resident_premium", True)
        if kin and kin.relation in _AT_HOME:
            return Expense(start, end, "expense", "resident_premium", True)
        return Expense(start, end, "item", "医保费", True)
    owed = next((word for word in stated if category_of(word, policies) in PREMIUMS and _is_due(text, word, words)), None)
    if owed:
        return Expense(owed.start, owed.end, owed.kind, owed.value, True)
    late = _LATE.search(text)
    if late and _ARREARS.search(text) and re.search("医保|社保", text):
        return Expense(late.start(), late.end(), "expense", "employee_premium", True)
    given = next((found for found in _PAID_FOR.finditer(text) if not _OTHERS_PAY.search(text[: found.start() + 1])), None)  # 政府给交了
    paid = given or not _ILL.search(text) and (_DUE.search(text) or _OF_FREELANCE.search(text) or _RAISED.search(text)) or stated and _AGAIN.search(text)
    sum_of = next((word for word in stated if category_of(word, policies) in PREMIUMS), None)
    others = any(one.kind in ("item", "expense") and one not in stated for one in words)
    if sum_of and not paid and not others and not _ILL.search(text) and _SUM_ALONE.search(text) and re.search("[交缴]", text):
        return Expense(sum_of.start, sum_of.end, sum_of.kind, sum_of.value, True)  # 居民医保都是我微信交的,两个人八百
    enrols = None if paid or _ILL.search(text) or not _PAYS_LATER.search(text) else _ENROLS.search(text)
    if enrols:
        kin = read_kin(relative, policies) if relative else None
        sure = resident or "农" in enrols.group() or kin and kin.relation in _AT_HOME
        return Expense(*enrols.span(), *(("expense", "resident_premium") if sure else ("item", "医保费")), True)
    if not paid:
        return None
    if resident or paid.re is _RAISED:
        return Expense(paid.start(), paid.end(), "expense", "resident_premium", True)
    flexible = re.search("灵活就业|个人身份|自己[交缴]的?职工|职工医保自己[交缴]", text[: paid.end()])
    return Expense(paid.start(), paid.end(), "expense", "employee_premium", True) if flexible else None


def charged_later(text: str, stated: list[Word], policies: Policies) -> Expense | None:
    """我哥的居民医保我来交,从我账户扣可以吗: where nothing else is paid, the contribution that was named before."""
    word = next((word for word in stated if category_of(word, policies) in PREMIUMS), None)
    if word is None or _ILL.search(text):
        return None
    charge = _CHARGED.search(text, word.end)
    before = re.split(r"[，,。？?！!；;]", text[: word.start])[-1]
    states = _STATES.search(before) or before.endswith(("的", "了")) and _PAYS.search(before) or before.endswith("参了")
    if _ASKERS_OWN.match(text, word.end) or charge and not (charge["taken"] and states):
        return Expense(word.start, word.end, word.kind, word.value, True)
    return None


def _is_due(text: str, word: Word, words: list[Word]) -> bool:
    """交爸妈明年的合作医疗, 孩子的学生医保能用我的卡交吗: somebody's contribution, not how somebody is insured."""
    later = _PAID_LATER.match(text, word.end)
    if later and any(one.kind in ("item", "expense") and word.end <= one.start < later.end() for one in words):
        return False
    if later and not (later.group("own") and _STATES.search(text[: word.start])):
        return True
    before = re.split(r"[，,。？?！!；;]", text[: word.start])[-1]
    owner = next((one for one in reversed(words) if one.kind == "kin" and word.start - len(before) <= one.start < one.end <= word.start), None)
    if owner is None or not _YEAR_OF.fullmatch(text[owner.end : word.start]):
        return False
    return bool(_PAYS.search(text[: owner.start])) or text[: word.start].endswith("的") and not text[word.end :].strip("，,。？?！!；;")
