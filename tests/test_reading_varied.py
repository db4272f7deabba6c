"""Questions said in other words: a greeting, thanks, other towns, another word for the same relative change nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from calculator import Policies, understand
from calculator.kin import read_kin
from calculator.lexicon import lexicon_of
from tests.test_asked import ASKED, TODAY

# every second question: half the time, and still a thousand changes of each kind
TEXTS = [entry["text"] for entry in ASKED if entry.get("about") != "false" and "context" not in entry][::2]
GREETINGS = ("请问一下，", "你好，", "各位大神，", "想咨询个事：", "麻烦问一下，", "老师您好，", "在吗？", "请教：", "尊敬的领导：", "求助！")
THANKS = ("，谢谢", "，急", "，求解答", "，有懂的吗", "，在线等", "，麻烦了", "。谢谢！", "，盼复")
SAME = (  # words for one relative
    ("我妈", "我妈妈", "我母亲", "俺妈"),
    ("我爸", "我爸爸", "我父亲", "俺爸"),
    ("岳父", "老丈人", "岳丈"),
    ("岳母", "丈母娘"),
    ("老公", "我老公", "我丈夫"),
    ("老婆", "我老婆", "我妻子"),
    ("我姐", "我姐姐", "我二姐"),
    ("我弟", "我弟弟"),
    ("外婆", "姥姥"),
    ("女婿", "我女婿"),
)
Change = Callable[[str, Policies, random.Random], tuple[str, dict[str, str]] | None]


def read(text: str, policies: Policies, renamed: dict[str, str]) -> dict[str, Any]:
    """What a text is read as, with places under their other names and the relative as a relation."""
    reading = understand(text, policies, {"on": TODAY})
    found = {key: renamed.get(str(value), value) for key, value in reading.question.items() if key != "relative"}
    kin = read_kin(reading.question.get("relative", ""), policies)
    return {**found, "kin": kin and (kin.relation, bool(kin.options)), "asks": sorted({one["key"] for one in reading.ambiguous}), "about": reading.about}


def greeted(text: str, policies: Policies, chance: random.Random) -> tuple[str, dict[str, str]]:
    return chance.choice(GREETINGS) + text, {}


def thanked(text: str, policies: Policies, chance: random.Random) -> tuple[str, dict[str, str]]:
    return text.rstrip("。？?！! ") + chance.choice(THANKS), {}


def moved(text: str, policies: Policies, chance: random.Random) -> tuple[str, dict[str, str]] | None:
    """The same between towns of other provinces; two of one province stay in one."""
    places = [word for word in lexicon_of(policies).words(text) if word.kind in ("region", "pool")]
    pools = policies.pools
    local: dict[str, list[str]] = {}
    for code, pool in pools.items():
        local.setdefault(pool["region"], []).append(code)
    towns = {slug: codes for slug, codes in local.items() if len(codes) > 3}
    if not places or any(word.kind == "region" or word.text != pools[word.value]["short"] or pools[word.value]["region"] not in towns for word in places):
        return None
    regions = list(dict.fromkeys(pools[word.value]["region"] for word in places))
    renamed = dict(zip(regions, chance.sample(sorted(towns), len(regions)), strict=True))
    for word in places:
        if word.value not in renamed:
            free = [code for code in towns[renamed[pools[word.value]["region"]]] if code not in renamed.values()]
            renamed[word.value] = chance.choice(free)
    for word in reversed(places):
        text = text[: word.start] + pools[renamed[word.value]]["short"] + text[word.end :]
    return text, {other: own for own, other in renamed.items()}


def renamed_kin(text: str, policies: Policies, chance: random.Random) -> tuple[str, dict[str, str]] | None:
    """Another word for the first relative that has one; its owner stays."""
    for word in lexicon_of(policies).words(text):
        group = next((group for group in SAME if word.text in group), None)
        free = text[word.start - 1 : word.start] not in ("我", "俺", "咱", "他", "她", "的", "个", "己")
        if word.kind == "kin" and group and free and text.count(word.text[-1]) == 1:
            return text[: word.start] + chance.choice([one for one in group if one != word.text]) + text[word.end :], {}
    return None


@pytest.mark.parametrize(("change", "most", "least"), [(greeted, 0, 1300), (thanked, 1, 1300), (moved, 6, 700), (renamed_kin, 2, 100)])
def test_the_reading_stays(change: Change, most: int, least: int, policies: Policies) -> None:
    """`most`: how many of some hundred questions may be read otherwise; at least `least` are changed at all."""
    chance = random.Random(7)
    changed = [(text, found) for text in TEXTS if (found := change(text, policies, chance)) is not None]
    assert len(changed) >= least
    other = [said for text, (said, renamed) in changed if read(said, policies, renamed) != read(text, policies, {})]
    assert len(other) <= most, other
