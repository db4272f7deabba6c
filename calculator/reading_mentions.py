"""The people that a sentence mentions.

They are mentioned by kin words, by 我 and its like, and by pronouns, which stand for the person named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculator.kin import FAMILY_NAMES, POLITE, STRANGER, TRADES, Kin, read_kin
from calculator.kin_chains import tails
from calculator.kin_views import sex
from calculator.lexicon import Word
from calculator.policies import Policies
from calculator.reading_antecedent import binder, company, host, of_many, preferred
from calculator.reading_aside import between, common_child, in_passing, possessed
from calculator.reading_asker import married, speaks
from calculator.reading_clauses import clause_before, without_hearsay
from calculator.reading_principal import Principal, find_principal

_SELF = re.compile(r"我们家|我们|我自己|我本人|我|俺们|俺|咱们|咱家|咱|本人|职工本人|参保人本人|自己")
_PRONOUN = re.compile(r"他们俩?|她们俩?|他俩|她俩|他|她|对方|老人家|人家|其(?![他它实中余次])")
_SELF_WORDS = ("本人", "自己", "我自己", "我", "俺", "咱自己", "职工本人", "参保人本人")
_BY_SURNAME = re.compile(f"{STRANGER}$|(?:^|(?<=[，,。？?！!；;的给帮替为位个叫和跟与]))[{FAMILY_NAMES}]$")
_INSURED = re.compile("医保|社保|退休|职工|上班|账户|卡")
_COUSIN = re.compile("[(（](表|堂)的?[)）]")
_SEVERAL = re.compile("(?:都|已经|有)*(?:俩|仨|两个|[三四]个|一堆)")
LIVES_WITH = re.compile("(?:一直|都|现在)?(?:跟|随|归|跟着|判给|放在|养在|寄养在|丢给|扔给)了?")
_NAME = re.compile(r"(?:(?<![\u4e00-\u9fff])小(?![姑叔舅姨妹弟孩娃])[\u4e00-\u9fff]|[张王李赵刘陈杨周吴][一二三四五六七八某])(?:的|家的?|他|她)$")
_MALE = re.compile("爸|父(?!母)|爹|公$|爷|哥|弟$|弟弟|叔|伯|舅$|舅舅|儿子|孙子|女婿|丈人|老公|丈夫|姐夫|妹夫|先生|老汉|老豆")
_FEMALE = re.compile("妈|(?<!父)母|娘|婆|奶|姥姥|姑$|姑姑|姨|嫂|妹|姐$|姐姐|女儿|女$|媳|妻|婶|老婆|闺女|堂客|太太")
_ELDER = re.compile("爸|妈|父|母|爹|娘|爷|奶|公|婆|姥|丈人")
_NOT_BY_BIRTH = ("养", "继", "后", "生", "亲生")
_SAYS = re.compile("说|讲|告诉|建议|提醒")
MANY = re.compile("父母|爸妈|爹[妈娘]|公婆|双亲|二老|老人们?$|夫妻|俩$")
_BROUGHT = re.compile("(?:以前|结婚时|改嫁时)?带(?:着)?(?:过来|来)(?:了)?(?:一|个|俩|两)*")
_MOST = 20  # people that are looked at
CHILDISH = ("孩子", "小孩", "娃", "娃儿", "娃娃", "宝宝", "小孩子", "小朋友", "小娃", "婴儿", "新生儿", "孩儿", "小家伙", "宝贝", "崽崽", "毛毛")
_BY_AGE = ("老大", "老二", "老三", "老四", "老幺", "大的", "小的")
_COMPANION = re.compile(r"(?:随|跟着|跟随|陪着?|随着)(?:我|俺|他|她)?的?$")
_JOINED = re.compile("(?:和|跟|与|、|及|以及|随|跟着|跟随|陪着?|带着?)(?:我家?的?|俺家?的?|咱家?的?)?")
_OWNED = ("", "我", "俺", "咱")
_WITH_THE_ASKER = re.compile("(?:跟|随|跟着|跟随|陪着?|判给|归)(?:他|她)?(?:的)?$")
_HAS_ITS_OWN = re.compile("(?:也)?(?:有|没有?|是|交|缴|参加)[^，,。？?！!；;我俺]{0,6}(?:医保|社保|退休|职工)")
_GLOSS = re.compile(r"[，,]?(?:也)?(?:就是|即|其实是|实际上?是)(?:我|俺|咱)?(?:的)?|[(（](?:就是|即|也就是|是|就|其实是|实际上?是)?(?:我|俺|他|她)?(?:的)?")
_LATE_GLOSS = re.compile("[^，,。？?！!；;(（我俺他她]{0,6}(?:[，,](?:也|就|其实)*是(?=我|俺)|[(（](?:就是|即|也就是|是|其实是)?)(?:我|俺)?的?")
_IS_IN = re.compile("(?:的?(?:医保|社保|人|户口))?(?:现在|也|都|交)*(?:在|是)(?!我|您|你|他|她|不是)")
_ACCOUNT_OF = re.compile("(?:用|花|刷|拿)$")
_HIS_ACCOUNT = re.compile("的(?:钱|医保|社保|卡|账户|个账|个人账户)|医保|卡|账户")
_YOUNG = ("child", "grandchild", "niece_nephew", "great_grand", "other_kin", "cousin")
_SMALL = ("grandchild", "great_grand", "niece_nephew")
_CHILD = re.compile("(?:子|女|儿|孩|孩子|娃|娃儿|宝宝|囡|崽|闺女|丫头|侄|甥|孙)$")
_BORN = re.compile("刚(?:刚)?(?:出)?生|刚出世|满月|坐月子|生(?:了|下|完|的)|出生")


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
    principal = find_principal(text)
    spans = [(principal.start, principal.end), *principal.again] if principal else []
    people += [Mention(start, end, text[start:end], None) for start, end in spans]
    covered = [False] * (len(text) + 1)
    kin_starts = set()
    for word in words:
        if word.kind == "kin" and word.value in _SELF_WORDS:
            continue
        covered[word.start : word.end] = [True] * (word.end - word.start)
        if word.kind == "kin":
            if any(start <= word.start and word.end <= end for start, end in spans):
                continue
            if speaks(text, word) or in_passing(text, word):
                continue
            kin = common_child(text, word, policies) or read_kin(principal.theirs(word.value) if principal else word.value, policies)
            named = _NAME.search(text[: word.start])
            unknown = possessed(text, word, words)
            if kin and unknown:
                kin = Kin(unknown, None, {}, f"{unknown}是您的什么人？")
            cousin = _COUSIN.match(text, word.end)
            if kin and cousin and kin.relation == "sibling":
                kin = read_kin(f"{cousin.group(1)}{word.value[-1]}", policies)  # 弟弟(表的)
            known = _BY_SURNAME.search(text[: word.start]) if word.value in POLITE else None
            if kin and known:
                whole = text[known.start() : word.end]
                while people and people[-1].start >= known.start():
                    people.pop()  # 邻居李奶奶
                kin = read_kin(whole, policies) or Kin(whole, None, {}, f"{whole}是您的什么人？")
            if kin and named:
                whole = text[named.start() : word.end]
                kin = Kin(whole, None, {}, f"{whole}是您的什么人？")
            if kin and kin.relation != "self" and not re.match("一[个枚名](?![在是人月年星])", text[word.end :]):
                kin_starts.add(word.start)
                people.append(Mention(word.start, word.end, kin.word, kin))
    for found in _SELF.finditer(text):
        last = next((one for one in reversed(people) if one.kin and one.end <= found.start()), None)
        if found.group() == "自己" and last and _HAS_ITS_OWN.match(text[found.end() :]) and not re.search("我|俺", text[last.end : found.start()]):
            people.append(Mention(found.start(), found.end(), last.word, last.kin, True))  # 舅妈自己有退休医保
            continue
        owns_kin = found.end() in kin_starts or (text[found.end() : found.end() + 1] in ("的", "家") and found.end() + 1 in kin_starts)
        if re.match("(?:平时|一直|都)?(?:称呼|喊|管)", text[found.end() :]):
            continue
        if any(start <= found.start() < end for start, end in spans):
            continue
        if not covered[found.start()] and not owns_kin and text[found.end() : found.end() + 2] != "的家":
            people.append(Mention(found.start(), found.end(), found.group(), None))
    places = {word.start for word in words if word.kind in ("region", "pool")}
    named_places = {word.text for word in words if word.kind in ("region", "pool")}
    people = _joined(text, sorted(people, key=lambda one: one.start)[:_MOST], named_places, policies)
    people = _own_relatives(text, without_hearsay(text, _glossed(text, people, policies)), policies)
    people = _with_pronouns(text, _children_again(text, _elders_again(people), policies), covered, places, policies, principal)
    return _again(text, without_hearsay(text, people))[: 2 * _MOST]


def _joined(text: str, people: list[Mention], places: set[str], policies: Policies) -> list[Mention]:
    """姐姐上大学的儿子 is one person, the sister's son; 儿子对门家的小孩 is somebody whom no word names."""
    found: list[Mention] = []
    for one in people:
        last = found[-1] if found and found[-1].kin and found[-1].word not in TRADES else None
        how = between(text, (last.start, last.end), one.start, places) if last and one.kin else None
        how = how or ("his" if last and _BROUGHT.fullmatch(text[last.end : one.start]) else None)
        if last and last.kin and one.kin and how:
            if how == "unknown" and one.kin.relation == "not_insurable":
                how = "his"  # 我妈养的狗
            if last.kin.relation == "spouse" and one.kin.relation == "child" and text.startswith("带", last.end):
                how = "step"
            whole = f"{last.word}的{one.word}" if how == "his" else "配偶带来的孩子" if how == "step" else text[last.start : one.end]
            kin = read_kin(whole, policies) if how != "unknown" else None
            placed = any(place in text[last.end : one.start] for place in places)  # 老公南昌的弟弟
            found[-1] = Mention(one.start if placed else last.start, one.end, whole, kin or Kin(whole, None, {}, f"{whole}是您的什么人？"))
        else:
            found.append(one)
    return found


def _glossed(text: str, people: list[Mention], policies: Policies) -> list[Mention]:
    """婆婆(丈夫的母亲), 侄子的奶奶就是我妈: the second word tells who the first one is, or both together."""
    found: list[Mention] = []
    for one in people:
        last = found[-1] if found else None
        gloss = _GLOSS.fullmatch(text[last.end : one.start]) if last else None
        if last and last.kin and last.kin.options and text[one.end : one.end + 1] in (")", "）", ",", "，", "。"):
            gloss = gloss or _LATE_GLOSS.fullmatch(text[last.end : one.start])  # 婆婆九十了(我爸爸的妈妈)
        if last and last.kin and one.kin and gloss and text[last.start - 1 : last.start] not in ("他", "她"):
            theirs = re.search("[他她]", gloss.group())
            plain = not last.kin.options and not one.word.startswith(_NOT_BY_BIRTH) and last.kin.relation is not None
            both = _in_common(last.kin, one.kin, policies)
            closed = re.search("[是即]", gloss.group()) or text[one.end : one.end + 1] in (")", "）")
            told = last if plain and (theirs or not closed) else one
            found[-1] = Mention(last.start, last.end, both.word, both) if both else Mention(last.start, last.end, told.word, told.kin)
        else:
            found.append(one)
    return found


def _own_relatives(text: str, people: list[Mention], policies: Policies) -> list[Mention]:
    """姥爷给自己爹付: his father, where 姥爷 is who does it."""
    found: list[Mention] = []
    for one in people:
        own = re.search("(?<![我俺咱])自己(?:家)?的?亲?$", text[: one.start])
        first = [other for other in found if re.fullmatch("(?:我|俺|咱|请问|那|如果|想问一?下?)*(?:们?家)?的?", clause_before(text, other.start))]
        owner = first[-1] if own and first and one.kin and first[-1].kin else None
        if own and owner and not re.search("[。？?！!；;]|我|俺|咱", text[owner.end : own.start()]):
            whole = f"{bare(owner.word)}的{bare(one.word)}"
            one = Mention(own.start(), one.end, whole, read_kin(whole, policies) or Kin(whole, None, {}, f"{whole}是您的什么人？"))
        found.append(one)
    return found


def _in_common(one: Kin, other: Kin, policies: Policies) -> Kin | None:
    """婆婆也就是孩子奶奶: the one meaning that both unclear words can have."""
    relations = {policies.kin[word]["relation"] for word, _ in one.options if word in policies.kin}
    common = [word for word, _ in other.options if word in policies.kin and policies.kin[word]["relation"] in relations]
    return read_kin(common[0], policies) if len(common) == 1 else None


def _children_again(text: str, people: list[Mention], policies: Policies) -> list[Mention]:
    """姐姐的孩子三岁,想为孩子付: 孩子 is the one named before. 儿子在外打工,孩子刚出生: theirs, or the asker's."""
    many = next((one for one in people if one.kin and bare(one.word) in CHILDISH), None)
    found: list[Mention] = []
    for one in people:
        before = [other for other in found if other.kin and (other.kin.relation in _YOUNG or other.word in CHILDISH) and _CHILD.search(other.word)]
        plain = one.kin is not None and one.word in CHILDISH and not re.search("(?:我|俺|咱)(?:们?家)?的?$", text[: one.start])
        same = next((other for other in before if other.word == one.word and other.kin and other.kin.options), None)
        if plain and same:
            one = Mention(one.start, one.end, same.word, same.kin, True)
        elif one.kin and one.word in _BY_AGE and not one.kin.relation and many:
            one = Mention(one.start, one.end, many.word, many.kin, True)  # 三个孩子,老三住院
        elif plain and before and bare(before[-1].word) not in CHILDISH:
            small = [other for other in before if other.kin and other.kin.relation in _SMALL]
            last = (small or before)[-1]
            grown = last.kin is not None and last.kin.relation == "child" and "的" not in last.word
            if grown and _BORN.search(text[max(0, one.start - 4) : one.end + 6]):
                options = (("孙子女", "孙辈"), ("子女", "自己的孩子"))
                one = Mention(one.start, one.end, one.word, Kin(one.word, None, {}, f"{one.word}是您的孙辈，还是您的孩子？", options))
            else:
                one = Mention(one.start, one.end, last.word, last.kin, True)
        found.append(one)
    return found


def _again(text: str, people: list[Mention]) -> list[Mention]:
    """病人是位老太太,她孙女有医保,孙女的钱…: 孙女 is the one named before as somebody's."""
    found: list[Mention] = []
    for one in people:
        owned = re.search("(?:我|俺|咱)(?:们?家)?的?$", text[: one.start]) or bare(one.word) != one.word
        later = [other for other in people if other.start > one.start and other.word.endswith(f"的{one.word}")]
        if one.kin and one.word in CHILDISH and later and not owned:
            one = Mention(one.start, one.end, later[0].word, later[0].kin, True)  # 堂姐很难,孩子病了,堂姐的孩子能用吗
        before = [other for other in found if other.kin and _short(one.word) in map(_short, tails(other.word))]
        before = before or [other for other in found if other.word == "配偶带来的孩子" and one.kin and one.kin.relation == "child"]
        if one.kin and one.word not in CHILDISH and before and not owned and not one.pronoun:
            one = Mention(one.start, one.end, before[-1].word, before[-1].kin, True)
        found.append(one)
    return found


def _elders_again(people: list[Mention]) -> list[Mention]:
    """娃他奶奶在运城,给老人买药: 老人 is the one named before."""
    found: list[Mention] = []
    for one in people:
        before = [other for other in found if other.kin and _ELDER.search(other.word)]
        if one.word in ("老人", "老人家", "长辈") and before:
            one = Mention(one.start, one.end, before[-1].word, before[-1].kin, True)
        found.append(one)
    return found


def married_to(people: Iterable[Mention]) -> set[str]:
    """What a husband or a wife named elsewhere tells of 公公 and 婆婆: they are the asker's by marriage."""
    husbands = (one for one in people if one.kin and one.kin.relation == "spouse" and sex(one.word) == "male" and "的" not in one.word)
    return {"child_in_law"} if any(husbands) else set()


def _with_pronouns(
    text: str, people: list[Mention], covered: list[bool], places: set[int], policies: Policies, principal: Principal | None
) -> list[Mention]:
    """他爸 after 我老公 is 老公的爸; 他 alone is the person named before."""
    named, found, possessed = list(people), list[Mention](), list[Mention]()
    for pronoun in _PRONOUN.finditer(text):
        if covered[pronoun.start()] or text[pronoun.start() - 1 : pronoun.start()] in ("其", "吉"):
            continue
        earlier = [one for one in named if one.kin and one.end <= pronoun.start()]
        earlier = [one for one in earlier if not (one.word in TRADES or one.word == "护工") or not _SAYS.match(text, one.end)] or earlier
        later = [one for one in people if one.kin and one.start > pronoun.end() + 1]
        placed = pronoun.end() in places or _IS_IN.match(text, pronoun.end())
        if not earlier and later and placed and all(one.same(later[0]) for one in later):
            found.append(Mention(pronoun.start(), pronoun.end(), later[0].word, later[0].kin, True))  # 我广州他佛山,我对象
        owned = next((one for one in people if one.kin and text[pronoun.end() : one.start] in ("", "的", "家", "家的") and one.start >= pronoun.end()), None)
        begin = pronoun.start() - len(clause_before(text, pronoun.start()))
        alone = owned is None and all(one.start >= begin for one in earlier)  # 她儿媳妇的卡能给她付吗
        if principal and principal.meant(text, pronoun, owned is not None or alone):
            if owned is None:
                found.append(Mention(pronoun.start(), pronoun.end(), principal.word, None, True))
            continue
        if owned is not None and pronoun.group() in ("他", "她"):
            earlier = [one for one in earlier if not MANY.search(one.word)]
        if not earlier and owned is not None and pronoun.group() in ("他", "她") and re.search("我|俺|咱", text):
            whole = f"{'配偶' if married(text) else pronoun.group()}的{owned.word}"
            kin = read_kin(whole, policies) or Kin(whole, None, {}, f"{pronoun.group()}是您的什么人？")
            named[named.index(owned)] = Mention(pronoun.start(), owned.end, whole, kin)
            continue
        if not earlier:
            theirs = _ACCOUNT_OF.search(text[: pronoun.start()]) and _HIS_ACCOUNT.match(text[pronoun.end() :])
            if owned is None and pronoun.group() in ("他", "她") and (theirs or not later):
                unknown = Kin(pronoun.group(), None, {}, f"{pronoun.group()}是您的什么人？")
                found.append(Mention(pronoun.start(), pronoun.end(), pronoun.group(), unknown, True))
            continue
        if owned is None:
            if re.search("[给帮替为对]$|照顾$|照看$", text[: pronoun.start()]):  # 大姨住院,我妈想给她付
                givers = [one for one in earlier if one.start >= begin and not re.search("我|俺|咱", text[one.end : pronoun.start()])]
                earlier = [one for one in earlier if one.start < begin and not any(one.word.endswith(giver.word) for giver in givers)] or earlier
                earlier = [one for one in earlier if not _WITH_THE_ASKER.search(text[: one.start])] or earlier
            wrong = "male" if pronoun.group() == "她" else "female"
            earlier = preferred(text, pronoun, earlier, [one for one in earlier if sex(one.word) != wrong], found)
            if _ACCOUNT_OF.search(text[: pronoun.start()]) and re.match("的|医保|卡|账户", text[pronoun.end() :]):
                earlier = [one for one in earlier if one.word not in CHILDISH] or earlier  # a small child has no account
            if pronoun.group() in ("他", "她"):  # 孩子都俩了,给他买
                earlier = [one for one in earlier if not _SEVERAL.match(text, one.end)] or earlier
                earlier = [one for one in earlier if not of_many(text, one, named)] or earlier
            earlier = [one for one in earlier if not LIVES_WITH.fullmatch(text[one.end : pronoun.start()])] or earlier  # 孩子跟她
            if text.startswith("自己", pronoun.end()):  # 老公给公公买药,用他自己的卡
                earlier = [one for one in earlier if not re.search("[给帮替为](?:我|俺|咱)?的?$", text[: one.start])] or earlier
            earlier = [one for one in earlier if not binder(text, one) and not company(text, one)] or earlier
            last = next((one for one in reversed(possessed) if one.end <= pronoun.start()), None)
            whose = last and _ACCOUNT_OF.search(text[: pronoun.start()]) and text.startswith(pronoun.group(), last.start)
            if last and whose and not _INSURED.search(text[last.end : pronoun.start()]):
                earlier = [one for one in earlier if last.word.startswith(f"{one.word}的")] or earlier  # 她妈住院能用她的医保吗
            meant = _antecedent(pronoun.group(), [one for one in earlier if not host(text, one)] or earlier, policies)
            found.append(Mention(pronoun.start(), pronoun.end(), meant.word, meant.kin, True))
            continue
        owners = [one for one in earlier if one not in possessed and bare(one.word) != bare(owned.word)] or earlier
        nobody = all(one.word.startswith(f"{pronoun.group()}的") for one in owners)  # 她妈和她爸, and nobody says who she is
        whole = f"{pronoun.group() if nobody else _antecedent(pronoun.group(), owners, policies).word}的{owned.word}"
        kin = read_kin(whole, policies) or Kin(whole, None, {}, f"{whole}是您的什么人？")
        possessed.append(Mention(pronoun.start(), owned.end, whole, kin))
        named[named.index(owned)] = possessed[-1]
    return sorted([*named, *found], key=lambda one: one.start)


def _antecedent(pronoun: str, earlier: list[Mention], policies: Policies) -> Mention:
    """The last person named whom the pronoun's 他 or 她 fits; 他 after 朋友的妈妈 is the friend."""
    if pronoun[1:2] in ("们", "俩"):
        many = [one for one in earlier if re.search(
            "父母|爸妈|爹|公婆|爷爷奶奶|外公外婆|岳父岳母|公公婆婆|俩|两|孩子|老人|二老|双亲", one.word)]
        return (many or earlier)[-1]
    if pronoun[0] not in "他她":
        return earlier[-1]
    wrong = "male" if pronoun[0] == "她" else "female"
    fitting = [one for one in earlier if sex(one.word) != wrong]
    last = (fitting or earlier)[-1]
    head = "" if fitting else last.word.rpartition("的")[0]
    kin = read_kin(head, policies) if head and sex(head) != wrong else None
    return Mention(last.start, last.start + len(head), head, kin) if kin and kin.relation != "self" else last


def together(text: str, people: list[Mention], one: Mention) -> list[Mention]:
    """The people named in one breath with a person: 俺爹俺娘, 我跟我妈, 儿子和儿媳."""
    at = people.index(one)
    found = [one]
    for step in (-1, 1):
        last, next_ = one, at + step
        while 0 <= next_ < len(people):
            other = people[next_]
            first, then = (other, last) if step < 0 else (last, other)
            joint = text[first.end : then.start]
            if not (_JOINED.fullmatch(joint) or joint in _OWNED and first.kin and then.kin):
                break
            found.append(other)
            last, next_ = other, next_ + step
    return found


def leading(text: str, inside: list[Mention], begin: int) -> Mention:
    """The last of the people of a clause who is not just the company of another: 儿子随前妻在岳阳."""
    return (heads(text, inside, begin) or inside)[-1]


def heads(text: str, inside: list[Mention], begin: int) -> list[Mention]:
    """The people of a clause who are not the company of another."""
    return [one for one in inside if not (_COMPANION if one.kin else _WITH_THE_ASKER).search(text[begin : one.start])]
