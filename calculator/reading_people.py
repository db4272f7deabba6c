"""Who is who in a sentence: whose account pays, and whose expense it is.

People are mentioned by kin words, by 我 and its like, and by pronouns, which stand for the person named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculator.kin import Kin, read_kin
from calculator.lexicon import Word
from calculator.policies import Policies

_SELF = re.compile(r"我们家|我们|我自己|我本人|我|俺们|俺|咱们|咱家|咱|本人|职工本人|参保人本人|自己")
_PRONOUN = re.compile(r"他们俩?|她们俩?|他|她|对方|老人家|人家")
_SELF_WORDS = ("本人", "自己", "我自己", "我", "俺", "咱自己", "职工本人", "参保人本人")
_END = "。？?！!；;"

_GIVE = (
    r"(?:给|帮|替|为|代|让|供|到|向|跟|和|与|绑定|绑|加上|加|授权给?|转给|共济给|共济|过给|"
    r"划给|支援|孝敬)(?:了|过|到|着)?"
)
_FILL = (
    r"(?:一下|我们家的?|咱们家的?|我们的?|咱们的?|我家里?的?|咱家的?|俺家的?|我自己的?|自己的?|"
    r"我的?|俺的?|咱的?|家里的?|家中的?|这边的?|那边的?|乡下的?|农村的?|老家的?|远在|住在|"
    r"人在|在|没|一个|这个|那个)*"
)
_ADJECTIVE = r"(?:[^，。？?！!；;、给帮替用]{0,12}的|年迈|\d{1,3}岁的?|两岁|刚出生的?|快|新|老|亲|小)?"
DATIVE = re.compile(f"{_GIVE}{_FILL}{_ADJECTIVE}{_FILL}$")
_WITH = re.compile(r"(?:和|跟|与|同)(?:我的?|俺|咱|我们家?)?$")
TO_ME = re.compile(
    r"(?:给|帮|替|为|共济给|绑定|绑|转给|授权给?)(?:了)?(?:我|俺|咱)(?:自己|本人)?(?!们?家|"
    r"的?[^，,。？?]{0,6}(?:医保|账户|卡)|[讲说解介指查看问算捋])"
)
_USER = re.compile(
    r"(?:[^，,。？?！!；;]{0,8})?(?:可不可以|能不能|能否|可否|可以|能够|能|想|要|会)?(?:不)?(?:直接|"
    r"也|拿着?)?(?:用|刷|花|使|享受|动用|蹭|共用|共享)"
)
_ASKER = re.compile(r"(?:我|俺)(?:就)?是(?:他|她|孩子|对方|老人)?(?:的|家)?(?:亲)?$")
_NAME = re.compile(r"(?:(?<![\u4e00-\u9fff])小(?![姑叔舅姨妹弟孩娃])[\u4e00-\u9fff]|[张王李赵刘陈杨周吴][一二三四五六七八某])(?:的|家的?|他|她)$")
_MALE = re.compile("爸|父$|爹|公$|爷|哥|弟$|弟弟|叔|伯|舅$|舅舅|儿子|孙子|女婿|丈人|老公|丈夫|姐夫|妹夫|先生|老汉|老豆")
_FEMALE = re.compile("妈|母$|娘|婆|奶|姥姥|姑$|姑姑|姨|嫂|妹|姐$|姐姐|女儿|女$|媳|妻|婶|老婆|闺女|堂客|太太")
_ELDER = re.compile("爸|妈|父|母|爹|娘|爷|奶|公|婆|姥|丈人")
_USER_NEXT = re.compile("能不能|可不可以|能否|能|可以|想用|要用|用我|用俺|刷我|看病|生病|在[\u4e00-\u9fff]")
_THEIRS = re.compile(  # what somebody has and is, that is no person
    "医(?!生)|社|卡|码|账|个|余|钱|病(?!人)|费|药|自|眼|牙|手|脚|腿|腰|肺|肝|肾|胃|心|头|脑|膝|骨|皮|血|糖|癌|肿|老家|老公|身|情|名|这|那|一|第|上|下|居|职|城|新农|"
    "单位|公司|本地|当地|外地|异地|慢|急|重|大(?=病|额|小|部|手|便)|小(?=便|病|手术|肠|腿|孩)|最|去|今|普|日|全|部|剩|话|时|保|惠|商|门|住|检|治|康|透|放|化|耳|鼻|喉|颈|肩|背|糖尿|高血|中|西|疫|预|"
    "就|都|也|还|吗|么|不|没|呢|吧|是|有|要|想|给|可|能|被|把|和|跟|与|为|因|在|到|从|居民|户|工|退|养|配|验|矫|种|拔|洗|补|镶|看"
)
_DEAD = re.compile("(?:已经|刚刚?|早就|早|都|前年|去年|今年)?(?:去世|过世|病逝|病故|走了|不在了)")
_NOT_BY_BIRTH = ("养", "继", "后", "生", "亲生")
_MOST = 20  # people that are looked at
_CARED = ("孩子", "小孩", "娃", "宝宝", "小孩子", "娃娃", "二胎")
_BODIES = ("单位", "公司", "法人", "村集体")
THINGS = (
    "单位", "公司", "法人", "村集体", "猫", "狗", "师傅", "老板", "先生", "夫人", "客户", "员工",
    "朋友", "老乡", "同事", "老师", "学生", "领导", "司机", "教练",
)


@dataclass(frozen=True)
class Mention:
    """A person at a place in the text. `kin` is None for the asker; a pronoun carries the person that it stands for."""

    start: int
    end: int
    word: str
    kin: Kin | None
    pronoun: bool = False

    def same(self, other: Mention | None) -> bool:
        """Whether both are one person, as far as the words tell."""
        if other is None:
            return self.kin is None
        if self.kin is None or other.kin is None:
            return self.kin is other.kin
        return _short(self.word) == _short(other.word) or bool(self.kin.relation) and _one_of_a_kind(self) == _one_of_a_kind(other)


def bare(word: str) -> str:
    """The word without whose it is: 我的妈妈 → 妈妈."""
    return re.sub(r"^(?:我们家?的?|我家?的?|俺家?的?|咱家?的?)(?=.)", "", word)


def _short(word: str) -> str:
    """姐 and 我姐姐 are one."""
    return re.sub(r"^(.)\1$", r"\1", bare(word))


def _one_of_a_kind(one: Mention) -> tuple[str, bool | None] | int:
    """What all words for a person agree in of whom one has only one (爸, 我爸, 父亲); another number for each other mention."""
    relation = one.kin.relation if one.kin else None
    last = one.word[-2:]
    male, female = bool(_MALE.search(last) or "父" in last), bool(_FEMALE.search(last) or "母" in last)
    if relation == "parent" and re.search("父母|爸妈|双亲|二老|爹妈|爹娘", one.word):
        return relation, None
    if relation == "spouse":
        return relation, male if male != female else None
    if relation in ("parent", "parent_in_law") and male != female and not one.word.startswith(_NOT_BY_BIRTH):
        return relation, male
    return one.start


def mentions(text: str, words: Sequence[Word], policies: Policies) -> list[Mention]:
    """All people mentioned, in order. 我 right before a kin word (我爸) is part of that mention."""
    people: list[Mention] = []
    covered = [False] * (len(text) + 1)
    kin_starts = set()
    for word in words:
        if word.kind == "kin" and word.value in _SELF_WORDS:
            continue
        covered[word.start : word.end] = [True] * (word.end - word.start)
        if word.kind == "kin":
            if word.value in _CARED and re.search(
                r"(?:生|怀|带|抱|接|接送|照顾|看|养|有)(?:了|着|个|俩|两个)?$", text[: word.start]):
                continue
            if word.value in _BODIES and not re.search(r"[给帮替为]$", text[: word.start]):
                continue
            if _ASKER.search(text[: word.start]) and text[word.end : word.end + 1] not in ("的", "家"):
                continue
            kin = read_kin(word.value, policies)
            named = _NAME.search(text[: word.start])
            unknown = _possessed(text, word, words)
            if kin and unknown:
                kin = Kin(unknown, None, {}, f"{unknown}是您的什么人？")
            if kin and named:
                whole = text[named.start() : word.end]
                kin = Kin(whole, None, {}, f"{whole}是您的什么人？")
            if kin and kin.relation != "self" and not re.match("一[个枚名](?![在是])", text[word.end :]):
                kin_starts.add(word.start)
                people.append(Mention(word.start, word.end, word.value, kin))
    for found in _SELF.finditer(text):
        owns_kin = found.end() in kin_starts or (text[found.end() : found.end() + 1] in ("的", "家") and found.end() + 1 in kin_starts)
        if not covered[found.start()] and not owns_kin and text[found.end() : found.end() + 2] != "的家":
            people.append(Mention(found.start(), found.end(), found.group(), None))
    people = sorted(people, key=lambda one: one.start)[:_MOST]
    return _with_pronouns(text, _elders_again(people), covered, policies)[: 2 * _MOST]


def _elders_again(people: list[Mention]) -> list[Mention]:
    """娃他奶奶在运城,给老人买药: 老人 is the one named before."""
    found: list[Mention] = []
    for one in people:
        before = [other for other in found if other.kin and _ELDER.search(other.word)]
        if one.word in ("老人", "老人家", "长辈") and before:
            one = Mention(one.start, one.end, before[-1].word, before[-1].kin, True)
        found.append(one)
    return found


def _possessed(text: str, owner: Word, words: Sequence[Word]) -> str | None:
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


def asker_is(text: str, words: Iterable[Word], policies: Policies) -> set[str]:
    """What the asker says to be to the other person (我是她婆婆, 我是儿媳): the relations that the word may mean."""
    for word in words:
        if word.kind == "kin" and _ASKER.search(text[: word.start]) and text[word.end : word.end + 1] not in ("的", "家"):
            kin = None if word.value.startswith("独") else read_kin(word.value, policies)
            named = [kin.relation] if kin and not kin.options else [policies.kin[one]["relation"] for one, _ in kin.options] if kin else []
            return {relation for relation in named if relation}
    return set()


def _with_pronouns(text: str, people: list[Mention], covered: list[bool], policies: Policies) -> list[Mention]:
    """他爸 after 我老公 is 老公的爸; 他 alone is the person named before."""
    found, possessed = list(people), list[Mention]()
    for pronoun in _PRONOUN.finditer(text):
        if covered[pronoun.start()] or text[pronoun.start() - 1 : pronoun.start()] in ("其", "吉"):
            continue
        earlier = [one for one in people if one.kin and one.end <= pronoun.start()]
        if not earlier:
            continue
        owned = next((one for one in people if one.kin and text[pronoun.end() : one.start] in ("", "的", "家", "家的") and one.start >= pronoun.end()), None)
        if owned is None:
            if re.search("[给帮替为]$", text[: pronoun.start()]):  # 大姨住院,我妈想给她付
                begin = pronoun.start() - len(clause_before(text, pronoun.start()))
                earlier = [one for one in earlier if one.start < begin] or earlier
            meant = _antecedent(pronoun.group(), [one for one in earlier if not _host(text, one)] or earlier)
            found.append(Mention(pronoun.start(), pronoun.end(), meant.word, meant.kin, True))
            continue
        heads = [one for one in earlier if one not in possessed and bare(one.word) != bare(owned.word)] or earlier
        whole = f"{_antecedent(pronoun.group(), heads).word}的{owned.word}"
        possessed.append(owned)
        kin = read_kin(whole, policies)
        kin = kin or Kin(whole, None, {}, f"{whole}是您的什么人？")
        if owned in found:
            found[found.index(owned)] = Mention(pronoun.start(), owned.end, whole, kin)
    return sorted(found, key=lambda one: one.start)


def _host(text: str, one: Mention) -> bool:
    """绑在我姐的账户下: the one whose account it is, not the one spoken of."""
    return bool(re.search(r"在(?:我|俺|咱)?的?$", text[: one.start])) and bool(re.match(r"的?(?:账户|名下|医保|卡)", text[one.end :]))


def _antecedent(pronoun: str, earlier: list[Mention]) -> Mention:
    """The last person named whom the pronoun's 他 or 她 fits."""
    if pronoun[1:2] == "们":
        many = [one for one in earlier if re.search(
            "父母|爸妈|爹|公婆|爷爷奶奶|外公外婆|岳父岳母|公公婆婆|俩|两|孩子|老人|二老|双亲", one.word)]
        return (many or earlier)[-1]
    wrong = _MALE if pronoun[0] == "她" else _FEMALE
    fitting = [one for one in earlier if not wrong.search(one.word[-2:])]
    return (fitting or earlier)[-1]


def clause_before(text: str, at: int) -> str:
    """The part of the clause that stands before a place in the text."""
    begin = max((text.rfind(mark, 0, at) for mark in "，,。？?！!；;"), default=-1) + 1
    return text[begin:at]


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
    asked = [one for one in others if not _bound_before(text, one)]
    left = [one for one in others if _left_out(text, one)]
    others = [one for one in asked or others if not any(one.same(other) for other in left)]
    others = [one for one in others if not _DEAD.match(text[one.end :])] or others
    heads = [one for one in others if any(other.word.startswith(f"{bare(one.word)}的") or other.word.startswith(f"{one.word}的") for other in others)]
    others = [one for one in others if one not in heads or _given(text, one)] or others
    plain = [one for one in others if one.kin is None or one.word not in THINGS or _given(text, one)]
    plain = plain or [one for one in others if _is_patient(text, one, expenses)]
    given = [one for one in plain if _given(text, one)]
    users = [one for one in plain if one.kin and _USER.match(text, one.end) and not _WITH.search(text[: one.start])]
    pets = [one for one in others if one.kin and one.kin.relation == "not_insurable" and any(right_before(text, one, at) for at in expenses)]
    owners = [one for one in plain if one.kin and any(right_before(text, one, at) for at in expenses)]
    if not others and donor is not None and _for_donor(text, people, donor, expenses):
        return donor, []
    ranked = pets or given or users or owners or [one for one in plain if one.kin and not _WITH.search(text[: one.start])] or plain
    if not ranked:
        if donor is not None:
            me = next((one for one in people if one.kin is None), None)
            return me or Mention(0, 0, "我", None), []
        return None, []
    chosen = ranked[0]
    listed = [one for one in plain if one.kin and not one.same(chosen) and not one.pronoun and (one in given or _listed(text, chosen, one))]
    return chosen, listed


def _for_donor(text: str, people: list[Mention], donor: Mention, expenses: list[int]) -> bool:
    """妈妈看病能用她的医保吗: the expense is the donor's own."""
    mine = [one for one in people if one.kin is None and (_USER.match(text, one.end) or any(right_before(text, one, at) for at in expenses))]
    return not mine and any(one.same(donor) and right_before(text, one, at) for one in people for at in expenses)


def right_before(text: str, one: Mention, at: int) -> bool:
    """Whether the person is the subject of the expense: 孩子打疫苗, 老爸的住院费."""
    return one.end <= at <= one.end + 10 and not re.search(r"[，,。？?！!；;、]", text[one.end : at])


def _bound_before(text: str, one: Mention) -> bool:
    """绑了我爸我妈两个人,还能绑我弟吗: those who are bound already are not asked about; nor who has bound somebody."""
    if re.search(r"被(?:我|俺|咱)?的?$", text[: one.start]) or _host(text, one):
        return True
    if re.search(r"(?:已经?|现在|目前|之前)(?:都)?给[^，,]*$", clause_before(text, one.start)) and re.match("[^，,。？?]*绑定?[了过好]", text[one.end :]):
        return True
    found = re.search(r"(?:绑定?(?:了|过|的是|的有)|已经?绑定?)([^，。？?能]*)$", clause_before(text, one.start))
    return bool(found)


def _is_patient(text: str, one: Mention, expenses: list[int]) -> bool:
    """同事住院能用我的吗, but not 同事说住院能用."""
    told = re.match("说|告诉|讲|问|建议|推荐|让|叫|帮", text[one.end :])
    return not told and any(right_before(text, one, at) for at in expenses)


def _left_out(text: str, one: Mention) -> bool:
    """不是给我爸, 不想给老公用, 除了爸妈还能给谁: named only to be left out."""
    before = clause_before(text, one.start)
    if re.search(r"除了[^，,]*$", before) or re.match(r"不(?:给|让|肯|愿意?|同意)(?:我|俺)", text[one.end :]):
        return True
    return bool(re.search(r"(?<![是想要能用])不(?:是|想|要|打算)?(?:再)?(?:给|帮|替|让)(?:我|俺|咱)?们?家?的?$", before))


def _given(text: str, one: Mention) -> bool:
    before = clause_before(text, one.start)
    found = DATIVE.search(before)
    if not found:
        return False
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
        return not re.match(
            r"的?(?:医保|账户|卡|个人|社保|职工|钱)|交|缴|是|有|在|出|付|掏|承担|负担|花|垫|"
            r"的[钱卡]", after) and text[one.start - 1 : one.start] not in ("他", "她")
    return bool(re.search(r"给$", text[: one.start])) and bool(re.match(r"自己|本人", text[one.end :]))
