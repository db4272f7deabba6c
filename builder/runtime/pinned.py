"""The files of the one Pyodide release that the site is made with, checked by their SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path

PYODIDE = "314.0.7"
# The same version in package.json; a new one needs new sums here.
SHA256 = {
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
# What pyodide-lock.json says of this release; no packages, so that no other server is ever asked for one.
LOCK = {
    "info": {"abi_version": "2026_0", "arch": "wasm32", "platform": "emscripten_5_0_3", "python": "3.14.2"},
    "packages": {},
}


class RuntimeFilesError(Exception):
    """A file of the Pyodide package is missing, is not the pinned one, or cannot be made into the runtime."""


def pinned_files(node_modules: Path) -> dict[str, bytes]:
    """File name → content of the Pyodide package in `node_modules`. RuntimeFilesError if one is not the pinned one."""
    return {name: _pinned(node_modules / "pyodide" / name, expected) for name, expected in SHA256.items()}


def _pinned(path: Path, expected: str) -> bytes:
    if not path.is_file():
        raise RuntimeFilesError(f"{path} is missing: run `make setup`")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise RuntimeFilesError(f"{path} is not the one of Pyodide {PYODIDE}: SHA-256 {found}, expected {expected}")
    return content
