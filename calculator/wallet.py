"""Check 4: is the way from one account to the other open on that day?

Inside a region the circles of relatives tell how far sharing reaches (check 2). Across regions both pools' wallets (医保钱包)
must be open. Official lists and regional notices are sightings: open or not open on a day. Between two sightings that differ
the state is unknown; after the last "not open" too.
"""

from __future__ import annotations

from calculator.days import day_after, in_words
from calculator.messages import joined, say
from calculator.model import SEVERITY, Check, Json, combined, merged
from calculator.policies import Policies
from calculator.question import Question
from calculator.timeline import Timeline


def check_route(q: Question, policies: Policies) -> Check:
    """The check for a question. For a place not given: unknown with the key to ask."""
    if q.relation == "self":
        return Check("route", "covered", say("本人使用，不涉及共济途径。"))
    if q.donor_region is None:
        return Check("route", "unknown", say("还不知道您在哪里参保。"), "not_given", ask=("donor_region",))
    if q.near != "cross":
        return _inside(q, policies)
    if q.on is None:
        return Check("route", "unknown", say("还不知道是哪一天。"), "not_given", ask=("on",))
    return _both(policies, q.donor_region, q.donor_pool, q.relative_region, q.relative_pool).at(q.on)


def _inside(q: Question, policies: Policies) -> Check:
    assert q.donor_region is not None
    found = policies.inside.get((q.donor_region, q.near))
    if found is not None:
        return found
    place = policies.regions[q.donor_region]["short"]
    how = {"pool": say("同一统筹区，"), "region": say("不同统筹区，")}.get(q.near or "", "")
    if q.donor_region in policies.single_pool:
        how = ""
    found = Check("route", "covered", say("双方都在{place}参保，{how}走省内家庭共济绑定。", place=place, how=how))
    policies.inside[q.donor_region, q.near] = found
    return found


def _both(policies: Policies, region: str, pool: str | None, other: str | None, other_pool: str | None) -> Timeline:
    key = ("route", region, pool, other, other_pool)
    found = policies.timelines.get(key)
    if found is None:
        days = {policies.wallet["start"]}
        for slug in (region, other):
            for sighting in policies.wallet["seen"].get(slug or "", []):
                days |= {sighting["day"], day_after(sighting["day"])}

        def on_day(day: str) -> Check:
            return _joined(policies, wallet_state(policies, region, pool, "donor", day), _other(policies, other, other_pool, day), day)

        found = policies.timelines[key] = Timeline(days, on_day)
    return found


def _other(policies: Policies, region: str | None, pool: str | None, day: str) -> Check:
    if region is None:
        return Check("route", "unknown", say("还不知道对方在哪里参保。"), "not_given", ask=("relative_region",))
    return wallet_state(policies, region, pool, "relative", day)


def _joined(policies: Policies, own: Check, other: Check, day: str) -> Check:
    if day < policies.wallet["start"]:
        text = say("跨省共济（医保钱包）{day}才开始，当时还没有。", day=in_words(policies.wallet["start"]))
        return Check("route", "not_covered", text, None, ("nation.wallet",), tuple(policies.wallet["documents"]))
    worst = max((own, other), key=lambda check: SEVERITY[check.verdict])
    text = joined(say("跨省要走医保钱包，两地都要开通。"), own.text, other.text if other.text != own.text else "")
    return Check(
        "route",
        worst.verdict,
        text,
        worst.why_unknown,
        merged(own.provisions, other.provisions),
        merged(own.documents, other.documents),
        merged(own.conditions, other.conditions),
        merged(own.ask, other.ask),
        own.weak or other.weak,
    )


def wallet_state(policies: Policies, region: str, pool: str | None, who: str, day: str) -> Check:
    """The state of one end. A pool that is not given is tried as each named pool and as any other."""
    sightings = policies.wallet["seen"][region]
    named = sorted({code for sighting in sightings if sighting["pools"] != "all" for code in sighting["pools"]})
    if pool is not None or not named or region in policies.single_pool:
        return _state(policies, region, pool, day)
    variants = [(policies.pools[code]["short"], _state(policies, region, code, day)) for code in named]
    variants.append((say("其他统筹区"), _state(policies, region, None, day)))
    place = policies.regions[region]["short"]
    lead = say("看您在{place}哪个统筹区参保" if who == "donor" else "看对方在{place}哪个统筹区参保", place=place)
    return combined(variants, f"{who}_pool", lead)


def _state(policies: Policies, region: str, pool: str | None, day: str) -> Check:
    place = policies.place_words(region, pool)
    sightings: list[Json] = [
        s for s in policies.wallet["seen"][region] if s["pools"] == "all" or (pool is not None and pool in s["pools"])
    ]
    partly = [s for s in sightings if s["state"] == "some" and s["day"] <= day]
    firm = [s for s in sightings if s["state"] != "some"]
    before = [s for s in firm if s["day"] <= day]
    after = [s for s in firm if s["day"] > day]
    last, following = (before[-1] if before else None), (after[0] if after else None)
    if last and last["state"] == "open":
        same_day = [s for s in before if s["day"] == last["day"] and s["state"] == "closed"]
        denied = [following] if following and following["state"] == "closed" else same_day
        if denied:
            against = denied[0]
            text = say("{place}的医保钱包有矛盾：{day}的名单里有，{other}的又说没有。", place=place, day=in_words(last["day"]), other=in_words(against["day"]))
            return _check("unknown", text, "conflict", [last, against])
        run = _since_closed(before)
        last = next((s for s in reversed(run) if not s["weak"]), last)
        if last["weak"]:
            text = say("{place}的医保钱包已开通的说法只见于非官方来源，还要核实。", place=place)
            return _check("conditional", text, None, [last], say("在国家医保服务平台查到{place}已开通医保钱包", place=place), weak=True)
        known = "{place}的医保钱包{day}开通。" if last["exact"] else "{place}的医保钱包{day}已经开通。"
        return _check("covered", say(known, place=place, day=in_words(last["day"])), None, [last])
    later_lists = [s for s in partly if last is None or s["day"] > last["day"]]
    if last and (day == last["day"] or following and following["state"] == "closed" and not later_lists):
        return _check("not_covered", say("{place}的医保钱包{day}还没有开通。", place=place, day=in_words(last["day"])), None, [last])
    named = following is not None and (following["pools"] != "all" or not later_lists)
    if following and following["state"] == "open" and following["exact"] and not following["weak"] and named:
        text = say("{place}的医保钱包{day}才开通，当时还没有。", place=place, day=in_words(following["day"]))
        return _check("not_covered", text, None, [following])
    if last is None and following and following["state"] == "closed" and not partly:
        return _check("not_covered", say("{place}的医保钱包到{day}还没有开通。", place=place, day=in_words(following["day"])), None, [following])
    return _unsure(place, last, following, later_lists)


def _since_closed(before: list[Json]) -> list[Json]:
    """The latest run of "open" sightings."""
    closed = max((number for number, s in enumerate(before) if s["state"] == "closed"), default=-1)
    return before[closed + 1 :]


def _unsure(place: str, last: Json | None, following: Json | None, partly: list[Json]) -> Check:
    cited = [s for s in (last, partly[-1] if partly else None, following) if s]
    said = []
    if last:
        said.append(say("{day}还没有开通", day=in_words(last["day"])))
    if partly:
        said.append(say("{day}说有统筹区已开通，没有逐一点名", day=in_words(partly[-1]["day"])))
    if following:
        state = "{day}已经开通" if following["state"] == "open" else "{day}还没有开通"
        said.append(say(state, day=in_words(following["day"])))
    if not said:
        return _check("unknown", say("{place}的医保钱包哪天开通没有查到。", place=place), "no_source", cited)
    why = "between_dates" if following or (last and not partly) else "no_source"
    text = say("{place}的医保钱包说不准：{said}；请在国家医保服务平台查一下。", place=place, said=say("，").join(said))
    return _check("unknown", text, why, cited)


def _check(verdict: str, text: str, why: str | None, cited: list[Json], condition: str = "", weak: bool = False) -> Check:
    ids = merged(s["id"] for s in cited)
    documents = merged(*(s["documents"] for s in cited))
    return Check("route", verdict, text, why, ids, documents, (condition,) if condition else (), (), weak)
