"""The shapes that values in a policy file can have.

A shape does two things from one definition: it reads a YAML node strictly (collecting problems with their place) and it
describes itself as JSON Schema for editors. Scalars are read from the text as written, so YAML's own guesses (dates as
objects, 012 as a number) have no effect, and its booleans `yes` and `no` are refused with a hint.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from builder.problems import Problem, Problems, did_you_mean

Mark = tuple[str, int, int]
_MISSING = object()


class Located(dict[str, Any]):
    """A mapping as read, which remembers where it and each of its keys stand: `at`, `marks[key]` (of the value)."""

    at: Mark
    marks: dict[str, Mark]


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
                self.problem(mark, path, f"unknown {kind} '{value}'", did_you_mean(value, sorted(known[kind])))


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
            reading.problem(node, path, f"expected {wanted}, found {_kind(node)}")
            return None
        if node.style is None and node.tag.endswith(":bool") and node.value.lower() not in ("true", "false"):
            reading.problem(node, path, f"'{node.value}' is a yes/no value in YAML", f'write "{node.value}" in quotes')
            return None
        if node.style is None and (node.tag.endswith(":null") or not node.value):
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
        if self.pattern and not re.fullmatch(self.pattern, text):
            reading.problem(node, path, f"'{text}' is not {self.what}")
            return None
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", **({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {"minLength": 1})}


def parse_day(text: str) -> str:
    """The ISO day if `text` is one (1990 to 2100); ValueError says what is wrong."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"'{text}' is not a day written as 2024-09-01")
    datetime.date.fromisoformat(text)
    if not "1990" <= text[:4] <= "2100":
        raise ValueError(f"'{text}' is not a day between 1990 and 2100")
    return text


@dataclass(frozen=True)
class Day(Shape):
    """An ISO day. `open_end` also takes null, for `until`: still in force."""

    open_end: bool = False

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        if self.open_end and isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"):
            return None
        text = self._scalar(node, path, reading, "a day such as 2024-09-01")
        if text is None:
            return None
        try:
            return parse_day(text)
        except ValueError as error:
            message = str(error) if "'" in str(error) else f"'{text}' is not a day of the calendar"
            reading.problem(node, path, message)
            return None

    def schema(self) -> dict[str, Any]:
        day = {"type": "string", "format": "date"}
        return {"anyOf": [day, {"type": "null"}]} if self.open_end else day


@dataclass(frozen=True)
class Number(Shape):
    """A non-negative number; `whole` for counts, else yuan with at most two decimals. Yuan are kept as text."""

    whole: bool = True

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        wanted = "a whole number" if self.whole else "an amount in yuan"
        text = self._scalar(node, path, reading, wanted)
        if text is None:
            return None
        if not re.fullmatch(r"\d{1,9}" if self.whole else r"\d{1,9}(\.\d{1,2})?", text):
            reading.problem(node, path, f"'{text}' is not {wanted}")
            return None
        return int(text) if self.whole else round(float(text) * 100) / 100

    def schema(self) -> dict[str, Any]:
        return {"type": "integer" if self.whole else "number", "minimum": 0}


@dataclass(frozen=True)
class Flag(Shape):
    """true or false."""

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        text = self._scalar(node, path, reading, "true or false")
        if text is None:
            return None
        if text not in ("true", "false"):
            reading.problem(node, path, f"'{text}' is not true or false")
            return None
        return text == "true"

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice(Shape):
    """One of a few fixed words."""

    options: tuple[str, ...]

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        text = self._scalar(node, path, reading, "one of " + ", ".join(self.options))
        if text is not None and text not in self.options:
            reading.problem(node, path, f"'{text}' is not allowed here", did_you_mean(text, self.options))
            return None
        return text

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.options)}


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
        return {"type": "string", "description": f"id of a {self.kind}"}


@dataclass(frozen=True)
class List(Shape):
    """A list of one shape, not empty; `unique` refuses an item named twice."""

    item: Shape
    unique: bool = False
    empty: bool = False

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            reading.problem(node, path, f"expected a list, found {_kind(node)}", "write [a, b] or lines that begin with -")
            return None
        if not node.value and not self.empty:
            reading.problem(node, path, "the list is empty", "leave the key out")
            return None
        items = []
        for number, child in enumerate(node.value, 1):
            value = self.item.read(child, f"{path}.{number}", reading)
            if self.unique and value is not None and value in items:
                reading.problem(child, f"{path}.{number}", f"'{value}' is listed twice")
            if value is not None:
                items.append(value)
        return items

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(), **({} if self.empty else {"minItems": 1})}


@dataclass(frozen=True)
class Key:
    """A key of a record: its shape, whether it must be there, and one line on what it means."""

    shape: Shape
    doc: str
    required: bool = False


def _pairs(node: yaml.Node, path: str, reading: Reading) -> Iterable[tuple[str, yaml.Node, yaml.Node]]:
    """The key-value pairs of a mapping node; reports keys that are no text or stand twice."""
    if not isinstance(node, yaml.MappingNode):
        reading.problem(node, path, f"expected a mapping (key: value), found {_kind(node)}")
        return
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            reading.problem(key_node, path, "a key must be a plain word")
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
    """A mapping with fixed keys. `check` may look at the whole once its keys have been read."""

    keys: dict[str, Key]
    check: Callable[[Located, str, Reading], None] | None = None
    title: str = ""

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        if not isinstance(node, yaml.MappingNode):
            reading.problem(node, path, f"expected a mapping (key: value), found {_kind(node)}")
            return None
        found = Located()
        found.at = reading.mark(node)
        found.marks = {}
        present = set()
        for key, key_node, value_node in _pairs(node, path, reading):
            here = f"{path}.{key}".lstrip(".")
            present.add(key)
            if key not in self.keys:
                reading.problem(key_node, here, f"unknown key '{key}'", did_you_mean(key, self.keys))
                continue
            value = self.keys[key].shape.read(value_node, here, reading)
            found.marks[key] = reading.mark(value_node)
            if value is not None:
                found[key] = value
        for key, spec in self.keys.items():
            if spec.required and key not in present:
                reading.problem(node, path, f"key '{key}' is missing", spec.doc)
        if self.check:
            self.check(found, path, reading)
        return found

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
    ref: str = ""

    def read(self, node: yaml.Node, path: str, reading: Reading) -> Any:
        found = Located()
        found.at = reading.mark(node)
        found.marks = {}
        for key, key_node, value_node in _pairs(node, path, reading):
            here = f"{path}.{key}".lstrip(".")
            if self.ref:
                reading.references.append((self.ref, key, reading.mark(key_node), here))
            elif not re.fullmatch(self.key_pattern, key):
                reading.problem(key_node, here, f"'{key}' cannot be an id", "use lower-case letters, digits, - and _")
            value = self.value.read(value_node, here, reading)
            found.marks[key] = reading.mark(key_node)
            if value is not None:
                found[key] = value
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.value.schema()}


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


def read_text(text: str, file: str, shape: Shape, reading: Reading) -> Any:
    """The value of a YAML text by `shape`; problems, also those of YAML itself, go to `reading`. None if unreadable."""
    reading.file = file
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if "*" in text:
            for event in yaml.parse(text, Loader=loader):
                if isinstance(event, yaml.AliasEvent):
                    mark = event.start_mark
                    place = (file, mark.line + 1, mark.column + 1)
                    reading.problem(place, "", f"alias *{event.anchor} is not used here", "write the value out")
                    return None
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = "indent with spaces, not tabs" if "\\t" in str(error.problem) else "check quotes, colons and indentation"
        reading.problem((file, line, column), "", f"not readable as YAML: {error.problem}", hint)
        return None
    except yaml.YAMLError as error:
        reading.problem((file, 1, 1), "", f"not readable as YAML: {error}")
        return None
    if node is None:
        reading.problem((file, 1, 1), "", "the file is empty")
        return None
    return shape.read(node, "", reading)
