"""Words for the site's search: the short ones of the vocabulary, so heavy that Chinese text is always cut at them.

Search finds the beginnings of the words that a text was cut into. Left alone, the segmenter takes 外孙子女 for 外孙子 and 女, and
whoever looks for 子女 finds nothing. With 外孙 and 子女 in its dictionary it is cut into these two. A word that begins with a
shorter one of the list is left out: search for it goes by that beginning, and the text is cut finer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import jieba  # type: ignore[import-untyped]

from calculator.model import VERDICT_WORDS
from calculator.policies import Policies

WEIGHT = 10_000_000  # the whole of the segmenter's own dictionary weighs six times as much
LONGEST = 4
# Words of the subject that name no relative, expense or place.
SUBJECT = """
医保 居民 职工 个人 账户 钱包 家庭 共济 亲情 跨省 省内 异地 统筹 参保 缴费 保费 余额 绑定 解绑 解除 授权 代缴 退费 定点 医院 药店 药品
器械 耗材 门诊 住院 疫苗 体检 口腔 眼科 配镜 美容 健身 养生 保健 护理 保险 报销 自费 目录 名单 文件 规定 条件 限制 步骤 近亲属 亲属
医保码 社保卡 白名单 待核实
"""
jieba.setLogLevel("WARNING")
HAN = re.compile(r"[一-鿿]+")


def search_words(policies: Policies) -> list[str]:
    """The words, in a fixed order."""
    texts = [*SUBJECT.split(), *VERDICT_WORDS.values(), *_vocabulary(policies)]
    found = _parts(texts)
    short = [word for word in found if not any(word[:length] in found for length in range(2, len(word)))]
    return [*short, *_openings(texts, short)]


def _vocabulary(policies: Policies) -> list[str]:
    """What the site calls relatives, expenses and places, and what people call them."""
    named = [text for one in (policies.relations, policies.categories) for entry in one.values() for text in (entry["label"], entry["short"])]
    places = [place["short"] for place in (*policies.regions.values(), *policies.pools.values())]
    return [*named, *places, *policies.kin, *policies.kin_ambiguous, *policies.items, *policies.item_ambiguous]


def _openings(texts: Iterable[str], words: list[str]) -> list[str]:
    """For texts that would be cut after their first character, which search does not look at: their first two pieces as one."""
    segmenter = jieba.Tokenizer()
    segmenter.initialize()
    for word in words:
        segmenter.add_word(word, WEIGHT)
    found: dict[str, None] = {}
    for run in (run for text in texts for run in HAN.findall(text)):
        pieces = list(segmenter.cut(run))
        if len(pieces) > 1 and len(pieces[0]) == 1:
            found[pieces[0] + pieces[1]] = None
    return list(found)


def _parts(texts: Iterable[str]) -> dict[str, None]:
    """The runs of two to four Chinese characters in the texts, each once, without 的 between them."""
    runs = [run for text in texts for run in HAN.findall(text.replace("的", " "))]
    return dict.fromkeys(run for run in runs if 2 <= len(run) <= LONGEST)


def write_search_words(policies: Policies, out: Path) -> None:
    """Writes the dictionary that mkdocs.yml names: a word and its weight a line."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(f"{word} {WEIGHT}\n" for word in search_words(policies)), encoding="utf-8")


def shorten_index(path: Path) -> None:
    """Writes the index of the built site anew as UTF-8; the theme's plugin writes six bytes for a Chinese character."""
    index = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
