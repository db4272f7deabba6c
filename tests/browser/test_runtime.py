"""What the build puts into the site for the browser to run."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from builder.runtime import PYODIDE, RuntimeFilesError, copy_runtime, pack_calculator

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "site" / "assets" / "pyodide"


def test_the_same_sources_pack_to_the_same_bytes(tmp_path: Path) -> None:
    packed = []
    for day in (0, 10**9):
        folder = tmp_path / str(day) / "calculator"
        folder.mkdir(parents=True)
        for name in ("b.py", "a.py"):
            (folder / name).write_text("x = 1\n")
            os.utime(folder / name, (day, day))
        pack_calculator(folder, tmp_path / "packed.zip")
        packed.append((tmp_path / "packed.zip").read_bytes())
    assert packed[0] == packed[1]


def test_a_changed_pyodide_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "pyodide"
    package.mkdir()
    (package / "pyodide.asm.mjs").write_text("something else")
    with pytest.raises(RuntimeFilesError, match=f"not the one of Pyodide {PYODIDE}"):
        copy_runtime(tmp_path, ROOT / "calculator", tmp_path / "policies.json", tmp_path / "out")


def test_a_missing_pyodide_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(RuntimeFilesError, match="make setup"):
        copy_runtime(tmp_path, ROOT / "calculator", tmp_path / "policies.json", tmp_path / "out")


def test_names_hold_hashes_and_sizes_are_right() -> None:
    runtime = json.loads((RUNTIME / "runtime.json").read_text(encoding="utf-8"))
    assert runtime["lock"]["packages"] == {}
    assert {name: (RUNTIME / name).stat().st_size for name in runtime["bytes"]} == runtime["bytes"]
    for name in (runtime["calculator"], runtime["policies"]):
        assert hashlib.sha256((RUNTIME / name).read_bytes()).hexdigest().startswith(name.split(".")[1])


def test_the_calculator_in_the_site_is_the_one_in_the_repository() -> None:
    runtime = json.loads((RUNTIME / "runtime.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(RUNTIME / runtime["calculator"]) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {
        path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "calculator").rglob("*.py")
    }
