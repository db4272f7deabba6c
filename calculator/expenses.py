"""Check 5: may this expense be paid, for this relation, on that day?

The most specific place that speaks on the day decides (pool, region, nation); the later start replaces the earlier one. A
provision whose start or fate is uncertain splits the answer: if both readings agree that holds, otherwise it is unknown. A
national prohibition marked `overrides` beats older regional permissions. An item word may have a national verdict of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from calculator.conflicts import marked
from calculator.days import day_before, in_words
from calculator.messages import bare, joined, say, series
from calculator.model import SEVERITY, Check, Provision, combined, merged, verdict_word
from calculator.policies import Policies
from calculator.question import Question
from calculator.timeline import DOUBTED, ENDED, MAYBE, NOT_YET, YES, Timeline, status, turning_days


@dataclass(frozen=True)
class Said:
    """What the rules say on an expense: a verdict with its reasons. `weak`: grade-C documents alone."""

    verdict: str
    text: str
    why: str | None = None
    provisions: tuple[Provision, ...] = ()
    condition: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    weak: bool = False


def check_expense(q: Question, policies: Policies) -> Check:
    """The check for a question; unknown with the key to ask where the expense, the day or the place is missing."""
    if q.expense is None:
        return Check("expense", "unknown", say("还不知道付什么费用。"), "not_given", ask=("item",))
    if q.on is None:
        return Check("expense", "unknown", say("还不知道是哪一天。"), "not_given", ask=("on",))
    relation = q.relation or "parent"
    near = q.near
    if near is None:
        return _anywhere(q, policies, relation)
    region = q.donor_region
    pool = q.donor_pool or (q.relative_pool if near == "pool" else None)
    if near == "cross" or (pool is not None and pool not in policies.rules):
        pool = "other"
    return _timeline(policies, (near, region, pool, relation, q.expense, q.item)).at(q.on)


def _anywhere(q: Question, policies: Policies, relation: str) -> Check:
    assert q.on is not None and q.expense is not None
    national = _timeline(policies, ("cross", None, None, relation, q.expense, q.item)).at(q.on)
    if national.verdict == "not_covered":
        checks = [_timeline(policies, ("either", slug, None, relation, q.expense, q.item)).at(q.on) for slug in policies.regions]
        if all(check.verdict == "not_covered" for check in checks):
            return national
    return Check("expense", "unknown", say("各地规定不同，还不知道您在哪里参保。"), "not_given", ask=("donor_region",))


Key = tuple[str, str | None, str | None, str, str, str | None]


def _timeline(policies: Policies, key: Key) -> Timeline:
    found = policies.timelines.get(("expense", key))
    if found is None:
        near, region, pool, relation, category, item = key
        places = [region, *policies.ruled_pools[region], "nation"] if region else ["nation"]
        provisions = [p for place in places for p in _entries(policies, place, category)]
        own = _item_rule(policies, item)
        days = turning_days([*provisions, *([own] if own else [])])

        def on_day(day: str) -> Check:
            said = _check(policies, near, region, pool, relation, category, item, day)
            return marked(said, policies, region, f"expenses.{category}")

        found = Timeline(days, on_day)
        policies.timelines["expense", key] = found
    return found


def _entries(policies: Policies, place: str, category: str) -> list[Provision]:
    found: list[Provision] = policies.rules[place].get("expenses", {}).get(category, [])
    return found


def _item_rule(policies: Policies, item: str | None) -> Provision | None:
    """The national verdict on an item word itself, as a provision; None if it follows its category."""
    entry = policies.items[item] if item else {}
    if "verdict" not in entry:
        return None
    rule: Provision = {key: entry[key] for key in ("verdict", "from", "documents", "note", "condition") if key in entry}
    return {"id": f"vocabulary.{entry['category']}.{entry['words'][0]}", "weak": False, **rule}


def _check(
    policies: Policies, near: str, region: str | None, pool: str | None, relation: str, category: str, item: str | None, day: str
) -> Check:
    """Closeness and pool that are not given are tried one by one and combined."""
    ruled = [c for c in policies.ruled_pools[region] if _entries(policies, c, category)] if region else []
    label = policies.categories[category]["label"]
    if item:
        called = policies.called(item)
        label = say("“{item}”（{label}）", item=called, label=label) if called != label else label

    def at(places: list[str]) -> Check:
        if near != "either":
            return _to_check(label, _say(policies, near, places, relation, category, item, day))
        pooled, apart = (_to_check(label, _say(policies, n, places, relation, category, item, day)) for n in ("pool", "region"))
        if pooled == apart:
            return pooled
        return combined([(say("同一统筹区"), pooled), (say("不同统筹区"), apart)], "same_pool", say("看双方是不是在同一统筹区参保"))

    if region is None:
        return at(["nation"])
    if pool is None and ruled and region not in policies.single_pool:
        variants = [(policies.pools[code]["short"], at([code, region, "nation"])) for code in ruled]
        variants.append((say("其他统筹区"), at([region, "nation"])))
        return combined(variants, "donor_pool", say("看您参保的统筹区"))
    return at([pool, region, "nation"] if pool in ruled and pool is not None else [region, "nation"])


def _to_check(label: str, said: Said) -> Check:
    verdict, text, condition, why = said.verdict, said.text, said.condition, said.why
    if said.weak and verdict in ("covered", "not_covered"):
        text = joined(say("有资料说{verdict}，但只见于非官方来源，还要核实。", verdict=verdict_word(verdict)), text)
        condition = (*condition, say("向参保地医保局核实{label}能不能付", label=label))
        verdict, why = "conditional", None
    ids = merged(p["id"] for p in said.provisions)
    documents = merged(*(p["documents"] for p in said.provisions))
    return Check("expense", verdict, say("{label}：{said}", label=label, said=text), why, ids, documents, condition, said.ask, said.weak)


def _say(
    policies: Policies, near: str, places: list[str], relation: str, category: str, item: str | None, day: str
) -> Said:
    """The places in turn, then the item's own national verdict and the national prohibitions on top."""
    regional = _at(policies, near, places, relation, category, item, day)
    named = regional is not None and any(item in (*p.get("items", ()), *p.get("only_items", ())) for p in regional.provisions)
    national_only = regional is None or all(p["id"].startswith("nation.") for p in regional.provisions)
    own = _item_rule(policies, item)
    own_said = _of(policies, own, relation, item) if own and status(own, day) == YES else None
    if national_only:
        said = own_said or regional or Said("unknown", say("没有查到国家和这里的规定。"), "no_source")
        unnamed = item is None or policies.items[item].get("generic")
        if said.verdict == "unknown" and unnamed:
            said = _some_items(policies, near, places, relation, category, day) or said
        return said
    assert regional is not None
    said = regional
    if own_said and not named:
        said = _worse(said, own_said)
    for rule in _entries(policies, "nation", category):
        local = [p for p in said.provisions if not p["id"].startswith("nation.")]
        older = any(p.get("maybe", p["from"]) < rule["from"] for p in local)
        if rule.get("overrides") and status(rule, day) == YES and older and _relevant(rule, near, relation, item):
            said = _worse(said, _of(policies, rule, relation, item))
    return said


def _some_items(
    policies: Policies, near: str, places: list[str], relation: str, category: str, day: str
) -> Said | None:
    """No item named, and the category is open: items that a place allows, as a condition with the question."""
    for place in ["nation"] if near == "cross" else places:
        for p in _entries(policies, place, category):
            allows = p["verdict"] in ("covered", "conditional") and not (p.get("for") == "holder" and relation != "self")
            if "items" in p and allows and status(p, day) == YES and _relevant(p, near, relation, p["items"][0]):
                named = series(map(policies.called, p["items"]))
                condition = (say("付的是{named}", named=named), *([p["condition"]] if "condition" in p else []))
                return Said("conditional", joined(say("只查到{named}可以。", named=named), _note(p)), None, (p,), condition, ("item",), p["weak"])
    return None


def _worse(first: Said, second: Said) -> Said:
    """The stricter of the two; with both documents where they agree."""
    if SEVERITY[first.verdict] > SEVERITY[second.verdict]:
        return first
    if first.verdict == second.verdict:
        provisions = tuple({p["id"]: p for p in (*first.provisions, *second.provisions)}.values())
        condition = merged(second.condition, first.condition)
        return Said(second.verdict, second.text, second.why, provisions, condition, second.ask, first.weak and second.weak)
    return second


def _relevant(p: Provision, near: str, relation: str, item: str | None) -> bool:
    """Whether a provision speaks about these people, this item and this distance."""
    if relation == "self":
        if p.get("for") == "relatives" or ("relatives" in p and "self" not in p["relatives"]):
            return False
    elif "relatives" in p and relation not in p["relatives"]:
        return False
    if "items" in p and item not in p["items"]:
        return False
    scope = p.get("scope")
    return scope is None or scope == "in_province" and near in ("pool", "region") or (scope == "in_pool" and near == "pool") or (
        scope == "cross_province" and near == "cross"
    )


def _at(
    policies: Policies, near: str, places: list[str], relation: str, category: str, item: str | None, day: str
) -> Said | None:
    """What the first place that speaks says; None if all are silent."""
    if not places:
        return None
    entries = [p for p in _entries(policies, places[0], category) if _relevant(p, near, relation, item)]
    if near == "cross" and places[0] != "nation":  # of a region's own rules only those on its wallet travel
        entries = [p for p in entries if p.get("scope") == "cross_province"]
    started = [p for p in entries if status(p, day) in (YES, DOUBTED, ENDED)]
    maybes = [p for p in entries if status(p, day) == MAYBE]

    def wider() -> Said | None:
        return _at(policies, near, places[1:], relation, category, item, day)

    if not started and not maybes:
        return wider()
    current = max(started, key=lambda p: (p["from"], _particular(p, relation))) if started else None
    state = status(current, day) if current else NOT_YET
    if current is None:
        base = wider()
    elif state == ENDED:
        base = _ended(current, wider())
    elif state == DOUBTED:
        base = _split(_of(policies, current, relation, item), wider(), current, day)
    else:
        base = _of(policies, current, relation, item)
        if base.weak:
            base = _supported(base, wider())
    for maybe in maybes:
        base = _split(_of(policies, maybe, relation, item), base, maybe, day)
    return base


def _particular(p: Provision, relation: str) -> tuple[bool, bool, bool]:
    """How particularly a provision speaks about a question: of two that begin on one day the more particular decides."""
    return "items" in p, "relatives" in p, p.get("for") == ("holder" if relation == "self" else "relatives")


def _supported(weak: Said, wider: Said | None) -> Said:
    """A grade-C provision that a firmer, wider one agrees with is firm."""
    if wider and not wider.weak and wider.verdict == weak.verdict:
        return Said(weak.verdict, weak.text, weak.why, (*weak.provisions, *wider.provisions), weak.condition, weak.ask)
    return weak


def _ended(current: Provision, wider: Said | None) -> Said:
    """An ended provision never falls back to an older one; a national rule that began later still speaks."""
    if wider and wider.provisions and all(p["from"] > current["from"] for p in wider.provisions):
        return wider
    text = joined(say("原来的规定到{day}为止，之后没有查到新的规定。", day=in_words(current["until"])), _note(current))
    return Said("unknown", text, "ended", (current,))


def _split(one: Said, other: Said | None, uncertain: Provision, day: str) -> Said:
    """Two readings of an uncertain provision: the same verdict holds either way, otherwise it is unknown."""
    if other and one.verdict == other.verdict:
        provisions = tuple({p["id"]: p for p in (*one.provisions, *other.provisions)}.values())
        # As sure as what holds without it: a firm source that may not be in force yet makes no grade-C rule firm.
        return replace(other, provisions=provisions)
    if other and {one.verdict, other.verdict} == {"covered", "conditional"}:  # both allow: the stricter is safe
        return _worse(one, other)
    held = verdict_word(one.verdict)
    if status(uncertain, day) == MAYBE:
        last_not = in_words(day_before(uncertain["maybe"]))
        text = say("哪天开始“{held}”没有查到：{last_not}还不是，{day}已经是。", held=held, last_not=last_not, day=in_words(uncertain["from"]))
        why = "between_dates"
    else:
        text = say("原来的规定是“{held}”，{day}起没有查到是否还保留。", held=held, day=in_words(uncertain["uncertain_after"]))
        why = "no_source"
    provisions = (*one.provisions, *(other.provisions if other else ()))
    return Said("unknown", joined(text, _note(uncertain)), why, tuple({p["id"]: p for p in provisions}.values()))


def _of(policies: Policies, p: Provision, relation: str, item: str | None) -> Said:
    """What one provision says to this question."""
    note, condition = _note(p), ((p["condition"],) if "condition" in p else ())
    if p.get("for") == "holder" and relation != "self":
        return Said("not_covered", joined(say("只限职工本人用，不能给家人付。"), note), None, (p,), weak=p["weak"])
    limited = p.get("only_items")
    if limited and item not in limited and policies.items.get(item or "", {}).get("generic"):
        item = None
    if limited and p["verdict"] != "not_covered":
        named = series(map(policies.called, limited))
        if item is None or any(word in item or item in word for word in limited):
            if item not in limited and not any(word in (item or "") for word in limited):
                text = joined(say("只限{named}。", named=named), note)
                return Said("conditional", text, None, (p,), (say("付的是{named}", named=named), *condition), ("item",), p["weak"])
        else:
            return Said("not_covered", joined(say("只限{named}，别的不行。", named=named), note), None, (p,), weak=p["weak"])
    words = {
        "covered": say("可以付。"),
        "conditional": say("有条件：{condition}。", condition=p.get("condition")),
        "not_covered": say("不可以付。"),
        "unknown": say("没有明确规定。"),
    }
    why = "no_source" if p["verdict"] == "unknown" else None
    return Said(p["verdict"], joined(words[p["verdict"]], note), why, (p,), condition, (), p["weak"])


def _note(p: Provision) -> str:
    return say("{note}。", note=bare(p["note"])) if "note" in p else ""
