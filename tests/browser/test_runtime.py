"""What the build puts into the site for the browser to run."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest

from builder.runtime.make import stored_zip
from builder.runtime.parts import Manifest, tables, write_files, write_scripts
from builder.runtime.pinned import PYODIDE, RuntimeFilesError, pinned_files

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
PARTS = {"wasm": b"\0asm", "policies": "{\"广西\": 1}".encode(), "form.json": "{\"湖南\": [2]}".encode(), "engine": b"// engine"}


def manifest() -> Manifest:
    """The manifest that the check page holds."""
    page = (SITE / "check" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="runtime">(.*?)</script>', page)
    assert found
    parts: Manifest = json.loads(found[1])
    return parts


def test_the_same_sources_pack_to_the_same_bytes() -> None:
    files = [("b.py", b"x = 1"), ("a.py", b"x = 2")]
    assert stored_zip(files) == stored_zip(reversed(files))
    assert stored_zip(files) != stored_zip([("b.py", b"x = 1"), ("a.py", b"x = 3")])


def test_a_changed_pyodide_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "pyodide"
    package.mkdir()
    (package / "pyodide.asm.mjs").write_text("something else")
    with pytest.raises(RuntimeFilesError, match=f"not the one of Pyodide {PYODIDE}"):
        pinned_files(tmp_path)


def test_a_missing_pyodide_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(RuntimeFilesError, match="make setup"):
        pinned_files(tmp_path)


def test_names_hold_hashes_and_sizes_are_right() -> None:
    parts = manifest()
    assert {"engine", "wasm", "stdlib", "calculator", "policies", "form.json", "instant.json"} <= parts.keys()
    for part in parts.values():
        path = SITE / (part.get("file") or part["script"])
        content = path.read_bytes()
        assert len(content) == part["bytes"]
        assert base64.b64encode(hashlib.sha256(content).digest()).decode() == part["sha256"]
        assert hashlib.sha256(content).hexdigest().startswith(path.name.split(".")[1])


def test_the_calculator_in_the_site_is_the_one_in_the_repository() -> None:
    with zipfile.ZipFile(SITE / manifest()["calculator"]["file"]) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "calculator").rglob("*.py")}


def test_scripts_for_a_folder_hold_the_same_parts(tmp_path: Path) -> None:
    written = write_scripts(PARTS, tmp_path)
    scripts = {name: (tmp_path / part["script"]).read_text(encoding="utf-8") for name, part in written.items()}
    assert scripts.pop("engine") == "// engine"
    given = {name: re.fullmatch(r'gongjiPack\("([^"]+)",(.*)\);\n', script) for name, script in scripts.items()}
    assert all(match and match[1] == name for name, match in given.items())
    values = {name: json.loads(match[2]) for name, match in given.items() if match}
    assert values.pop("form.json") == {"湖南": [2]}
    assert {name: gzip.decompress(base64.b64decode(value)) for name, value in values.items()} == {
        name: PARTS[name] for name in ("wasm", "policies")
    }


def test_an_older_file_of_a_part_goes(tmp_path: Path) -> None:
    first = write_files(PARTS, tmp_path)["form.json"]["file"]
    second = write_files({**PARTS, "form.json": b"{}"}, tmp_path)["form.json"]["file"]
    assert first != second
    assert not (tmp_path / first).exists()
    assert (tmp_path / second).exists()
    (tmp_path / "assets/data/form.json").write_text("{}")
    assert tables(tmp_path / "assets/data") == {"form.json": b"{}"}
