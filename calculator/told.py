"""The answer to a sentence: what it left open is asked first, and another person's account is spoken of as theirs."""

from __future__ import annotations

import re
from typing import Any

from calculator.answer import Answer, check
from calculator.messages import own, say
from calculator.model import Json
from calculator.policies import Policies
from calculator.reading_result import Reading

_YOU = re.compile("您(?![说问])")
_FACTS = {"relative": ("relative", "relation"), "relation": ("relative", "relation"), "item": ("item", "expense")}


def answer_to(reading: Reading, policies: Policies) -> Answer:
    """The answer to the question of a reading. QuestionError as for `check`."""
    answer = check(reading.question, policies)
    answer.payer, answer.user = reading.payer, reading.user
    for one in reading.ambiguous:
        known = any(fact in reading.question for fact in _FACTS.get(one["key"], ()))
        if not known and all(other["key"] != one["key"] for other in answer.unclear):
            places = {"_region": policies.regions, "_pool": policies.pools}
            named = next((entries for end, entries in places.items() if one["key"].endswith(end)), {})
            options = [{**o, "text": named[o["value"]]["short"] if named else own(o["text"])} for o in one["options"]]
            answer.unclear.append({"key": one["key"], "text": own(one["ask"]), "options": options})
    return answer


def said_of(found: Any, payer: str) -> Any:
    """The same JSON or HTML, said of the payer in place of 您, who is the account's holder in every text of an answer."""
    if not payer or say("您") != "您":  # in another language 您 is told in the headline
        return found
    if isinstance(found, str):
        head, mark, rest = found.partition("给您")
        return _YOU.sub(payer, found) if not mark else f"{_YOU.sub(payer, head)}{mark}{said_of(rest, payer)}"
    if isinstance(found, dict):
        return {key: said_of(value, payer) for key, value in found.items()}
    return [said_of(value, payer) for value in found] if isinstance(found, list) else found


def told_json(answer: Answer) -> Json:
    """`Answer.to_json()` of an answer to a sentence."""
    found: Json = said_of(answer.to_json(), answer.payer)
    return found
