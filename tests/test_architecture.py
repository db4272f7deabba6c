"""The picture in docs/maintain/architecture.md agrees with the imports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

import pytest

from tests.test_structure import ROOT, imports, sources

PAGE = (ROOT / "docs" / "maintain" / "architecture.md").read_text(encoding="utf-8")


def boxes(page: str) -> dict[str, list[str]]:
    """Box → patterns of its modules, from the table."""
    rows = re.findall(r"^\| (\w+) \| ((?:`[\w.*]+` ?)+)\|", page, re.M)
    return {name: re.findall(r"`([^`]+)`", cell) for name, cell in rows}


def arrows(page: str) -> set[tuple[str, str]]:
    return set(re.findall(r"^  (\w+)(?:\[[^\n]*?\]+)? --> (\w+)", page, re.M))


def box_of(module: str, table: Mapping[str, list[str]]) -> str | None:
    """The box of a module: a name before a pattern, the longer pattern first."""
    fits = [(pattern == module, len(pattern), box) for box, patterns in table.items() for pattern in patterns if fnmatchcase(module, pattern)]
    return max(fits)[2] if fits else None


def before(box: str, ways: set[tuple[str, str]]) -> set[str]:
    """The boxes from which arrows lead to a box."""
    found: set[str] = set()
    left = [box]
    while left:
        near = {start for start, end in ways if end == left[-1]} - found
        left.pop()
        found |= near
        left += near
    return found


def complaints(page: str, modules: Mapping[str, str]) -> list[str]:
    table, ways = boxes(page), arrows(page)
    found, used = [], set()
    for name, source in modules.items():
        own = box_of(name, table)
        if own is None:
            found.append(f"{name} stands in no box of the table")
            continue
        for one in imports(name, source, modules) & modules.keys():
            other = box_of(one, table)
            used.add((other, own))
            if other not in (own, None) and other not in before(own, ways):
                found.append(f"{name} ({own}) imports {one} ({other}), and no arrows lead from there")
    for start, end in sorted(ways):
        if start in table and end in table and (start, end) not in used:
            found.append(f"the arrow {start} --> {end} follows no import")
    patterns = [pattern for listed in table.values() for pattern in listed]
    found += [f"{pattern} is no module" for pattern in patterns if not any(fnmatchcase(name, pattern) for name in modules)]
    return found


def tree() -> dict[str, str]:
    found = {**sources("calculator"), **sources("builder")}
    return {name: source for name, source in found.items() if source.strip() and name != "builder"}


def test_the_picture_agrees_with_the_imports():
    assert complaints(PAGE, tree()) == []
    assert len(boxes(PAGE)) == 15
    assert {end for pair in arrows(PAGE) for end in pair} >= set(boxes(PAGE))


@pytest.mark.parametrize(
    ("module", "source", "said"),
    [
        ("calculator.new", "", "stands in no box"),
        ("calculator.days", "from calculator.answer import check", "no arrows lead from there"),
        ("calculator.topics", "", "topics follows no import"),
    ],
)
def test_a_picture_that_is_not_true_is_seen(module: str, source: str, said: str):
    assert any(said in line for line in complaints(PAGE, {**tree(), module: source}))


def test_a_module_that_is_gone_is_seen():
    rest = {name: source for name, source in tree().items() if name != "calculator.wallet"}
    assert "calculator.wallet is no module" in complaints(PAGE, rest)
