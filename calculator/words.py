"""Sentences of an answer that are not about one rule: headline, steps, what to ask."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.days import day_after, in_words
from calculator.limits import yuan
from calculator.messages import as_said, joined, own, say, series
from calculator.model import Check, Json, verdict_word
from calculator.policies import Policies
from calculator.question import Question
from calculator.timeline import turning_days as provision_days

_QUESTIONS = {
    "on": "是哪一天付？",
    "donor_region": "您的职工医保在哪里交？",
    "donor_pool": "您在哪个市参保？",
    "donor_account": "您有职工医保个人账户吗？",
    "relation": "是给谁用？",
    "relative": "是给谁用？",
    "relative_region": "对方在哪里参保？",
    "relative_pool": "对方在哪个市参保？",
    "relative_insured": "对方参加的是哪种医保？",
    "expense": "付的是什么钱？",
    "item": "具体是哪一样？",
    "designated": "是医保定点的医院或药店吗？",
    "same_pool": "双方在同一个统筹区（一般是同一个市）参保吗？",
}


_ACCOUNTS = {  # by whether somebody else's account pays, and whether its place is known
    (False, False): "职工医保个人账户",
    (False, True): "{where}的职工医保个人账户",
    (True, False): "{payer}的职工医保个人账户",
    (True, True): "{payer}在{where}的职工医保个人账户",
}
_HEADLINES = {
    "covered": "可以：{day}{account}的钱可以{payment}。",
    "conditional": "有条件：{day}{account}的钱{payment}，要先符合下面的条件。",
    "not_covered": "不可以：{day}{account}的钱不能{payment}。",
    "unknown": "未明确：{day}{account}的钱能不能{payment}，现在说不准。",
}


PROOFS = {"self_declared": "关系由本人承诺", "documents": "要交关系证明材料", "system_check": "关系由系统核对"}


def question_for(key: str, q: Question) -> str:
    """The question to ask for a key; an unclear word has its own."""
    if key == "relative" and q.kin and q.kin.ask:
        return own(q.kin.ask)
    if key == "item" and q.item_ask:
        return own(q.item_ask)
    return say(_QUESTIONS[key])


def person(q: Question, policies: Policies) -> str:
    """The relative as the visitor calls them: 岳父, 配偶的父母, 家人."""
    label = str(policies.relations[q.relation]["label"]) if q.relation else ""
    if q.kin is None:
        return label or say("家人")
    word = q.kin.word.removeprefix("我的").removeprefix("我")
    unclear = q.kin.options and q.relation is None
    return as_said(word) if unclear else policies.called(word, label)


def thing(q: Question, policies: Policies) -> str:
    """The expense as the visitor calls it: 血压计, 住院, 这笔钱."""
    label = str(policies.categories[q.expense]["label"]) if q.expense else ""
    return policies.called(q.item, label) if q.item else label or say("这笔钱")


def headline(q: Question, verdict: str, deciding: Check, policies: Policies, payer: str = "", user: str = "") -> str:
    """The verdict in one word and one sentence. `payer`, `user`: who pays for whom, where that is not the asker."""
    who, what = policies.called(user) if user else person(q, policies), thing(q, policies)
    amount = say("（{amount}）", amount=yuan(q.amount)) if q.amount is not None else ""
    where = policies.place_words(q.donor_region, q.donor_pool) if q.donor_region else ""
    other = ""
    if q.near == "cross" and q.relative_region:
        other = say("（在{place}参保）", place=policies.place_words(q.relative_region, q.relative_pool))
    day = say("{day}，", day=in_words(q.on)) if q.on else ""
    account = say(_ACCOUNTS[bool(payer), bool(where)], payer=policies.called(payer), where=where)
    object_ = say("给您{other}付{what}{amount}" if user == "您" else "给{who}{other}付{what}{amount}", who=who, other=other, what=what, amount=amount)
    if q.relation == "self":
        object_ = say("付自己的{what}{amount}" if payer else "付本人的{what}{amount}", what=what, amount=amount)
    said = say(_HEADLINES[verdict], day=day, account=account, payment=object_)
    return joined(said, deciding.text if verdict in ("not_covered", "unknown") else "")


def from_day(day: str, verdict: str) -> str:
    """从 2024年9月1日 起：可以."""
    return say("从{day}起：{verdict}。", day=in_words(day), verdict=verdict_word(verdict))


def pronoun(other: Json, q: Question) -> str:
    """他, 她 or 这个人, for the person whose account could pay."""
    return {"丈夫": say("他"), "妻子": say("她")}.get(_spouse(other, q), say("这个人"))


def _spouse(other: Json, q: Question) -> str:
    """丈夫 or 妻子, where the spouse's account could pay and the kin word tells which; otherwise empty."""
    term = q.kin.term if q.kin and other["donor"] == "spouse" else {}
    return str(term.get("spouse_is", ""))


def other_donor(other: Json, q: Question, verdict: str, policies: Policies) -> str:
    """Who else could pay, and how sure that is."""
    sure = {
        "covered": say("可以付"),
        "conditional": say("有条件地可以付"),
        "unknown": say("亲属关系上可以，其余还说不准，先问参保地"),
    }[verdict]
    label = policies.relations[other["as"]]["label"]
    return say(
        "{donor}若有职工医保个人账户，对方是{who}的{label}，{sure}。",
        donor=donor_name(other, q, policies),
        who=pronoun(other, q),
        label=label,
        sure=sure,
    )


def donor_name(other: Json, q: Question, policies: Policies) -> str:
    """Who else could pay, by name: 您的妻子 where the kin word tells, else 您的配偶."""
    spouse = _spouse(other, q)
    return say("您的{spouse}", spouse=policies.called(spouse)) if spouse else str(other["text"])


def steps(q: Question, policies: Policies) -> list[str]:
    """How to set it up by the question's route: where it is done, then `ways`."""
    inside = q.near != "cross" and q.donor_region is not None
    channels = policies.regions[q.donor_region or ""]["binding"]["channels"] if inside else []
    return [*([say("办理渠道：{names}", names=series(channels))] if channels else []), *ways(q, policies)]


def ways(q: Question, policies: Policies) -> list[str]:
    """What is done to set it up: the region's own steps and its proof, or the nation's."""
    national = list(policies.nation["steps"])
    if q.near == "cross" or q.donor_region is None:
        return national
    binding = policies.regions[q.donor_region]["binding"]
    proof = [say("亲属关系：{proof}", proof=say(PROOFS[binding["proof"]["kind"]]))] if "proof" in binding else []
    found = [*binding["steps"], *proof]
    return found if found or binding["channels"] else national


def items_of(q: Question, policies: Policies) -> list[str]:
    """The items that a limited permission of the place names."""
    entries = [p for rules in _rules(q, policies) for p in rules.get("expenses", {}).get(q.expense, [])]
    return list(dict.fromkeys(item for p in entries for item in p.get("only_items", [])))[:6]


def _rules(q: Question, policies: Policies) -> Iterator[Json]:
    """The rules of the places that may speak for a question: its region, its pool or, while that is not told, every pool; the nation."""
    if q.donor_region is not None:
        yield policies.rules[q.donor_region]
        for code in policies.ruled_pools[q.donor_region]:
            if q.donor_pool in (None, code):
                yield policies.rules[code]
    yield policies.rules["nation"]


def turning_days(q: Question, policies: Policies) -> Iterator[str]:
    """Every day on which the answer to a question may become another."""
    yield policies.wallet["start"]
    for rules in _rules(q, policies):
        yield from provision_days(rules.get("relatives", []))
        yield from provision_days(rules.get("limits", []))
        yield from provision_days(rules.get("expenses", {}).get(q.expense, []))
    for entries in policies.statements.values():
        yield from provision_days(entries)
    item = policies.items.get(q.item or "", {})
    if "from" in item:
        yield item["from"]
    ends = {q.donor_region, q.relative_region} if q.near in ("cross", None) else set()
    for slug in ends:
        for sighting in policies.wallet["seen"].get(slug or "", []):
            yield sighting["day"]
            yield day_after(sighting["day"])
