"""Puts known words right that are written with a character of the same sound or look: 信杨 is 信阳, 制痒机 is 制氧机."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calculator.sounds import ALIKE, ORDINARY

_VOICE = str.maketrans({char: group[0] for group in ALIKE.split() for char in group})
_FIELD = (  # the words of this field that are in no list of expenses, people or places
    "医保 社保 医保卡 社保卡 医保码 医疗保险 职工医保 居民医保 职工 居民 账户 个人账户 共济 家庭共济 共济账户 医保钱包 亲情账户 医保个账 "
    "余额 报销 参保 参保地 缴费 保费 医保费 居民医保费 绑定 解绑 统筹 定点 住院 门诊 挂号 药店 退休 灵活就业 新农合 合作医疗 老家 户口 "
    "上班 单位 报销比例 中医 牙医 兽医 开通 诊查 会诊 保管 包管 小社宝 产检"
)
_PLAIN = frozenset(  # words of one character that are hardly ever a slip
    "的了是在我他她不能给用和也都就到去来有没要会可以说想让这那吗呢吧一已再又还把被个上下里为跟与因于从向对啊么什怎多少几俺咱你谁哪"
    "要掏付先随前后嘛姐哥妈爸妹弟市县省区户子看买刷花走拿住打带找问过完行好吃做办绑嫁身补家人大小老男女两三四五六七八九十年月日天加只未及由时半返欠盒试请发写欠腿上下里外内中病药钱卡我您们仅姨舅姑叔伯婶嫂侄甥孙爷奶公婆岳"
)
_LONGEST = 6
_BEFORE_PLACE = re.compile(r"(?:^|[，,。；;？?！!、在是的我俺咱他她家住于到来去回嫁乡市省县妈爸婆公爷奶姐哥弟妹])$")
_BEFORE_WORD = re.compile(
    r"(?:^|[，,。；;：:？?！!、我俺咱他她你们的得给帮替为买配开打做看拿吃用刷去要能想在和跟与了个点些副台盒套交付因到住拔镶挂请是有让说下回带送把叫])$"
)
_AFTER_PLACE = re.compile(
    r"的|市|县|区|医保|社保|职工|居民|参|上班|打工|工作|读|住|看|做|治|养老|生活|退|买|交|缴|人(?![民员才口])|退休|那边|这边|户口|老家|农村|[，,。；;？?！!、]|$"
)


class Slips:
    """The known words by their sound. `places` of two characters count only where the text around shows a place.
    `never`: words that nothing is taken for."""

    def __init__(self, words: Iterable[str], places: Iterable[str], never: Iterable[str]) -> None:
        self.places = frozenset(places)
        self.field = frozenset(_FIELD.split())
        meant = {word for word in words if 1 < len(word) <= _LONGEST} | self.field
        self.known = meant.union(never)
        self.by_voice: dict[str, list[str]] = {}
        for word in sorted(meant):
            self.by_voice.setdefault(word.translate(_VOICE), []).append(word)

    def mended(self, text: str) -> str:
        """The text with the slips in known words put right; what could be right as it stands is left alone."""
        voice = text.translate(_VOICE)
        at, found = 0, []
        while at < len(text) - 1:
            word = self._meant(text, voice, at)
            if word:
                found.append((at, word))
            at += len(word) if word else 1
        for at, word in found:
            text = f"{text[:at]}{word}{text[at + len(word) :]}"
        return text

    def _meant(self, text: str, voice: str, at: int) -> str | None:
        for size in range(min(_LONGEST, len(text) - at), 1, -1):
            stretch = text[at : at + size]
            if stretch in self.known:
                return stretch
            near = sorted(((_wrong(stretch, word), word) for word in self.by_voice.get(voice[at : at + size], ())), key=lambda one: len(one[0]))
            if near and (len(near) == 1 or len(near[0][0]) < len(near[1][0])) and self._fits(text, at, near[0][1], near[0][0]):
                return near[0][1]
        return None

    def _fits(self, text: str, at: int, word: str, places: list[int]) -> bool:
        end, wrong = at + len(word), [at + number for number in places]
        if len(wrong) > len(word) // 2:
            return False
        place = word in self.places and bool(_BEFORE_PLACE.search(text[:at]) and _AFTER_PLACE.match(text, end))
        if word in self.places and len(word) == 2 and not place:
            return False
        if len(word) == 2 and not place and word not in self.field and not _BEFORE_WORD.search(text[:at]):
            return False  # 检测费 is no 车费
        if any(word[number] in "一二三四五六七八九十" for number in places) or wrong == [end - 1] and text[at : end - 1] in self.known:
            return False  # 老婆拔智齿 is no 老婆爸
        if not (place and len(word) > 2) and any(text[number] in _PLAIN and (len(word) < 4 or text[number] != "一") for number in wrong):
            return False
        for number in wrong if len(word) > 2 else (at, at + 1):
            if {text[max(0, number - 1) : number + 1], text[number : number + 2]} & ORDINARY:
                return False
        edges = ((number, number + 1) for number in wrong)
        return not any(self._covers(text, *edge) for edge in (*edges, (at - 1, at + 1), (end - 1, end + 1)))

    def _covers(self, text: str, first: int, last: int) -> bool:
        """Whether a known word, written right, stands over a stretch: 中医报销."""
        return any(text[start:end] in self.known for start in range(max(0, last - 4), first + 1) for end in range(max(last, start + 2), start + 5))


def _wrong(stretch: str, word: str) -> list[int]:
    return [number for number, char in enumerate(word) if stretch[number] != char]
