"""Checks 1, 3, 6 and 8: the national word on the donor, the relative's insurance, the institution, and whose card is used."""

from __future__ import annotations

from calculator.messages import bare, joined, say
from calculator.model import Check, Provision, merged
from calculator.policies import Policies
from calculator.question import Question
from calculator.timeline import NOT_YET, YES, Timeline, status, turning_days


def check_donor(q: Question, policies: Policies) -> Check:
    """1: the donor has a personal account."""
    return _stated(policies, "donor", f"donor.{q.donor_account or 'not_given'}", q, "donor_account")


def check_insured(q: Question, policies: Policies) -> Check:
    """3: the relative is insured at all."""
    if q.relation == "self":
        return Check("insured", "covered", say("本人使用，不涉及对方的参保。"))
    given = q.relative_insured or "not_given"
    if given == "none" and q.expense == "resident_premium":
        given = "none_resident_premium"
    return _stated(policies, "insured", f"insured.{given}", q, "relative_insured")


def check_place(q: Question, policies: Policies) -> Check:
    """6: the money is paid at a designated institution, where the expense needs one."""
    needs = q.expense is None or policies.categories[q.expense]["place"] != "none"
    return _stated(policies, "place", f"place.{(q.designated or 'not_given') if needs else 'not_needed'}", q, "designated")


def check_own_card(q: Question, policies: Policies) -> Check:
    """8: the patient's own card, and whose account pays first where a source says so."""
    if q.relation == "self":
        return Check("own_card", "covered", say("用自己的医保码或社保卡。"))
    key = ("own_card", q.donor_region if q.near != "cross" else None)
    found = policies.timelines.get(key)
    if found is None:
        orders = policies.rules[key[1]].get("payment_order", []) if key[1] else []
        national = policies.statements["own_card"]

        def on_day(day: str) -> Check:
            said = _current(national, day)
            in_force = [p for p in orders if status(p, day) == YES]
            cited = [said, *in_force[-1:]]
            text = joined(said["text"], *(say("扣款先后：{order}。", order=bare(p["text"])) for p in in_force[-1:]))
            return Check("own_card", "covered", text, None, merged(p["id"] for p in cited), merged(*(p["documents"] for p in cited)))

        found = policies.timelines[key] = Timeline(turning_days([*national, *orders]), on_day)
    return found.at(q.on or "")


def _current(entries: list[Provision], day: str) -> Provision:
    """The latest that has started; before the first one, the first one."""
    started = [p for p in entries if status(p, day) != NOT_YET]
    return started[-1] if started else entries[0]


def _stated(policies: Policies, name: str, subject: str, q: Question, asks: str) -> Check:
    key = ("statement", subject)
    found = policies.timelines.get(key)
    if found is None:
        entries = policies.statements[subject]

        def on_day(day: str) -> Check:
            p = _current(entries, day)
            condition = (p["condition"],) if "condition" in p else ()
            ask = (asks,) if p["verdict"] == "conditional" else ()
            return Check(name, p["verdict"], p["text"], None, (p["id"],), tuple(p["documents"]), condition, ask)

        found = policies.timelines[key] = Timeline(turning_days(entries), on_day)
    return found.at(q.on or "")

