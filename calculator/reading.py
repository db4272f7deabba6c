"""Reads a sentence as a question, by vocabulary and a small grammar alone.

What the sentence says wins over the `context` (what the page already knows); what it does not say stays as the context has
it. Every stretch that was understood comes back as a span; a word with several meanings is listed as ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from calculator import reading_figures as figures
from calculator.answer import decide
from calculator.letters import tidy
from calculator.lexicon import Word, lexicon_of, texts
from calculator.model import Json, QuestionError
from calculator.policies import Policies
from calculator.question import UNSURE, read_question
from calculator.reading_asker import asker_is
from calculator.reading_clauses import asks
from calculator.reading_days import WHICH_DAY, read_day
from calculator.reading_expense import find_expense
from calculator.reading_forms import formed
from calculator.reading_frame import question_of
from calculator.reading_insurance import cannot_pay, insurance
from calculator.reading_item import Expense, parted
from calculator.reading_mentions import CHILDISH, Mention, married_to, mentions
from calculator.reading_named import Place, ask_place
from calculator.reading_people import right_before
from calculator.reading_places import ELSEWHERE, find_places
from calculator.reading_premium import is_statement
from calculator.reading_principal import named
from calculator.reading_relation import by_another_name, relation_of, say_person
from calculator.reading_result import Reading
from calculator.reading_roles import ask_roles, ask_whose, find_roles, settle
from calculator.reading_subject import is_about

WHO_PAYS = "用谁的账户，给谁付？一次问一种。"
MOST = 500  # characters that are read
_SPLIT = re.compile(
    r"[。？?！!；;]|(?<=[吗么嘛呢])[，,]|[，,](?=(?:还有|另外|顺便|再问|再请问|以及|那么?[^，,。？?]{1,12}(?:"
    r"呢|吗)))"
)
_ASKS = re.compile(
    r"吗|(?<!怎)(?<!什)么|嘛|呢|不$|没$|能不能|可不可以|可以不|行不|行么|能否|是否|可否|(?<![没不])怎么|如何|(?<!不了)(?<!没)多少|咋|"
    r"(?<![没不])啥|(?<![没不])什么|有没有|不能|能|可以"
)
_UNMARRIED = re.compile("(?:我俩|我们|我们俩|两个人|我和[他她])(?:还)?(?:没有?|未)(?:领证|登记|结婚|扯证)")
_HEARD = re.compile(r"[^，,。？?]*(?:说|规定|讲|告诉)[^，,。？?吗]*(?:只能|只有|仅限|只限)[^，,。？?吗]*[，,。]?$")
_OWN_CARD = re.compile("(?:自己|本人)(?:名下)?的?(?:职工)?(?:医保卡|医保|社保卡|个人账户|账户|卡)")
_MYSELF = re.compile("(?<![他她])(?:自己|本人)(?!去|跑|办|垫|先|出钱|掏|想办法|查|弄|操作)")  # 我自己在银川的医保能买口罩吗
_ANYBODY = re.compile("[给帮替为他她]|家|别人|谁|哪个|人能|亲|共济|绑|转")
_FREELANCE = re.compile("(?:我|俺|自己|本人)[^，,。？?！!；;给帮替]{0,10}(?:灵活就业|自由职业|个体户)|我的?(?:医保|社保)?(?:的|缴费)*年限")
_OWN_WAY = re.compile(  # between 我 and what I have done: nobody else stands there
    r"(?:自己|本人|想|要|去|能不能|能|可不可以|可以|用|刷|医保|社保|的?个人账户|个账|账户|卡|码|里|的|钱|余额|在|是|到|来|也|都|又|还|现在|今天|明天|"
    r"昨天|刚|最近|需要|准备|打算|经常|每次|每月|不|医院|社区|药店|外地|异地|老家|看|做|打|交|缴|办|上|下|个|次|了|得|因为|因|生病|感冒|发烧|怀孕|"
    r"上班|工作|参保|退休|职工|灵活就业|人|以后|之后|时|时候|直接|支付|付|先|再|一下|点|这个|那个)*"
)


def understand(text: str, policies: Policies, context: Mapping[str, Any] | None = None) -> Reading:
    """The reading of a sentence of at most 500 characters (the rest is not read, and said so).

    `context` is a question with what is already known, such as the day and the place chosen on the page.
    """
    lexicon = lexicon_of(policies)
    tidied = question_of(lexicon.settled(tidy(text[:2000])))
    reading = Reading(tidied[:MOST], dict(context or {}))
    if len(tidied) > MOST or len(text) > 2000:
        reading.notes.append(f"只读了前 {MOST} 个字")
    words = formed(reading.text, parted(reading.text, lexicon.words(reading.text), policies))
    reading.about = is_about(reading.text, words)
    if not reading.about:
        return reading
    words = _first_question(reading, words, policies)
    people = mentions(reading.text, words, policies)
    spent = [word.start for word in words if word.kind in ("item", "expense") and (word.text != "社保" or not is_statement(reading.text, word, policies))]
    asker = asker_is(reading.text, words, policies)
    roles = find_roles(reading.text, people, spent, asker, policies)
    donor, relative, others = roles.donor, roles.relative, roles.others
    expense = find_expense(reading.text, sorted([*words, *named(reading.text)], key=lambda word: word.start), relative.word if relative else None, policies)
    relative = relative or _patient(reading.text, words, people, expense)
    if relative and relative.kin and relative.kin.options and relation_of(relative.kin.options[0][0], policies) == "parent_in_law":
        asker = asker or married_to(people)  # 公公, 婆婆 in their usual meaning
    say_person(reading, donor, relative, asker, policies)
    if _UNMARRIED.search(reading.text) and all(span["key"] not in ("relative", "relation") for span in reading.spans):
        reading.unsaid("relative", "relation")
        reading.note(0, 0, "relation", "not_kin")
    people = by_another_name(people, donor, relative, policies)
    _where(reading, words, people, donor, relative, policies)
    ask_whose(reading, words, people, roles, asker, policies)
    if expense:
        _spent(reading, expense, relative, policies)
    paid = (expense.start, expense.end) if expense and expense.premium else None
    things = {word.end for word in words if word.kind in ("item", "expense")}
    facts = [*figures.money(reading.text, people, donor, things), *figures.people_bound(reading.text, people), *figures.designated(reading.text)]
    if donor is not None:
        facts = [fact for fact in facts if fact[2] != "relative_bound_by"]
    insured = insurance(reading.text, people, donor, relative, paid)
    if relative is not None and cannot_pay(reading.text, people, insured, donor):
        insured = []
        reading.unsaid("relative", "relation", *(f"{who}_{what}" for who in ("donor", "relative") for what in ("region", "pool")))
        reading.unclear("relation", relative.word, WHO_PAYS, [])
    for start, end, key, value in [*facts, *insured]:
        reading.note(start, end, key, value)
    day, choices = read_day(reading.text, reading.question.get("on"), expense.start if expense else None)
    if day:
        reading.note(day[0], day[1], "on", day[2])
        reading.notes += [day[3]] if day[3] else []
    if day and choices:
        options = [{"value": value, "text": text} for value, text in choices]
        reading.unclear("on", reading.text[day[0] : day[1]], WHICH_DAY, options)
    apart = relative is not None and donor is None and bool(others) and _each_their_own(reading, words, [relative, *others], policies)
    if relative and others and not apart:
        _several_people(reading, donor, relative, others, policies)
    if expense and expense.others and not apart:
        _several_expenses(reading, expense, policies)
    settle(reading, lambda question: _verdict(question, policies))
    ask_roles(reading, people, roles, asker, lambda question: _verdict(question, policies), policies)
    _conclude(reading)
    _drop_needless(reading, policies)
    return reading


def _drop_needless(reading: Reading, policies: Policies) -> None:
    """娘家嫂子化疗: where she is insured is not asked if her relation alone decides."""
    known = {key: value for key, value in reading.question.items() if key != "relative_region"}
    if any(one["key"] in ("relative", "relation") or one["key"] == "relative_region" and one["options"] for one in reading.ambiguous):
        return
    if reading.question.get("relative_region") == UNSURE and _verdict(reading.question, policies) == _verdict(known, policies) == "not_covered":
        reading.question.pop("relative_region")
        reading.ambiguous = [one for one in reading.ambiguous if one["key"] != "relative_region"]


def _conclude(reading: Reading) -> None:
    found = {span["key"]: span["value"] for span in reading.spans}
    for said, known in (("relative", "relation"), ("relation", "relative"), ("item", "expense"), ("expense", "item")):
        if said in found and known not in found:
            reading.question.pop(known, None)  # the word in the sentence replaces what the page had
    reading.question.update(found)
    reading.spans.sort(key=lambda span: span["start"])


def _first_question(reading: Reading, words: list[Word], policies: Policies) -> list[Word]:
    """The words without those of the second and later questions; their people and expenses are noted."""
    text = reading.text
    marks = [0, *(match.end() for match in _SPLIT.finditer(text)), len(text)]
    pieces = [(start, end) for start, end in pairwise(marks) if end > start]
    asking = [(start, end) for start, end in pieces if text[start:end].endswith(("?", "？")) or _ASKS.search(text[start:end].rstrip("，,。？?！!；;"))]
    asking = [(start, end) for start, end in asking if not _HEARD.match(text[start:end])] or asking
    asking = [piece for piece in asking if asks(text, piece)] or asking
    if len(asking) < 2:
        return words
    spent = [word for word in words if word.kind in ("item", "expense") and not is_statement(text, word, policies)]
    people = [word for word in words if word.kind == "kin"]
    told = [piece for piece in asking if _within([*people, *spent], piece)]
    if len(told) < 2:
        return words
    complete = _within(people, told[1]) and _within(spent, told[1])
    main = 1 if not _within(spent, told[0]) and not _money_talk(text[slice(*told[0])]) and complete else 0
    later: list[Word] = []
    for ones in (people, spent):
        if _within(ones, told[main]):
            later += [word for piece in told[main + 1 :] for word in _within(ones, piece)]
    if later:
        named = texts(sorted(later, key=lambda word: word.start))
        reading.notes.append(f"一次先答第一个问题；还提到的{'、'.join(named)}请分开问")
    return [word for word in words if word not in later]


def _within(words: list[Word], piece: tuple[int, int]) -> list[Word]:
    return [word for word in words if piece[0] <= word.start < piece[1]]


def _money_talk(piece: str) -> bool:
    return bool(re.search(r"医保|账户|卡|共济|绑", piece))


def _patient(text: str, words: list[Word], people: list[Mention], expense: Expense | None) -> Mention | None:
    """The asker as the patient where nobody else is named: 我想打疫苗, 我住院."""
    if expense is None or any(one.kin for one in people) or not any(one.kin is None for one in people):
        return None
    me = next(one for one in people if one.kin is None)
    if expense.premium and _FREELANCE.search(text):
        return me  # 我交灵活就业医保,能用卡里余额抵吗
    if _OWN_CARD.search(text) and not re.search("[给帮替为]", text) or _MYSELF.search(text) and not _ANYBODY.search(text):
        return me
    between = text[me.end : expense.start]
    subject = re.search(
        r"(?:^|[，,。？?！!；;])(?:请问|那|如果|现在|今天|想问|问下|问一下|想问一下|我想问)*(?:(?:能不能|"
        r"能|可以|想)?用(?=自己|本人|$))?$", text[: me.start])
    if len(between) > 24:
        return None
    way = re.split("[，,。？?！!；;]", between)[-1]
    for word in words:
        way = way.replace(word.text, "") if word.kind in ("region", "pool") else way
    if not _OWN_WAY.fullmatch(way):
        return None
    if me.end <= expense.start and subject and expense.bodily and not re.search(r"[给帮替为]|[。？?！!；;]", between):
        return me
    return None


def _several_people(reading: Reading, donor: Mention | None, relative: Mention, others: list[Mention], policies: Policies) -> None:
    """Two people asked about in one breath: answered for the first if all get the same answer, otherwise asked."""
    named = list(dict.fromkeys(one.word for one in others))
    question = {**reading.question, **{span["key"]: span["value"] for span in reading.spans}}
    if donor is None and "relative" in question:
        verdicts = {_verdict({**question, "relative": word}, policies) for word in (question["relative"], *named)}
        if len(verdicts) > 1:
            reading.unsaid("relative", "relation")
        if len(verdicts) > 1 or len({relation_of(word, policies) for word in (relative.word, *named)}) > 1:
            words = [one.word for one in sorted((relative, *others), key=lambda one: one.start)]
            options = [{"value": word, "text": word} for word in dict.fromkeys(words)]
            reading.unclear("relative", "、".join(dict.fromkeys(words)), "一次问一位。先问哪一位？", options)
        if len(verdicts) > 1:
            return
    reading.notes.append(f"还提到了{'、'.join(named)}，先按{relative.word}来答，其他的请分开问")


def _each_their_own(reading: Reading, words: list[Word], people: list[Mention], policies: Policies) -> bool:
    """Whether each person has an expense of their own (奶奶住院和外甥打疫苗): then all is asked unless the answer is one."""
    spent = [word for word in words if word.kind in ("item", "expense") and not is_statement(reading.text, word, policies)]
    found = [(one, next((word for word in spent if right_before(reading.text, one, word.start)), None)) for one in people]
    pairs = {one.word: word for one, word in found if one.kin and word}
    if len(pairs) < 2 or len({word.value for word in pairs.values()}) < 2:
        return False
    question = {**reading.question, **{span["key"]: span["value"] for span in reading.spans}}
    for key in ("relation", "item", "expense"):
        question.pop(key, None)
    verdicts = {_verdict({**question, "relative": one, word.kind: word.value}, policies) for one, word in pairs.items()}
    if len(verdicts) > 1 and len({relation_of(one, policies) for one in pairs}) > 1:
        reading.unsaid("relative", "relation", "item", "expense")
        reading.unclear("relative", "、".join(pairs), "一次问一位。先问哪一位？", [{"value": one, "text": one} for one in pairs])
        options = [{"value": word.value, "text": word.text} for word in pairs.values()]
        reading.unclear("item", "、".join(word.text for word in pairs.values()), "一次问一样。先问哪一样？", options)
        return True
    first = pairs.get(people[0].word)
    if first and all(span["start"] != first.start for span in reading.spans if span["key"] in ("item", "expense")):
        reading.unsaid("item", "expense")
        _spent(reading, Expense(first.start, first.end, first.kind, first.value), people[0], policies)
    return False


def _verdict(question: Json, policies: Policies) -> str:
    try:
        return decide(read_question(question, policies), policies).verdict
    except QuestionError:
        return ""


def _where(
    reading: Reading, words: list[Word], people: list[Mention], donor: Mention | None, relative: Mention | None, policies: Policies
) -> None:
    self_only = relative is not None and relative.same(donor)
    found = find_places(reading.text, words, people, donor, None if self_only else relative, policies)
    for who, place in (("donor", found.donor), ("relative", found.relative)):
        if place and not (who == "relative" and self_only):
            _place(reading, who, place, policies)
    for who, places in found.unsettled.items():
        ask_place(reading, who, places, policies)
    if found.relative and not found.donor and not (found.unsettled or found.facts or found.away) and _at_home(reading.text, donor, relative):
        _place(reading, "donor", found.relative, policies)  # 我在厦门送外卖,老婆有职工医保
        reading.notes.append(f"没说账户在哪里参保，先按{policies.regions[found.relative.region]['short']}来答")
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


def _at_home(text: str, donor: Mention | None, relative: Mention | None) -> bool:
    """Whether the asker's husband or wife pays for the asker or a child, and nothing says that they live apart."""
    mate = donor is not None and donor.kin is not None and donor.kin.relation == "spouse"
    ours = relative is not None and (relative.kin is None or relative.kin.relation == "child" or relative.word in CHILDISH)
    return mate and ours and not _LIVE_APART.search(text)


_LIVE_APART = re.compile("外地|外省|异地|老家|分居|在外|出差|常驻|派到|驻|两地|那边")
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
    elif expense.late:
        options = [{"value": expense.value, "text": "还没付，到时候刷"}, {"value": "补交以前的自费", "text": "已经自己付了，想补刷"}]
        reading.unclear("item", reading.text[expense.start : expense.end], "这笔钱还没付，还是已经自己付了？", options)


def _several_expenses(reading: Reading, expense: Expense, policies: Policies) -> None:
    """Two expenses in one breath: answered for the first if all get the same answer, otherwise asked."""
    said = expense.value if expense.key == "item" else reading.text[expense.start : expense.end]
    question = {**reading.question, **{span["key"]: span["value"] for span in reading.spans}}
    question.pop("expense", None)
    verdicts = {_verdict({**question, "item": word}, policies) for word in (said, *expense.others)}
    if len(verdicts) > 1:
        reading.unsaid("item", "expense")
    options = [{"value": word, "text": word} for word in (said, *expense.others)]
    reading.unclear("item", "、".join((said, *expense.others)), "一次问一样。先问哪一样？", options)
    if len(verdicts) > 1:
        return
    reading.notes.append(f"还提到了{'、'.join(expense.others)}，先按“{said}”来答，其他的请分开问")
