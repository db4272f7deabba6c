"""The people that a sentence mentions.

They are mentioned by kin words, by 我 and its like, and by pronouns, which stand for the person named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from calculator.kin import FAMILY_NAMES, POLITE, STRANGER, TRADES, Kin, read_kin
from calculator.kin_views import sex
from calculator.lexicon import Word
from calculator.policies import Policies
from calculator.reading_again import again, as_elders_say, children_again, elders_again
from calculator.reading_antecedent import binder, company, helped, host, of_many, preferred
from calculator.reading_aside import between, common_child, in_passing, possessed
from calculator.reading_asker import married, speaks
from calculator.reading_clauses import clause_before, without_hearsay
from calculator.reading_identity import identified
from calculator.reading_person import CHILDISH, MANY, NOT_BY_BIRTH, Mention, bare
from calculator.reading_principal import Principal, find_principal

__all__ = ["CHILDISH", "LIVES_WITH", "MANY", "Mention", "bare", "heads", "leading", "married_to", "mentions", "together"]

_SELF = re.compile(r"我们家|我们|我自己|我本人|我|俺们|俺|咱们|咱家|咱|本人|职工本人|参保人本人|自己")
_PRONOUN = re.compile(r"他们俩?|她们俩?|他俩|她俩|他|她|对方|(?<![他她])老人家|人家|其(?![他它实中余次])")
_SELF_WORDS = ("本人", "自己", "我自己", "我", "俺", "咱自己", "职工本人", "参保人本人")
_BY_SURNAME = re.compile(f"{STRANGER}$|(?:^|(?<=[，,。？?！!；;的给帮替为位个叫和跟与]))[{FAMILY_NAMES}]$")
_INSURED = re.compile("医保|社保|退休|职工|上班|账户|卡")
_COUSIN = re.compile("[(（](表|堂)的?[)）]")
_SEVERAL = re.compile("(?:都|已经|有)*(?:俩|仨|两个|[三四]个|一堆)")
LIVES_WITH = re.compile("(?:一直|都|现在)?(?:跟|随|归|跟着|判给|放在|养在|寄养在|丢给|扔给)了?")
_NAME = re.compile(
    rf"(?:(?<![我俺])(?:老[{FAMILY_NAMES}]|[{FAMILY_NAMES}](?:先生|女士|小姐|师傅))|"
    r"(?<![\u4e00-\u9fff])小(?![姑叔舅姨妹弟孩娃])[\u4e00-\u9fff]|[张王李赵刘陈杨周吴][一二三四五六七八某])(?:的|家的?|他|她)$"
)
_OFFERS = re.compile("(?:又|也|就|都|现在)*(?:说|讲|想|愿意|答应|肯|主动|同意)")
_SAYS = re.compile("说|讲|告诉|建议|提醒")
_BROUGHT = re.compile("(?:以前|结婚时|改嫁时)?带(?:着)?(?:过来|来)(?:了)?(?:一|个|俩|两)*")
_RAISES = re.compile("(?:一个人|自己|独自|离婚后?|离了婚|再婚后?)*(?:带|养|拉扯|抚养)(?:着|了|大|的)(?:一?个|俩|两个|三个|[一两三]个)?")
_AS_ELDERS = {"婆婆": "奶奶", "公公": "爷爷"}  # what a small child calls so
_RAISING = ("sibling", "cousin", "sibling_in_law", "uncle_aunt", "not_kin", "niece_nephew")
_MOST = 20  # people that are looked at
_COMPANION = re.compile(r"(?:随|跟着|跟随|陪着?|随着)(?:我|俺|他|她)?的?$")
_JOINED = re.compile("(?:和|跟|与|、|及|以及|随|跟着|跟随|陪着?|带着?)(?:我家?的?|俺家?的?|咱家?的?)?")
_OWNED = ("", "我", "俺", "咱")
_WITH_THE_ASKER = re.compile("(?:跟|随|跟着|跟随|陪着?|判给|归)(?:他|她)?(?:的)?$")
_HAS_ITS_OWN = re.compile("(?:也)?(?:有|没有?|是|交|缴|参加)[^，,。？?！!；;我俺]{0,6}(?:医保|社保|退休|职工)")
_GLOSS = re.compile(
    r"[，,]?(?:也)?(?:就是|即|其实是|实际上?是)(?:我|俺|咱|他|她)?(?:的)?|"
    r"[(（](?:就是|即|也就是|是|就|其实是|实际上?是)?(?:我|俺|他|她)?(?:的)?"
)
_IS_OF, _OF_END = re.compile("(?:就|都|其实)?是(?:我|俺|咱)?(?:们?家)?"), re.compile("家?的(?=[，,。；;])")
_IS_WHOSE = re.compile("(?:其实|就|也就)?是(?:我|俺|咱)?(?:们?家)?的?")
_LATE_GLOSS = re.compile("[^，,。？?！!；;(（我俺他她]{0,6}(?:[，,](?:也|就|其实)*是(?=我|俺)|[(（](?:就是|即|也就是|是|其实是)?)(?:我|俺)?的?")
_IS_IN = re.compile("(?:的?(?:医保|社保|人|户口))?(?:现在|也|都|交)*(?:在|是)(?!我|您|你|他|她|不是)")
_ACCOUNT_OF = re.compile("(?:用|花|刷|拿|从|扣|走)$")
_EARNS = re.compile("[^，,。？?！!；;没无]{0,10}(?:职工|上班|退休|单位|公司|工资|有医保)")
_COUPLE = re.compile("(?:老两口|两口子|夫妻|夫妇)俩?(?!的)")  # 老两口都退休,她没有医保
_OBJECT = re.compile("喊|叫|管|称呼|孝敬|照顾|伺候|照看|[给帮替为对]")  # what is done to him, by another
_GROWN = re.compile("(?:现在|又|也|却|还|最近|今天|昨天|突然|自己)*(?:说|来问|问我|找我|求我|让我|叫我|想用我|要用我|跟我要|打电话)")
_ELSEWHERE = re.compile("(?:人|户口|医保|也|还)*在[^，,。？?！!；;]{2,6}[，,]")
_IS_MINE = re.compile("(?:就|也)?是(?:我|俺|咱)(?:们?家)?[^，,。？?！!；;的]{1,4}(?=[，,。；;])")
_IS = re.compile("(?:就|也)?是")
_BEGS = re.compile("(?:也|又|都|一直|总)*(?:求|让|叫|劝|催|逼)(?:我|俺)(?=[，,。帮给替出付用来去买交办拿掏])")
_KEPT = re.compile("(?:一直|都|现在)?(?:跟|随|归|判给)着?了?(?:我|俺)")
_HIS_CAN_PAY = re.compile("的?(?:医保)?(?:个账|账户|个人账户|卡)(?:里的?钱)?(?:到底)?(?:能|可)")
_HIS_ACCOUNT = re.compile("的(?:钱|医保|社保|卡|账户|个账|个人账户)|医保|卡|账户")


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
            if kin and word.value.endswith("家") and _IS_IN.match(text, word.end):
                kin = read_kin(word.value.removesuffix("家"), policies) or kin  # 外婆家在农村
            named = None if principal else _NAME.search(text[: word.start])
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
            if kin and kin.relation != "self" and not re.match("一[个枚名](?![在是人月年星]|[^，,。？?]{1,8}一个)", text[word.end :]):
                kin_starts.add(word.start)
                people.append(Mention(word.start, word.end, kin.word, kin))
    for found in _SELF.finditer(text):
        last = next((one for one in reversed(people) if one.kin and one.end <= found.start()), None)
        if found.group() in ("自己", "本人") and text[found.start() - 1 : found.start()] in ("他", "她"):
            continue  # 她自己 is she
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
    people = _with_pronouns(text, as_elders_say(text, children_again(text, elders_again(text, people), policies)), covered, places, policies, principal)
    return identified(text, again(text, without_hearsay(text, people), policies), policies)[: 2 * _MOST]


def _joined(text: str, people: list[Mention], places: set[str], policies: Policies) -> list[Mention]:
    """姐姐上大学的儿子 is one person, the sister's son; 儿子对门家的小孩 is somebody whom no word names."""
    found: list[Mention] = []
    for one in people:
        last = found[-1] if found and found[-1].kin and found[-1].word not in TRADES else None
        how = between(text, (last.start, last.end), one.start, places) if last and one.kin else None
        how = how or ("his" if last and _BROUGHT.fullmatch(text[last.end : one.start]) else None)
        raising = (*_RAISING, "former_spouse") if text[: one.start].endswith("的") else _RAISING  # 前夫带的儿子, but not 前夫带着儿子
        raises = last and last.kin and last.kin.relation in raising and one.kin and one.kin.relation == "child"
        how = "his" if last and raises and _RAISES.fullmatch(text[last.end : one.start]) else how  # 我哥带着俩闺女, 前夫带的儿子
        if last and last.kin and one.kin and how:
            if how == "unknown" and one.kin.relation == "not_insurable":
                how = "his"  # 我妈养的狗
            if last.kin.relation == "spouse" and one.kin.relation == "child" and text.startswith("带", last.end):
                how = "step"
            if how == "unknown" and one.word in ("保姆", "护工", "月嫂"):
                found[-1] = one  # 给阿姨做饭的保姆
                continue
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
    named: dict[str, Mention] = {}
    for one in people:
        last = found[-1] if found else None
        if last and last.kin and last.kin.relation in ("cousin", "niece_nephew") and "的" in one.word and _IS_WHOSE.fullmatch(text[last.end : one.start]):
            named[last.word] = one
            found[-1] = Mention(last.start, last.end, one.word, one.kin)  # 表弟是我小姨的孩子
            continue
        if last and last.kin and last.word in CHILDISH and one.kin and _IS_OF.fullmatch(text[last.end : one.start]) and _OF_END.match(text, one.end):
            whole = f"{one.word}的{last.word}"
            named[last.word] = Mention(last.start, last.end, whole, read_kin(whole, policies) or last.kin)
            found[-1] = named[last.word]
            continue  # 孩子是我妹妹的,孩子住院
        if one.word in named:
            one = Mention(one.start, one.end, named[one.word].word, named[one.word].kin, True)
        gloss = _GLOSS.fullmatch(text[last.end : one.start]) if last else None
        if last and last.kin and last.kin.options and text[one.end : one.end + 1] in (")", "）", ",", "，", "。"):
            gloss = gloss or _LATE_GLOSS.fullmatch(text[last.end : one.start])  # 婆婆九十了(我爸爸的妈妈)
        if last and last.kin and one.kin and gloss and text[last.start - 1 : last.start] not in ("他", "她"):
            theirs = re.search("[他她]", gloss.group())
            plain = theirs or not (last.kin.options or one.word.startswith(NOT_BY_BIRTH) or last.kin.relation is None)
            both = _in_common(last.kin, one.kin, policies)
            closed = re.search("[是即]", gloss.group()) or text[one.end : one.end + 1] in (")", "）")
            told = last if plain and (theirs or not closed) else one
            end = one.end if theirs and "(" not in gloss.group() and "（" not in gloss.group() else last.end
            found[-1] = Mention(last.start, end, both.word, both) if both else Mention(last.start, end, told.word, told.kin)
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
        within = covered[pronoun.start()] or any(one.start < pronoun.start() < one.end for one in people)
        if within or text[pronoun.start() - 1 : pronoun.start()] in ("其", "吉"):
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
            if owned.kin and owned.kin.relation == "other_kin" and not married(text):
                continue  # 他姑父 is no near relative, whoever 他 is
            whole = f"{'配偶' if married(text) else pronoun.group()}的{owned.word}"
            kin = read_kin(whole, policies) or Kin(whole, None, {}, f"{pronoun.group()}是您的什么人？")
            named[named.index(owned)] = Mention(pronoun.start(), owned.end, whole, kin)
            continue
        if not earlier:
            theirs = _ACCOUNT_OF.search(text[: pronoun.start()]) and _HIS_ACCOUNT.match(text[pronoun.end() :])
            if owned is None and pronoun.group() in ("他", "她") and (theirs or not later or _COUPLE.search(text[: pronoun.start()])):
                unknown = Kin(pronoun.group(), None, {}, f"{pronoun.group()}是您的什么人？")
                found.append(Mention(pronoun.start(), pronoun.end(), pronoun.group(), unknown, True))
            continue
        if owned is None:
            called = [one for one in earlier if one.word.startswith(f"{pronoun.group()}的") and _IS_MINE.match(text, one.end)]
            if called and len(called) == sum(one.start <= called[-1].start for one in earlier):  # 他姐夫是我爸,给他付: who he is, nobody says
                found.append(Mention(pronoun.start(), pronoun.end(), pronoun.group(), Kin(pronoun.group(), None, {}, f"{pronoun.group()}是您的什么人？"), True))
                continue
            if any(text[: pronoun.start()].endswith(found.group()) for found in _OBJECT.finditer(text, max(0, pronoun.start() - 2), pronoun.start())):
                here = [one for one in earlier if one.start >= begin and not re.search("[把将](?:我|俺)?的?$", text[: one.start])]
                givers = [one for one in here if not re.search("我|俺|咱", text[one.end : pronoun.start()])]
                earlier = [one for one in earlier if one.start < begin and not any(one.word.endswith(giver.word) for giver in givers)] or earlier
                earlier = [one for one in earlier if not _WITH_THE_ASKER.search(text[: one.start])] or earlier
            account = _ACCOUNT_OF.search(text[: pronoun.start()]) and re.match("的|医保|卡|账户", text[pronoun.end() :])
            account = account or _HIS_CAN_PAY.match(text, pronoun.end())
            if account or _EARNS.match(text, pronoun.end()):
                grown = [one for one in earlier if one.word not in CHILDISH and not (one.kin and one.kin.relation in ("grandchild", "great_grand"))]
                earners = [one for one in grown if account and _EARNS.match(text, one.end)]
                earlier = earners or grown or earlier  # a small child has no account
            earlier = [one for one in earlier if not _BEGS.match(text, one.end)] or earlier
            kept = [one for one in earlier if _KEPT.match(text, one.end)]
            if kept and (_GROWN.match(text, pronoun.end()) or _EARNS.match(text, pronoun.end())):  # 跟前夫离了,孩子跟我,他说要用我的
                earlier = [one for one in earlier if not any(one.same(other) for other in kept)] or earlier
            elif found and found[-1] not in _acting(text, found) and not clause_before(text, pronoun.start()):
                earlier = [one for one in earlier if LIVES_WITH.fullmatch(text[one.end : found[-1].start])] or earlier  # 儿子归他,他近视
            wrong = "male" if pronoun.group() == "她" else "female"
            earlier = preferred(text, pronoun, earlier, [one for one in earlier if sex(one.word) != wrong], _acting(text, found))
            if pronoun.group() in ("他", "她"):  # 孩子都俩了,给他买
                earlier = [one for one in earlier if not _SEVERAL.match(text, one.end)] or earlier
                earlier = [one for one in earlier if not of_many(text, one, named)] or earlier
            earlier = [one for one in earlier if not LIVES_WITH.fullmatch(text[one.end : pronoun.start()])] or earlier  # 孩子跟她
            if text.startswith("自己", pronoun.end()):  # 老公给公公买药,用他自己的卡
                earlier = [one for one in earlier if not re.search("[给帮替为](?:我|俺|咱)?的?$", text[: one.start])] or earlier
            earlier = [one for one in earlier if not binder(text, one) and not company(text, one) and not helped(text, one)] or earlier
            last = next((one for one in reversed(possessed) if one.end <= pronoun.start()), None)
            beside = last and placed and text.startswith(pronoun.group(), last.start)
            if last and beside and _ELSEWHERE.fullmatch(text, last.end, pronoun.start()):
                earlier = [one for one in earlier if last.word.startswith(f"{one.word}的")] or earlier  # 他爸在信阳,他在郑州
            whose = last and _ACCOUNT_OF.search(text[: pronoun.start()]) and text.startswith(pronoun.group(), last.start)
            if last and whose and not _INSURED.search(way := text[last.end : pronoun.start()]) and not _OFFERS.match(way):
                earlier = [one for one in earlier if last.word.startswith(f"{one.word}的")] or earlier  # 她妈住院能用她的医保吗
            meant = _antecedent(pronoun.group(), [one for one in earlier if not host(text, one)] or earlier, policies)
            found.append(Mention(pronoun.start(), pronoun.end(), meant.word, meant.kin, True))
            continue
        known = next((one for one in reversed(earlier) if one.word.endswith(f"的{bare(owned.word)}") and one.kin and pronoun.group() in ("他", "她")), None)
        wrong = "male" if pronoun.group() == "她" else "female"
        if known and sex(known.word.rpartition("的")[0]) != wrong:
            named[named.index(owned)] = Mention(pronoun.start(), owned.end, known.word, known.kin, True)  # 妹妹的婆婆病了,给她婆婆买
            continue
        owners = [one for one in earlier if one not in possessed and bare(one.word) != bare(owned.word)] or earlier
        if owners[-1].kin and owned.kin and owned.kin.relation in ("parent", "grandparent") and owners[-1].kin.relation in ("parent", "grandparent"):
            owners = [one for one in owners if one.kin and one.kin.relation in ("child", "grandchild", "niece_nephew")] or owners
        owners = [one for one in owners if not _IS.fullmatch(text[one.end : pronoun.start()])] or owners  # 我老公是他亲哥
        nobody = all(one.word.startswith(f"{pronoun.group()}的") for one in owners)  # 她妈和她爸, and nobody says who she is
        head = pronoun.group() if nobody else _antecedent(pronoun.group(), owners, policies).word
        whole = f"孩子的{_AS_ELDERS.get(owned.word, owned.word)}" if head in CHILDISH else f"{head}的{owned.word}"
        kin = read_kin(whole, policies) or Kin(whole, None, {}, f"{whole}是您的什么人？")
        possessed.append(Mention(pronoun.start(), owned.end, whole, kin))
        named[named.index(owned)] = possessed[-1]
    return sorted([*named, *found], key=lambda one: one.start)


def _acting(text: str, pronouns: list[Mention]) -> list[Mention]:
    """The pronouns without those with whom somebody else lives: 儿子归他,他近视."""
    return [one for one in pronouns if not _WITH_THE_ASKER.search(text[: one.start])]


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
