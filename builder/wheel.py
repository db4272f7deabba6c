"""The engine as a Python package that can be installed, with the compiled policies beside it.

The backend named in pyproject.toml makes the wheel. It takes the time of its entries from SOURCE_DATE_EPOCH, so that one
commit gives the same bytes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from flit_core.wheel import make_wheel_in  # type: ignore[import-untyped]


def write_downloads(project: Path, policies_json: Path, out: Path) -> None:
    """Fills `out`, emptied first: the wheel of the project in the folder `project`, and policies.json."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    make_wheel_in(project / "pyproject.toml", out)
    shutil.copyfile(policies_json, out / "policies.json")
