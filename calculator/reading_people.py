"""What the words around a person tell of whose expense it is: the cues that the choice of the roles weighs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from calculator.kin import TRADES
from calculator.reading_antecedent import CHORES, binder, company, host
from calculator.reading_clauses import ASKING, NEED, PLAIN, STATUS, WISH, Clause, clause_at, clause_before, clauses_of
from calculator.reading_mentions import CHILDISH, MANY, Mention, bare

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
_REFUSED = re.compile("(?:就|却|反而|反倒|怎么|为啥|为什么|又)(?:不能|不行|不可以|用不了|不让|没法)")
_HIS_ACCOUNT = re.compile("(?:自己|名下|那边|的|那张|[一二三]档)*(?:职工|退休)?(?:医保|社保|卡|账户|余额|个人账户|钱)")
_BOUND_NOW = re.compile("[^，,。？?]*(?:绑定?|办理?|开通|共济|授权|添加)(?:了|过|好|上)")
_HAS_BOUND = re.compile(
    "(?:已经?|现在|之前|都|先)*(?:绑定?(?:了|过|好|上)(?=我|俺|咱|他|她)|(?:给|为|帮|把|将)[^，,。？?我俺]{0,1}(?:我|俺)?[^，,。？?]{1,6}绑定?(?:了|过|好|上))"
)
_DEAD = re.compile("(?:已经?|刚刚?|早就|早|都|前年|去年|今年)?(?:去世|过世|病逝|病故|走了|不在了|[走去没]得早)")
THINGS = (
    "单位", "公司", "法人", "村集体", "猫", "狗", "师傅", "老板", "先生", "夫人", "客户", "员工",
    "朋友", "老乡", "同事", "老师", "学生", "领导", "司机", "教练",
)
_TELLS = re.compile("(?:就|也|又|都|非|跟我|和我|对我|还|总|老|一直|刚刚?|昨天|今天)*(?:说|讲|告诉|建议|推荐|介绍|提醒|出主意|问(?!题)|让我|叫我|劝我)")
_AILS = re.compile(
    "(?:(?:帮|给)(?:我|俺|咱)?们?家?(?:带|看|接)(?:孩子|小孩|娃)(?:的?时候?)?)?(?:今年|最近|昨天|前天|上周|这次|刚刚?|一直|有点|突然|又|也|不小心|得了?|查出|患|犯)*(?:了)?(?:生病|病了|病倒|重病|大病|住院|发烧|感冒|咳|摔|跌|骨折|崴|扭|疼|痛|"
    "手术|膝盖|腰|腿|牙|眼|胃|心脏|肺|肝|肾|脑|血压|血糖|糖尿|高血压|癌|瘤|怀孕|生孩子|生娃|剖|流产|透析|化疗|过敏|湿疹|近视|白内障|中风|偏瘫|瘫|哮喘|[^，,。？?]{1,3}癌)"
)
HELPERS = ("护士", "护工", "保姆", "月嫂", "房东", "经理", "前台", "助理", "秘书", "工友", "网友", "陌生人", "家教", "熟人")
_ASIDE = re.compile(r"(?:我|俺|本人)(?:和|跟|与)(?:我的?)?$|没(?:有)?$|(?:妈|爸|说|让|叫|求|听|告诉|(?<!请)问|怕)$")
_ASIDE_AFTER = re.compile("(?:求|让|叫|问|要|劝|催|逼)(?:我|俺)|对[他她我][^，,。？?]{0,4}(?:好|孝顺|不错|照顾)")
_WITH_ME = re.compile("(?:都|全)跟着?(?:我|俺)")
_PAYS_UP = re.compile("(?:来|自己|愿意|们|都|也|在|正|一起)*(?:出钱|掏钱|买单|付钱|出这个钱|垫钱|凑钱|平摊|分摊)")
_NOT_MEANT = re.compile("(?:能|可以)(?:用|绑|付|刷)?(?:的)?(?:我|俺)?(?:都)?(?:晓得|知道|明白|清楚)|(?:都|就|先|这次)*(?:不算|除外|不用管|先?不说|不提|另说)")
_RULE = re.compile(
    "(?:只能|只可以|只许|只让|只准|只认|仅能|仅限|只限|光能|才能)(?:于|是|够|绑定?|给|用于|用在|付|让|共济给?|加|为|帮)*(?:自己|本人|我|你|您)?的?$"
)
_ABSENT = re.compile(
    "(?:俩|们|两口子|弟媳|弟妹|嫂子|妹夫|姐夫|儿媳妇?|女婿|媳妇)?(?:都|也|常年|一直|平时|又|早就)*(?:在外[^，,。？?！!；;]{0,6}打工|在[^，,。？?！!；;]{2,4}(?:打工|务工|没落户)|在(?:国外|外地|外省|外面)|出国|"
    "出去打工|外出打工|不在(?:身边|家)|在外地忙|不管)"
)
GROUP = re.compile("^(?:家属|亲属|家人|亲戚|全家|家里人|一家人|全家人|亲人|老人|长辈|晚辈|近亲属?|直系亲属)$")


def gives_another(text: str, donor: Mention, one: Mention) -> bool:
    """他侄女想用自己的医保给他付: who gives to 他 is not 他."""
    gift = one.pronoun and one.same(donor) and re.match("[他她]", text[one.start :]) and re.search("[给帮替为]$", text[: one.start])
    begin = one.start - len(clause_before(text, one.start))
    return bool(gift) and begin <= donor.start < one.start and bool(re.search("自己", (way := text[donor.end : one.start]))) and not re.search("我|俺|咱", way)


def right_before(text: str, one: Mention, at: int) -> bool:
    """Whether the person is the subject of the expense: 孩子打疫苗, 老爸的住院费."""
    between = text[one.end : at]
    return one.end <= at <= one.end + 10 and not _SENT.match(between) and not re.search(r"[，,。？?！!；;、]", between) and not _HIS_ACCOUNT.match(between)


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
    told = _TELLS.match(text, one.end) if one.kin and not one.pronoun and not given(text, one) else None
    tells = told is not None and not re.match("(?:他|她)?(?:自己)?(?:想|要|需要|得)", text[told.end() :])
    return tells and not any(other is not one and other.same(one) and concerned(text, other, expenses) for other in people)


def concerned(text: str, one: Mention, expenses: list[int]) -> bool:
    """Whether a mention is given to, or is the subject of an expense."""
    return given(text, one) or bool(_USER.match(text, one.end)) or any(right_before(text, one, at) for at in expenses)


def concern(text: str, one: Mention, people: list[Mention], expenses: list[int]) -> int:
    """How plainly the words right around a mention say that the expense is this one's: 2 给她买, 1 她住院, 0 neither."""
    if one.kin is None:
        return 2 if _is_me(text, one) else int(any(_suffers(text, one, at) for at in expenses))
    ill = _AILS.match(text, one.end) or not _TELLS.match(text, one.end) and _subject(text, one, people, expenses)
    return 2 if given(text, one) else int(bool(ill))


def refused(text: str, one: Mention) -> bool:
    """能给我妈用,姐姐却不行: somebody of whom is told that it was refused."""
    return bool(_REFUSED.match(text[one.end :]))


def _is_aside(text: str, one: Mention) -> bool:
    """我和丈夫, 没孩子, 儿子求我出钱: somebody whose expense it is not."""
    return bool(_ASIDE.search(text[: one.start]) or _ASIDE_AFTER.match(text, one.end))


def bound_before(text: str, one: Mention) -> bool:
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


def left_out(text: str, one: Mention) -> bool:
    """不是给我爸, 不想给老公用, 除了爸妈还能给谁: named only to be left out."""
    before = clause_before(text, one.start)
    if re.search(r"除了[^，,]*$", before) or _NOT_MEANT.match(text, one.end) or re.match(r"不(?:给|让|肯|愿意?|同意)(?:我|俺)", text[one.end :]):
        return True
    found = re.search(r"(?<![是想要能用])不(?:是|想|要|打算)?(?:再)?(给|帮|替|让)(?:我|俺|咱)?们?家?的?$", before)
    return bool(found) and not (found and found.group(1) == "让" and re.match("知道|看见|看到|发现|晓得|操心|担心", text[one.end :]))


def _beside(text: str, one: Mention) -> bool:
    """孙子随他爸在南充, 老婆娃儿都跟我, 我妈出钱: somebody who is only near, or who pays."""
    return bool(company(text, one) or _WITH_ME.match(text, one.end) or _ABSENT.match(text, one.end) or _PAYS_UP.match(text, one.end) and not given(text, one))


def stays_near(scene: Scene, one: Mention) -> bool:
    """随儿子到厦门: somebody with whom the asker lives, and no more."""
    return company(scene.text, one) or _is_aside(scene.text, one)


def _rule_of(text: str, one: Mention) -> bool:
    """都说只能给父母用,那姨妈呢: somebody whom the rule is said to be about."""
    before = clause_before(text, one.start)
    return bool(_RULE.search(before)) or before.endswith("只有") and bool(re.match("才?(?:能|可以)", text[one.end :]))


def given(text: str, one: Mention) -> bool:
    """给我妈, 帮他: whether a mention is given to."""
    before = clause_before(text, one.start)
    found = DATIVE.search(before)
    if not found or before.endswith(("判给", "嫁给", "过继给", "托付给")):
        return False
    if re.match("(?:来)?(?:问|咨询|打听|提问)", text[one.end :]) or CHORES.match(text, one.end):
        return False  # 替我老公问问, 帮我姐带孩子
    verb = found.group()[:1]
    return verb not in "和跟与到向" or bool(re.search(r"绑|共济|转", text[one.end : one.end + 6]))


def listed(text: str, chosen: Mention, one: Mention) -> bool:
    """Whether the two stand in one list: 岳父和岳母, 爸爸、妈妈, 老婆孩子."""
    first, then = (chosen, one) if chosen.start < one.start else (one, chosen)
    return bool(re.fullmatch(r"(?:和|跟|与|及|以及|还有|或者?|、|，)?(?:我的?|俺)?", text[first.end : then.start]))


def _is_me(text: str, one: Mention) -> bool:
    """Whether a 我 is the person whom the money is for."""
    return bool(TO_ME.match(text, max(0, one.start - 1))) or bool(
        re.search(r"(?:给|帮|替|为|共济给|绑定|绑|转给)$", text[: one.start]) and TO_ME.search(text[max(0, one.start - 3) :])
    )


def is_self(text: str, one: Mention) -> bool:
    """Whether the asker speaks of an expense of their own: 给自己, 本人用, 我自己买."""
    if "自己" in one.word or "本人" in one.word:
        after = text[one.end : one.end + 4]
        if re.search("[给帮替为]$", text[: one.start]):
            return not re.match("的?(?:医保卡|账户|卡|个人账户)", after)  # 给自己交灵活就业的医保
        return not re.match(
            r"的?(?:医保|账户|卡|个人|社保|职工|钱)|交|缴|是|有|在|出|付|掏|承担|负担|花|垫|"
            r"的[钱卡]", after) and text[one.start - 1 : one.start] not in ("他", "她")
    return bool(re.search(r"给$", text[: one.start])) and bool(re.match(r"自己|本人", text[one.end :]))


WORKS = re.compile("[^，,。？?！!；;]{0,10}(?:上班|工作|职工|退休|单位|公司|厂|教书|老师|公务员|铁路|国企|打工)")
POOR = re.compile("[^，,。？?！!；;]{0,10}(?:没工作|没单位|居民|农合|合作医疗|务农|种地|没上班|农村|没医保)")
_AWAY = re.compile("[^，,。？?！!；;]{0,8}(?:都忙|在外|打工|不管|离婚|没时间|走得早|去世|病故|下岗|没钱|帮不上|不在)")
_AGE = re.compile(r"(?:今年|都|快|已经|刚|才)*(?:[\d一二两三四五六七八九十几]+(?:多|来)?岁|[六七八九]十[\d一二三四五六七八九多]*)")
_BY_ME = re.compile("(?:现在|都|一直)*(?:跟着?|归|判给)了?(?:我|俺)")
_NEAR = re.compile("(?:跟|和|与|随|陪|带|照顾|同)着?(?:我|俺|咱|他|她)?的?$")
_NO = re.compile("(?:没有?|无|除了)$")
_SAYS = re.compile("(?:又|也|都|就|还|总|老)?(?:说|讲|让|叫|告诉|问|劝|催|求)")
_IN_A_WORD = re.compile(r"(?:们|还|都|也|才|刚|又)*(?:小|大了|年幼|[一两二三四五六七八九十半\d]+(?:个半?月|岁半?)了?|[在要]?上学|读书|好几个)[，,。]")
_ONLY_ASKS = re.compile("[^，,。？?！!；;能给用]{0,8}(?:想|要|来|就)*(?:问|咨询|打听)")
_HEARD = re.compile("(?:听|据|(?<!请)问|让|叫|求|托)(?:我|俺)?$")
_BEGINS = re.compile("(?:^|[，,。？?！!；;])(?:我|俺|咱)?(?:们?家)?的?$")
_ASKS_FOR_MINE = re.compile("[^，,。？?！!；;]{0,6}(?:要|想|来|求|说)(?:用|刷|花|借|拿)(?:我|俺|咱)")
_SENT = re.compile("(?:特意|给我|刚|上次|之前)*(?:送|寄|捎|介绍|推荐)")
_OWN_CARD = re.compile("的?(?:医保|卡|账户|社保|个账|个人)")


@dataclass(frozen=True)
class Scene:
    """A sentence, the people in it, and the places of the words for what is paid."""

    text: str
    people: list[Mention]
    expenses: list[int]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the sentence."""
        return clauses_of(self.text)

    @cached_property
    def kin(self) -> list[Mention]:
        """The people without the asker."""
        return [one for one in self.people if one.kin]

    @cached_property
    def persons(self) -> list[list[Mention]]:
        """The mentions of each person, in the order in which the people come up."""
        found: list[list[Mention]] = []
        for one in self.people:
            group = next((group for group in found if one.same(group[0])), None)
            if group is None:
                found.append([one])
            else:
                group.append(one)
        return found

    def kind(self, one: Mention) -> str:
        """What the clause of a mention is there for."""
        return clause_at(self.clauses, one.start).kind

    @cached_property
    def asked(self) -> list[Mention]:
        """The relatives named in the clauses that ask."""
        return [one for one in self.kin if self.kind(one) == ASKING]

    @cached_property
    def before(self) -> list[Mention]:
        """Of each expense, whoever is named last before it, but for 我的医保."""
        near = [[one for one in self.people if one.end <= at and (one.kin or not _OWN_CARD.match(self.text, one.end))] for at in self.expenses]
        return [ones[-1] for ones in near if ones]

    @cached_property
    def kin_before(self) -> list[Mention]:
        """Of each expense, the relative named last before it."""
        near = [[one for one in self.kin if one.end <= at] for at in self.expenses]
        return [ones[-1] for ones in near if ones]

    @cached_property
    def kin_after(self) -> list[Mention]:
        """Of each expense, the relative named first behind it in its clause."""
        near = [[one for one in self.kin if at <= one.start < clause_at(self.clauses, at).end] for at in self.expenses]
        return [ones[0] for ones in near if ones]

    @cached_property
    def spending(self) -> list[Clause]:
        """The clauses in which something is paid for."""
        return [clause_at(self.clauses, at) for at in self.expenses]


def _among(one: Mention, others: list[Mention]) -> bool:
    return any(one.same(other) for other in others)


def _begins(word: str, head: str) -> bool:
    return bare(word).startswith(tuple(bare(head) + of for of in "的他她"))


# What one mention of a relative tells, by the name under which reading_weights has its weight
_OF_RELATIVES: dict[str, Callable[[Scene, Mention], bool]] = {
    "is given to": lambda scene, one: given(scene.text, one),
    "uses": lambda scene, one: bool(_USER.match(scene.text, one.end)) and not _WITH.search(scene.text[: one.start]),
    "asks for the asker's account": lambda scene, one: bool(_ASKS_FOR_MINE.match(scene.text, one.end)),
    "ails": lambda scene, one: bool(_AILS.match(scene.text, one.end)),
    "is the subject": lambda scene, one: _subject(scene.text, one, scene.people, scene.expenses),
    "is bound already": lambda scene, one: bound_before(scene.text, one),
    "is only near": lambda scene, one: _beside(scene.text, one),
    "is what the rule is about": lambda scene, one: _rule_of(scene.text, one),
    "is named aside": lambda scene, one: _is_aside(scene.text, one),
    "has an account named": lambda scene, one: bool(_HIS_ACCOUNT.match(scene.text, one.end)),
    "only tells": lambda scene, one: _only_tells(scene.text, one, scene.people, scene.expenses),
    "is told of in a word": lambda scene, one: bool(_IN_A_WORD.match(scene.text, one.end)) and not all(one.same(other) for other in scene.kin),
    "is a group": lambda scene, one: bool(GROUP.match(bare(one.word))),
    "is no relative": lambda scene, one: one.word in THINGS,
    "helps": lambda scene, one: one.word in HELPERS,
    "has a trade": lambda scene, one: one.word in TRADES,
    "comes first": lambda scene, one: one.same(scene.kin[0]),
    "comes last": lambda scene, one: one.same(scene.kin[-1]),
    "is behind the expense": lambda scene, one: _among(one, scene.kin_after),
    "is the only one asked about": lambda scene, one: bool(scene.asked) and all(one.same(other) for other in scene.asked),
    "has others asked about": lambda scene, one: bool(scene.asked) and not _among(one, scene.asked),
    "is the only relative": lambda scene, one: all(one.same(other) for other in scene.kin),
    "begins a chain": lambda scene, one: any(_begins(other.word, one.word) for other in scene.kin),
    "ends a chain": lambda scene, one: any(_begins(one.word, other.word) for other in scene.kin),
}
# What one mention of anybody tells, the asker too
_OF_ALL: dict[str, Callable[[Scene, Mention], bool]] = {
    "is before the expense": lambda scene, one: any(right_before(scene.text, one, at) for at in scene.expenses),
    "is alone before the expense": lambda scene, one: _alone_before(scene.text, one, scene.people, scene.expenses),
    "is left out": lambda scene, one: left_out(scene.text, one),
    "has died": lambda scene, one: bool(_DEAD.match(scene.text[one.end :])),
    "is a host": lambda scene, one: host(scene.text, one),
    "has bound": lambda scene, one: binder(scene.text, one),
    "is company": lambda scene, one: company(scene.text, one),
    "is of an age": lambda scene, one: bool(_AGE.match(scene.text, one.end)),
    "works": lambda scene, one: bool(WORKS.match(scene.text, one.end)),
    "has no work": lambda scene, one: bool(POOR.match(scene.text, one.end)),
    "is away": lambda scene, one: bool(_AWAY.match(scene.text, one.end)),
    "is with somebody": lambda scene, one: bool(_NEAR.search(scene.text[: one.start])),
    "is not there": lambda scene, one: bool(_NO.search(scene.text[: one.start])),
    "says": lambda scene, one: bool(_SAYS.match(scene.text, one.end)),
    "is heard": lambda scene, one: bool(_HEARD.search(scene.text[: one.start])),
    "is a pronoun": lambda scene, one: one.pronoun,
    "lives with the asker": lambda scene, one: one.kin is not None and bool(_BY_ME.match(scene.text, one.end)),
    "is several": lambda scene, one: bool(MANY.search(one.word)),
    "is a child": lambda scene, one: one.word in CHILDISH,
    "is in a clause that asks": lambda scene, one: scene.kind(one) == ASKING and not (one.kin is None and _ONLY_ASKS.match(scene.text, one.end)),
    "is in a clause that wishes": lambda scene, one: scene.kind(one) == WISH,
    "is in a clause of need": lambda scene, one: scene.kind(one) == NEED,
    "is in a clause of status": lambda scene, one: scene.kind(one) == STATUS,
    "is in another clause": lambda scene, one: scene.kind(one) == PLAIN,
    "is in the clause of the expense": lambda scene, one: any(clause.start <= one.start < clause.end for clause in scene.spending),
    "is last before the expense": lambda scene, one: _among(one, scene.before),
    "is the last relative before the expense": lambda scene, one: _among(one, scene.kin_before),
    "is first in need": lambda scene, one: one.same(next((other for other in scene.people if scene.kind(other) == NEED), one)) and scene.kind(one) == NEED,
    "begins a clause": lambda scene, one: bool(_BEGINS.search(scene.text[: one.start])),
}
_OF_THE_ASKER: dict[str, Callable[[Scene, Mention], bool]] = {
    "suffers": lambda scene, one: any(_suffers(scene.text, one, at) for at in scene.expenses),
    "is given to": lambda scene, one: _is_me(scene.text, one),
    "is named as oneself": lambda scene, one: is_self(scene.text, one),
}
_SOUGHT = ("is given to", "is the subject", "is before the expense", "uses")


def told_by(scene: Scene, mentions: list[Mention], cues: Mapping[str, Callable[[Scene, Mention], bool]], sought: Collection[str]) -> set[str]:
    """The cues that hold for a mention; those of `sought` once more where the mention stands in a clause that asks or wishes."""
    found = set[str]()
    for name, tells in cues.items():
        told = [one for one in mentions if tells(scene, one)]
        if told:
            found.add(name)
            if name in sought and any(scene.kind(one) in (ASKING, WISH) for one in told):
                found.add(f"{name}, as asked")
    return found


def uses(scene: Scene, mentions: list[Mention]) -> set[str]:
    """What the mentions of one person tell of whether the expense is this one's."""
    who = mentions[0]
    found = told_by(scene, mentions, _OF_ALL, _SOUGHT) | told_by(scene, mentions, _OF_RELATIVES if who.kin else _OF_THE_ASKER, _SOUGHT)
    kinds = {scene.kind(one) for one in mentions}
    found |= {"is background alone"} if kinds <= {PLAIN, STATUS} else set()
    found |= {"is named again"} if len(mentions) > 1 else set()
    found |= {"is named often"} if len(mentions) > 2 else set()
    return found | {f"is {who.kin.relation}" if who.kin else "is the asker"}
