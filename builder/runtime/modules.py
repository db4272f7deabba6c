"""Compiled modules in the order that compresses best: instructions together, names together, constants together.

A zero byte; the size of the zip and the lengths of ten streams as u32, little-endian; the streams:

    files       path of each .pyc, then a line feed
    header      what every .pyc begins with: 16 bytes
    caches      how many empty places follow an instruction of each of the 256 kinds; they are left out of `code`
    heads       per code object as LEB128: its numbers and sizes (see `code`)
    code        the instructions, two bytes each
    names       per code object: what it looks up, its variables, its own name; a line feed after each
    kinds       the kinds of a function's variables
    errors      where errors are caught
    constants   as in marshal, with lengths in LEB128; a text or a code object stands here with its letter alone
    texts       a byte 255, which is none of UTF-8, after each

What a traceback alone would show is not kept: `plain` in inside.py has emptied it, and the file's path is that of the .pyc. `zipOf`
in packed.js makes a zip of .pyc files of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STREAMS = ("files", "header", "caches", "heads", "code", "names", "kinds", "errors", "constants", "texts")
REFERENCE = 128  # a later object may refer to this one
TEXTS = b"uatAzZ"
END = b"\xff"  # of a text
SHORT = b"zZ)"  # their length is one byte


def packed(files: Mapping[str, bytes], caches: list[int]) -> bytes:
    """The modules of .pyc files by their paths; `caches`: empty places after an instruction of each kind. ValueError if they are no
    such files."""
    streams = {name: bytearray() for name in STREAMS}
    streams["caches"] += bytes(caches)
    streams["header"] += next(iter(files.values()))[:16]
    size = 22
    for path, content in sorted(files.items()):
        if content[:16] != streams["header"]:
            raise ValueError(f"{path} has another header")
        streams["files"] += f"{path}\n".encode()
        module = Reader(content[16:]).read()
        _Writer(streams, caches).constant(module)
        size += 30 + 46 + 16 + 2 * len(path.encode()) + _size(module, len(path.encode()) - 1)
    numbers = b"".join(number.to_bytes(4, "little") for number in [size, *map(len, streams.values())])
    return b"\0" + numbers + b"".join(streams.values())


def _size(found: tuple[str, Any], path: int) -> int:
    """Bytes of an object as marshal writes it without references; `path`: length of the name of its file."""
    letter, content = found
    if letter == "c":
        objects = [content[name] for name in ("code", "constants", "names", "variables", "kinds", "name", "name", "errors")]
        return 1 + 6 * 4 + 5 + path + 5 + sum(_size(each, path) for each in objects)
    if isinstance(content, list):
        return (1 if letter == ":" else 5) + sum(_size(each, path) for each in content)
    return (5 if letter in "su" else 1) + len(content)


class Reader:
    """Reads marshal's format: (letter, content) of each object; content is bytes, a list of objects, or of a code object a dict."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.known = data, 0, list[Any]()

    def bytes(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]

    def number(self, length: int = 4) -> int:
        return int.from_bytes(self.bytes(length), "little")

    def read(self) -> tuple[str, Any]:
        kind = self.number(1)
        if chr(kind) == "r":
            return self.known[self.number()]  # type: ignore[no-any-return]
        place = len(self.known)
        if kind & REFERENCE:
            self.known.append(None)
        found = self.content(kind & ~REFERENCE)
        if kind & REFERENCE:
            self.known[place] = found
        return found

    def content(self, kind: int) -> tuple[str, Any]:
        letter = chr(kind)
        if letter in "NTF.":
            return letter, b""
        if letter in "ig":
            return letter, self.bytes(4 if letter == "i" else 8)
        if letter == "l":
            digits = self.bytes(4)
            return letter, digits + self.bytes(2 * abs(int.from_bytes(digits, "little", signed=True)))
        if letter == "s" or kind in TEXTS:
            return "s" if letter == "s" else "u", self.bytes(self.number(1 if kind in SHORT else 4))
        if letter in "()>":
            count = self.number(1 if kind in SHORT else 4)
            return ">" if letter == ">" else "(", [self.read() for _ in range(count)]
        if letter == ":":
            return letter, [self.read() for _ in range(3)]
        if letter == "c":
            numbers = [self.number() for _ in range(5)]
            code, constants, names, variables, kinds, _, name, qualified = (self.read() for _ in range(8))
            line = self.number()
            lines, errors = self.read(), self.read()
            if (qualified, line, lines[1]) != (name, 1, b""):
                raise ValueError(f"{name[1]!r} tells where it stands")
            parts = {"code": code, "constants": constants, "names": names, "variables": variables, "kinds": kinds, "errors": errors}
            return letter, {"numbers": numbers, "name": name, **parts}
        raise ValueError(f"marshal writes {letter!r}, which is not known here")


class _Writer:
    def __init__(self, streams: dict[str, bytearray], caches: list[int]) -> None:
        self.streams, self.caches = streams, caches

    def number(self, stream: str, value: int) -> None:
        while value > 127:
            self.streams[stream].append(value & 127 | 128)
            value >>= 7
        self.streams[stream].append(value)

    def constant(self, found: tuple[str, Any]) -> None:
        letter, content = found
        self.streams["constants"] += letter.encode()
        if letter == "c":
            self.code(content)
        elif letter == "u":
            self.streams["texts"] += content + END
        elif isinstance(content, list):
            if letter != ":":
                self.number("constants", len(content))
            for each in content:
                self.constant(each)
        else:
            if letter == "s":
                self.number("constants", len(content))
            self.streams["constants"] += content

    def code(self, parts: dict[str, Any]) -> None:
        """The numbers: of arguments (three), stack, flags; of instructions, names, variables, bytes about errors, constants."""
        instructions = self.instructions(parts["code"][1])
        sizes = [len(instructions) // 2, len(parts["names"][1]), len(parts["kinds"][1]), len(parts["errors"][1]), len(parts["constants"][1])]
        for number in [*parts["numbers"], *sizes]:
            self.number("heads", number)
        self.streams["code"] += instructions
        for constant in parts["constants"][1]:
            self.constant(constant)
        for listed in (parts["names"][1], parts["variables"][1], [parts["name"]]):
            self.streams["names"] += b"".join(name + b"\n" for _, name in listed)
        self.streams["kinds"] += parts["kinds"][1]
        self.streams["errors"] += parts["errors"][1]

    def instructions(self, code: bytes) -> bytes:
        kept = bytearray()
        at = 0
        while at < len(code):
            kept += code[at : at + 2]
            end = at + 2 + 2 * self.caches[code[at]]
            if any(code[at + 2 : end]):
                raise ValueError("an empty place is not empty")
            at = end
        return bytes(kept)
