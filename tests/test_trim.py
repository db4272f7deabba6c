"""Pyodide without the exports that nothing uses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from builder.runtime.pinned import RuntimeFilesError, pinned_files
from builder.runtime.script import OURS
from builder.runtime.trim import trimmed

ROOT = Path(__file__).parents[1]
SHOW = "WebAssembly.Module.exports(new WebAssembly.Module(require('fs').readFileSync(0))).forEach(({name}) => console.log(name))"
ASM = 'var a,b;function assignWasmExports(wasmExports){a=wasmExports["f"]}'


def exports(wasm: bytes) -> list[str]:
    """As V8 reads them."""
    return subprocess.run(["node", "-e", SHOW], input=wasm, capture_output=True, check=True).stdout.decode().split()


def test_only_unused_exports_go() -> None:
    pyodide = pinned_files(ROOT / "node_modules")
    asm, loader, whole = pyodide["pyodide.asm.mjs"].decode(), pyodide["pyodide.mjs"].decode(), pyodide["pyodide.asm.wasm"]
    script, wasm = trimmed(asm, whole, loader + "".join(path.read_text(encoding="utf-8") for path in OURS))
    before, after = exports(whole), exports(wasm)
    assert after == [name for name in before if name in set(after)]
    assert len(after) < len(before) / 10
    assert {"memory", "__wasm_call_ctors", "malloc", "run_main_promising"} <= set(after)
    assert 'wasmExports["malloc"]' in script
    assert 'wasmExports["PyObject_GetAttrString"]' in asm
    assert 'wasmExports["PyObject_GetAttrString"]' not in script


def test_a_script_that_is_made_otherwise_is_refused() -> None:
    with pytest.raises(RuntimeFilesError, match="expected 1"):
        trimmed(ASM, b"\0asm\1\0\0\0", "")
