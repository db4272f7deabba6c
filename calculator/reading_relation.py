"""The relation that a sentence speaks of: what the relative is to the one who pays."""

from __future__ import annotations

import re

from calculator.kin import Kin, of_another, read_kin
from calculator.kin_chains import compose, unclear_chain
from calculator.kin_views import counterparts, of_one_family, parted, seen_from, sex, views
from calculator.policies import Policies
from calculator.reading_asker import married
from calculator.reading_clauses import clause_before
from calculator.reading_meaning import UNADOPTED, settled, usual
from calculator.reading_mentions import CHILDISH, Mention, bare
from calculator.reading_people import HELPERS
from calculator.reading_result import Reading

_EITHER = re.compile(r"给我[^，,。？?]{0,6}[，,。]?还是(?:用|刷|拿)?(?:我|俺)")
_NOBODY = "没有亲属关系的人"  # no stranger pays
_OF_CHILD = re.compile("(?:我|俺|咱)?(?:们?家)?的?(?:孩子|孩儿|小孩|小孩儿|孩|娃|娃儿|娃娃|宝宝|[小大二]?宝|儿子|女儿|闺女)家?[的他她]?家?的?(.+)")
_GIVES = re.compile("(?![的卡医账])[^，,。？?用的卡账我俺]*(?:(?:用|拿|刷)(?:她|他)?(?:自己)?的?[^，,。？?我俺的]{0,4})?(?:给|帮|替|为)")
_PARTED = re.compile(
    "(?:爸妈|父母|爹妈|爹娘|公婆|岳父母|爷爷奶奶|他们|他俩|她们|俩人|两人|两个人|老两口|小两口|离异|[跟和与](?:我|俺|他|她)?的?(?:爸爸?|妈妈?|父亲|母亲|爹|娘|哥|姐|嫂子|姐夫))"
    "(?:早就?|已经|都|也|就|前年|去年|今年|后来|多年前)*(?:离了(?:婚|(?![职休岗开家]))|离婚)(?!冷静|官司|中|还没)"
)
_UNWED = re.compile("^(?:两个?人|俩|一直|还|也|都|就)*(?:没有?|未)(?:去)?(?:领过?(?:结婚)?证|扯证|登记|办(?:结婚)?证)")
_GONE = re.compile("(?:走|去|没)得早|(?:已经|刚刚?|前几天|都|前年|去年)?(?:去世|过世|走了|不在了|病故)")
_CHILDS = re.compile("(?:我|俺|本人)(?:就)?是(?:这个?|那个?)?(?:孩子|小孩|娃儿?|宝宝)(?:的|他|她|家的?)?")
_THEIR_CHILD = re.compile("[他她]的?(?:前妻|前夫|老婆|老公|媳妇)(?:一个人)?(?:带|养|生)(?:着|了)?(?:一?个|俩|两个)?(?:孩子|小孩|娃)")
_STEP_PARENT = re.compile("(?:我|俺)(?:就)?是(?:一个|这个?)?(?:孩子|小孩|娃|他|她)?的?(?:后[妈娘爸爹]|继[母父])")
_AGAIN = re.compile("再婚|二婚|又结婚|重组|现任|现在的(?:老公|老婆|丈夫|妻子)|跟现在|继[子女]")
_WED_TO = re.compile("(.*?)(?:后来|去年|前年|今年|刚刚?|又|也|已经|早就?|年初|上个?月)*[跟和与同](?:(?![跟和与同]).){0,8}$")
_FOR_MINE = re.compile(
    r"(?:给|帮|替|为)(?:我|俺)(?:(?:刚|才|快|满|出生|[\d一二两三四五六七八九十]|个?月|周?岁|多|[上读在]|幼儿园|小学|初中|高中|大学|大|小|的)*的)?$"
)
_WED = re.compile(
    "(?:后来|去年|前年|今年|刚刚?|又|也|已经|早就?|年初|上个?月)*(?:去|正式)?"
    "(?:领(?:了|完|过)(?:结婚)?证|领(?:结婚)?证了|结了?婚了?|登记(?:结婚)?了|办了(?:结婚)?(?:登记|证))"
)
_MARRIED = re.compile(
    r"(?<![没未])领(?:了|完|过)?(?:结婚)?证(?:了|的|啦)|领证[^，,。？?]{0,6}(?:年|个月)|领[了过完]证|领的证|已婚|登记结婚了|(?<![没未])结(?:了)?婚了|合法夫妻"
)
_TO_MARRY = re.compile(
    "(?:明年|后年|年底|年后|月底|下个?月|下周|过年|春节|五一|国庆|打算|准备|计划|快要?|等|将)[^，,。？?！!；;了过没未]{0,8}(?:领(?:结婚)?证|结婚|扯证|办证|登记)"
)
_AS_CHILDREN_SAY = {"parent": "child", "grandparent": "grandchild", "great_grand": "great_grand"}
_INVERSE = {  # what I am to a person → what that person is to me
    "spouse": "spouse",
    "parent": "child",
    "child": "parent",
    "sibling": "sibling",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "parent_in_law": "child_in_law",
    "child_in_law": "parent_in_law",
    "sibling_in_law": "sibling_in_law",
    "uncle_aunt": "niece_nephew",
    "niece_nephew": "uncle_aunt",
    "cousin": "cousin",
    "former_spouse": "former_spouse",
    "grandparent_in_law": "other_kin",
    "great_grand": "great_grand",
    "other_kin": "other_kin",
}


def say_person(reading: Reading, donor: Mention | None, relative: Mention | None, asker: set[str], policies: Policies) -> None:
    """`asker`: what the asker says to be to the other person."""
    if relative is None:
        return
    start, end = relative.start, relative.end
    state = "spouse" if _has_wed(reading.text, donor, relative) else _state(reading.text, relative)
    partner = relative.kin is not None and any(word.endswith("的配偶") for word, _ in relative.kin.options)
    if donor is not None and (_has_wed(reading.text, donor, relative) or partner and state and bare(relative.word).startswith(bare(donor.word))):
        _say_donor(reading, donor, relative)
        reading.note(start, end, "relation", state)  # 儿子的对象,没领证
        return
    if state and donor is None and not (partner and state == "spouse"):
        reading.note(start, end, "relation", state)
        return
    if _EITHER.search(reading.text):
        reading.unclear("relation", relative.word, "用谁的账户，给谁付？一次问一种。", [])
        return
    if donor is None:
        if relative.kin is None:
            reading.note(start, end, "relation", "self")
            return
        if relative.kin.relation is None and not relative.kin.options and len(asker) == 1:
            reading.note(start, end, "relation", _INVERSE.get(next(iter(asker)), "not_kin"))  # 她住院能用我的吗,我是她儿媳
            return
        if relative.kin.relation == "child" and _STEP_PARENT.search(reading.text):
            reading.note(start, end, "relative", "继子女")
            return
        anybodys = any(word == "别人家的孩子" for word, _ in relative.kin.options)
        if anybodys and len(asker) == 1 and _CHILDS.search(reading.text):
            reading.note(start, end, "relation", _INVERSE.get(next(iter(asker)), "not_kin"))  # 我是孩子的姑姑,孩子住院
            return
        if relative.kin.relation is None and not relative.kin.options:
            reading.unclear("relative", relative.word, relative.kin.ask, [])
            return
        if relative.kin.relation is None and relation_of(relative.word, policies):  # 娃儿, where a grandchild may be meant
            _ask_who(reading, relative.word, relative.kin)
            return
        meant = [word for word, _ in relative.kin.options if relation_of(word, policies) in {_INVERSE.get(one) for one in asker}]
        told = meant[0] if len(meant) == 1 else settled(reading.text, relative.kin)
        reading.note(start, end, "relative", told or relative.word)
        if relative.kin.options and not told:
            _ask_who(reading, relative.word, relative.kin)
    elif relative.same(donor):
        _say_donor(reading, donor, relative)
        reading.note(start, end, "relation", "self")
    elif relative.kin is None and (became := _state(reading.text, donor)) in ("spouse", "former_spouse", "not_kin"):
        _say_donor(reading, donor, relative)
        reading.note(start, end, "relation", became)
    elif relative.kin is None and len(asker) == 1:
        _say_donor(reading, donor, relative)
        reading.note(start, end, "relation", next(iter(asker)))
    else:
        _say_donor(reading, donor, relative)
        _seen_from_donor(reading, donor, relative, policies)


def _has_wed(text: str, donor: Mention | None, relative: Mention) -> bool:
    """我爸后来跟保姆领了证: somebody who was no relative, and who has married the one who pays."""
    if relative.kin is None or relative.kin.relation != "not_kin" or not _WED.match(text, relative.end):
        return False
    subject = _WED_TO.match(clause_before(text, relative.start))
    mine = bool(subject) and bool(re.search("(?:我|俺|咱)$", subject.group(1))) if subject else False
    return subject is not None and (mine if donor is None else not mine and bare(donor.word) in text[: relative.start])


def _say_donor(reading: Reading, donor: Mention, relative: Mention) -> None:
    reading.payer, reading.user = _full(donor.word), _full(relative.word) if relative.kin else "您"
    reading.notes.append(f"付钱的是{reading.payer}的账户，不是您的。句子里的“我”，换成{reading.payer}来读")


def _full(word: str) -> str:
    """我爸 → 爸爸."""
    short = bare(word)
    return short * 2 if short in "爸妈哥姐弟妹爷奶叔姑舅" else short


def _state(text: str, relative: Mention) -> str | None:
    """What has become of a marriage or a person by what the text says elsewhere: 我和老公离婚了, 爷爷去世了."""
    relation = relative.kin.relation if relative.kin else None
    if relation is None and relative.kin and relative.kin.options and any(word.endswith("配偶") for word, _ in relative.kin.options):
        if _MARRIED.search(text):
            return "spouse"
        if re.search(r"(?:没有?|未|还没)(?:[跟和与](?:我|俺|他|她))?(?:去)?(?:领|扯)(?:结婚)?证|没有?登记结婚|没有?结婚", text):
            return "not_kin"
    partner = relative.word in ("他", "她") or relative.kin is not None and any(word.endswith("配偶") for word, _ in relative.kin.options)
    if relation is None and partner and _TO_MARRY.search(text) and not married(text):
        return "not_kin"  # 对象, 明年领证
    unknown = relation is None and relative.kin is not None and not relative.kin.options
    if unknown and (married(text) or re.search("两口子|夫妻俩?|老两口", text)) and relative.word in ("他", "她"):
        return "spouse"
    if unknown and re.search(r"(?:没有?|未|还没)(?:领|扯)(?:结婚)?证|没有?登记结婚", text):
        return "not_kin"
    if relation == "spouse" and "再婚" not in text and "二婚" not in text:
        if re.search("(?:今年|去年|前年|早就?|已经|后来|现在)离了(?![职休开])|以前是(?:我|俺)", text):
            return "former_spouse"
        if re.search(r"(?<![没未不闹要想办快谈])(?<!打算|准备|正在|起诉|诉讼|即将|马上)离(?:了)?婚(?!证|冷静|官司|诉讼|手续还没|还没|没判|中)", text):
            return "former_spouse"
        if re.search(r"(?:没有?|未|还没)(?:领|扯)(?:结婚)?证|没有?登记结婚|没办结婚证", text):
            return "not_kin"
    if relative.kin and has_died(text, relative):
        return "not_insurable"
    return "not_kin" if relation == "child" and re.search("[收抱领]养", text) and UNADOPTED.search(text) else None


def has_died(text: str, one: Mention) -> bool:
    """Whether the text says so of the person, by that word."""
    return any(text[: gone.start()].endswith(one.word) for gone in _GONE.finditer(text))


def _ask_who(reading: Reading, word: str, kin: Kin) -> None:
    reading.unclear("relative", word, kin.ask, [{"value": value, "text": text} for value, text in kin.options])


def _seen_from_donor(reading: Reading, donor: Mention, relative: Mention, policies: Policies) -> None:
    """The account is another person's: the relation as that person has it."""
    name = bare(donor.word)
    found: dict[str, str] = {}
    open_ = False  # whether a meaning leaves open what the relative is to the donor
    if _asked_for(reading.text, donor, relative) and relation_of(relative.word, policies):
        reading.note(relative.start, relative.end, "relation", relation_of(relative.word, policies))
        return
    owner, tail = parted(donor.word)
    of_the_child = bare(relative.word).endswith(bare(owner)) or owner == "孩子" and relative.word in CHILDISH
    theirs = of_another(tail, policies) if owner and of_the_child else None
    if theirs in _INVERSE:  # 小孩打疫苗用她妈妈的医保, 闺女用她公公的
        _note(reading, tail, relative, _INVERSE[theirs], policies)
        return
    divorced = donor.kin is not None and donor.kin.relation == "former_spouse" and not owner
    if divorced and relative.kin and relative.kin.relation == "child" and not (parted(relative.word)[0] or _AGAIN.search(reading.text)):
        reading.note(relative.start, relative.end, "relation", "child")  # 前妻的卡给我们的女儿用
        return
    sibling = donor.kin is not None and donor.kin.relation == "sibling" and relative.word in ("孩子", "小孩", "娃") and _THEIR_CHILD.search(reading.text)
    in_law = "亲家" in donor.word and relative.kin is not None and relative.kin.relation == "child"
    if (sibling or in_law) and not _own(reading.text, relative):
        reading.note(relative.start, relative.end, "relation", "child")  # 他前妻带着孩子,孩子住院用我弟的; 亲家公给女儿付
        return
    through = _as_the_child_says(donor, relative, policies) or _through(donor, relative, policies)
    if through:
        reading.note(relative.start, relative.end, "relation", through)
        return
    family = of_one_family(donor.word, relative.word)
    if not _own(reading.text, donor) and not _own(reading.text, relative):
        family = counterparts(donor.word, relative.word) or family
    for text, word, relation in [] if family else _meanings(reading.text, donor, relative, policies):
        seen = _seen(reading.text, donor, relative, (word, relation), policies)
        open_ = open_ or not seen or None in seen
        for one in seen:
            if one:
                found.setdefault(one, text)
    if family:
        found[family] = relative.word
    if "spouse" in found and _PARTED.search(reading.text):
        found["former_spouse"] = found.pop("spouse")  # 爸妈离婚多年
    if "spouse" in found and any(_UNWED.search(reading.text[one.end :][:12]) for one in (donor, relative)):
        found["not_kin"] = found.pop("spouse")  # 我妈跟继父没领证
    if len(found) == 1 and not open_:
        _note(reading, donor.word if relative.kin is None else "", relative, next(iter(found)), policies)
    else:
        told = len(set(found.values())) == len(found)
        options = [{"value": relation, "text": text if told else policies.relations[relation]["label"]} for relation, text in found.items()]
        reading.unclear("relation", relative.word, f"{relative.word}是{name}的什么人？", options)


def _note(reading: Reading, donor: str, relative: Mention, relation: str, policies: Policies) -> None:
    """The relation as read; the child of a step parent is a step child, whom a condition holds for."""
    kin = read_kin(donor, policies) if relation == "child" else None
    step = kin is not None and kin.term.get("condition") == "step_upbringing"
    reading.note(relative.start, relative.end, *(("relative", "继子女") if step else ("relation", relation)))


def _seen(text: str, donor: Mention, relative: Mention, meant: tuple[str, str | None], policies: Policies) -> list[str | None]:
    """What the relative, in one meaning of the word, can be to the donor: one relation for each meaning of the donor's word."""
    word, relation = meant
    kin = donor.kin
    seen: list[str | None]
    own = bare(word).removeprefix(bare(donor.word))
    if own != bare(word) and not own.startswith("的") and (directly := of_another(own, policies)):
        seen = [directly]  # 哥亲闺女
    elif word.startswith(f"{donor.word}的"):  # 老公的爸: said from the donor's side already
        seen = [_said_by(donor, word.removeprefix(f"{donor.word}的"), policies)]
    elif _as_children_say(text, donor, relative, relation):
        seen = [_AS_CHILDREN_SAY[kin.relation or ""] if kin else None]
    elif relation == "niece_nephew" and kin and kin.relation == "grandparent" and not _own(text, donor):
        seen = ["grandchild"] if re.search("(?<!长|曾|重)孙[子女儿]", text) else ["grandchild", "great_grand"]  # 侄子, 爷爷的卡
    elif _as_elders_say(text, donor, relative):
        seen = [relation]
    elif (relation == "self" or _own(text, relative)) and kin and kin.term.get("reason") == "not_married":
        seen = ["not_kin"]  # 男朋友的医保给我用, 给我妈用
    elif relation == "not_kin" and kin and word not in HELPERS and kin.relation not in (None, "not_kin", "former_spouse"):
        whose = kin.relation == "spouse" and relative.kin and relative.kin.term.get("reason") == "not_married"
        seen = [] if whose else ["not_kin"]  # 儿子的卡给女朋友用
    elif _as_the_giver_says(text, donor, relative, relation):
        seen = [seen_from((donor.word, kin.relation or ""), (word, relation or "")) if kin else None, "spouse" if relation == "spouse" else "grandchild"]
    elif relation and kin:
        told = None if kin.relation else settled(text, kin)
        meant_by = [told] if told else [one for one, _ in usual(text, kin) if one != _NOBODY]
        names = [(donor.word, kin.relation)] if kin.relation else [(one, relation_of(one, policies)) for one in meant_by]
        seen = [
            one or (_INVERSE.get(to_me) if relation == "self" else None) for name, to_me in names if to_me for one in views((name, to_me), (word, relation))
        ]
    else:
        seen = []
    return seen


def _as_the_child_says(donor: Mention, relative: Mention, policies: Policies) -> str | None:
    """孩子他舅, 孩子他妈: as the child has them, the brother of the mother; a husband is the child's father."""
    elder, payer = _OF_CHILD.fullmatch(relative.word), _OF_CHILD.fullmatch(donor.word)
    if elder is None or donor.kin is None:
        return None
    parent = "爸" if sex(donor.word) == "male" else "妈" if sex(donor.word) == "female" else None
    name = payer.group(1) if payer else parent if donor.kin.relation == "spouse" else None
    said = _full(elder.group(1))
    return seen_from((name, relation_of(name, policies) or ""), (said, relation_of(said, policies) or "")) if name else None


def _through(donor: Mention, relative: Mention, policies: Policies) -> str | None:
    """姐夫的妈, seen from 姐: what the head of a chain is to the donor, and on from there."""
    child, of_child = parted(donor.word)
    if child and _INVERSE.get(of_another(of_child, policies) or "") == "child" and of_one_family(child, relative.word) == "child":
        return "grandchild"  # 女儿的爸, 外孙
    head, tail = parted(relative.word)
    if not head or bare(donor.word).endswith(bare(head)) or donor.kin is None:
        return None
    step = of_one_family(donor.word, head) or seen_from((donor.word, donor.kin.relation or ""), (head, relation_of(head, policies) or ""))
    last = of_another(tail, policies) if step else None
    if step == "spouse" and last == "child":
        return "child"  # 哥哥的孩子 with 嫂子's card
    return compose(step, last) if step and last and not unclear_chain(step, last) else None


def _asked_for(text: str, donor: Mention, relative: Mention) -> bool:
    """代妹妹问,能给公婆买药吗: the words for the relatives are the donor's own."""
    if relative.word.startswith(f"{donor.word}的"):
        return False  # 替我老公问,他能给他姐付吗
    own = relative.word[0] in "我俺咱" or text[max(0, relative.start - 1) : relative.start] in ("我", "俺", "咱")
    asked = re.search(f"(?:代|替|帮)(?:我|俺|咱)?的?家?{re.escape(donor.word)}(?:来)?(?:问|咨询|打听|提问)", text)
    return bool(asked) and not own and relative.kin is not None


def _as_elders_say(text: str, donor: Mention, relative: Mention) -> bool:
    """妈妈用女儿的医保: 妈妈 is the daughter's mother."""
    young = donor.kin is not None and donor.kin.relation in ("child", "grandchild")
    old = relative.kin is not None and relative.kin.relation in ("parent", "grandparent")
    return young and old and not _own(text, donor) and not _own(text, relative)


def _own(text: str, one: Mention) -> bool:
    """我爸, 我的妈妈: named as the asker's."""
    return one.word[0] in "我俺咱" or text[: one.start].endswith(("我", "俺", "咱", "我的", "我家", "我们家"))


def _as_the_giver_says(text: str, donor: Mention, relative: Mention, relation: str | None) -> bool:
    """我妈想给外孙女看牙, 我爸给老伴买药: the word may be the giver's own, or the asker's."""
    elder = donor.kin is not None and (donor.kin.relation in ("parent", "grandparent", "parent_in_law") or donor.word in ("公公", "婆婆"))
    gives = _GIVES.fullmatch(text[donor.end : relative.start])
    return elder and not relative.pronoun and not _own(text, relative) and (relation == "grandchild" or relation == "spouse" and bool(gives))


def _as_children_say(text: str, donor: Mention, relative: Mention, relation: str | None) -> bool:
    """孩子打疫苗用妈妈的卡: 妈妈 and 奶奶 are named as the child names them."""
    elder = donor.kin is not None and donor.kin.relation in _AS_CHILDREN_SAY
    mine = _FOR_MINE.search(text[: relative.start]) and text.find(bare(donor.word)) < relative.start  # 爸爸退休了,能给我女儿用吗
    return elder and not _own(text, donor) and not mine and relation in ("child", "grandchild")


def _meanings(text: str, donor: Mention, relative: Mention, policies: Policies) -> list[tuple[str, str, str | None]]:
    """(how it reads, word, relation to the asker) of each meaning of a mention."""
    kin = relative.kin
    if kin is None:
        return [("本人", "我", "self")]
    if kin.relation or not kin.options or relative.word.startswith(f"{donor.word}的"):
        return [(relative.word, relative.word, kin.relation)]
    own = donor.kin is not None and donor.kin.relation == "sibling" and re.match("(?:我|俺|咱)们?家", relative.word)
    told = settled(text, kin)
    meanings = [(said, word, relation_of(word, policies)) for word, said in usual(text, kin) if told in (None, word)]
    return [one for one in meanings if one[2] == "child"] or meanings if own else meanings  # 我哥的卡给我家老二用


def _said_by(donor: Mention, word: str, policies: Policies) -> str | None:
    """她婆婆, 他岳父 as the donor says it; 他媳妇 of an elder may be the son's wife."""
    elder = donor.kin is not None and donor.kin.relation in ("parent", "grandparent", "parent_in_law", "uncle_aunt")
    return relation_of(word, policies) if elder and word == "媳妇" else of_another(word, policies)


def by_another_name(people: list[Mention], donor: Mention | None, relative: Mention | None, policies: Policies) -> list[Mention]:
    """The people, where the relative is also named from the asker's side: 我爸能给他儿媳付吗, 我媳妇在威海."""
    if donor is None or donor.kin is None or relative is None or not relative.word.startswith(f"{donor.word}的"):
        return people
    wanted, from_donor = _said_by(donor, relative.word.removeprefix(f"{donor.word}的"), policies), (donor.word, donor.kin.relation or "")

    def same(one: Mention) -> bool:
        if one.kin is None or one.same(donor) or one.same(relative):
            return False
        meanings = _meanings("", donor, one, policies)
        return any(seen_from(from_donor, (word, relation)) == wanted for _, word, relation in meanings if relation)

    return [Mention(one.start, one.end, relative.word, relative.kin, True) if wanted and same(one) else one for one in people]


def relation_of(word: str, policies: Policies) -> str | None:
    """The relation of a kin word or chain; None if it has none or several."""
    kin = read_kin(word, policies)
    return kin.relation if kin else None
