"""The only module that Pyodide calls: JSON text in, JSON text out, so that nothing leaks between the two languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from html import escape
from typing import Any

from calculator.answer import Answer
from calculator.answer import check as check_question
from calculator.card import answer_card, elsewhere_card, error_card
from calculator.messages import Table, marked, say, speaking
from calculator.model import Json, QuestionError
from calculator.policies import Policies, parse_policies
from calculator.told import answer_to, said_of, told_json

_policies: Policies | None = None
_reader: Policies | None = None  # what sentences, which are Chinese, are read by
_table: Table | None = None


def load(policies_json: str, words_json: str = "") -> None:
    """Takes the text of policies.json; needed once before the other calls. ValueError for any other text.

    `words_json`: the text of english.json, to answer in English.
    """
    global _policies, _reader, _table
    words = json.loads(words_json) if words_json else None
    _reader = parse_policies(policies_json)
    _policies, _table = (parse_policies(policies_json, words), words["table"]) if words else (_reader, None)


def check(question_json: str) -> str:
    """A question → its answer with `html`, the answer card; {"error": {…}, "html": …} for a value that cannot be right.

    `payer` and `user` beside the question's keys: of whom a sentence before spoke (see `ask`).
    """

    def run(question: Json) -> Json:
        payer, user = (str(question.pop(key, "") or "")[:60] for key in ("payer", "user"))
        found = check_question(question, _loaded())
        found.payer, found.user = payer, user
        told = _told(found)
        return {**told, "html": marked(told["html"])}

    return _safely(question_json, run)


def ask(asked_json: str) -> str:
    """{"text", "on", "context"} → {"reading": {"question", "spans", "ambiguous", …}, "answer": {…}, "topic": {…} or null}."""
    # Here, as a page hands these modules over after the first start alone: a question in blanks needs none of them.
    from calculator.reading import understand
    from calculator.topics import topic_of

    def run(asked: Json) -> Json:
        context = dict(asked.get("context") or {})
        if asked.get("on"):
            context["on"] = asked["on"]
        reading = understand(_text(asked), _reader or _loaded(), context)
        answer = _told(answer_to(reading, _loaded()))
        if not reading.about:
            answer["html"] = elsewhere_card()
        topic = topic_of(reading, _loaded())
        if topic:
            topic["html"] = marked(topic["html"])
        return {"reading": reading.to_json(), "answer": {**answer, "html": marked(answer["html"])}, "topic": topic}

    return _safely(asked_json, run)


def plan(household_json: str) -> str:
    """A household → its plan with `html`; {"error": {…}, "html": …} for a value that cannot be right. Amounts are read exactly."""
    # Here, as a page that asks no such thing is not given these modules.
    from calculator.plan import plan as plan_household
    from calculator.plan_card import plan_card, plan_error_card

    def run(household: Json) -> Json:
        found = plan_household(household, _loaded()).to_json()
        return {**found, "html": marked(plan_card(found, _loaded()))}

    return _safely(household_json, run, lambda error, _: plan_error_card(error), Decimal)


def _text(asked: Json) -> str:
    text = asked.get("text")
    if not isinstance(text, str) or not text.strip():
        raise QuestionError("text", text, say("请写下想问的话"))
    return text


def _loaded() -> Policies:
    if _policies is None:
        raise RuntimeError("load() has not been called")
    return _policies


def _told(answer: Answer) -> Json:
    return {**told_json(answer), "html": said_of(answer_card(answer), escape(answer.payer, quote=True))}


def _safely(
    text: str,
    run: Callable[[Json], Json],
    card: Callable[[QuestionError, Policies | None], str] = error_card,
    number: Callable[[str], Any] = float,
) -> str:
    with speaking(_table):
        return _spoken(text, run, card, number)


def _spoken(
    text: str, run: Callable[[Json], Json], card: Callable[[QuestionError, Policies | None], str], number: Callable[[str], Any]
) -> str:
    found: Any
    try:
        value = json.loads(text, parse_float=number)
        if not isinstance(value, dict):
            raise QuestionError("question", str(value)[:60], say("问题要写成一个 JSON 对象"))
        found = run(value)
    except QuestionError as error:
        found = {"error": error.to_json(), "html": marked(card(error, _policies))}
    except (ValueError, RecursionError):
        broken = QuestionError("question", text[:60], say("不是可读的 JSON"))
        found = {"error": broken.to_json(), "html": marked(card(broken, _policies))}
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
