"""Finds known words in a sentence: places, kin words, expense words. Longest match first, from the left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from calculator.kin import JOINTS, derived_words, may_follow, read_kin
from calculator.letters import tidy
from calculator.policies import Policies
from calculator.slips import Slips

__all__ = ["Lexicon", "Word", "lexicon_of", "tidy"]

_BEFORE_SHORT = "拜期午晚早天年周次回因用刷我给帮替送陪带接扶为俺咱的他她你和跟让与绑代，,。？?！!；;：:、家有是 老到对"
_AFTER_SHORT = (
    "黄湿哮肺鼻扁近弱疹骨烫退发咳拉吐摔感流过刚才已现今明昨去前被还几头胃腿眼牙手脚腰肚配拿开挂吃因身急门体种补洗他她能可用在的买看交付住要是有也"
    "家都和跟与，,。；;：:？?！!、了 生没参不做打刷名上医社行会想得就换装治验缴续办从"
)
_OF = ("的", "家的", "他", "她", "家", "他家", "她家")
_US = ("我", "俺", "咱", "们")
_VERBS = "看补拔洗镶种配打买做拍抽验挂装换开拿治割住"
_BEFORE_COUNTY = "在是到来去从回家我的和住于交给跟与替帮乡籍自省市州县区村隔属面边嫁，,。？?！!；;：:、（(· 俺咱她他"
_REACHED = re.compile("(?:考[上进取]|招进|[进去来到回嫁]了|[我俺咱]们)$")  # 考上腾冲的公务员
_NOT_AFTER = {
    "药": "中西吃膏火弹农毒医", "酒": "碘黄药", "疫苗": "", "保险": "伤", "保定": "医社参", "保山": "医社参",
    "生孩子": "亲", "屋里的": "老旧新", "天水": "一二两三四五六七八九十几半多好0123456789", "三明": "周期拜第", "天门": "今明昨每前后当白半几两多",
    "对象": "济定障付用", "情人": "知", "牙刷": "补拔镶洗种看治安装颗",
}
_NOT_BEFORE = {
    "药": "店房物品师剂材盒枕箱妆皂浴学价监厂企", "酒": "精店", "买药": "盒枕箱妆皂浴", "吃药": "盒膳", "保险": "柜箱丝",
    "开药": "店厂铺",
    "报销": "比后完过的", "住院": "部号", "天门": "诊", "交城": "乡镇", "老公公": "司积", "幼儿": "园",
    "儿童": "医节", "学生": "证票", "公公": "司积",
    "对象": "账", "阿里": "健巴旺", "眼镜": "店行厂", "日照": "常", "康复机": "构", "康复": "机医科", "贴膏": "药", "牙科": "诊医",
}
_TIME_OF = re.compile(  # 国庆前岳父住院, 2024年12月9号以后爷爷: before or after it, not a former or a step relative
    "(?:以|之|今|目|眼|当|先|结婚|生病|住|庆|旦|节|春|秋|午|宵|夕|[年月日号天周末底初]|星期|礼拜|手术|[出住]院|退休|上班|小时|分钟|假)$"
)
_WHO = re.compile("(?:^|[，,。？?！!；;])[爸妈爹娘哥姐弟妹爷奶]$")
_AGE_NEXT = re.compile(r"(?:今年|都|快|已经)*[\d一二两三四五六七八九十]{1,3}(?:个?多?月|岁|周岁|天|了|多)")
_WHOSE, _IS_IN = re.compile("[小孩娃宝老少]"), re.compile("(?:都|也|还|就|现在|是|交|关系|参|上)*(?:在|属)")


@dataclass(frozen=True)
class Word:
    """A recognised stretch of the text: its place in it, its kind (region, pool, kin, item, expense) and its value."""

    start: int
    end: int
    text: str
    kind: str
    value: str


Entry = tuple[str, str, str]  # word, kind, value


class Lexicon:
    """The words of a policy set by their first character."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self.by_first: dict[str, list[Entry]] = {}
        self.counties = {name for pool in policies.pools.values() for name in pool.get("counties", []) if len(name) == 2}
        self.joints: dict[str, bool] = {}
        self.local: dict[tuple[str, str], str] = {}  # (region, a county without 县): known only right after the region or the city
        for code, pool in policies.pools.items():
            for name in pool.get("counties", []):
                if len(name) == 3 and name[-1] in "县市区":
                    self.local.setdefault((pool["region"], name[:2]), code)
        for names, kind in ((policies.region_names, "region"), (policies.pool_names, "pool")):
            for name, value in names.items():
                if len(name) > 1 and not name.isascii():
                    self._add(name, kind, value)
        for name, slug in policies.region_names.items():
            if len(name) > 1 and not name.isascii() and name[-1] not in "省市区团":
                self._add(name + "省", "region", slug)
        for word in dict.fromkeys((*policies.kin, *policies.kin_ambiguous, *derived_words(policies))):
            self._add(word, "kin", word)
        for word in {**policies.items, **policies.item_ambiguous}:
            self._add(word, "item", word)
        for word in policies.items:
            if word.endswith("疫苗") and len(word) > 3 and word[:-2] not in ("免费", "自费", "收费", "宠物"):
                for short in (word[:-2] + "苗", word[:-2] + "针", word[:-2] + "的疫苗"):
                    if short not in policies.items:
                        self._add(short, "item", word)
        for word in {**policies.items, **policies.item_ambiguous}:  # 看个牙, 补了牙, 买点药, 住的院
            if len(word) in (2, 3) and word[0] in _VERBS:
                for middle in ("个", "了", "点", "了个", "一下", "一个", "的"):
                    long = word[0] + middle + word[1:]
                    if long not in policies.items and long not in policies.item_ambiguous:
                        self.by_first.setdefault(long[0], []).append((long, "item", word))
        for name, category in policies.category_names.items():
            if not name.isascii() and category != "other":  # 其他 in a sentence is no expense: 还是有其他流程
                self._add(name, "expense", category)
        for entries in self.by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        known = (word for entries in self.by_first.values() for word, _, _ in entries if word not in self.counties)
        self.slips = Slips(known, (*policies.region_names, *policies.pool_names), self.counties)

    def _add(self, word: str, kind: str, value: str) -> None:
        self.by_first.setdefault(word[0], []).append((word, kind, value))

    def words(self, text: str) -> list[Word]:
        """All words of a tidy text, left to right, not overlapping; chains of kin words joined."""
        found: list[Word] = []
        at = 0
        while at < len(text):
            word = self._longest(text, at, found) or self._local(text, at, found)
            if word:
                found.append(word)
                at = word.end
            else:
                at += 1
        return self._joined(text, found)

    def _local(self, text: str, at: int, found: list[Word]) -> Word | None:
        """湖南双峰, 朔州应县 without 县: the county of the place named right before."""
        last = found[-1] if found else None
        if last is None or last.kind not in ("region", "pool") or text[last.end : at] not in ("", "省", "市"):
            return None
        region = last.value if last.kind == "region" else str(self.policies.pools[last.value]["region"])
        code = self.local.get((region, text[at : at + 2]))
        return Word(at, at + 2, text[at : at + 2], "pool", code) if code else None

    def settled(self, text: str) -> str:
        """A tidy text without spaces and slips: a space inside a known word goes, one between two stretches becomes a comma."""
        parts = text.split(" ")
        short = sum(len(part) for part in parts) < 2.5 * len(parts) or len(parts) > 60
        found = parts[0]
        for part in parts[1:]:
            apart = not short and len(found) > 1 and len(part) > 1 and not self._spans(found[-6:], part[:6])
            apart = apart or _WHO.search(found) is not None  # 爸 白内障手术 深圳
            digits = found[-1:].isdigit() and part[:1].isdigit()
            found += ("，" if apart or digits else "") + part
        return self.slips.mended(found)

    def _spans(self, left: str, right: str) -> bool:
        text, begin = left + right, self._last_word(left)
        for at in range(begin + 1):
            for word, kind, _ in self.by_first.get(text[at], ()):
                if at + len(word) > len(left) and text.startswith(word, at) and not (kind == "kin" and begin < len(left) - 1):
                    return True
        return False

    def _last_word(self, text: str) -> int:
        """Where the longest known word begins that ends a text; its last character if there is none (洗牙 in 想洗牙)."""
        for at in range(len(text) - 1):
            if any(text[at:] == word for word, _, _ in self.by_first.get(text[at], ())):
                return at
        return len(text) - 1

    def _longest(self, text: str, at: int, found: list[Word]) -> Word | None:
        for word, kind, value in self.by_first.get(text[at], ()):
            if text.startswith(word, at) and self._stands(text, at, word, kind, found):
                if word in ("娘家", "婆家") and found and found[-1].kind == "kin" and found[-1].end == at:
                    continue  # 老婆娘家妈
                if kind == "kin" and (word[0] in "我俺咱" or word[0] == "家" and text[at - 1 : at] in _US) and len(word) > 1:  # 我爸 in 我爸妈, 我家公公
                    inner = self._longest(text, at + 1, found)
                    if inner and inner.end > at + len(word):
                        continue
                if kind == "item" and word[0] in _VERBS and len(word) > 1:  # 做胃镜, 做个胃镜 in 做胃镜体检
                    inner = self._longest(text, at + max(1, len(word) - len(value) + 1), found)
                    if inner and inner.kind == "item" and inner.end > at + len(word):
                        continue
                return Word(at, at + len(word), word, kind, value)
        return None

    def _stands(self, text: str, at: int, word: str, kind: str, found: list[Word]) -> bool:
        """A short word counts only between characters that show where it begins and ends."""
        before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
        if before and before in _NOT_AFTER.get(word, "") or after and after in _NOT_BEFORE.get(word, ""):
            return False
        if kind == "kin" and word[0] in "前后" and _TIME_OF.search(text[max(0, at - 3) : at]):
            return False
        if kind == "item" and word.endswith("医保") and _WHOSE.match(word) and (_IS_IN.match(text, at + len(word)) or self._place_at(text, at + len(word))):
            return False  # 孩子医保在沈阳, 孩子医保上海居民
        if kind == "pool" and word in self.counties:
            place_before = bool(found) and found[-1].end == at
            return not before or before in _BEFORE_COUNTY or place_before or bool(_REACHED.search(text[max(0, at - 2) : at]))
        if len(word) > 1:
            return True
        if kind == "kin":
            if word == "儿" and before not in ("我", "俺", "咱", "给", "帮", "替", "他", "她", "的"):
                return False  # 老汉儿
            if word == "大" and before not in ("我", "俺", "咱"):
                return False
            if after in ("们", "娘", "子", "纸", "仔", "伙"):
                return False  # 姑娘, 哥们, 妹子
            if text[max(0, at - 2) : at] in ("我家", "俺家", "咱家") and word in "娃妈爸爹娘哥姐弟妹":
                return True  # 我家娃自闭症
            if before in ("我", "俺", "咱", "他", "她") and word in "爸妈爹娘哥姐弟妹爷奶叔姑舅姨伯嫂婶":
                return True
            if word in "爸妈爹娘哥姐弟妹姑舅姨嫂婶" and found and found[-1].kind == "kin" and text[found[-1].end : at] in _OF:
                return True  # 妹夫他爹从外地来
            known_before = bool(found) and found[-1].end == at and found[-1].kind in ("kin", "region", "pool")  # 洛阳妈种牙
            ends = not after or after in _AFTER_SHORT or _AGE_NEXT.match(text, at + 1) is not None or self._place_at(text, at + 1)
            return (not before or before in _BEFORE_SHORT or known_before) and ends
        return kind in ("item", "expense")

    def _place_at(self, text: str, at: int) -> bool:
        """Whether a place is named from there on: 妈合肥的."""
        return any(kind in ("region", "pool") and text.startswith(word, at) for word, kind, _ in self.by_first.get(text[at : at + 1], ()))

    def _joined(self, text: str, found: list[Word]) -> list[Word]:
        joined: list[Word] = []
        for word in found:
            last = joined[-1] if joined else None
            if last and last.kind == word.kind == "kin" and self._chained(last.text, text[last.end : word.start], word.text):
                joined[-1] = Word(last.start, word.end, text[last.start : word.end], "kin", text[last.start : word.end])
            else:
                joined.append(word)
        return joined

    def _chained(self, head: str, joint: str, tail: str) -> bool:
        """Whether A and B with this between them are A's B (老公的妈妈, 老婆她妈) rather than A and B (老婆孩子)."""
        if joint not in JOINTS or len(head) > 24:
            return False
        if joint == "" and not may_follow(head, tail, self.policies):
            return False
        key = f"{head}{joint}{tail}"
        if key not in self.joints and len(self.joints) < 5000:
            self.joints[key] = read_kin(key, self.policies) is not None
        return self.joints.get(key, False)


def lexicon_of(policies: Policies) -> Lexicon:
    """The lexicon of a policy set, made once."""
    if policies.lexicon is None:
        policies.lexicon = Lexicon(policies)
    found = policies.lexicon
    assert isinstance(found, Lexicon)
    return found


def texts(words: Iterable[Word]) -> list[str]:
    """What the words say, each once."""
    return list(dict.fromkeys(word.text for word in words))
