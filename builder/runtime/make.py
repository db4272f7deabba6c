"""Makes the parts of the runtime: the engine's script, WebAssembly, the standard library, the calculator, the policies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from builder.runtime.pinned import pinned_files
from builder.runtime.script import engine_script


def runtime_parts(node_modules: Path, calculator: Path, policies_json: Path) -> dict[str, bytes]:
    """Name of each part → its content."""
    pyodide = pinned_files(node_modules)
    return {
        "engine": engine_script(pyodide["pyodide.asm.mjs"].decode(), pyodide["pyodide.mjs"].decode()).encode(),
        "wasm": pyodide["pyodide.asm.wasm"],
        "stdlib": pyodide["python_stdlib.zip"],
        "calculator": stored_zip((path.relative_to(calculator.parent).as_posix(), path.read_bytes()) for path in calculator.rglob("*.py")),
        "policies": policies_json.read_bytes(),
    }


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
