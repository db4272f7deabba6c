"""The relation between two relatives of the asker: who 我爸 is to 我妈, who I am to 我妈.

A relative is a path of steps from the asker: P to a parent (Pf father, Pm mother), C to a child, S to the spouse, B to a
brother or sister. The path from one relative to another is the way back to the asker and on, shortened.
"""

from __future__ import annotations

import re

_FATHER, _MOTHER = re.compile("爸|父|爹|爷|老汉|老豆"), re.compile("妈|母|娘")
# by the last letter that tells: 妹夫 is a man, 弟媳 a woman
_MALE_END = re.compile("(?:[爸爹爷哥弟叔伯舅夫婿丈公汉]|(?<!母)父|父亲|[儿孙侄舅叔]子|先生|外甥)$")
_FEMALE_END = re.compile("(?:[妈娘婆奶姥姑姨嫂妹姐女媳妻婶妇]|女儿|妮儿|(?<!父)母|(?<!父)母亲|[嫂婶妗妹姨姑]子|闺女|太太|堂客|丫头)$")
_PATHS: dict[str, tuple[str, ...]] = {
    "self": (),
    "spouse": ("S",),
    "child": ("C",),
    "sibling": ("B",),
    "grandchild": ("C", "C"),
    "parent_in_law": ("S", "P"),
    "child_in_law": ("C", "S"),
    "grandparent_in_law": ("S", "P", "P"),
    "niece_nephew": ("B", "C"),
    "cousin": ("P", "B", "C"),
}
_RELATIONS = {
    "": "self",
    "S": "spouse",
    "P": "parent",
    "C": "child",
    "B": "sibling",
    "PP": "grandparent",
    "CC": "grandchild",
    "SP": "parent_in_law",
    "CS": "child_in_law",
    "SB": "sibling_in_law",
    "BS": "sibling_in_law",
    "SPP": "grandparent_in_law",
    "PB": "uncle_aunt",
    "PBC": "cousin",
    "BC": "niece_nephew",
    "PPP": "great_grand",
    "CCC": "great_grand",
}
# two steps that are one: a child's brother is a child, a parent's wife a parent; "?" leaves it open
_SHORTER = {"BB": "B", "CB": "C", "SS": "", "SC": "C", "BP": "P", "PS": "P", "PC": "B"}
_OWN_FAMILY = {  # whose wife, husband or children the words themselves tell
    ("哥", "嫂"): "spouse",
    ("弟", "弟媳"): "spouse",
    ("弟", "弟妹"): "spouse",
    ("姐", "姐夫"): "spouse",
    ("妹", "妹夫"): "spouse",
    ("哥", "侄"): "child",
    ("弟", "侄"): "child",
    ("姐", "外甥"): "child",
    ("妹", "外甥"): "child",
    ("儿子", "儿媳"): "spouse",
    ("女儿", "女婿"): "spouse",
    ("闺女", "女婿"): "spouse",
    ("儿子", "孙"): "child",
    ("女儿", "外孙"): "child",
    ("闺女", "外孙"): "child",
    ("女婿", "外孙"): "child",
    ("女婿", "女儿"): "spouse",
    ("女婿", "闺女"): "spouse",
    ("儿媳", "儿子"): "spouse",
    ("儿媳", "孙"): "child",
    ("嫂", "侄"): "child",
    ("弟媳", "侄"): "child",
    ("弟妹", "侄"): "child",
    ("姐夫", "外甥"): "child",
    ("妹夫", "外甥"): "child",
    ("嫂", "哥"): "spouse",
    ("姐夫", "姐"): "spouse",
    ("弟媳", "弟"): "spouse",
    ("妹夫", "妹"): "spouse",
    ("媳妇", "丈母"): "parent",
    ("媳妇", "丈人"): "parent",
    ("媳妇", "岳"): "parent",
    ("亲家", "儿媳"): "child",
    ("亲家", "女婿"): "child",
    ("亲家", "外孙"): "grandchild",
    ("亲家", "孙"): "grandchild",
    ("老公", "婆婆"): "parent",
    ("老公", "公公"): "parent",
    ("老公", "公婆"): "parent",
    ("丈夫", "婆婆"): "parent",
    ("丈夫", "公公"): "parent",
    ("丈夫", "公婆"): "parent",
    ("婆婆", "老公"): "child",
    ("公公", "老公"): "child",
    ("婆婆", "丈夫"): "child",
    ("公公", "丈夫"): "child",
    ("老公", "老婆"): "spouse",
    ("老公", "妻子"): "spouse",
    ("老婆", "老公"): "spouse",
    ("丈夫", "妻子"): "spouse",
    ("妻子", "丈夫"): "spouse",
    ("大伯哥", "公公"): "parent",
    ("大伯哥", "婆婆"): "parent",
    ("小叔", "公公"): "parent",
    ("小叔", "婆婆"): "parent",
    ("小姑", "公公"): "parent",
    ("小姑", "婆婆"): "parent",
    ("大姑姐", "公公"): "parent",
    ("大姑姐", "婆婆"): "parent",
    ("舅子", "岳"): "parent",
    ("舅子", "丈"): "parent",
    ("姨子", "岳"): "parent",
    ("姨子", "丈"): "parent",
    ("岳父", "岳母"): "spouse",
    ("岳母", "岳父"): "spouse",
    ("丈人", "丈母"): "spouse",
    ("丈母", "丈人"): "spouse",
    ("公公", "婆婆"): "spouse",
    ("婆婆", "公公"): "spouse",
    ("爷爷", "奶奶"): "spouse",
    ("奶奶", "爷爷"): "spouse",
    ("外公", "外婆"): "spouse",
    ("外婆", "外公"): "spouse",
    ("姥爷", "姥姥"): "spouse",
    ("姥姥", "姥爷"): "spouse",
    ("老爷子", "老太太"): "spouse",
    ("老太太", "老爷子"): "spouse",
    ("老头", "老太"): "spouse",
    ("老太", "老头"): "spouse",
    ("舅", "舅妈"): "spouse",
    ("舅", "舅母"): "spouse",
    ("姨", "姨父"): "spouse",
    ("姨", "姨夫"): "spouse",
    ("姑", "姑父"): "spouse",
    ("姑", "姑夫"): "spouse",
    ("叔", "婶"): "spouse",
    ("伯", "伯母"): "spouse",
    ("舅妈", "舅"): "spouse",
    ("舅母", "舅"): "spouse",
    ("姨父", "姨"): "spouse",
    ("姨夫", "姨"): "spouse",
    ("姑父", "姑"): "spouse",
    ("姑夫", "姑"): "spouse",
    ("婶", "叔"): "spouse",
    ("伯母", "伯"): "spouse",
}
_FURTHER = (  # the paths of those whose relation has no name of its own
    ("舅妈|舅母|舅娘|妗|姨父|姨夫|姨丈", ("Pm", "B", "S")),
    ("婶|伯母|伯娘|叔母|姑父|姑夫|姑丈", ("Pf", "B", "S")),
    ("亲家", ("C", "S", "P")),
    ("妯娌|连襟|连桥|担挑|挑担", ("S", "B", "S")),
    ("孙媳|孙女婿", ("C", "C", "S")),
    ("侄媳|侄女婿|甥媳|甥女婿|外甥媳", ("B", "C", "S")),
    ("重孙|曾孙|重外孙", ("C", "C", "C")),
    ("太姥|外曾|曾外|外太", ("Pm", "P", "P")),
    ("太爷|太奶|曾祖", ("Pf", "Pf", "P")),
)
_HOUSES = (  # children of the house, whoever says it
    (re.compile("亲?(?:爷爷?|奶奶?|祖父|祖母)"), re.compile("[大二三四五小幺]?(?:叔叔?|伯伯?|叔父|伯父|姑姑?|姑妈)")),
    (re.compile("亲?(?:外公|外婆|姥姥|姥爷)"), re.compile("[大二三四五小幺老]?(?:舅舅?|舅父|姨妈?|姨娘)")),
)
_FARTHER = ("太", "曾", "高", "干", "义", "继", "表", "堂")
_POSSESSED = re.compile("(?!(?:我|俺)?家?[^他她]?(?:孩|娃|宝)[子儿]?家?[他她])(.{1,8})家?[他她]家?(.{1,4})")
_OWN = re.compile("^(?:我们|我|俺|咱)家?的?")


_COUNTERPARTS = (  # words that call each other: 伯伯 and 侄子, said of two people who are no kin of the asker's
    ("太爷|太奶|太公|太婆|太姥|曾祖|太外|祖祖", "重孙|曾孙|重外孙", "great_grand", "great_grand"),
    ("(?<!太)爷|(?<!太)奶|外公|外婆|姥", "(?<![重曾])孙", "grandparent", "grandchild"),
    ("婶|伯母|舅妈|舅母|姑父|姑丈|姨父|姨夫|姨丈", "侄|甥", "other_kin", "other_kin"),
    ("伯|叔|姑(?!子)|舅(?!子|哥)|姨(?!子)", "侄|甥", "uncle_aunt", "niece_nephew"),
    ("嫂", "小姑子|小叔子", "sibling_in_law", "sibling_in_law"),
    ("公公|婆婆|公婆|家公|家婆", "儿媳|媳妇", "parent_in_law", "child_in_law"),
    ("岳|丈人|丈母", "女婿|姑爷", "parent_in_law", "child_in_law"),
)


def counterparts(donor: str, relative: str) -> str | None:
    """The relation of the relative to the donor where the two words call each other."""
    for elder, younger, up, down in _COUNTERPARTS:
        if re.search(younger, donor) and re.search(elder, relative) and not re.search(elder, donor):
            return up
        if re.search(elder, donor) and re.search(younger, relative) and not re.search(elder, relative):
            return down
    return None


def views(donor: tuple[str, str], relative: tuple[str, str]) -> list[str | None]:
    """What `seen_from` gives for each way in which a word leaves open whether it is the father's or the mother's side (表弟)."""
    either = relative[1] == "cousin" and "表" in relative[0] and not re.search("舅|姨|姑", relative[0])
    seen = dict.fromkeys(seen_from(donor, relative, side) for side in (("f", "m") if either else ("",)))
    if donor[1] == "uncle_aunt" and relative[1] == "cousin" and ("堂" in relative[0]) == bool(re.search("[叔伯]", donor[0])):
        seen["child"] = None  # 二叔 and 堂弟: his own, or his brother's
    return list(seen)


def seen_from(donor: tuple[str, str], relative: tuple[str, str], side: str = "") -> str | None:
    """The relation of the relative to the donor, each (word, relation to the asker); None where it may be several things."""
    family = of_one_family(donor[0], relative[0])
    if family:
        return family
    there, onward = _path(*donor), _path(*relative)
    if there is None or onward is None:
        return None
    onward = (onward[0] + side, *onward[1:]) if side else onward
    way = _short([*_back(there), *onward])
    if way is not None and donor[1] == "child_in_law" and len(way) > 1 and way[1] == "B":
        return None  # the asker's child may be the donor's spouse
    return None if way is None else _RELATIONS.get("".join(step[0] for step in way), "other_kin")


def parted(word: str) -> tuple[str, str]:
    """The last link of a chain and what stands before it (婶婶她妈: 婶婶, 妈); nothing and the word itself if it is no chain."""
    head, of, tail = word.rpartition("的")
    found = None if of else _POSSESSED.fullmatch(word)
    return (found[1], found[2]) if found else (head.removesuffix("家") or head, tail)


def of_one_family(donor: str, relative: str) -> str | None:
    """What the two words alone tell: 哥 and 嫂子 are a couple, whoever they are to the asker."""
    if donor[:1] == relative[:1] and donor[:1] in ("表", "堂"):
        donor, relative = donor[1:], relative[1:]  # 表姐 and 表姐夫
    elder, younger = _OWN.sub("", donor), _OWN.sub("", relative)
    stem = elder.removesuffix("子").removesuffix("儿")
    if younger in (f"{stem}婿", f"{stem}媳", f"{stem}媳妇"):
        return "spouse"  # 外甥女 and 外甥女婿
    if parted(elder)[0] or parted(younger)[0] or (elder[:1] in _FARTHER) != (younger[:1] in _FARTHER):
        return None
    for (one, other), relation in _OWN_FAMILY.items():
        if one in donor and other in relative:
            named = younger.startswith(other) and not younger[len(other) :].strip("妇儿") if one in other else one not in relative  # 弟弟, 弟媳
            if named:
                return None if other == "孙" and "外孙" in relative else relation
    if any(old.fullmatch(younger) and young.fullmatch(elder) for old, young in _HOUSES):
        return "parent"
    return "child" if any(old.fullmatch(elder) and young.fullmatch(younger) for old, young in _HOUSES) else None


def _path(word: str, relation: str) -> tuple[str, ...] | None:
    if relation == "parent":
        return (_parent(word),)
    if relation == "grandparent":
        side = "Pm" if re.search("外|姥|嘎|家家", word) else "Pf" if re.search("爷|奶|祖|嫲", word) else "P"
        man, woman = re.search("爷|公|父", word), re.search("奶|婆|姥姥|母|嫲", word)
        return (side, "P" if bool(man) == bool(woman) else "Pf" if man else "Pm")
    if relation in ("parent_in_law", "grandparent_in_law"):
        man, woman = re.search("公公|公爹|家公|岳父|岳丈|丈人|外父|[爸父爹爷]$|外公", word), re.search("婆|岳母|丈母|外母|[妈母娘奶]$|姥姥", word)
        elder = "P" if bool(man) == bool(woman) else "Pf" if man else "Pm"
        return ("S", elder) if relation == "parent_in_law" else ("S", "Pm" if re.search("外|姥", word) else "Pf", elder)
    if relation == "uncle_aunt":
        word = _OWN.sub("", word)
        if re.search("舅|姨|^[老阿]?[母妈娘]", word):
            return ("Pm", "B")
        return ("Pf", "B") if re.search("叔|伯|姑|^[老阿]?[父爸爹](?![母妈娘])", word) else ("P", "B")
    if relation == "sibling_in_law":
        return ("B", "S") if re.search("嫂|弟媳|弟妹|弟妇|姐夫|妹夫", word) else ("S", "B")
    if relation == "cousin":
        return ("Pm" if re.search("舅|姨", word) else "Pf" if re.search("堂|叔|伯|姑", word) else "P", "B", "C")
    if relation in ("other_kin", "great_grand"):
        return next((path for names, path in _FURTHER if re.search(names, word) and not re.search("的|[表堂继]", word)), None)
    return _PATHS.get(relation)


def sex(word: str) -> str | None:
    """male, female, or None where the word tells neither."""
    return "male" if _MALE_END.search(word) else "female" if _FEMALE_END.search(word) else None


def _parent(word: str) -> str:
    father, mother = _FATHER.search(word), _MOTHER.search(word)
    return "P" if bool(father) == bool(mother) else "Pf" if father else "Pm"


def _back(path: tuple[str, ...]) -> list[str]:
    """The way back: a child of the father comes back as Cf."""
    turned = {"P": "C", "C": "P"}
    return [turned.get(step[0], step[0]) + step[1:] for step in reversed(path)]


def _short(path: list[str]) -> list[str] | None:
    """The path with every detour taken out; None where a detour may be several things."""
    at = 0
    while at < len(path) - 1:
        one, other = path[at], path[at + 1]
        pair = one[0] + other[0]
        if pair == "CP":
            if len(one) != 2 or len(other) != 2:
                return None
            path[at : at + 2] = [] if one[1] == other[1] else ["S"]
        elif pair in _SHORTER:
            path[at : at + 2] = list(_SHORTER[pair])
        else:
            at += 1
            continue
        at = max(0, at - 1)
    return path
