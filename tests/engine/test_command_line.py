"""The command line: a line in, a line out."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from calculator import Policies, check
from calculator.model import VERDICTS
from calculator.question import KEYS
from tests.engine.asked import ANSWER_KEYS, GUANGXI, PARENT, ROOT, TODAY, Json, command, json_lines, mixed


def test_check_answers_a_line_for_a_line_in_order(data: Path, policies: Policies):
    chance = random.Random(5)
    questions = [{"on": TODAY, **mixed(chance, policies)} for _ in range(40)]
    done = command(
        "check", "-", "--data", data, lines="".join(json.dumps(q, ensure_ascii=False) + "\n" for q in questions)
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json_lines(done.stdout) == [check(question, policies).to_json() for question in questions]


def test_check_takes_the_day_from_on_where_a_line_has_none(data: Path):
    line = json.dumps({"donor_region": "guangxi", "relation": "sibling", "expense": "inpatient"})
    early, late = (command("check", "-", "--data", data, "--on", on, lines=line) for on in ("2024-06-01", TODAY))
    assert [json_lines(done.stdout)[0]["verdict"] for done in (early, late)] == ["not_covered", "covered"]


def test_a_bad_line_gives_an_error_line_and_the_run_goes_on(data: Path):
    good = json.dumps({**PARENT, "donor_region": "hunan"})
    lines = [
        good,
        "{not json",
        '{"donor_region": "湖难"}',
        "[1, 2]",
        '{"amount": NaN}',
        '"text"',
        '{"on": "2025-02-30"}',
        "",
        "[" * 5000,
        '{"relation": "parent", "relation": "\\ud800"}',
        good,
    ]
    done = command("check", "-", "--data", data, lines="\n".join(lines) + "\n")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found = json_lines(done.stdout)
    assert len(found) == len([line for line in lines if line])
    assert found[0] == found[-1]
    assert found[0]["verdict"] == "covered"
    errors = {entry["error"]["line"]: entry["error"] for entry in found[1:-1]}
    assert set(errors) == {2, 3, 4, 5, 6, 7, 9, 10}
    assert errors[3]["key"] == "donor_region"
    assert "湖南" in errors[3]["nearest"]
    assert errors[7]["key"] == "on"
    assert all(entry["message"] for entry in errors.values())


def test_ask_reads_a_sentence(data: Path):
    done = command("ask", GUANGXI, "--json", "--on", TODAY, "--data", data)
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert list(found) == [*ANSWER_KEYS, "reading"]
    assert found["verdict"] == "covered"
    assert found["reading"]["question"]["relative"] == "岳父"
    plain = command("ask", GUANGXI, "--on", TODAY, "--data", data)
    assert plain.returncode == 0
    assert plain.stdout.startswith("可以：")


def test_ask_reads_lines_with_what_is_known(data: Path, policies: Policies):
    lines = [
        {"text": GUANGXI, "on": TODAY},
        {"text": "能给岳父付住院的钱吗", "on": TODAY, "donor_region": "hunan"},
        {"on": TODAY},
        {"text": "给妹妹付住院", "on": "2024-06-01", "donor_region": "guangxi"},
        {"text": "给妹妹付住院", "donor_regin": "guangxi"},
    ]
    done = command(
        "ask", "-", "--data", data, lines="".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    )
    assert done.returncode == 1
    found = json_lines(done.stdout)
    assert [entry.get("verdict") for entry in found] == ["covered", "not_covered", None, "not_covered", None]
    assert found[2]["error"]["key"] == "text"
    assert found[2]["error"]["line"] == 3
    assert found[4]["error"]["key"] == "donor_regin"
    assert found[1]["reading"]["spans"]


def test_a_day_that_does_not_exist_is_refused_at_the_command_line(data: Path):
    said = command("ask", "2025年2月30日在湖南能给妈妈买药吗", "--json", "--data", data)
    assert said.returncode == 1
    assert json.loads(said.stdout)["error"]["key"] == "on"
    option = command("ask", "在湖南能给妈妈买药吗", "--on", "2025-02-30", "--data", data)
    assert option.returncode == 1
    assert "Traceback" not in option.stderr
    assert "2025-02-30" in option.stdout


def test_without_data_the_command_says_what_is_missing(tmp_path: Path):
    done = command("check", "-", "--data", tmp_path / "nothing.json", lines="{}\n")
    assert done.returncode == 2
    assert "nothing.json" in done.stderr
    assert "Traceback" not in done.stderr
    (tmp_path / "old.json").write_text('{"format": 0}')
    (tmp_path / "list.json").write_text("[]")
    for name in ("old.json", "list.json"):
        done = command("check", "-", "--data", tmp_path / name, lines="{}\n")
        assert done.returncode == 2, name
        assert "Traceback" not in done.stderr, name


def test_twenty_thousand_mixed_questions_twice_give_the_same_bytes(data: Path, policies: Policies, tmp_path: Path):
    """All regions, days 2016 to 2026, all keys; two processes side by side whose hash seeds differ."""
    chance = random.Random(20261122)
    questions = [mixed(chance, policies, chance.choice([0.1, 0.3, 0.6])) for _ in range(20_000)]
    assert {q["donor_region"] for q in questions if "donor_region" in q} == set(policies.regions)
    assert {key for question in questions for key in question} == set(KEYS)
    asked = tmp_path / "questions.jsonl"
    asked.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in questions), encoding="utf-8")
    runs = []
    for seed in ("1", "2"):
        out = tmp_path / f"answers-{seed}.jsonl"
        with asked.open("rb") as stdin, out.open("wb") as stdout:
            line = [sys.executable, "-m", "calculator", "check", "-", "--data", str(data), "--on", TODAY]
            env = {**os.environ, "PYTHONHASHSEED": seed}
            runs.append(
                (out, subprocess.Popen(line, cwd=ROOT, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=env))
            )
    for _, process in runs:
        _, errors = process.communicate()
        assert errors == b""
    first, second = (out.read_bytes() for out, _ in runs)
    assert first == second
    answers = list(_read(first))
    assert len(answers) == len(questions)
    for question, found in zip(questions, answers, strict=True):
        if "error" in found:  # two pools of different regions, once each region is named by its pool
            assert found["error"]["key"] in ("donor_pool", "relative_pool"), (question, found)
            continue
        assert list(found) == ANSWER_KEYS
        assert found["verdict"] in VERDICTS
    assert sum("error" in found for found in answers) == sum(process.returncode != 0 for _, process in runs[:1])


def _read(lines: bytes) -> Iterator[Json]:
    for line in lines.decode().splitlines():
        yield json.loads(line)
