"""Kin words that name nobody the question is about: comparisons, what somebody is called, people who are spoken to."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from calculator.kin import BODIES, TRADES, Kin, read_kin
from calculator.lexicon import Word
from calculator.policies import Policies

_OWN = "(?:我|俺|咱|自己|自家|人家)?(?:的)?"
_LIKE = re.compile(f"(?:跟|像|和|与|如同|好比){_OWN}$")
_LIKE_END = re.compile("(?:一样|似的|一般|那样|没(?:什么|啥)?(?:两样|区别|差别))(?!都|也)")
_MORE = re.compile(f"(?:比|胜似|胜过|好比|如同|犹如|堪比|亲如|视同|视如|不亚于|赛过|当(?:成|作|做|是|自己|自家)|拿(?:他|她)当){_OWN}$")
_TAKEN_FOR = re.compile(f"(?:把|将|拿|对)[^，,。？?！!；;]{{1,8}}(?:当|像|如){_OWN}$")
_NOT_BY_BIRTH = re.compile(f"(?:不是|像|如|并非|又不是){_OWN}$")
_BEING = re.compile("(?:当|做|作为|身为)(?:一个|个)?$")
_AS_ONE = re.compile("看待?|养|对待|待|孝敬|伺候|疼|一样|似的|[，,。]")
_COUNTED = re.compile("时|的时候|后|以后|病|住院")
_COUNTS_AS = re.compile(f"(?:算(?:是|作|成)?|属于){_OWN}(?:[他她]的?)?(?:(?:医保|家庭)?共济(?:里|中|范围)?的?|近|直系)*$")
_OTHER_PARENT = re.compile("(?:跟|和|与|同)(?:我|俺)?(?:的)?$")
_BORN = re.compile("(?:一起|共同|所|俩)?(?:生|养|收养|抱养|领养|育)(?:的|了|下|过|有|个|一)")
_BITES = re.compile("(?:给)?(?:咬|抓(?!药|中|方|[一几两]?[副服付贴])|挠|舔|啃|扑|撞|碰)")
_CALLED = re.compile(r"叫(?:他|她)$|(?:喊|称呼|称|管[^，,。？?]{1,6}叫)(?:他|她)?(?:为|做|作)?$")
_VOCATIVE = re.compile(r"(?:^|[，,。？?！!；;])(?:各位|求助|请问|问问|问一下)?(?:姐妹|兄弟|家人|朋友|亲人|宝贝|宝宝|宝妈|宝爸|同学|老乡|邻居|姐|哥|亲|宝)$")
_CALLING = re.compile(r"们(?:好|，|,|!|！|。|\?|？|~|求|谁|有没|有人|问|请|救|帮|懂|看|说|快|我|俺|来|啊|呀|呐|$)")
_SERVANT = re.compile("(?:外卖|快递|滴滴|保洁|保安|美团|顺丰|送餐|家政|出租车?|网约车|护理|医生|护士|客服|柜台|窗口|销售)的?$")
_NOBODY = re.compile("儿子|女儿|闺女|孩子|小孩|娃儿?|娃娃|崽|伢|子女|儿女|儿|女|老公|老婆|对象|媳妇|爸爸?|妈妈?|父母|爸妈|爹|娘|兄弟姐妹|兄弟|姐妹|亲戚|亲人")
_HOUSES = ("婆家", "娘家", "岳家", "夫家")
_USER_NEXT = re.compile("能不能|可不可以|能否|能|可以|想用|要用|用我|用俺|刷我|看病|生病|在[\u4e00-\u9fff]")
_THEIRS = re.compile(  # what somebody has and is, that is no person
    "医(?!生)|社|卡|码|账|个|余|钱|共济|病(?!人)|费|药|自|眼|牙|手|脚|腿|腰|肺|肝|肾|胃|心|头|脑|膝|骨|皮|血|糖|癌|肿|老家|老公|身|情|名|这|那|一|第|上|下|居|职|城|新农|综|统|"
    "痔|疝|疮|甲状|乳|子宫|宫|阑|胆|扁桃|静脉|前列|关节|脊|半月|白内|青光|老花|近视|龋|智齿|假牙|要|"
    "单位|公司|本地|当地|外地|异地|慢|急|重|大(?=病|额|小|部|手|便)|小(?=便|病|手术|肠|腿|孩)|最|去|今|普|日|全|部|剩|话|时|保|惠|商|门|住|检|治|康|透|放|化|耳|鼻|喉|颈|肩|背|糖尿|高血|中|西|疫|预|"
    "就|都|也|还|吗|么|不|没|呢|吧|是|有|要|想|给|可|能|被|把|和|跟|与|为|因|在|到|从|居民|户|工|退|养|配|验|矫|种|拔|洗|补|镶|看"
)
_MODIFIER = re.compile("[^，,。？?！!；;、：: 给帮替为和跟与同及让叫由说想要能可用刷拿买付交缴被把我俺咱他她您你谁是]{1,8}的")
_OTHER_VERB = re.compile("照顾|陪|看望|接|送|伺候|赡养|抚养|听|问|找|求|劝|医保|社保|卡|账户|钱|去世|过世")
_WITH = re.compile("(?:随|跟|跟着|跟随|判给|归|由|和|与|同|给|被|把|对|随着)(?:我|俺|他|她)?的?$")
_PLAIN = re.compile(  # what may be said of anybody's relative
    "(?:有|个|一个|那个|这个|那|这|最|刚|还|已|已经|正|正在|没|未|不|在|住|人|里|上|读|念|大|小|老|年幼|年迈|幼小|年轻|远|近|嫡|亲|"
    "老家|乡下|农村|村里|城里|外地|外省|国外|当地|本地|家里|家|[0-9一二两三四五六七八九十半]+(?:个?月|岁|周岁)|多|上学|幼儿园|小学|中学|初中|高中|大学|大专|"
    "大一|大二|大三|大四|研究生|读书|念书|工作|打工|上班|当兵|退休|下岗|失业|离异|单身|结婚|成年|出生|满月|残疾|生病|有病|瘫痪|争气|双胞胎|孪生|同胞|最小|的)*"
)
_WITH_ME = re.compile("(?:我|俺|本人|咱|^|[，,。？?！!；;])(?:和|跟|与|同)(?:我|俺)?的?$")
_WORKS_AS = re.compile(
    "(?:教书|(?:当|做|干|(?<!不)是)(?:一?[名个位])?(?:[一-鿿]{0,6}(?:的|中学|小学|大学|学校|高中|初中|幼儿园|医院|公司|单位|退休|在职|公办|民办|代课|特岗))*)$"
)
_HIRED = ("护工", "保姆", "月嫂", "阿姨", "护理员")
_GUARDIANS = ("监护人", "法定代理人")
_IS_ME = re.compile("(?:现在|目前|也|就|都|一直)*(?:是)(?:我|俺|本人)")
_ANNOUNCES = re.compile("(?:在|往|到)?(?:班级|家长|微信)?(?:群里)?(?:又|也|都|今天|昨天|这两天)*(?:发|收|通知|催|统计|要求)(?!烧|了?病)")
_MINDED = re.compile("(?<!随身)(?:带|照看|照料|接送|看)(?:着|大|小)?$")
_ALONE = re.compile("(?:我|俺|本人|自己|一个人|独自)[^，,。？?]{0,4}带着?$")  # 我一个人带儿子在石家庄生活
_NOBODY_ELSES = ("儿子", "女儿", "闺女", "孩子", "小孩", "娃", "娃儿")
_CARES = re.compile(
    r"(?:生|怀|带|抱|接|接送|照顾|看|养|有)(?:完|过|下)?"
    r"(?:了|着|个|俩|两个)?(?:[好几一两三四五六七八十\d]+(?:年|个月)的?)?$"
)
_STATION = re.compile("(?:全职|单亲|职场|新手|高龄|[二三]胎)的?$")
_STATIONS = ("妈妈", "爸爸", "妈", "爸", "太太", "母亲", "父亲", "妈咪")
_OFFSPRING = ("儿女", "子女", "孩子", "孩子们", "小孩", "儿子", "女儿", "晚辈", "小辈")
_SPARED = re.compile("(?:不(?:肯|愿意?|想|好意思|忍心|舍得)|舍不得|生怕|怕|从不|从来不)(?:再|去|总|给)?(?:花|用|要|麻烦|拖累|连累|打扰|靠|依靠|指望|增加|添)?$")
_CARED = ("孩子", "小孩", "娃", "宝宝", "小孩子", "娃娃", "二胎", "崽", "崽崽", "娃儿", "伢", "毛毛")


def in_passing(text: str, word: Word) -> bool:
    """Whether a kin word stands in the text without naming anybody whom the question may be about."""
    before, after = text[: word.start], text[word.end :]
    if word.value in _CARED and _CARES.search(before):
        return True
    mine = word.value in _NOBODY_ELSES and _ALONE.search(before)
    if _MINDED.search(before) and not mine and re.match("[，,。；;]|(?:一起)?(?:住|在[^，,。？?]{1,8}(?:生活|过|住))", after):
        return True  # 老伴在上海带外孙, 女婿带外孙在孝感生活
    if word.value in TRADES and _WORKS_AS.search(before) or word.value in _GUARDIANS and _IS_ME.match(after):
        return True  # 在西宁当护士; 监护人也是我
    if word.value in TRADES and _ANNOUNCES.match(after):
        return True  # 老师在群里收
    if _STATION.search(before) and word.value in _STATIONS or before.endswith("是") and word.value == "家属" and re.match("[，,。；;]", after):
        return True  # 我是全职妈妈, 妻子当了全职妈妈
    if word.value in _OFFSPRING and _SPARED.search(before) or before.endswith("为了") and re.match("[没才不还一勉凑，,]", after):
        return True  # 不肯花儿女的钱, 为了孩子没分家
    if word.value in _HIRED and re.search("(?:请|雇)(?:了|过|个|一个|一位|位)*$", before) and re.match("[，,。；;]|照顾|看护|护理|陪", after):
        return True  # 父亲请了护工,护工费能出吗
    if word.value == "家公" and after.startswith("司"):
        return True  # 一家公司
    if re.search("怀(?:了|着|上|的)?$", before):
        return True  # 怀老二
    if re.search("(?<!有)(?:没有?|无)(?:娶|找|讨|谈)?(?:过|到)?$", before) and _NOBODY.fullmatch(word.value) and not re.match("的?(?:医保|卡|账户)", after):
        return True  # 二叔没儿子
    if word.value == "老人家" and before.endswith(("他", "她")):
        return True  # 他老人家 is 他
    if word.value in _HOUSES and not re.search("[给帮替为]$", before) and not re.match("的?(?:人|老人)?(?:能|可以|想|要|用|看病|住院)", after):
        return True
    if word.value in BODIES and not re.search(r"[给帮替为]$", before):
        return True
    if _COUNTS_AS.search(before) and re.match("[吗么不，,？?。]|$", after):
        return True  # 能算我孩子吗, 算共济里的亲属吗
    if _CALLED.search(before) or _SERVANT.search(before) or _CALLING.match(after) and _VOCATIVE.search(text[: word.end]):
        return True
    if _BITES.match(after) or _OTHER_PARENT.search(before) and _BORN.match(after):
        return True  # 被狗咬了; 孩子是我跟前女友生的
    return _compared(before, word.value, after)


def _compared(before: str, word: str, after: str) -> bool:
    """干妈比亲妈还亲, 婶娘跟亲妈一样, 当亲妈看, 当妈的."""
    if _MORE.search(before) or _LIKE.search(before) and _LIKE_END.match(after):
        return True
    if _TAKEN_FOR.search(before) and (word.startswith("亲") or re.match("看|待|养|对待|孝敬|伺候|疼|一样|似的", after)):
        return True
    if word.startswith("亲") and _NOT_BY_BIRTH.search(before) or before.endswith("当") and (word.startswith("亲") or _AS_ONE.match(after)):
        return True  # 一直当亲妈走动, 养了只猫当孩子
    return bool(_BEING.search(before)) and after.startswith("的") and not _COUNTED.match(after[1:])


def possessed(text: str, owner: Word, words: Sequence[Word]) -> str | None:
    """我爸的徒孙住院: somebody of the person's who is in no vocabulary, right before what the money is for."""
    after = re.match(r"家?的", text[owner.end :])
    if not after:
        return None
    start = owner.end + after.end()
    spent = next((word.start for word in words if word.start >= start and word.kind in ("item", "expense")), None)
    use = _USER_NEXT.search(text[start : start + 6])
    end = min([at for at in (spent, start + use.start() if use else None) if at is not None], default=start)
    gap = text[start:end]
    if not re.fullmatch("[\u4e00-\u9fffA-Z]{1,5}", gap) or _THEIRS.match(gap) or any(word.start == start for word in words):
        return None
    return text[owner.start : end]


def between(text: str, first: tuple[int, int], then: int, places: Collection[str]) -> str | None:
    """What the words between two kin words make of them: "his" (姐姐上大学的儿子), "unknown" (儿子对门家的小孩), or None.

    `first` is where the first kin word stands, `then` where the second one starts.
    """
    gap = text[first[1] : then]
    if not _MODIFIER.fullmatch(gap) or _OTHER_VERB.search(gap) or _WITH.search(text[: first[0]]):
        return None
    for place in sorted(places, key=len, reverse=True):
        gap = gap.replace(place, "")
    return "his" if _PLAIN.fullmatch(gap) else "unknown"


def common_child(text: str, word: Word, policies: Policies) -> Kin | None:
    """我和前妻生的儿子, 跟前女友的孩子: the asker's own."""
    partner, of, child = word.value.rpartition("的")
    if not of or not _WITH_ME.search(text[: word.start]):
        return None
    mate, young = read_kin(partner.removesuffix("生"), policies), read_kin(child, policies)
    couple = mate and (mate.relation in ("spouse", "former_spouse") or mate.term.get("reason") == "not_married")
    return Kin(child, "child", policies.kin["子女"]) if couple and young and young.relation == "child" else None
