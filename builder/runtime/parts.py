"""The parts that the page loads, in two forms: files named by their content for http, scripts for file://.

A manifest says where the parts lie; `build.py` puts it into the pages that have scripts:

    {"wasm": {"file": "assets/pyodide/wasm.1a2b….wasm", "bytes": 9598218, "sha256": "…base64…"},     http: fetched and checked
     "engine": {"script": "assets/pyodide/engine.3c4d….js", "bytes": …, "sha256": "…"},              http: a script
     "stdlib": {"script": "assets/pyodide/stdlib.js", "bytes": …}}                                   file://: gives its content

`bytes` is the size after unpacking, `file` and `script` are seen from the root of the site. A script of the file:// form
calls `gongjiPack(name, content)` with base64 of the gzipped content, or with the value of a JSON table.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Manifest = dict[str, dict[str, Any]]

FOLDER = "assets/pyodide"
TABLES = "assets/data"
SUFFIXES = {
    **{"engine": ".js", "wasm": ".wasm", "stdlib": ".zip", "calculator": ".bin", "ask": ".bin", "plan": ".bin"},
    **{"policies": ".txt", "english": ".json", "image": ".bin"},
}


def write_files(parts: Mapping[str, bytes], root: Path) -> Manifest:
    """The http form: each part as a file below `root`, its name holding a hash of its content."""
    manifest: Manifest = {}
    for name, content in parts.items():
        sum_ = hashlib.sha256(content).digest()
        stem, suffix = _place(name)
        where = f"{stem}.{sum_.hex()[:12]}{suffix}"
        for old in root.glob(f"{stem}.*{suffix}"):
            old.unlink()
        _write(root / where, content)
        key = "script" if suffix == ".js" else "file"
        manifest[name] = {key: where, "bytes": len(content), "sha256": base64.b64encode(sum_).decode()}
    return manifest


def write_scripts(parts: Mapping[str, bytes], root: Path) -> Manifest:
    """The file:// form: each part as a classic script below `root`."""
    manifest: Manifest = {}
    for name, content in parts.items():
        where = f"{_place(name)[0]}.js"
        _write(root / where, content if name == "engine" else _script(name, content))
        manifest[name] = {"script": where, "bytes": len(content)}
    return manifest


def tables(folder: Path) -> dict[str, bytes]:
    """The tables that the build wrote for the pages, such as form.json, as parts."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.json")) if path.name.count(".") == 1}


def _place(name: str) -> tuple[str, str]:
    """Where a part lies, without the ending, and its ending: ("assets/pyodide/wasm", ".wasm")."""
    if name.endswith(".json"):
        return f"{TABLES}/{name.removesuffix('.json')}", ".json"
    return f"{FOLDER}/{name}", SUFFIXES[name]


def _script(name: str, content: bytes) -> bytes:
    value = content if name.endswith(".json") else b'"%s"' % base64.b64encode(gzip.compress(content, 9, mtime=0))
    return b'gongjiPack("%s",%s);\n' % (name.encode(), value)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
