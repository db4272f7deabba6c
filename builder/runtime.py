"""Puts what the check page runs in the browser into the site: Pyodide, the calculator and the policies.

Everything is served by the site itself. `runtime.json` tells the worker the file names and their sizes; Pyodide lies in
a folder named by its version, and the other names hold a hash of the content, so that a cache never mixes two builds.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

PYODIDE = "314.0.7"
# The same version in package.json; a new one needs new sums here.
SHA256 = {
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}


class RuntimeFilesError(Exception):
    """A file of the Pyodide package is missing or is not the pinned one."""


def copy_runtime(node_modules: Path, calculator: Path, policies_json: Path, out: Path) -> None:
    """Fill `out`, emptied first: Pyodide, `calculator.<hash>.zip`, `policies.<hash>.json` and `runtime.json`."""
    package = node_modules / "pyodide"
    shutil.rmtree(out, ignore_errors=True)
    folder = out / PYODIDE
    folder.mkdir(parents=True)
    for name, expected in SHA256.items():
        content = _pinned(package / name, expected)
        (folder / name).write_bytes(content)

    packed = out / "calculator.zip"
    pack_calculator(calculator, packed)
    names = {
        "calculator": _with_hash(packed, out, "calculator"),
        "policies": _with_hash(policies_json, out, "policies"),
    }
    packed.unlink()

    files = [*folder.iterdir(), *(out / name for name in names.values())]
    lock = json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))
    runtime = {
        "pyodide": PYODIDE,
        **names,
        "lock": {"info": lock["info"], "packages": {}},  # no packages, so that no other server is ever asked for one
        "bytes": {path.relative_to(out).as_posix(): path.stat().st_size for path in sorted(files)},
    }
    (out / "runtime.json").write_text(json.dumps(runtime, indent=2) + "\n", encoding="utf-8")


def pack_calculator(calculator: Path, target: Path) -> None:
    """Pack the Python files of the calculator so that the same sources give the same bytes, on any machine.

    They are stored, not deflated: zlib's output differs between its versions, and the web server compresses better.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(calculator.rglob("*.py")):
            entry = zipfile.ZipInfo(path.relative_to(calculator.parent).as_posix(), date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def _pinned(path: Path, expected: str) -> bytes:
    if not path.is_file():
        raise RuntimeFilesError(f"{path} is missing: run `make setup`")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise RuntimeFilesError(f"{path} is not the one of Pyodide {PYODIDE}: SHA-256 {found}, expected {expected}")
    return content


def _with_hash(source: Path, out: Path, stem: str) -> str:
    content = source.read_bytes()
    name = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{source.suffix}"
    (out / name).write_bytes(content)
    return name
