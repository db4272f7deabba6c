"""Where somebody lives with whom, and places that are only of a stay, of a treatment or of the past."""

from __future__ import annotations

import re
from itertools import pairwise

from calculator.kin_views import sex
from calculator.policies import Policies
from calculator.reading_distance import OTHER_PROVINCE
from calculator.reading_mentions import LIVES_WITH, Mention, bare
from calculator.reading_named import Place
from calculator.reading_owner import MARKS, includes, nearest_to, role_of
from calculator.reading_relation import relation_of

_PAST = re.compile(  # 在林芝当过兵, 在广州打过工
    "(?:市|省|县|那边)?[^，,。？?！!；;]{0,4}?(?:(?:当|做|待|呆|住|干|工作|上|读|念|打|插|(?<!乡)下|服|参|教|开|租|实习)过(?:[几多好]+年)?(?:兵|工|班|书|学|大学|队|乡|役|军)?|"
    "[上念读]的大学|出生|长大)(?![^，,。？?！!；;]*[交缴])"
)
_STAYED = re.compile("[^，,。？?！!；;]{0,4}(?:待|呆|住|干|工作|教|支边|插队|实习)了[^，,。？?！!；;]{1,3}年[，,]?(?:后来|最后|现在|如今|才|然后|又|就)")
_EARLY = re.compile("(?:年轻时?候?|年轻那会儿?|当年|早年间?|小时候|从小|刚毕业(?:那会儿?|时|的时候|那年)|原籍)(?:就|是|还|都)?(?:在)$")
_RETIRED_FROM = re.compile("[^，,。？?！!；;]{0,10}[，,]?(?:后来|等|到)?(?:退休|退下来|内退|离休)")  # 原先在鹤岗矿上,退休后: insured there
_WITH_US = re.compile("(?:市|这边|这里)?(?:一直|现在|也)?(?:跟着?|和|同)(?:我|俺|咱)们?(?:家|两口子)?(?:一起|一块儿?)?(?:住|过|生活)")
_STILL_THERE = re.compile(
    "(?:在|是)(?:那边|那里|那儿|老家)(?:交|缴|参|买|上|办|的?(?:新农合|农村医保|居民医保|医保|社保|农合))|"
    "(?:医保|社保|农合|参保)[^，,。？?]{0,4}(?:在|是)(?:那边|那里|那儿|老家)"
)
_MARRIED_TO = re.compile("嫁(?:到|来|进|去|在|了|给)+(?:了)?$")
_COUPLE = re.compile("(?:老|小)?(?:两|俩)口子?|夫妻俩?|夫妇|(?:一家)?[三四五]口|[娘爷][俩仨]|[父母][子女]俩?")
_RESIDENTS = re.compile("(?:市|省|县)?的?(?:城乡)?(?:居民|新?农合|合作医疗|农村医保)")
_LOCAL = re.compile("(?:县|镇|乡|村|区|当地|本地)|[^，,。？?]{0,4}(?:卫生院|卫生所|社区)")
_SCHOOLS = re.compile("(?:可|但|但是|可是|不过)?(?:[他她]的?)?(?:学校|大学|高中|幼儿园)(?:就|却|又)*(?:是|在)")
_WITH_ME_AT = re.compile(
    "(?:跟着?|随着?|和|同|与)(?:我|俺|咱)们?(?:两口子|家)?(?:一起|一块儿?)?(?:住|生活|过)?在?(?:老家)?$|"
    "(?:我|俺)(?:们|老头子|老太婆|老婆子|一个人|自己|两口子)*带着?[^，,。？?在我他她]{1,4}住?在$"
)
_FIRM = re.compile("(?:公司|单位|工厂|厂子|店里|饭店|工地)(?:就|都)?(?:是|在)")
_HOME_OF = re.compile("((?:(?:老婆|媳妇|妻子|爱人|对象)的?)?娘家|婆家)(?:人)?(?:都|就|也|远)?(?:在|是)$")
_IN_LAW = re.compile("公公|婆婆|公婆|丈夫的(?:父|母)|小[叔姑]|大姑子")
_LOOKS_AFTER = re.compile("(?:市|省|老家|那边)?(?:带|照顾|照看|陪)着?(?:俩|两个?)?")
_SCHOOL = re.compile("(?:市|县)?[^，,。？?]{0,4}?[读上念]着?(?:小学|初[中一二三]|高[中一二三]|幼儿园|托班|[小中大]班|职高|中专|[一二三四五六七八九]年级)")
_SMALL = re.compile("老[大二三小]|小?孩子?|娃娃|娃儿?|宝宝|儿子|女儿|闺女")
_OWN = ("child", "spouse")
_LIVES_WITH = {  # whose children, husbands and wives live where they do
    "sibling": ("niece_nephew", "sibling_in_law"),
    "sibling_in_law": ("niece_nephew", "sibling"),
    "child": ("grandchild", "child_in_law"),
    "child_in_law": ("grandchild",),
    "uncle_aunt": ("cousin",),
    "cousin": ("other_kin",),
}


def is_past(before: str, after: str) -> bool:
    """Whether somebody was once where a place is: 在林芝当过兵, 年轻时在广州. `before`: its clause, `after`: all the text behind it."""
    return bool(before.endswith("在") and (_PAST.match(after) or _STAYED.match(after)) or _EARLY.search(before))


def retired_from(text: str, place: Place) -> bool:
    """原先在鹤岗矿上,退休后: the insurance stays where the work was."""
    return bool(_RETIRED_FROM.match(text, place.end))


def still_insured(text: str, place: Place) -> bool:
    """从绥化搬来,一直在那边交: whether the insurance stayed at the place that is left."""
    return bool(_STILL_THERE.search(text, place.end))


def lives_with_us(text: str, place: Place) -> bool:
    """人在武汉跟我们住: the asker lives there as well."""
    return bool(_WITH_US.match(text, place.end))


def lives_with_me(text: str, people: list[Mention], begin: int, place: Place, relative: Mention) -> bool:
    """公婆都随我们在连云港住, 孙子跟我在承德: whether the relative is where the asker is."""
    found = _WITH_ME_AT.search(text[begin : place.start])
    if found is None or place.treated:
        return False
    host = nearest_to(text, people, begin, begin + found.start())
    return host is None or role_of(host, None, relative) == "relative"


def is_the_askers(text: str, begin: int, before: str) -> bool:
    """他在我公司打工,公司在孝感, 给奶奶买药吗在镇江: where the asker is."""
    return bool(re.search("[吗么呢吧](?:我|俺)?(?:人)?在$", before) or _FIRM.fullmatch(before) and re.search(f"我们?的?{before[:2]}", text[:begin]))


def are_of_a_pair(places: list[Place], relative: Mention | None) -> list[Place]:
    """爸在南昌,妈在九江, and it is about 爸妈: two places, of which neither is said to be the other's."""
    apart = [place for place in places if relative and place.who == "relative" and place.owner and includes(relative, place.owner)]
    two = [place for place in apart if place.owner and not place.owner.same(apart[0].owner) and place.strength == apart[0].strength]
    return [apart[0], two[0]] if two and (two[0].region, two[0].pool) != (apart[0].region, apart[0].pool) else []


def is_of_the_pair(after: str, relative: Mention | None, policies: Policies) -> bool:
    """我们两口子: the asker and the relative, who is husband or wife; 我们一家三口 or a child. `after`: what stands after 我们."""
    pair = _COUPLE.match(after)
    relation = _relation(relative, policies) if relative is not None else None
    if pair is not None and re.search("的[爸妈爹娘]$|老(?:头|太|婆)", relative.word if relative else ""):
        return True  # 我老两口在海东,女儿给他爸买
    if pair is None or re.search("[娘爷]|父|母", pair.group()):
        return pair is not None and relation in ("child", "parent")
    return relation == "spouse" or relation == "child" and pair.group()[-2] in "三四五"


def is_shop(before: str, after: str) -> bool:
    """我给妈妈在沧州药店买了血压计: where the asker went for somebody."""
    return bool(re.search("[给帮替为][^，,]{1,6}在$", before) and re.match("[^，,。？?]{0,6}(?:药店|药房|大药房|超市|[买拿配]了)", after))


def is_family_home(text: str, place: Place) -> bool:
    """给二老交农合,小儿子在宁波有职工医保,他家在上饶: where the family of a payer lives who is insured elsewhere."""
    return place.strength < 3 and bool(re.search("[他她]们?家(?:是|就)?在$", text[: place.start]))


def is_couple(text: str, at: int) -> bool:
    """我老两口, 我和老伴: whether the asker is named together with husband or wife."""
    return bool(re.match("老?(?:两|俩)口", text[at:]))


def whose_couple(text: str, owner: Mention | None, relative: Mention | None, policies: Policies) -> str:
    """我们在南昌, where another pays: the relative's and the payer's, unless it is said that the relative is none of us."""
    told = owner is not None and relative is not None and relative.kin is not None and is_couple(text, owner.end)
    return "other" if told and not is_of_the_pair(text[owner.end if owner else 0 :], relative, policies) else "both"


def is_another_pair(before: str, relative: Mention | None, policies: Policies) -> bool:
    """闺女在天津,我们两口子都在承德: the asker and somebody who is not the relative."""
    we = re.search("(?:我|咱|俺)们", before)
    return bool(we and _COUPLE.match(before, we.end())) and relative is not None and not is_of_the_pair(before[we.end() if we else 0 :], relative, policies)


def married_into(before: str, relative: Mention | None, policies: Policies) -> bool:
    """我老婆嫁到崇左: the place is her husband's too."""
    return relative is not None and bool(_MARRIED_TO.search(before)) and _relation(relative, policies) == "spouse"


def looks_after(text: str, place: Place, relative: Mention) -> bool:
    """老婆在长沙带孩子: the child is there too."""
    tended = _LOOKS_AFTER.match(text, place.end)
    word = bare(relative.word)
    if tended is None:
        return False
    return text.startswith((word, f"我{word}"), tended.end()) or bool(_SMALL.fullmatch(word) and _SMALL.match(text, tended.end()))


def is_brought(text: str, place: Place, relative: Mention) -> bool:
    """老婆带孩子回了榆林娘家: the child is there with her."""
    return place.owner is not None and bool(re.search(f"带着?[^，,。？?]{{0,2}}{bare(relative.word)}", text[place.owner.end : place.start]))


def is_school(before: str) -> bool:
    """可学校在西安: where the pupil is insured."""
    return bool(_SCHOOLS.fullmatch(before))


def are_both_homes(before: str) -> bool:
    """婆家和娘家都在南充."""
    return bool(re.search("(?:婆家[和跟与]娘家|娘家[和跟与]婆家)(?:也|就)?都", before))


def is_pupils(text: str, place: Place, relative: Mention) -> bool:
    """我当监护人,在株洲读四年级: it is the relative, named before, who goes to school."""
    return relative.start < place.start and bool(_SCHOOL.match(text, place.end))


def goes_on_about(text: str, place: Place, relative: Mention) -> bool:
    """Whether a clause without a person is about the relative with whom its sentence begins."""
    begin = max((text.rfind(mark, 0, place.start) for mark in "。；;？?！!"), default=-1) + 1
    return begin <= relative.start <= begin + 2


def are_two(one: Mention | None, other: Mention | None, donor: Mention) -> bool:
    """妹妹在商洛,我妈在铜川, and 姥姥 pays: two relatives, of whom either may be where the payer is."""
    return bool(one and other and one.kin and other.kin and not one.same(other) and not one.word.endswith(bare(donor.word)))


def of_the_payers(before: str, payer: Mention | None, policies: Policies) -> bool:
    """我们老两口在齐齐哈尔, and 老伴 pays."""
    we = re.search("(?:我|咱|俺)们", before)
    return bool(payer and we and is_of_the_pair(before[we.end() :], payer, policies))


def in_my_home(between: str) -> bool:
    """Whether a child's household is the asker's: 户口落在我家, 跟我过."""
    return bool(re.search("(?:在|住)我们?家|[跟随](?:着)?我", between))


def may_be(text: str, pronoun: Mention, donor: Mention | None) -> bool:
    """Whether 他, 她 or 其 may be the donor: 他 is not 老婆."""
    if donor is None or not pronoun.pronoun or text[pronoun.start] not in "他她其":
        return False
    said, known = {"他": "male", "她": "female"}.get(text[pronoun.start]), sex(donor.word)
    return said is None or known is None or said == known


def home_in_law(before: str) -> str:
    """婆家 or 娘家 where a clause says in which place that is."""
    found = _HOME_OF.search(before)
    return found.group(1) if found else ""


def is_home_of(home: str, relative: Mention, policies: Policies) -> bool:
    """我婆家在莆田: where 公公 and 婆婆 live; 娘家: where the parents do; 老婆娘家: hers."""
    if home == "婆家":
        return bool(_IN_LAW.search(relative.word))
    if home != "娘家":
        return bool(re.match("岳|丈|老丈", relative.word))
    return _relation(relative, policies) == "parent" and "的" not in bare(relative.word)


def is_residents(after: str) -> bool:
    """自己交的抚顺居民: an insurance without an account."""
    return bool(_RESIDENTS.match(after))


def is_local(after: str) -> bool:
    """永州县医院, 镇卫生院: nobody travels there for a treatment."""
    return bool(_LOCAL.match(after))


def is_of_the_family(relative: Mention, policies: Policies) -> bool:
    """Whether somebody most likely lives where the asker comes from: 我是光山人,在昆山上班,妈妈查出白内障."""
    return _relation(relative, policies) in ("parent", "grandparent", "sibling", "uncle_aunt")


def shares_home(owner: Mention | None, donor: Mention | None, relative: Mention | None, policies: Policies) -> bool:
    """Whether the relative lives with somebody else as a rule: nephews with a brother, children with the asker."""
    relation, its = (_relation(one, policies) if one is not None else None for one in (relative, owner))
    if owner is None or relative is None or owner.kin is None:  # 爸爸 pays for 我女儿, 我在南昌
        return donor is not None and owner is not None and relative is not None and relation in _OWN and "的" not in bare(relative.word)
    if re.search("一家[三四五]口|[娘爷]俩", owner.word) and donor is not None:
        return relation in _OWN
    if relation == its == "grandparent":  # 爷爷是交城的, and 奶奶 is left
        return {bare(owner.word)[:1], bare(relative.word)[:1]} in ({"爷", "奶"}, {"外"}, {"姥"})
    step = relative.word.startswith("继") and relation == its  # 妈妈改嫁到阳泉, 继父
    return step or relation in _LIVES_WITH.get(its or "", ())


def _relation(one: Mention, policies: Policies) -> str | None:
    """The relation of a word, in its first meaning where it has several."""
    if one.kin is None:
        return None
    return one.kin.relation or next((relation_of(word, policies) for word, _ in one.kin.options), None)


def lives_with(text: str, people: list[Mention], relative: Mention, place: Place) -> bool:
    """前妻在合肥,孩子跟她: whether the place is of somebody with whom the relative is said to live."""
    begin = max((text.rfind(mark, 0, place.start) for mark in MARKS), default=-1) + 1
    owner = nearest_to(text, people, begin, place.start)
    hosts = [other for one, other in pairwise(people) if one.same(relative) and LIVES_WITH.fullmatch(text[one.end : other.start])]
    return owner is not None and any(host.same(owner) for host in hosts)


def is_far(text: str, people: list[Mention], who: Mention) -> bool:
    """Whether somebody is said to be in another province that is not named."""
    for far in OTHER_PROVINCE.finditer(text):
        begin = max((text.rfind(mark, 0, far.start()) for mark in MARKS), default=-1) + 1
        nearest = nearest_to(text, people, begin, far.start())
        if nearest is not None and nearest.same(who) and re.match("在|住", far.group()):
            return True
    return False


def of_another(text: str, at: int, people: list[Mention], donor: Mention | None, relative: Mention | None, policies: Policies) -> bool:
    """孩子他爸在外地打工,我公公住院: whether somebody else is far away."""
    begin = max((text.rfind(mark, 0, at) for mark in MARKS), default=-1) + 1
    owner = nearest_to(text, people, begin, at)
    return owner is not None and role_of(owner, donor, relative) == "other" and not shares_home(owner, donor, relative, policies)


def is_far_from(text: str, far: re.Match[str], here: Place, places: list[Place]) -> bool:
    """Whether a word for an insurance elsewhere is about none of the places: not 赣县老家医保, 医保在老家梅州."""
    named = here.strength >= 3 and text[far.end() : here.start] not in ("在", "来", "到")
    return not named and not any(place.end == far.start() or place.start == far.end() for place in places)


def is_payers(text: str, at: int, people: list[Mention], donor: Mention | None) -> bool:
    """Whether an insurance that is said to be elsewhere is the payer's: nobody else stands before it in the clause."""
    begin = max((text.rfind(mark, 0, at) for mark in MARKS), default=-1) + 1
    owner = nearest_to(text, people, begin, at)
    return owner.same(donor) if owner is not None else donor is None
