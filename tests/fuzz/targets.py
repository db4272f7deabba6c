"""What is fuzzed: bytes in, and nothing may come out but what the contract allows. An AssertionError or any other exception is a find.

Each target takes any bytes. The same functions run under the fuzzer (`make fuzz`) and on the kept seeds (`make test`).
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from builder.compiled import canonical, compile_policies
from builder.format import FILES
from builder.policies import read_policies
from builder.problems import PolicyError, Problems
from builder.shapes import Reading
from builder.yaml_text import read_text
from calculator import Policies, QuestionError, browser, check, understand
from calculator.card import answer_card
from calculator.model import VERDICTS
from calculator.policies import parse_policies
from calculator.topics import topic_of

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "good_policies"
PLACES = {  # where in the small valid folder a text of each kind stands
    "nation": "nation.yaml",
    "region": "regions/guangxi.yaml",
    "documents": "documents.yaml",
    "pools": "pools.yaml",
    "relations": "vocabulary/relations.yaml",
    "kin": "vocabulary/kin.yaml",
    "expenses": "vocabulary/expenses.yaml",
    "cases": "cases/hunan.yaml",
    "asked": "cases/asked.yaml",
    "topics": "topics.yaml",
}
DAY = "2026-11-22"


@cache
def _compiled() -> str:
    text = canonical(compile_policies(read_policies(ROOT / "policies")))
    browser.load(text)
    return text


@cache
def _policies() -> Policies:
    return parse_policies(_compiled())


@cache
def _folder() -> Path:
    """A copy of the small valid folder, to put a text into."""
    return Path(shutil.copytree(GOOD, Path(tempfile.mkdtemp(prefix="fuzz-")) / "policies"))


def yaml_reader(data: bytes) -> None:
    """The first byte chooses the kind of file, the rest is its text. Only problems with a place in the text, or a value that compiles."""
    kinds = sorted(PLACES)
    kind, body = kinds[(data[0] if data else 0) % len(kinds)], data[1:]
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return  # the folder's reader says so before the text is read
    problems = Problems()
    read_text(text, PLACES[kind], FILES[kind], Reading(problems))
    lines = len(re.split("\r\n|[\r\n\x85\u2028\u2029]", text))  # as YAML counts them
    for problem in problems:
        assert 1 <= problem.line <= lines + 1, problem
        assert problem.column >= 1, problem
        assert problem.message, problem
        assert str(problem).isprintable(), problem
    if not len(problems):
        _whole(kind, body)


def _whole(kind: str, body: bytes) -> None:
    """A text without problems of its own: in its folder it gives problems, or policies that the engine takes."""
    path = _folder() / PLACES[kind]
    before = path.read_bytes()
    path.write_bytes(body)
    try:
        policies = parse_policies(canonical(compile_policies(read_policies(_folder()))))
    except PolicyError as error:
        assert error.problems
    else:
        check({"on": DAY, "donor_region": "guangxi", "relation": "parent", "expense": "outpatient"}, policies).to_json()
    finally:
        path.write_bytes(before)


def sentence(data: bytes) -> None:
    """Any text as a sentence: a reading whose spans stand in it, and an answer or an error that names its key."""
    policies, text = _policies(), data.decode("utf-8", "surrogateescape")
    reading = understand(text, policies, {"on": DAY})
    for span in reading.spans:
        assert reading.text[span["start"] : span["end"]] == span["text"], span
    _printable(reading.to_json())
    topic_of(reading, policies)
    try:
        answer = check(reading.question, policies)
    except QuestionError as error:
        assert error.key == "on", error  # a day that does not exist is kept as it was said
    else:
        _is_answer(answer.to_json())
        _is_html(answer_card(answer))


def json_entry(data: bytes) -> None:
    """Any text as the JSON that the browser sends: an answer, or an error with its card."""
    _compiled()
    text = data.decode("utf-8", "surrogateescape")
    for call in (browser.check, browser.ask):
        found = json.loads(call(text))
        if "error" in found:
            assert set(found) == {"error", "html"}, found
            assert set(found["error"]) == {"key", "value", "message", "nearest"}, found
        answer = found.get("answer", found)
        _is_html(answer["html"])
        if "error" not in found:
            _is_answer(answer)
    try:
        parse_policies(text)
    except ValueError as error:
        assert str(error)


def _is_answer(found: dict[str, Any]) -> None:
    assert found["verdict"] in VERDICTS
    assert len(found["checks"]) == 8
    _printable(found)


def _printable(found: object) -> None:
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode()


def _is_html(html: str) -> None:
    assert html.startswith("<article") and html.endswith("</article>"), html[:60]
    assert "<script" not in html and "<img" not in html and "javascript:" not in html, html
    html.encode()


TARGETS: dict[str, Callable[[bytes], None]] = {"yaml_reader": yaml_reader, "sentence": sentence, "json_entry": json_entry}
