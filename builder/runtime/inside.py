"""Runs inside Pyodide at build time: which modules a visitor's Python has imported, and their compiled code.

It is imported after questions were answered, an error was told, and what shall be there besides was imported. Everything
else of the standard library is left out of the site.
"""

from __future__ import annotations

import sys

USED = frozenset(sys.modules)  # before this module imports anything itself

import ast  # noqa: E402
import base64  # noqa: E402
import json  # noqa: E402
import marshal  # noqa: E402
import types  # noqa: E402
import zipfile  # noqa: E402
from collections.abc import Iterable  # noqa: E402
from importlib.util import MAGIC_NUMBER  # noqa: E402

STDLIB = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
HEADER = MAGIC_NUMBER + b"\1\0\0\0" + b"\0" * 8  # a hash of the source that is never checked


def report() -> str:
    """JSON: {"stdlib": {file name: base64 of its .pyc}, "calculator": {…}}."""
    found = {"stdlib": compiled(USED), "calculator": compiled_calculator()}
    return json.dumps({part: {name: base64.b64encode(content).decode() for name, content in files.items()} for part, files in found.items()})


def compiled(names: Iterable[str]) -> dict[str, bytes]:
    """File name in the stdlib zip → content of its .pyc, without asserts, docstrings and line numbers."""
    found = {}
    with zipfile.ZipFile(STDLIB) as archive:
        for path in sorted(filter(None, map(path_in_zip, names))):
            found[f"{path}c"] = pyc(archive.read(path).decode(), path)
    return found


def path_in_zip(name: str) -> str | None:
    """Where a module's source lies in the stdlib zip; None if it did not come from there (some are part of the WebAssembly)."""
    spec = getattr(sys.modules[name], "__spec__", None)
    origin = (spec and spec.origin) or ""
    return origin.removeprefix(f"{STDLIB}/") if origin.startswith(STDLIB) else None


def compiled_calculator() -> dict[str, bytes]:
    """The same of the calculator."""
    with zipfile.ZipFile("/calculator.zip") as archive:
        sources = {path: ast.parse(archive.read(path), path) for path in archive.namelist()}
    return {f"{path}c": pyc_of(Bare().visit(tree), path) for path, tree in sources.items()}


def pyc(source: str, path: str) -> bytes:
    """The content of a .pyc file, as -OO makes it, and without line numbers: they are a third of it."""
    return pyc_of(ast.parse(source, path), path)


def pyc_of(tree: ast.Module, path: str) -> bytes:
    return HEADER + marshal.dumps(without_lines(compile(tree, path, "exec", dont_inherit=True, optimize=2)))


class Bare(ast.NodeTransformer):
    """Takes the types of arguments and results away, which nothing in the calculator reads; those of fields stay."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node


def without_lines(code: types.CodeType) -> types.CodeType:
    """The same code with nothing about where in the source it stands."""
    constants = tuple(without_lines(each) if isinstance(each, types.CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_firstlineno=1, co_consts=constants)
