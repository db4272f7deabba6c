"""Times in microseconds, and tables of them: printed, and kept for the page of results."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter_ns
from typing import Any

KEPT = Path(__file__).resolve().parents[2] / ".cache" / "bench"


def each(run: Callable[[Any], object], inputs: Sequence[Any], rounds: int = 5) -> list[float]:
    """Microseconds of one call for each input: the best of some rounds, which other work on the machine disturbs least."""
    taken: list[list[int]] = [[] for _ in inputs]
    gc.collect()
    for _ in range(rounds):
        for one, times in zip(inputs, taken, strict=True):
            began = perf_counter_ns()
            run(one)
            times.append(perf_counter_ns() - began)
    return [min(times) / 1000 for times in taken]


def once(run: Callable[[Any], object], inputs: Sequence[Any]) -> list[float]:
    return each(run, inputs, rounds=1)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int((len(times) - 1) * 0.95)]


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]], keep: str = "") -> None:
    """Prints a table; with `keep`, its name in the page of results, also puts it where page_of_results.py finds it."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in lines) for column in range(len(head))]
    print(f"\n{title}")
    for number, row in enumerate(lines):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells))
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))
    if keep:
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{keep}.json").write_text(json.dumps({"title": title, "lines": lines}, ensure_ascii=False), encoding="utf-8")


def us(value: float) -> str:
    return f"{value:,.1f}"
