"""Where somebody lives with whom, and places that are only of a stay, of a treatment or of the past."""

from __future__ import annotations

import re

from calculator.kin_views import sex
from calculator.policies import Policies
from calculator.reading_mentions import Mention, bare
from calculator.reading_named import Place
from calculator.reading_relation import relation_of

_PAST = re.compile(  # 在林芝当过兵, 在广州打过工
    "(?:市|省|县|那边)?[^，,。？?！!；;]{0,4}?(?:(?:当|做|待|呆|住|干|工作|上|读|念|打|插|下|服|参|教|开|租)过(?:[几多好]+年)?(?:兵|工|班|书|学|大学|队|乡|役|军)?|"
    "[上念读]的大学|出生|长大)(?![^，,。？?！!；;]*[交缴])"
)
_EARLY = re.compile("(?:年轻时?候?|年轻那会儿?|当年|早年间?|小时候|从小|刚毕业|原籍)(?:就|是|还|都)?(?:在)$")
_RETIRED_FROM = re.compile("[^，,。？?！!；;]{0,10}[，,]?(?:后来|等|到)?(?:退休|退下来|内退|离休)")  # 原先在鹤岗矿上,退休后: insured there
_WITH_US = re.compile("(?:市|这边|这里)?(?:一直|现在|也)?(?:跟着?|和|同)(?:我|俺|咱)们?(?:家|两口子)?(?:一起|一块儿?)?(?:住|过|生活)")
_STILL_THERE = re.compile(
    "(?:在|是)(?:那边|那里|那儿|老家)(?:交|缴|参|买|上|办|的?(?:新农合|农村医保|居民医保|医保|社保|农合))|"
    "(?:医保|社保|农合|参保)[^，,。？?]{0,4}(?:在|是)(?:那边|那里|那儿|老家)"
)
_MARRIED_TO = re.compile("嫁(?:到|来|进|去|在|了|给)+(?:了)?$")
_COUPLE = re.compile("(?:老|小)?(?:两|俩)口子?|夫妻俩?|夫妇|(?:一家)?[三四五]口")
_LOCAL = re.compile("(?:县|镇|乡|村|区|当地|本地)|[^，,。？?]{0,4}(?:卫生院|卫生所|社区)")
_HOME_OF = re.compile("(婆家|娘家)(?:人)?(?:都|就|也|远)?(?:在|是)$")
_IN_LAW = re.compile("公公|婆婆|公婆|丈夫的(?:父|母)|小[叔姑]|大姑子")
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
    """Whether somebody was once where a place is: 在林芝当过兵, 年轻时在广州. `before`, `after`: the clause around the place."""
    return bool(before.endswith("在") and _PAST.match(after) or _EARLY.search(before))


def retired_from(text: str, place: Place) -> bool:
    """原先在鹤岗矿上,退休后: the insurance stays where the work was."""
    return bool(_RETIRED_FROM.match(text, place.end))


def still_insured(text: str, place: Place) -> bool:
    """从绥化搬来,一直在那边交: whether the insurance stayed at the place that is left."""
    return bool(_STILL_THERE.search(text, place.end))


def lives_with_us(text: str, place: Place) -> bool:
    """人在武汉跟我们住: the asker lives there as well."""
    return bool(_WITH_US.match(text, place.end))


def is_of_the_pair(after: str, relative: Mention | None, policies: Policies) -> bool:
    """我们两口子: the asker and the relative, who is husband or wife; 我们一家三口 or a child. `after`: what stands after 我们."""
    pair = _COUPLE.match(after)
    relation = _relation(relative, policies) if relative is not None else None
    return pair is not None and (relation == "spouse" or relation == "child" and pair.group()[-2] in "三四五")


def is_another_pair(before: str, relative: Mention | None, policies: Policies) -> bool:
    """闺女在天津,我们两口子都在承德: the asker and somebody who is not the relative."""
    we = re.search("(?:我|咱|俺)们", before)
    return bool(we and _COUPLE.match(before, we.end())) and relative is not None and not is_of_the_pair(before[we.end() if we else 0 :], relative, policies)


def married_into(before: str, relative: Mention | None, policies: Policies) -> bool:
    """我老婆嫁到崇左: the place is her husband's too."""
    return relative is not None and bool(_MARRIED_TO.search(before)) and _relation(relative, policies) == "spouse"


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
    """我婆家在莆田: where 公公 and 婆婆 live; 娘家: where the parents do."""
    if home == "婆家":
        return bool(_IN_LAW.search(relative.word))
    return _relation(relative, policies) == "parent" and "的" not in bare(relative.word)


def is_local(after: str) -> bool:
    """永州县医院, 镇卫生院: nobody travels there for a treatment."""
    return bool(_LOCAL.match(after))


def shares_home(owner: Mention | None, donor: Mention | None, relative: Mention | None, policies: Policies) -> bool:
    """Whether the relative lives with somebody else as a rule: nephews with a brother, children with the asker."""
    if owner is None or relative is None:
        return False
    relation = _relation(relative, policies)
    if owner.kin is None:
        return donor is not None and relation in _OWN and "的" not in bare(relative.word)  # 爸爸 pays for 我女儿, 我在南昌
    step = relative.word.startswith("继") and relation == _relation(owner, policies)  # 妈妈改嫁到阳泉, 继父
    return step or relation in _LIVES_WITH.get(_relation(owner, policies) or "", ())


def _relation(one: Mention, policies: Policies) -> str | None:
    """The relation of a word, in its first meaning where it has several."""
    if one.kin is None:
        return None
    return one.kin.relation or next((relation_of(word, policies) for word, _ in one.kin.options), None)
