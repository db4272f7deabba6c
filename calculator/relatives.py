"""Check 2: may this relation be a relative, on that day, at that distance?

Circles of relatives add up: any circle in force that names the relation and reaches from one place to the other allows it.
The national lists are closed: outside the list of the day it is a no, unless a circle of the region or pool admits it. Inside
an authorised list, before any regional start is known, it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

from calculator.conflicts import marked
from calculator.days import ALWAYS, day_before, in_words
from calculator.messages import bare, joined, say, series
from calculator.model import Check, Provision, combined, merged
from calculator.policies import Policies
from calculator.question import Question
from calculator.timeline import DOUBTED, ENDED, MAYBE, NOT_YET, YES, Timeline, status, turning_days

SCOPE_WORDS = {"in_pool": "同一统筹区内", "in_province": "省（区、市）内", "cross_province": "跨省"}


def check_relation(q: Question, policies: Policies) -> Check:
    """The check for a question; unknown with the key to ask where the relation, the day or the place is missing."""
    if q.relation == "self":
        return Check("relation", "covered", say("本人用自己的个人账户，不需要共济。"))
    if q.relation is None:
        return Check("relation", "unknown", say("还不知道是给谁用。"), "not_given", ask=("relative",))
    if q.on is None:
        return Check("relation", "unknown", say("还不知道是哪一天。"), "not_given", ask=("on",))
    if q.near is None:
        return _anywhere(q, policies)
    if q.near == "cross":
        return _timeline(policies, ("cross", None, None, q.relation, None)).at(q.on)
    assert q.donor_region is not None
    expense = q.expense if q.expense in _expense_bound(policies).get(q.donor_region, ()) else None  # unnamed ones are alike
    pool = q.donor_pool
    if pool is None and q.near == "pool":
        pool = q.relative_pool
    key = (q.near, q.donor_region, pool if pool in policies.rules else pool and "other", q.relation, expense)
    return _timeline(policies, key).at(q.on)


def _anywhere(q: Question, policies: Policies) -> Check:
    """No donor region given: the same answer everywhere, or a question."""
    assert q.on is not None and q.relation is not None
    on, relation = q.on, q.relation
    checks = [_timeline(policies, ("either", slug, None, relation, None)).at(on) for slug in policies.regions]
    verdicts = {check.verdict for check in checks}
    if verdicts == {"not_covered"}:
        return _outside(policies, relation, on, [])
    return Check("relation", "unknown", say("各地规定不同，还不知道您在哪里参保。"), "not_given", ask=("donor_region",))


def _expense_bound(policies: Policies) -> dict[str, set[str]]:
    """{region with a circle that opens only for some expenses, its own or a pool's: those expenses}."""
    known = policies.expense_bound
    if known is None:
        known = {}
        for place, rules in policies.rules.items():
            for circle in rules.get("relatives", []):
                if "expenses" in circle:
                    region = policies.pools[place]["region"] if place in policies.pools else place
                    known.setdefault(region, set()).update(circle["expenses"])
        policies.expense_bound = known
    return known


Key = tuple[str, str | None, str | None, str, str | None]


def _timeline(policies: Policies, key: Key) -> Timeline:
    found = policies.timelines.get(("relation", key))
    if found is None:
        near, region, pool, relation, expense = key
        if near == "cross":
            circles = policies.rules["nation"]["relatives"]
            found = Timeline(turning_days(circles), lambda day: _across(policies, relation, day))
        else:
            assert region is not None
            places = [region, *policies.ruled_pools[region], "nation"]
            circles = [circle for place in places for circle in policies.rules[place].get("relatives", [])]

            def on_day(day: str) -> Check:
                return marked(_within(policies, near, region, pool, relation, expense, day), policies, region, "relatives")

            found = Timeline(turning_days(circles), on_day)
        policies.timelines["relation", key] = found
    return found


def _within(
    policies: Policies, near: str, region: str, pool: str | None, relation: str, expense: str | None, day: str
) -> Check:
    """Same region. Pools or closeness that are not given are tried one by one and combined."""
    ruled = [code for code in policies.ruled_pools[region] if "relatives" in policies.rules[code]]
    if pool is None and ruled and region not in policies.single_pool:
        variants = [(policies.pools[code]["short"], _near(policies, near, [code, region], relation, expense, day)) for code in ruled]
        variants.append((say("其他统筹区"), _near(policies, near, [region], relation, expense, day)))
        return combined(variants, "donor_pool", say("看您参保的统筹区"))
    places = [pool, region] if pool in ruled and pool is not None else [region]
    return _near(policies, near, places, relation, expense, day)


def _near(policies: Policies, near: str, places: list[str], relation: str, expense: str | None, day: str) -> Check:
    if near != "either":
        return _decide(policies, near, places, relation, expense, day)
    variants = [
        (say("同一统筹区"), _decide(policies, "pool", places, relation, expense, day)),
        (say("不同统筹区"), _decide(policies, "region", places, relation, expense, day)),
    ]
    return combined(variants, "same_pool", say("看双方是不是在同一统筹区（一般是同一个市）参保"))


def _reaches(circle: Provision, near: str) -> bool:
    return circle["scope"] == "in_province" or (circle["scope"] == "in_pool" and near == "pool")


def _decide(policies: Policies, near: str, places: list[str], relation: str, expense: str | None, day: str) -> Check:
    own = [c for place in places for c in policies.rules[place].get("relatives", []) if relation in c["allow"]]
    bound = [c for c in own if "expenses" in c and expense not in c["expenses"]]
    own = [c for c in own if c not in bound]
    national = policies.rules["nation"]["relatives"]
    everywhere = [c for c in national if c["force"] == "everywhere" and relation in c["allow"]]
    reaching = [c for c in (*own, *everywhere) if _reaches(c, near)]
    by_status: dict[str, list[Provision]] = {YES: [], MAYBE: [], DOUBTED: [], ENDED: [], NOT_YET: []}
    for circle in reaching:
        by_status[status(circle, day)].append(circle)
    label = policies.relations[relation]["label"]
    if by_status[YES]:
        return _allowed(label, by_status[YES])
    if by_status[MAYBE]:
        first, last = min(c["maybe"] for c in by_status[MAYBE]), min(c["from"] for c in by_status[MAYBE])
        text = (
            say(
                "{label}放开的确切日期没有查到：{before}还没有，{day}已经可以，这中间说不准。",
                label=label,
                before=in_words(day_before(first)),
                day=in_words(last),
            )
        )
        return _unknown(text, "between_dates", by_status[MAYBE])
    if by_status[DOUBTED]:
        doubt = min(c["uncertain_after"] for c in by_status[DOUBTED])
        text = say("{label}原来可以，{day}起没有查到是否还保留。", label=label, day=in_words(doubt))
        return _unknown(joined(text, _notes(by_status[DOUBTED])), "no_source", by_status[DOUBTED])
    short = [c for c in own if not _reaches(c, near) and status(c, day) == YES]
    later = [c for c in reaching if c in own and status(c, day) == NOT_YET]
    listed = _authorised(policies, day)
    if listed and relation in listed["allow"]:
        opened = short or [c for c in bound if status(c, day) == YES and _reaches(c, near)]
        first_time = [c for c in later if not c["weak"] and _opens(policies, c, listed, near, places)]
        if first_time:
            return _not_yet(label, first_time, short)
        wide = [c for c in everywhere if _reaches(c, near)]
        until = say("最晚{day}各地都已放开，", day=in_words(min(c["from"] for c in wide))) if wide else ""
        limited = say("当时查到的只是{extent}；", extent=_extent(policies, opened, short)) if opened else ""
        text = say(
            "国家{day}起允许各地放开{label}，{until}{limited}这里哪天开始没有查到。",
            day=in_words(listed["from"]),
            label=label,
            until=until,
            limited=limited,
        )
        return _unknown(text, "between_dates", [listed, *opened, *wide])
    if later and not short:
        return _outside(policies, relation, day, [*by_status[ENDED]], later)
    if short:
        return _only(policies, label, short, short)
    opened = [c for c in bound if status(c, day) == YES and _reaches(c, near)]
    if opened:
        return _only(policies, label, opened, [])
    return _outside(policies, relation, day, by_status[ENDED])


def _authorised(policies: Policies, day: str) -> Provision | None:
    """The closed national list of a day for sharing inside a region (the latest one in force)."""
    lists = [c for c in policies.rules["nation"]["relatives"] if c["force"] == "authorised" or not c["allow"]]
    started = [c for c in lists if status(c, day) == YES]
    return started[-1] if started else None


def _opens(policies: Policies, circle: Provision, listed: Provision, near: str, places: list[str]) -> bool:
    """Whether a later circle tells that its relations were not open before it.

    A circle that adds relations of a newer national list, or that widens the distance, says nothing on what was open before.
    """
    near_relatives = set(policies.groups["near_relatives"])
    if near_relatives & set(circle["allow"]) - set(listed["allow"]):
        return False
    widened = circle["scope"] == "in_province" and near == "pool" and listed["scope"] == "in_pool"
    return not widened or places[-1] in policies.single_pool


def _allowed(label: str, circles: list[Provision]) -> Check:
    firm = [c for c in circles if not c["weak"]]
    if not firm:
        text = joined(say("有资料说{label}可以，但只见于非官方来源，还要核实。", label=label), _notes(circles))
        condition = say("向参保地医保局核实{label}能不能绑定", label=label)
        return Check("relation", "conditional", text, None, _ids(circles), _documents(circles), (condition,), weak=True)
    wide = [c for c in firm if c["scope"] == "in_province"] or firm
    first = min(wide, key=lambda c: c["from"])
    where = say("全国") if first["id"].startswith("nation.") else say("这里")
    reach = say("，限同一统筹区内") if first["scope"] == "in_pool" else say("，省（区、市）内都行")
    since = say("最晚{day}已经可以", day=in_words(first["from"])) if "maybe" in first else say("{day}起可以", day=in_words(first["from"]))
    text = say("{label}在{where}的范围内，{since}{reach}。", label=label, where=where, since=since, reach=reach)
    return Check("relation", "covered", text, None, _ids(firm), _documents(firm))


def _unknown(text: str, why: str, circles: list[Provision]) -> Check:
    return Check("relation", "unknown", text, why, _ids(circles), _documents(circles))


def _not_yet(label: str, later: list[Provision], short: list[Provision]) -> Check:
    first = min(later, key=lambda c: str(c.get("maybe", c["from"])))
    only = say("当时只放开到同一统筹区内；") if short else ""
    if "maybe" in first:
        text = say("{label}当时还没有放开；{only}最早在{day}以后。", label=label, only=only, day=in_words(first["maybe"]))
    else:
        text = say("{label}当时还没有放开；{only}{day}起才可以。", label=label, only=only, day=in_words(first["from"]))
    return Check("relation", "not_covered", text, None, _ids([first, *short]), _documents([first, *short]))


def _extent(policies: Policies, opened: list[Provision], short: list[Provision]) -> str:
    if short:
        return say("同一统筹区内可以")
    names = dict.fromkeys(policies.categories[c]["label"] for circle in opened for c in circle["expenses"])
    return say("只用于{names}", names=series(names))


def _only(policies: Policies, label: str, opened: list[Provision], short: list[Provision]) -> Check:
    text = say("{label}在这里{extent}，这种情况不在内。", label=label, extent=_extent(policies, opened, short))
    return Check("relation", "not_covered", text, None, _ids(opened), _documents(opened))


def _outside(
    policies: Policies, relation: str, day: str, ended: list[Provision], later: list[Provision] | None = None
) -> Check:
    """Not on the closed list of the day, and no circle of the place admits it."""
    entry = policies.relations[relation]
    label = entry["label"]
    listed = _authorised(policies, day) or policies.rules["nation"]["relatives"][0]
    names = series(policies.relations[one]["label"] for one in listed["allow"])
    if listed["allow"]:
        reason = say("（{reason}）", reason=entry["reason"]) if "reason" in entry else ""
        text = joined(say("当天的范围是{names}。", names=names), say("{label}不在内{reason}。", label=label, reason=reason))
    else:
        text = say("当时国家规定个人账户只付参保人本人的费用，没有查到这里先行放开{label}。", label=label)
    if ended:
        last = max(ended, key=lambda c: c["until"])
        text = joined(text, say("原来可以，到{day}为止。", day=in_words(last["until"])))
    if later:
        first = min([c for c in later if not c["weak"]] or later, key=lambda c: str(c["from"]))
        sure = say("{day}起这里才可以。", day=in_words(first["from"]))
        text = joined(text, say("{day}以后这里才可能可以。", day=in_words(first["maybe"])) if "maybe" in first else sure)
    cited = [listed, *ended, *(later or [])]
    return Check("relation", "not_covered", text, None, _ids(cited), _documents(cited))


def _across(policies: Policies, relation: str, day: str) -> Check:
    """Across provinces only the national list counts; what a region adds for itself does not travel."""
    national = policies.rules["nation"]["relatives"]
    lists = [c for c in national if c["scope"] == "cross_province"]
    if not lists:
        return _unknown(say("没有查到跨省共济的名单。"), "no_source", [])
    open_now = [c for c in lists if status(c, day) == YES]
    listed = open_now[-1] if open_now else lists[0]
    label = policies.relations[relation]["label"]
    if relation in listed["allow"]:
        if day == ALWAYS or not open_now:
            text = say("{label}在跨省共济的名单内，跨省从{day}起才有。", label=label, day=in_words(listed["from"]))
        else:
            text = say("{label}是近亲属，在跨省共济的名单内。", label=label)
        return Check("relation", "covered", text, None, _ids([listed]), _documents([listed]))
    reason = policies.relations[relation].get("reason")
    told = say("（{reason}）", reason=reason) if reason else ""
    text = say("跨省只认国家的近亲属名单，{label}不在内{reason}；个别地区在省内多放开的，到外省不算。", label=label, reason=told)
    return Check("relation", "not_covered", text, None, _ids([listed]), _documents([listed]))


def _ids(circles: Iterable[Provision]) -> tuple[str, ...]:
    return merged(c["id"] for c in circles)


def _documents(circles: Iterable[Provision]) -> tuple[str, ...]:
    return merged(*(c["documents"] for c in circles))


def _notes(circles: Iterable[Provision]) -> str:
    return joined(*dict.fromkeys(say("{note}。", note=bare(c["note"])) for c in circles if "note" in c))
