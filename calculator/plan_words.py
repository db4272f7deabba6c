"""The sentences of a family plan."""

from __future__ import annotations

from collections.abc import Iterator

from calculator import words as answer_words
from calculator.days import in_words
from calculator.eligibility import Option
from calculator.limits import limit_text, yuan
from calculator.messages import clauses, joined, say, series
from calculator.model import Json, Provision, verdict_word
from calculator.planning import Payment, Planned

ROUTE_WORDS = {
    None: "自己的账户",
    "in_pool": "家庭共济（同一统筹区）",
    "in_province": "家庭共济（省内）",
    "cross_province": "医保钱包（跨省）",
}
_MOST_REASONS = 3
_BINDING = (  # limits that can keep money back
    "people_at_once",
    "people_in_all",
    "people_of_kind",
    "donors_per_relative",
    "no_dual_role",
    "balance_at_least",
    "balance_kept",
    "past_years_only",
    "separate_account",
    "balance_covers_amount",
    "one_account_per_payment",
    "per_payment_max",
    "per_day_max",
    "per_year_max",
    "transfer_min",
    "payments_per_day",
)
_NOTES = {  # by how much of the search was done
    0: "家里的情况太复杂，没有算完所有的安排。方案可以照做，但现金不一定最少。可以把费用分几次算。",
    1: "现金已经是最少。家里的情况太复杂，要办的绑定不一定最少。",
    2: "现金和要办的绑定已经是最少。家里的情况太复杂，各个账户剩下的钱不一定分得最匀。",
}
_FACTS = {
    "region": "在哪里参保",
    "pool": "在哪个市参保",
    "insured": "参加的是哪种医保",
    "expense": "付的是什么",
    "item": "具体是哪一样",
    "on": "哪一天付",
    "account": "个人账户里有多少钱",
    "past_years": "个人账户里历年结余有多少",
}


def name(plan: Planned, member: int) -> str:
    """What the plan calls a member."""
    return plan.household.members[member].name


def title(plan: Planned, number: int) -> str:
    """豆豆的流感疫苗."""
    return say("{name}的{thing}", name=name(plan, plan.household.expenses[number].who), thing=_thing(plan, number))


def _thing(plan: Planned, number: int) -> str:
    expense = plan.household.expenses[number]
    return expense.name or answer_words.thing(expense.asked, plan.policies)


def note(plan: Planned) -> str:
    """What has to be said about the search; empty if the plan is the best one."""
    return say(_NOTES[plan.allocation.proven]) if plan.allocation.proven in _NOTES else ""


def payment(plan: Planned, one: Payment) -> str:
    """用小林的账户付豆豆（孩子）的流感疫苗，120.50 元。"""
    option, who = one.option, plan.who(one.option)
    thing = _thing(plan, option.expense)
    if option.donor == who:
        return say("{name}用自己的账户付{thing}，{amount}。", name=name(plan, who), thing=thing, amount=yuan(one.amount))
    return say(
        "用{donor}的账户付{relative}（{word}）的{thing}，{amount}。",
        donor=name(plan, option.donor),
        relative=name(plan, who),
        word=option.kin.word,
        thing=thing,
        amount=yuan(one.amount),
    )


def binding(plan: Planned, option: Option) -> str:
    """Who binds whom, and how."""
    giver, taker = name(plan, option.donor), name(plan, plan.who(option))
    if option.route == "cross_province":
        return say("{giver}用医保钱包，给{taker}（{word}）办跨省共济。", giver=giver, taker=taker, word=option.kin.word)
    return say("{giver}把{taker}（{word}）绑进家庭共济。", giver=giver, taker=taker, word=option.kin.word)


def option(plan: Planned, one: Option) -> str:
    """Whether this account may pay this bill, and why not."""
    if one.missing:
        whose, key = one.missing[0]
        return say("还要知道{fact}。", fact=_fact(plan, one, whose, key))
    if not one.pays:
        return say("{verdict}：{reason}", verdict=verdict_word(one.decision.verdict), reason=one.reason.text)
    if (one.donor, one.expense) in plan.funding.dropped:
        return _unusable(plan, one, plan.funding.dropped[one.donor, one.expense])
    if not one.route:
        return say("可以用自己的账户付。")
    return say("{verdict}：走{route}。", verdict=verdict_word(one.decision.verdict), route=say(ROUTE_WORDS[one.route]))


def _unusable(plan: Planned, one: Option, limit: Provision | None) -> str:
    if limit is not None:
        return say("这里的限制不允许：{limit}。", limit=limit_text(limit, plan.policies))
    if not plan.household.members[one.donor].balance:
        return say("账户里没有钱。")
    return say("还没有绑定，按您说的不再新绑。")


def why_cash(plan: Planned, number: int) -> str:
    """Why something of an expense stays in cash."""
    options = plan.options[number]
    if not options:
        return say("家里没有写明谁有个人账户。")
    usable = [one for one in plan.funding.options if one.expense == number]
    if not usable:
        ordered = sorted(options, key=lambda one: (not one.missing, not one.pays, one.decision.verdict == "not_covered"))
        said = [say("{name}的账户：{option}", name=name(plan, one.donor), option=option(plan, one)) for one in ordered[:_MOST_REASONS]]
        more = len(options) - _MOST_REASONS
        return joined(say("没有账户能付。"), *said, say("另外 {more} 个账户也不行。", more=more) if more > 0 else "")
    giving = list(dict.fromkeys(one.donor for one in usable))
    names = series(name(plan, donor) for donor in giving)
    if all(not plan.allocation.left[donor] for donor in giving):
        return say("能付这一笔的账户（{names}）里的钱已经用完。", names=names)
    limits = {limit["id"]: limit for one in usable for limit in one.limits if limit["kind"] in _BINDING}
    said = [limit_text(limit, plan.policies) for limit in list(limits.values())[:_MOST_REASONS]]
    if said:
        return say("能付这一笔的账户（{names}）受限制，不能再多付：{limits}。", names=names, limits=clauses(said))
    return say("能付这一笔的账户（{names}）里的钱，用在别处一样省，而且要办的事更少。", names=names)


def steps(plan: Planned) -> list[Json]:
    """What to do, in order: first all bindings, then the payments as they come, then what is left in cash."""
    return [*_set_up(plan), *_pay(plan), *_cash(plan)]


def _set_up(plan: Planned) -> Iterator[Json]:
    members = plan.household.members
    for pair in plan.bindings:
        one = next(p.option for p in plan.payments if (p.option.donor, plan.who(p.option)) == pair)
        crossing = one.route == "cross_province"
        channels = [] if crossing else list(plan.policies.regions[one.asked.donor_region or ""]["binding"]["channels"])
        how = answer_words.ways(one.asked, plan.policies)
        yield {
            "kind": "wallet" if crossing else "bind",
            "donor": members[pair[0]].id,
            "relative": members[pair[1]].id,
            "text": binding(plan, one),
            "channels": channels,
            "how": how,
        }


def _pay(plan: Planned) -> Iterator[Json]:
    members, expenses = plan.household.members, plan.household.expenses
    for one in plan.payments:
        day = one.option.asked.on
        yield {
            "kind": "pay",
            "donor": members[one.option.donor].id,
            "relative": members[plan.who(one.option)].id,
            "expense": expenses[one.option.expense].id,
            "text": say("{day}：{payment}", day=in_words(day), payment=payment(plan, one)) if day else payment(plan, one),
            "channels": [],
            "how": [*_conditions(one), *_order(plan, one)],
        }


def _conditions(one: Payment) -> Iterator[str]:
    """What to make sure of; what a limit says has been kept already."""
    for found in one.decision.checks:
        lead = "已经照这条限制安排：{condition}" if found.id == "limits" else "先确认：{condition}"
        yield from (say(lead, condition=condition) for condition in found.conditions)


def _order(plan: Planned, one: Payment) -> Iterator[str]:
    """Where no rule says whose account goes first, and the patient's own has money that could pay."""
    option, who = one.option, plan.who(one.option)
    own = any(other.donor == who and other.expense == option.expense for other in plan.funding.options)
    if option.donor != who and own and not option.own_first and plan.allocation.left[who]:
        yield say("没有查到这里先扣谁的账户。要是先扣{name}自己的，数目会不同，付以前先问一下。", name=name(plan, who))


def _cash(plan: Planned) -> Iterator[Json]:
    for number, expense in enumerate(plan.household.expenses):
        left = plan.cash_of(number)
        if left:
            yield {
                "kind": "cash",
                "expense": expense.id,
                "text": say("{title}：现金付 {amount}。", title=title(plan, number), amount=yuan(left)),
                "channels": [],
                "how": [],
            }


def asks(plan: Planned) -> list[Json]:
    """Facts that keep an account from paying, each once, in the order of members and expenses."""
    found: dict[str, str] = {}
    for entries in plan.options:
        for one in entries:
            for whose, key in one.missing:
                path = _path(plan, one, whose, key)
                if path:
                    found[path] = say("{fact}？", fact=_fact(plan, one, whose, key))
    for number, member in enumerate(plan.household.members):
        if member.insured == "employee" and member.balance is None:
            found[f"members[{number}].account"] = say("{name}{fact}？", name=member.name, fact=say(_FACTS["account"]))
    for payment_of in plan.payments:
        donor = payment_of.option.donor
        unsplit = plan.household.members[donor].past_years is None
        if unsplit and any(limit["kind"] == "past_years_only" for limit in payment_of.option.limits):
            found[f"members[{donor}].account.past_years"] = say("{name}{fact}？", name=name(plan, donor), fact=say(_FACTS["past_years"]))
    return [{"key": key, "text": text} for key, text in sorted(found.items())]


def _path(plan: Planned, one: Option, whose: str, key: str) -> str:
    """members[0].pool; empty where it has been told."""
    if whose == "expense":
        return f"expenses[{one.expense}].{key}"
    number = one.donor if whose == "donor" else plan.who(one)
    told = getattr(plan.household.members[number], key)
    return "" if told not in (None, "unsure") else f"members[{number}].{key}"


def _fact(plan: Planned, one: Option, whose: str, key: str) -> str:
    if whose == "expense":
        return say("{name}{fact}", name=title(plan, one.expense), fact=say(_FACTS[key]))
    number = one.donor if whose == "donor" else plan.who(one)
    return say("{name}{fact}", name=name(plan, number), fact=say(_FACTS[key]))


def in_yuan(amount: float) -> str:
    """An amount of a plan's JSON in words: 120.5 → 120.50 元."""
    return yuan(round(amount * 100))


def summary(found: Json) -> str:
    """A plan's JSON in one or two sentences."""
    if not found["total"]:
        return say("还没有要付的钱。")
    said = say(
        "一共 {total}：账户付 {paid}，现金付 {cash}。",
        total=in_yuan(found["total"]),
        paid=in_yuan(found["total_paid"]),
        cash=in_yuan(found["total_cash"]),
    )
    if found["total_conditional"]:
        said = joined(said, say("账户付的里面，有 {amount}要先确认条件。", amount=in_yuan(found["total_conditional"])))
    return said


def plain_lines(found: Json) -> Iterator[str]:
    """A plan's JSON as lines of text for the command line."""
    yield summary(found)
    if found["note"]:
        yield found["note"]
    for number, step in enumerate(found["steps"], 1):
        yield f"{number}. {step['text']}"
        if step["channels"]:
            yield "   " + say("办理渠道：{names}", names=series(step["channels"]))
        yield from (f"   {line}" for line in step["how"])
    titles = {expense["id"]: expense["title"] for expense in found["expenses"]}
    for left in found["cash"]:
        yield joined(say("为什么付现金：{title}，{amount}。", title=titles[left["expense"]], amount=in_yuan(left["amount"])), left["why"])
    yield from (say("换一种做法：{change}", change=change["text"]) for change in found["what_if"])
    yield from (say("请补充：{question}", question=asked["text"]) for asked in found["ask"])
