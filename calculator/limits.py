"""Check 7: people, donors, balances, ceilings and roles.

A limit decides only where the question gives the figure that it is about; otherwise it is said as something to look at.
Amounts are in fen inside and in yuan in words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from calculator.days import in_words
from calculator.messages import bare, clauses, joined, say, series
from calculator.model import SEVERITY, Check, Provision, combined, merged
from calculator.policies import Policies
from calculator.question import Question
from calculator.timeline import DOUBTED, MAYBE, YES, status, turning_days

Found = tuple[str, str, str]  # verdict, sentence, condition to tick ("" if none)


def yuan(fen: int) -> str:
    """268.00 → 268 元, 7778.15 → 7778.15 元."""
    return say("{amount} 元", amount=fen // 100 if fen % 100 == 0 else f"{fen / 100:.2f}")


def fen_of(limit: Provision) -> int:
    """The amount of a limit in fen."""
    return round(float(limit["yuan"]) * 100)


_SPANS = {"per_payment_max": "每笔", "per_day_max": "每天", "per_year_max": "每年"}
_PLACES = {"pool": "同一统筹区", "region": "本省（区、市）", "own": "各自的参保地"}
_TEXTS = {  # of the kinds that have no text of their own
    "people_at_once": "一名职工同时最多绑 {people} 位亲属",
    "people_in_all": "一名职工累计最多绑 {people} 位亲属",
    "people_of_kind": "{kinds}最多绑 {people} 位",
    "donors_per_relative": "一位亲属最多被 {people} 名职工绑定",
    "no_dual_role": "已经给别人共济的，不能再用别人的共济；反过来也一样",
    "no_limit": "绑定的亲属人数没有上限",
    "no_limit_of_donors": "一位亲属可被几名职工绑定没有上限",
    "balance_at_least": "个人账户要有 {amount}以上才能给家人用",
    "balance_kept": "个人账户要留 {amount}，只有超出的部分能给家人用",
    "past_years_only": "只能用个人账户历年结余的钱，当年划入的不能用",
    "separate_account": "个人账户超过 {amount}的部分可以另设家庭共济账户",
    "balance_covers_amount": "个人账户余额要够付这一笔",
    "one_account_per_payment": "一笔费用只能由一个账户付清，不能几个账户拼着付",
    "per_payment_max": "每笔不超过 {amount}",
    "per_day_max": "每天合计不超过 {amount}",
    "per_year_max": "每年合计不超过 {amount}",
    "transfer_min": "每次最少 {amount}",
    "payments_per_day": "每天最多 {times} 笔",
    "changes_per_year": "每年最多变更 {times} 次",
    "closed_hours": "{hours} 不办理",
    "wait": "要等 {days} 天",
    "both_insured_in": "双方都要在{where}参保",
}


def limit_text(limit: Provision, policies: Policies) -> str:
    """The limit in one plain sentence, without its note."""
    place = limit.get("place", "")
    kind = limit["kind"]
    if kind == "no_limit" and limit.get("about") != "people_at_once":
        kind = "no_limit_of_donors"
    text = limit.get("text", "")
    if kind in _TEXTS:
        text = say(
            _TEXTS[kind],
            kinds=series(policies.relations[one]["label"] for one in limit.get("relations", [])),
            people=limit.get("people"),
            times=limit.get("times"),
            amount=yuan(fen_of(limit)) if "yuan" in limit else "",
            hours=limit.get("hours"),
            days=limit.get("days"),
            where=say(_PLACES[place]) if place in _PLACES else "",
        )
    text = bare(text)
    names = series(policies.categories[one]["label"] for one in limit.get("expenses", []))
    return say("{names}：{limit}", names=names, limit=text) if names else text


def limits_on(policies: Policies, places: list[str], q: Question) -> list[Provision]:
    """The limits of the places that hold on the question's day for its relation, expense and distance; newest of a kind."""
    found: dict[tuple[object, ...], Provision] = {}
    assert q.on is not None
    for place in reversed(places):
        for limit in policies.rules[place].get("limits", []):
            if status(limit, q.on) in (YES, DOUBTED, MAYBE) and _about(limit, q):
                about = tuple(limit.get(key) and str(limit[key]) for key in ("about", "expenses", "relations", "scope"))
                key = (limit["kind"], about, limit.get("text") if limit["kind"] == "other" else None)
                if not (key in found and _says_the_same(found[key], limit) and _firmer(found[key], limit, q.on)):
                    found[key] = limit
    return list(found.values())


def _says_the_same(first: Provision, second: Provision) -> bool:
    return all(first.get(key) == second.get(key) for key in ("people", "yuan", "times", "days", "hours", "place"))


def _firmer(first: Provision, second: Provision, day: str) -> bool:
    """Whether the first holds surely by a firm document and the second does not."""
    return _firm(first, day) and not _firm(second, day)


def _firm(limit: Provision, day: str) -> bool:
    return status(limit, day) == YES and not limit["weak"]


def _about(limit: Provision, q: Question) -> bool:
    if "relatives" in limit and q.relation not in limit["relatives"]:
        return False
    if "expenses" in limit and q.expense is not None and q.expense not in limit["expenses"]:
        return False
    if "expenses" in limit and q.expense is None:
        return False
    scope = limit.get("scope")
    near = {"pool": "in_pool", "region": "in_province", "either": "in_province", "cross": "cross_province"}.get(q.near or "")
    return scope is None or scope == near or (scope == "in_province" and near == "in_pool")


def places_of(q: Question, pool: str | None, policies: Policies) -> list[str]:
    """Whose limits hold: pool and region inside a region, the nation across."""
    if q.near == "cross":
        return ["nation", *policies.places(q.donor_region, pool)]
    return [*policies.places(q.donor_region, pool), "nation"]


def _active(q: Question, pool: str | None, policies: Policies) -> tuple[tuple[Provision, ...], Check]:
    """The limits of a question's cell on its day, and the check where no figure is given.

    Remembered per stretch of days on which none changes.
    """
    key = (q.near, q.donor_region, pool, q.relation, q.expense)
    entry = policies.limit_stretches.get(key)
    if entry is None:
        places = places_of(q, pool, policies)
        days = sorted(turning_days(p for place in places for p in policies.rules[place].get("limits", [])))
        entry = policies.limit_stretches[key] = (["", *days], {})
    days, stretches = entry
    day = days[bisect_right(days, q.on or "") - 1]
    found = stretches.get(day)
    if found is None:
        active = tuple(p for p in limits_on(policies, places_of(q, pool, policies), q) if _travels(p, q))
        found = stretches[day] = (active, _plain(active, day, policies))
    return found


def _travels(limit: Provision, q: Question) -> bool:
    """Across regions the national limits hold, and of a region's own those on its wallet."""
    return q.near != "cross" or limit["id"].startswith("nation.") or limit.get("scope") == "cross_province"


def check_limits(q: Question, policies: Policies) -> Check:
    """The check for a question; only figures that the question gives can make it a no."""
    if q.relation == "self" or q.on is None or q.donor_region is None or q.near is None:
        return Check("limits", "covered", say("没有要核对的限制。"))
    ruled = [code for code in policies.ruled_pools[q.donor_region] if "limits" in policies.rules[code]]
    if q.donor_pool is None and ruled and q.donor_region not in policies.single_pool and _figures(q):
        variants = [(policies.pools[code]["short"], _decide(q, code, policies)) for code in ruled]
        variants.append((say("其他统筹区"), _decide(q, None, policies)))
        return combined(variants, "donor_pool", say("看您参保的统筹区"))
    return _decide(q, q.donor_pool, policies)


def active_limits(q: Question, policies: Policies) -> tuple[Provision, ...]:
    """The limits that hold for a question, for the list under the answer."""
    if q.relation == "self" or q.on is None or q.donor_region is None or q.near is None:
        return ()
    return _active(q, q.donor_pool, policies)[0]


def possible_limits(q: Question, policies: Policies) -> tuple[Provision, ...]:
    """The limits that may hold: those of the donor's pool, or of every pool while it is not given."""
    if q.relation == "self" or q.on is None or q.donor_region is None or q.near is None:
        return ()
    pools: list[str | None] = [q.donor_pool]
    if q.donor_pool is None and q.donor_region not in policies.single_pool:
        pools += [code for code in policies.ruled_pools[q.donor_region] if "limits" in policies.rules[code]]
    return tuple({limit["id"]: limit for pool in pools for limit in _active(q, pool, policies)[0]}.values())


def _figures(q: Question) -> bool:
    figures = (q.amount, q.donor_balance, q.relatives_bound, q.relative_bound_by)
    return figures != (None, None, None, None)


def _decide(q: Question, pool: str | None, policies: Policies) -> Check:
    active, plain = _active(q, pool, policies)
    if not _figures(q):
        return plain
    found = [(limit, rule(limit, q)) for limit in active if (rule := RULES.get(limit["kind"]))]
    said = [(limit, _softened(limit, outcome, q.on or "")) for limit, outcome in found if outcome]
    balance = _balance(q)
    if balance:
        said.append(({"id": ""}, balance))
    if not said:
        return plain
    worst = max(said, key=lambda pair: SEVERITY[pair[1][0]])[1][0]
    cited = [limit for limit, outcome in said if outcome[0] == worst and limit["id"]]
    text = joined(*(outcome[1] for _, outcome in said if outcome[0] == worst))
    why = None
    if worst == "unknown":
        why = "no_source" if any(status(p, q.on or "") == DOUBTED for p in cited) else "between_dates"
    conditions = merged(outcome[2] for _, outcome in said if outcome[2])
    ids, documents = merged(p["id"] for p in cited), merged(*(p["documents"] for p in cited))
    return Check("limits", worst, text, why, ids, documents, conditions, (), any(p.get("weak") for p in cited))


def _plain(active: tuple[Provision, ...], day: str, policies: Policies) -> Check:
    shown = [p for p in active if p["kind"] not in ("no_limit", "other")]
    texts = {p["id"]: limit_text(p, policies) + ("" if _firm(p, day) else say("（待核实）")) for p in shown}
    text = clauses(texts.values())
    conditions = tuple(texts[p["id"]] for p in shown if p["kind"] in CONDITIONS)
    ids, documents = merged(p["id"] for p in shown), merged(*(p["documents"] for p in shown))
    text = say("要符合这里的限制：{limits}。", limits=text) if text else say("没有查到会挡住这一笔的人数或金额限制。")
    return Check("limits", "covered", text, None, ids, documents, conditions)


CONDITIONS = (
    "people_at_once",
    "people_of_kind",
    "donors_per_relative",
    "no_dual_role",
    "balance_at_least",
    "balance_kept",
    "past_years_only",
    "separate_account",
    "balance_covers_amount",
    "window",
    "both_insured_in",
)


def _softened(limit: Provision, found: Found, day: str) -> Found:
    """A limit that only grade-C documents state, or whose fate is open, cannot be a firm no."""
    if found[0] != "not_covered":
        return found
    state = status(limit, day)
    if state == DOUBTED:
        since = in_words(limit["uncertain_after"])
        return "unknown", joined(found[1], say("{since}起没有查到这条限制是否还保留。", since=since)), ""
    if state == MAYBE:
        return "unknown", joined(found[1], say("这条限制哪天开始没有查到，最晚{day}。", day=in_words(limit["from"]))), ""
    if limit["weak"]:
        return "conditional", joined(found[1], say("这条限制只见于非官方来源，还要核实。")), say("向参保地医保局核实这条限制")
    return found


def _people(limit: Provision, q: Question) -> Found | None:
    if q.relatives_bound is None or q.relatives_bound < limit["people"]:
        return None
    return "not_covered", say("已经绑了 {bound} 位，同时最多 {people} 位，要先解绑一位。", bound=q.relatives_bound, people=limit["people"]), ""


def _people_in_all(limit: Provision, q: Question) -> Found | None:
    if q.relatives_bound is None or q.relatives_bound < limit["people"]:
        return None
    return "not_covered", say("已经绑了 {bound} 位，累计最多 {people} 位。", bound=q.relatives_bound, people=limit["people"]), ""


def _people_of_kind(limit: Provision, q: Question) -> Found | None:
    if q.relatives_bound is None or q.relation not in limit["relations"] or q.relatives_bound < limit["people"]:
        return None
    text = say("这几类亲属最多绑 {people} 位，看已绑的里面有几位。", people=limit["people"])
    return "conditional", text, say("已绑的这几类亲属不到 {people} 位", people=limit["people"])


def _donors(limit: Provision, q: Question) -> Found | None:
    if q.relative_bound_by is None or q.relative_bound_by < limit["people"]:
        return None
    return "not_covered", say("对方已被 {bound} 名职工绑定，最多 {people} 名，要先解绑。", bound=q.relative_bound_by, people=limit["people"]), ""


def _at_least(limit: Provision, q: Question) -> Found | None:
    if q.donor_balance is None or q.donor_balance >= fen_of(limit):
        return None
    return "not_covered", say("个人账户只有 {balance}，要有 {least}以上才能给家人用。", balance=yuan(q.donor_balance), least=yuan(fen_of(limit))), ""


def _kept(limit: Provision, q: Question) -> Found | None:
    if q.donor_balance is None:
        return None
    usable = q.donor_balance - fen_of(limit)
    if usable <= 0:
        kept, balance = yuan(fen_of(limit)), yuan(q.donor_balance)
        return "not_covered", say("只有超过 {kept}的部分能给家人用，账户里是 {balance}，没有可用的。", kept=kept, balance=balance), ""
    if q.amount is not None and q.amount > usable:
        text = say("能给家人用的是 {usable}，不够付 {amount}。", usable=yuan(usable), amount=yuan(q.amount))
        return "conditional", text, say("其余 {amount}另付", amount=yuan(q.amount - usable))
    return None


def _past_years(limit: Provision, q: Question) -> Found | None:
    if q.donor_balance is None:
        return None
    return "conditional", say("只能用历年结余的钱，余额里当年划入的那部分不能用。"), say("历年结余够付这一笔")


def _separate(limit: Provision, q: Question) -> Found | None:
    if q.donor_balance is None:
        return None
    usable = q.donor_balance - fen_of(limit)
    if usable <= 0:
        text = say("账户里是 {balance}，超过 {kept}的部分才能转入家庭共济账户。", balance=yuan(q.donor_balance), kept=yuan(fen_of(limit)))
        return "not_covered", text, ""
    if q.amount is not None and q.amount > usable:
        text = say("能转入家庭共济账户的是 {usable}，不够付 {amount}。", usable=yuan(usable), amount=yuan(q.amount))
        return "conditional", text, say("其余 {amount}另付，或家庭共济账户里已有钱", amount=yuan(q.amount - usable))
    return None


def _whole(limit: Provision, q: Question) -> Found | None:
    if q.donor_balance is None or q.amount is None or q.amount <= q.donor_balance:
        return None
    return "not_covered", say("余额 {balance}不够付这一笔 {amount}，这里要由一个账户付清。", balance=yuan(q.donor_balance), amount=yuan(q.amount)), ""


def _most(limit: Provision, q: Question) -> Found | None:
    if q.amount is None or q.amount <= fen_of(limit):
        return None
    span, most = say(_SPANS[limit["kind"]]), yuan(fen_of(limit))
    text = say("{span}最多 {most}，{amount}一次付不完。", span=span, most=most, amount=yuan(q.amount))
    return "conditional", text, say("{span}付的不超过 {amount}", span=span, amount=most)


def _least(limit: Provision, q: Question) -> Found | None:
    if q.amount is None or q.amount >= fen_of(limit):
        return None
    return "conditional", say("每次最少 {amount}。", amount=yuan(fen_of(limit))), say("一次至少 {amount}", amount=yuan(fen_of(limit)))


RULES: dict[str, Callable[[Provision, Question], Found | None]] = {
    "people_at_once": _people,
    "people_in_all": _people_in_all,
    "people_of_kind": _people_of_kind,
    "donors_per_relative": _donors,
    "balance_at_least": _at_least,
    "balance_kept": _kept,
    "past_years_only": _past_years,
    "separate_account": _separate,
    "balance_covers_amount": _whole,
    "one_account_per_payment": _whole,
    "per_payment_max": _most,
    "per_day_max": _most,
    "per_year_max": _most,
    "transfer_min": _least,
}


def _balance(q: Question) -> Found | None:
    """Without any rule of the place: money that is not there cannot pay."""
    if q.donor_balance is None:
        return None
    if q.donor_balance == 0:
        return "not_covered", say("个人账户余额是 0，没有可用的钱。"), ""
    if q.amount is not None and q.amount > q.donor_balance:
        short = q.amount - q.donor_balance
        text = say("余额 {balance}不够付 {amount}。", balance=yuan(q.donor_balance), amount=yuan(q.amount))
        return "conditional", text, say("其余 {amount}另付", amount=yuan(short))
    return None
