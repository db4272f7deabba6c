"""Reads one YAML text by a shape: strictly, and with a place and a hint for what YAML itself cannot read."""

from __future__ import annotations

import re
from typing import Any

import yaml

from builder.problems import quoted
from builder.shapes import UNSEEN, Reading, Shape

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40  # far more levels than any file has; libyaml itself falls over at some ten thousand
_YAML_HINTS = (
    ("another document", "a file holds one document: take out the line ---"),
    ("quoted scalar", "a quotation mark that opens here is not closed, or stands inside a text"),
    ("flow", "a bracket that opens here is not closed, or a comma is missing"),
    ("mapping values", "a text with a colon and a space in it stands in quotes; check the indentation"),
    ("", "check the colons, the quotation marks and the indentation"),
)
_SLIPS = (
    (r" *(\t)", "indent with spaces, not tabs"),
    (r"[ -]*[a-z_]+(：)", "a key is followed by a plain colon and a space"),
)


def read_text(text: str, file: str, shape: Shape, reading: Reading) -> Any:
    """The value of a YAML text by `shape`; problems, also those of YAML itself, go to `reading`. None if unreadable."""
    reading.file = file
    unseen = UNSEEN.search(text)
    if unseen:
        lines = text[: unseen.start()].split("\n")
        sign = f"U+{ord(unseen[0]):04X}"
        reading.problem((file, len(lines), len(lines[-1]) + 1), "", f"a character that cannot be seen ({sign})", "delete it")
        return None
    try:
        if _refused(text, file, reading):
            return None
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        _not_yaml(error, text, file, reading)
        return None
    if node is None:
        reading.problem((file, 1, 1), "", "the file is empty")
        return None
    return shape.read(node, "", reading)


def _refused(text: str, file: str, reading: Reading) -> bool:
    """Reports what YAML allows and these files do not: one value written once and used twice, tags, bottomless nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        mark, message, hint = event.start_mark, "", "write the value out"
        if isinstance(event, yaml.AliasEvent):
            message = f"alias *{anchor} is not used here"
        elif anchor:
            message = f"anchor &{anchor} is not used here"
        elif tag:
            tag = tag.replace("tag:yaml.org,2002:", "!!")
            message, hint = f"tag {quoted(tag)} is not used here", "put a text that begins with ! in quotes"
        elif depth > _DEEPEST:
            message, hint = f"more than {_DEEPEST} levels inside each other", "check the brackets"
        if message and mark:
            reading.problem((file, mark.line + 1, mark.column + 1), "", message, hint)
            return True
    return False


def _not_yaml(error: yaml.MarkedYAMLError, text: str, file: str, reading: Reading) -> None:
    """Reports what YAML could not read: at the quotation mark or bracket that opens, if it is about one, else at the error."""
    problem, context = str(error.problem), str(error.context or "")
    opened = error.context_mark if "quoted scalar" in context or "flow" in context else None
    mark = opened or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    hint = next(hint for words, hint in _YAML_HINTS if words in f"{context} {problem}")
    for number, near in list(enumerate(text.split("\n")))[max(line - 1, 0) : line + 1]:  # often noticed a line late
        for pattern, meant in _SLIPS:
            slip = re.match(pattern, near)
            if slip:
                line, column, hint = number, slip.start(1), meant
    reading.problem((file, line + 1, column + 1), "", f"not readable as YAML: {problem}", hint)
