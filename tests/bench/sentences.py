"""Measures how long a question in people's own words takes to be read: short and long ones, against one decision, and text without end.

    .venv/bin/python tests/bench/sentences.py

Nothing here passes or fails by its time.
"""

from __future__ import annotations

import statistics
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from calculator import check, understand
from calculator.__main__ import load
from calculator.topics import topic_of
from tests.bench.timing import each, p95, table, us
from tests.letters.letters import letters

LENGTHS = ((1, 20), (21, 35), (36, 60), (61, 200))
MANY = 300  # letters of each length
TIMES = (1, 4, 16)


def main() -> None:
    """Prints the tables and keeps them for the page of results."""
    policies, context = load(), {"on": "2026-11-22"}
    read = partial(understand, policies=policies, context=context)
    texts = [letter["text"] for letter in letters()]
    asked = [read(text) for text in texts[:MANY]]
    base = statistics.median(each(lambda one: check(one.question, policies), asked))
    rows = [("check of what was read", "", us(base), "", "1.0")]
    for low, high in LENGTHS:
        chosen = [text for text in texts if low <= len(text) <= high][:MANY]
        times = each(read, chosen)
        middle = statistics.median(times)
        rows.append((f"read, {low} to {high} letters", f"{len(chosen)}", us(middle), us(p95(times)), f"{middle / base:.1f}"))
    times = each(lambda one: topic_of(one, policies), asked)
    rows.append(("find its topic", f"{len(asked)}", us(statistics.median(times)), us(p95(times)), f"{statistics.median(times) / base:.1f}"))
    table("Questions in people's own words", ("", "texts", "median µs", "p95 µs", "ratio"), rows, keep="sentences")

    longest = sorted(texts, key=len)[-20:]
    grown: list[tuple[str, str, str]] = []
    first = 0.0
    for times_as_long in TIMES:
        middle = statistics.median(each(read, [(text * times_as_long)[:2000] for text in longest], rounds=2))
        first = first or middle
        grown.append((f"{times_as_long}× the longest letters, 2,000 letters at most", us(middle), f"{middle / first:.1f}"))
    table("Text without end", ("", "median µs", "ratio"), grown, keep="sentences-growth")


if __name__ == "__main__":
    main()
