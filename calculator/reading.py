"""Reads a sentence as a question, by vocabulary and a small grammar alone.

What the sentence says wins over the `context` (what the page already knows); what it does not say stays as the context has
it. Every stretch that was understood comes back as a span; a word with several meanings is listed as ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from calculator import reading_figures as figures
from calculator.kin import Kin, read_kin
from calculator.kin_views import of_one_family, seen_from
from calculator.letters import tidy
from calculator.lexicon import Word, lexicon_of
from calculator.model import Json
from calculator.policies import Policies
from calculator.question import UNSURE
from calculator.reading_days import find_day
from calculator.reading_expense import Expense, find_expense
from calculator.reading_people import Mention, find_donor, find_relative, mentions
from calculator.reading_places import ELSEWHERE, Place, find_places

MOST = 500  # characters that are read
_SPLIT = re.compile(
    r"[。？?！!；;]|(?<=[吗么嘛呢])[，,]|[，,](?=(?:还有|另外|顺便|再问|再请问|以及|那么?[^，。？?]{1,12}(?:"
    r"呢|吗)))"
)
_ASKS = re.compile(
    r"吗|么|嘛|呢|不$|没$|能不能|可不可以|可以不|行不|行么|能否|是否|可否|怎么|如何|多少|咋|"
    r"啥|什么|有没有|不能|能|可以"
)
_SUBJECT = re.compile(
    r"医保|医疗|社保卡|共济|个人账户|个账|医保钱包|亲情账户|报销|看病|住院|门诊|药|参保|新农合|"
    r"合作医疗|农合|定点|统筹|挂号|疫苗|体检|病历|手术|"
    r"医院|诊所|扣款|先扣|扣谁|额度|退回|转账|转不了|绑|解绑|异地就医|慢病|特病|长护险|惠民保|"
    r"大病保险|血压|血糖|就医|购药"
)
_OTHER_SUBJECT = re.compile(
    r"公积金|养老金|退休金|养老保险|失业金|失业保险|生育津贴|工伤认定|房贷|贷款|信用卡|驾照|"
    r"驾驶证|护照|签证|天气|股票|基金定投|彩票|电影|菜谱|作文|写诗|"
    r"写首|翻译|机票|火车票|高铁票|旅游攻略|租房|买房|身份证|户口本|结婚证怎么|社保卡密码|"
    r"电费|水费|话费|流量|游戏|车险|寿险|论文|简历|代码|世界杯|手机号"
)


@dataclass
class Reading:
    """`question` for `check`; `spans` [{start, end, text, key, value}] of the tidied text; `ambiguous` words with what to ask.

    `about` is False for a text that has nothing to do with what this site answers; its question is the context alone.
    """

    text: str
    question: Json = field(default_factory=dict)
    spans: list[Json] = field(default_factory=list)
    ambiguous: list[Json] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    about: bool = True

    def to_json(self) -> Json:
        found: Json = {"text": self.text, "question": self.question, "spans": self.spans, "ambiguous": self.ambiguous}
        return {**found, "about": self.about, **({"notes": self.notes} if self.notes else {})}

    def note(self, start: int, end: int, key: str, value: Any) -> None:
        """Keeps what a stretch of the text says about a key; the first one to say it holds."""
        if all(span["key"] != key for span in self.spans):
            self.spans.append({"start": start, "end": end, "text": self.text[start:end], "key": key, "value": value})

    def unclear(self, key: str, word: str, ask: str, options: list[Json]) -> None:
        self.ambiguous.append({"key": key, "word": word, "ask": ask, "options": options})


def understand(text: str, policies: Policies, context: Mapping[str, Any] | None = None) -> Reading:
    """The reading of a sentence of at most 500 characters (the rest is not read, and said so).

    `context` is a question with what is already known, such as the day and the place chosen on the page.
    """
    lexicon = lexicon_of(policies)
    tidied = lexicon.settled(tidy(text[:2000]))
    reading = Reading(tidied[:MOST], dict(context or {}))
    if len(tidied) > MOST or len(text) > 2000:
        reading.notes.append(f"只读了前 {MOST} 个字")
    words = lexicon.words(reading.text)
    reading.about = _about(reading.text, words)
    if not reading.about:
        return reading
    words = _first_question(reading, words)
    people = mentions(reading.text, words, policies)
    donor = find_donor(reading.text, people)
    relative, others = find_relative(reading.text, people, donor, [word.start for word in words if word.kind in ("item", "expense")])
    expense = find_expense(reading.text, words, relative.word if relative else None, policies)
    relative = relative or _patient(reading.text, people, expense)
    _person(reading, donor, relative, others, policies)
    _where(reading, words, people, donor, relative, policies)
    if expense:
        _spent(reading, expense, relative, policies)
    paid = (expense.start, expense.end) if expense and expense.premium else None
    facts = [*figures.money(reading.text), *figures.people_bound(reading.text), *figures.designated(reading.text)]
    if donor is not None:
        facts = [fact for fact in facts if fact[2] != "relative_bound_by"]
    for start, end, key, value in [*facts, *figures.insurance(reading.text, people, donor, relative, paid)]:
        reading.note(start, end, key, value)
    day = find_day(reading.text, reading.question.get("on"))
    if day:
        reading.note(day[0], day[1], "on", day[2])
        reading.notes += [day[3]] if day[3] else []
    _conclude(reading)
    return reading


def _conclude(reading: Reading) -> None:
    found = {span["key"]: span["value"] for span in reading.spans}
    for said, known in (("relative", "relation"), ("relation", "relative"), ("item", "expense"), ("expense", "item")):
        if said in found and known not in found:
            reading.question.pop(known, None)  # the word in the sentence replaces what the page had
    reading.question.update(found)
    reading.spans.sort(key=lambda span: span["start"])


def _about(text: str, words: list[Word]) -> bool:
    """Whether the text is about medical insurance, its accounts, or a medical expense."""
    if _SUBJECT.search(text):
        return True
    if _OTHER_SUBJECT.search(text):
        return False
    if sum(word.end - word.start for word in words) >= 0.6 * len(text) and any(word.kind == "kin" for word in words):
        return True
    spent = any(word.kind in ("item", "expense") for word in words)
    return spent and bool(re.search(r"卡|账户|能|可以|钱", text) or any(word.kind == "kin" for word in words))


def _first_question(reading: Reading, words: list[Word]) -> list[Word]:
    """The words without those of the second and later questions; their people and expenses are noted."""
    text = reading.text
    marks = [0, *(match.end() for match in _SPLIT.finditer(text)), len(text)]
    pieces = [(start, end) for start, end in pairwise(marks) if end > start]
    asking = [(start, end) for start, end in pieces if text[start:end].endswith(("?", "？")) or _ASKS.search(text[start:end].rstrip("，,。？?！!；;"))]
    if len(asking) < 2:
        return words

    def inside(word: Word, piece: tuple[int, int]) -> bool:
        return piece[0] <= word.start < piece[1]

    told = [piece for piece in asking if any(word.kind in ("kin", "item", "expense") and inside(word, piece) for word in words)]
    if len(told) < 2:
        return words
    kinds = {word.kind for word in words if inside(word, told[0])}
    main = 1 if not kinds & {"item", "expense"} and not _money_talk(text[slice(*told[0])]) and _complete(words, told[1]) else 0
    kept: list[Word] = []
    later: list[str] = []
    have = {word.kind for word in words if inside(word, told[main])}
    for word in words:
        piece = next((one for one in told if inside(word, one)), None)
        extra = piece is not None and piece != told[main] and piece > told[main]
        missing = word.kind == "kin" and "kin" not in have or word.kind in ("item", "expense") and not have & {"item", "expense"}
        if extra and word.kind in ("kin", "item", "expense") and not missing:
            later.append(word.text)
        else:
            kept.append(word)
    if later:
        reading.notes.append(f"一次先答第一个问题；还提到的{'、'.join(dict.fromkeys(later))}请分开问")
    return kept


def _complete(words: list[Word], piece: tuple[int, int]) -> bool:
    kinds = {word.kind for word in words if piece[0] <= word.start < piece[1]}
    return "kin" in kinds and bool(kinds & {"item", "expense"})


def _money_talk(piece: str) -> bool:
    return bool(re.search(r"医保|账户|卡|共济|绑", piece))


def _patient(text: str, people: list[Mention], expense: Expense | None) -> Mention | None:
    """The asker as the patient where nobody else is named: 我想打疫苗, 我住院."""
    if expense is None or any(one.kin for one in people) or not any(one.kin is None for one in people):
        return None
    me = next(one for one in people if one.kin is None)
    between = text[me.end : expense.start]
    subject = re.search(
        r"(?:^|[，,。？?！!；;])(?:请问|那|如果|现在|今天|想问|问下|问一下|想问一下|我想问)*(?:(?:能不能|"
        r"能|可以|想)?用(?=自己|本人|$))?$", text[: me.start])
    if me.end <= expense.start and subject and expense.bodily and len(between) <= 24 and not re.search(r"[给帮替为]|[。？?！!；;]", between):
        return me
    return None


def _person(reading: Reading, donor: Mention | None, relative: Mention | None, others: list[Mention], policies: Policies) -> None:
    if relative is None:
        return
    start, end = relative.start, relative.end
    state = _state(reading.text, relative)
    if state and donor is None:
        reading.note(start, end, "relation", state)
        return
    if donor is None:
        if relative.kin is None:
            reading.note(start, end, "relation", "self")
            return
        if relative.kin.relation is None and not relative.kin.options:
            reading.unclear("relative", relative.word, relative.kin.ask, [])
            return
        reading.note(start, end, "relative", relative.word)
        if relative.kin.options:
            _ask_who(reading, relative.word, relative.kin)
    else:
        _seen_from_donor(reading, donor, relative, policies)
    named = list(dict.fromkeys(one.word for one in others if one.word != relative.word))
    if named:
        reading.notes.append(f"还提到了{'、'.join(named)}，先按{relative.word}来答，其他的请分开问")


def _state(text: str, relative: Mention) -> str | None:
    """What has become of a marriage or a person by what the text says elsewhere: 我和老公离婚了, 爷爷去世了."""
    relation = relative.kin.relation if relative.kin else None
    if relation == "spouse" and "再婚" not in text and "二婚" not in text:
        if re.search(r"(?<![没未不闹要想办])(?<!打算|准备|正在)离(?:了)?婚(?!证)", text):
            return "former_spouse"
        if re.search(r"(?:没有?|未|还没)(?:领|扯)(?:结婚)?证|没有?登记结婚|没办结婚证", text):
            return "not_kin"
    if relative.kin and re.search(re.escape(relative.word) + r"(?:已经|刚刚?|前几天|都|前年|去年)?(?:去世|过世|走了|不在了|病故)", text):
        return "not_insurable"
    if relation == "child" and re.search(r"[收抱领]养", text) and re.search(r"没有?办(?:过)?(?:收养)?(?:手续|登记)|没有?登记|没手续", text):
        return "not_kin"
    return None


def _ask_who(reading: Reading, word: str, kin: Kin) -> None:
    reading.unclear("relative", word, kin.ask, [{"value": value, "text": text} for value, text in kin.options])


def _seen_from_donor(reading: Reading, donor: Mention, relative: Mention, policies: Policies) -> None:
    """The account is another person's: the relation as that person has it."""
    name = donor.word.removeprefix("我的").removeprefix("我")
    reading.notes.append(f"按{name}的账户付钱来答")
    found: dict[str, str] = {}
    family = of_one_family(donor.word, relative.word)
    for text, word, relation in [] if family else _meanings(relative, policies):
        if word.startswith(f"{donor.word}的"):  # 老公的爸: said from the donor's side already
            seen = _relation(word.removeprefix(f"{donor.word}的"), policies)
        elif _as_children_say(reading.text, donor, relation):
            seen = "child" if donor.kin and donor.kin.relation == "parent" else "grandchild"
        elif relation and donor.kin and donor.kin.relation:
            seen = seen_from((donor.word, donor.kin.relation), (word, relation))
        else:
            seen = None
        if seen:
            found.setdefault(seen, text)
    if family:
        found[family] = relative.word
    if len(found) == 1:
        reading.note(relative.start, relative.end, "relation", next(iter(found)))
    else:
        options = [{"value": relation, "text": text} for relation, text in found.items()]
        reading.unclear("relation", relative.word, f"{relative.word}是{name}的什么人？", options)


def _as_children_say(text: str, donor: Mention, relation: str | None) -> bool:
    """孩子打疫苗用妈妈的卡: 妈妈 and 奶奶 are named as the child names them."""
    own = donor.word[0] in "我俺咱" or text[max(0, donor.start - 2) : donor.start].endswith(("我", "俺", "咱", "我的", "我家"))
    elder = donor.kin is not None and donor.kin.relation in ("parent", "grandparent")
    return elder and not own and relation in ("child", "grandchild")


def _meanings(relative: Mention, policies: Policies) -> list[tuple[str, str, str | None]]:
    """(how it reads, word, relation to the asker) of each meaning of a mention."""
    kin = relative.kin
    if kin is None:
        return [("本人", "我", "self")]
    if kin.relation or not kin.options:
        return [(relative.word, relative.word, kin.relation)]
    return [(text, word, _relation(word, policies)) for word, text in kin.options]


def _relation(word: str, policies: Policies) -> str | None:
    kin = read_kin(word, policies)
    return kin.relation if kin else None


def _where(
    reading: Reading, words: list[Word], people: list[Mention], donor: Mention | None, relative: Mention | None, policies: Policies
) -> None:
    self_only = relative is not None and relative.same(donor)
    found = find_places(reading.text, words, people, donor, None if self_only else relative, policies)
    for who, place in (("donor", found.donor), ("relative", found.relative)):
        if place and not (who == "relative" and self_only):
            _place(reading, who, place, policies)
    region = found.donor.region if found.donor else reading.question.get("donor_region")
    for start, end, key, value in found.facts:
        if key != "same_region":
            if not (key == "route" and found.relative):
                reading.note(start, end, key, value)
        elif region and not found.relative:
            reading.note(start, end, "relative_region", region)
    if found.away and relative is not None and not self_only and "relative_region" not in reading.question:
        start, end = found.away
        reading.unclear("relative_region", reading.text[start:end], ELSEWHERE, [])
        if not _COUNTRYSIDE.search(reading.text[start:end]):
            reading.question["relative_region"] = UNSURE


_COUNTRYSIDE = re.compile("乡下|农村|村里")  # most likely the same region: asked, and answered as there


def _place(reading: Reading, who: str, place: Place, policies: Policies) -> None:
    reading.note(place.start, place.end, f"{who}_region", place.region)
    if place.pool and place.region not in policies.single_pool:
        reading.question[f"{who}_pool"] = place.pool
    else:
        reading.question.pop(f"{who}_pool", None)


def _spent(reading: Reading, expense: Expense, relative: Mention | None, policies: Policies) -> None:
    reading.note(expense.start, expense.end, expense.key, expense.value)
    unclear = policies.item_ambiguous.get(expense.value) if expense.key == "item" else None
    if unclear:
        options = [{"value": o.get("item") or o["expense"], "text": o["text"]} for o in unclear["options"]]
        reading.unclear("item", expense.value, unclear["ask"], options)
    if expense.others:
        reading.notes.append(
            f"还提到了{'、'.join(expense.others)}，先按“{expense.value if expense.key == 'item' else reading.text[expense.start:expense.end]}"
            f"”来答，其他的请分开问"
        )
