"""Makes the parts of the runtime: the engine's script, WebAssembly, the standard library, the calculator, the policies."""

from __future__ import annotations

import ast
import base64
import hashlib
import io
import json
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from builder.policies import ASKED
from builder.policy_set import PolicySet
from builder.runtime.columns import in_columns
from builder.runtime.modules import packed
from builder.runtime.pinned import RuntimeFilesError, pinned_files
from builder.runtime.script import OURS, engine_script
from builder.runtime.trim import trimmed

TRIM = True  # False: Pyodide's WebAssembly and its script as they are

HERE = Path(__file__).parent
INSTEAD = HERE / "instead"  # modules of ours in the place of Pyodide's own

Calls = list[tuple[str, str]]


def runtime_parts(node_modules: Path, calculator: Path, policies_json: Path, calls: Calls, cache: Path) -> dict[str, bytes]:
    """Name of each part → its content.

    `calls` are calls of `calculator.browser`, (function, JSON text), by which the build sees what Python imports; `cache` is a
    folder for what takes long.
    """
    pyodide = pinned_files(node_modules)
    asm, loader, wasm = pyodide["pyodide.asm.mjs"].decode(), pyodide["pyodide.mjs"].decode(), pyodide["pyodide.asm.wasm"]
    if TRIM:
        asm, wasm = trimmed(asm, wasm, loader + "".join(path.read_text(encoding="utf-8") for path in OURS))
    sources = {path: (calculator.parent / path).read_bytes() for path in reached(calculator)}
    sources["calculator/__init__.py"] = b""  # it names what programs in Python import
    given = {
        "engine.js": engine_script(asm, loader, node_modules).encode(),
        "wasm": wasm,
        "stdlib": _with_ours(pyodide["python_stdlib.zip"]),
        "calculator": stored_zip(sources.items()),
        "policies": policies_json.read_bytes(),
        "calls.json": json.dumps(calls, ensure_ascii=False).encode(),
        "also.json": json.dumps(imported(sources.values())).encode(),
    }
    made = _compiled(given, cache)
    files = {part: {name: base64.b64decode(content) for name, content in listed.items()} for part, listed in made["parts"].items()}
    return {
        "engine": given["engine.js"],
        "wasm": given["wasm"],
        "stdlib": stored_zip(files["stdlib"].items()),
        **{part: packed(files[part], made["caches"]) for part in ("calculator", "ask", "plan")},
        "policies": in_columns(given["policies"]),
    }


def calls(policies: Path, policy_set: PolicySet) -> Calls:
    """What visitors may ask: a part of the cases, all sentences of asked.yaml, and the example households."""
    questions = [case["question"] for file in policy_set.cases.values() for case in file["cases"]]
    found = [("check", question) for question in questions[::10]]
    asked = policies / "cases" / ASKED
    if asked.exists():
        sentences = yaml.safe_load(asked.read_text(encoding="utf-8"))["asked"]
        found += [("ask", {"text": each["text"], "on": "2026-11-22", "context": each.get("context", {})}) for each in sentences]
    households = sorted((policies / "cases" / "households").glob("*.json"))
    found += [("plan", json.loads(path.read_text(encoding="utf-8"))) for path in households if not path.stem.endswith(".expected")]
    return [(call, json.dumps(message, ensure_ascii=False, default=str)) for call, message in found]


def reached(calculator: Path) -> list[str]:
    """The files of the package that `calculator.browser`, which a page calls alone, imports anywhere: "calculator/answer.py", …"""
    found = ["calculator/browser.py"]
    for path in found:  # which grows meanwhile
        for node in ast.walk(ast.parse((calculator.parent / path).read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "calculator":
                modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                files = [f"{module.replace('.', '/')}.py" for module in modules]
                found += [file for file in files if file not in found and (calculator.parent / file).is_file()]
    return sorted(found)


def imported(sources: Iterable[bytes]) -> list[str]:
    """The modules of others that these sources import anywhere, so also where none of the calls has come by."""
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return sorted(name for name in names if name.split(".")[0] != "calculator")


def _with_ours(stdlib: bytes) -> bytes:
    """The stdlib's zip with our modules in the place of Pyodide's."""
    ours = {path.relative_to(INSTEAD).as_posix(): path.read_bytes() for path in INSTEAD.rglob("*.py")}
    with zipfile.ZipFile(io.BytesIO(stdlib)) as archive:
        if missing := ours.keys() - set(archive.namelist()):
            raise RuntimeFilesError(f"Pyodide has no {', '.join(sorted(missing))} any more")
        return stored_zip((name, ours.get(name) or archive.read(name)) for name in archive.namelist())


def _compiled(given: Mapping[str, bytes], cache: Path) -> dict[str, Any]:
    """What `report` in inside.py tells, made by that very Python."""
    made: dict[str, Any] = json.loads(_in_node("inside", given, "compiled.json", cache))
    return made


def runtime_image(parts: Mapping[str, bytes], cache: Path) -> bytes:
    """The memory of a Python that has started from these parts and holds the calculator and the policies."""
    names = {"engine": "engine.js", **{name: name for name in ("wasm", "stdlib", "calculator", "ask", "plan", "policies")}}
    return _in_node("image", {file: parts[name] for name, file in names.items()}, "image", cache)


def _in_node(script: str, given: Mapping[str, bytes], wanted: str, cache: Path) -> bytes:
    """What a script beside this file makes of files, or as it was made before."""
    scripts = [path.read_bytes() for path in sorted(HERE.glob("*.mjs"))] + [(HERE / "inside.py").read_bytes()]
    key = hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in [*given.values(), *scripts])).hexdigest()
    kept = cache / f"{script}.{key[:16]}"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            for name, content in given.items():
                (Path(folder) / name).write_bytes(content)
            command = ["node", str(HERE / f"{script}.mjs"), folder]
            environment = {**os.environ, "TZ": "UTC"}  # an image holds the zone it was made in; the calculator asks for none
            ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
            if ran.returncode:
                raise RuntimeFilesError(f"Python did not start in Node: {ran.stderr[-2000:]}")
            cache.mkdir(parents=True, exist_ok=True)
            for old in cache.glob(f"{script}.*"):
                old.unlink()
            kept.write_bytes((Path(folder) / wanted).read_bytes())
    return kept.read_bytes()


def stored_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip that is the same for the same files, on any machine.

    They are stored, not deflated: zlib's output differs between its versions, and the web server compresses better.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()
