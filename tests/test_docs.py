"""policies/CONTRIBUTING.md is true: it explains every word of the format, and its examples are read without a problem."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from builder.format import FILES
from builder.format_rules import LIMIT_VALUES
from builder.policies import known_ids
from builder.policy_set import PolicySet
from builder.problems import Problems
from builder.shapes import Choice, Either, List, Map, Reading, Record, Shape
from builder.yaml_text import read_text

TEXT = (Path(__file__).parent.parent / "policies" / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", TEXT)) | {key for code in re.findall(r"`([^`\n]+)`", TEXT) for key in re.findall(r"[\w.]+", code)}
SECTIONS = re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]


def examples() -> list[tuple[str, str]]:
    """(file named in the first comment, text) of every fenced YAML block."""
    found = []
    for block in re.findall(r"^ *```yaml\n(.*?)^ *```$", TEXT, re.MULTILINE | re.DOTALL):
        code = textwrap.dedent(block)
        named = re.match(r"# ([\w/.-]+\.yaml)", code)
        assert named, f"an example does not say in which file it stands:\n{code}"
        found.append((named[1], code))
    return found


def inside(shape: Shape | None) -> Iterator[Shape]:
    """A shape and every shape inside it."""
    if shape is None:
        return
    yield shape
    parts: list[Shape | None] = []
    if isinstance(shape, Record):
        parts = [key.shape for key in shape.keys.values()]
    elif isinstance(shape, List):
        parts = [shape.item]
    elif isinstance(shape, Map):
        parts = [shape.value]
    elif isinstance(shape, Either):
        parts = [shape.scalar, shape.sequence, shape.mapping]
    for part in parts:
        yield from inside(part)


SHAPES = [shape for file in FILES.values() for shape in inside(file)]
KEYS = sorted({key for shape in SHAPES if isinstance(shape, Record) for key in shape.keys})
CHOICES = sorted({option for shape in SHAPES if isinstance(shape, Choice) for option in shape.options})


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_explained(key: str):
    assert key in NAMED


@pytest.mark.parametrize("kind", LIMIT_VALUES)
def test_every_kind_of_limit_is_explained_with_its_values(kind: str):
    rows = [row.split("|") for row in TEXT.splitlines() if row.startswith("|") and f"`{kind}`" in row.split("|")[1]]
    assert len(rows) == 1
    assert re.findall(r"`(\w+)`", rows[0][2]) == list(LIMIT_VALUES[kind])
    assert all(cell.strip() for cell in (rows[0][3], rows[0][4]))


@pytest.mark.parametrize("option", CHOICES)
def test_every_fixed_word_is_explained(option: str):
    assert option in NAMED


def test_every_relation_and_category_is_named(policy_set: PolicySet):
    ids = known_ids(policy_set)
    assert {name for kind in ("relation", "category") for name in ids[kind]} - NAMED == set()


def test_there_is_an_example_of_every_kind_of_file():
    kinds = {kind_of(file) for file, _ in examples()}
    assert kinds == set(FILES)


def kind_of(file: str) -> str:
    if file == "cases/asked.yaml":
        return "asked"
    return {"regions": "region", "cases": "cases"}.get(file.split("/")[0], Path(file).stem)


@pytest.mark.parametrize(("file", "code"), examples(), ids=lambda value: value.split("\n")[0])
def test_every_example_is_read_without_a_problem(file: str, code: str, policy_set: PolicySet):
    """By the shape of its file, of which it may hold some keys only; what it refers to exists, or stands in an example."""
    shape = FILES[kind_of(file)]
    assert isinstance(shape, Record)
    part = Record({key: replace(spec, required=False) for key, spec in shape.keys.items()}, shape.check)
    problems = Problems()
    reading = Reading(problems)
    found = read_text(code, file, part, reading)
    ids = known_ids(policy_set)
    added = re.findall(r"^ +([a-z][a-z0-9-]+):\n +title:", "\n".join(code for _, code in examples()), re.MULTILINE)
    ids.update(document=[*ids["document"], *added], topic=[*ids["topic"], "example"])
    reading.check_references(ids)
    assert [str(problem) for problem in problems] == []
    assert found


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.split("\n")[0])
def test_every_section_says_its_main_points_in_chinese(section: str):
    assert re.search(r"^> 中文：.{20,}", section, re.MULTILINE)
    assert re.search(r" · .*[\u4e00-\u9fff]", section.split("\n")[0])


def test_links_within_the_page_lead_somewhere():
    titles = {re.sub(r"[^\w -]", "", section.split("\n")[0].lower()).replace(" ", "-") for section in SECTIONS}
    links = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    assert links == titles


def test_the_error_messages_are_those_of_the_reader():
    """The words in the table of messages stand in a bad file that the reader is tested with."""
    bad = "\n".join(path.read_bytes().decode(errors="replace") for path in (Path(__file__).parent / "bad_policies").iterdir())
    table = TEXT.split("| message |")[1].split("\n>")[0]
    for cell in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE):
        for message in re.findall(r"`([^`]+)`", cell):
            words = re.split(r"'[^']*'|\d{4}-\d\d-\d\d|…", message)
            assert all(part.strip() in bad for part in words), message
