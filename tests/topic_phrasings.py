"""What people ask beside relation and expense, in their own words, by the topic that it is about."""

from __future__ import annotations

from pathlib import Path

import yaml

PHRASINGS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
IDS = sorted(PHRASINGS)
