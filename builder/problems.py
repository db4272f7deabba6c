"""One mistake in a data file, with its place, and a bag that collects all of them in one run."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake at a place: prints as `file:line:column path: message, hint`. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    path: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        path = f" {self.path}" if self.path else ""
        hint = f", {self.hint}" if self.hint else ""
        return f"{where}{path}: {self.message}{hint}"


class Problems:
    """Collects problems; equal ones are kept once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(self, problem: Problem) -> None:
        self._found[problem] = None

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)


class PolicyError(Exception):
    """The policy files hold mistakes; `problems` lists all of them. Nothing has been written."""

    def __init__(self, problems: Problems) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def quoted(text: str) -> str:
    """A text from a file as part of a message: in quotes, on one line, short, and with nothing that steers a terminal."""
    line = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
    return f"'{line}'" if len(line) <= 60 else f"'{line[:59]}…'"


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """A hint with the nearest allowed words, or with the allowed ones if they are few; empty if neither helps."""
    if set(wrong) & set("，、；："):
        return "write a plain comma and a space between two values"
    choices = list(right)
    near = difflib.get_close_matches(wrong[:100], choices, n=3, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(near) + "?"
    if 0 < len(choices) <= 16:
        return "allowed: " + ", ".join(choices)
    return ""
