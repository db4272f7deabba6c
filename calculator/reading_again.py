"""Words for a person who was named before by another word: 孩子 after 姐姐的孩子, 老人 after 奶奶, 孙女 after 弟弟的女儿."""

from __future__ import annotations

import re

from calculator.kin import Kin, read_kin
from calculator.kin_chains import tails
from calculator.kin_views import sex
from calculator.policies import Policies
from calculator.reading_person import CHILDISH, MANY, Mention, bare, short

_TWO = re.compile("爷爷奶奶|奶奶爷爷|外公外婆|外婆外公|姥姥姥爷|姥爷姥姥|公公婆婆|岳父岳母")
_BY_AGE = ("老大", "老二", "老三", "老四", "老幺", "大的", "小的", "大娃", "二娃", "小娃", "大宝", "二宝")
_ELDER = re.compile("爸|妈|父|母|爹|娘|爷|奶|公|婆|姥|丈人")
_YOUNG = ("child", "grandchild", "niece_nephew", "great_grand", "other_kin", "cousin")
_SMALL = ("grandchild", "great_grand", "niece_nephew")
_CHILD = re.compile("(?:子|女|儿|孩|孩子|娃|娃儿|宝宝|囡|崽|闺女|丫头|侄|甥|孙)$")
_OTHER_CHILD = re.compile("老[大二三四幺]|[大小二三](?:宝|的)|另外?一个|俩|两个|三个")
_OLD = ("老人", "老人家", "长辈", "老爷子", "老太太", "老头", "老头子", "老太", "老人们", "老两口")
_SEX = {"老爷子": "male", "老头": "male", "老头子": "male", "老太太": "female", "老太": "female"}
_ADOPTED = ("养女", "养子", "养儿子", "养女儿")
_POLITE = ("阿姨", "叔叔", "叔叔阿姨", "伯父", "伯母")
_SPOKEN_OF = re.compile(r"(?:俩|都|也|今年|已经|快|能|想|可以)*(?:[六七八九]十|\d\d岁|没|是农|在(?:农村|老家|乡下)|身体|用(?:我|俺)|[刷花](?:我|俺)|住院|生病)")
_DEAD = re.compile("(?:[走去没]得早|(?:已经|早就?|前年|去年|今年|都)*(?:去世|过世|病逝|病故|走了|不在了|没了))")
_OLDER = ("uncle_aunt", "other_kin", "parent_in_law", "grandparent_in_law")
_BUSY = re.compile("在外|打工|照顾|出钱|没空|没时间|忙|上班|家里|的老人|[给帮替]我|带着")
_HE_OR_SHE = re.compile("[他她](?![们俩])")
_GRAND = {"爷爷": "male", "奶奶": "female", "姥姥": "female", "外婆": "female", "姥爷": "male", "外公": "male"}
_GRANDCHILDREN = ("孙子", "孙女", "孙儿", "外孙", "外孙女", "外孙子")
_COUNTED = re.compile("(?:这|那)?(?:两|俩|三|几|仨)个?(?:孩子|小孩|娃)")
_BEARING = ("sibling", "child", "child_in_law", "cousin", "niece_nephew", "sibling_in_law")
_BEARS = re.compile("(?:今年|上个?月|刚刚?|才|前几天|去年|上周)*(?:坐月子|生(?:完|了|下)(?:一?个)?(?:孩子|娃|二胎|宝宝|小孩|小宝|宝)|剖腹产|顺产)")
_BORN = re.compile("刚(?:刚)?(?:出)?生|刚出世|满月|坐月子|生(?:了|下|完|的)|出生")


def children_again(text: str, people: list[Mention], policies: Policies) -> list[Mention]:
    """姐姐的孩子三岁,想为孩子付: 孩子 is the one named before. 儿子在外打工,孩子刚出生: theirs, or the asker's."""
    many = next((one for one in people if one.kin and bare(one.word) in CHILDISH), None)
    found: list[Mention] = []
    for one in people:
        before = [other for other in found if other.kin and (_is_young(other) or other.word in CHILDISH) and _CHILD.search(other.word)]
        childish = one.word in CHILDISH or bool(_COUNTED.fullmatch(one.word))
        plain = one.kin is not None and childish and not re.search("(?:我|俺|咱)(?:们?家)?的?$", text[: one.start])
        same = next((other for other in before if other.word == one.word and other.kin and other.kin.options), None)
        if plain and same:
            one = Mention(one.start, one.end, same.word, same.kin, True)
        elif one.kin and one.word in _BY_AGE and not one.kin.relation and (ranked := _ranked(one, people, many)):
            one = ranked
        elif plain and (mother := _mother(text, found, one, policies)):
            one = mother
        elif plain and before and bare(before[-1].word) not in CHILDISH:
            small = [other for other in before if other.kin and other.kin.relation in _SMALL]
            last = (small or before)[-1]
            grown = last.kin is not None and last.kin.relation == "child" and "的" not in last.word
            if grown and _BORN.search(text[max(0, one.start - 4) : one.end + 6]):
                options = (("孙子女", "孙辈"), ("子女", "自己的孩子"))
                one = Mention(one.start, one.end, one.word, Kin(one.word, None, {}, f"{one.word}是您的孙辈，还是您的孩子？", options))
            else:
                one = Mention(one.start, one.end, last.word, last.kin, True)
        elif plain and before and one.word != before[-1].word and not _OTHER_CHILD.search(text):
            one = Mention(one.start, one.end, before[-1].word, before[-1].kin, True)  # 宝宝湿疹,娃的医保在天门
        found.append(one)
    return found


def _ranked(one: Mention, people: list[Mention], many: Mention | None) -> Mention | None:
    """三个孩子,老三住院: one of them; 大女儿和二女儿,老大住院: the elder one."""
    named = [other for other in people if other.kin and other.kin.relation == "child" and other.word[:1] == one.word.lstrip("老")[:1]]
    if named:
        return Mention(one.start, one.end, named[0].word, named[0].kin, True)
    if many is None or many.kin is None:
        return None
    several = {other.word for other in people if other.word in _BY_AGE} > {one.word}
    kin = Kin(one.word, many.kin.relation, many.kin.term) if several and many.kin.relation else None  # 老大在天津,老二在唐山: each is another
    return Mention(one.start, one.end, one.word, kin) if kin else Mention(one.start, one.end, many.word, many.kin, True)


def _mother(text: str, people: list[Mention], child: Mention, policies: Policies) -> Mention | None:
    """我妹刚生完孩子,孩子打疫苗: the child of whom a birth is told."""
    bearing = (one for one in people if one.end <= child.start and one.kin and one.kin.relation in _BEARING and _BEARS.match(text, one.end))
    mother = next(bearing, None)
    if mother is None or any(one.word in CHILDISH for one in people if one.end <= child.start):
        return None
    whole = f"{bare(mother.word)}的{child.word}"
    kin = read_kin(whole, policies)
    return Mention(child.start, child.end, whole, kin) if kin and kin.relation else None


def as_elders_say(text: str, people: list[Mention]) -> list[Mention]:
    """弟弟的女儿要手术,我爸退休了,爷爷的卡能给孙女付吗: 孙女 is the niece, 爷爷 the asker's father."""
    young = [one for one in people if one.kin and (one.kin.relation == "niece_nephew" or one.word.startswith("外甥"))]
    elders = [one for one in people if one.kin and one.kin.relation in ("parent", "parent_in_law") and sex(one.word)]
    found: list[Mention] = []
    for one in people:
        named = young if one.word in _GRANDCHILDREN else elders if one.word in _GRAND and young else []
        of_one = one.word if one.word in _GRANDCHILDREN else ""
        same = [other for other in named if other.end <= one.start and sex(other.word) in (None, _GRAND.get(one.word) or sex(one.word))]
        if same and elders and not re.search("(?:我|俺|咱)(?:们?家)?的?$", text[: one.start]) and (of_one or all(other.same(same[0]) for other in same)):
            one = Mention(one.start, one.end, same[-1].word, same[-1].kin, True)
        found.append(one)
    return found


def _is_young(one: Mention) -> bool:
    """A child, a niece, a 干女儿."""
    return one.kin is not None and (one.kin.relation in _YOUNG or one.kin.relation == "not_kin" and one.word.startswith("干"))


def again(text: str, people: list[Mention], policies: Policies) -> list[Mention]:
    """病人是位老太太,她孙女有医保,孙女的钱…: 孙女 is the one named before as somebody's."""
    found: list[Mention] = []
    for one in people:
        owned = re.search("(?:我|俺|咱)(?:们?家)?的?$", text[: one.start]) or bare(one.word) != one.word
        later = [other for other in people if other.start > one.start and other.word.endswith(f"的{one.word}")]
        if one.kin and one.word in CHILDISH and later and not owned:
            one = Mention(one.start, one.end, later[0].word, later[0].kin, True)  # 堂姐很难,孩子病了,堂姐的孩子能用吗
        couples = [other.word.rpartition("的") for other in found if _TWO.search(other.word)]
        head = next((head for head, _, two in couples if head and one.word in two and one.word != two), "")
        if one.kin and head and not owned and not one.pronoun:
            whole = f"{head}的{one.word}"  # 他爷爷奶奶在岱山,奶奶住院
            one = Mention(one.start, one.end, whole, read_kin(whole, policies) or one.kin)
        names = {short(one.word), short(re.sub("^[大小二三]", "", one.word))}
        before = [other for other in found if other.kin and names & set(map(short, tails(other.word)))]
        if not before and one.word[:1] in "侄甥外":  # 我哥带着俩闺女,能给侄女用吗
            before = [other for other in found if other.kin and one.kin and other.kin.relation == "niece_nephew" and sex(other.word) == sex(one.word)]
        before = before or [other for other in found if other.word == "配偶带来的孩子" and one.kin and one.kin.relation == "child"]
        if one.word in _ADOPTED and re.search("[收抱领]养", text[: one.start]):
            before = [other for other in found if other.kin and other.kin.relation == "child"]  # 领养了个女儿,能给养女用吗
        if one.kin and one.word not in CHILDISH and before and not owned and not one.pronoun:
            one = Mention(one.start, one.end, before[-1].word, before[-1].kin, True)
        found.append(one)
    return found


def elders_again(text: str, people: list[Mention]) -> list[Mention]:
    """娃他奶奶在运城,给老人买药: 老人 is the one named before. 给老人买药,我爸妈都七十了: or the one spoken of later."""
    found: list[Mention] = []
    for at, one in enumerate(people):
        same = _meant(text, one, found, people[at + 1 :]) if one.kin and not one.kin.relation else None
        found.append(Mention(one.start, one.end, same.word, same.kin, True) if same else one)
    return found


def _by_pronoun(text: str, one: Mention, named: list[Mention]) -> Mention:
    """继父跟我妈结婚…老人住院,给他用: the last one whom the 他 or 她 behind the word fits."""
    pronoun = _HE_OR_SHE.search(text, one.end)
    wrong = {"他": "female", "她": "male"}[pronoun.group()] if pronoun else None
    return next((other for other in reversed(named) if wrong is None or sex(other.word) != wrong), named[-1])


def _meant(text: str, one: Mention, before: list[Mention], after: list[Mention]) -> Mention | None:
    """Who is named elsewhere of whom 老人, 老爷子 or 阿姨 may be said."""
    if one.word in _POLITE:
        hosts = [other for other in before if other.kin and other.kin.relation == "not_kin" and "的" in other.word and _ELDER.search(other.word[-2:])]
        return next((other for other in hosts if sex(other.word) == sex(one.word)), None)  # 女朋友的妈妈来看病,给阿姨付
    if one.word not in _OLD or re.search("(?:我|俺|咱)(?:们?家)?的?$", text[: one.start]):
        return None
    before = [other for other in before if not _DEAD.match(text, other.end)]
    named = [other for other in before if other.kin and (_ELDER.search(other.word) or other.kin.relation in ("parent", "grandparent"))]
    named = [other for other in named if other.kin and other.kin.relation != "spouse"]
    counted = re.search("[两俩几二三](?:个|位)?$", text[: one.start])
    several = [other for other in named if counted and (MANY.search(other.word) or _TWO.search(other.word))]
    if one.word in ("老人", "老人家", "长辈") and several:
        return several[-1]  # 爷爷奶奶在农村,我妈在外打工,给两位老人交
    if one.word in ("老人", "老人家", "长辈") and named:
        return _by_pronoun(text, one, named)
    kin = [other for other in before if other.kin]
    if one.word in ("老人", "老人家") and kin and kin[0].kin and kin[0].kin.relation in _OLDER and all(other.same(kin[0]) for other in kin):
        return None if _BUSY.search(text[kin[0].end : one.start]) else kin[0]  # 舅舅没儿没女,老人要打针
    elders = {"parent", "parent_in_law", "grandparent", "great_grand"}
    named = named or [other for other in after if _SPOKEN_OF.match(text, other.end)]
    fits = [other for other in named if one.word not in _SEX or MANY.search(other.word) is None and sex(other.word) in (_SEX[one.word], None)]
    of_one = [other for other in fits if other.kin and other.kin.relation in elders]
    return of_one[-1] if of_one and all(other.same(of_one[0]) for other in of_one) else None
