"""How far apart the two people of a sentence are, where it tells so without naming a place: 外省, 同一个市, 老家."""

from __future__ import annotations

import re
from collections.abc import Set

Fact = tuple[int, int, str, str]  # start, end, key, value

_ALIKE = re.compile(
    r"(?:也在|也是在|也住|也交在|都在)(?:这里|这边|这儿|这|本地|当地|一起|同一个地方|一个地方)|"
    r"(?:和|跟|与)(?:我|俺|咱)(?:都)?(?:在)?(?:一样|一个地方|同一个地方|一块儿?|一起)"
)
OTHER_PROVINCE = re.compile(
    r"(?:在|是|住|去了?)?(?:外省|别的省|其他省|其它省|另一个省|另外一个省|跨省|隔壁省|"
    r"邻省|不同省|不同的省|不在(?:同)?一?个?省|异省|两个省|省外)"
)
_FAR = (
    (OTHER_PROVINCE, "route", "cross_province"),
    (re.compile(
        r"(?:同一个?省(?:份)?[的,，]?(?:但|不过|只是|却|就是)?(?:是)?)?(?:不同市|不同城市|"
        r"不在(?:同)?一个?(?:城?市|统筹区)|不是(?:同)?一个市|别的市|其他市|其它市|另一个市|"
        r"另外一个市|外市|不同的市|隔壁市|邻市|跨市|跨统筹区|省内异地|省内别的|省内其他)"
    ), "same_pool", "no"),
    (re.compile(
        r"(?:同一个?(?:城市|市|统筹区|地级市|城)|同市|同城|同一?统筹区|一个(?:城市|市|统筹区)(?:的|"
        r"里|内)?|本市|市内|本地)"
    ), "same_pool", "yes"),
    (re.compile(r"(?:同一个?省|同省|一个省(?:的|里|内)?|本省|省内)"), "same_region", "yes"),
)
_AWAY = re.compile(
    r"(?:在|是|住)?(?:外地(?!(?:跑船|跑车|出差|旅游|度假|看病))|异地|老家|家乡|乡下|农村老家|另一个城市|别的城市|其他城市|不在一个地方|"
    r"不同的?地方|两地分居|国内另一个地方|(?<![从回到了])(?<!老婆)(?<!妻子)(?<!媳妇)(?:娘家|婆家)(?!凑|出|说|给|帮|要|让|都|不|没|娘家|婆家))"
)


def distance(text: str, starts: Set[int], relative_named: bool) -> tuple[list[Fact], tuple[int, int] | None]:
    """Facts (route, same_pool, same_region), and the stretch of a word for an unnamed far place. `starts`: of the named places."""
    facts: list[Fact] = []
    keys = set()
    for pattern, key, value in _FAR:
        found = pattern.search(text)
        if not found or key in keys or (key == "route" and relative_named):
            continue
        negated = re.search(r"(?:不在|不是|不|非)(?:同)?$", text[max(0, found.start() - 3) : found.start()])
        if negated and key in ("same_pool", "same_region"):
            if key == "same_region":
                facts.append((found.start(), found.end(), "route", "cross_province"))
                keys.add("route")
            elif value == "yes" and "same_pool" not in keys:
                facts.append((found.start(), found.end(), "same_pool", "no"))
                keys.add("same_pool")
            continue
        asked = re.match(r"(?:的)?(?:能|可以|行|共济|绑定)?(?:吗|么)", text[found.end() :])
        if not negated and not asked:
            facts.append((found.start(), found.end(), key, value))
            keys.add(key)
    alike = _ALIKE.search(text)
    if alike and "route" not in keys:
        facts.append((alike.start(), alike.end(), "same_region", "yes"))
        keys.add("same_region")
    away = None if relative_named or keys else _AWAY.search(text)
    if away:
        after = text[away.end() : away.end() + 2]
        if away.end() in starts or away.end() + 1 in starts or after[:1] in ("就", "医") and starts:
            away = None
    return facts, away.span() if away else None


_INSURED = re.compile("的?(?:城乡)?(?:居民|新?农合|合作医疗|职工|医保|参保)")


def as_one(text: str, fact: Fact) -> bool:
    """都在本地, 同一个市: both are where one of them is."""
    start, end, key, value = fact
    too = "同" in text[start:end] or _INSURED.match(text, end) or re.search("(?:都|也)(?:是|在)*$", text[:start])
    return (key, value) == ("same_pool", "yes") and bool(too)
