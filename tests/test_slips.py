"""Words written with a character of the same sound are put right, and nothing else is touched."""

from __future__ import annotations

import re
from pathlib import Path

import jieba  # type: ignore[import-untyped]
import pytest

from calculator import Policies
from calculator.letters import tidy
from calculator.lexicon import lexicon_of

POLICIES = Path(__file__).parent.parent / "policies"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("岳夫的血压机", "岳父的血压计"),
        ("我在衢洲的,他是葫芦到的", "我在衢州的,他是葫芦岛的"),
        ("居民一报费和自肥药", "居民医保费和自费药"),
        ("打破伤疯针", "打破伤风针"),
        ("我 爸 的 医 宝", "我爸的医保"),
    ],
)
def test_a_wrong_character_of_the_same_sound_is_put_right(typed: str, plain: str, policies: Policies) -> None:
    assert lexicon_of(policies).settled(tidy(typed)) == plain


def test_what_is_written_right_stays(policies: Policies) -> None:
    lexicon = lexicon_of(policies)
    told = ["中医报销多少", "医保系统", "牙医报价", "自贡医保", "一盒药三百", "糖尿病要配眼镜", "老寒腿买膏药"]
    told += ["户口归谁", "他是冒名的", "我的周末", "门牙磕断了", "艾滋病", "塑料袋装药", "十二指肠溃疡", "老糊涂", "不外乎", "中意的", "骨质疏松症", "特意去买"]
    for name in ("faq", "topics", "claims", "nation"):
        told += re.findall(r"[\u4e00-\u9fff，。；：？、（）]{2,}", (POLICIES / f"{name}.yaml").read_text(encoding="utf-8"))
    assert len(told) > 500
    assert [text for text in map(tidy, told) if lexicon.slips.mended(text) != text] == []


def test_no_common_word_is_taken_for_another(policies: Policies) -> None:
    """A word that fails here needs two of its characters in `ORDINARY`."""
    slips = lexicon_of(policies).slips
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines]
    common = [word for word, times, kind in entries if 2 <= len(word) <= 5 and int(times) >= 30 and not kind.startswith(("nr", "nz", "ns"))]
    assert len(common) > 40_000
    assert [word for word in common if slips.mended(word) != word] == []
