"""Reads a sentence as a question, by vocabulary and a small grammar alone.

What the sentence says wins over the `context` (what the page already knows); what it does not say stays as the context has
it. Every stretch that was understood comes back as a span; a word with several meanings is listed as ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from calculator.kin import read_kin
from calculator.lexicon import Word, lexicon_of, tidy
from calculator.model import Json
from calculator.policies import Policies
from calculator.reading_days import find_day

_CLAUSE = re.compile(r"[，,。；;！!？?、\n]")
_RELATIVE_PLACE = re.compile(r"(老家|家乡|娘家|婆家|住|户口)(是|在)?$")
_DONOR_PLACE = re.compile(r"(我|本人|俺|咱|自己)(是|在|的|现在|目前|人在|这边|一直|就)*$|(社保|医保|职工医保)(是)?(交|缴|在|参)+(在)?$|(上班|工作)在?$")
_DONOR_AFTER = re.compile(r"^(市|省)?(这边)?(的)?(职工医保|社保|医保卡|医保|个人账户|上班|工作|交|缴|参加?职工)")
_PAYS = re.compile(r"(交|缴|付|续|代缴|代交|买|报)(上|了|一下|的)?$")
_BALANCE = re.compile(r"(余额|账户里?|卡里|里面|还剩|剩下|攒了)(的钱)?(还?有|是|剩|大概|约|只有)*$")
_AMOUNT = re.compile(r"(\d+(?:\.\d{1,2})?)(万|千|百)?(元|块钱|块|圆|(?<=万)|(?<=千))")
_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_BOUND = re.compile(r"(?:绑定?了?|已经?绑定?)(?:了)?(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个|位|人|名)")
_SELF = ("本人", "自己", "我自己", "职工本人", "参保人本人", "咱自己", "俺", "我")


@dataclass
class Reading:
    """`question` for `check`; `spans` [{start, end, text, key, value}] of the tidied text; `ambiguous` words with what to ask."""

    text: str
    question: Json = field(default_factory=dict)
    spans: list[Json] = field(default_factory=list)
    ambiguous: list[Json] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_json(self) -> Json:
        found = {"text": self.text, "question": self.question, "spans": self.spans, "ambiguous": self.ambiguous}
        return {**found, "notes": self.notes} if self.notes else found


def understand(text: str, policies: Policies, context: Mapping[str, Any] | None = None) -> Reading:
    """The reading of a sentence of at most 500 characters (the rest is not read, and said so).

    `context` is a question with what is already known, such as the day and the place chosen on the page.
    """
    tidied = tidy(text[:2000])
    reading = Reading(tidied[:500], dict(context or {}))
    if len(tidied) > 500:
        reading.notes.append("只读了前 500 个字")
    words = lexicon_of(policies).words(reading.text)
    found: Json = {}
    kin = _kin(reading, words, found, policies)
    _places(reading, words, kin, found, policies)
    _expense(reading, words, found, policies)
    _insurance(reading, kin, found)
    _figures(reading, found)
    day = find_day(reading.text, reading.question.get("on"))
    if day:
        start, end, value, note = day
        _note(reading, found, start, end, "on", value)
        if note:
            reading.notes.append(note)
    reading.spans.sort(key=lambda span: span["start"])
    for key in ("relation", "expense"):
        if {"relation": "relative", "expense": "item"}[key] in found:
            reading.question.pop(key, None)  # the word in the sentence replaces what the page had
    reading.question.update(found)
    return reading


def _note(reading: Reading, found: Json, start: int, end: int, key: str, value: Any) -> None:
    found[key] = value
    reading.spans.append({"start": start, "end": end, "text": reading.text[start:end], "key": key, "value": value})


def _clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause around a place in the text begins and ends."""
    begin = max((m.end() for m in _CLAUSE.finditer(text, 0, at)), default=0)
    after = _CLAUSE.search(text, at)
    return begin, after.start() if after else len(text)


def _kin(reading: Reading, words: list[Word], found: Json, policies: Policies) -> Word | None:
    """The relative: the first kin word that is not the asker; the asker only if nobody else is named and they say so."""
    everyone = [word for word in words if word.kind == "kin"]
    others = [word for word in everyone if word.text not in _SELF and not _is_donor(reading.text, word)]
    chosen = others[0] if others else next((word for word in everyone if word.text in _SELF[:-2]), None)
    if chosen is None:
        return None
    _note(reading, found, chosen.start, chosen.end, "relative", chosen.text)
    kin = read_kin(chosen.text, policies)
    if kin and kin.options:
        options = [{"value": word, "text": text} for word, text in kin.options]
        reading.ambiguous.append({"key": "relative", "word": chosen.text, "ask": kin.ask, "options": options})
    named = list(dict.fromkeys(word.text for word in others))
    if len(named) > 1:
        reading.notes.append(f"还提到了{'、'.join(named[1:])}，先按{named[0]}来答，其他的请分开问")
    return chosen


def _is_donor(text: str, word: Word) -> bool:
    """用我老公的医保卡: the person named is whose account pays, not who uses it."""
    before, after = text[max(0, word.start - 3) : word.start], text[word.end : word.end + 8]
    return bool(re.search(r"(用|刷|拿)我?$", before)) and bool(re.match(r"的?(医保卡|医保|个人账户|社保卡|账户|卡)", after))


def _places(reading: Reading, words: list[Word], kin: Word | None, found: Json, policies: Policies) -> None:
    named: list[tuple[int, int, str, str | None]] = []  # start, end, region, pool
    for word in words:
        if word.kind not in ("region", "pool"):
            continue
        region = word.value if word.kind == "region" else policies.pools[word.value]["region"]
        pool = word.value if word.kind == "pool" else None
        joint = reading.text[named[-1][1] : word.start] if named else "?"
        if named and joint in ("", "省", "市", "·", "的") and named[-1][2] == region and not (named[-1][3] and pool):
            named[-1] = (named[-1][0], word.end, region, pool or named[-1][3])
        else:
            named.append((word.start, word.end, region, pool))
    roles = [_role(reading.text, start, end, kin) for start, end, _, _ in named]
    if len(named) == 1 and roles[0] is None:
        roles[0] = "donor"
    free = [role for role in ("donor", "relative") if role not in roles]
    for number, (start, end, region, pool) in enumerate(named):
        role = roles[number] or (free.pop(0) if free else None)
        if role is None or f"{role}_region" in found:
            continue
        _note(reading, found, start, end, f"{role}_region", region)
        found.pop(f"{role}_pool", None)
        reading.question.pop(f"{role}_pool", None)
        if pool and region not in policies.single_pool:
            found[f"{role}_pool"] = pool
    _closeness(reading, found)


def _role(text: str, start: int, end: int, kin: Word | None) -> str | None:
    begin, stop = _clause(text, start)
    before, after = text[begin:start], text[end:stop]
    if _RELATIVE_PLACE.search(before):
        return "relative"
    if kin and re.fullmatch(r"(市|省|那边|老家|农村|乡下)*(的|参保的|交医保的)?(我)?(的)?", text[end : kin.start] if kin.start >= end else "x"):
        return "relative"
    if re.match(r"^(老家|那边|农村|乡下)", after):
        return "relative"
    if kin and begin <= kin.start < start and not re.search(r"我(在|是|交|的医保|医保)", text[kin.end : start]):
        return "donor" if re.search(r"(和我|跟我|我和|我跟).*都?", before) and "都" in before else "relative"
    if _DONOR_PLACE.search(before) or _DONOR_AFTER.match(after):
        return "donor"
    return None


def _closeness(reading: Reading, found: Json) -> None:
    for pattern, key, value in (
        (r"(在|是)?(外省|别的省|其他省|另一个省|跨省|不同省|不同的省|不在一个省|不在同一个?省)", "route", "cross_province"),
        (r"(同一个?市|同市|同一个?统筹区|同城|一个市)", "same_pool", "yes"),
        (r"(不同市|别的市|其他市|外市|不在一个市|不同的市|跨市)", "same_pool", "no"),
    ):
        match = re.search(pattern, reading.text)
        negated = match and reading.text[max(0, match.start() - 2) : match.start()].endswith(("不在", "不是", "不"))
        if match and not negated and not (key == "route" and "relative_region" in found):
            _note(reading, found, match.start(), match.end(), key, value)


def _expense(reading: Reading, words: list[Word], found: Json, policies: Policies) -> None:
    chosen: list[Word] = []
    for word in words:
        if word.kind == "expense" or word.kind == "item":
            insurance = _insurance_word(word, reading.text, policies)
            if not insurance:
                chosen.append(word)
    if not chosen:
        return
    best = max(chosen, key=lambda word: (_specific(word, policies), -word.start))
    if best.kind == "expense":
        _note(reading, found, best.start, best.end, "expense", best.value)
        reading.question.pop("item", None)
        return
    _note(reading, found, best.start, best.end, "item", best.value)
    unclear = policies.item_ambiguous.get(best.value)
    if unclear:
        options = [{"value": o.get("item") or o["expense"], "text": o["text"]} for o in unclear["options"]]
        reading.ambiguous.append({"key": "item", "word": best.value, "ask": unclear["ask"], "options": options})
    categories = {policies.items[w.value]["category"] for w in chosen if w.kind == "item" and w.value in policies.items}
    if len(categories) > 1:
        reading.notes.append(f"还提到了别的费用，先按“{best.text}”来答，其他的请分开问")


_GENERAL = ("买药", "药", "药费", "看病钱", "住院", "保险", "社保", "医保费", "报销", "单位", "住院费")


def _specific(word: Word, policies: Policies) -> int:
    """How much a word tells: a general one gives way to a particular one (买药 … 血压计)."""
    return 0 if word.text in _GENERAL else 1


def _insurance_word(word: Word, text: str, policies: Policies) -> bool:
    """居民医保 says how somebody is insured, unless it is what is being paid."""
    item = policies.items.get(word.value) if word.kind == "item" else None
    category = item["category"] if item else word.value
    if word.text == "社保":
        return True
    if category not in ("resident_premium", "employee_premium"):
        return False
    paid = _PAYS.search(text[max(0, word.start - 6) : word.start])
    return not paid and not word.text.endswith(("费", "缴费")) and not re.match(r"(个人)?(缴费|费|保费|的钱|钱)", text[word.end :])


def _insurance(reading: Reading, kin: Word | None, found: Json) -> None:
    text = reading.text
    if re.search(r"我(是|交的是|只有|参加的是)?(城乡)?(居民医保|新农合)", text) and not kin:
        found["donor_account"] = "no"
    if re.search(r"单建统筹|没有个人账户|没个人账户", text):
        found["donor_account"] = "no"
    if kin is None:
        return
    begin, end = kin.end, len(text)
    for pattern, value in (
        (r"(没有?(参加?|交|买|办)(任何|过)?医保|没医保|没有医保|没参保|没有参保|未参保|断保)", "none"),
        (r"(是|有|参加了?|参的是?|交的是?|只有|上的是?|办了?)(城乡|农村|老家的?)?(居民医保|新农合|合作医疗|农村医保|居民)", "resident"),
        (r"(也?是|也?有|参加了?|退休)(的)?(城镇)?职工医保", "employee"),
    ):
        match = re.search(pattern, text[begin:end])
        if match:
            _note(reading, found, begin + match.start(), begin + match.end(), "relative_insured", value)
            return


def _figures(reading: Reading, found: Json) -> None:
    text = reading.text
    bound = _BOUND.search(text)
    if bound:
        _note(reading, found, bound.start(), bound.end(), "relatives_bound", _number(bound.group(1)))
    for match in _AMOUNT.finditer(text):
        scale = {"万": 10000, "千": 1000, "百": 100}.get(match.group(2) or "", 1)
        value = round(float(match.group(1)) * scale, 2)
        key = "donor_balance" if _BALANCE.search(text[max(0, match.start() - 10) : match.start()]) else "amount"
        if key not in found:
            _note(reading, found, match.start(), match.end(), key, value)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text[0]]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
