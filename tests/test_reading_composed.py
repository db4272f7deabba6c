"""Letters put together from clauses whose meaning is known, in any order: where each is insured, what happened, what is asked."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from calculator import Policies, check, understand
from calculator.told import answer_to
from tests.test_asked import TODAY

OWN = (  # word, pronoun, what they are to the asker, who pays
    ("我妈", "她", "parent"),
    ("我爸", "他", "parent"),
    ("我岳母", "她", "parent_in_law"),
    ("岳父", "他", "parent_in_law"),
    ("我姐", "她", "sibling"),
    ("我弟", "他", "sibling"),
    ("我老公", "他", "spouse"),
    ("我老婆", "她", "spouse"),
    ("我姥姥", "她", "grandparent"),
    ("我舅舅", "他", "uncle_aunt"),
    ("我女儿", "她", "child"),
    ("我儿子", "他", "child"),
    ("我孙女", "她", "grandchild"),
    ("我侄子", "他", "niece_nephew"),
    ("我嫂子", "她", "sibling_in_law"),
    ("我表弟", "他", "cousin"),
)
FOR_ME = (  # who pays, pronoun, what the asker is to them
    ("我爸", "他", "child"),
    ("我妈", "她", "child"),
    ("我老公", "他", "spouse"),
    ("老婆", "她", "spouse"),
    ("我儿子", "他", "parent"),
    ("我女儿", "她", "parent"),
    ("我哥", "他", "sibling"),
    ("我妹", "她", "sibling"),
    ("我爷爷", "他", "grandchild"),
    ("我舅舅", "他", "niece_nephew"),
    ("我岳父", "他", "child_in_law"),
    ("我孙子", "他", "grandparent"),
)
FOR_ANOTHER = (  # who pays, pronoun, for whom, what they are to each other
    ("我爸", "他", "我弟", "child"),
    ("我妈", "她", "我姥姥", "parent"),
    ("我老公", "他", "我婆婆", "parent"),
    ("我老公", "他", "我妈", "parent_in_law"),
    ("我姐", "她", "我妈", "parent"),
    ("我弟", "他", "弟媳", "spouse"),
    ("我老婆", "她", "我儿子", "child"),
    ("我爸", "他", "我妈", "spouse"),
    ("我哥", "他", "我嫂子", "spouse"),
    ("我女儿", "她", "女婿", "spouse"),
    ("我儿子", "他", "我孙子", "child"),
    ("我妈", "她", "我舅舅", "sibling"),
    ("岳父", "他", "岳母", "spouse"),
    ("我老婆", "她", "岳母", "parent"),
    ("我儿媳", "她", "我孙女", "child"),
)
EXPENSES = (  # the words, the category, what went before
    ("住院", "inpatient", ("因为肺炎要住院", "下周要做白内障手术")),
    ("买降压药", "pharmacy_drug", ("血压一直高", "高血压好几年了")),
    ("买血压计", "pharmacy_device", ("血压老是不稳", "前阵子头晕")),
    ("打流感疫苗", "vaccine", ("怕冬天感冒", "体质差")),
    ("交居民医保", "resident_premium", ("还没交明年的保费",)),
    ("拔牙", "dental", ("牙疼得厉害", "吃不下饭")),
    ("做胃镜", "outpatient", ("胃不舒服", "是老胃病")),
)
MINE = (
    "我在{town}交职工医保", "我是{town}的职工医保", "我的医保在{town}", "我在{town}上班，单位交的医保", "本人参保地{town}", "我{town}的，在职职工",
    "我的医保关系在{town}", "我在{town}工作十年了，社保一直交在那边",
)
THEIRS = (
    "{who}在{town}交职工医保", "{who}是{town}的职工医保", "{who}的医保在{town}", "{who}在{town}上班，单位交的医保", "{who}是{town}的退休职工",
    "{who}在{town}退休的，医保卡里有不少钱", "{who}参加的是{town}的职工医保",
)
RESIDENT = ("{who}是{town}的居民医保", "{who}在{town}交的居民医保", "{who}是{town}的城乡居民医保")
INSURED = (*RESIDENT, "{who}的医保在{town}", "{who}在{town}参保", "{who}医保在老家{town}")
MY_RESIDENT = ("我是{town}的居民医保", "我自己在{town}交的居民医保", "我没工作，交的{town}居民医保")
MY_INSURED = (*MY_RESIDENT, "我的医保在{town}", "我在{town}参保")
BACKGROUND = (
    "我们家条件一般", "孩子还小，花钱的地方多", "卡里的钱一直没动", "去年刚买了房", "听邻居说现在可以家庭共济", "药店的人说不清楚", "我跑了两趟窗口都没问明白",
    "网上说什么的都有", "我哥说他单位同事就这么用过", "我对这些不太懂",
)
ASKS = (
    "能用我的医保卡给{who}{it}吗", "我想用个人账户的钱给{who}{it}，可以吗", "{who}{it}能刷我的医保卡吗", "可不可以用我医保里的钱给{who}{it}",
    "请问我的个账能不能给{who}{it}", "{who}{it}的钱能从我的个人账户出吗",
)
ASKS_FOR_ME = (
    "能用{payer}的医保卡给我{it}吗", "我{it}能刷{payer}的医保卡吗", "可不可以用{payer}医保里的钱给我{it}", "我{it}可以用{payer}的个账吗",
    "{payer}想用个人账户的钱给我{it}，可以吗", "我想{it}，{payer}卡里的钱我能用吗", "我{it}的钱能从{payer}的个人账户出吗",
)
ASKS_FOR_ANOTHER = (
    "能用{payer}的医保卡给{who}{it}吗", "{payer}想用个人账户的钱给{who}{it}，可以吗", "{who}{it}能刷{payer}的医保卡吗",
    "可不可以用{payer}医保里的钱给{who}{it}", "请问{payer}的个账能不能给{who}{it}", "{who}{it}的钱能从{payer}的个人账户出吗",
)


@dataclass
class Letter:
    """The text and what it has to be read as."""

    text: str
    meaning: dict[str, str]


class Writer:
    """Writes letters by chance; a person who was named may be he or she from then on."""

    def __init__(self, policies: Policies, seed: int) -> None:
        self.policies, self.chance = policies, random.Random(seed)
        apart = ("beijing", "shanghai", "tianjin", "chongqing")
        self.towns = sorted(code for code, pool in policies.pools.items() if pool["region"] not in apart)

    def place(self, who: str, meaning: dict[str, str]) -> str:
        code = self.chance.choice(self.towns)
        meaning |= {f"{who}_region": self.policies.pools[code]["region"], f"{who}_pool": code}
        return str(self.policies.pools[code]["short"])

    def insured(self, forms: tuple[str, ...], who: str, meaning: dict[str, str]) -> str:
        """Where the relative is insured, and how if the clause says so."""
        form = self.chance.choice(forms)
        meaning |= {"relative_insured": "resident"} if form in (*RESIDENT, *MY_RESIDENT) else {}
        return form.format(who=who, town=self.place("relative", meaning))

    def named(self, word: str, pronoun: str, before: list[str]) -> str:
        return pronoun if any(word in clause for clause in before) and self.chance.random() < 0.6 else word

    def for_somebody(self) -> Letter:
        """The asker pays for a relative."""
        word, pronoun, relation = self.chance.choice(OWN)
        it, expense, before = self.chance.choice(EXPENSES)
        meaning = {"relation": relation, "expense": expense}
        clauses: list[str] = []
        for part in self.order("mine", "insured", "ill"):
            who = self.named(word, pronoun, clauses)
            if part == "mine":
                clauses.append(self.chance.choice(MINE).format(town=self.place("donor", meaning)))
            elif part == "insured":
                clauses.append(self.insured(INSURED, who, meaning))
            elif part == "ill":
                clauses.append(who + self.chance.choice(before))
            else:
                clauses.append(part or self.chance.choice(ASKS).format(who=who, it=it) + "？")
        return Letter(self.joined(clauses), meaning)

    def from_somebody(self) -> Letter:
        """Somebody else pays, for the asker or for another relative."""
        it, expense, _ = self.chance.choice(EXPENSES)
        alone = self.chance.random() < 0.5
        payer, pronoun, relation = self.chance.choice(FOR_ME)
        other = ""
        if not alone:
            payer, pronoun, other, relation = self.chance.choice(FOR_ANOTHER)
        meaning = {"relation": relation, "expense": expense}
        clauses: list[str] = []
        for part in self.order("theirs", "insured"):
            who = self.named(payer, pronoun, clauses) if alone else payer
            if part == "theirs":
                clauses.append(self.chance.choice(THEIRS).format(who=who, town=self.place("donor", meaning)))
            elif part == "insured":
                clauses.append(self.insured(MY_INSURED if alone else INSURED, other, meaning))
            else:
                ask = self.chance.choice(ASKS_FOR_ME if alone else ASKS_FOR_ANOTHER)
                clauses.append(part or ask.format(payer=who, who=other, it=it) + "？")
        return Letter(self.joined(clauses), meaning)

    def order(self, must: str, *may: str) -> list[str]:
        """Kinds of clauses in the order in which they stand; a background as its text, the question as ""."""
        parts = [must, *(part for part in may if self.chance.random() < 0.6), *self.chance.sample(BACKGROUND, self.chance.choice((0, 0, 1, 2)))]
        self.chance.shuffle(parts)
        parts.insert(len(parts) if self.chance.random() < 0.75 else 0, "")
        return parts

    def joined(self, clauses: list[str]) -> str:
        return "".join(clause if clause.endswith("？") else clause + self.chance.choice("，，，。") for clause in clauses)


@pytest.mark.parametrize(("kind", "most"), [("for_somebody", 10), ("from_somebody", 10)])
def test_letters_are_read_as_they_are_meant(kind: str, most: int, policies: Policies) -> None:
    """Of 1,500 letters at most so many are read otherwise, and then no firm verdict is another than theirs."""
    writer = Writer(policies, seed=3)
    wrong, firm = [], []
    for _ in range(1500):
        letter: Letter = getattr(writer, kind)()
        answer = answer_to(understand(letter.text, policies, {"on": TODAY}), policies)
        question = answer.question.to_json()
        missed = {key: (value, question.get(key)) for key, value in letter.meaning.items() if question.get(key) != value}
        if missed:
            wrong.append((letter.text, missed))
            right = check({**letter.meaning, "on": TODAY}, policies).verdict
            if answer.verdict in ("covered", "not_covered") and answer.verdict != right:
                firm.append((letter.text, missed))
    assert not firm
    assert len(wrong) <= most, wrong
