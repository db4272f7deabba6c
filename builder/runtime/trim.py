"""Takes away what only libraries loaded later could ask of Pyodide: the thousands of exports of its WebAssembly, and the script's
variables for them. Nothing is ever loaded later. No code is changed, so nothing is renumbered.

An export stays if its name, with or without the script's underscore, stands anywhere else in the scripts, or if the
WebAssembly asks for its own address by that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.runtime.pinned import RuntimeFilesError

IMPORTS, EXPORTS = 2, 7  # ids of sections
TAKEN = re.compile(r'(?P<variable>[\w$]+)=(?:Module\["[\w$]+"\]=)?(?:wasm\w+=(?:Module\["\w+"\]=)?)?wasmExports\["(?P<name>[^"]+)"\](?:\.value>>>0)?')
TAKE = re.compile(r"(?<=function assignWasmExports\(wasmExports\)\{)[^{}]*(?=\})")
DECLARED = re.compile(r"(?<=var )(?:[\w$]+,){500,}[\w$]+(?=;)")
WORD = re.compile(r"[\w$]+")


def trimmed(asm: str, wasm: bytes, others: str) -> tuple[str, bytes]:
    """pyodide.asm.mjs and pyodide.asm.wasm without unused exports; `others`: the scripts that use the two.

    RuntimeFilesError if the script is not made as expected.
    """
    take, declared = _only(TAKE, asm), _only(DECLARED, asm)
    rest = asm.replace(take, "").replace(declared, "")
    words = frozenset(WORD.findall(rest + others))
    used = {name for name in _exports(wasm) if name in words or f"_{name}" in words} | _own_addresses(wasm)
    kept, variables = [], set(words)
    for statement in take.split(";"):
        match = TAKEN.fullmatch(statement)
        if not match:
            raise RuntimeFilesError(f"Pyodide's script takes an export in another way: {statement[:100]}")
        if match["variable"] in words or match["name"] in words:
            kept.append(statement)
            variables.add(match["variable"])
    names = ",".join(name for name in declared.split(",") if name in variables)
    return asm.replace(take, ";".join(kept)).replace(declared, names), _with_exports(wasm, used)


def _only(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.findall(text)
    if len(found) != 1:
        raise RuntimeFilesError(f"Pyodide's script has {pattern.pattern} {len(found)} times, expected 1")
    return str(found[0])


def _number(wasm: bytes, at: int) -> tuple[int, int]:
    """A number in LEB128 and where it ends."""
    value = shift = 0
    while True:
        byte = wasm[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _leb128(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])


def _text(wasm: bytes, at: int) -> tuple[str, int]:
    length, at = _number(wasm, at)
    return wasm[at : at + length].decode(), at + length


def _sections(wasm: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(id, where it starts, where its content starts, where it ends)."""
    start = 8
    while start < len(wasm):
        length, content = _number(wasm, start + 1)
        yield wasm[start], start, content, content + length
        start = content + length


def _exports(wasm: bytes) -> dict[str, bytes]:
    """Name → the whole entry."""
    found = {}
    for section, _, at, _ in _sections(wasm):
        if section == EXPORTS:
            count, at = _number(wasm, at)
            for _ in range(count):
                start = at
                name, at = _text(wasm, at)
                _, at = _number(wasm, at + 1)
                found[name] = wasm[start:at]
    return found


def _own_addresses(wasm: bytes) -> set[str]:
    """Names among the imports of functions' and variables' own addresses (GOT.func, GOT.mem), which are globals."""
    found = set()
    for section, _, content, end in _sections(wasm):
        if section == IMPORTS:
            for match in re.finditer(rb"GOT\.(?:func|mem)", wasm[content:end]):
                found.add(_text(wasm, content + match.end())[0])
    return found


def _with_exports(wasm: bytes, names: set[str]) -> bytes:
    """The same with the exports of these names alone."""
    entries = [entry for name, entry in _exports(wasm).items() if name in names]
    listed = _leb128(len(entries)) + b"".join(entries)
    made = wasm[:8]
    for section, start, _, end in _sections(wasm):
        made += bytes([EXPORTS]) + _leb128(len(listed)) + listed if section == EXPORTS else wasm[start:end]
    return made
