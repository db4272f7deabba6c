"""The policies in the order that compresses best: what stands under the same key stands together.

The names of the columns, then each column; between them U+001E, between the entries of each U+001F. A column has the values under
one key, also those in lists and mappings below it whose own keys begin with a digit, such as codes of places. The column `#key` has the
keys of the mappings there, each with what its value is, and an empty entry where a mapping ends; the column `*` has what each
entry of a list is, and where the list ends: nothing for a string, `!` for another plain value, `[` or `{`, and `]` for the end.
`textOf` in packed.js makes the JSON text of it again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

COLUMN, ENTRY = "\x1e", "\x1f"
LISTS = "*"


def in_columns(text: bytes) -> bytes:
    """The columns of a JSON text, whose outermost value is a mapping. ValueError if a text or key cannot be told from what stands
    between."""
    columns: defaultdict[str, list[str]] = defaultdict(list)

    def put(value: Any, key: str) -> None:
        if isinstance(value, dict):
            for name, entry in value.items():
                if not name or name[-1] in "!{[":
                    raise ValueError(f"a key is {name!r}")
                columns[f"#{key}"].append(name + kind(entry))
                put(entry, key if name < ":" else name)
            columns[f"#{key}"].append("")
        elif isinstance(value, list):
            for entry in value:
                columns[LISTS].append(kind(entry))
                put(entry, key)
            columns[LISTS].append("]")
        else:
            columns[key].append(value if isinstance(value, str) else json.dumps(value))

    put(json.loads(text), "")
    if any(sign in entry for column in columns.values() for entry in column for sign in (COLUMN, ENTRY)):
        raise ValueError("a text holds a sign that cannot be seen")
    return COLUMN.join([ENTRY.join(columns), *map(ENTRY.join, columns.values())]).encode()


def kind(value: Any) -> str:
    return "" if isinstance(value, str) else "{" if isinstance(value, dict) else "[" if isinstance(value, list) else "!"
