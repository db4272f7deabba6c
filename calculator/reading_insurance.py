"""How the people of a sentence are insured, and whether the donor has a personal account."""

from __future__ import annotations

import re

from calculator.reading_mentions import Mention, heads, leading, together
from calculator.reading_owner import MARKS, role_of

Fact = tuple[int, int, str, object]  # start, end, key, value

_INSURANCE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(
        r"(?:啥|什么|任何)(?:医保|社保|保险)(?:都|也)?没|(?:军人|战士|军官|当兵|现役|部队|服役)[^。？?给]{0,8}(?:没有?|无)(?:地方)?(?:上)?的?(?:医保|社保)(?:卡|账户)?|"
        r"(?:没有?|未)(?:参加?|交|买|办|上|入|缴)?过?(?:城乡|农村)?(?:新?农合|合作医疗|居民医保)(?!费|的钱|卡)|(?:没有?|没得|未|尚未|"
        r"还未)(?:参加?|交|买|办|上|入|缴|投)?(?:过|任何)?(?:(?:大陆|内地|国内|当地|基本|的)*)?(?:的)?(?:医疗保险|医保(?!卡|"
        r"账户|个|定点|码|电子|钱包|局|本|手册|凭证|待遇)|社保(?!卡)|保险(?=[，,。？?]|$))|(?:没有?|还未|尚未)(?:参保|参加医|参加基本医)|还没参|"
        r"未参保|医保(?:卡)?(?:都|也)?还?没(?:来得及)?(?:办|上|入|参)|还没(?:来得及)?(?:办|上|交|买|参加)医保|没(?:有)?[交缴]医疗(?=[，,。；;])|"
        r"没(?:有)?(?:赶上|来得及|能)[交买办上参入](?:上|成|过)?(?:医保|社保|新?农合|合作医疗)(?!卡|账户|费)|没(?:有)?[交买办参](?:上|成|过)(?:一分钱?)?的?(?:医保|社保|新?农合)(?!卡|账户|费)|"
        r"没给[他她]们?(?:上|交|买|缴)(?:医保|社保)[，,](?:他|她)?自己也没(?:有)?(?:买|交|上|参)|(?<=[爸妈爹娘])没(?:有)?给(?:[他她]|孩子|娃|小孩|宝宝)们?(?:上|交|买|缴|办)过?(?:医保|社保|新?农合)(?!卡|账户|费)|"
        r"(?:医保|社保|新?农合)(?:也|都|啥的)*没得(?=[，,。；;])|"
        r"(?<=自己)没(?:有)?[交缴]过?(?=[，,。；;！!]|$)|(?:医保|社保)(?:也|都)?没有(?=[，,。；;])|没参加(?:任何|"
        r"过)?(?:医保|保险)|没入医保|(?:医保|社保|新?农合|合作医疗)(?:今年|去年|都|也|还|就|又|到现在|至今|从来|一直|一[天次分年]|压根|从|给)*没(?:有)?(?:来得及|赶上)?(?:法|"
        r"办法)?(?:交|缴|参加|办|买|"
        r"上|接上|续)|没有?任何医保|还没有?(?:来得及)?(?:给孩子)?(?:上户口|落户口?)"
    ), "none"),
    (re.compile(
        r"(?:在[\u4e00-\u9fff]{2,6}的?|是|有|参加的?|参加了|参的是?|交的是?|交了|交|缴的是?|缴|只有|上的是?|上|办了?|"
        r"买的是?|[买参]了|入的是?|属于|享受|走|用的是?|参保的是|参保[\u4e00-\u9fff]{2,6}|[，,(]|^|(?<=[我俺他她爸妈爷奶公婆哥姐弟妹]))(?:个|"
        r"了)?(?:的)?(?:[\u4e00-\u9fff]{2,4}的)?(?:(?<=参加)[\u4e00-\u9fff]{2,5}|(?<=[加交缴]的)[\u4e00-\u9fff]{2,5})?(?:城乡|农村|老家的?|当地的?|"
        r"那种|城镇|少儿)?(?:的)?(?:居民医"
        r"保|居民医疗保险|居民基本医保|居民保(?![险费])|新农合|农合|合作医疗|农村医保|农医保|居民保险|少儿医保|"
        r"学生医保|大学生医保|一老一小|居民(?=[，,。？?的]|$))|医保(?:是|在)[\u4e00-\u9fff]{2,6}?的?居民(?=[，,。；;]|$)|"
        r"(?:转|改|变|换)(?:成|为|到|了|交|参)+(?:了|的是)?(?:城乡)?(?:居民|新?农合|合作医疗)|属于居民|(?:是|有|交|缴|参)(?:的|着|了)?(?:是)?(?:农村|村里|老家村里)(?:那种|那个|统一|收|交)?的?医保|"
        r"(?:跟着|随)?村里(?:统一|一起)?(?:交|缴|收)的(?:那个|那种)?医保|医保是(?:农村|村里|居民)的?(?=[，,。；;]|$)|(?<=[，,我俺他她爸妈爷奶公婆哥姐弟妹])(?:交的?|有|是)?(?:城?居保|合疗|农疗)|"
        r"(?:是|系|为|属)[\u4e00-\u9fff]{0,6}(?:城乡|城镇)?居民(?:医保|医疗保险|基本医疗保险)?参保(?:人|者)|医保(?:都|也)?(?:是|由|在)?(?:学校|大学|幼儿园)(?:里|那边)?(?:给|帮|统一|集体|代)*(?:交|缴|买|办|上|扣|收|参)|(?:学校|幼儿园)(?:里|那边)?(?:给|帮|"
        r"统一|集体|代)*(?:交|缴|买|办|上)的(?:那个|那种|是)?(?:医保|居民|保险)"
    ), "resident"),
    (re.compile(
        r"(?:也?是|也?有|参加的?|参加了|参的是?|交的是?|交了?|缴|也交|上的是?|属于|买的是?|"
        r"用的是?|办了?|享受|退休)(?:了)?(?:的)?(?:[\u4e00-\u9fff]{2,4}的?)?(?:省直|市直|城镇)?(?:的)?(?:退休"
        r")?职工(?:基本)?(?:医保|医疗保险|社保)?(?!的?个人账户(?:的钱)?(?:能|可|给))|(?:是|"
        r"有)(?:退休|在职)(?:职工|工人|教师|老师|干部|公务员|人员)|职工医保的?(?=[，,。]|$)|(?:买|交|缴|参加)(?:了|的是?)职工的(?=[，,。]|$)|"
        r"(?<=[\u4e00-\u9fff])(?<![非无是])职工(?=[，,。；;]|$)|(?:机关|事业)(?:事业)?单位(?:的|职工)?(?:医保|社保)|[是有交](?:的|了|着)?单位(?:的)?(?:医保|社保)(?!卡|账户|局)|是(?:个|一?名)?(?:公务员|事业编|"
        r"机关干部)|(?:有|是|享受)(?:自己的)?退休医保|有单位(?:的|给[交缴上]的)?(?:医保|社保)|(?:单位|公司|厂里?|机关|局里|矿上)里?(?:也|都|一直|还|自己)*(?:有|(?:给|帮|替)?(?:他|她|他们|她们)?"
        r"(?:[交缴买上](?:了|着|的是?|过)?))(?:职工)?(?:医保|社保|五险)(?!卡|账户|费|断)"
    ), "employee"),
)
_NAMED_EMPLOYEE = re.compile("职工(?:基本)?(?:医保|医疗保险)|职工参保人|在职职工")
_BOTH_EMPLOYEES = re.compile(
    r"都(?:在[\u4e00-\u9fff]{2,6}?)?(?:有|是|参加|参|交|缴|上)"
    r"(?:[\u4e00-\u9fff]{2,6}?的|的|了|的是)?(?:(?:职工|单位)(?:医保|医疗保险|社保|基本医)|在职职工|退休职工|职工)"
)
_NAME = re.compile("居民|新?农合|合作医疗|农村医保|农医保|少儿医保|学生医保|大学生医保|一老一小|(?:退休|在职)?职工")
_NAMED_RESIDENT = re.compile("(?:城乡)?居民医保|新?农合|合作医疗|农村医保|农医保|少儿医保|(?:大?学生|娃娃)医保")
_KEPT = re.compile(  # 合作医疗都在蕲春, 居民医保没迁过来, 仍由民政代缴
    "(?:也|都|还|就|仍|依然|现在|目前|一直|交|是)*(?:在(?!线|网|手机|哪|内)|没(?:有)?(?:从[^，,。？?]{2,6})?[迁转挪]|由[^，,。？?]{2,8}[交缴])"
)
_LAPSED = re.compile(
    "(?:已经|都|早就|早|也|刚|今年|去年|前年)*(?:断|停|(?:没|未)(?:有)?(?:赶上|来得及|再|去|人)?[交缴续买参办]|过期|失效|忘[了记]*[交缴续]|漏[交缴])"
)
_FORMER = re.compile("(?:以前|原来|之前|曾经|早先|过去|原先)(?:一直|都|也)*(?:在[\u4e00-\u9fff]{1,6})?[是有交缴参的]?$")
_LAPSED_NOW = re.compile(
    "(?:医保|社保|新?农合|合作医疗)[^。？?！!；;]{0,14}(?:今年|现在|后来)(?:又|也|就|还|一直)*没(?:有)?再?[续交缴](?!费)|"
    "(?:医保|社保|新?农合|合作医疗)(?:也|都|又)*(?:忘[了记]*|漏)[交缴续](?!费)|"
    "(?<![没不怕别会要])(?:断|停)(?:了|掉|缴|交)+(?:职工|居民)?(?:医保|社保|新?农合|合作医疗)|(?:医保|社保|新?农合|合作医疗)(?:去年|今年|刚|已经|都|也|就|又|还|跟着|早就|早|欠费|"
    "[一二三四五六七八九十\\d]+月(?:份|底|初)?)*(?:(?:断|停|[到过]期)(?:了|缴|交|保|档|着)|[到过]期[没未])|(?<![没不怕别会要])(?<!差点|如果|万一|免得)(?:断(?:缴|交)(?!费)|[断停]保(?![险障护]))"
)
_BRIEF = re.compile(  # 断缴两个月: it may still be mended
    "(?:断|停)(?:了|缴|交|保|档|掉)*(?:医保|社保|新?农合|合作医疗)?(?:快|都|有|才|已经|了|差不多|大概|将近)*(?:(?:[一两二三四五几12345]|[一二两三]四?)个?多?月|半个月|[一二两三几十\\d]+(?:天|周|个星期))(?!前)|"
    "(?:上个?|这个?|本)月(?:份|底|初)?(?:刚|才|就|又)*(?:断|停)"
)
_FEARED = re.compile("(?:怕|担心|万一|如果|要是|假如|会不会|是不是)[^，,。？?！!；;]*$")  # 我怕我妈的医保断了
_LINK = re.compile(
    r"[(]?(?:呼和浩特|交的|缴的|买的|入的|参加的?|(?<=[只都还])[交缴]了?|(?!给|帮|交|缴|买|续|付|替|能|可|和)[\u4e00-\u9fff]){0,12}|"
    r"[交缴](?:了|的是)?[\u4e00-\u9fff]{2,5}|(?:户口|户籍|[他她]的?)(?:和|跟|与)"
)
_UNSURE_INSURED = re.compile(
    r"(?<=有职工医保)[，,]?(?:但是?|可是?|而)?(?![我俺])[\u4e00-\u9fff]{1,4}没有(?=[，,。；;]|$)|"
    r"不(?:知道|清楚|确定)(?:[^，,。？?]{0,8})(?:参加?的?|交的?|有没有?|是)(?:什么|哪种|没)?(?:医保|"
    r"参保|保险)|(?:好像|可能|大概|也许|估计|貌似|应该)(?:是|都|也)?(?:没有?|断|停)[^，,。？?]{0,6}(?:医保|社保|参保|农合)|(?:医保|社保|农合)(?:好像|可能|大概|也许|估计|貌似)(?:是|都|也)?(?:没|断|停)|"
    r"(?:搞|弄|分|说)不清[^，,。？?]{0,6}(?:农合|居民|职工|哪种|什么医保)|(?:医保|社保|农合)(?:断没断|交没交|有没有交|停没停)[^，,。？?]{0,3}不(?:知道|清楚|确定)"
)
_MEANS_TO = re.compile(  # 没医保想给她买一个: it is what is paid for
    "(?<!没)(?:给|帮|替|为)[^，,。；;？?！!没未]{1,4}(?:交|缴|办|上|参保?|买|续)(?:[一个份上加起来]*(?:[，,。；;？?！!吗不行么]|$)|"
    "[一个份]*(?:城乡)?(?:居民|医保|社保|新?农合|合作医疗))"
)
_PAYS = re.compile("的?(?:个人账户|账户|卡|个账)?(?:里的钱)?(?:可不可以|能不能|可以|可否|能否|能|想)(?:给|帮|替|为)")
_TO_PAY = re.compile("(?:叫|让|要|喊|催|想|去|帮|怎么|能|得)(?:我|俺)?$|[给帮替为][^，,。；;？?！!]{1,6}$")
_ACCOUNT = "(?:医保)?的?(?:职工)?(?:医保)?(?:个人的?账户|个账|账户|个人那块)"
_NO_ACCOUNT = re.compile(  # 不带个人账户那档, 没个账的, 只建统筹, 只保住院的
    rf"(?:没有?得?|不|无|未)(?:带|建立?|设立?|含|包括?|包含|配|选|参加?|交|划|入|给(?=[建设配划]))*(?:有|我|任何)?{_ACCOUNT}(?![余里上内]|的钱|"
    rf"没钱|不够|不足|余额)|"
    "单建(?:统筹)?|(?:只|光|仅)(?:有|交|缴|建|参加?|上|保|管|是)(?:了|的是?)?(?:那?个|基本)?(?:统筹|住院(?:统筹|医保|险|那)?(?=的|[，,。；;]|那|"
    "$))|住院统筹|住院医疗?保险?(?=的|[，,。；;]|$)"
)
_FOR_ME = re.compile("(?:我|俺|本人)(?:现在|最近|这次|昨天|上周|要|想|去|得|需要|需|又)*(?:住院|看|买|做|打|拔|补|配|生|透析|体检|手术|吃|治)")
_MINE = re.compile(
    "(?:用|刷|花|走|从|扣|拿)(?:的)?(?:是)?(?:我|俺|咱|本人|自己)|(?:我|俺|本人|自己)的?(?:医保|社保)?(?:里)?的?(?:卡|账户|个账|个人账户|钱|余额)|"
    "共济|绑|给|帮|替|为"
)
_MY_ACCOUNT = re.compile(
    "(?:我|俺|本人)(?!爸|妈|爹|娘|哥|姐|弟|妹|们?家|老|儿|女)[^，,。？?！!；;给他她]{0,8}(?:账户|个账|余额)的?(?:里的?)?钱?(?:能|可以|可否|付|出)|"
    "[他她](?:爸|妈|爷|奶|哥|姐|外公|外婆|姥爷|姥姥)[^，,。？?！!；;]{0,6}(?:拿|用|刷|从|花)[他她]的?(?:医保)?的?(?:账户|个账|余额|卡)"
)
_GIVES = re.compile("[^，,。？?！!；;]{0,6}(?:拿|用|刷|从|花)[他她]?的?(?:医保)?的?(?:个人账户|账户|个账|余额|卡)")
_HAS_CARD = re.compile(
    "的?(?:职工)?(?:医保|社保)?(?:卡|账户|个账|个人账户)(?:里|上)?(?:的)?(?:余额|还|有|钱|能|可以|给|付|出)|"
    "(?:自己|也|倒|却|是|都)*有(?:职工)?(?:医保)?(?:个人账户|账户|个账|医保卡)|的?(?:医保)?余额|的?医保里"
)
_GIVEN_BY = re.compile("(?:的)?(?:能不能|可不可以|能否|可否|能|可以|想|要)?(?:也)?(?:给|帮|替|为)")
_JOB = re.compile("(?:做|当|干)(?:了|过)?(?:个|一名)?$")  # 我在泉州做保姆没有交医保
_TAKES = re.compile("(?:能|可以|想|要|去)(?:让|叫|用|刷|花|走|扣)(?:得)?$")  # 能用老婆的一档账户看病不
_ACCOUNT_OF = re.compile("的?[^，,。？?！!；;给帮替]{0,4}(?:账户|个账|卡|余额)")
_UNSURE_ACCOUNT = re.compile(  # 带不带个账, 有没有账户, 账户也不知道有没有; 卡里不返钱 tells nothing certain
    rf"有没有{_ACCOUNT}|([带建有含])不\1{_ACCOUNT}|是(?:不是|否)(?:没有?|不|无)(?:带|建|设|含)?{_ACCOUNT}|"
    rf"(?:不知道|不清楚|不确定)[^，,。？?！!；;]{{0,6}}{_ACCOUNT}|{_ACCOUNT}[^，,。？?！!；;]{{0,6}}(?:有没有|不知道|不清楚|不确定)|"
    "(?:[二三低]档|卡里?|账户里?|医保)(?:每个?月)?(?:都|也|从来)?(?:不|没)(?:往(?:卡|账户)里?)?(?:进|返|打|划|有)(?:过)?钱"
)
_HAS_ACCOUNT = re.compile(
    r"统账结合|(?:用|刷)(?:我|俺)?的?退休的?医保(?:卡|账户)|卡里(?:还|也|都|攒|存|剩)*有(?:点|些|几|好几|\d|[一二两三四五六七八九])|带(?:个人)?账户|个账(?:里|上)?(?:还|就|只)?(?:有|剩)?\d{2}|"
    r"职工(?:基本)?(?:医保|医疗保险)?的?个人账户|(?<!没)有(?:医保)?(?:个人账户|账户|个账)(?!的?[余里上内])|每(?:个)?月(?:都)?(?:有|打|返|"
    r"划)[^，,。？?]{0,6}(?:钱|元|块|卡|账户|个账)"
)
_NAMED_ACCOUNT = re.compile(r"(?:个人账户|个账)(?!的?(?:怎么|是什么|改革))")
_FLEXIBLE = re.compile(
    r"灵活就业|自由职业|个体户|自己交的?(?:职工)?(?:社保|医保)|个人身份(?:交|参保|缴)|以个人名义(?:交|"
    r"参保|缴)"
)
_RETIRED = re.compile(r"(?<![没未不])(?<!还没有)(?<!没有)退(?:了|的)?休")
_ACCOUNTS = (  # the first that the text says of the donor
    (_UNSURE_ACCOUNT, "unsure"), (_NO_ACCOUNT, "no"), (_HAS_ACCOUNT, "yes"), (_FLEXIBLE, "unsure"), (_RETIRED, "yes"), (_NAMED_ACCOUNT, "yes"),
)
_DEAD = re.compile("(?:都|也|早|早就|前几?年)*(?:过世|去世|病故|走了|没了|不在了)")
_TAKEN_OVER = re.compile("(?:把|将|接|带着?)$")  # 我把弟弟接到赣州,居民医保还在遂川
_BESIDE = re.compile("(?:[跟随]着?|陪着?)$")
_KEEPER = re.compile("[^，,。？?]{0,2}(?:养|照顾|照料|抚养|赡养|监护|管|带)")  # 由我们养着
_NOBODY_PAYS = re.compile("没(?:有)?(?:人|谁|单位|公司|老板)(?:给|帮|替|肯)?(?:他|她|我)?$|没(?:有)?(?:给|帮|替)(?:他|她)$")  # 没人给交职工医保
_WHETHER = re.compile("有没$|是不是?$")
_BARE = re.compile("有?(?:的)?(?:参加|交|缴|办|上|买)?(?:的|了)?(?:城乡|城镇|退休)?(?:职工|居民|新农合|农合|合作医疗|少儿|学生)")
_NOT = re.compile(r"(?:没有?|不|无|未|并非|没有?在|(?:没有?|不|未)(?:参加?|交|买|办|上|入|缴|续)过?)$")


def insurance(text: str, people: list[Mention], donor: Mention | None, relative: Mention | None, paid: tuple[int, int] | None) -> list[Fact]:
    """How the relative is insured, and whether the donor has a personal account. `paid`: a premium that is being paid."""
    found: dict[str, Fact] = {}
    meant = _MEANS_TO.search(text)
    for pattern, value in (*_INSURANCE, (_NAMED_RESIDENT, "resident"), (_NAMED_EMPLOYEE, "employee")):
        for match in pattern.finditer(text):
            if _WHETHER.search(text[: match.start() + 1]) or value != "none" and _NOBODY_PAYS.search(text[: match.start()]):
                continue
            if meant and not paid and (value == "none" or meant.start() < match.end() and match.start() < meant.end()):
                continue
            if re.match("[交缴买办参](?![的了着])", match.group()) and _TO_PAY.search(text[: match.start()]):
                continue  # 我妈叫我交居民医保
            if paid and match.start() < paid[1] and paid[0] < match.end() or value != "none" and _LAPSED.match(text[match.end() :]):
                continue
            if value != "none" and (_FORMER.search(text[: match.start()]) or _FORMER.search(text[: match.start() + 1])):
                continue  # 以前是职工医保
            name = _NAME.search(match.group())
            owner = _described(text, people, match.end()) or whose(text, people, match.start() + (name.start() if name and value != "none" else 0))
            inside = next((one for one in people if one.pronoun and match.start() < one.start < match.end() and not _BESIDE.search(text[: one.start])), None)
            owner = inside or owner  # 公司没给他上医保
            if relative is not None and owner is not None and _is_of(match, people, owner, donor, relative):
                owner = relative
            if value == "employee" and owner is not None and not owner.same(donor) and _PAYS.match(text, match.end()):
                owner = None  # 没参加任何医保的弟弟看急诊,黔西南的职工医保能给他付吗
            if owner is None and value == "resident" and relative is not None and relative.kin is None and not any(one.end <= match.start() for one in people):
                owner = relative  # 信阳茶农,入的新农合: the asker
            if owner is None and value == "employee" and donor is None and not _FLEXIBLE.search(text):
                found.setdefault("donor_account", (match.start(), match.end(), "donor_account", "yes"))  # 拉萨交的职工医保给弟弟用
            first = owner is None and donor is None and all(one.start > match.start() for one in people)
            if first and value == "resident" and _GIVEN_BY.match(text, match.end()):
                found.setdefault("donor_account", (match.start(), match.end(), "donor_account", "no"))  # 居民医保能给我儿子共济吗
            if owner is None:
                continue
            link = re.split("[，,。？?！!；;]", text[owner.end : match.start()])[-1]
            if pattern in (_NAMED_RESIDENT, _NAMED_EMPLOYEE) and not (_LINK.fullmatch(link) or _KEPT.match(text, match.end())):
                continue
            if value != "none" and _NOT.search(text[: match.start()]) and _BARE.match(match.group()):
                if value == "employee" and owner.same(donor):
                    found.setdefault("donor_account", (match.start(), match.end(), "donor_account", "no"))
                continue
            if value == "none" and owner.same(donor) and re.search("大陆|内地|国内", match.group()):
                continue
            if owner.same(donor):
                account = {"none": "no", "resident": "no", "employee": "yes"}[value]
                found.setdefault("donor_account", (match.start(), match.end(), "donor_account", account))
            elif relative is not None and role_of(owner, donor, relative) == "relative":
                if value != "none" and found.get("relative_insured", (0, 0, "", ""))[3] == "none":
                    del found["relative_insured"]  # 没有社保,就新农合
                found.setdefault("relative_insured", (match.start(), match.end(), "relative_insured", value))
            elif relative is not None and value == "none" and owner.kin is not None and owner.kin.relation is None:
                found.setdefault("relative_insured", (match.start(), match.end(), "relative_insured", "unsure"))  # 老三还没上医保: it may be the one
    both = _BOTH_EMPLOYEES.search(text)
    if both:
        begin = max((text.rfind(mark, 0, both.start()) for mark in MARKS), default=-1) + 1
        company = [one for one in people if begin <= one.start and one.end <= both.start()]
        found.setdefault("donor_account", (both.start(), both.end(), "donor_account", "yes"))
        apart = len(company) > 1 and all(role_of(one, donor, relative) in ("donor", "other") for one in company)  # 我和老婆都交职工医保,给我妈用
        if relative is not None and not relative.same(donor) and not apart:
            found.setdefault("relative_insured", (both.start(), both.end(), "relative_insured", "employee"))
    unsure, lapsed = _UNSURE_INSURED.search(text), None if paid else _LAPSED_NOW.search(text)
    owner = whose(text, people, lapsed.start()) if lapsed else None
    if lapsed and owner is not None and relative is not None and owner.same(relative) and not relative.same(donor):
        gone = not _BRIEF.search(text) and not _FEARED.search(text[: lapsed.start()])
        state = "none" if gone else "unsure"
        told = found.get("relative_insured")
        if gone and told and told[3] == "resident" and told[0] <= lapsed.start():
            del found["relative_insured"]  # 居民医保是去年的,今年没续
        found.setdefault("relative_insured", (lapsed.start(), lapsed.end(), "relative_insured", state))
    of_donor = unsure and donor is not None and (owner := whose(text, people, unsure.start())) is not None and owner.same(donor)
    if unsure and relative is not None and not relative.same(donor) and not of_donor:
        found["relative_insured"] = (unsure.start(), unsure.end(), "relative_insured", "unsure")
    for pattern, value in _ACCOUNTS:
        said = pattern.search(text)
        known = found.get("donor_account")
        doubted = known is not None and known[3] == "yes" and (pattern is _UNSURE_ACCOUNT or pattern is _FLEXIBLE and not _HAS_ACCOUNT.search(text))
        if not said or known and not (doubted or value == "no" and known[3] == "yes"):
            continue
        if paid and said.start() < paid[1] and paid[0] < said.end():
            continue
        owner = whose(text, people, said.start() if pattern is _RETIRED else said.end())
        if owner is None and donor is None or owner is not None and owner.same(donor):
            found["donor_account"] = (said.start(), said.end(), "donor_account", value)
    said = _HAS_ACCOUNT.search(text) if found.get("donor_account", (0, 0, "", ""))[3] == "no" else None
    owner = whose(text, people, said.start()) if said else None
    if said and owner is not None and relative is not None and owner.same(relative):
        found.setdefault("relative_insured", (said.start(), said.end(), "relative_insured", "employee"))
    return list(found.values())


def cannot_pay(text: str, people: list[Mention], facts: list[Fact], donor: Mention | None) -> bool:
    """女儿有职工医保,我是居民医保: whether the one who is taken for the payer has no account and somebody else has."""
    said = {key: value for _, _, key, value in facts}
    if said.get("donor_account") != "no":
        return False
    if donor is not None:
        return bool(_MY_ACCOUNT.search(text)) or any(_GIVES.match(text, one.end) for one in people if one.kin and not one.same(donor))
    employed = (found for pattern, value in _INSURANCE if value == "employee" for found in pattern.finditer(text))
    kin = [one for one in people if one.kin]
    others = any(_HAS_CARD.match(text, one.end) or _taken_from(text, one) for one in kin) or bool(_FOR_ME.search(text)) and not _MINE.search(text)
    return others or said.get("relative_insured") == "employee" or any(owner.kin for one in employed if (owner := whose(text, people, one.start())))


def _is_of(said: re.Match[str], people: list[Mention], owner: Mention, donor: Mention | None, relative: Mention) -> bool:
    """爸妈不在后跟着我,学校办的居民医保: a school insures its pupil. 我哥和我嫂子都没有工作,交的居民医保: both, of whom the relative is one."""
    young = "少儿" in said.group() and owner.kin is None or not owner.same(relative) and bool(re.search("学校|幼儿园", said.group()))
    known = [one for one in people if one.end <= said.start()]
    joined = owner in known and not owner.same(donor) and any(one.same(relative) for one in together(said.string, known, owner))
    return relative.kin is not None and young or joined


def _is_beside(text: str, one: Mention) -> bool:
    """跟着我上, 由我们养着: the company of the one that a clause is about."""
    return bool(_BESIDE.search(text[: one.start])) or text[one.start - 1 : one.start] == "由" and bool(_KEEPER.match(text, one.end))


def _taken_from(text: str, one: Mention) -> bool:
    """能用老婆的一档账户: whether it is somebody's account that is to pay."""
    return bool(_TAKES.search(text[: one.start]) and _ACCOUNT_OF.match(text, one.end))


def _described(text: str, people: list[Mention], end: int) -> Mention | None:
    """没参加任何医保的弟弟: the person right after it."""
    return next((one for one in people if one.kin and one.end > end and re.fullmatch("的(?:我|俺)?家?的?", text[end : one.start])), None)


def whose(text: str, people: list[Mention], at: int) -> Mention | None:
    """The person nearest before a place in the text, within the clause or as its topic."""
    begin = max((text.rfind(mark, 0, at) for mark in "，,。？?！!；;"), default=-1) + 1
    people = [one for one in people if not (_DEAD.match(text, one.end) or one.kin is None and _is_beside(text, one))]
    inside = [one for one in people if begin <= one.start and one.end <= at + 1 and not _JOB.search(text[begin : one.start])]
    inside = [one for one in inside if one is inside[0] or one.word != "自己"]  # 我妈用自己的新农合
    if inside and not (inside[-1].word == "自己" and any(one.end <= begin for one in people)):  # 我丈夫没单位,自己交
        return leading(text, inside, begin)
    earlier = [one for one in people if one.end <= begin]
    if not earlier:
        return None
    last = max((text.rfind(mark, 0, max(0, begin - 1)) for mark in "，,。？?！!；;"), default=-1) + 1
    clause = [one for one in earlier if one.start >= last]
    first = [one for one in clause if one.kin and _TAKEN_OVER.search(text[last : one.start])] or heads(text, clause, last)
    return first[0] if first else leading(text, earlier, 0)
