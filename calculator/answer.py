"""The answer: eight checks, the worst of them as the verdict, and what follows from it.

`check` decides; the parts of an `Answer` that need more decisions (other days, other people, what to ask) are worked out
when they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from calculator import words
from calculator.days import ALWAYS
from calculator.expenses import check_expense
from calculator.kin import Kin, read_kin
from calculator.limits import active_limits, check_limits, limit_text
from calculator.messages import bare, clauses, joined, own, say
from calculator.model import SEVERITY, Check, Json, merged, verdict_word
from calculator.policies import Policies
from calculator.question import Question, placed, read_question
from calculator.relatives import check_relation
from calculator.statements import check_donor, check_insured, check_own_card, check_place
from calculator.version import VERSION
from calculator.wallet import check_route

CHECKS: tuple[Callable[[Question, Policies], Check], ...] = (
    check_donor,
    check_relation,
    check_insured,
    check_route,
    check_expense,
    check_place,
    check_limits,
    check_own_card,
)


def check(question: Mapping[str, Any], policies: Policies) -> Answer:
    """The answer to a question, a flat JSON object whose keys are all optional.

    Raises QuestionError for a value that cannot be right. Never reads a clock: without `on` the answer asks for the day.
    """
    return Answer(read_question(question, policies), policies)


@dataclass(frozen=True)
class Decision:
    """The eight checks of a question and the worst of their verdicts."""

    verdict: str
    checks: tuple[Check, ...]


def decide(q: Question, policies: Policies) -> Decision:
    """The decision on a question. An unclear word is decided for each of its meanings; they must agree."""
    if q.relation is None and q.kin is not None and q.kin.options:
        return _agreed([(text, _meaning(q, word, policies)) for word, text in q.kin.options], "relation", q.kin.ask, policies)
    if q.place_unsure and q.donor_region is not None:
        return _either_place(q, policies)
    if q.expense is None and q.item_options:
        readings = [(text, _expense_as(q, key, value, policies)) for key, value, text in q.item_options]
        return _agreed(readings, "expense", q.item_ask, policies)
    return _decide(q, policies)


def _decide(q: Question, policies: Policies) -> Decision:
    checks = [one(q, policies) for one in CHECKS]
    term = q.kin.term if q.kin else None
    if term and checks[1].verdict in ("covered", "conditional"):
        checks[1] = _with_condition(checks[1], term, policies)
    return Decision(max(checks, key=_severity).verdict, tuple(checks))


def _severity(found: Check) -> int:
    return SEVERITY[found.verdict]


def _with_condition(found: Check, term: Json, policies: Policies) -> Check:
    """A kin word may carry a condition (继父: 有抚养教育的事实) that the relation depends on."""
    name = term.get("condition")
    if not name:
        return found
    condition = policies.conditions[name]
    verdict = "conditional" if condition["decides"] and found.verdict == "covered" else found.verdict
    return replace(found, verdict=verdict, conditions=merged(found.conditions, (condition["text"],)))


def _meaning(q: Question, word: str, policies: Policies) -> Question:
    kin = read_kin(word, policies) or Kin(word, None)
    return placed(replace(q, kin=kin, relation=kin.relation), policies)


def _expense_as(q: Question, key: str, value: str, policies: Policies) -> Question:
    category = value if key == "expense" else policies.items[value]["category"]
    return replace(q, expense=category, item=value if key == "item" else None)


def _either_place(q: Question, policies: Policies) -> Decision:
    """The relative lives elsewhere, nobody said where: the decision if the same region and another one agree."""
    here = decide(placed(replace(q, place_unsure=False), policies), policies)
    away = placed(replace(q, place_unsure=False, route_given="cross_province"), policies)
    far = decide(away, policies)
    if here.verdict == far.verdict:
        return here
    better = min((here, far), key=lambda decision: SEVERITY[decision.verdict])
    allows = SEVERITY[better.verdict] < SEVERITY["unknown"]
    place = policies.regions[q.donor_region or ""]["short"]
    text = say(
        "看对方在哪里参保——也在{place}：{here}；在别的省份：{far}。",
        place=place,
        here=verdict_word(here.verdict),
        far=verdict_word(far.verdict),
    )
    condition = (say("对方也在{place}参保", place=place),) if allows else ()  # elsewhere, nobody knows where, allows nothing
    verdict, why = ("conditional", None) if allows else ("unknown", "not_given")
    route = Check("route", verdict, text, why, conditions=condition, ask=("relative_region",))
    checks = tuple(route if found.id == "route" else found for found in better.checks)
    return Decision(max(checks, key=_severity).verdict, checks)


def _agreed(readings: list[tuple[str, Question]], name: str, ask: str, policies: Policies) -> Decision:
    """One decision for a word with several meanings: theirs if they agree, otherwise unknown with the clarifying question.

    The other checks are those of the best meaning: what stands against another one is no firm no.
    """
    decisions = [(text, decide(reading, policies)) for text, reading in readings]
    if len({decision.verdict for _, decision in decisions}) == 1:
        return decisions[0][1]
    said = clauses(say("{option}：{verdict}", option=own(text), verdict=verdict_word(decision.verdict)) for text, decision in decisions)
    key = "relative" if name == "relation" else "item"
    unclear = Check(name, "unknown", say("{ask}（{said}）", ask=own(ask), said=said), "not_given", ask=(key,))
    best = min((decision for _, decision in decisions), key=lambda decision: SEVERITY[decision.verdict])
    return Decision("unknown", tuple(unclear if found.id == name else found for found in best.checks))


def _with(q: Question, key: str, value: Any) -> Question:
    changes: Json = {key: value}
    return replace(q, **changes)


class Answer:
    """What `check` returns. `to_json()` is the answer of the contract."""

    def __init__(self, question: Question, policies: Policies) -> None:
        self.payer = self.user = ""  # whose account pays for whom, where that is not the asker's
        self.unclear: list[Json] = []  # what a sentence left open: [{key, text, options}]
        self.question = question
        self.policies = policies
        decision = decide(question, policies)
        self.verdict = decision.verdict
        self.checks = decision.checks

    @property
    def route(self) -> str | None:
        """The way that follows from the two places: in_pool, in_province, cross_province; None while a place is missing."""
        return self.question.route

    @property
    def deciding(self) -> Check:
        """The first of the worst checks; for a yes the expense's."""
        worst = [found for found in self.checks if found.verdict == self.verdict]
        by_id = {found.id: found for found in worst}
        return by_id["expense"] if self.verdict == "covered" else worst[0]

    @cached_property
    def headline(self) -> str:
        """The verdict in a word and a sentence; for a no or an unknown with the reason."""
        return words.headline(self.question, self.verdict, self.deciding, self.policies, self.payer, self.user)

    @cached_property
    def conditions(self) -> list[str]:
        """What must hold, as a checklist; empty for a no."""
        if self.verdict == "not_covered":
            return []
        return list(merged(*(found.conditions for found in self.checks)))

    @cached_property
    def limits(self) -> list[str]:
        """The limits that hold on the day, one plain sentence each, with its note."""
        found = []
        for limit in active_limits(self.question, self.policies):
            note = say("{note}。", note=bare(limit["note"])) if "note" in limit else ""
            found.append(joined(say("{limit}。", limit=limit_text(limit, self.policies)), note))
        return found

    @cached_property
    def steps(self) -> list[str]:
        """How to set it up: the region's way, or the national one across regions; empty for a no and for oneself."""
        if self.verdict == "not_covered" or self.question.relation == "self" or self.question.near is None:
            return []
        return words.steps(self.question, self.policies)

    @cached_property
    def changes(self) -> list[Json]:
        """[{"on": day, "verdict": …}, …]: the days on which the answer to the same question becomes another."""
        q = self.question
        if q.on is None or q.donor_region is None:
            return []
        found: list[Json] = []
        other = replace(q, on="1990-01-01")
        last = decide(other, self.policies).verdict
        for day in sorted(self.turning_days()):
            other.on = day
            verdict = decide(other, self.policies).verdict
            if verdict != last:
                found.append({"on": day, "verdict": verdict})
                last = verdict
        return found

    def turning_days(self) -> set[str]:
        """Every day on which the answer to the same question may become another."""
        q = self.question
        key = ("turning", q.donor_region, q.donor_pool, q.relative_region, q.expense, q.item, q.near)
        found: set[str] | None = self.policies.turning.get(key)
        if found is None:
            found = set(words.turning_days(q, self.policies)) - {ALWAYS}
            self.policies.turning[key] = found
        return found

    @cached_property
    def instead(self) -> list[Json]:
        """The nearest questions with a better answer; for a covered one, none."""
        if SEVERITY[self.verdict] < SEVERITY["unknown"]:
            return []
        return list(self._instead())[:4]

    def _instead(self) -> Iterator[Json]:
        q, policies = self.question, self.policies
        by_id = {found.id: found for found in self.checks}
        if by_id["relation"].verdict in ("not_covered", "unknown") and q.relation:
            yield from sorted(self._other_donors(), key=lambda other: SEVERITY[other["verdict"]] >= SEVERITY["unknown"])
        if by_id["limits"].verdict == "not_covered":
            for key in ("relatives_bound", "relative_bound_by"):
                bound = getattr(q, key)
                if bound:
                    change = {key: bound - 1}
                    yield from self._if_better(replace(q, **change), change, say("先解绑一位，再绑这一位。"))
        if by_id["expense"].verdict in ("not_covered", "unknown") and q.expense:
            for category in policies.categories[q.expense].get("related", []):
                label = policies.categories[category]["label"]
                change = {"expense": category, "item": None}
                other = replace(q, expense=category, item=None)
                yield from self._if_better(other, change, say("同一个人，付{label}", label=label))
        if by_id["place"].verdict == "not_covered":
            yield from self._if_better(replace(q, designated="yes"), {"designated": "yes"}, say("换到医保定点的医院或药店付"))
        if q.on:
            for later in self.changes:
                if later["on"] > q.on and SEVERITY[later["verdict"]] < SEVERITY["unknown"]:
                    change = {"on": later["on"]}
                    said = words.from_day(later["on"], later["verdict"])
                    yield {"change": change, "verdict": later["verdict"], "text": said}
                    break

    def _other_donors(self) -> Iterator[Json]:
        q, policies = self.question, self.policies
        assert q.relation is not None
        for other in policies.relations[q.relation].get("instead", []):
            then = placed(replace(q, kin=None, relation=other["as"], relatives_bound=None, donor_balance=None), policies)
            decision = decide(then, policies)
            kin = next(found for found in decision.checks if found.id == "relation")
            if SEVERITY[decision.verdict] < SEVERITY[self.verdict] and kin.verdict in ("covered", "conditional"):
                text = words.other_donor(other, q, decision.verdict, policies)
                change = {"donor": other["donor"], "relation": other["as"], "relative": None}
                yield {"change": change, "verdict": decision.verdict, "text": text}

    def _if_better(self, other: Question, change: Json, text: str) -> Iterator[Json]:
        verdict = decide(other, self.policies).verdict
        if SEVERITY[verdict] < min(SEVERITY[self.verdict], SEVERITY["unknown"]):
            yield {"change": change, "verdict": verdict, "text": say("{change}：{verdict}。", change=bare(text), verdict=verdict_word(verdict))}

    @cached_property
    def ask(self) -> list[Json]:
        """Facts not given whose answer would change the verdict, the most decisive first."""
        found = []
        for key, options in self._askable():
            verdicts = []
            for _, changed in options:
                verdicts.append(decide(changed, self.policies).verdict)
            kinds = set(verdicts)
            if kinds and kinds != {self.verdict}:
                shown = [option for option, _ in options]
                spread = max(SEVERITY[v] for v in kinds) - min(SEVERITY[v] for v in kinds)
                found.append((-spread, -len(kinds), {"key": key, "text": words.question_for(key, self.question), "options": shown}))
        needed = merged(*(one.ask for one in self.checks))
        listed = [entry for *_, entry in sorted(found, key=lambda entry: entry[:2])]
        for key in needed:
            if all(entry["key"] != key for entry in listed):
                listed.append({"key": key, "text": words.question_for(key, self.question), "options": []})
        listed.sort(key=lambda entry: entry["key"] not in needed)
        told = {entry["key"]: entry for entry in listed}
        first = [{"options": [], **told.get(one["key"], {}), **{key: value for key, value in one.items() if value}} for one in self.unclear]
        said = {one["key"] for one in first}
        alike = {"relation", "relative"} if said & {"relation", "relative"} else said
        return [*first, *(entry for entry in listed if entry["key"] not in said | alike)]

    def _askable(self) -> Iterator[tuple[str, list[tuple[Json, Question]]]]:
        q, policies = self.question, self.policies

        def option(value: str, text: str, changed: Question) -> tuple[Json, Question]:
            return {"value": value, "text": text}, placed(changed, policies)

        if q.kin and q.kin.options:
            yield "relative", [option(word, own(text), _meaning(q, word, policies)) for word, text in q.kin.options]
        elif q.relation is None:
            near = policies.groups["near_relatives"]
            labels = {one: policies.relations[one]["label"] for one in (*near, "parent_in_law")}
            yield "relation", [option(one, label, replace(q, relation=one)) for one, label in labels.items()]
        if q.item_options:
            yield "item", [option(v, own(text), _expense_as(q, k, v, policies)) for k, v, text in q.item_options]
        elif q.expense is None:
            shown = ("outpatient", "inpatient", "pharmacy_drug", "resident_premium", "vaccine", "health_checkup")
            labels = {one: policies.categories[one]["label"] for one in shown}
            yield "expense", [option(one, label, replace(q, expense=one)) for one, label in labels.items()]
        elif self._needs("item") and q.item is None:
            named = words.items_of(q, policies)
            yield "item", [option(one, policies.called(one), replace(q, item=one)) for one in named]
        if q.relation != "self" and q.donor_region is not None:
            if "relative_region" in q.defaults or q.place_unsure:
                other = next(slug for slug in policies.regions if slug != q.donor_region)
                here = policies.regions[q.donor_region]["short"]
                yield (
                    "relative_region",
                    [
                        option(q.donor_region, say("也在{place}", place=here), replace(q, place_unsure=False)),
                        option("", say("在别的省份"), replace(q, place_unsure=False, relative_region=other)),
                    ],
                )
            if q.near == "either":
                yield "same_pool", [option("yes", say("是"), replace(q, same_pool="yes")), option("no", say("不是"), replace(q, same_pool="no"))]
            if q.relative_insured is None:
                labels = {"employee": say("职工医保"), "resident": say("居民医保"), "none": say("都没有参加"), "unsure": say("不清楚")}
                yield "relative_insured", [option(v, text, replace(q, relative_insured=v)) for v, text in labels.items()]
        if self._needs("donor_pool") and q.donor_region is not None:
            codes = policies.pools_of[q.donor_region]
            yield "donor_pool", [option(c, policies.pools[c]["short"], replace(q, donor_pool=c)) for c in codes]
        if self._needs("relative_pool") and q.relative_region is not None:
            codes = policies.pools_of[q.relative_region]
            yield "relative_pool", [option(c, policies.pools[c]["short"], replace(q, relative_pool=c)) for c in codes]
        for key, labels in (
            ("donor_account", {"yes": say("有"), "no": say("没有"), "unsure": say("不清楚")}),
            ("designated", {"yes": say("是"), "no": say("不是"), "unsure": say("不清楚")}),
        ):
            if getattr(q, key) is None and not (key == "designated" and (q.expense is None)):
                yield key, [option(v, text, _with(q, key, v)) for v, text in labels.items()]

    def _needs(self, key: str) -> bool:
        return any(key in found.ask for found in self.checks)

    @cached_property
    def receipt(self) -> Json:
        """What the answer rests on: hash of the data, engine version, the day, the documents."""
        ids = merged(*(found.documents for found in self.checks))
        return {"data": self.policies.data, "engine": VERSION, "on": self.question.on, "documents": list(ids)}

    def to_json(self) -> Json:
        """The answer as the contract's JSON object."""
        return {
            "verdict": self.verdict,
            "route": self.route,
            "headline": self.headline,
            "question": self.question.to_json(),
            "checks": [found.to_json() for found in self.checks],
            "conditions": self.conditions,
            "limits": self.limits,
            "steps": self.steps,
            "instead": self.instead,
            "ask": self.ask,
            "changes": self.changes,
            "receipt": self.receipt,
        }
