"""The command line in this process: what `python -m calculator` prints and returns. `tests/engine` starts it as a process."""

from __future__ import annotations

import io
import json
import runpy
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from calculator import __main__ as command_line

ROOT = Path(__file__).parent.parent
DAY = "2026-11-22"
PARENT = {"on": DAY, "donor_region": "hunan", "relation": "parent", "expense": "outpatient"}
HOUSEHOLD = ROOT / "policies" / "cases" / "households" / "south-china.json"


@pytest.fixture(scope="module")
def data(compiled: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "policies.json"
    path.write_text(compiled, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command; (status, standard output, standard error)."""

    def run(*arguments: object, lines: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        status = command_line.main([str(one) for one in arguments])
        return status, *capsys.readouterr()

    return run


def test_a_sentence_is_answered_in_lines(run: Any, data: Path) -> None:
    status, said, _ = run("ask", "我在湖南能给岳父付住院的钱吗", "--on", DAY, "--data", data)
    lines = said.splitlines()
    assert status == 0
    assert lines[0].startswith("不可以：")
    assert [line for line in lines if line.startswith("  不可以 ")]
    assert [line for line in lines if line.startswith("  也可以：")]
    assert [line for line in lines if line.startswith("  限制：")]


def test_what_has_to_be_asked_or_noted_is_said(run: Any, data: Path) -> None:
    _, said, _ = run("ask", "我在湖南能给爸爸买药吗", "--data", data)
    assert "  请补充：在定点药店、医院药房，还是网上？" in said.splitlines()
    _, said, _ = run("ask", "我在广西2024年5月能给爸爸付住院押金吗", "--data", data)
    assert said.startswith("只说到月，按当月 1 日来答")


def test_how_to_do_something_is_answered_by_its_topic(run: Any, data: Path) -> None:
    _, alone, _ = run("ask", "怎么解绑", "--data", data)
    _, both, _ = run("ask", "怎么给爸爸绑定家庭共济", "--data", data)
    assert "解绑" in alone.splitlines()[0]
    assert not [line for line in alone.splitlines() if "职工医保个人账户的钱" in line]
    assert [line for line in both.splitlines() if "职工医保个人账户的钱" in line]
    _, as_json, _ = run("ask", "怎么解绑", "--json", "--data", data)
    assert "html" not in json.loads(as_json)["reading"]["topic"]


def test_a_sentence_that_cannot_be_answered_is_refused(run: Any, data: Path) -> None:
    status, said, _ = run("ask", "2025年2月30日能给妈妈买药吗", "--data", data)
    assert (status, said) == (1, "日历上没有这一天（on：2025-02-30）\n")
    status, said, _ = run("ask", "2025年2月30日能给妈妈买药吗", "--json", "--data", data)
    assert (status, json.loads(said)["error"]["line"]) == (1, 1)


def test_lines_are_answered_in_order_and_bad_ones_are_named(run: Any, data: Path) -> None:
    lines = [PARENT, {"donor_region": "湖难"}, {**PARENT, "on": None}]
    status, said, _ = run("check", "-", "--on", "2020-01-01", "--data", data, lines="\n\n".join(map(json.dumps, lines)) + "\n{\n[]\n")
    found = [json.loads(line) for line in said.splitlines()]
    assert status == 1
    assert [one.get("verdict") for one in found] == ["covered", None, "not_covered", None, None]
    assert [one["error"]["line"] for one in found if "error" in one] == [3, 6, 7]
    asked = [{"text": "我在湖南能给爸爸付住院的钱吗", "on": DAY}, {"text": " "}]
    status, said, _ = run("ask", "-", "--data", data, lines="\n".join(map(json.dumps, asked)))
    found = [json.loads(line) for line in said.splitlines()]
    assert (status, found[0]["verdict"], found[1]["error"]["key"]) == (1, "covered", "text")


def test_a_household_is_planned_in_lines_and_as_json(run: Any, data: Path) -> None:
    status, said, _ = run("plan", HOUSEHOLD, "--data", data)
    lines = said.splitlines()
    assert status == 0
    assert lines[0].startswith("一共 ")
    assert lines[1].startswith("1. ")
    assert [line for line in lines if line.startswith("   办理渠道：")]
    _, again, _ = run("plan", "-", "--json", "--data", data, lines=HOUSEHOLD.read_text(encoding="utf-8"))
    found = json.loads(again)
    assert [f"{number}. {step['text']}" for number, step in enumerate(found["steps"], 1)] == [
        line for line in lines if line[:1].isdigit()
    ]
    assert len(found["cash"]) == len([line for line in lines if line.startswith("为什么付现金：")])
    assert len(found["what_if"]) == len([line for line in lines if line.startswith("换一种做法：")])


def test_a_household_that_cannot_be_planned_is_refused(run: Any, data: Path) -> None:
    assert run("plan", "-", "--data", data, lines="{")[:2] == (1, "文件不是可读的 JSON（household：{）\n")
    status, said, _ = run("plan", "-", "--data", data, lines='{"membres": []}')
    assert (status, said) == (1, "没有“membres”这一项（membres：[]）；相近的有：members、marriages\n")
    status, _, error = run("plan", "nothing.json", "--data", data)
    assert (status, error.startswith("cannot read nothing.json")) == (2, True)


def test_without_data_nothing_is_answered(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("check", "-", "--data", tmp_path / "nothing.json")[0] == 2
    monkeypatch.setattr(command_line, "ROOT", tmp_path)
    status, _, error = run("check", "-")
    assert (status, error) == (
        2,
        "no policies: there is no policies/ beside the calculator: give a compiled file with --data policies.json\n",
    )
    (tmp_path / "policies").mkdir()  # nothing there to compile, and nothing to compile it with
    status, _, error = run("check", "-")
    assert status == 2
    assert error.startswith("no policies: ")


def test_policies_beside_the_calculator_are_compiled_once(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("builder", "calculator", "policies"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "runtime"))
    monkeypatch.setattr(command_line, "ROOT", tmp_path)
    status, said, _ = run("ask", "我在湖南能给岳父付住院的钱吗", "--english", "--on", DAY)
    assert status == 0
    assert said.startswith("No: ")
    made = sorted((tmp_path / ".cache").iterdir())
    first = [path.stat().st_mtime_ns for path in made]
    assert run("ask", "我在湖南能给岳父付住院的钱吗", "--on", DAY)[1].startswith("不可以：")
    assert [path.stat().st_mtime_ns for path in sorted((tmp_path / ".cache").iterdir())] == first
    given = next(path for path in made if path.suffix == ".english")
    assert run("check", "-", "--english", given, lines=json.dumps(PARENT))[1].count('"headline": "Yes: ') == 1


def test_the_package_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["calculator", "--help"])
    monkeypatch.delitem(sys.modules, "calculator.__main__")
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("calculator", run_name="__main__")
    assert ended.value.code == 0
    assert "usage: python -m calculator" in capsys.readouterr().out
