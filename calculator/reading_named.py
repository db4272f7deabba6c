"""The places that a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from calculator.lexicon import Word
from calculator.policies import Policies
from calculator.question import UNSURE
from calculator.reading_mentions import Mention
from calculator.reading_result import Reading

_NAME_OF_A_THING = re.compile(  # 北京银行, 南京路, 重庆火锅
    "银行|路(?![过远途费程上])|大道|大街|火锅|烤鸭|小面|拉面|米粉|凉皮|菜(?!市)|话(?!费)|卫视|牌|啤酒|白药|人寿|人保|证券|阿胶"
)
_BANK = re.compile("银行(?:的?(?:上班|工作|当|做|柜员|职工|员工|保安|退休|内退)|(?=[，,。；;]))")
_LETTER = re.compile(
    r"在([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])(?=工作|上班|参保|"
    r"交|缴|打工|务工|就业|退休|的|[，,。？?]|$)|(?<![\u4e00-\u9fff])([京津冀晋蒙辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川]"
    r")(?:籍|A|牌|医保)"
)
WHICH_PLACE = "说了不止一个地方，医保交在哪一个？"


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

    def rank(self, role: str) -> tuple[object, ...]:
        """How well it is known to be where somebody in a role is insured."""
        own = self.who == role or self.strength >= 3 and not (self.loose and role == "donor")
        return own, self.strength, not self.treated, self.strength >= 3 and self.pool is not None, -self.start

    def is_at(self, other: Place | None) -> bool:
        """Whether both are one town."""
        return other is not None and (self.region, self.pool) == (other.region, other.pool)


def named_places(text: str, words: list[Word], policies: Policies) -> list[Place]:
    """All places of the text in order; a province and the city after it are one."""
    named: list[Place] = []
    for word in words:
        if word.kind not in ("region", "pool") or _NAME_OF_A_THING.match(text, word.end) and not _is_employer(text, word):
            continue
        region = word.value if word.kind == "region" else str(policies.pools[word.value]["region"])
        pool = word.value if word.kind == "pool" else None
        last = named[-1] if named else None
        joint = text[last.end : word.start] if last else "?"
        if last and joint == "" and last.region == "xinjiang" and region == "xpcc":
            last.end, last.region, last.pool = word.end, region, pool
        elif last and joint in ("", "省", "市", "·", "的", "自治区", "壮族自治区", "-", "/") and last.region == region and (pool or joint == ""):
            last.end, last.pool = word.end, pool or last.pool
        elif last and re.fullmatch("[^，,。；;？?！!(]{0,12}[(]" if pool and not last.pool else "[(]", joint) and last.region == region and (
            pool in (None, last.pool) or not last.pool
        ):
            last.end, last.pool = word.end, pool or last.pool  # 海南州(青海)
        else:
            named.append(Place(word.start, word.end, region, pool))
    named += [again for place in named for again in _named_again(text, place, named, policies)]
    for letter in _LETTER.finditer(text):
        group = 1 if letter.group(1) else 2
        slug = policies.region_names.get(letter.group(group))
        if slug and all(place.end <= letter.start(group) or place.start >= letter.end(group) for place in named):
            named.append(Place(letter.start(group), letter.end(group), slug, None))
    return sorted(named, key=lambda place: place.start)


def _named_again(text: str, place: Place, named: list[Place], policies: Policies) -> list[Place]:
    """衡水安平 ... 安平的居民医保: a county alone, once it was named with its city."""
    short = str(policies.pools[place.pool]["short"]) if place.pool else ""
    _, _, county = text[place.start : place.end].rpartition(short) if short else ("", "", "")
    county = re.sub("^市|[市县区]$", "", county)
    if len(county) < 2:
        return []
    found = (one.start() for one in re.finditer(county, text))
    return [Place(at, at + len(county), place.region, place.pool) for at in found if all(at >= one.end or at + len(county) <= one.start for one in named)]


def _is_employer(text: str, word: Word) -> bool:
    """我在锦州银行: the town where somebody works, unless the bank has branches far from it."""
    near = _BANK.match(text, word.end) and re.search("(?:我|他|她|人|在|考进|进了|是)(?:在|是)?$", text[: word.start])
    return bool(near) and not re.match("北京|上海|南京|宁波|江苏|杭州|天津|浙江|广州|厦门|徽州|盛京", word.text)


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


def ask_place(reading: Reading, who: str, places: list[Place], policies: Policies) -> None:
    """Asks which of the named places it is; the region is kept if they have one in common."""
    region, pool, stretch = f"{who}_region", f"{who}_pool", (min(place.start for place in places), max(place.end for place in places))
    reading.unsaid(region, pool)
    if len({place.region for place in places}) == 1:
        reading.note(*stretch, region, places[0].region)
        options = [{"value": place.pool, "text": policies.pools[place.pool]["short"]} for place in places if place.pool]
        reading.unclear(pool, reading.text[slice(*stretch)], WHICH_PLACE, options)
        return
    if who == "relative":
        reading.question[region] = UNSURE
    options = [{"value": place.region, "text": policies.regions[place.region]["short"]} for place in places]
    reading.unclear(region, reading.text[slice(*stretch)], WHICH_PLACE, options)
