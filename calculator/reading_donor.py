"""What the words around a person tell of whose account pays: the cues that the choice of the roles weighs."""

from __future__ import annotations

import re
from collections.abc import Callable

from calculator.reading_antecedent import CHORES, binder, host
from calculator.reading_clauses import asks, clause_at, clause_before
from calculator.reading_insurance import whose
from calculator.reading_mentions import CHILDISH, MANY, Mention, bare
from calculator.reading_people import DATIVE, GROUP, POOR, THINGS, WORKS, Scene, given, left_out, told_by

ACCOUNT = (
    r"(?:职工医保卡|职工医保账户|职工医保|职工账户|职工卡|医保卡|社保卡|医保码|医疗卡|职工医保个人账户|医保个人账户|共济金|"
    r"医保个账|余额|个人账户|个账|医保账户|共济账户|医保余额|医保钱包|医保里|医保上|账户|卡|医保|"
    r"社保)"
)
_HIS = (
    r"(?:她|他)?(?:自己)?(?:的|哩|嘅|名下的?|那张|这张|那个|那儿的?|那里的?|手里的?|那(?=卡)|这(?=卡))*(?:在?[^，,。？?！!；;我俺咱他她的给帮替用绑有]"
    r"{2,12}的|[^，,。？?！!；;我俺咱他她的给帮替用绑有在是也都没未无不断停参加上交缴办买]{2,4}(?=职工(?:医保|账户|卡)|退休|的?医保|的?社保))?(?:退休|在职|旧|老|[一二三]档)?(?:的)?"
)
_OWNS = re.compile(_HIS + ACCOUNT + r"(?!费|缴费|缴|交|在(?!药店|医院|诊所|门诊)|是|也|都|关系|没|断|不在|待遇|参保|报销|局|养老)")
_OWNS_THERE = re.compile(_HIS + ACCOUNT + "在|的?共济(?![给到绑人成账])")  # 用我爸的账户在广元看中医
_FROM_HIM = re.compile("(?:那里|那儿|那边|那头|这里|这边|手里|名下)(?:的|直接|就|来)*(?:扣|付|交|出|划|拿|走|转)")
_USE = re.compile(
    r"(?:由|以|凭|通过|利用|用|刷|拿|使用|花|动用|动|借|借用|从|走|扣|使|薅|蹭|抵|划)(?:的是|的|了|一下|是|着|上)?(?:我|俺|"
    r"咱|他|她)?(?:们)?(?:家)?(?:的)?(?:在?[\u4e00-\u9fff]{2,4}的|在[\u4e00-\u9fff]{2,4}(?:上班|工作|打工|退休|参保|读书)的|[^给帮替为和跟与是在能我俺咱的了他她，,。？?]{2,3})?$"
)
_HIS_ALONE = re.compile(
    r"(?:自己|本人|名下|那边|那里|哪个|谁|哪一个|哪位)?的(?:医保)?(?:里面|上面)?(?:钱|余额|额度|"
    r"(?=$|[，,。？?！!；;、吗么嘛不没行可能吧呢来就给付交买看帮替住报好合划]))"
)
_MINE_USED = (
    r"从(?:我|俺|咱)(?:自己|本人)?(?:这|那)(?:里|儿|边)|(?<!不)是(?:我|俺|咱)的(?:医保|社保)?(?:卡|账户)|"
    r"(?<![不别没甭])(?:用|刷|拿|花|动用|走|扣|从)(?:的|了|一下|是)?(?:我|俺|咱)(?:自己|本人|这边|这里|名下|"
    r"们)?(?:的|这个|那|这张)*(?:在?[\u4e00-\u9fff]{2,5}(?:的)?)??"
    + ACCOUNT
    + r"|由(?:我|俺|本人)(?:自己|来|的)*(?:支付|付|出|承担|负担|共济|缴|交|掏|刷)"
    + r"|(?:我|俺|咱)自己的(?=能|可以|行不|行吗)|"
    r"(?<![不别没])(?:用|刷|花|走|扣|拿)(?:我|俺|咱)(?:的|自己的)(?=[能可行成中好，,。；;！!吗么嘛吧呢不没给帮替钱付交来就买看住]|[?？]|$)"
)
_MINE_PLAINLY = re.compile(_MINE_USED)
_MINE = re.compile(
    _MINE_USED
    + r"|(?<![给帮替])(?:我|俺|咱)(?![\u4e00-\u9fff]{2,4}(?<![里上户保])的钱)"
    + r"(?:自己|本人|这边|名下)?的?(?:(?:(?![用刷拿我俺咱给想能说让没无])[\u4e00-\u9fff]){2,5}的?)??(?:职工)?"
    + r"(?:医保卡|社保卡|医保个人账户|个人账户|个账|医保账户|医保余额|医保码|卡里|卡上|"
    + r"卡(?=能|可)|账户里|账户余额|医保里|医保(?=能|可)|的医保|的卡|的钱|的账户)"
    + r"(?!(?:关系|账户|卡)?(?:现在|一直|都|也|就)*(?:在(?!哪)|是在|交在|缴在|落在|挂在|是[^，,。？?！!；;]{2,6}的(?:[，,。]|$)))"  # where I am insured
)
_FOR_ME = re.compile(
    r"我(?:也|还|又|自己)?(?:能不能|可不可以|能否|可以不可以|能|可以|想|要)(?:不能)?(?:用|"
    r"花|刷|享受|使)"
)
_BINDS = re.compile(
    r"^(?:能不能|可不可以|可以|能|想|要|已经)?(?:绑定(?!在|到)|绑了|绑(?!在|到|定)|共济给|"
    r"授权给|转给|把钱给)(?=[^吗么嘛不没呢吧，,。？?！!；;])"
)
_SUBJECT = re.compile(
    r"^(?:现在|也|都|还|是不是|是否|到底|究竟)?(?:可不可以|能不能|是否可以|能否|可否|可以|能|想|要|"
    r"打算|准备|怎么|愿意|肯|答应|同意|主动)"
)
_ACTS = re.compile(
    r"^(?:来|就|都|一直|每[年月次]|去年|今年|昨天|刚|刚刚|原来|以前|之前|当时|上次|上个?月|已经|自己)*(?:给|帮|替)(?:我|俺|咱|他|她)?[^，,。？?！!；;]{0,8}"
    r"(?:付|交|缴|买|出|掏|打|看|绑|共济|转|充|办)"
)
_PAYS_FOR = re.compile(
    r"(?:里?的?(?:钱|余额))?(?:能不能|可不可以|能否|可否|可以|能够|能|来|想|要|帮忙|帮着|帮|每年|都|一直|直接|用来|拿来)*"
    r"(?:付|支付|交|缴|缴纳|出|报销|报|承担|负担|掏|结|垫付?|抵)(?:掉|了)?(?:我家?的?|俺家?的?|咱家?的?)?$"
)
_USABLE = re.compile(
    "(?:里?的?钱|余额)?(?:到底|还)?(?:能不能|可不可以|能否|能|可以)(?:直接|帮忙|帮着|帮|拿来)*(?:用|刷|花|付|出|掏|支付)"
    "(?:得了|了)?(?:吗|么|嘛|不|没|呢|吧|噻|哇|啊|呀|[，,。？?]|$)|(?:里?的?钱|余额)?(?:得行|要得|能行|行|可以|成|中)(?:不|吗|么|嘛|没|啵|噻)"
)
_BOUND_TO = re.compile("(?:绑定?|挂|加|放)(?:到|进|在)(?:我|俺|咱)?(?:们?家)?的?$")
_HOST_OF = re.compile("的?(?:职工)?(?:医保|账户|卡|共济|名下)(?:上|里|下|下面)?")
_ORDER = re.compile("先(?:用|扣|刷|走|花)[^，,。？?]{1,10}还是先?(?:用|扣|刷|走|花)?")  # which is used first is another question
_ATTRIBUTE = re.compile("(?:职工|职工医保|有医保|有社保|参保|退休|在职|上班|工作)的(?:我|俺|咱)?(?:们?家)?的?$")
_CAN_PAY = re.compile("(?:能不能|可不可以|能否|可否|可以|能|来|帮忙|帮着|用自己的卡)+(?:付|支付|出|交|缴|掏|买单|承担|负担)(?!过)")
_OUR_INSURANCE = re.compile("(?:我|俺|咱)们?家?的?(?:情况|医保|社保|这边|里)*(?:都|就)?是(?:我|俺)?$")
_PAID_IN = re.compile("(?:的?(?:医保|社保))?(?:都|一直)?(?:是)?(?:在)?[\u4e00-\u9fff]{2,4}(?:交|缴|参保|参加?|上班交|买)的(?=[，,。；;])")
_OWN_USE = re.compile(  # 他想用自己的医保给他妈买药
    "(?:也|就|还|都|现在|说)*(?:想|要|能不能|能|可以|打算|愿意|准备|是不是)*(?:拿|用|刷)(?:他|她)?(?:自己|本人)(?:的|名下的?)*" + ACCOUNT
)
_MY_PREMIUM = re.compile("(?:医保|社保|医疗保险)(?:都|一直)?是(?:我|俺|咱)?的?$")
_HANDS_OVER = re.compile(
    "(?:来|先|去|帮忙)*(?:(?:刷|掏|垫|出)(?:他|她)?(?:自己)?的?(?:医保|社保)?(?:卡|账户|钱)|(?:付|出|掏|交|买单|承担)(?:了|吗|么|嘛|不|没|吧|[，,。？?]|$))"
)
_HANDS_ME = re.compile(
    "(?:想|要|会|就|已经|愿意|主动|说)*(?:把|将|拿)[^，,。？?！!；;]{0,10}(?:卡|账户|码|医保)"
    "[^，,。？?！!；;]{0,6}(?:借|给|交)(?:给|了)?(?:我|俺)"
)
_OFFERS = re.compile(
    "(?:也|就|又|都|现在|主动)*(?:说|愿意|答应|肯|同意|提出)(?:了|过)?(?:他|她)?(?:自己)?(?:来|可以|能|要|想|愿意|由)*"
    "(?:(?:用|拿|刷|从)(?:他|她|自己)|(?:给|帮|替)(?!我[，,付交出买])[^，,。？?！!；;]{1,16}(?:付|交|缴|出|买|掏))"
)
_LENT = re.compile("(?:里的?钱)?(?:来|先)?(?:给|帮|替|付|出|掏|承担|负担|缴|交)")
_RICH = re.compile(r"(?:里面?|上|内)?(?:还|也|从来|一直|平时|都|基本)*(?:有|剩|不用|没用|没动|不怎么用|闲着|用不完|花不完)[^，,。？?！!；;]{0,10}[，,。]")
_ASKS_TO_USE = re.compile(r"[^，,。？?！!；;]{0,8}(?:能不能|可不可以|能否|能|可以)(?:用|花|刷|薅|蹭|拿来[^，,。？?]{1,4})(?:吗|么|嘛|不|没|呢|上|[，,。？?]|$)")
_INSIDE = re.compile("(?:的)?(?:医保|社保|账户|卡)")
_INTO = re.compile(r"(?:往|向|(?<![用看收])到|进|入|充[到进给]?|转[到进给])(?:了)?(?:我|俺|咱)?的?$")
_WORKS = re.compile(
    r"退休|灵活就业|(?:她|他)?(?:在[\u4e00-\u9fff]{2,6})?(?:也)?(?:是|有|交|缴|参加|交的是?|退休|单位|公司)[^，,。？?]{0,10}"
    r"(?:职工|退休|医保卡|交的医保|交医保|缴的医保)|(?:在[\u4e00-\u9fff]{2,6})(?:也)?有医保(?=[，,])"
)
_REFUSED = re.compile("(?:不|没)(?:给|让|许|准|同意|肯|愿意?)(?:我|他|她|俺)?(?:去|再)?(?:用|刷|花|拿|动用)(?:的|了)?(?:我|俺|咱)?的?$")
_PAYS_UP = re.compile("(?:来|愿意|主动|说|想|要|打算)*(?:出钱|掏钱|买单|出这个钱)")
_WHOSE = re.compile("的(?:[，,。；;！!？?]|$)")
_DENIED = re.compile(  # 不用我妈的; but 医院不让我用女儿的 asks about it
    r"(?:不|没|别|甭)(?:是|肯|愿意?|想|要|再|去)*(?:用|刷|花|拿|动用|走)(?:的|了)?(?:我|俺|咱)?(?:们?家)?的?$"
)
_PAID_BY = re.compile(r"(?:来|自己|代为?|帮忙|先)*(?:支付|付|出钱|承担|负担|共济|缴|交|掏)")
_INSURED = re.compile("的?(?:职工)?(?:医保|社保)(?:卡)?(?:是|在|交在)|(?:在[^，,。？?]{2,6})?(?:交|有|参加)(?:的|了)?(?:职工医保|职工社保|社保|职工)")
_PREMIUM_OF = re.compile("居民|农合|合作医疗")  # no account is behind it
_WITHOUT = re.compile(
    "(?:在[^，,。？?！!；;]{1,10})?(?:读|上|念)(?:书|学|小学|初中|高中|中学|大学|大[一二三四]|研究生)|"
    "居民医?保|新?农合|合作医疗|居民(?=[，,。的])|(?:没有?|无)(?:职工医保|(?:医保)?(?:个人)?账户|个账)|没有?(?:工作|上班)|(?<=我)没有?(?=[，,。；;？?])"
)
_WITH_ONE = re.compile("(?<!没)(?<!没有)(?<!无)(?:上班|工作|单位|职工)|(?<!没)退休|退下来|(?<!没)有(?:个人账户|账户|个账|卡)|卡里")
_HIS_ELSEWHERE = re.compile(  # 老公的医保在佛山,能给我妈交吗, where nobody says 我
    "的?(?:(?:职工)?(?:医保|社保)(?:账户|卡)?|卡|账户)(?:交|缴)?(?:是)?在[^，,。？?！!；;]{2,8}[，,](?:现在|也|就)*(?:能不能|可不可以|能否|能|可以|想|要|打算)(?:直接)?(?:给|帮|替)"
)
_ACCOUNT_TOLD = re.compile("(?:账户|个账|卡|余额)(?:里|上|内)?(?:的钱|还|都|也|就|一直|平时)*(?:有|剩|攒|存|够|用不完|花不完|没动|没用|不怎么用|能|可以|里|上)")
_QUESTION = re.compile("(?:[(（][^)）]{1,6})?[)）]?(?:来)?(?:问|咨询|打听|提问|发问)")
_FROM_IT = re.compile("从(?:里面|里头|那里面|这里面|他那|她那|其中)|用(?:里面|里头|这笔|这些|这个)的?钱?")
_GIVEN_ME = re.compile(
    r"(?:给|借|借给|转给|供|留给|授权给?)(?:我|俺|咱)(?:自己|本人|这个[\u4e00-\u9fff]{1,4})?"
    r"(?=[用使刷花付交看买报打住开拿配缴补出治做垫吗么嘛]|[，,。？?]|$)|"
    r"(?:帮|替|代)(?:我|俺|咱)(?:自己|本人)?(?:把[^，,。？?]{1,8})?[付交缴出掏垫结]|(?<![不没])(?:让|许|准|由着)(?:我|俺|咱)([用使刷花])(?=吗|[，,。？?]|$)"
)


def _able_to_pay(text: str, people: list[Mention]) -> list[Mention]:
    """我是居民医保,儿子在苏州上班: those who work or have worked, where the asker has no account to use."""
    able: list[Mention] = []
    for found in _WITH_ONE.finditer(text) if _without(text, people) else ():
        owner = whose(text, people, found.start())
        if owner is not None and owner.kin is not None and not any(owner.same(one) for one in able):
            able.append(owner)
    return able


def _without(text: str, people: list[Mention]) -> bool:
    """我是居民医保, 我没有账户: whether the asker has no account to use."""
    owners = (whose(text, people, found.start()) for found in _WITHOUT.finditer(text))
    return any(owner is not None and owner.kin is None for owner in owners)


def of_the_asker(text: str, people: list[Mention], plainly: bool = False) -> bool:
    """Whether the text speaks of the asker's own account; `plainly`: as the one that is used (用我的)."""
    named = [one for one in people if one.kin]
    return any(not any(found.start() <= one.start < found.end() for one in named) for found in (_MINE_PLAINLY if plainly else _MINE).finditer(text))


def is_used(text: str, one: Mention, people: list[Mention]) -> bool:
    """用我妈的医保卡, 用他的: the account is named by whose it is."""
    before = text[: one.start]
    if any(found.start() < one.start < found.end() for found in _ORDER.finditer(text)):
        return False
    his = _OWNS.match(text, one.end) or _HIS_ALONE.match(text, one.end) or _USE.search(before) and _OWNS_THERE.match(text, one.end)
    if before.endswith(("从", "从我", "由")) and _FROM_HIM.match(text, one.end):
        return True  # 从爸爸那里扣
    if re.search("由(?:我|俺|咱)?(?:们?家)?的?$", before) and _PAID_BY.match(text[one.end :]):
        return True  # 能否由妻子支付
    if his and re.search("(?:让|叫|由)(?:我|俺|咱)?(?:们?家)?的?$", before) and _LENT.match(text, his.end()):
        return True  # 让儿子的账户帮我出
    if re.search("(?:医保|社保|卡|账户|账户里的钱|钱)(?:就)?(?:(?<!不)是)?(?:我|俺|咱)?(?:们?家)?的?$", before) and _WHOSE.match(text, one.end):
        return True  # 操作的人是我,账户是我妈的
    if _BOUND_TO.search(before) and _HOST_OF.match(text, one.end) and not re.search("已|被|再", clause_before(text, one.start)):
        return True  # 把侄女绑到我哥的医保上
    return bool(his and _USE.search(before)) and not _DENIED.search(before) and not _refuses(before, one, people) and _mine_before(text, one) is None


def _refuses(before: str, one: Mention, people: list[Mention]) -> bool:
    """老公不给我用他的: it is the owner who says no. 窗口不让我用女儿的 asks whether it may be."""
    clause = clause_before(before, len(before))
    return bool(_REFUSED.search(clause)) and any(other.same(one) and len(before) - len(clause) <= other.start < one.start for other in people)


def _pays(text: str, one: Mention, people: list[Mention]) -> bool:
    """爸爸的卡给我用, 老公能给我妈付, 我妈退休职工想给弟弟交: somebody who gives to another."""
    before, rest = text[: one.start], text[one.end :]
    if _INTO.search(before) or _MY_PREMIUM.search(before) and rest.startswith(("给我", "帮我", "替我")):
        return False  # 往我妈的钱包里转; 医保是老公给我交的
    if re.search(r"(?:我|俺)(?:已经)?被(?:我|俺)?$", before) and re.match("绑|共济", rest):
        return True
    if re.search("(?:让|叫|由|求)(?:我|俺|咱)?的?$", before) and _HANDS_OVER.match(rest) and any(not other.same(one) for other in people):
        return True  # 小姑子让我老公刷医保卡
    if re.search(r"(?:被|让)(?:我|俺|咱)?的?$", before) and not (before.endswith("让") and _ACTS.match(rest)):
        return False
    if owns_both(rest):
        return False
    if DATIVE.search(clause_before(text, one.start)) and not _subject_of_my(text, one):
        return False
    if re.search(r"(?:给|帮|替|为)[^，,。？?]*[、和跟与及](?:我|俺|咱)?(?:们?家)?的?$", clause_before(text, one.start)):
        return False
    others = [other for other in people if not other.same(one) and other.start > one.end]
    given = [other for other in others if DATIVE.search(text[one.end : other.start]) and not CHORES.match(text, other.end) or other.kin is None]
    if _OUR_INSURANCE.search(before) and _PAID_IN.match(rest):
        return True  # 我家是老公佛山交的
    if _ATTRIBUTE.search(before) and _CAN_PAY.match(rest) and any(not other.same(one) for other in people):
        return True  # 奶奶住院,三明职工医保的孙子能付吗
    owns = _OWNS.match(text, one.end) or _HIS_ALONE.match(text, one.end)
    owns = None if owns and _PREMIUM_OF.search(owns.group()) else owns
    paid = [other for other in others if _PAYS_FOR.fullmatch(text[owns.end() if owns else one.end : other.start]) and not _INSIDE.match(text[other.end :])]
    if owns and (given or paid or _FOR_ME.search(text)) and _asks_after(text, owns.end()):
        return True
    if owns and re.search("(?:^|[，,。])(?:我|俺|咱)?$", before) and any(other.start == owns.end() + 1 for other in others):
        return True  # 舅舅卡,外甥女,拔牙
    if owns and _RICH.match(text, owns.end()) and any(_ASKS_TO_USE.match(text, other.end) for other in others):
        return True  # 我妈的卡里有钱,她妹妹生病能用吗
    if owns and _USABLE.match(text, owns.end()) and any(not other.same(one) and other.word not in THINGS for other in people):
        return True  # 宝宝湿疹,老公的医保能用吗
    if paid and (paid[0].kin is None or text[paid[0].end : paid[0].end + 1] == "的"):
        return True  # 女儿付我的住院费
    if _BINDS.match(rest) and others:
        return True
    if _HIS_ELSEWHERE.match(rest) and others and not any(other.kin is None for other in people) and not others[0].same(one):
        return True
    gifts = any(_gift_to(text, one.end, other) for other in others)
    if before.endswith("的") and rest[:1] in "，,":
        rest = rest[1:]  # 在莆田参保的儿子,可以为母亲付
    if gifts and (_SUBJECT.match(rest) or _ACTS.match(rest)) and re.search("给|帮|替|为", _clause_after(text, one.end)):
        return True
    return gifts and bool(_WORKS.match(rest)) and not re.search(r"我(?:能|可以|想|要|来|用)", rest)


def owns_both(rest: str) -> bool:
    """我妈账户有钱我也有钱: the asker has an account as well."""
    return bool(re.match("[^。？?！!；;]{0,16}(?:我|俺)(?:自己)?(?:也|都)有", rest))


def _asks_for(text: str, named: list[Mention]) -> Mention | None:
    """代妹妹问: whose question it is."""
    asked = (one for one in named if not MANY.search(one.word) and re.search(r"(?:代|替|帮)(?:我|俺|咱)?的?(?:家)?$", text[: one.start]))
    return next((one for one in asked if _QUESTION.match(text, one.end)), None)


def _told_of(scene: Scene) -> list[Mention]:
    """孩子爸爸医保在莆田,账户里有九千: whose account a clause tells of, by who is named in it or first in the clause before."""
    found = []
    for told in _ACCOUNT_TOLD.finditer(scene.text):
        clause = clause_at(scene.clauses, told.start())
        near = [one for one in scene.people if clause.start <= one.start and one.end <= told.start()]
        earlier = [one for one in scene.people if one.end <= clause.start]
        begin = clause_at(scene.clauses, clause.start - 1).start if clause.start else 0
        first = [one for one in earlier if one.start >= begin]
        found += near[-1:] or first[:1]
    return found


def _holds(text: str, named: list[Mention]) -> Mention | None:
    """我爸名下有两万,能从里面出吗: whose money it is."""
    held = re.compile(r"(?:名下|的)?(?:还|都)?(?:有|的)?[^，,。？?]{0,6}(?:账户|医保卡|个账|医保|卡)")
    return next((one for one in named if _FROM_IT.search(text[one.end :]) and held.match(text, one.end)), None)


def _gives_me(text: str, named: list[Mention]) -> Mention | None:
    """老爸退休了,卡里好多钱,能给我用吗: the only person named, where the asker is given to; 嫂子让我用: until then."""
    given = _GIVEN_ME.search(text)
    if given is None or not re.search("医保|卡|钱|账户|余额|共济", text):
        return None
    named = [one for one in named if one.start < given.start() or not given.group(1)]
    givers = [one for one in named if not DATIVE.search(clause_before(text, one.start))]
    return givers[0] if givers and len(givers) == len(named) and all(one.same(givers[0]) for one in givers) else None


def _only_insured(text: str, people: list[Mention], named: list[Mention]) -> Mention | None:
    """奶爸医保在厦门,娃打疫苗刷得了吗: the only one whose account can be meant, in a sentence without the asker."""
    if any(one.kin is None for one in people) or not re.search("[刷扣花用付]", text):
        return None
    insured = [one for one in named if one.kin and one.kin.relation in ("spouse", "parent") and _INSURED.match(text, one.end)]
    others = [one for one in named if not any(one.same(other) for other in insured)]
    without = others and not any(_INSURED.match(text, one.end) for one in others)
    return insured[0] if without and all(one.same(insured[0]) for one in insured[:2]) and insured else None


def _mine_before(text: str, one: Mention) -> re.Match[str] | None:
    """用我的医保卡给老公的账户…: the asker's account is named right before."""
    return re.search(r"(?:我|俺|咱)的?(?:医保卡|账户|医保)$", text[: one.start])


def _subject_of_my(text: str, one: Mention) -> bool:
    return bool(re.search(r"(?:绑定|绑|让)(?:我|俺|咱)?的?$", text[: one.start])) and bool(re.match(r"(?:来)?(?:给|帮|替)", text[one.end :]))


def _gift_to(text: str, start: int, other: Mention) -> bool:
    between = text[start : other.start]
    return bool(DATIVE.search(between)) and not CHORES.match(text, other.end) and not re.search(r"(?:和|跟|与)(?:我的?)?$", between)


def _asks_after(text: str, at: int) -> bool:
    return bool(re.search(r"能|可|行|会|怎|给|帮|替|绑|吗|不", text[at : at + 30]))


def _clause_after(text: str, at: int) -> str:
    found = re.search(r"[。？?！!；;]", text[at:])
    return text[at : at + found.start()] if found else text[at:]


_GIVES = re.compile("[^，,。？?！!；;]{0,10}(?:给|帮|替|为)(?!我交|我缴)")
_BINDS_AGAIN = re.compile("(?:我|俺)(?:再|也|还|又)(?:能|可以|想|要)?(?:不能)?(?:再|去)?绑")
_HAS_BOUND = re.compile("(?:已经?|现在|之前|都)*(?:(?:给|为|帮|把|将)[^，,。？?]{1,6}绑定?(?:了|过|好|上)|绑定?(?:了|过|好|上))")
_TOLD_TO_PAY = re.compile(
    "(?:让|叫|求|劝|逼|要|喊|想让)(?:我|俺)(?:来|去|帮忙|就)*(?:(?:用|拿|刷)(?:我|自己)?的?(?:职工)?(?:医保|账户|社保|卡|个账)|(?:出钱|付钱|掏钱|出|付|掏|给|帮|替)(?!他的|她的))"
)
_NO_ACCOUNT = re.compile(
    "(?:没有?|无)(?:职工医保|(?:职工)?(?:医保)?(?:个人)?账户|个账)|(?:账户|卡)(?:里)?(?:早|都|已经|也)*(?:没钱|没有钱|空了|花光|用光|用完)|没交(?:过)?(?:一分钱)?(?:社保|"
    "医保)"
)
_GIVES_ME = re.compile("[^，,。？?！!；;]{0,10}(?:给|帮|替|为)(?:我|俺)")
_WANTS = re.compile("(?:也|就|还|都|现在|说|又)*(?:想|要|能不能|能|可以|打算|愿意|准备)")


def _owned(pattern: re.Pattern[str], scene: Scene, one: Mention) -> bool:
    """Whether a pattern holds behind 她的卡."""
    owns = _OWNS.match(scene.text, one.end)
    return owns is not None and bool(pattern.match(scene.text, owns.end()))


_OF_RELATIVES: dict[str, Callable[[Scene, Mention], bool]] = {
    "has the account that is used": lambda scene, one: is_used(scene.text, one, scene.people),
    "pays": lambda scene, one: _pays(scene.text, one, scene.people),
    "uses the own account": lambda scene, one: bool(_OWN_USE.match(scene.text, one.end)),
    "pays up": lambda scene, one: bool(_PAYS_UP.match(scene.text, one.end)) and not given(scene.text, one),
    "has an account": lambda scene, one: bool(_OWNS.match(scene.text, one.end)),
    "has something": lambda scene, one: bool(_HIS_ALONE.match(scene.text, one.end)),
    "works": lambda scene, one: bool(WORKS.match(scene.text, one.end)),
    "has no work": lambda scene, one: bool(POOR.match(scene.text, one.end)),
    "is given to": lambda scene, one: given(scene.text, one),
    "is left out": lambda scene, one: left_out(scene.text, one),
    "is a host": lambda scene, one: host(scene.text, one),
    "has bound": lambda scene, one: binder(scene.text, one),
    "has bound somebody": lambda scene, one: bool(_HAS_BOUND.match(scene.text, one.end)),
    "hands over the card": lambda scene, one: bool(_HANDS_ME.match(scene.text, one.end)),
    "offers to pay": lambda scene, one: bool(_OFFERS.match(scene.text, one.end)),
    "has an account that may be used": lambda scene, one: _owned(_USABLE, scene, one),
    "has a full account": lambda scene, one: _owned(_RICH, scene, one),
    "is denied": lambda scene, one: bool(_DENIED.search(scene.text[: one.start])),
    "gives": lambda scene, one: bool(_GIVES.match(scene.text, one.end)),
    "gives the asker": lambda scene, one: bool(_GIVES_ME.match(scene.text, one.end)),
    "wants": lambda scene, one: bool(_WANTS.match(scene.text, one.end)),
    "is a child": lambda scene, one: one.word in CHILDISH,
    "is no relative": lambda scene, one: one.word in THINGS,
    "is a group": lambda scene, one: bool(GROUP.match(bare(one.word))),
}
_SOUGHT = (
    "has the account that is used", "pays", "has an account", "has something", "has an account that may be used", "gives", "gives the asker", "wants",
    "uses the own account",
)


class Payers:
    """What the whole text tells of whose account pays."""

    def __init__(self, scene: Scene) -> None:
        """Looks at the text once for all people."""
        self.scene = scene
        text, people, named = scene.text, scene.people, scene.kin
        mine = [found for found in _MINE.finditer(text) if not any(found.start() <= one.start < found.end() for one in named)]
        self.told = {
            "the asker's account is named": bool(mine),
            "the asker's account is used": of_the_asker(text, people, plainly=True),
            "the asker's account is asked about": any(asks(text, found.span()) for found in mine),
            "the asker is named": any(one.kin is None for one in people),
            "the asker has no account": _without(text, people),
            "the asker binds again": bool(_BINDS_AGAIN.search(text)),
            "the asker is told to pay": bool(_TOLD_TO_PAY.search(text)),
        }
        self.single = {
            "is asked for": _asks_for(text, named),
            "has the money asked about": _holds(text, named),
            "gives the asker alone": _gives_me(text, named),
            "is insured alone": _only_insured(text, people, named),
        }
        self.able = _able_to_pay(text, people)
        self.owners = _told_of(scene)
        self.poor = [owner for found in _NO_ACCOUNT.finditer(text) if (owner := whose(text, people, found.start())) is not None]

    def of(self, mentions: list[Mention]) -> Mention:
        """The mention that says most of this one as a payer."""
        return max(mentions, key=lambda one: (sum(tells(self.scene, one) for tells in _OF_RELATIVES.values()), not one.pronoun))

    def cues(self, mentions: list[Mention] | None) -> set[str]:
        """What tells whether this one's account pays; None for the asker."""
        if mentions is None:
            owned = {"is the asker, whose account is told of"} if any(one.kin is None for one in self.owners) else set()
            return {"is the asker", *owned, *(f"is the asker, {name if told else f'not {name}'}" for name, told in self.told.items())}
        who = mentions[0]
        found = {"is another", *(f"is another, {name if told else f'not {name}'}" for name, told in self.told.items())}
        found |= told_by(self.scene, mentions, _OF_RELATIVES, _SOUGHT)
        found |= {name for name, one in self.single.items() if one is not None and one.same(who)}
        if any(one.same(who) for one in self.owners):
            found.add("has the account that is told of")
        found |= {"has no account"} if any(one.same(who) for one in self.poor) else set()
        if any(one.same(who) for one in self.able):
            found.add("is able to pay" if len(self.able) > 1 else "alone is able to pay")
        return found | {f"is {who.kin.relation}" if who.kin else "is nobody"}
