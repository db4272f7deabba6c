"""The kept seeds: one file a target, one input a line, as JSON text, or {"hex": …} where the bytes are no UTF-8."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "seeds"


def load(target: str) -> list[bytes]:
    lines = (FOLDER / f"{target}.jsonl").read_text(encoding="utf-8").splitlines()
    found = map(json.loads, lines)
    return [bytes.fromhex(one["hex"]) if isinstance(one, dict) else one.encode() for one in found]


def keep(target: str, inputs: list[bytes]) -> None:
    """Writes the inputs, sorted, each once."""
    lines = []
    for one in sorted(set(inputs)):
        try:
            lines.append(json.dumps(one.decode(), ensure_ascii=True))
        except UnicodeDecodeError:
            lines.append(json.dumps({"hex": one.hex()}))
    (FOLDER / f"{target}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
