"""What a sentence wants to pay for: the most telling expense word, and what its surroundings make of a general one."""

from __future__ import annotations

import re
from dataclasses import replace

from calculator.lexicon import Word, texts
from calculator.policies import Policies
from calculator.reading_clauses import is_sought, sought
from calculator.reading_counter import BODILY, MEDICINES, PHARMACY, as_expense, by_network, clause_of, over_the_counter
from calculator.reading_forms import BED, HELPERS, VISIT, by_its_form
from calculator.reading_item import PREMIUMS, Expense, category_of, unread
from calculator.reading_premium import charged_later, find_premium, has_it, is_statement

_GENERAL = (
    "买药", "药", "药费", "拿药", "看病钱", "看病", "就诊", "看医生", "就医", "报销", "保险", "社保", "医保费",
    "单位", "门诊", "普通门诊", "住院", "医疗费", "医药费", "检查费", "其他", "复印费", "大额", "酒", "儿童药", "外地药店", "跨省药店",
    "老家药店",
)
_CATALOGUE = ("pharmacy_drug", "pharmacy_device", "pharmacy_consumable", "outpatient", "inpatient", "outpatient_chronic")
_TREATED = ("outpatient", "inpatient", "outpatient_chronic")
_GOODS = ("pharmacy_drug", "pharmacy_device", "pharmacy_consumable", "optical", "wellness", "other", "cosmetic", "fitness")
_NUMBER = re.compile("挂(?:了|个|一个|上|的)?[^，,。？?！!；;、给用]{0,6}(?<!挂)(?<!账)号(?![码召])")
_LIABLE = (  # who else may have to pay: asked beside the treatment
    (re.compile("工伤(?!认定|保险|险|和|、|跟|养老)"), "工伤医疗费"),
    (re.compile("(?:养老院|护理院|敬老院|托老所|养老公寓).{0,12}(?:床位|护理费|照护)"), "养老院费"),
    (re.compile("车祸|交通事故|肇事|被(?:车|电动车|摩托|人家?|别人)(?:撞|打)"), "车祸医药费"),
)
_AND = re.compile("[和跟与及、，,；;加又]|一个|还有|以及|或|再|顺便|同时|一起|连同|一并|既|还要|也要|(?<![需只主重想])要(?=[买打做吃配看付交补拔种住])")
_AND_NEXT = re.compile(
    "(?:和|跟|与|及|以及|还有|一[个位]|还|、|加上?|或者?|，|,|顺便|顺带|又|同时|另外|再)(?:要|想|再|去|也|帮他|帮她|给他|给她|给|帮|替)*(?:买|付|交|看|做|"
    "打|配|换|拿|开)?(?:了|点|些|[一两二三四五几]?(?:个|台|辆|斤|瓶|盒|包|副|次|袋))*"
)
_BESIDE_PREMIUM = re.compile("(?:交|缴|买)(?:了|个|上|明年的?|今年的?)*(?:医保|医疗保险)费?(?:和|跟|与|、|还有|以及|加)")  # 交医保和惠民保
_PAPER = re.compile("本(?!人|身|来|地)|证(?!明)")  # 慢病本
_NO_INSURANCE = re.compile(
    "(?:新?农合|合作医疗|医保|社保)[^，,。？?！!；;]{0,6}(?:没|未|漏|忘)|(?:没有?|未)(?:医保|社保|新?农合|参保|[交缴]医保)|医保(?:都|也|一直)*(?:没|断|停)"
)
_APPLIANCE = re.compile("床(?!位)|仪|机(?!构)|椅|枕|毯|灯|舱|年卡|会员卡|次卡|储值卡|套餐卡")  # 理疗床: no treatment
_DENIED = re.compile(
    r"(?:(?<!是)不是|(?<!想)不想|(?<!做)不做|(?<!买)不买|只[保管报]|除了|(?:不|没)(?:怎么|大|太|常|经常|爱)|不包括|不算|(?<!要)不要)(?:去|在|买|付|要)?$"
)
_DONE = re.compile(
    "(?:以|之)?后(?!期|续)|(?:以|之|除)外|(?:已经|去年|前年|上个?月|以前|之前|早就)*(?:做|打|查|看|买|配|换|拔)过|(?:都|也|刚|已经|早)*(?:交|买|付|缴|办|打|"
    "做)(?:完|好)了?(?=[，,])"
)
_PART_OF = re.compile("电池|充电器|维修|修理|租金|租赁|配件|坡道|坐垫")
_PART = re.compile(_PART_OF.pattern + "|店铺|厂|公司|加盟|代理|报告|广告|教程|视频|论文|考试|证书|资格证|专业")
_WORK = re.compile(  # 枸杞局上班, 体检中心工作, 开眼镜店的
    "(?:局|厂|集团|车间|行业|生意|连锁|销售|批发|代理|工程师|协会|基地|研究所|店铺)|(?:中心|店|科|部|院|室|馆|公司)?(?:里|的)?(?:上班|工作|打工|"
    "的?(?:员工|职工|工人))|(?:诊所|店|馆|铺|公司)(?:里|的(?=[，,。；;]))"
)
_HARM = re.compile(  # 跳广场舞把脚崴了, 喝奶粉过敏看皮肤科
    "[^。？?！!；;买用刷付能]{0,8}?(?:摔|崴|扭[了伤到]|撞|拉伤|骨折|受伤|伤[了着到]|过敏|感染|出血|呛|晕|中毒|发炎|[吃喝做弄搞打]坏|出问题|溃疡|"
    "休克|烫|烧伤|发烧|反应|后遗症|肝损|肾损|结石|查出|发现)"
)
_TRADE = re.compile("(?:卖|种|生产|搞|倒腾|批发|做|干)(?:点|些)?$")
_YEARS = re.compile("(?:了|有)?[\\d一二三四五六七八九十几]+多?年")  # 做家政十几年
_EARLIER = re.compile(  # 上个月买了轮椅,这次住院
    "(?:上个?月|去年|前年|之前|以前|上次|上回|前阵子|前段时间)[^。？?！!；;]*$|(?:做|装|放|开|换|动|搭)(?:了|过|完)(?:个)?$"
)
_THIS_TIME = re.compile("[^。？?！!；;]{0,16}(?:这次|这回|现在|如今|往后|以后|出院(?:以|之)?后|"
    "(?:术后|长期|一直|终身|天天|每天|都)(?:要|得|在)?[吃服用]|[要得][吃服])")
_STATE = re.compile("(?:戴|坐|拄|穿|挂|喜欢|爱好|爱|家里有|家有|离不开|天天|每天|平时|经常|常年)(?:着|了|个|副|去|做|打|吃|用)*$")
_BOUGHT = re.compile("(?:买|配|订|租|添|置办?|换)(?:了|点|些|个|台|副|辆|张|根|支|盒|把|一[个台副辆张根支盒把点些])*(?:[\u4e00-\u9fff]{1,3}的)?$")
_ALSO = re.compile("还[要得想]|另外|另")
_MORE = re.compile(  # 住院又买了轮椅: not why it is bought
    "[，,](?:也|还)(?:想|要|得)|(?:一次|一天|每次|每月|一个月)?[\\d一二两三四五六七八九十百千]{2,6}(?:块|元)?[，,]?(?:还|又|另外)|"
    "[，,]?(?:时|期间|的时候)?(?:又|还|另外|同时|顺便|要?交|要?付|和|跟|加|与|以及|、|的?费|的?钱|还有)"
)
_EACH = re.compile("一[个位](?:人|是|想|要|需要|得|在|去)*$")  # 一个要输液一个要买轮椅
_LONG_DONE = re.compile("[做动开换住][了过完].+")
_NEEDS = re.compile("(?:以?后)?[，,]?(?:一直|现在|还|就|如今|每[天月]|天天|长期)*(?:要|得|需要?|想|离不开)")  # 做了手术要长期买造口袋
_SPENT_ON = re.compile("(?:付|交|结|报|花|看|做|打|住|挂|查|开|的|去)(?:个|了|下|一下)?$")
_AFTERWARDS = re.compile(
    "补(?:刷|扣|划|付|报)|(?:补|要|退|报)回来|事后[^，,。？?！!；;]{0,6}(?:刷|扣|补|付|报)|"
    "(?:发票|票据|单子|收据)[^，,。？?！!；;]{0,4}(?:还在|还留|留着|都在)"
)
_REPORTED = re.compile("举报|投诉|怎么(?:处罚|罚)|(?<!会不)(?<![我俺])会被?罚|罚(?:多少|几倍)")  # what others did wrong
_FEE_BESIDE = re.compile(r"(?:时|期间|的时候)?的([\u4e00-\u9fff]{1,4}?)(?:费用|费|钱)")
_OWN_FEE = re.compile("自|个人|医|药|报销|剩|部分|那|这|全|押|所有|一切|总|门槛|检查|治疗|手术|床位|材料|化验|护理|挂号|诊|余|用|花|看|住")
_HELPER_PAID = re.compile(
    r"(?:请|雇|找|叫)(?:了|过|个|一个|的|到|位)*(?P<one>护工|月嫂|保姆)|"
    r"(?P<other>护工|月嫂|保姆)(?:一天|每天|一个?月|每个?月|的?工资|花了|要|得)?(?:\d|[一二两三四五六七八九]百)"
)
_HOME = re.compile("养老院|敬老院|福利院|养老公寓|托老所|护理院|养护院")  # 在黄山住养老院。现在白内障手术
_PLACE = re.compile("(?:院|中心|馆|店|房|公寓)$")
_HOUSE = re.compile("医院|诊所|门诊部")  # 口腔医院
_SUM = re.compile("(?:费|押金|的钱|工资|预交金|预缴金)$")
_PRICE = re.compile("^(?:[\\d.]+|[一二两三四五六七八九十百千万零]{2,})[块元]?[钱多]?")
_AT_HOME = re.compile("上门(?!女婿|诊|来|做客|提亲)")
_QUALIFIED = re.compile("[慢特]|大病")  # of an illness that the fund pays more for
_SHOPS = ("外地药店", "跨省药店", "老家药店")
_ANY_SURGERY = ("手术", "门诊手术", "日间手术", "做手术", "动手术", "开刀")
_NAPPIES = ("尿不湿", "尿片", "尿布", "尿布湿", "拉拉裤")
_FRAIL = re.compile("失禁|瘫|卧床")
_FINDING = re.compile("(?:的?时候?)?(?:就|又|才)?(?:查出|发现|检出|查到)")
_JOINT = re.compile("膝|关节|骨|肩")  # 膝盖打玻尿酸
_CAUSE = re.compile("(?:症|病|炎|疼|痛|出血|障|[弱斜]视|龋齿|蛀牙|智齿|牙洞)$")  # an illness: why something is done
_INSTEAD = ("住院", "买药", "药", "药费", "拿药", "开药", "检查费")
_PROGRAMME = re.compile(r"^(?:统筹|共济|待遇|资格|保障|备案|时间)")


def find_expense(text: str, words: list[Word], relative: str | None, policies: Policies) -> Expense | None:
    """The expense asked about; None if the text names none."""
    if _REPORTED.search(text):
        return None
    spent = [word for word in words if word.kind in ("item", "expense")]
    stated = [word for word in spent if is_statement(text, word, policies)]
    plain = [word for word in spent if word not in stated and (word.value in MEDICINES or not _PROGRAMME.match(text[word.end :]))]
    plain = [word for word in plain if not (_denied(text, word) or _PAPER.match(text, word.end))] or plain
    plain = [word for word in plain if not _PART.match(text[word.end :]) and not _works(text, word, policies) and not _unknown_fee(text, word)]
    plain = [word for word in plain if word.text not in ("全自费", "纯自费") or not _NO_INSURANCE.search(text)]
    plain = [word for word in plain if "玻尿酸" not in word.text or not _JOINT.search(text[: word.start])]
    plain = [word for word in plain if word.text != "矫正" or re.search("[牙齿颌]", text)]
    salves = {word.start for word in plain if category_of(word, policies) == "pharmacy_drug"}
    plain = [word for word in plain if not (category_of(word, policies) == "cosmetic" and word.end in salves)]  # 祛斑药膏
    screened = [word for word in plain if category_of(word, policies) == "health_checkup" and _FINDING.match(text, word.end)]
    plain = [word for word in plain if word not in screened] or plain  # 体检查出龋齿,要补牙
    plain = [word for word in plain if word.text != "其他" or re.match("[，,。？?！!；;]|$", text[word.end :])]
    plain = [word for word in plain if category_of(word, policies) not in _TREATED or not _APPLIANCE.match(text, word.end)]
    jabs = [word.start for word in plain if category_of(word, policies) == "vaccine"]
    plain = [word for word in plain if word.value != "打针" or not any(0 <= at - word.end <= 4 for at in jabs)]  # 打了针水痘疫苗
    behind = [word for word in plain if _behind(text, word, plain, policies)]
    plain = [word for word in plain if word not in behind]
    plain = over_the_counter(text, plain, policies)
    bought = _bought(text, plain, policies)
    plain = [word for word in plain if bought is None or word.start >= bought.start]
    specific = [word for word in plain if word.value not in _GENERAL]
    asked_for = sought(text, specific)
    asked_for = specific if any(_ALSO.match(clause_of(text, word)) for word in asked_for) else asked_for  # 换药一次一百五,还要买敷料
    specific = asked_for if any(word.value not in policies.item_ambiguous for word in asked_for) else specific
    if not any(is_sought(text, word.start) for word in specific):  # 住养老院,能给她买药吗; 交了农合,看病能用我的吗
        general = {word.value in MEDICINES for word in plain if word.value in _GENERAL and word.value != "报销" and is_sought(text, word.start)}
        left = [word for word in specific if category_of(word, policies) in (("pharmacy_drug",) if True in general else _CATALOGUE + BODILY)]
        plain = [word for word in plain if not general or word in left or word not in specific]
        specific = left if general else specific
    had = [word for word in specific if category_of(word, policies) in (*PREMIUMS, "commercial_insurance") and has_it(text, word, policies)]
    if had and any(word not in had and (word in specific or category_of(word, policies) in _CATALOGUE) for word in plain):
        stated, plain, specific = [*stated, *had], [word for word in plain if word not in had], [word for word in specific if word not in had]
    number = _NUMBER.search(text)
    if number and all(number.start() <= word.start < number.end() for word in specific):
        return Expense(number.start(), number.end(), "item", "挂号", bodily=True)
    if not specific:
        premium = find_premium(text, words, relative, stated, policies)
        if premium:
            return premium
    helper = _HELPER_PAID.search(text)
    if helper and not specific and not any(is_sought(text, word.start) for word in plain if word.value in MEDICINES):
        return Expense(helper.start(), helper.end(), "item", HELPERS[helper["one"] or helper["other"]])
    parts = [word.end for word in spent if _PART_OF.match(text, word.end) or word in behind and category_of(word, policies) == "cosmetic"]
    unknown = parts[0] if parts else unread(text, words)
    best = _told(text, specific, plain, policies) if plain else None
    if best is None:
        return by_its_form(text, unknown) or (charged_later(text, stated, policies) if unknown < 0 else None)
    if best.value in policies.item_ambiguous:  # 签了家庭医生,签约费一年120
        exact = (word for word in specific if _SUM.search(word.text) and category_of(word, policies) == category_of(best, policies))
        best = next(exact, best)
    if unknown >= 0 and not best.start <= unknown < best.end:
        return None
    outside = next((word for word in plain if category_of(word, policies) == "out_of_catalogue"), None)
    if outside and category_of(best, policies) in _CATALOGUE:
        best = outside  # 靶向药不在目录里
    networked = by_network(text, best, spent, policies)
    if networked:
        plain, best = [word for word in plain if word != best], networked
    asked = _sum(best, plain, policies)
    if asked:
        best = asked
    day_case = next((word for word in plain if word.value in ("门诊手术", "日间手术")), None)
    if day_case and category_of(best, policies) == "inpatient" and not _ward(text, plain):
        best = day_case  # 割包皮的门诊手术
    checkup = next((word for word in plain if word.start == best.end and category_of(word, policies) == "health_checkup"), None)
    if checkup and category_of(best, policies) == "outpatient":
        best = checkup  # 全身CT体检
    inside = _ward(text, plain)
    if inside and (category_of(best, policies) == "outpatient" or policies.items.get(best.value, {}).get("verdict") == "conditional"):
        best = inside  # 生孩子住院
    spa = next((word for word in spent if category_of(word, policies) == "wellness" and _PLACE.search(word.text)), None)
    if spa and category_of(best, policies) in ("outpatient", ""):
        best = spa  # 在养生馆做艾灸
    entitled = next((word for word in plain if category_of(word, policies) == "outpatient_chronic" and _QUALIFIED.search(word.text)), None)
    if entitled and category_of(best, policies) in ("outpatient", "pharmacy_drug") and not PHARMACY.search(text):
        best = entitled  # 长年吃药,办了门特
    at_home = _AT_HOME.search(text)
    if at_home and category_of(best, policies) == "outpatient":
        return Expense(at_home.start(), at_home.end(), "item", "上门服务", bodily=True)
    same = category_of(best, policies)
    people = [word for word in words if word.kind == "kin"]
    telling = [word for word in specific if not asked or word.start >= best.start]
    sort = _sort(best, policies)
    plain = [word for word in plain if word in specific or word.value in _GENERAL]
    beside = [word for word in plain if word.value not in ("报销", "看牙") and (not asked or word.start > best.start)]
    beside = [word for word in beside if category_of(word, policies) != same or word in telling and _sort(word, policies) != sort]
    beside = [word for word in beside if not (_is_part(word, best, policies) or best == outside and category_of(word, policies) in _CATALOGUE)]
    beside = [word for word in beside if not (_CAUSE.search(word.text) and word.end <= best.start or _HOUSE.match(text, word.end))]
    others = [word for word in beside if _listed(text, best, word, word in telling, people, policies)]
    named = texts(others) + [item for cause, item in _LIABLE if same in _CATALOGUE and cause.search(text)]
    if same not in PREMIUMS and _BESIDE_PREMIUM.search(text):
        named.append("医保费")
    if best.value in _NAPPIES and _FRAIL.search(text):
        best = replace(best, value="成人尿不湿")
    found = as_expense(text, best, same, tuple(dict.fromkeys(named)), policies)
    return replace(found, late=same in _CATALOGUE and bool(_AFTERWARDS.search(text)))


def _is_part(word: Word, best: Word, policies: Policies) -> bool:
    """人流,门诊手术一千四; 养生馆做艾灸; 办了门特吃药: the same thing once more, in other words."""
    same, category = category_of(best, policies), category_of(word, policies)
    if same == "wellness" and _PLACE.search(best.text):
        return category == "" or category == "outpatient" and policies.items.get(word.value, {}).get("verdict") == "conditional"
    if same == "outpatient_chronic" and _QUALIFIED.search(best.text):
        return category in ("outpatient", "pharmacy_drug")
    return word.value in _SHOPS or same == category and word.value in _ANY_SURGERY


def _told(text: str, specific: list[Word], plain: list[Word], policies: Policies) -> Word:
    """What is done or bought, where what stands before it is only why: 牙疼想种牙, 尿毒症住院."""
    done = [word for word in specific if not _CAUSE.search(word.text)]
    pain = next((word for word in specific if category_of(word, policies) == "dental" and _CAUSE.search(word.text)), None)
    if pain and done and done[0].value == "看牙":
        return pain
    if specific and not done:
        done = [word for word in plain if word.value in _INSTEAD and word.start >= specific[0].end]
    return (done or specific or plain)[0]


def _behind(text: str, word: Word, plain: list[Word], policies: Policies) -> bool:
    """跳广场舞把脚崴了要拍片, 坐轮椅的奶奶要住院: how it came to what is paid, or how somebody lives."""
    if _EARLIER.search(text[: word.start]) and (now := _THIS_TIME.match(text, word.end)):
        return any(one.start >= now.end() for one in plain)
    if _STATE.search(text[: word.start]) and any(one.start > word.end and _BOUGHT.search(text[word.end : one.start]) for one in plain):
        return True  # 天天打胰岛素,想买针头
    if category_of(word, policies) in _TREATED or not (_HARM.match(text, word.end) or _STATE.search(text[: word.start])):
        return False
    later = any(one.start >= word.end and category_of(one, policies) in _TREATED and one.value not in _SHOPS for one in plain)
    return later or bool(VISIT.search(text, word.end) or BED.search(text, word.end))


def _works(text: str, word: Word, policies: Policies) -> bool:
    """枸杞局上班, 我卖眼镜的: a trade, nothing to pay for."""
    years = category_of(word, policies) not in BODILY and _YEARS.match(text, word.end)
    return bool(_WORK.match(text[word.end :])) or bool(_TRADE.search(text[: word.start]) and (years or re.match("的(?:[，,。；;]|$)", text[word.end :])))


def _bought(text: str, plain: list[Word], policies: Policies) -> Word | None:
    """尿毒症要买轮椅: what is bought, where what stands before it is only what it is for."""
    for word in plain:
        if category_of(word, policies) not in _GOODS or word.value in _GENERAL or not _BOUGHT.search(text[: word.start]) and word.text[0] not in "买配换":
            continue
        before = [one for one in plain if one.end <= word.start]
        causes = not any(_EACH.search(text[: one.start]) for one in before) and all(
            category_of(one, policies) in BODILY and not _SUM.search(one.text) and not _SPENT_ON.search(text[: one.start])
            and one.text[0] not in "看做打查拍补拔镶种洗" and not _MORE.match(text, one.end) or _LONG_DONE.fullmatch(one.text) and _NEEDS.match(text, one.end)
            for one in before)
        return word if before and causes else None
    return None


def _denied(text: str, word: Word) -> bool:
    """不是体检, 除了住院, 不住院."""
    before = text[: word.start]
    after = text[word.end :]
    past = re.search("(?:(?:做|打|查|看|住|买|用|吃|挂)过|做完)(?:了)?$", before) or _DONE.match(after)
    before_it = word.text == "住院" and re.match("(?:以|之)?前", after)
    inside = _PLACE.search(word.text) and word.value not in ("互联网医院", "住院", "入院", "出院")
    where = inside and (re.match("里|内|是|不是|的(?=[老爷奶爸妈父母公婆外岳姥])", after) or re.search("在$", before))
    home = _HOME.search(word.text)
    where = where or home and (re.search("(?:住|住进|住着|住在|进|进了|送到|送去|待在|在)$", before) or re.match("里?(?:住|待|呆)", after))
    stays = word.text.startswith(("住", "吃", "看", "打", "喝")) and re.search("(?<![住吃看打喝能要可会管想行是])不$", before)
    part = re.search("[带配附]着?$", before) and after.startswith("的")  # 带扶手的拐杖
    kind = re.search("只(?:有|含|带)$", before) and re.match("[^，,。？?！!；;]{0,4}(?:没有?|无)(?:个人账户|个账|账户)|的医保", after)
    return any((kind, _DENIED.search(before), part, past, before_it, where, stays, "完" in word.text[1:]))


def _unknown_fee(text: str, word: Word) -> bool:
    """住院的误工钱: a sum beside the treatment that no vocabulary has."""
    fee = _FEE_BESIDE.match(text[word.end :])
    return bool(fee) and word.value in _GENERAL and not _OWN_FEE.search(fee.group(1) if fee else "")


def _sum(best: Word, plain: list[Word], policies: Policies) -> Word | None:
    """做手术的护工费, 装支架住院押金: the sum that is named, not what it arose from."""
    if _SUM.search(best.text) or category_of(best, policies) in PREMIUMS:
        return None
    later = [word for word in plain if word.start >= best.end and _SUM.search(word.text) and word.value not in _GENERAL]
    return next((word for word in later if _stands_apart(word, best, policies)), None)


def _stands_apart(word: Word, best: Word, policies: Policies) -> bool:
    """Whether the sum is another expense than what it is named with, or one with a rule of its own."""
    item = policies.items.get(word.value, {})
    return category_of(word, policies) != category_of(best, policies) or item.get("verdict") == "unknown"


def _sort(word: Word, policies: Policies) -> tuple[str, str]:
    """The category of a word and what the nation says of this very item."""
    return category_of(word, policies), str(policies.items.get(word.value, {}).get("verdict", ""))


def _ward(text: str, plain: list[Word]) -> Word | None:
    """住院: what else is done there is no visit of its own."""
    return next((word for word in plain if word.value.startswith("住院") and not _SUM.search(word.text)), None)


def _listed(text: str, best: Word, word: Word, telling: bool, people: list[Word], policies: Policies) -> bool:
    """Whether another expense is asked about beside the first: named in a list, not as a part of it."""
    first, then = (best, word) if best.start < word.start else (word, best)
    between = _PRICE.sub("", text[first.end : then.start])
    if telling:
        return bool(_AND.search(between)) or category_of(first, policies) in _TREATED and bool(_BOUGHT.search(between))  # 做化疗买了个护套
    if not between and then.value == "买药" and first.value in ("看病", "门诊"):
        return True
    for person in people:  # 奶奶住院和外甥打疫苗
        between = between.replace(person.text, "") if first.end <= person.start and person.end <= then.start else between
    return bool(_AND_NEXT.fullmatch(between))
