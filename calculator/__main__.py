"""The command line: `python -m calculator ask "…"`, `ask -`, `check -`, `plan FILE`."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from calculator.answer import check
from calculator.messages import say, series, speaking
from calculator.model import Json, QuestionError, verdict_word
from calculator.plan import plan
from calculator.plan_words import plain_lines
from calculator.policies import Policies, parse_policies
from calculator.reading import understand
from calculator.told import answer_to, told_json
from calculator.topics import topic_of

ENGLISH = Path("policies")  # --english alone: as policies/ has it
ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    """Runs a command. Status 0: all answered; 1: a bad line or question; 2: bad options or no data."""
    parser = argparse.ArgumentParser(prog="python -m calculator", description="Asks the rules engine of 共济查.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer a sentence, or with - one JSON object a line")
    ask.add_argument("text", help='a sentence in Chinese, or - for lines of {"text": "…", …}')
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    checked = commands.add_parser("check", help="answer one JSON question a line")
    checked.add_argument("source", choices=["-"], help="- reads standard input")
    planned = commands.add_parser("plan", help="plan whose account pays what for a household")
    planned.add_argument("file", help="a household as JSON, or - for standard input")
    planned.add_argument("--json", action="store_true", help="print the plan as JSON")
    for command in (ask, checked, planned):
        command.add_argument("--on", help="the day, such as 2026-11-22; today if left out")
        command.add_argument("--data", type=Path, help="a compiled policies.json; policies/ if left out")
        command.add_argument("--english", nargs="?", type=Path, const=ENGLISH, help="answer in English, by policies/ or a given english.json")
    arguments = parser.parse_args(argv)
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        words = english(arguments.english) if arguments.english else None
        reader = load(arguments.data)
        policies = load(arguments.data, words) if words else reader
    except (OSError, ValueError) as error:
        print(f"no policies: {error}", file=sys.stderr)
        return 2
    with speaking(words and words["table"]):
        return _run(arguments, policies, reader)


def _run(arguments: argparse.Namespace, policies: Policies, reader: Policies) -> int:
    """Runs a command; sentences, which are Chinese, are read by `reader`."""
    on = arguments.on or datetime.date.today().isoformat()
    if arguments.command == "check":
        return _lines(sys.stdin, lambda line: _checked(line, on, policies))
    if arguments.command == "plan":
        return _plan(arguments.file, on, arguments.json, policies)
    if arguments.text == "-":
        return _lines(sys.stdin, lambda line: _asked(line, on, policies, reader))
    return _ask(arguments.text, on, arguments.json, policies, reader)


def load(data: Path | None = None, words: Json | None = None) -> Policies:
    """The policies of a compiled file, or of `policies/` beside this package (compiled on first use and remembered).

    `words`: the content of english.json, for names in English.
    """
    if data is None:
        data = _compiled()
    return parse_policies(data.read_text(encoding="utf-8"), words)


def english(file: Path) -> Json:
    """The content of english.json: of a file, or of `policies/` beside this package."""
    found: Json = json.loads((_compiled().with_suffix(".english") if file == ENGLISH else file).read_text(encoding="utf-8"))
    return found


def _compiled() -> Path:
    """The compiled form of policies/, by the hash of its files and of the code that compiles them."""
    if not (ROOT / "policies").is_dir():
        raise ValueError("there is no policies/ beside the calculator: give a compiled file with --data policies.json")
    sources = [*sorted((ROOT / "policies").rglob("*.yaml")), *sorted((ROOT / "builder").glob("*.py")), *sorted((ROOT / "calculator" / "english").glob("*.py"))]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.relative_to(ROOT).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    cache = ROOT / ".cache" if os.access(ROOT, os.W_OK) else Path(tempfile.gettempdir())
    target = cache / f"policies-{digest.hexdigest()[:16]}.json"
    if not target.exists():
        python = ROOT / ".venv" / "bin" / "python"
        run = str(python) if python.exists() else sys.executable
        command = [run, "-m", "builder.compiled", str(ROOT / "policies"), str(target)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ValueError((done.stderr or done.stdout).strip())
    return target


def _lines(lines: TextIO, answer: Callable[[str], Json]) -> int:
    """A line in, a line out, in order; a bad line gives an error line and the run goes on."""
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = answer(line)
        except QuestionError as error:
            found = {"error": {"line": number, **error.to_json()}}
            status = 1
        print(json.dumps(found, ensure_ascii=False))
    return status


def _object(text: str, key: str = "line", what: str = "这一行", number: Callable[[str], Any] = float) -> Json:
    try:
        found: Any = json.loads(text, parse_float=number)
    except (ValueError, RecursionError):
        raise QuestionError(key, text.strip()[:60], say("{what}不是可读的 JSON", what=say(what))) from None
    if not isinstance(found, dict):
        raise QuestionError(key, text.strip()[:60], say("{what}要是一个 JSON 对象", what=say(what)))
    return found


def _plan(file: str, on: str, as_json: bool, policies: Policies) -> int:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        print(f"cannot read {file}: {error}", file=sys.stderr)
        return 2
    try:
        household = _object(text, "household", "文件", Decimal)
        found = plan({**household, "on": household.get("on") or on}, policies).to_json()
    except QuestionError as error:
        return _refused({"error": error.to_json()}, error, as_json)
    print(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(plain_lines(found)))
    return 0


def _checked(line: str, on: str, policies: Policies) -> Json:
    return check({**(asked := _object(line)), "on": asked.get("on") or on}, policies).to_json()


def _asked(line: str, on: str, policies: Policies, reader: Policies) -> Json:
    asked = _object(line)
    text = asked.pop("text", None)
    if not isinstance(text, str) or not text.strip():
        raise QuestionError("text", text, say("缺少要问的话"))
    return _answered(text, {**asked, "on": asked.get("on") or on}, policies, reader)


def _answered(text: str, context: Json, policies: Policies, reader: Policies) -> Json:
    reading = understand(text, reader, context)
    topic = topic_of(reading, policies)
    if topic:
        topic.pop("html")
    return {**told_json(answer_to(reading, policies)), "reading": {**reading.to_json(), "topic": topic}}


def _ask(text: str, on: str, as_json: bool, policies: Policies, reader: Policies) -> int:
    try:
        found = _answered(text, {"on": on}, policies, reader)
    except QuestionError as error:
        return _refused({"error": {"line": 1, **error.to_json()}}, error, as_json)
    print(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(_plain(found)))
    return 0


def _refused(report: Json, error: QuestionError, as_json: bool) -> int:
    near = say("；相近的有：{names}", names=series(error.nearest)) if error.nearest else ""
    said = say("{message}（{key}：{value}）{near}", message=error.message, key=error.key, value=error.value, near=near)
    print(json.dumps(report, ensure_ascii=False) if as_json else said)
    return 1


def _plain(found: Json) -> Iterable[str]:
    topic = found["reading"]["topic"]
    if topic:
        yield topic["title"]
        yield from (f"  {paragraph['text']}{paragraph['note']}" for paragraph in topic["paragraphs"])
        if "relation" not in found["question"]:
            return
    yield from found["reading"].get("notes", ())
    yield found["headline"]
    for one in found["checks"]:
        yield f"  {verdict_word(one['verdict'])} {one['text']}"
    for title, key in (("条件", "conditions"), ("限制", "limits"), ("办理", "steps")):
        for entry in found[key]:
            yield "  " + say("{title}：{entry}", title=say(title), entry=entry)
    for other in found["instead"]:
        yield "  " + say("也可以：{change}", change=other["text"])
    for asked in found["ask"]:
        yield "  " + say("请补充：{question}", question=asked["text"])


if __name__ == "__main__":
    sys.exit(main())
