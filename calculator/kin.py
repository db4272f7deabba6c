"""What a kin word or a chain of them (老公的妈妈, 我爸的弟弟) means as a relation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from calculator.kin_chains import compose, in_words, unclear_chain
from calculator.model import Json
from calculator.policies import Policies

_PLAIN_JOINTS = (
    "的", "家的", "家里的", "那边的", "这边的", "家那边的", "娘家的", "的娘家", "娘家", "的婆家", "婆家的", "婆家",
    "那边", "屋头的", "屋里的", "屋头", "家", "她的", "他的", "她家", "他家", "生的", "生的那个", "她", "他", "之", "个", "",
)
_LATER = (  # between a person and whom that person married later: 我妈改嫁后的老公, 爹的后老伴
    *(when + how + "的" for when in ("", "后", "后来", "再", "又", "新", "另", "另外", "续") for how in ("娶", "嫁", "找", "讨")),
    "改嫁后的", "改嫁的", "再婚后的", "再婚的", "后来的", "现在的", "二婚的", "第二任", "现任", "续弦", "后",
)
_MATES = ("老公", "丈夫", "老婆", "妻子", "老伴", "老伴儿", "对象", "媳妇", "爱人", "男人", "老头")
_LATER_MATE = re.compile(f"(?:{'|'.join(_LATER)})(?:{'|'.join(_MATES)})|(?:再婚后?的|后来的|再[娶嫁]的|后[娶嫁]的|改嫁后?的)(?:阿姨|叔叔?)")
JOINTS = (*_PLAIN_JOINTS, *_LATER, *(of + how for of in ("的", "他", "她") for how in _LATER))
# After one of the first, one of the second may follow without 的: 老公妈妈. Other neighbours are a list: 老婆孩子.
_CLOSE = {
    "spouse": ("parent", "sibling", "grandparent", "uncle_aunt", "cousin", "niece_nephew", "former_spouse"),
    "child": ("parent", "grandparent", "spouse", "uncle_aunt"),
    "sibling": ("child", "spouse", "former_spouse"),
    "parent": ("sibling", "uncle_aunt", "cousin", "niece_nephew"),
    "grandparent": ("sibling",),
    "grandchild": ("spouse", "parent"),
    "not_kin": ("parent", "child", "sibling", "grandparent", "spouse"),
    "former_spouse": ("parent", "child", "sibling"),
    "cousin": ("child", "spouse"),
    "niece_nephew": ("spouse",),
    "uncle_aunt": ("spouse", "child"),
    "sibling_in_law": ("spouse", "child", "parent"),
}
_PLURAL = ("父母", "爸妈", "爹妈", "爹娘", "双亲", "子女", "儿女", "爷爷奶奶", "外公外婆", "兄弟姐妹", "岳父母", "公婆", "二老")
_TAILS = {  # what an unclear word means after somebody's name: 弟弟的媳妇, 女儿的婆婆
    "媳妇": "spouse",
    "婆婆": "parent_in_law",
    "公公": "parent_in_law",
    "家婆": "parent_in_law",
    "家公": "parent_in_law",
    "爱人": "spouse",
    "太太": "spouse",
    "老婆子": "spouse",
}
TRADES = (  # what somebody is, to no particular person
    "学生", "老师", "司机", "护士", "老板", "领导", "经理", "师傅", "教练", "员工", "工友", "秘书", "助理", "家教",
)
POLITE = (  # how people are spoken to who need be no kin
    "阿姨", "叔叔", "叔", "姨", "婶", "大爷", "大妈", "大叔", "大姐", "大哥", "大娘", "大婶", "奶奶", "爷爷", "婆婆", "伯伯", "伯",
    "嫂", "嫂子", "哥", "姐", "老太太", "老爷子",
)
FAMILY_NAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔邱秦江顾侯邵孟钱汤尹黎贺赖龚"
)
_BY_NAME = f"(?:家|的|那个|一位|一个|有个|有位)*[{FAMILY_NAMES}]?"
STRANGER = f"(?:东家|雇主|房东|邻居|隔壁|楼上|楼下|对门|同村|同小区){_BY_NAME}"
_STRANGER = re.compile(f"(?:东家|雇主|房东|邻居|(?:隔壁|楼上|楼下|对门|同小区)(?:家|的)?[{FAMILY_NAMES}]){_BY_NAME}(?:{'|'.join(POLITE)})")
BODIES = ("单位", "公司", "法人", "村集体")
_OWN = re.compile(
    r"^(我们家的|我们家|咱们家|我家里|我家的|我家|咱家的|咱家|俺家的|俺家|我们|咱们|我自己的|"
    r"自己的|我的|俺的|咱的|俺|咱|我)(?=.)"
)
_HUSBAND = ("老公", "丈夫", "先生", "孩他爸", "孩子他爸", "当家的")
_WIFE = ("老婆", "妻子", "太太", "夫人", "婆娘", "堂客", "媳妇儿", "孩子他妈", "内人")
_MADE = (  # a state said before a word, the words that it may stand before, and what they become
    (
        ("离婚了的", "离了婚的", "离异的", "离了的", "已离婚的", "已经离婚的", "已经离婚了的"),
        (*_HUSBAND[:3], *_WIFE[:4], "爱人", "配偶", "媳妇"),
        "former_spouse",
    ),
    (
        ("没领证的", "没有领证的", "还没领证的", "未领证的", "没登记的", "没结婚的", "还没结婚的"),
        (*_HUSBAND[:3], *_WIFE[:4], "爱人", "媳妇", "对象"),
        "not_kin",
    ),
)
_HOUSE = re.compile("(.{1,3}?)家里?的?(?:[表堂亲大小二三]?(?:哥哥|姐姐|弟弟|妹妹|[哥姐弟妹]))")  # 姨家的妹妹
_NEPHEW = re.compile("(.{1,4}?)家里?的?(?:[大小二三]?(?:外甥女?|侄[子女儿])|(?<=家)老[大二三四幺])")  # 姐家的外甥女
_AUNT = re.compile("舅妈|舅母|姨父|姨夫|姑父|姑夫|婶|伯母")
_IN_LAWS = ("婆家", "夫家", "岳家")
_GONE = ("去世的", "过世的", "已故的", "死去的", "去世了的", "已经去世的", "死了的")
_RANKS = "大二三四五六七小老幺满"
_RANKED = (
    "哥", "姐", "弟", "妹", "嫂", "叔", "伯", "舅", "姨", "姑", "婶", "姑父", "姑妈", "姑姑", "姑夫", "姑丈", "姑母",
    "舅舅", "舅妈", "舅母", "舅父", "舅娘", "姨妈", "姨夫", "姨父", "姨丈", "姨娘", "叔叔", "婶婶", "婶子", "伯父",
    "伯母", "姐夫", "妹夫", "弟媳", "弟妹", "弟妇", "嫂子", "哥哥", "姐姐", "弟弟", "妹妹", "儿子", "女儿", "闺女",
    "孙子", "孙女", "外孙", "外孙女", "外甥", "外甥女", "侄子", "侄女", "侄儿", "女婿", "儿媳", "儿媳妇", "媳妇",
    "大娘", "大爷", "大伯", "大妈", "大姑", "大姨", "大舅", "大婶", "大叔", "大嫂", "姑爷", "舅哥",
    "舅子", "姨子", "姑子", "叔子", "表哥", "表姐", "表弟", "表妹", "堂哥", "堂姐", "堂弟", "堂妹",
)
_TWO_SENSES = ("外甥", "外甥女")  # the daughter's child in the north, whatever rank stands before
_ELDERS = ("爷爷", "奶奶", "姥姥", "姥爷", "外公", "外婆", "爷", "奶")
_COLLATERAL = (
    "嫂", "嫂子", "姐夫", "妹夫", "弟媳", "弟妹", "弟媳妇", "叔", "叔叔", "伯", "伯伯", "伯父", "舅", "舅舅", "姑",
    "姑姑", "姑妈", "姨", "姨妈", "婶", "婶婶", "舅妈", "姑父", "姑夫", "姨夫", "姨父", "侄子", "侄女", "外甥",
    "外甥女", "爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷",
)
_SWORN = (
    "爸", "妈", "爸爸", "妈妈", "爷爷", "奶奶", "外公", "外婆", "儿子", "女儿", "闺女", "哥哥", "姐姐", "弟弟",
    "妹妹", "哥", "姐", "弟", "妹", "孙子", "孙女",
)
_FORMER = (
    "姐夫", "嫂子", "妹夫", "弟媳", "小舅子", "小姨子", "丈母娘", "老丈人", "公婆", "岳父母", "儿媳妇",
)
_COMING = (
    "岳父", "岳母", "公公", "婆婆", "公婆", "丈母娘", "老丈人", "女婿", "儿媳", "儿媳妇", "老公", "老婆", "嫂子",
    "姐夫",
)


@dataclass(frozen=True)
class Kin:
    """A kin word understood: `relation`, the vocabulary's `term` (for conditions and hints), or `options` to choose from.

    With options, relation is the plain reading, or None where there is none that is safe.
    """

    word: str
    relation: str | None
    term: Json = field(default_factory=dict)
    ask: str = ""
    options: tuple[tuple[str, str], ...] = ()  # (word, how it reads)


def read_kin(word: str, policies: Policies) -> Kin | None:
    """The meaning of a word or chain as typed; None if it is no kin word."""
    word = word.strip()
    if len(word) > 32:
        return None
    for text in dict.fromkeys((word, _OWN.sub("", word))):
        found = _one(text, policies) or _chain(text, policies)
        if found:
            return Kin(word, found.relation, found.term, found.ask, found.options)
    return None


def _one(word: str, policies: Policies) -> Kin | None:
    unclear = policies.kin_ambiguous.get(word)
    if unclear:
        options = tuple((option["word"], option["text"]) for option in unclear["options"])
        plain = policies.kin.get(unclear.get("default", ""))
        relation = plain["relation"] if plain else None
        return Kin(word, relation, plain or {}, unclear["ask"], options)
    term = policies.kin.get(word)
    return Kin(word, term["relation"], term) if term else _derived(word, policies)


def _phrases() -> dict[str, str]:
    """Phrases with 的 that stand for a word of the vocabulary: 老婆带来的女儿 → 继子女."""
    children = ("孩子", "女儿", "儿子", "闺女", "小孩", "娃", "小孩子", "男孩", "女孩")
    made = {f"{how}的{child}": "养子女" for how in ("收养", "领养", "抱养") for child in children}
    taken = ("过继", "过继来", "过继过来", "过房", "抱来", "抱回来", "捡", "捡来", "捡回来", "领回来")
    made |= {f"{how}的{child}": "过继的孩子" for how in taken for child in children}
    partners = (*_HUSBAND[:3], *_WIFE[:4], "配偶", "爱人", "对方", "再婚", "二婚", "二婚老婆", "二婚老公", "媳妇")
    made |= {f"{one}{how}的{child}": "继子女" for one in (*partners, "他", "她") for how in ("带来", "带过来", "以前") for child in children}
    exes = [one + of + mate for one in partners for of in ("的", "") for mate in ("前妻", "前夫")]
    made |= {f"{ex}{of}{child}": "继子女" for ex in exes for of in ("的", "生的") for child in children}
    former = ("和前妻", "跟前妻", "和前夫", "跟前夫", "前妻", "前夫", "前一段婚姻", "上一段婚姻")
    made |= {f"{one}{how}{of}{c}": "继子女" for one in partners for how in former for of in ("的", "生的") for c in children}
    half = ("哥哥", "姐姐", "弟弟", "妹妹", "兄弟", "哥", "姐", "弟", "妹", "姐妹")
    married = ("再婚", "再婚后", "后来", "改嫁后", "又", "二婚", "跟后妈", "和后妈", "跟继母", "和继母", "跟后爸", "和后爸", "跟继父", "和继父")
    own = ("爸", "爸爸", "父亲", "妈", "妈妈", "母亲", "老爸", "老妈")
    made |= {f"{parent}{how}生的{one}": "半血缘兄弟姐妹" for parent in own for how in married for one in half}
    step = ("后妈", "后娘", "继母", "后爸", "后爹", "继父")
    made |= {f"{parent}{how}的{one}": "继兄弟姐妹" for parent in step for how in ("带来", "带过来", "带") for one in (*half, *children)}
    made |= {f"{how}的{one}": "半血缘兄弟姐妹" for how in ("同父异母", "同母异父") for one in half}
    made |= {f"异父异母的{one}": "继兄弟姐妹" for one in half}
    return made


PHRASES = _phrases()


def _derived(word: str, policies: Policies) -> Kin | None:
    """A word made of a known one: 三舅妈, 二姐夫, 表嫂, 干儿子, 前姐夫; None if it is not made so."""
    if word.startswith(_IN_LAWS) and word[2:].removeprefix("的"):
        then = policies.kin.get(word[2:].removeprefix("的"))
        relation = compose("spouse", then["relation"]) if then else None
        return Kin(word, relation, {"words": [word], "relation": relation}) if relation else None
    if word.startswith("娘家") and word[2:].removeprefix("的"):
        return _one(word[2:].removeprefix("的"), policies)  # 娘家弟弟: the asker's own
    if _STRANGER.fullmatch(word):
        return Kin(word, "not_kin", policies.kin["没有亲属关系的人"])
    if word in PHRASES:
        return _one(PHRASES[word], policies)
    house = _HOUSE.fullmatch(word)
    if house and _elder(house.group(1), policies):
        return Kin(word, "cousin", {**policies.kin["堂表亲"], "words": [word]})
    nephew = _NEPHEW.fullmatch(word)
    sibling = _one(nephew.group(1), policies) if nephew else None
    if sibling and sibling.relation == "sibling":
        return Kin(word, "niece_nephew", {**policies.kin["兄弟的孩子"], "words": [word]})
    if _later(word):
        return Kin(word, "spouse", {**policies.kin["配偶"], "words": [word]})
    first, rest = word[:1], word[1:]
    relation = _stated(word, policies)
    if word.startswith("嫡亲"):
        near = policies.kin.get(word[2:].removeprefix("的"))
        return Kin(word, near["relation"], near) if near else None
    if relation:
        pass
    elif rest in _ELDERS and first in "大二三四五小" and first:
        relation = "other_kin"
    elif rest in _COLLATERAL and first in ("表", "堂"):
        base: Json = policies.kin.get(rest) or {"relation": "other_kin"}
        relation = "cousin" if base["relation"] == "sibling" else "other_kin"
    elif (
        (rest in _SWORN and first in ("干", "义"))
        or (rest in _FORMER and first == "前")
        or (rest in _COMING and first == "准")
        or (word.startswith("未来") and word[2:].removeprefix("的") in _COMING)
    ):
        relation = "not_kin"
    elif rest in _RANKED and (first in _RANKS or first == "亲") and first:
        known = policies.kin.get(rest) if rest not in _TWO_SENSES else None
        if known:
            return Kin(word, known["relation"], known)
        unclear = _one(rest, policies)
        return Kin(word, unclear.relation, unclear.term, unclear.ask, unclear.options) if unclear else None
    return Kin(word, relation, {"words": [word], "relation": relation}) if relation else None


def _elder(word: str, policies: Policies) -> bool:
    """Whether a word names an uncle or an aunt, or one by marriage: whose children are cousins."""
    found = _one(word, policies)
    relations = {_relation(option, policies) for option, _ in found.options} if found and found.options else {found.relation} if found else set()
    return "uncle_aunt" in relations or bool(_AUNT.search(word)) and "other_kin" in relations


def _later(word: str) -> bool:
    """后老伴, 改嫁后的老公: whom somebody married later."""
    return bool(_LATER_MATE.fullmatch(word))


def _stated(word: str, policies: Policies) -> str | None:
    """离婚了的老公, 没领证的老婆, 去世的爷爷."""
    head, mark, tail = word.rpartition("的")
    if not head or not mark:
        return None
    for states, words, relation in _MADE:
        if head + mark in states and tail in words:
            return relation
    return "not_insurable" if head + mark in _GONE and (tail in policies.kin or tail in policies.kin_ambiguous) else None


def derived_words(policies: Policies) -> Iterator[str]:
    """Every word that `read_kin` understands by its parts without the vocabulary having it."""
    made = list(PHRASES)
    made += [home + of + one for home in _IN_LAWS for of in ("", "的") for one in (*_ELDERS, *_SWORN)]
    made += [first + rest for first in (*_RANKS, "亲") for rest in _RANKED]
    made += [first + rest for first in "大二三四五小" for rest in _ELDERS]
    near = (*_ELDERS, *_SWORN, "家姐", "兄弟", "姐妹", "叔叔", "舅舅", "姑姑", "侄子", "侄女", "外甥", "外孙")
    made += ["嫡亲" + of + one for of in ("", "的") for one in near]
    made += [first + rest for first in "表堂" for rest in _COLLATERAL]
    made += [first + rest for first in "干义" for rest in _SWORN]
    made += ["前" + rest for rest in _FORMER]
    made += [first + rest for first in ("准", "未来", "未来的") for rest in _COMING]
    made += [state + word for states, words, _ in _MADE for state in states for word in words]
    made += [state + word for state in _GONE for word in (*_ELDERS, *_SWORN, *_HUSBAND[:3], *_WIFE[:4], "老伴", "父亲", "母亲")]
    return (word for word in dict.fromkeys(made) if word not in policies.kin and word not in policies.kin_ambiguous and _one(word, policies))


def may_follow(head: str, tail: str, policies: Policies) -> bool:
    """Whether a kin word right after another tells whose relative it is (老公妈妈) and is not the next of a list (老婆孩子)."""
    first, then = read_kin(head, policies), _one(tail, policies)
    if first and _later(tail):
        return first.relation in _STEPS or tail[1:] not in _MATES and first.relation in ("child", "sibling")
    if not first or not then or _OWN.sub("", head) in _PLURAL:
        return False
    if tail in (*_TAILS, "对象") and first.relation in ("child", "sibling", "grandchild", "niece_nephew", "cousin"):
        return _TAILS.get(tail, "spouse") == "spouse" or head[-1:] in "女姐妹"
    if head in TRADES:
        return False  # 大学生儿子
    if then.relation == "not_kin" and not then.options:
        return first.relation is not None and first.relation != "not_kin"  # 我弟女朋友, 儿子同学
    if first.relation == "not_kin":
        return then.relation not in ("not_kin", "not_insurable")
    heads = {first.relation} if first.relation else {_relation(word, policies) for word, _ in first.options}
    return any(then.relation in _CLOSE.get(one or "", ()) for one in heads)


def _relation(word: str, policies: Policies) -> str | None:
    term = policies.kin.get(word)
    return term["relation"] if term else None


def _chain(word: str, policies: Policies) -> Kin | None:
    """A的B, A家B, A她B or AB, from the left: 老公的妈妈, 我爸弟弟, 姐姐的孩子的爷爷."""
    parts = _parts(word, policies, 5)
    if parts is None or len(parts) < 2:
        return None
    found = parts[0]
    for then in parts[1:]:
        joined = _compose(found, then, policies)
        if joined is None:
            return None
        found = joined
    return found


def _parts(word: str, policies: Policies, most: int) -> list[Kin] | None:
    """The words of a chain; the longest first word that leaves a readable rest."""
    for cut in range(min(len(word), 10), 0, -1):
        head = _one(word[:cut], policies)
        if head is None:
            continue
        rest = word[cut:]
        if not rest:
            return [head]
        if most == 1:
            continue
        for joint in _PLAIN_JOINTS:
            if rest.startswith(joint) and len(rest) > len(joint):
                tail = _parts(rest[len(joint) :], policies, most - 1)
                if tail and (joint or may_follow(head.word, tail[0].word, policies)):
                    return [head, *tail]
    return None


def _compose(first: Kin, then: Kin, policies: Policies) -> Kin | None:
    """The relative `then` of the relative `first`."""
    if then.word in BODIES:
        return None  # 弟妹的单位 is where she works, nobody of hers
    last = then.relation
    if first.relation and first.relation != "self" and then.word in _TAILS:
        last = _TAILS[then.word]
    word = f"{first.word}的{then.word}"
    if first.relation in _STEPS and _later(then.word):
        term = policies.kin[_STEPS[first.relation]]
        return Kin(word, term["relation"], term)
    if first.relation and last:
        told = in_words(first.word, first.relation, then.word, last)
        couple = first.relation == "not_kin" and first.term.get("reason") == "not_married"
        unclear = None if told else unclear_chain("former_spouse" if couple and last == "child" else first.relation, last)
        if unclear:
            return Kin(word, None, {}, *unclear)
        relation = told or compose(first.relation, last)
        return _with_term(word, relation, first, then, policies) if relation else None
    heads = ((first.word, "", first.relation),) if first.relation else _meanings(first, policies)
    tails = ((then.word, "", last),) if last else _meanings(then, policies)
    options: list[tuple[str, str]] = []
    relations = set()
    for head, head_text, step in heads:
        for tail, tail_text, end in tails:
            unclear = unclear_chain(step, end)
            if unclear:
                return Kin(word, None, {}, *unclear)
            relations.add(compose(step, end) or "other_kin")
            options.append((f"{head}的{tail}", f"{head_text or head}的{tail_text or tail}"))
    if len(relations) == 1:
        relation = relations.pop()
        return _with_term(word, relation, first, then, policies)
    return Kin(word, None, {}, first.ask or then.ask, tuple(options))


def of_another(word: str, policies: Policies) -> str | None:
    """The relation of a word said of somebody's relative: 她婆婆 is her husband's mother. None if it has none or several."""
    kin = read_kin(word, policies)
    return kin.relation or _TAILS.get(word) if kin else None


def _meanings(kin: Kin, policies: Policies) -> tuple[tuple[str, str, str], ...]:
    known = ((word, text, read_kin(word, policies)) for word, text in kin.options)
    return tuple((word, text, meant.relation) for word, text, meant in known if meant and meant.relation)


_STEPS = {"parent": "继父母", "grandparent": "继祖父", "former_spouse": "没有亲属关系的人"}  # whose later husband or wife → what term
_STEP_TERMS = {"grandparent": "继祖父", "grandchild": "继孙子", "sibling": "继兄弟姐妹"}


def _with_term(word: str, relation: str, first: Kin, then: Kin, policies: Policies) -> Kin:
    """The chain with what its words say: a step relative or an adoption on the way, and which spouse it tells of."""
    names = [kin.term.get("condition") for kin in (first, then)]
    if "step_upbringing" in names and relation in _STEP_TERMS:  # 女儿的继女: no rule makes her a grandchild
        term = policies.kin.get(_STEP_TERMS[relation])
        if term:
            return Kin(word, term["relation"], term)
    made: Json = {"words": [word], "relation": relation, "chain": True}
    if first.relation == "spouse" and relation.endswith("_in_law"):
        head = _OWN.sub("", first.word)
        spouse = "丈夫" if head in _HUSBAND else "妻子" if head in _WIFE else None
        if spouse:
            made["spouse_is"] = spouse
    deciding = [name for name in names if name and policies.conditions[name]["decides"]]
    if deciding or first.relation == "self" and names[1]:
        made["condition"] = deciding[0] if deciding else names[1]
    return Kin(word, relation, made)
