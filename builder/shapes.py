"""The shapes that values in a policy file can have.

A shape does two things from one definition: it reads a YAML node strictly (collecting problems with their place) and it
describes itself as JSON Schema for editors. Scalars are read from the text as written, so YAML's own guesses (dates as
objects, 012 as a number) have no effect, and its booleans `yes` and `no` are refused with a hint.

A value that is wrong is left out of what is returned: `marks` tells a wrong key from one that is not there.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from builder.problems import Problem, Problems, did_you_mean, quoted

Mark = tuple[str, int, int]
# Control characters (but not the ends of lines), soft hyphens, zero-width and direction marks, private use.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\uf8ff\ufffe\uffff]")


class Located(dict[str, Any]):
    """A mapping as read, which remembers where it and each of its keys stand: `at`, `marks[key]` (of the value)."""

    at: Mark
    marks: dict[str, Mark]


class Items(list[Any]):
    """A list as read, which remembers where each of its entries stands."""

    marks: list[Mark]


class Reading:
    """One run over the files: where problems go, and the ids that references are checked against afterwards."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.file = ""
        self.references: list[tuple[str, str, Mark, str]] = []

    def problem(self, node: yaml.Node | Mark, path: str, message: str, hint: str = "") -> None:
        file, line, column = node if isinstance(node, tuple) else self.mark(node)
        self.problems.add(Problem(file, line, column, path, message, hint))

    def mark(self, node: yaml.Node) -> Mark:
        return (self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def check_references(self, ids: dict[str, Iterable[str]]) -> None:
        known = {kind: set(values) for kind, values in ids.items()}
        for kind, value, mark, path in self.references:
            if known[kind] and value not in known[kind]:  # nothing known: its file has a problem of its own
                self.problem(mark, path, f"unknown {kind} {quoted(value)}", did_you_mean(value, sorted(known[kind])))


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    tag = node.tag.rsplit(":", 1)[-1]
    return {"bool": "a yes/no value", "null": "nothing", "int": "a number", "float": "a number"}.get(tag, "a text")


class Shape:
    """Base of all shapes. `read` returns the value, or None after reporting problems."""

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        raise NotImplementedError

    def _scalar(self, node: yaml.Node, path: str, reading: Reading, wanted: str) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            hint = "put a text with a colon and a space in it in quotes" if isinstance(node, yaml.MappingNode) else ""
            reading.problem(node, path, f"expected {wanted}, found {_kind(node)}", hint)
            return None
        plain = not node.style  # None, or an empty text where libyaml reads
        if plain and node.tag.endswith(":bool") and node.value.lower() not in ("true", "false"):
            reading.problem(node, path, f"'{node.value}' is a yes/no value in YAML", f'write "{node.value}" in quotes')
            return None
        if plain and (node.tag.endswith(":null") or not node.value):
            reading.problem(node, path, f"expected {wanted}, found nothing", "leave the key out if it is not known")
            return None
        return str(node.value)


@dataclass(frozen=True)
class Text(Shape):
    """A non-empty text, optionally of a pattern."""

    pattern: str = ""
    what: str = "a text"

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        text = self._scalar(node, path, reading, self.what)
        if text is None:
            return None
        text = " ".join(text.split())
        if not text:
            reading.problem(node, path, f"expected {self.what}, found an empty text", "leave the key out")
            return None
        if "<" in text or ">" in text:
            reading.problem(node, path, "a text must not hold < or >", "write 小于, 大于 or quotation marks 《》")
            return None
        if UNSEEN.search(text):
            reading.problem(node, path, "a text must not hold characters that cannot be seen", "type it again by hand")
            return None
        if self.pattern and not re.fullmatch(self.pattern, text, re.ASCII):
            reading.problem(node, path, f"{quoted(text)} is not {self.what}")
            return None
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$" if self.pattern else "^[^<>]+$"}


@dataclass(frozen=True)
class Day(Shape):
    """An ISO day, 1990 to 2100. `open_end` also takes null, for `until`: still in force. `month` also takes 2024-09."""

    open_end: bool = False
    month: bool = False

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        if self.open_end and isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"):
            return None
        text = self._scalar(node, path, reading, "a day such as 2024-09-01")
        if text is None:
            return None
        day = f"{text}-01" if self.month and re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) else text
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
            parts = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", text)
            hint = f"write {parts[1]}-{parts[2]:0>2}-{parts[3]:0>2}" if parts else ""
            reading.problem(node, path, f"{quoted(text)} is not a day written as 2024-09-01", hint)
        elif not _in_calendar(day):
            reading.problem(node, path, f"'{text}' is not a day of the calendar")
        elif not "1990" <= day[:4] <= "2100":
            reading.problem(node, path, f"'{text}' is not a day between 1990 and 2100")
        else:
            return text
        return None

    def schema(self) -> dict[str, Any]:
        day = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"} if self.month else _DAY_SCHEMA
        return {"anyOf": [day, {"type": "null"}]} if self.open_end else dict(day)


_DAY_SCHEMA = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _in_calendar(day: str) -> bool:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Number(Shape):
    """A non-negative number; `whole` for counts, else yuan with at most two decimals."""

    whole: bool = True

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        wanted = "a whole number" if self.whole else "an amount in yuan"
        text = self._scalar(node, path, reading, wanted)
        if text is None:
            return None
        if not re.fullmatch(r"[0-9]{1,9}" if self.whole else r"[0-9]{1,9}(\.[0-9]{1,2})?", text):
            hint = "write digits only, such as 10" if self.whole else "write digits only, such as 1500 or 12.50"
            reading.problem(node, path, f"{quoted(text)} is not {wanted}", hint)
            return None
        return int(text) if self.whole else round(float(text) * 100) / 100

    def schema(self) -> dict[str, Any]:
        return {"type": "integer" if self.whole else "number", "minimum": 0}


@dataclass(frozen=True)
class Flag(Shape):
    """true or false."""

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
            return node.value == "true"
        said = quoted(node.value) if isinstance(node, yaml.ScalarNode) else _kind(node)
        reading.problem(node, path, f"expected true or false, found {said}")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice(Shape):
    """One of a few fixed words."""

    options: tuple[str, ...]

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        text = self._scalar(node, path, reading, "one of " + ", ".join(self.options))
        if text is not None and text not in self.options:
            reading.problem(node, path, f"{quoted(text)} is not allowed here", did_you_mean(text, self.options))
            return None
        return text

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.options)}


def ids_schema(kind: str) -> dict[str, Any]:
    """The schema of the ids of a kind; `builder.schema` puts its definition into each file."""
    return {"$ref": f"#/$defs/{kind.replace(' ', '_')}"}


@dataclass(frozen=True)
class Ref(Shape):
    """The id of something defined elsewhere, such as a document; checked when everything has been read."""

    kind: str

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        text = self._scalar(node, path, reading, f"the id of a {self.kind}")
        if text is not None:
            reading.references.append((self.kind, text, reading.mark(node), path))
        return text

    def schema(self) -> dict[str, Any]:
        return ids_schema(self.kind)


@dataclass(frozen=True)
class List(Shape):
    """A list of one shape, not empty; `unique` refuses an item named twice."""

    item: Shape
    unique: bool = False
    empty: bool = False

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            hint = "write [a, b], or lines that begin with - and a space"
            reading.problem(node, path, f"expected a list, found {_kind(node)}", hint)
            return None
        if not node.value and not self.empty:
            reading.problem(node, path, "the list is empty", "fill it or leave the key out")
            return None
        items = Items()
        items.marks = []
        for number, child in enumerate(node.value, 1):
            value = self.item.read(child, f"{path}.{number}", reading)
            if self.unique and value is not None and value in items:
                reading.problem(child, f"{path}.{number}", f"{quoted(value)} is listed twice")
            elif value is not None:
                items.append(value)
                items.marks.append(reading.mark(child))
        return items

    def schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "array", "items": self.item.schema()}
        return {**schema, **({} if self.empty else {"minItems": 1}), **({"uniqueItems": True} if self.unique else {})}


@dataclass(frozen=True)
class Key:
    """A key of a record: its shape, whether it must be there, and one line on what it means."""

    shape: Shape
    doc: str
    required: bool = False


def _pairs(node: yaml.Node, path: str, reading: Reading) -> Iterable[tuple[str, yaml.Node, yaml.Node]]:
    """The key-value pairs of a mapping node; reports another kind of node, and keys that are no word or stand twice."""
    if not isinstance(node, yaml.MappingNode):
        hint = "write key: value, with a plain colon and a space after it"
        reading.problem(node, path, f"expected a mapping (key: value), found {_kind(node)}", hint)
        return
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode) or not re.fullmatch(r"[\w-]{1,60}", key_node.value):
            reading.problem(key_node, path, "a key must be a plain word", "check the colon and the indentation")
            continue
        key = str(key_node.value)
        if key in seen:
            where = f"{path}.{key}".lstrip(".")
            reading.problem(key_node, where, f"key '{key}' stands twice", f"it is already on line {seen[key]}")
            continue
        seen[key] = key_node.start_mark.line + 1
        yield key, key_node, value_node


@dataclass(frozen=True)
class Record(Shape):
    """A mapping with fixed keys.

    `check` may look at the whole once its keys have been read; any of them may be missing then. A record that makes no
    sense in part is `whole`: it counts as wrong if one of its required keys is.
    """

    keys: dict[str, Key]
    check: Callable[[Located, str, Reading], None] | None = None
    title: str = ""
    whole: bool = False

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        found = Located()
        found.at = reading.mark(node)
        found.marks = {}
        present = set()
        for key, key_node, value_node in _pairs(node, path, reading):
            here = f"{path}.{key}".lstrip(".")
            present.add(key)
            if key not in self.keys:
                reading.problem(key_node, here, f"unknown key {quoted(key)}", did_you_mean(key, self.keys))
                continue
            value = self.keys[key].shape.read(value_node, here, reading)
            found.marks[key] = reading.mark(value_node)
            if value is not None:
                found[key] = value
        if not isinstance(node, yaml.MappingNode):
            return None
        required = [key for key, spec in self.keys.items() if spec.required]
        for key in required:
            if key not in present:
                reading.problem(node, path, f"key '{key}' is missing", self.keys[key].doc)
        if self.check:
            self.check(found, path, reading)
        return None if self.whole and any(key not in found for key in required) else found

    def schema(self) -> dict[str, Any]:
        properties = {key: {**spec.shape.schema(), "description": spec.doc} for key, spec in self.keys.items()}
        schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
        required = [key for key, spec in self.keys.items() if spec.required]
        if required:
            schema["required"] = required
        return {"title": self.title, **schema} if self.title else schema


@dataclass(frozen=True)
class Map(Shape):
    """A mapping from ids to values of one shape. `ref` checks the keys against what is defined elsewhere."""

    value: Shape
    key_pattern: str = r"[a-z0-9][a-z0-9_-]*"
    key_hint: str = "use lower-case letters, digits, - and _"
    ref: str = ""

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        found = Located()
        found.at = reading.mark(node)
        found.marks = {}
        if isinstance(node, yaml.MappingNode) and not node.value:
            reading.problem(node, path, "the mapping is empty", "fill it or leave the key out")
        for key, key_node, value_node in _pairs(node, path, reading):
            here = f"{path}.{key}".lstrip(".")
            if self.ref:
                reading.references.append((self.ref, key, reading.mark(key_node), here))
            elif not re.fullmatch(self.key_pattern, key, re.ASCII):
                reading.problem(key_node, here, f"{quoted(key)} cannot be an id", self.key_hint)
            value = self.value.read(value_node, here, reading)
            found.marks[key] = reading.mark(key_node)
            if value is not None:
                found[key] = value
        return found

    def schema(self) -> dict[str, Any]:
        keys = ids_schema(self.ref) if self.ref else {"pattern": f"^(?:{self.key_pattern})$"}
        return {"type": "object", "propertyNames": keys, "additionalProperties": self.value.schema()}


@dataclass(frozen=True)
class Either(Shape):
    """One of several shapes, told apart by the kind of YAML node (text, list, mapping)."""

    scalar: Shape | None = None
    sequence: Shape | None = None
    mapping: Shape | None = None
    order: Sequence[str] = field(default=("scalar", "sequence", "mapping"))

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        kind = {yaml.ScalarNode: "scalar", yaml.SequenceNode: "sequence", yaml.MappingNode: "mapping"}[type(node)]
        shape = getattr(self, kind) or next(getattr(self, name) for name in self.order if getattr(self, name))
        return shape.read(node, path, reading)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [getattr(self, name).schema() for name in self.order if getattr(self, name)]}
