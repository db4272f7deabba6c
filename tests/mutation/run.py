"""Mutation testing of the engine: `make mutate`, or

    python tests/mutation/run.py [--only limits,words.headline] [--jobs 2]

mutmut writes every small change (mutant) of every function of MODULES. For each one a fork of this process puts the changed code
in the function's place and runs the tests on the made-up country (tests/world): a mutant that none of them notices survives.
A fork and some calls instead of a test session make it some fifty times faster than mutmut's own runner, and decorated
methods are changed as well. Survivors that no test can or need notice are listed with the reason in explained.json; any
other survivor is printed and makes the exit status 1.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import inspect
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from calculator import Policies  # noqa: E402
from tests.engine import oracle  # noqa: E402
from tests.world import test_cells, test_world, test_wrong_values  # noqa: E402
from tests.world.world import Json, answered, compiled, recorded, world  # noqa: E402

MODULES = (
    "answer",
    "conflicts",
    "days",
    "expenses",
    "limits",
    "model",
    "policies",
    "question",
    "relatives",
    "statements",
    "timeline",
    "wallet",
    "words",
)
EXPLAINED = Path(__file__).with_name("explained.json")
SECONDS = 120  # a mutant that runs longer goes round in circles: it is noticed


@dataclass(frozen=True)
class Mutant:
    """One small change of one function: the changed code, and the lines before and after."""

    where: str  # limits._fen, answer.Answer.ask
    code: CodeType
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.where}: {self.was} → {self.now}"


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of a module. Decorators are taken off first: mutmut leaves decorated functions alone."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    source = (ROOT / "calculator" / f"{module}.py").read_text(encoding="utf-8")
    plain = re.sub(r"^( *)@(cached_property|property|staticmethod)$", r"\1# \2", source, flags=re.M)
    made = mutate_file_contents(f"{module}.py", plain)
    lines = made.code.splitlines()
    spans = made.line_span_by_function_name
    codes = dict(_codes(compile(made.code, f"{module}.py", "exec")))

    def text(name: str) -> list[str]:
        span = spans[name]
        return [line for line in lines[span.start - 1 : span.end] if not line.lstrip().startswith(("def ", "@"))]

    for name in made.mutant_names:
        short = name.rpartition(".")[2]
        origin = re.sub(r"__mutmut_\d+$", "", short)
        where = f"{module}.{origin.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"
        changed = list(difflib.unified_diff(text(f"{origin}__mutmut_orig"), text(short), n=0, lineterm=""))[3:]
        was = " ".join(line[1:].strip() for line in changed if line.startswith("-"))
        now = " ".join(line[1:].strip() for line in changed if line.startswith("+"))
        if was or now:  # else a default of the signature is changed, which a function's code does not hold
            yield Mutant(where, codes[short], was, now)


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """The functions of a module and of its classes, by name."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one.co_name, one
            yield from _codes(one) if not one.co_flags & inspect.CO_OPTIMIZED else ()


def function(where: str) -> FunctionType:
    """The function at a dotted name under calculator, out of what wraps it."""
    module, *path = where.split(".")
    found: Any = importlib.import_module(f"calculator.{module}")
    for name in path:
        found = vars(found)[name]
    for wrapped in ("func", "fget", "__func__"):
        found = getattr(found, wrapped, found)
    assert isinstance(found, FunctionType), where
    return found


Case = Callable[[Policies], None]


def parametrized() -> Iterator[Case]:
    """The tests on the made-up country but those below, each with each of its rows, as calls that take the policies."""

    def run(country: Policies, test: Callable[..., None], given: Json) -> None:
        wants = "country" in inspect.signature(test).parameters
        test(**given, **({"country": country} if wants else {}))

    for name, test in {**vars(test_wrong_values), **vars(test_world)}.items():
        if not name.startswith("test_") or "word_for_word" in name or not callable(test):
            continue
        names: list[str] = []
        rows: list[tuple[Any, ...]] = [()]
        for mark in getattr(test, "pytestmark", ()):
            names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
            rows = [row if len(names) > 1 else (row,) for row in mark.args[1]]
        for row in rows:
            yield partial(run, test=test, given=dict(zip(names, row, strict=True)))


def answers() -> Iterator[Case]:
    """Each recorded answer, word for word."""

    def compare(country: Policies, question: Json, answer: Json) -> None:
        assert answered(question, country) == answer

    for question, answer in recorded():
        yield partial(compare, question=question, answer=answer)


def cells() -> Iterator[Case]:
    """The oracle on some cells of each region."""

    def agree(country: Policies, asked: list[oracle.Asked], checked: tuple[str, ...]) -> None:
        oracle.agree(asked, country, *checked)

    for region in test_cells.FILES.regions:
        asked = list(test_cells.questions(region))[::11]
        inside = [one for one in asked if one.near != "cross" and one.relation != "self"]
        outside = [one for one in asked if one.near == "cross" or one.relation == "self"]
        yield partial(agree, asked=inside, checked=("relation", "expense", "limits"))
        yield partial(agree, asked=outside, checked=("relation", "expense"))


def uses(case: Case) -> set[CodeType]:
    """The functions of the engine that a test calls on policies that have not been used yet."""
    called: set[CodeType] = set()

    def see(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and f"{os.sep}calculator{os.sep}" in frame.f_code.co_filename:
            called.add(frame.f_code)

    sys.setprofile(see)
    try:
        case(world())
    finally:
        sys.setprofile(None)
    return called


def noticed(mutant: Mutant, cases: list[tuple[Case, set[CodeType]]]) -> bool:
    """Runs the tests that use a function, with a mutant in its place, in a fork; whether any fails, throws or never ends.

    The test that noticed comes first from then on: it is likely to notice the next mutant of the function too.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        with os.fdopen(reading, "rb") as told:
            running = told.read().split()
        if os.waitpid(child, 0)[1] == 0:
            return False
        if running:
            cases.insert(0, cases.pop(int(running[-1])))
        return True
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    signal.alarm(SECONDS)
    status = 0
    try:
        changed = function(mutant.where)
        wanted = [(number, case) for number, (case, used) in enumerate(cases) if changed.__code__ in used]
        changed.__code__ = mutant.code
        country = world()
        for number, case in wanted:
            os.write(writing, b"%d " % number)
            case(country)
    except BaseException:
        status = 1
    os._exit(status)


def survivors(found: list[Mutant], cases: list[tuple[Case, set[CodeType]]], jobs: int) -> list[Mutant]:
    """The mutants that no test notices; each job takes every nth."""
    children = []
    for job in range(jobs):
        read, write = os.pipe()
        if not os.fork():
            os.close(read)
            alive = [number for number in range(job, len(found), jobs) if not noticed(found[number], cases)]
            with os.fdopen(write, "w") as out:
                json.dump(alive, out)
            os._exit(0)
        os.close(write)
        children.append(read)
    numbers: list[int] = []
    for read in children:
        with os.fdopen(read) as results:
            numbers += json.load(results)
        os.wait()
    return [found[number] for number in sorted(numbers)]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", default=",".join(MODULES), help="modules, or functions in them, with commas")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    os.chdir(ROOT)  # mutmut reads pyproject.toml there
    compiled()
    oracle.FILES = test_cells.FILES  # type: ignore[attr-defined]
    cases = [(case, uses(case)) for case in (*parametrized(), *answers(), *cells())]
    explained = {one["like"]: 0 for one in json.loads(EXPLAINED.read_text(encoding="utf-8"))}
    unexplained, survive, total = 0, 0, 0
    for wanted in arguments.only.split(","):
        began = time.monotonic()
        found = [mutant for mutant in mutants(wanted.partition(".")[0]) if mutant.where.startswith(wanted)]
        alive = survivors(found, cases, arguments.jobs)
        total += len(found)
        survive += len(alive)
        new = []
        for mutant in alive:
            reasons = [like for like in explained if re.search(like, str(mutant))]
            explained.update((like, explained[like] + 1) for like in reasons)
            new += [] if reasons else [mutant]
        unexplained += len(new)
        print(
            f"{wanted}: {len(found)} mutants, {len(alive)} survive, {len(new)} of them unexplained; {time.monotonic() - began:.0f} s",
            flush=True,
        )
        for mutant in new:
            print(f"  {mutant}", flush=True)
    for like in (like for like, count in explained.items() if not count and arguments.only == ",".join(MODULES)):
        print(f"explained, but noticed or gone: {like}")
        unexplained += 1
    print(f"{total} mutants, {total - survive} noticed, {survive} survive, {unexplained} unexplained")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
