"""The strict reader: one bad file per mistake, all problems in one run, and nothing that could make it fall over.

A file in `bad_policies/` says in its first comments which file of the small valid folder `good_policies/` it replaces
(or removes), and every problem that must be found then, word for word:

    # replaces: regions/guangxi.yaml
    # expect: 12:11 relatives.1.from: '2025-02-30' is not a day of the calendar
    # expect: regions/hunan.yaml:3:1 …       (a problem in another file)
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.compiled import canonical, compile_policies
from builder.format import FILES
from builder.policies import read_policies
from builder.problems import PolicyError
from builder.shapes import Either, List, Map, Record, Shape
from calculator import Policies

HERE = Path(__file__).parent
GOOD = HERE / "good_policies"
BAD = sorted((HERE / "bad_policies").glob("*.yaml"))
GOOD_FILES = sorted(path.relative_to(GOOD).as_posix() for path in GOOD.rglob("*.yaml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the valid folder, to spoil."""
    return Path(shutil.copytree(GOOD, tmp_path / "policies"))


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One more copy, for tests that spoil it many times and put it right again."""
    return Path(shutil.copytree(GOOD, tmp_path_factory.mktemp("scratch") / "policies"))


def problems_of(folder: Path) -> list[str]:
    try:
        read_policies(folder)
    except PolicyError as error:
        return [str(problem) for problem in error.problems]
    return []


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def header(path: Path, word: str) -> list[str]:
    """What the comments `# word: …` of a bad file say."""
    return re.findall(rf"^# {word}: (.*)$", path.read_bytes().decode(errors="replace"), re.MULTILINE)


def keys_of(shape: Shape | None) -> Iterator[str]:
    """Every key of every record inside a shape."""
    if isinstance(shape, Record):
        for key, spec in shape.keys.items():
            yield key
            yield from keys_of(spec.shape)
    elif isinstance(shape, List):
        yield from keys_of(shape.item)
    elif isinstance(shape, Map):
        yield from keys_of(shape.value)
    elif isinstance(shape, Either):
        for part in (shape.scalar, shape.sequence, shape.mapping):
            yield from keys_of(part)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value inside a value."""
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*path, key))


TREES: dict[str, Any] = {name: yaml.load((GOOD / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for name in GOOD_FILES}
PLACES = [(name, path) for name, tree in TREES.items() for path in places(tree)]


# One bad file per mistake


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_mistake_is_named_with_its_place(bad: Path, folder: Path):
    for target in header(bad, "removes"):
        (folder / target).unlink()
    replaced = header(bad, "replaces")
    for target in replaced:
        shutil.copyfile(bad, folder / target)
    (spoilt,) = replaced or header(bad, "removes")
    expected = [f"{spoilt}:{line}" if line[0].isdigit() else line for line in header(bad, "expect")]
    assert expected, f"{bad.name} says nothing of what to expect"
    assert problems_of(folder) == [f"policies/{line}" for line in expected]


def test_there_is_a_bad_file_for_every_mistake():
    assert len(BAD) >= 90
    assert {target for bad in BAD for target in header(bad, "replaces")} >= set(GOOD_FILES)


# What is right


def test_the_small_folder_is_valid_and_the_engine_reads_it(folder: Path):
    assert problems_of(folder) == []
    compiled = json.loads(canonical(compile_policies(read_policies(folder))))
    assert Policies(compiled).regions.keys() == {"guangxi", "hunan"}


def test_the_small_folder_holds_every_key_of_the_format():
    """So that what is tried on it is tried on the whole format."""
    used = {key for _, path in PLACES for key in path}
    assert {key for shape in FILES.values() for key in keys_of(shape)} - used == set()


@pytest.mark.parametrize(
    ("written", "instead", "value"),
    [
        ('adcode: "450000"', "adcode: 450000", ("adcode", "450000")),
        ('adcode: "450000"', "adcode: 045000", ("adcode", "045000")),
        ("short: 广西", "short: 007", ("short", "007")),
        ("short: 广西", "short: 1_000", ("short", "1_000")),
        ("short: 广西", "short: 12:30:45", ("short", "12:30:45")),
        ("short: 广西", "short: .inf", ("short", ".inf")),
        ("short: 广西", "short: 2024-09-01", ("short", "2024-09-01")),
        ("short: 广西", 'short: "no"', ("short", "no")),
        ("short: 广西", "short: 'null'", ("short", "null")),
        ("short: 广西", "short: 广\n  西", ("short", "广 西")),
        ("short: 广西", "short: >-\n  广西\n", ("short", "广西")),
        ("short: 广西", "short: 广西 # 桂", ("short", "广西")),
        ("aliases: [八桂]", "aliases:\n- 八桂", ("aliases", ["八桂"])),
    ],
)
def test_what_yaml_would_make_of_a_value_does_no_harm(folder: Path, written: str, instead: str, value: tuple[str, Any]):
    change(folder / "regions" / "guangxi.yaml", written, instead)
    assert problems_of(folder) == []
    assert read_policies(folder).regions["guangxi"][value[0]] == value[1]


@pytest.mark.parametrize(
    ("subject", "key", "value"),
    [("relatives", "from", "2022-01-01"), ("relatives", "id", "2022"), ("limits", "people", 5), ("limits", "yuan", 1500.5)],
)
def test_days_are_texts_and_numbers_are_numbers(subject: str, key: str, value: object):
    entries = read_policies(GOOD).regions["guangxi"][subject]
    found = next(entry[key] for entry in entries if key in entry)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_of_other_editors_are_read(folder: Path, encoding: str, end: str):
    path = folder / "regions" / "guangxi.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text, encoding=encoding, newline=end)
    assert read_policies(folder).regions == read_policies(GOOD).regions
    path.write_text(text.replace("letter: 桂", "letter: 广西"), encoding=encoding, newline=end)
    assert problems_of(folder) == ["policies/regions/guangxi.yaml:4:9 letter: '广西' is not one character"]


# All in one run, and nothing written


def spoil_four_files(folder: Path) -> list[str]:
    change(folder / "regions" / "hunan.yaml", "letter: 湘", "leter: 湘")
    change(folder / "documents.yaml", "grade: A", "grade: a")
    change(folder / "cases" / "hunan.yaml", "2024-09-01", "2024-09-31")
    (folder / "vocabulary" / "kin.yaml").unlink()
    return [
        "policies/cases/hunan.yaml:4:20 cases.1.question.on: '2024-09-31' is not a day of the calendar",
        "policies/documents.yaml:9:12 documents.rule-2021.grade: 'a' is not allowed here, allowed: A, B, C",
        "policies/regions/hunan.yaml:1:1: key 'letter' is missing, one-character name",
        "policies/regions/hunan.yaml:4:1 leter: unknown key 'leter', did you mean letter?",
        "policies/vocabulary/kin.yaml:1:1: the file is missing",
    ]


def test_the_problems_of_all_files_come_in_one_run_in_order(folder: Path):
    expected = spoil_four_files(folder)
    assert problems_of(folder) == expected


def test_the_order_of_lines_is_that_of_numbers(folder: Path):
    path = folder / "regions" / "guangxi.yaml"
    path.write_text(re.sub(r"documents: \[guangxi", "documents: [guangksi", path.read_text(encoding="utf-8")), encoding="utf-8")
    lines = [int(problem.split(":")[1]) for problem in problems_of(folder)]
    assert lines == sorted(lines)
    assert lines[0] < 20
    assert lines[-1] > 60


def test_an_empty_folder_lists_every_file_that_is_missing(tmp_path: Path):
    assert [problem.split(":")[0] for problem in problems_of(tmp_path)] == [
        f"{tmp_path.name}/{name}"
        for name in (
            "cases",
            "documents.yaml",
            "nation.yaml",
            "pools.yaml",
            "regions",
            "vocabulary/expenses.yaml",
            "vocabulary/kin.yaml",
            "vocabulary/relations.yaml",
        )
    ]


def test_a_file_of_no_bytes_is_empty(folder: Path):
    (folder / "pools.yaml").write_bytes(b"")
    assert problems_of(folder) == ["policies/pools.yaml:1:1: the file is empty"]


def test_a_folder_in_the_place_of_a_file_is_named(folder: Path):
    (folder / "pools.yaml").unlink()
    (folder / "pools.yaml").mkdir()
    assert problems_of(folder) == ["policies/pools.yaml:1:1: cannot be read: Is a directory"]


def run_build(folder: Path, *step: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE.parent / "build.py"), "--policies", str(folder), *step]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_prints_the_problems_and_ends_with_status_1(folder: Path):
    expected = spoil_four_files(folder)
    ran = run_build(folder, "check")
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.splitlines()[:-1] == expected
    assert ran.stderr.splitlines()[-1].startswith("5 problems")


def test_the_command_writes_nothing_if_there_is_a_problem(folder: Path, tmp_path: Path):
    new, old = tmp_path / "new" / "policies.json", tmp_path / "old.json"
    old.write_text("as it was", encoding="utf-8")
    assert run_build(folder, "compile", "--out", str(new)).returncode == 0
    shutil.rmtree(new.parent)
    spoil_four_files(folder)
    for out in (new, old):
        assert run_build(folder, "compile", "--out", str(out)).returncode == 1
    assert not new.parent.exists()
    assert old.read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.json", "policies"]


# Whatever is written: problems, never a crash


def read_or_refuse(folder: Path, name: str, content: bytes) -> None:
    """Reads the folder with one file changed: either it compiles, or every problem has a place and stands on one line."""
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        canonical(compile_policies(read_policies(folder)))
    except PolicyError as error:
        for problem in error.problems:
            assert re.fullmatch(r"policies/[\w./-]+:[1-9]\d*:[1-9]\d*( [^ ]+)?: .+", str(problem))
    finally:
        path.write_bytes(before)


VALUES = """
~ null yes No true 12 -1 0x1F 1e3 2025-02-30 2024-09-01 12:30 八桂 <b> {} [] [[]] [null] {a:b} [spouse,spouse] {after:2024-01-01}
*x &x !!int !x " ' | > [ ] { } : ： ， # - --- ... ? % << \u200b guangxi nation spouse near_relatives vaccine covered conditional
rule-2021 450100
"""
TRAPS = [*VALUES.split(), "", "\t", ": ", "- x", "? x", "<<: {a: b}", "{a: b}", "\x00", "\u2028", "\ufeff", "x" * 300]


@st.composite
def spoilt_texts(draw: st.DrawFn) -> tuple[str, bytes]:
    """(name, bytes) of a good file after a few slips of a hand."""
    name = draw(st.sampled_from(GOOD_FILES))
    lines = (GOOD / name).read_text(encoding="utf-8").split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        slip = draw(st.sampled_from(["delete", "repeat", "indent", "value", "insert", "cut", "swap"]))
        if slip == "delete":
            lines[at : at + 1] = [] if len(lines) > 1 else [""]
        elif slip == "repeat":
            lines.insert(at, line)
        elif slip == "indent":
            lines[at] = draw(st.sampled_from(["", " ", "  ", "      ", "\t", "- "])) + line.strip()
        elif slip == "value":
            lines[at] = line.split(": ")[0] + ": " + draw(st.sampled_from(TRAPS))
        elif slip == "insert":
            place = draw(st.integers(0, len(line)))
            lines[at] = line[:place] + draw(st.sampled_from(TRAPS) | st.text(max_size=3)) + line[place:]
        elif slip == "cut":
            start = draw(st.integers(0, len(line)))
            lines[at] = line[:start] + line[start + draw(st.integers(1, 12)) :]
        else:
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
    return name, "\n".join(lines).encode(errors="replace")


@settings(max_examples=250, deadline=None, derandomize=True)
@given(spoilt_texts())
def test_a_slip_of_the_hand_never_crashes_the_reader(scratch: Path, spoilt: tuple[str, bytes]):
    read_or_refuse(scratch, *spoilt)


LEFT_OUT = "(left out)"
OTHERS: list[Any] = [
    *(LEFT_OUT, None, "x", "", "450100", "near_relatives", "2025-02-30", "2030-01-01"),
    *([], {}, ["x"], [None], [["x"]], [{}], {"x": "y"}, {"after": "2024-01-01"}),
]


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.sampled_from(PLACES), st.sampled_from(OTHERS))
def test_a_value_of_the_wrong_kind_or_none_never_crashes_the_reader(scratch: Path, place: tuple[str, tuple[Any, ...]], other: Any):
    name, path = place
    tree = json.loads(json.dumps(TREES[name]))
    owner = tree
    for key in path[:-1]:
        owner = owner[key]
    if other == LEFT_OUT:
        del owner[path[-1]]
    else:
        owner[path[-1]] = other
    read_or_refuse(scratch, name, yaml.safe_dump(tree, allow_unicode=True).encode())
