"""The places that a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from calculator.lexicon import Word
from calculator.policies import Policies
from calculator.reading_mentions import Mention

_NAME_OF_A_THING = re.compile(  # 北京银行, 南京路, 重庆火锅
    "银行|路(?![过远途费程上])|大道|大街|火锅|烤鸭|小面|拉面|米粉|凉皮|菜(?!市)|话(?!费)|卫视|牌|啤酒|白药|人寿|人保|证券|阿胶"
)
_LETTER = re.compile(
    r"在([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])(?=工作|上班|参保|"
    r"交|缴|打工|务工|就业|退休|的|[，,。？?]|$)|(?<![\u4e00-\u9fff])([京津冀晋蒙辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川]"
    r")(?:籍|A|牌|医保)"
)


@dataclass
class Place:
    """A place named in the text. `who`: donor, relative, both, other, or None if the text does not tell."""

    start: int
    end: int
    region: str
    pool: str | None
    who: str | None = None
    strength: float = 2
    bare: bool = False  # whose it is, only the clause before tells
    lonely: bool = False  # the only place of the text
    native: bool = False  # where the asker comes from
    pronoun: bool = False  # whose it is, only 他 or 她 tells
    owner: Mention | None = None
    home: str = ""  # 婆家 or 娘家, of which it is the place
    treated: bool = False  # where the relative is treated
    loose: bool = False  # 我们: both, unless another place is the relative's own


def named_places(text: str, words: list[Word], policies: Policies) -> list[Place]:
    """All places of the text in order; a province and the city after it are one."""
    named: list[Place] = []
    for word in words:
        if word.kind not in ("region", "pool") or _NAME_OF_A_THING.match(text, word.end):
            continue
        region = word.value if word.kind == "region" else str(policies.pools[word.value]["region"])
        pool = word.value if word.kind == "pool" else None
        last = named[-1] if named else None
        joint = text[last.end : word.start] if last else "?"
        if last and joint == "" and last.region == "xinjiang" and region == "xpcc":
            last.end, last.region, last.pool = word.end, region, pool
        elif last and joint in ("", "省", "市", "·", "的", "自治区", "壮族自治区", "-", "/") and last.region == region and (pool or joint == ""):
            last.end, last.pool = word.end, pool or last.pool
        elif last and joint == "(" and last.region == region and (pool in (None, last.pool) or not last.pool):
            last.end, last.pool = word.end, pool or last.pool  # 海南州(青海)
        else:
            named.append(Place(word.start, word.end, region, pool))
    for letter in _LETTER.finditer(text):
        group = 1 if letter.group(1) else 2
        slug = policies.region_names.get(letter.group(group))
        if slug and all(place.end <= letter.start(group) or place.start >= letter.end(group) for place in named):
            named.append(Place(letter.start(group), letter.end(group), slug, None))
    return sorted(named, key=lambda place: place.start)


def alternatives(text: str, places: list[Place], joint: re.Pattern[str]) -> list[list[Place]]:
    """Places in a row of which one is meant, by what stands between them."""
    groups: list[list[Place]] = []
    for one, other in pairwise(places):
        if (one.region, one.pool) != (other.region, other.pool) and joint.fullmatch(text[one.end : other.start]):
            if groups and groups[-1][-1] is one:
                groups[-1].append(other)
            else:
                groups.append([one, other])
    return groups
