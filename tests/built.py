"""The day for which the site was built: its table of verdicts begins there, so a question to the table names no earlier day."""

from __future__ import annotations

import json
from pathlib import Path

BUILT_ON = str(json.loads((Path(__file__).parents[1] / "site" / "api" / "v1" / "index.json").read_text(encoding="utf-8"))["day"])
