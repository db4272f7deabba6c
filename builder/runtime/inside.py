"""Runs inside Pyodide at build time: which modules a visitor's Python has imported, and their compiled code.

It is imported after questions were answered, an error was told, and what shall be there besides was imported. Everything
else of the standard library is left out of the site. Of the calculator, what its entry imports is one part, what only a question
in words imports another, and the rest, which only a plan imports, the third.
"""

from __future__ import annotations

import sys

USED = frozenset(sys.modules)  # before this module imports anything itself

import __future__  # noqa: E402

import ast  # noqa: E402
import base64  # noqa: E402
import inspect  # noqa: E402
import itertools  # noqa: E402
import json  # noqa: E402
import marshal  # noqa: E402
import opcode  # noqa: E402
import types  # noqa: E402
import zipfile  # noqa: E402
from collections.abc import Iterable  # noqa: E402
from importlib.util import MAGIC_NUMBER  # noqa: E402

STDLIB = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
LOOKS = frozenset(("locals", "vars", "dir", "eval", "exec", "_getframe"))  # functions that see the names of variables
HEADER = MAGIC_NUMBER + b"\1\0\0\0" + b"\0" * 8  # a hash of the source that is never checked


def report(at_once: list[str], with_words: list[str]) -> str:
    """JSON: {"caches": [empty places after an instruction of each kind], "parts": {"stdlib": {file name: base64 of its .pyc},
    "calculator": {…}, "ask": {…}, "plan": {…}}}; `at_once` names the modules that the entry imports, `with_words` these and those
    that `ask` imports."""
    found: dict[str, dict[str, bytes]] = {"stdlib": compiled(USED), "calculator": {}, "ask": {}, "plan": {}}
    for path, content in compiled_calculator().items():
        name = path[:-4].replace("/", ".").removesuffix(".__init__")
        found["calculator" if name in at_once else "ask" if name in with_words else "plan"][path] = content
    parts = {part: {name: base64.b64encode(content).decode() for name, content in files.items()} for part, files in found.items()}
    entries: dict[str, int] = opcode._inline_cache_entries  # type: ignore[attr-defined]
    caches = [entries.get(name, 0) for name in opcode.opname[:256]]
    return json.dumps({"caches": caches, "parts": parts})


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
    return {f"{path}c": pyc_of(used_alone(Bare().visit(tree)), path, __future__.annotations.compiler_flag) for path, tree in sources.items()}


def pyc(source: str, path: str) -> bytes:
    """The content of a .pyc file, as -OO makes it, and without what only tracebacks show: that is a third of it."""
    return pyc_of(ast.parse(source, path), path)


def pyc_of(tree: ast.Module, path: str, flags: int = 0) -> bytes:
    return HEADER + marshal.dumps(plain(compile(tree, path, "exec", flags, dont_inherit=True, optimize=2)))


class Bare(ast.NodeTransformer):
    """Takes the types of arguments, results and variables away, which nothing in the calculator reads; of fields, dataclasses asks for
    no more than that they have one."""

    in_class = False

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.within(node, False)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self.within(node, True)
        return node

    def within(self, node: ast.AST, in_class: bool) -> None:
        outside, self.in_class = self.in_class, in_class
        self.generic_visit(node)
        self.in_class = outside

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if self.in_class:
            node.annotation = ast.copy_location(ast.Name("object", ast.Load()), node.annotation)
            return node
        plain = ast.Pass() if node.value is None else ast.Assign([node.target], node.value)
        return ast.copy_location(plain, node)


def used_alone(tree: ast.Module) -> ast.Module:
    """The same without imports of names that nothing uses any more, such as those of types."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            node.names = [alias for alias in node.names if (alias.asname or alias.name) in names]
    tree.body = [node for node in tree.body if not (isinstance(node, ast.ImportFrom) and not node.names)]
    return tree


def plain(code: types.CodeType) -> types.CodeType:
    """The same code with nothing about where in the source it stands, and with short names for the variables of its own."""
    constants = tuple(plain(each) if isinstance(each, types.CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_firstlineno=1, co_consts=constants, co_qualname=code.co_name, co_varnames=short_names(code))


def short_names(code: types.CodeType) -> tuple[str, ...]:
    """The names of the variables: those of arguments and of what inner functions see as they are, and all where code looks at names."""
    flags = sum(bool(code.co_flags & flag) for flag in (inspect.CO_VARARGS, inspect.CO_VARKEYWORDS))
    arguments = code.co_argcount + code.co_kwonlyargcount + flags
    if LOOKS.intersection(code.co_names):
        return code.co_varnames
    kept = {*code.co_varnames[:arguments], *code.co_cellvars, *code.co_freevars}
    free = (f"v{number}" for number in itertools.count() if f"v{number}" not in kept)
    return tuple(name if name in kept else next(free) for name in code.co_varnames)
