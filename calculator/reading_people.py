"""Whose expense a sentence speaks of, among the people that it mentions."""

from __future__ import annotations

import re

from calculator.kin import Kin
from calculator.reading_antecedent import binder, company, host
from calculator.reading_clauses import clause_before, in_need, is_sought, of_need
from calculator.reading_mentions import Mention, bare

_GIVE = (
    r"(?:给|帮|替|为|代|让|供|到|向|跟|和|与|绑定|绑|(?<!参)加上?|授权给?|转给|共济给|共济|过给|"
    r"划给|支援|孝敬|新增|加入)(?:了|过|到|着)?"
)
_FILL = (
    r"(?:一下|我们家的?|咱们家的?|我们的?|咱们的?|我家里?的?|咱家的?|俺家的?|我自己的?|自己的?|"
    r"我的?|俺的?|咱的?|家里的?|家中的?|这边的?|那边的?|乡下的?|农村的?|老家的?|远在|住在|"
    r"人在|在|没|一个|这个|那个|[他她其](?:的|家的?)?)*"
)
_ADJECTIVE = r"(?:[^，,。？?！!；;、给帮替用]{0,12}的|年迈|\d{1,3}岁的?|两岁|刚出生的?|快|新|老|亲|小)?"
DATIVE = re.compile(f"{_GIVE}{_FILL}{_ADJECTIVE}{_FILL}$")
_WITH = re.compile(r"(?:和|跟|与|同)(?:我的?|俺|咱|我们家?)?$")
TO_ME = re.compile(
    r"(?:给|帮|替|为|共济给|绑定|绑|转给|授权给?)(?:了)?(?:我|俺|咱)(?:自己|本人)?(?!们?家|"
    r"的?[^，,。？?]{0,6}(?:医保|账户|卡)|们?家?[带看接](?:孩子|小孩|娃)|(?:住|远)?在[^，,。？?！!；;]{1,8}的|[讲说解介指查看问算捋])"
)
_USER = re.compile(
    r"(?:[^，,。？?！!；;]{0,8})?(?:可不可以|能不能|能否|可否|可以|能够|能|想|要|会)?(?:不)?(?:直接|"
    r"也|拿着?)?(?:用|刷|花|使|享受|动用|蹭|共用|共享)"
)
_PAYS_WITH = re.compile(  # 外婆摔了,舅舅想用我妈的医保付
    "(?:想|要|说|打算|准备)*(?:用|刷|拿|花)[^，,。？?！!；;给帮替为]{1,12}(?:付|出|掏|垫|结账|交)(?=钱|住院|医药|手术|药费|了|吗|么|不|行|可|[，,。？?]|$)"
)
_REFUSED = re.compile("(?:就|却|反而|反倒|怎么|为啥|为什么|又)(?:不能|不行|不可以|用不了|不让|没法)")
_HIS_ACCOUNT = re.compile("(?:自己|名下|那边|的|那张|[一二三]档)*(?:职工|退休)?(?:医保|社保|卡|账户|余额|个人账户|钱)")
_BOUND_NOW = re.compile("[^，,。？?]*(?:绑定?|办理?|开通|共济|授权|添加)(?:了|过|好|上)")
_HAS_BOUND = re.compile("(?:已经?|现在|之前|都)*(?:给|为|帮|把|将)[^，,。？?我俺]{0,1}(?:我|俺)?[^，,。？?]{1,6}绑定?(?:了|过|好|上)")
_DEAD = re.compile("(?:已经|刚刚?|早就|早|都|前年|去年|今年)?(?:去世|过世|病逝|病故|走了|不在了)")
THINGS = (
    "单位", "公司", "法人", "村集体", "猫", "狗", "师傅", "老板", "先生", "夫人", "客户", "员工",
    "朋友", "老乡", "同事", "老师", "学生", "领导", "司机", "教练",
)
_TELLS = re.compile("(?:就|也|又|都|非|跟我|和我|对我|还|总|老|一直|刚刚?|昨天|今天)*(?:说|讲|告诉|建议|推荐|提醒|出主意|问(?!题)|让我|叫我|劝我)")
_AILS = re.compile(
    "(?:(?:帮|给)(?:我|俺|咱)?们?家?(?:带|看|接)(?:孩子|小孩|娃)(?:的?时候?)?)?(?:今年|最近|昨天|前天|上周|这次|刚刚?|一直|有点|突然|又|也|不小心|得了?|查出|患|犯)*(?:了)?(?:生病|病了|病倒|重病|大病|住院|发烧|感冒|咳|摔|跌|骨折|崴|扭|疼|痛|"
    "手术|膝盖|腰|腿|牙|眼|胃|心脏|肺|肝|肾|脑|血压|血糖|糖尿|高血压|癌|瘤|怀孕|生孩子|生娃|剖|流产|透析|化疗|过敏|湿疹|近视|白内障|中风|偏瘫|瘫|哮喘|[^，,。？?]{1,3}癌)"
)
HELPERS = ("护士", "护工", "保姆", "月嫂", "房东", "经理", "前台", "助理", "秘书", "工友", "网友", "陌生人", "家教", "熟人")
_ASIDE = re.compile(r"(?:我|俺|本人)(?:和|跟|与)(?:我的?)?$|没(?:有)?$|(?:妈|爸|说|让|叫|求|听|告诉|问|怕)$")
_WITH_ME = re.compile("(?:都|全)跟着?(?:我|俺)")
_PAYS_UP = re.compile("(?:来|自己|愿意)*(?:出钱|掏钱|买单|付钱|出这个钱|垫钱)")
_NOT_MEANT = re.compile("(?:能|可以)(?:用|绑|付|刷)?(?:的)?(?:我|俺)?(?:都)?(?:晓得|知道|明白|清楚)|(?:都|就|先|这次)*(?:不算|除外|不用管|先?不说|不提|另说)")
_RULE = re.compile(
    "(?:只能|只可以|只许|只让|只准|只认|仅能|仅限|只限|光能|才能)(?:于|是|够|绑定?|给|用于|用在|付|让|共济给?|加|为|帮)*(?:自己|本人|我|你|您)?的?$"
)
_ABSENT = re.compile("(?:俩|们|两口子)?(?:都|也|常年|一直|平时|又|早就)*(?:在外[^，,。？?！!；;]{0,6}打工|出去打工|外出打工|不在(?:身边|家)|在外地忙|不管)")
_STATES = re.compile("(?:自己|也|都|现在|只)*(?:是|有|参加)(?:的|了)?")  # 我是居民医保
_GROUP = re.compile("^(?:家属|亲属|家人|亲戚|全家|家里人|一家人|全家人|亲人|老人|长辈|晚辈|近亲属?|直系亲属)$")


def find_relative(
    text: str, people: list[Mention], donor: Mention | None, expenses: list[int]
) -> tuple[Mention | None, list[Mention]]:
    """(whose expense it is, the others who are asked about in the same breath). (None, []) if nobody is named."""
    others = [one for one in people if one.kin and not one.same(donor)]
    if donor is not None:
        others += [one for one in people if one.kin is None and _is_me(text, one)]
        others.sort(key=lambda one: one.start)
    else:
        own = next((one for one in people if one.kin is None and _is_self(text, one)), None)
        if own and (not others or re.search(r"给$", text[: own.start])) and not any(_given(text, one) for one in others):
            return own, []
    another = next((one for one in people if donor is not None and _gives_another(text, donor, one)), None)
    if another and not others:
        word = text[another.start : another.end]
        return Mention(another.start, another.end, word, Kin(word, None, {}, f"{word}是您的什么人？"), True), []
    asked = [one for one in others if not _bound_before(text, one)]
    left = [one for one in others if _left_out(text, one)]
    others = [one for one in asked or others if not any(one.same(other) for other in left)]
    others = [one for one in others if not _rule_of(text, one)] or others
    beside = [one for one in others if _beside(text, one)]
    beside += [one for one in others if any(one.start < other.start and not company(text, other) and _listed(text, one, other) for other in beside)]
    others = [one for one in others if one not in beside] or others
    others = [one for one in others if not _DEAD.match(text[one.end :])] or others
    told = [one for one in others if not _only_tells(text, one, people, expenses)]
    others = told if told or donor is not None or any(one.kin is None and any(_suffers(text, one, at) for at in expenses) for one in people) else others
    heads = [one for one in others if any(bare(other.word).startswith(tuple(bare(one.word) + of for of in "的他她")) for other in others)]
    others = [one for one in others if one not in heads or _given(text, one) or _alone_before(text, one, people, expenses)] or others
    plain = [one for one in others if one.kin is None or one.word not in THINGS or _given(text, one)]
    plain = plain or [one for one in others if _is_patient(text, one, expenses)]
    plain = [one for one in plain if one.word not in HELPERS or _given(text, one)] or plain
    plain = _specific(text, plain, expenses)
    needing = {one.kin.relation for one in in_need(text, plain) if one.kin}
    plain = [one for one in plain if one.kin is None or one.kin.relation in needing or _given(text, one)]
    if donor is not None and not any(of_need(text, one.start) for one in plain) and _buys_alone(text, people, expenses):
        plain = [one for one in plain if one.kin is None]  # 孩子还小,花钱的地方多,我买药能刷老公的卡吗
    given = [one for one in plain if _given(text, one)]
    users = [one for one in plain if one.kin and _USER.match(text, one.end) and not _WITH.search(text[: one.start])]
    ill = [one for one in plain if one.kin and _AILS.match(text, one.end)]
    users = [one for one in users if one in ill or not _PAYS_WITH.match(text, one.end)] if ill else users
    pets = [one for one in others if one.kin and one.kin.relation == "not_insurable" and any(right_before(text, one, at) for at in expenses)]
    owners = [one for one in plain if one.kin and _subject(text, one, people, expenses)]
    if not others and donor is not None and _for_donor(text, people, donor, expenses):
        return donor, []
    patient = [one for one in people if one.kin is None and donor is not None and any(_suffers(text, one, at) for at in expenses)]
    users = [one for one in users if one in owners] or owners or users or ill
    ranked = pets or given or users or patient or [one for one in plain if one.kin and not _WITH.search(text[: one.start])] or plain
    if not ranked:
        if donor is not None:
            me = next((one for one in people if one.kin is None), None)
            return me or Mention(0, 0, "我", None), []
        return None, []
    chosen = ranked[0]
    rivals = [] if pets or given else [*users, *owners] or plain
    listed = [one for one in rivals if one.kin and not one.pronoun and not one.same(chosen) and not _is_aside(text, one)]
    return chosen, listed + [one for one in plain if one not in listed and one.kin and not one.same(chosen) and (
        not one.pronoun and (one in given or _listed(text, chosen, one)) or _REFUSED.match(text[one.end :]))]


def _buys_alone(text: str, people: list[Mention], expenses: list[int]) -> bool:
    """Whether the question's own subject is the asker: 我买药能刷她的卡吗."""
    return any(one.kin is None and is_sought(text, one.start) and right_before(text, one, at) and not re.search(
        "[给帮替为]", text[one.start : at]) for one in people for at in expenses)


def _gives_another(text: str, donor: Mention, one: Mention) -> bool:
    """他侄女想用自己的医保给他付: who gives to 他 is not 他."""
    gift = one.pronoun and one.same(donor) and re.match("[他她]", text[one.start :]) and re.search("[给帮替为]$", text[: one.start])
    begin = one.start - len(clause_before(text, one.start))
    return bool(gift) and begin <= donor.start < one.start and not re.search("我|俺|咱", text[donor.end : one.start])


def _specific(text: str, people: list[Mention], expenses: list[int]) -> list[Mention]:
    """Without 家属 and its like, where somebody is named whose expense it is, or in a later sentence."""
    named = [one for one in people if not _GROUP.match(bare(one.word)) or one.pronoun]
    meant = [one for one in named if _given(text, one) or _USER.match(text, one.end) or any(right_before(text, one, at) for at in expenses)]

    def before(group: Mention) -> bool:
        return any(re.search("[。？?！!；;]", text[group.end : one.start]) for one in named)

    return [one for one in people if one in named or not meant and not before(one)]


def _for_donor(text: str, people: list[Mention], donor: Mention, expenses: list[int]) -> bool:
    """妈妈看病能用她的医保吗: the expense is the donor's own."""
    mine = [one for one in people if one.kin is None and (_USER.match(text, one.end) or any(
        right_before(text, one, at) and not _STATES.fullmatch(text, one.end, at) for at in expenses))]
    return not mine and any(one.same(donor) and right_before(text, one, at) for one in people for at in expenses)


def right_before(text: str, one: Mention, at: int) -> bool:
    """Whether the person is the subject of the expense: 孩子打疫苗, 老爸的住院费."""
    between = text[one.end : at]
    return one.end <= at <= one.end + 10 and not re.search(r"[，,。？?！!；;、]", between) and not _HIS_ACCOUNT.match(between)


def _subject(text: str, one: Mention, people: list[Mention], expenses: list[int]) -> bool:
    """Whether the person is the subject of an expense, and nobody else stands between."""
    near = [at for at in expenses if right_before(text, one, at)]
    return any(not any(other.kin and not other.same(one) and one.end <= other.start < at for other in people) for at in near)


def _suffers(text: str, me: Mention, at: int) -> bool:
    """我住院用爸妈谁的: the asker is the patient, not the buyer nor who tells."""
    done = text[at] not in "买交缴配付办拿" and not re.search("[给帮替为买付交]", text[me.end : at])
    return done and right_before(text, me, at) and not re.match("(?:就|也|只)*[讲说问]", text[me.end :])


def _alone_before(text: str, one: Mention, people: list[Mention], expenses: list[int]) -> bool:
    """侄女要体检,她爸妈在外地: the expense is hers, nobody stands between."""
    return any(right_before(text, one, at) and not any(other.kin and one.end <= other.start < at for other in people) for at in expenses)


def _only_tells(text: str, one: Mention, people: list[Mention], expenses: list[int]) -> bool:
    """老公说用公公的卡付, 前夫说牙套钱得我出: who says it, and of whom nothing else is said."""
    told = _TELLS.match(text, one.end) if one.kin and not one.pronoun and not _given(text, one) else None
    tells = told is not None and not re.match("(?:他|她)?(?:自己)?(?:想|要|需要|得)", text[told.end() :])
    return tells and not any(other is not one and other.same(one) and _concerned(text, other, expenses) for other in people)


def _concerned(text: str, one: Mention, expenses: list[int]) -> bool:
    """Whether a mention is given to, or is the subject of an expense."""
    return _given(text, one) or bool(_USER.match(text, one.end)) or any(right_before(text, one, at) for at in expenses)


def concern(text: str, one: Mention, people: list[Mention], expenses: list[int]) -> int:
    """How plainly the words right around a mention say that the expense is this one's: 2 给她买, 1 她住院, 0 neither."""
    if _left_out(text, one) or _bound_before(text, one):
        return 0
    if one.kin is None:
        return 2 if _is_me(text, one) else int(any(_suffers(text, one, at) for at in expenses))
    ill = _AILS.match(text, one.end) or not _TELLS.match(text, one.end) and _subject(text, one, people, expenses)
    return 2 if _given(text, one) else int(bool(ill))


def explained(text: str, one: Mention, people: list[Mention], expenses: list[int]) -> bool:
    """Whether the words say why somebody is named whose expense it is not: who tells, who is near, who is left out, who died."""
    return bool(
        one.kin is None or one.word in THINGS or one.word in HELPERS or _GROUP.match(bare(one.word)) or _is_aside(text, one) or _beside(text, one)
        or _rule_of(text, one) or _left_out(text, one) or _bound_before(text, one) or _DEAD.match(text[one.end :]) or _only_tells(text, one, people, expenses)
    )


def _is_aside(text: str, one: Mention) -> bool:
    """我和丈夫, 没孩子, 儿子求我出钱: somebody whose expense it is not."""
    return bool(_ASIDE.search(text[: one.start])) or bool(re.match("(?:求|让|叫|问|要|劝|催|逼)(?:我|俺)", text[one.end :]))


def _bound_before(text: str, one: Mention) -> bool:
    """绑了我爸我妈两个人,还能绑我弟吗: those who are bound already are not asked about; nor who has bound somebody."""
    before = clause_before(text, one.start)
    if binder(text, one) or re.search(r"被[^，,。？?]*$", before) and re.match("[^，,。？?]*绑", text[one.end :]) or host(text, one):
        return True
    if _HAS_BOUND.match(text, one.end):
        return True  # 我姐已经给我妈绑了
    mine = re.search(r"(?:已经?|现在|目前|之前)(?:都)?(?:给|为|帮|把|将)[^，,]*$", before)
    if mine and _BOUND_NOW.match(text[one.end :]):
        return not before[: mine.start()] or before[: mine.start()].endswith(("我", "俺", "咱", "本人"))
    found = re.search(r"(?:绑定?(?:了|过|的是|的有)|已经?绑定?)([^，,。？?能]*)$", before)
    return bool(found)


def _is_patient(text: str, one: Mention, expenses: list[int]) -> bool:
    """同事住院能用我的吗, but not 同事说住院能用."""
    told = re.match("说|告诉|讲|问|建议|推荐|让|叫|帮", text[one.end :])
    return not told and any(right_before(text, one, at) for at in expenses)


def _left_out(text: str, one: Mention) -> bool:
    """不是给我爸, 不想给老公用, 除了爸妈还能给谁: named only to be left out."""
    before = clause_before(text, one.start)
    if re.search(r"除了[^，,]*$", before) or _NOT_MEANT.match(text, one.end) or re.match(r"不(?:给|让|肯|愿意?|同意)(?:我|俺)", text[one.end :]):
        return True
    found = re.search(r"(?<![是想要能用])不(?:是|想|要|打算)?(?:再)?(给|帮|替|让)(?:我|俺|咱)?们?家?的?$", before)
    return bool(found) and not (found and found.group(1) == "让" and re.match("知道|看见|看到|发现|晓得|操心|担心", text[one.end :]))


def _beside(text: str, one: Mention) -> bool:
    """孙子随他爸在南充, 老婆娃儿都跟我, 我妈出钱: somebody who is only near, or who pays."""
    return bool(company(text, one) or _WITH_ME.match(text, one.end) or _ABSENT.match(text, one.end) or _PAYS_UP.match(text, one.end))


def _rule_of(text: str, one: Mention) -> bool:
    """都说只能给父母用,那姨妈呢: somebody whom the rule is said to be about."""
    before = clause_before(text, one.start)
    return bool(_RULE.search(before)) or before.endswith("只有") and bool(re.match("才?(?:能|可以)", text[one.end :]))


def _given(text: str, one: Mention) -> bool:
    before = clause_before(text, one.start)
    found = DATIVE.search(before)
    if not found or before.endswith(("判给", "嫁给", "过继给", "托付给")):
        return False
    if re.match("(?:来)?(?:问|咨询|打听|提问)", text[one.end :]):
        return False  # 替我老公问问
    verb = found.group()[:1]
    return verb not in "和跟与到向" or bool(re.search(r"绑|共济|转", text[one.end : one.end + 6]))


def _listed(text: str, chosen: Mention, one: Mention) -> bool:
    """Whether the two stand in one list: 岳父和岳母, 爸爸、妈妈, 老婆孩子."""
    first, then = (chosen, one) if chosen.start < one.start else (one, chosen)
    return bool(re.fullmatch(r"(?:和|跟|与|及|以及|还有|或者?|、|，)?(?:我的?|俺)?", text[first.end : then.start]))


def _is_me(text: str, one: Mention) -> bool:
    """Whether a 我 is the person whom the money is for."""
    return bool(TO_ME.match(text, max(0, one.start - 1))) or bool(
        re.search(r"(?:给|帮|替|为|共济给|绑定|绑|转给)$", text[: one.start]) and TO_ME.search(text[max(0, one.start - 3) :])
    )


def _is_self(text: str, one: Mention) -> bool:
    """Whether the asker speaks of an expense of their own: 给自己, 本人用, 我自己买."""
    if "自己" in one.word or "本人" in one.word:
        after = text[one.end : one.end + 4]
        if re.search("[给帮替为]$", text[: one.start]):
            return not re.match("的?(?:医保卡|账户|卡|个人账户)", after)  # 给自己交灵活就业的医保
        return not re.match(
            r"的?(?:医保|账户|卡|个人|社保|职工|钱)|交|缴|是|有|在|出|付|掏|承担|负担|花|垫|"
            r"的[钱卡]", after) and text[one.start - 1 : one.start] not in ("他", "她")
    return bool(re.search(r"给$", text[: one.start])) and bool(re.match(r"自己|本人", text[one.end :]))
