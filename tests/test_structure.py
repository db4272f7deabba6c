"""House rules on the code: who imports whom, what the engine may touch, how long a file may be.

Each rule is a small function from sources to complaints. It is run on the tree, where it must find nothing, and on a bad
example, where it must find something.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMAND_LINE = "calculator.__main__"
INSIDE_PYODIDE = "builder.runtime.instead."  # stands in for modules of Pyodide, and runs there

# What would make an answer depend on more than the question and the policies.
OUTSIDE_WORLD = frozenset(
    (
        "asyncio",
        "ctypes",
        "getpass",
        "glob",
        "http",
        "importlib",
        "io",
        "locale",
        "mmap",
        "multiprocessing",
        "os",
        "pathlib",
        "platform",
        "random",
        "secrets",
        "select",
        "shutil",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "urllib",
        "uuid",
    )
)
FILE_AND_CODE_CALLS = frozenset(("open", "input", "print", "exec", "eval", "compile", "__import__", "breakpoint"))
CLOCK_AND_FILE_METHODS = frozenset(("now", "today", "utcnow", "fromtimestamp", "read_text", "write_text", "read_bytes"))


def sources(package: str) -> dict[str, str]:
    """Dotted name → source of every module of a package."""
    found = {}
    for path in sorted(path for path in (ROOT / package).rglob("*.py") if "node_modules" not in path.parts):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    assert len(found) > 1, f"nothing to check in {package}/"
    return found


def imports(name: str, source: str, modules: Iterable[str]) -> set[str]:
    """Dotted names of what a module imports; `from package import module` counts as that module."""
    known, found = set(modules), set()
    package = name.split(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(part for part in (package if node.level else "", node.module or "") if part)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in known else base)
    return found


def foreign(modules: Mapping[str, str], allowed: Iterable[str]) -> list[str]:
    """Imports that are neither of the standard library nor of an allowed package."""
    fine = {*sys.stdlib_module_names, *allowed}
    return [
        f"{name} imports {one}: only the standard library and {', '.join(allowed)} are allowed"
        for name, source in modules.items()
        for one in sorted(imports(name, source, modules))
        if one.split(".")[0] not in fine and not (name.startswith(INSIDE_PYODIDE) and one.startswith("pyodide_js"))
    ]


def impure(modules: Mapping[str, str]) -> list[str]:
    """Uses of files, network, clock, chance or the process outside the command line."""
    found = []
    for name, source in modules.items():
        if name == COMMAND_LINE:
            continue
        touched = sorted({one.split(".")[0] for one in imports(name, source, modules)} & OUTSIDE_WORLD)
        found += [f"{name} imports {one}: pass what it needs as an argument" for one in touched]
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id in FILE_AND_CODE_CALLS:
                found.append(f"{name}:{node.lineno} calls {called.id}()")
            if isinstance(called, ast.Attribute) and called.attr in CLOCK_AND_FILE_METHODS:
                found.append(f"{name}:{node.lineno} calls .{called.attr}(): the day is always an argument")
    return found


def cycles(modules: Mapping[str, str]) -> list[str]:
    """Modules that import each other in a ring. The package's own __init__ may import all of them."""
    needs = {
        name: {one for one in imports(name, source, modules) if one in modules} for name, source in modules.items()
    }
    left = dict(needs)
    while True:
        free = [name for name, wanted in left.items() if not (wanted & left.keys())]
        if not free:
            return [f"{name} needs {', '.join(sorted(wanted & left.keys()))}" for name, wanted in left.items()]
        for name in free:
            del left[name]


def too_long(texts: Mapping[str, str], most: int) -> list[str]:
    """Files of more lines than allowed."""
    lengths = {name: len(text.splitlines()) for name, text in texts.items()}
    return [f"{name} has {lines} lines: at most {most}, split it" for name, lines in lengths.items() if lines > most]


def test_the_engine_imports_the_standard_library_and_itself_only():
    assert foreign(sources("calculator"), ("calculator",)) == []


def test_the_builder_may_use_the_engine_but_the_engine_never_the_builder():
    assert [line for line in foreign(sources("calculator"), ("calculator",)) if "builder" in line] == []
    assert (
        foreign(
            sources("builder"), ("builder", "calculator", "yaml", "jinja2", "markupsafe", "jieba", "mkdocs", "brotli", "flit_core")
        )
        == []
    )


def test_the_engine_touches_no_file_network_clock_or_chance():
    assert impure(sources("calculator")) == []


@pytest.mark.parametrize("package", ["calculator", "builder"])
def test_imports_run_one_way(package: str):
    assert cycles(sources(package)) == []


def test_the_engine_is_not_tied_to_the_command_line():
    modules = sources("calculator")
    users = [name for name, source in modules.items() if COMMAND_LINE in imports(name, source, modules)]
    assert users == []


def test_build_py_reads_as_the_pipeline():
    assert too_long({"build.py": (ROOT / "build.py").read_text(encoding="utf-8")}, 200) == []


@pytest.mark.parametrize("package", ["calculator", "builder"])
def test_modules_are_short(package: str):
    assert too_long(sources(package), 400) == []


def test_tests_are_short_too():
    assert too_long(sources("tests"), 400) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import yaml", "imports yaml"),
        ("from builder.policies import read_policies", "imports builder"),
        ("def late():\n    import numpy.linalg", "imports numpy"),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import builder", "imports builder"),
    ],
)
def test_a_foreign_import_is_seen(source: str, said: str):
    found = foreign({"calculator.bad": source, "calculator.good": "import json"}, ("calculator",))
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "import os.path",
        "from urllib import request",
        "def f():\n    from random import choice",
        "import datetime\nday = datetime.date.today()",
        "from datetime import datetime\nday = datetime.now()",
        "text = open('policies.json').read()",
        "def f(path):\n    return path.read_text()",
        "eval('1')",
        "__import__('socket')",
    ],
)
def test_a_touch_of_the_outside_world_is_seen(source: str):
    assert impure({"calculator.bad": source}) != []
    assert impure({COMMAND_LINE: source}) == []


def test_a_ring_of_imports_is_seen():
    ring = {
        "calculator.a": "from calculator import b",
        "calculator.b": "from calculator.c import f",
        "calculator.c": "import calculator.a",
    }
    assert len(cycles(ring)) == 3
    assert cycles({**ring, "calculator.c": "import json"}) == []
    assert cycles({"calculator": "from calculator.a import f", "calculator.a": "import json"}) == []
    assert len(cycles({"calculator": "from calculator.a import f", "calculator.a": "from calculator import g"})) == 2


def test_a_long_file_is_seen():
    assert too_long({"x": "pass\n" * 401}, 400) != []
    assert too_long({"x": "pass\n" * 400}, 400) == []
