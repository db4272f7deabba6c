"""What a sentence wants to pay for: the most telling expense word, and what its surroundings make of a general one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from calculator.kin import read_kin
from calculator.lexicon import Word, texts
from calculator.policies import Policies

_GENERAL = (
    "买药", "药", "药费", "拿药", "看病钱", "看病", "就诊", "看医生", "就医", "报销", "保险", "社保", "医保费",
    "单位", "门诊", "普通门诊", "住院", "医疗费", "医药费", "检查费", "其他", "复印费", "大额", "酒", "儿童药",
)
_BODILY = ("outpatient", "outpatient_chronic", "inpatient", "vaccine", "health_checkup", "dental", "registration_fee", "cosmetic")
_CATALOGUE = ("pharmacy_drug", "pharmacy_device", "pharmacy_consumable", "outpatient", "inpatient", "outpatient_chronic")
_GOODS = ("pharmacy_drug", "pharmacy_device", "pharmacy_consumable", "optical", "wellness")
_PREMIUMS = ("resident_premium", "employee_premium")
_PAYING = (
    r"(?:代?缴纳?|代?交纳?|续[缴交费保]?|买|付|充|办|参加|报|上|支付|垫)(?:一下|上|了|完|个|"
    r"点|今年度?的?|明年度?的?|下一?年度?的?|(?:20)?\d\d年?度?的?|\d{2,4}[块元]?钱?的?|一年|"
    r"的|这个|那个|他的?|她的?|城乡|当地|老家)*$"
)
_GIVES = re.compile(rf"(?:给|帮|替|代|为|把)[^，,。？?！!；;(]{{0,16}}{_PAYING}")
_PAYS = re.compile(_PAYING)
_STATES = re.compile(
    r"(?:是|有|参加的?|参加了|参的是?|参|交的是?|缴的是?|只有|属于|享受|用的是?|办了|入的是?|"
    r"买的是?|上的是?|没|没有|无)(?:个|的)?(?:城乡|农村|老家的?|当地的?|[\u4e00-\u9fff]{2,3}的)?$"
)
_PAID_ALREADY = re.compile("(?:交|缴|办|买|上|参加|续)(?:(?:了|过|好)?的|过了?|好?了)$")  # 学校给办的学生医保
_HANDED = re.compile("^(?:(?:和|跟|与|、|加上?|还有)[^的]{1,8}?)?(?:也|都|一起|一并|顺便|先|给)*(?:交|缴|续|付|买|办)")  # 把居民医保也交了
_FREELANCE = re.compile("灵活就业|自由职业|个体户")
_FEE = re.compile(r"^(?:个人)?(?:\d{2,4}(?!\d)|缴费|费用?|保费|的费|的钱|钱|参保费|续费)")
_ANY_PREMIUM = re.compile(
    r"(代缴|代交|补缴|补交|续缴|续交|缴纳|缴|交|(?<!手)续|买|付|(?<!补)充|上)(?:一下|上|了|完|个|点|一年|"
    r"今年度?的?|明年度?的?|下一?年度?的?|(?:20)?\d\d年?度?的?|的|她的?|他的?|那个)*"
    r"((?:灵活就业)?(?:人员)?(?:的)?(?:城镇)?(?:职工)?(?:基本)?(?:的)?(?:医疗保险|医保|农合|医疗(?!费)|(?<![付买])费)(?:费用?|的费用|的钱|钱|款)?|那?三百多|四百块?的?医保)(?!卡|"
    r"账户|码|局|年限|基数|比例|记录|凭证|截止|个账|个人账户|余额|在|的(?:城|地|省|市|那|职))"
)
_FEE_ONLY = re.compile(r"(?:医保|医疗保险|参保)(?:费|缴费|个人缴费|个人部分|续费|的缴费)(?!率|比例|基数|年限|地)")
_OWED = re.compile(  # 娃的医保该交了, 他的职工医保每月要交一千
    r"((?:灵活就业)?(?:职工)?(?:医保|医疗保险|农合|合作医疗))(?:费|缴费)?(?:今年|明年|每年|一年|每个?月|一个月|又|也|现在|马上)*(?:还没|没|该|要|得|快要?|就要|到期)(?:交|缴|续)"
)
_SUM_NEXT = re.compile(r"(?:要|得)?(?:一年|每年|今年|一个人)?(?:\d{2,4}|[一二两三四五六七八九]+[百千])")
_OTHERS_PAY = re.compile("(?:单位|公司|学校|老板|厂里?|村里|国家)(?:都|也|就)*(?:给|帮|替)(?:我们?|他|她)?$")
_INSURED_SO = re.compile("(?<!费)(?<!买)保费")
_SOCIAL = re.compile(
    r"(?:给|帮|替|代|为)(?!(?:我|俺|咱|我们|自己)(?:自己)?(?:交|缴|买|上))[^，,。？?！!；;]{0,12}(?:交|缴|买|付|代缴|代交|续|补)[^，,。？?！!；;]{0,6}社保|"
    r"社保费"
)
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
_NUMBER = re.compile("挂(?:了|个|一个|上|的)?[^，,。？?！!；;、给用]{0,6}(?<!挂)(?<!账)号(?![码召])")
_BED = re.compile(r"住(?:在|进|了|着)?[^，,。？?！!；;]{0,6}(?:医院|病房|ICU|骨科|外科|内科|儿科|妇科|产科|心内|神内|肿瘤科|呼吸科|重症)")
_STAY = re.compile(
    "(?:光|炎|病|疸|烧|癌|箱|伤|血|保温箱里?)住(?:了|过)[一两二三四五六七八九十半几\\d]+个?(?:天|晚|周|月|星期|礼拜)|"
    "住(?:了|过)?(?:[一两二三四五六七八九十半几\\d]+个?(?:天|周|月|星期|礼拜|次|回|趟)(?:的)?|着)院(?![士长子墙落])"
)
_MEDICINE = re.compile(  # the name of a medicine by its form: 吃甲钴胺胶囊, 买布洛芬混悬液
    r"(?:买|开|吃|拿|配|服|喝|用|抹|擦)(?:了|的|点|些|个|盒|两盒|几盒|一盒|瓶|一瓶)?[^，,。？?！!；;、给用]{0,10}?"
    r"(?:胶囊|颗粒|缓释片|分散片|(?<![照图名拍影尿])片(?!子|区)|丸|口服液|混悬液|滴眼液|滴剂|软膏|乳膏|药膏|湿疹膏|糖浆|注射液|喷雾剂|滴丸|栓剂)"
)
_OTHER_FUNDS = ("公积金", "养老保险", "失业保险", "个人养老金", "城乡居民养老保险", "企业职工养老保险")  # 公积金在苏州 tells of a life
_PAID_NEXT = re.compile(r"费|的钱|[^，,。？?！!；;]{0,10}(?:交|缴|付|扣)")
_KEEPS = re.compile("(?:交|缴|参加|上|办|买)(?:着|的是?)?$")
_GIVING = re.compile("给|帮|替|代|能|可以|用|想|要|怎么|刷|走|扣")
_LIABLE = (  # who else may have to pay: asked beside the treatment
    (re.compile("工伤(?!认定|保险)"), "工伤医疗费"),
    (re.compile("(?:养老院|护理院|敬老院|托老所|养老公寓).{0,12}(?:床位|护理费|照护)"), "养老院费"),
    (re.compile("车祸|交通事故|肇事|被(?:车|电动车|摩托|人家?|别人)(?:撞|打)"), "车祸医药费"),
)
_AND = re.compile("[和跟与及、，,；;加]|一个|还有|以及|或|再|顺便|同时|一起|连同|一并")
_AND_NEXT = re.compile(
    "(?:和|跟|与|及|以及|还有|还|、|加上?|或者?|，|,)(?:要|想|再|去|也)?(?:买|付|交|看|做|打|配|换)?(?:个|点|一台|一个|些|辆|一辆)?"
)
_ONLINE = re.compile(r"网上|线上|网购|美团|京东|饿了么|淘宝|天猫|拼多多|叮当|外卖|互联网|手机上|app|APP")
_HOSPITAL = re.compile(r"医院|卫生院|卫生室|卫生所|门诊部|社区服务中心|社康|诊室|大夫|医生|住院部|中医馆|诊所")
_PHARMACY = re.compile(r"药店|药房|大药房|药铺")
_DENIED = re.compile(r"(?:(?<!是)不是|(?<!想)不想|(?<!做)不做|(?<!买)不买|只[保管报]|除了|不包括|不算|(?<!要)不要)(?:去|在|买|付|要)?$")
_DONE = re.compile("(?:以|之)?后(?!期|续)|(?:已经|去年|前年|上个?月|以前|之前|早就)*(?:做|打|查|看|买|配|换|拔)过")
_PART = re.compile("电池|充电器|维修|修理|租金|租赁|配件|坡道|坐垫|店铺|厂|公司|加盟|代理|广告|教程|视频|论文|考试|证书|资格证|专业")
_WORK = re.compile(  # 枸杞局上班, 体检中心工作, 开眼镜店的
    "(?:局|厂|集团|车间|行业|生意|连锁|销售|批发|代理|工程师|协会|基地|研究所|店铺)|(?:中心|店|科|部|院)?(?:里|的)?(?:上班|工作|打工|的?(?:员工|职工|工人))|店(?:里|的(?=[，,。；;]))"
)
_TRADE = re.compile("(?:我|俺|本人|老公|老婆|爱人)(?:家|们)?(?:是|在|就是)?(?:卖|种|生产|搞|倒腾|批发)(?:点|些)?$")
_BOUGHT = re.compile("(?:买|配|订|租|添|置办?|换)(?:了|点|些|个|台|副|辆|张|根|支|盒|把|一[个台副辆张根支盒把点些])*$")
_SPENT_ON = re.compile("(?:付|交|结|报|花|看|做|打|住|挂|查|开|的|去)(?:个|了|下|一下)?$")
_AFTERWARDS = re.compile(
    "补(?:刷|扣|划|付)|(?:补|要|退|报)回来|事后[^，,。？?！!；;]{0,6}(?:刷|扣|补|付|报)|"
    "(?:发票|票据|单子|收据)[^，,。？?！!；;]{0,4}(?:还在|还留|留着|都在)"
)
_REPORTED = re.compile("举报|投诉|怎么(?:处罚|罚)|会被?罚|罚(?:多少|几倍)")  # what others did wrong
_FEE_BESIDE = re.compile(r"(?:时|期间|的时候)?的([\u4e00-\u9fff]{1,4}?)(?:费用|费|钱)")
_OWN_FEE = re.compile("自|个人|医|药|报销|剩|部分|那|这|全|押|所有|一切|总|门槛|检查|治疗|手术|床位|材料|化验|护理|挂号|诊|余|用|花|看|住")
_VISIT = re.compile(
    r"看(?:个|了|一下|下|的|看|一看)?(?:[\u4e00-\u9fff]{1,4}科|[\u4e00-\u9fff]{0,3}(?:病|炎|癌|瘤)|感冒|发烧|发热|咳嗽|头疼|头痛|头晕|失眠|胃疼|肚子|拉肚子|眼睛|耳朵|鼻子|"
    r"嗓子|喉咙|皮肤|腰|腿|膝盖|肩膀|颈椎|腰椎|骨头|风湿|痛风|血压|血糖|甲状腺|乳腺|结节|肝|肾|肺|胃|心脏|糖尿|高血压|哮喘|湿疹|过敏|月经|不孕)"
)
_HELPER = re.compile("(?<![给帮替为是的])(?:护工|月嫂|保姆)(?!的?(?:医保|卡|社保|看病|住院|买|能|想|要))")
_PLACE = re.compile("(?:院|中心|馆|店|房|公寓)$")
_DUE = re.compile("(?:还没|没有|没|该|要|快|得|就要)(?:有)?(?:交|缴)(?=[，,。？?！!；;]|了|费)(?=.*(?:从|用|走|扣|刷))")
_CASH = re.compile(r"(?<![领])取(?:出)?(?:来)?(?:个|点)?(?:\d{2,6}|[一二两三四五六七八九]+[百千万])(?:块|元|钱|出)?")
_AGAIN = re.compile("(?:补交|补缴|续交|续缴|续上|接上|续费|补上)(?=[，,。？?！!；;吗么嘛不行可能]|一下|$)")  # 我爸的居民医保断了,想补交
_PAID_LATER = re.compile(  # 爸妈的新农合能用我卡交吗, 孙子的少儿医保能不能从我账户扣
    r"(?:费用?|的?钱)?[^。？?！!；;交缴]{0,16}?(?:能|可以|可不可以|可否|想|要|准备|打算|从|用|走|拿|刷|让|卡|账户)[^，,。？?！!；;交缴]{0,16}(?:"
    r"代?[交缴续](?:了|掉|上|一下|钱|费|得了)?(?=[吗么嘛呢吧啊不没行可成中，,。？?！!；;]|$)|(?P<own>(?:扣|出|抵)(?:了|掉|得了)?(?=[吗么嘛呢吧啊不没行可成中，,。？?！!；;]|$)|"
    r"(?<=走)(?:我|俺|咱)的?(?:个人账户|个账|账户|医保卡|卡|医保)))"
)
_YEAR_OF = re.compile(r"(?:们|的|家的?|城乡|农村|今年度?|明年度?|下一?年度?|(?:20)?\d\d年?度?|那份|那个|这个|一年)*")
_ARREARS = re.compile("退休|一次性|年限|补够|补满")  # what is paid late to have an employee's insurance for life
_SUM = re.compile("(?:费|押金|的钱|工资|预交金|预缴金)$")
_PAID_FOR = re.compile(
    r"(?:给|帮|替|代)[^，,。？?！!；;]{0,8}(?:交|缴|续)(?:一下|上|点|了)?(?:(?:明年|今年|下一?年|(?:20)?\d\d年)度?的?)?"
    r"(?=[不没吗么嘛呢吧行可，,。？?！!；;]|$)"
)
_PROGRAMME = re.compile(r"^(?:统筹|共济|待遇|资格|保障|备案|时间)")


@dataclass(frozen=True)
class Expense:
    """An expense read: `key` item or expense and its value; premium: it is a contribution; bodily: done to the patient."""

    start: int
    end: int
    key: str
    value: str
    premium: bool = False
    bodily: bool = False
    others: tuple[str, ...] = ()


def find_expense(text: str, words: list[Word], relative: str | None, policies: Policies) -> Expense | None:
    """The expense asked about; None if the text names none."""
    if _REPORTED.search(text):
        return None
    spent = [word for word in words if word.kind in ("item", "expense")]
    stated = [word for word in spent if _is_statement(text, word, policies)]
    plain = [word for word in spent if word not in stated and not _PROGRAMME.match(text[word.end :])]
    plain = [word for word in plain if not _denied(text, word)] or plain
    plain = [word for word in plain if not _PART.match(text[word.end :]) and not _works(text, word) and not _unknown_fee(text, word)]
    bought = _bought(text, plain, policies)
    plain = [word for word in plain if bought is None or word.start >= bought.start]
    specific = [word for word in plain if word.value not in _GENERAL]
    had = [word for word in specific if _category(word, policies) in _PREMIUMS and _has_it(text, word)]
    if had and any(word not in had and (word in specific or _category(word, policies) in _CATALOGUE) for word in plain):
        stated, plain, specific = [*stated, *had], [word for word in plain if word not in had], [word for word in specific if word not in had]
    number = _NUMBER.search(text)
    if number and all(number.start() <= word.start < number.end() for word in specific):
        return Expense(number.start(), number.end(), "item", "挂号", bodily=True)
    if not specific:
        premium = _premium(text, words, relative, stated, policies)
        if premium:
            return premium
    best = (specific or plain)[0] if plain else None
    if best is None:
        bed, medicine, visit = _BED.search(text) or _STAY.search(text), _MEDICINE.search(text), _VISIT.search(text)
        if bed:
            return Expense(bed.start(), bed.end(), "item", "住院", bodily=True)
        cash = _CASH.search(text)
        if cash:
            return Expense(cash.start(), cash.end(), "item", "取现")
        helper = _HELPER.search(text)
        if helper and not medicine and not visit:
            return Expense(helper.start(), helper.end(), "item", {"护工": "护工费", "月嫂": "月嫂费"}.get(helper.group(), "保姆费"))
        if medicine:
            return Expense(medicine.start(), medicine.end(), "item", "买药")
        return Expense(visit.start(), visit.end(), "item", "看病", bodily=True) if visit else None
    outside = next((word for word in plain if _category(word, policies) == "out_of_catalogue"), None)
    if outside and _category(best, policies) in _CATALOGUE:
        best = outside  # 靶向药不在目录里
    asked = _sum(best, plain, policies)
    if asked:
        best = asked
    inside = _ward(text, plain)
    if inside and _category(best, policies) == "outpatient":
        best = inside  # 生孩子住院
    same = _category(best, policies)
    people = [word for word in words if word.kind == "kin"]
    telling = [word for word in specific if not asked or word.start >= best.start]
    others = [word for word in plain if _category(word, policies) != same and _listed(text, best, word, word in telling, people)]
    named = texts(others) + [item for cause, item in _LIABLE if same in _CATALOGUE and cause.search(text)]
    late = _AFTERWARDS.search(text)
    if late and same in _CATALOGUE:
        return Expense(late.start(), late.end(), "item", "补交以前的自费")
    return _as_expense(text, best, same, tuple(dict.fromkeys(named)), policies)


def _has_it(text: str, word: Word) -> bool:
    """Whether a contribution is one that is paid anyway: 学校给办的学生医保, 我在珠海交灵活就业医保."""
    before = re.split(r"[，,。？?！!；;]", text[: word.start])[-1]
    return bool(_PAID_ALREADY.search(before)) or bool(_KEEPS.search(before)) and not _GIVING.search(before)


def _works(text: str, word: Word) -> bool:
    """枸杞局上班, 我卖眼镜的: a trade, nothing to pay for."""
    return bool(_WORK.match(text[word.end :])) or bool(_TRADE.search(text[: word.start]) and re.match("的(?:[，,。；;]|$)", text[word.end :]))


def _bought(text: str, plain: list[Word], policies: Policies) -> Word | None:
    """尿毒症要买轮椅: what is bought, where what stands before it is only what it is for."""
    for word in plain:
        if _category(word, policies) not in _GOODS or word.value in _GENERAL or not _BOUGHT.search(text[: word.start]) and word.text[0] not in "买配换":
            continue
        before = [one for one in plain if one.end <= word.start]
        causes = all(
            _category(one, policies) in _BODILY and not _SUM.search(one.text) and not _SPENT_ON.search(text[: one.start]) and one.text[0] not in "看做打查拍"
            and not re.match("(?:时|期间|的时候)?(?:要?交|要?付|和|跟|加|与|以及|、|的?费|的?钱|还有)", text[one.end :]) for one in before)
        return word if before and causes else None
    return None


def _denied(text: str, word: Word) -> bool:
    """不是体检, 除了住院, 不住院."""
    before = text[: word.start]
    after = text[word.end :]
    past = re.search("(?:(?:做|打|查|看|住|买|用|吃|挂)过|做完)(?:了)?$", before) or _DONE.match(after)
    before_it = word.text == "住院" and re.match("(?:以|之)?前", after)
    inside = _PLACE.search(word.text) and word.value != "互联网医院"
    where = inside and (re.match("里|内|是|不是|的(?=[老爷奶爸妈父母公婆外岳姥])", after) or re.search("在$", before))
    stays = word.text.startswith("住院") and re.search("(?<![住能要可会管])不$", before)
    return any((_DENIED.search(before), past, before_it, where, stays))


def _unknown_fee(text: str, word: Word) -> bool:
    """住院的误工钱: a sum beside the treatment that no vocabulary has."""
    fee = _FEE_BESIDE.match(text[word.end :])
    return bool(fee) and word.value in _GENERAL and not _OWN_FEE.search(fee.group(1) if fee else "")


def _sum(best: Word, plain: list[Word], policies: Policies) -> Word | None:
    """做手术的护工费, 装支架住院押金: the sum that is named, not what it arose from."""
    if _SUM.search(best.text) or _category(best, policies) in _PREMIUMS:
        return None
    later = [word for word in plain if word.start >= best.end and _SUM.search(word.text) and word.value not in _GENERAL]
    return next((word for word in later if _stands_apart(word, best, policies)), None)


def _stands_apart(word: Word, best: Word, policies: Policies) -> bool:
    """Whether the sum is another expense than what it is named with, or one with a rule of its own."""
    item = policies.items.get(word.value, {})
    return _category(word, policies) != _category(best, policies) or item.get("verdict") == "unknown"


def _ward(text: str, plain: list[Word]) -> Word | None:
    """住院: what else is done there is no visit of its own."""
    return next((word for word in plain if word.value == "住院"), None)


def _listed(text: str, best: Word, word: Word, telling: bool, people: list[Word]) -> bool:
    """Whether another expense is asked about beside the first: named in a list, not as a part of it."""
    first, then = (best, word) if best.start < word.start else (word, best)
    between = text[first.end : then.start]
    if telling:
        return bool(_AND.search(between))
    for person in people:  # 奶奶住院和外甥打疫苗
        between = between.replace(person.text, "") if first.end <= person.start and person.end <= then.start else between
    return bool(_AND_NEXT.fullmatch(between))


def _as_expense(text: str, best: Word, category: str, others: tuple[str, ...], policies: Policies) -> Expense:
    premium, bodily = category in _PREMIUMS, category in _BODILY
    key = best.kind
    value = _SAME.get(best.value, best.value)
    if value in ("买药", "药", "药费", "拿药") or category == "pharmacy_drug" and _ONLINE.search(_clause(text, best, 12)):
        clause = _clause(text, best, 12 if value not in ("买药", "药", "药费", "拿药") else 0)
        if _ONLINE.search(clause):
            key, value = "item", "线上买药"
        elif _PHARMACY.search(clause):
            key, value = "expense", "pharmacy_drug"
        elif _HOSPITAL.search(clause):
            key, value = "expense", "outpatient"
        elif value == "拿药":
            key, value = "item", "买药"
    elif value == "体检" and re.search(r"医生(?:让|叫|要求|开)|因病|住院前|术前", text):
        key, value = "expense", "outpatient"
    return Expense(best.start, best.end, key, value, premium, bodily, others)


def _clause(text: str, word: Word, further: int = 0) -> str:
    """The clause of a word, and some letters of the next."""
    begin = max((text.rfind(mark, 0, word.start) for mark in "，,。？?！!；;"), default=-1) + 1
    stop = min((at for mark in "，,。？?！!；;" if (at := text.find(mark, word.end)) >= 0), default=len(text))
    return text[begin : stop + further]


def _category(word: Word, policies: Policies) -> str:
    if word.kind == "expense":
        return word.value
    item = policies.items.get(word.value)
    unclear = policies.item_ambiguous.get(word.value, {})
    return str(item["category"] if item else unclear.get("default", ""))


def _is_statement(text: str, word: Word, policies: Policies) -> bool:
    """居民医保 says how somebody is insured, unless it is what is being paid; 社保 likewise."""
    if word.text == "社保":
        return not _SOCIAL.search(text)
    if word.value in _OTHER_FUNDS and not (_PAYS.search(text[: word.start]) or _PAID_NEXT.match(text[word.end :])):
        return True
    if _category(word, policies) not in _PREMIUMS:
        return word.text == "酒" or (word.text == "报销" and bool(re.match(r"后|完|比例|之后|以后|部分|的", text[word.end :])))
    before = re.split(r"[，,。？?！!；;]", text[: word.start])[-1]
    if word.text.endswith(("费", "缴费", "补缴")) or _FEE.match(text[word.end :]):
        return False
    if _GIVES.search(before) or re.search("把[^，,]{0,6}$", before) and _HANDED.search(text[word.end :].split("，")[0].split(",")[0][:14]):
        return False
    if _STATES.search(before):
        return True
    return not _PAYS.search(before) or bool(re.search(r"(?:在|我(?!的?(?:医保|社保|卡|账户|个|钱|余额)))[^，,。？?]{0,8}(?:交|缴)的?$", before))


def _premium(text: str, words: list[Word], relative: str | None, stated: list[Word], policies: Policies) -> Expense | None:
    """给我妈交医保: whose contribution it is tells which insurance is meant."""
    resident = any(_category(word, policies) == "resident_premium" for word in stated)
    paid_by = [*_INSURED_SO.finditer(text)] if resident else []
    for match in (*_ANY_PREMIUM.finditer(text), *_FEE_ONLY.finditer(text), *_OWED.finditer(text), *paid_by):
        before = re.split(r"[，,。？?！!；;]", text[: match.start()])[-1]
        if _OTHERS_PAY.search(before):
            continue
        fee = "费" in match.group() or "钱" in match.group() or match.re is _OWED or _SUM_NEXT.match(text[match.end() :])
        gives = re.search(r"给|帮|替|代|为(?!了|什么)", before + match.group()[:2])
        if "补" in match.group() and _ARREARS.search(text):
            return Expense(*match.span(), "expense", "employee_premium", True)
        mine = re.search(
            r"(?:^|我|俺|自己|本人|公司|单位)(?:在|都|也|的|这边|这里|自己|们|一直|已经)?[^，。？?给帮替]{0,8}"
            r"$", before) and not gives
        if not fee and (mine and not re.search(r"能|可以|用", before) or not gives and not relative):
            continue
        if not fee and not gives and not re.match(r"[^，,。？?]{0,4}(?:能|可|用)", text[match.end() :]) and not re.search(r"能|可以|用", before):
            continue
        start, end = match.span()
        named = re.search(r"灵活就业|职工", text[max(0, start - 10) : end]) and not re.search(r"职工医保(?:卡|账户|个人|的钱|里)", text)
        kin = read_kin(relative, policies) if relative else None
        himself: object
        himself = (relative is None or kin is not None and kin.relation == "self" or re.search("自己的?$", before)) and _FREELANCE.search(text)
        himself = himself or relative is not None and re.search(rf"{re.escape(relative)}[^，,。？?！!；;我俺]{{0,8}}(?:灵活就业|自由职业|个体户)", text)
        if named or himself or re.search("灵活就业|职工", match.group()):
            return Expense(start, end, "expense", "employee_premium", True)
        if resident:
            return Expense(start, end, "expense", "resident_premium", True)
        if kin and kin.relation in ("child", "parent", "grandparent", "grandchild", "great_grand"):
            return Expense(start, end, "expense", "resident_premium", True)
        return Expense(start, end, "item", "医保费", True)
    due = next((word for word in stated if _category(word, policies) == "resident_premium" and _is_due(text, word, words)), None)
    if due:
        return Expense(due.start, due.end, due.kind, due.value, True)
    paid = _PAID_FOR.search(text) or _DUE.search(text) or stated and _AGAIN.search(text)
    if not paid:
        return None
    if resident:
        return Expense(paid.start(), paid.end(), "expense", "resident_premium", True)
    flexible = re.search("灵活就业|自己交的?职工", text[: paid.start()])
    return Expense(paid.start(), paid.end(), "expense", "employee_premium", True) if flexible else None


def _is_due(text: str, word: Word, words: list[Word]) -> bool:
    """交爸妈明年的合作医疗, 孩子的学生医保能用我的卡交吗: somebody's contribution, not how somebody is insured."""
    later = _PAID_LATER.match(text, word.end)
    if later and not (later.group("own") and _STATES.search(text[: word.start])):
        return True
    before = re.split(r"[，,。？?！!；;]", text[: word.start])[-1]
    owner = next((one for one in reversed(words) if one.kind == "kin" and word.start - len(before) <= one.start < one.end <= word.start), None)
    if owner is None or not _YEAR_OF.fullmatch(text[owner.end : word.start]):
        return False
    return bool(_PAYS.search(text[: owner.start])) or text[: word.start].endswith("的") and not text[word.end :].strip("，,。？?！!；;")
