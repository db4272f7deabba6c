"""The same facts as CSV, for spreadsheets: UTF-8 with a byte order mark, so that Excel reads the Chinese; lines end with CRLF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from calculator.model import VERDICT_WORDS, Json
from calculator.policies import Policies

BOM = "﻿"
BETWEEN = "；"  # between the members of a list in one cell


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows under the keys of the first one. A list becomes one text, null an empty cell."""
    listed = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(listed[0]), lineterminator="\r\n")
    writer.writeheader()
    for row in listed:
        writer.writerow({key: _plain(value) for key, value in row.items()})
    return BOM + out.getvalue()


def _plain(value: Any) -> Any:
    """A cell; a text that a spreadsheet would take for a formula gets a space before it."""
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(map(str, value))
    if isinstance(value, dict):
        return BETWEEN.join(f"{key}={one}" for key, one in value.items())
    if isinstance(value, bool):
        return "是" if value else "否"
    return f" {value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def cell_rows(policies: Policies, slug: str, table: Json) -> Iterable[Json]:
    """A row an answer of the table of `cells.py`; its pools would make the file too large for a spreadsheet."""
    for place in table["places"][:1]:
        for cell in place["cells"]:
            for answer in cell["answers"]:
                reason = table["reasons"][answer["reason"]]
                yield {
                    "region": slug,
                    "地区": place["name"],
                    "relation": cell["relation"],
                    "亲属": policies.relations[cell["relation"]]["label"],
                    "expense": cell["expense"],
                    "费用": policies.categories[cell["expense"]]["label"],
                    "from": answer["from"],
                    "verdict": answer["verdict"],
                    "结论": VERDICT_WORDS[answer["verdict"]],
                    "待核实": reason["weak"],
                    "理由": reason["text"],
                    "条件": reason["conditions"],
                    "documents": reason["documents"],
                }


def region_rows(regions: Iterable[Json]) -> Iterable[Json]:
    """The list of regions without its addresses."""
    for region in regions:
        yield {key: value for key, value in region.items() if key != "files"}
