"""Who pays and for whom, and whether the text itself agrees with that. Where it does not, it is asked instead of chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from calculator.kin_views import parted
from calculator.lexicon import Word
from calculator.model import Json
from calculator.policies import Policies
from calculator.reading_choice import Pair, pairs_of
from calculator.reading_donor import of_the_asker
from calculator.reading_mentions import CHILDISH, Mention, bare, together
from calculator.reading_owner import includes
from calculator.reading_people import Scene, concern, given, gives_another, is_self, listed, refused
from calculator.reading_relation import has_died, relation_of, say_person
from calculator.reading_result import Reading

_WHICH = "(?:谁|哪个|哪一个|哪位|哪一位|哪边|哪张)"
_EITHER = re.compile("(?<!先)(?:用|刷|花|走)[^，,。？?！!；;先]{1,10}[吗么]?[，,]?还是(?:用|刷|花|走)?[^，,。？?！!；;先]{1,8}")
_ACCOUNT = "(?:职工)?(?:医保卡?|社保卡?|卡|账户|个账|个人账户|钱|余额)?(?:里|上)?(?:的钱)?"
_WHOSE = re.compile(
    f"(?<![先后])(?:(?:用|刷|走|花|扣)(?:的是)?(?:[他她我咱]们|[他她]俩|爸妈|父母|两个?人)?{_WHICH}(?:的|卡|账户|个账)|"
    f"{_WHICH}的{_ACCOUNT}(?:能|可以|来|给|付|好|合适|划算)|"
    f"{_WHICH}(?:能|可以|来)?(?:给|帮|替)(?:我(?!讲|说|解|看|查|分)|[^，,。？?我]{{1,6}}[付出交买掏缴])|{_WHICH}(?:能|可以|来)(?:付|出钱|掏钱|出))"
)
_PAIR = re.compile("父母|爸妈|爹妈|爹娘|公婆|岳父母|[公岳].{0,2}[婆母]|爷爷奶奶|外公外婆|姥姥姥爷|夫妻|俩")
_YOUNG = ("child", "grandchild", "niece_nephew", "great_grand")
_OF = ("的", "他", "她", "家", "家的", "他的", "她的")
_LEFT = re.compile("(?:卡|账户|医保)(?:里|上)?(?:还|的|有|剩)")
_INSURED = re.compile("(?:我|俺|本人)[^，,。？?！!；;]{0,12}(?:有|交|缴|参加|买)(?:的|了|着)?(?:职工)?(?:医保|社保)")
_HEARD = re.compile("(?:听|据)(?:我|俺)?们?(?:家|单位)?的?$")
_KIN_LIKE = re.compile("[舅姨姑叔伯婶嫂侄甥孙哥姐弟妹婆爷奶婿媳][子儿]?(?:家|家里)?的?$")
_HOUSE = re.compile("(?<![我俺咱们自老己的])家的$")
_FIRM = ("covered", "not_covered", "conditional")
_PAYS, _PAYS_FOR = "用{name}的账户", "用{payer}的账户，给{user}付"
NEAR = 0.3  # how much less may speak for another payer who may be meant as well
MEMBER, ALIKE, LISTED, TOGETHER = 1.0, 0.6, 3.0, 6.0  # and for another user who is asked about as well; if named with the first; if both use or need something
_BOTH = re.compile("(?:也|现在|他们|两个?人?)*(?:都|全|俩|双双|一起|一块儿?|一同|同时)+(?:去|来)?(想|要|能|可以|需要|得|用)?")
_PLACED = re.compile("..?|(?:在[^，,。？?！!；;]{2,5})?")  # between 一块儿 and what both have: 一块儿在宝鸡住院
_COUNTED = re.compile("(?:两|俩)(?:个|位)?(?:人|老人|老人家|孩子|娃)|[他她](?:们)?俩|(?:能|可以|想|要)(?:不能)?(?:一起|一块儿?|一同|同时)")
_OR_FOR = re.compile("(?:用|付|买|交)?[，,]?还是(?:给|帮|替|为)(?:我|俺|咱)?们?(?:家)?的?")
_EXPLAINED = frozenset(  # why somebody is named who is not asked about
    f"user {cue}"
    for cue in (
        "begins a chain", "is left out", "only tells", "is bound already", "helps", "is no relative", "is company", "is only near", "is a group", "has died",
        "lives with the asker", "is what the rule is about",
    )
)
_MYSELF = Mention(0, 0, "本人", None)
ONE_AT_A_TIME = "用谁的账户，给谁付？一次问一种。"


@dataclass(frozen=True)
class Roles:
    """`donor` is None for the asker, `relative` None for nobody named; `others` are asked about in the same breath.

    `payers`: those who may pay, where the text asks whose account to take; `donor` is then one of them. `near`: whom the text
    may mean as well, as payer and user.
    """

    donor: Mention | None
    relative: Mention | None
    others: list[Mention] = field(default_factory=list)
    payers: list[Mention] = field(default_factory=list)
    near: list[tuple[Mention | None, Mention]] = field(default_factory=list)


def find_roles(text: str, people: list[Mention], expenses: list[int], asker: set[str], policies: Policies) -> Roles:
    """Who pays and for whom; `expenses` are the places of the words for what is paid, `asker` what the asker says to be."""
    people = _without_hearsay(text, people)
    asked = _asked_whose(text, people, expenses)
    if asked:
        return asked
    either = next(((one, other) for one in people for other in people if given(text, one) and _OR_FOR.fullmatch(text[one.end : other.start])), None)
    if either:
        return Roles(None, either[0], [either[1]])  # 给我老公还是给我公公用
    if not any(one.kin for one in people):
        return Roles(None, next((one for one in people if is_self(text, one)), None))
    scene = Scene(text, people, expenses)
    unnamed = next((Roles(donor, one) for donor in scene.kin for one in scene.kin if gives_another(text, donor, one)), None)
    if unnamed and all(one.same(unnamed.donor) for one in scene.kin):
        return unnamed
    best, *rest = pairs_of(scene, lambda donor, relative: _may_be(text, donor, relative, asker, policies))
    stranger = next((one for one in scene.kin if one.word in ("他", "她") and given(text, one)), None)
    if stranger and best.relative.kin is None and not concern(text, best.relative, people, expenses):
        return Roles(best.donor, stranger)  # 他姐夫是我爸,用我爸的给他付
    alike = [pair for pair in rest if pair.donor is best.donor]
    best = next((pair for pair in alike if includes(best.relative, pair.relative) and pair.score >= best.score - MEMBER), best)  # 公公婆婆, 公公住院
    alike = [pair for pair in alike if pair is not best and not includes(pair.relative, best.relative) and not pair.cues & _EXPLAINED]
    alike = [pair for pair in alike if pair.relative.kin or _with_me(scene, best, pair)]
    others = [pair.relative if pair.relative.kin else _MYSELF for pair in alike if pair.score >= best.score - _apart(scene, best, pair)]
    near = [(pair.donor, pair.relative) for pair in rest if pair.donor is not best.donor and pair.score >= best.score - NEAR]
    near += [(best.donor, one) for one in others] if best.donor else []
    return Roles(best.donor, best.relative, others, [], near)


def _with_me(scene: Scene, best: Pair, other: Pair) -> bool:
    """我和老婆都要洗牙: the asker as well."""
    return other.relative.end > 0 and _apart(scene, best, other) == inf


def _apart(scene: Scene, best: Pair, other: Pair) -> float:
    """How much less may speak for another user: 我妈和我岳母都想用, 爸爸看病妈妈买药, 岳父和岳母, or somebody named elsewhere."""
    users = [one for one in scene.people if one.same(best.relative)]
    ones = [one for one in scene.people if one.same(other.relative) and not one.pronoun]
    beside = [max(user.end, one.end) for user in users for one in ones if listed(scene.text, user, one)]
    if any(_of_both(scene, users, end) for end in beside):
        return inf
    if "user is the subject" in best.cues & other.cues:
        return TOGETHER
    named = bool(beside) or any(refused(scene.text, one) or given(scene.text, one) for one in ones)
    return LISTED if named else ALIKE


def _of_both(scene: Scene, users: list[Mention], end: int) -> bool:
    """我爸和我岳父都要配药, 两位老人, 给他俩: whether something is said of both people of a list that ends there."""
    found = _BOTH.match(scene.text, end)
    if found and (found.group(1) or any(found.end() <= at <= found.end() + 8 and _PLACED.fullmatch(scene.text[found.end() : at]) for at in scene.expenses)):
        return True
    said = _COUNTED.search(scene.text, end)
    last = [one for one in users if said and end < one.start < said.start() and not one.pronoun]
    return said is not None and not last or any(one.pronoun and re.match("[他她](?:们|俩)", scene.text[one.start : one.end]) for one in users)


def _may_be(text: str, donor: Mention | None, relative: Mention, asker: set[str], policies: Policies) -> set[str]:
    """All that the relative may be to the donor."""
    probe = Reading(text)
    say_person(probe, donor, relative, asker, policies)
    said = {span["key"]: span["value"] for span in probe.spans}
    words = [said.get("relation") or said.get("relative", "")] + [option["value"] for one in probe.ambiguous for option in one["options"]]
    return {word if word in policies.relations else relation_of(word, policies) or "" for word in words} - {""}


def _without_hearsay(text: str, people: list[Mention]) -> list[Mention]:
    """听同事讲她给她爸配的: neither she nor her father, where others are named."""
    heard = [one for one in people if one.kin and _HEARD.search(text[: one.start]) and re.match("说|讲|提", text[one.end :])]
    rest = [one for one in people if not any(one.kin and (one.same(other) or parted(one.word)[0] == other.word) for other in heard)]
    return rest if any(one.kin for one in rest) else people


def _asked_whose(text: str, people: list[Mention], expenses: list[int]) -> Roles | None:
    """我住院他们俩谁能出, 我和老公谁的卡能给婆婆付."""
    found = _WHOSE.search(text)
    either = None if found else _EITHER.search(text)
    named = _once([one for one in people if either and either.start() < one.start < either.end()])
    if found is None and len(named) == 2:
        users = [one for one in people if not any(one.same(other) for other in named) and concern(text, one, people, expenses)]
        return Roles(None if any(one.kin is None for one in named) else named[0], users[0], [], named) if users else None  # 刷老公的还是刷我的
    if found is None:
        return None
    asked = [one for one in people if not one.pronoun and one.end <= found.start() <= one.end + 2]
    named = sorted(together(text, people, asked[-1]), key=lambda one: one.start) if asked else []
    named = named if len(named) > 1 else []  # 我妈和我舅谁的
    others = [one for one in people if not one.pronoun and not any(one.same(other) for other in named)]
    best = max((concern(text, one, people, expenses) for one in others), default=0)
    user = next((one for one in others if best and concern(text, one, people, expenses) == best), None)
    if user is None:
        me = [one for one in others if one.kin is None and any(one.end <= at <= one.end + 12 for at in expenses)]
        user = next((one for one in others if one.kin and one.kin.relation in _YOUNG), None) or next(iter(me), None)
    payers = named or [one for one in others if not one.same(user)]
    several = any(not one.same(payers[0]) for one in payers) or any(_PAIR.search(one.word) for one in payers)
    if user is None or not several:
        return None
    return Roles(None if any(one.kin is None for one in payers) else payers[0], user, [], payers)


def _once(people: list[Mention]) -> list[Mention]:
    """The first mention of each person."""
    return [one for at, one in enumerate(people) if not any(one.same(other) for other in people[:at])]


def ask_whose(reading: Reading, words: list[Word], people: list[Mention], roles: Roles, asker: set[str], policies: Policies) -> None:
    """Asks whose account is meant where the relation or the place is another for each who may pay."""
    payers = roles.payers
    if not payers and roles.donor in people and roles.donor is not None and not roles.donor.pronoun:
        beside = together(reading.text, people, roles.donor)  # 闺女和女婿都说用自己的卡
        payers = [one for one in beside if one.kin and not one.same(roles.relative)]
    if roles.relative is None or len(payers) < 2:
        return
    relative = roles.relative
    seen = {_name(one): _seen(reading.text, one if one.kin else None, relative, asker, policies) for one in payers}
    if len(set(seen.values())) > 1 or None in seen.values():
        options = [{"value": relation, "text": _PAYS.format(name=name)} for name, relation in seen.items() if relation]
        reading.unsaid("relation", "relative")
        reading.unclear("relation", "、".join(seen), ONE_AT_A_TIME, options)
    if roles.payers and not _in_one_place(reading, payers) and len({word.value for word in words if word.kind in ("region", "pool")}) > 1:
        reading.unsaid("donor_region")
        reading.question.pop("donor_pool", None)
        reading.unclear("donor_region", "、".join(seen), "用谁的账户？请选这一位参保的地方，一次问一位。", [])


def _in_one_place(reading: Reading, payers: list[Mention]) -> bool:
    """我和他妈都在福鼎上班: whether the place found is that of all who may pay."""
    at = next((span["start"] for span in reading.spans if span["key"] == "donor_region"), -1)
    last = max(one.end for one in payers)
    return last <= at and bool(re.fullmatch("(?:的?医保)?(?:都|双双|均)(?:是|在|交在)*", reading.text[last:at]))


def settle(reading: Reading, verdict: Callable[[Json], str]) -> None:
    """Takes the first of the relations that may be meant, still asked about, where all get the same answer."""
    asked = next((one for one in reading.ambiguous if one["key"] == "relation" and len(one["options"]) > 1), None)
    question = {**reading.question, **{span["key"]: span["value"] for span in reading.spans}}
    spent = "item" in question or "expense" in question
    if asked is None or not spent or asked["ask"] == ONE_AT_A_TIME or "relation" in question or "relative" in question:
        return
    verdicts = {verdict({**question, "relation": option["value"]}) for option in asked["options"]}
    if len(verdicts) == 1 and verdicts <= set(_FIRM):
        at = reading.text.find(asked["word"])
        reading.note(max(at, 0), max(at, 0) + len(asked["word"]), "relation", asked["options"][0]["value"])


def _said(text: str, donor: Mention | None, relative: Mention, asker: set[str], policies: Policies) -> Json:
    """The relation, or the word for the relative, as the reading would have it with these two."""
    probe = Reading(text)
    say_person(probe, donor, relative, asker, policies)
    return {span["key"]: span["value"] for span in probe.spans}


def _seen(text: str, donor: Mention | None, relative: Mention, asker: set[str], policies: Policies) -> str | None:
    """What the relative is to the donor."""
    said = _said(text, donor, relative, asker, policies)
    return said.get("relation") or relation_of(said.get("relative", ""), policies)


def ask_roles(
    reading: Reading, people: list[Mention], roles: Roles, asker: set[str], verdict: Callable[[Json], str], policies: Policies
) -> None:
    """Asks who is meant where the text speaks for somebody else than was chosen, and the answer would be another."""
    donor, relative = roles.donor, roles.relative
    if roles.payers or relative is None:
        return
    gone = [one for one in people if one.kin and has_died(reading.text, one) and _LEFT.search(reading.text)]
    dead = next((one for one in gone if donor is None or one.same(donor)), None)
    if dead is not None and (donor is not None or not (of_the_asker(reading.text, people) or _INSURED.search(reading.text))):
        reading.unsaid("relation", "relative")
        reading.unclear("relation", bare(dead.word), "人去世以后，账户里的钱归继承人，不再共济。现在用谁的账户？", [])
        return
    unknown = donor is not None and relative.kin is not None and _his(reading.text, donor) and not _his(reading.text, relative)
    if unknown or _of_somebody(reading.text, relative, people):
        reading.unsaid("relation", "relative")
        reading.unclear("relative", relative.word, f"{relative.word}是您的什么人？", [])
        return
    question = {**reading.question, **{span["key"]: span["value"] for span in reading.spans}}
    known = {key: value for key, value in question.items() if key not in ("relative", "relation")}
    if not roles.near or verdict(question) not in _FIRM:
        return
    for payer, user in roles.near:
        said = _said(reading.text, payer, user, asker, policies)
        if not said or verdict({**known, **said}) != verdict(question):
            options = [_option(reading.text, one, other, asker, policies) for one, other in ((donor, relative), (payer, user))]
            reading.unsaid("relation", "relative")
            reading.unclear("relation", f"{_name(user)}、{_name(relative)}", ONE_AT_A_TIME, [option for option in options if option["value"]])
            return


def _his(text: str, one: Mention) -> bool:
    """保安大叔想用他儿子的医保: named as his of whom no name is known."""
    return not one.pronoun and text[one.start - 1 : one.start] in ("他", "她")


def _of_somebody(text: str, one: Mention, people: list[Mention]) -> bool:
    """姨舅爷的儿子, where 姨舅爷 is no word that is known: a kin word after what looks like another is not the asker's."""
    if any(other.kin and not other.pronoun and text[other.end : one.start] in _OF for other in people if other.end < one.start):
        return True  # 儿子对象的妈, where the two are not read as one
    if one.word in CHILDISH and _HOUSE.search(text[: one.start]):
        return True  # 先后家的娃
    found = _KIN_LIKE.search(text[: one.start]) if one.kin else None
    return found is not None and not any(other.start < one.start and other.end > found.start() for other in people)


def _option(text: str, donor: Mention | None, relative: Mention, asker: set[str], policies: Policies) -> Json:
    said = _PAYS_FOR.format(payer=_name(donor), user=_name(relative))
    return {"value": _seen(text, donor, relative, asker, policies), "text": said}


def _name(one: Mention | None) -> str:
    return "您" if one is None or one.kin is None else bare(one.word)


