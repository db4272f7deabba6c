"""The word for a relative at the end of a chain of steps: 岳父, 婆婆, 继子, 姐妹的丈夫."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calculator.messages import say

Sexes = Sequence[str | None]


@dataclass(frozen=True)
class Step:
    """One step: `step` is spouse, parent, child or sibling; `kind` birth, half, adoptive or step; `to` the member reached."""

    step: str
    kind: str
    to: int
    common: int | None = None  # of a half sibling: the parent that both have


# (male, female, either); for two steps and more also by the sex of the person before
_SPOUSE = ("丈夫", "妻子", "配偶")
_PARENT = {
    "birth": ("父亲", "母亲", "父母"),
    "adoptive": ("养父", "养母", "养父母"),
    "step": ("继父", "继母", "继父母"),
}
_CHILD = {
    "birth": ("儿子", "女儿", "孩子"),
    "adoptive": ("养子", "养女", "养子女"),
    "step": ("继子", "继女", "继子女"),
}
_SIBLING = ("兄弟", "姐妹", "兄弟姐妹")
_TWO: dict[tuple[str, str], dict[str | None, tuple[str, str, str]]] = {
    ("parent", "parent"): {
        "male": ("爷爷", "奶奶", "爷爷奶奶"),
        "female": ("外公", "外婆", "外公外婆"),
        None: ("祖父", "祖母", "祖父母"),
    },
    ("child", "child"): {
        "male": ("孙子", "孙女", "孙子女"),
        "female": ("外孙", "外孙女", "外孙子女"),
        None: ("孙子", "孙女", "孙子女"),
    },
    ("spouse", "parent"): {
        "male": ("公公", "婆婆", "公婆"),
        "female": ("岳父", "岳母", "岳父母"),
        None: ("配偶的父亲", "配偶的母亲", "配偶的父母"),
    },
    ("child", "spouse"): {
        "male": ("儿媳", "儿媳", "儿媳"),
        "female": ("女婿", "女婿", "女婿"),
        None: ("女婿", "儿媳", "子女的配偶"),
    },
    ("sibling", "spouse"): {
        "male": ("兄弟的妻子", "兄弟的妻子", "兄弟的妻子"),
        "female": ("姐妹的丈夫", "姐妹的丈夫", "姐妹的丈夫"),
        None: ("姐妹的丈夫", "兄弟的妻子", "兄弟姐妹的配偶"),
    },
    ("parent", "sibling"): {
        "male": ("叔伯", "姑姑", "叔伯姑姑"),
        "female": ("舅舅", "姨妈", "舅舅姨妈"),
        None: ("叔伯舅舅", "姑姑姨妈", "父母的兄弟姐妹"),
    },
    ("sibling", "child"): {
        "male": ("侄子", "侄女", "侄子侄女"),
        "female": ("外甥", "外甥女", "外甥外甥女"),
        None: ("侄子外甥", "侄女外甥女", "兄弟姐妹的孩子"),
    },
}
_ADOPTED_TWO = {("parent", "parent"): ("养祖父", "养祖母", "养祖父母"), ("child", "child"): ("养孙子", "养孙女", "养孙子女")}
_THREE = {
    ("parent", "parent", "parent"): ("曾祖父", "曾祖母", "曾祖父母"),
    ("child", "child", "child"): ("曾孙子", "曾孙女", "曾孙子女"),
}


_COUSINS: dict[str | None, tuple[str, str, str]] = {
    "female": ("表兄弟", "表姐妹", "表兄弟姐妹"),
    "male": ("堂兄弟", "堂姐妹", "堂兄弟姐妹"),
    None: ("堂表兄弟", "堂表姐妹", "堂表兄弟姐妹"),
}


def word_of(start: int, path: Sequence[Step], sexes: Sexes) -> str:
    """The word for the end of the path as the member `start` says it; a long chain is A的B."""
    steps = tuple(step.step for step in path)
    kinds = {step.kind for step in path}
    sex = sexes[path[-1].to]
    if len(path) == 1:
        return _one(path[0], sexes)
    plain = kinds <= {"birth", "half"}
    if steps in _TWO and plain:
        return _pick(_TWO[steps][sexes[path[0].to]], sex)
    if steps in _ADOPTED_TWO and "step" not in kinds:
        return _pick(_ADOPTED_TWO[steps], sex)
    if steps in _THREE and plain:
        return _pick(_THREE[steps], sex)
    if steps == ("parent", "sibling", "child") and plain:
        return _cousin(path, sexes)
    if steps[0] == "spouse":
        return say("{person}的{word}", person=_one(path[0], sexes), word=word_of(path[0].to, path[1:], sexes))
    before = word_of(start, path[:-1], sexes)
    return say("{person}的{word}", person=before, word=_one(path[-1], sexes))


def _pick(words: tuple[str, str, str], sex: str | None) -> str:
    return say(words[{"male": 0, "female": 1}.get(sex or "", 2)])


def _one(step: Step, sexes: Sexes) -> str:
    sex = sexes[step.to]
    if step.step == "spouse":
        return _pick(_SPOUSE, sex)
    if step.step == "parent":
        return _pick(_PARENT[step.kind], sex)
    if step.step == "child":
        return _pick(_CHILD[step.kind], sex)
    prefix = {"birth": "", "adoptive": "养", "step": "继", "half": _half(step, sexes)}[step.kind]
    return say(prefix) * bool(prefix) + _pick(_SIBLING, sex)


def _half(step: Step, sexes: Sexes) -> str:
    common = sexes[step.common] if step.common is not None else None
    return {"male": "同父异母", "female": "同母异父"}.get(common or "", "半血缘")


def _cousin(path: Sequence[Step], sexes: Sexes) -> str:
    """堂 through two brothers, 表 through a woman on either side."""
    through = {sexes[path[0].to], sexes[path[1].to]}
    words = _COUSINS["female" if "female" in through else "male" if through == {"male"} else None]
    return _pick(words, sexes[path[-1].to])
