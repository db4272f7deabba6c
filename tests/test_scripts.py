"""The site's JavaScript is read without a syntax error by the oldest browsers that it names: ES2020, which is Chromium 88,
Firefox 78 and Safari 14. `tsc` holds it to the ES2020 library; the engine asks for more, and is loaded after a test only."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ACORN = ROOT / "node_modules" / ".bin" / "acorn"
OWN = sorted((ROOT / "docs" / "assets" / "js").glob("*.js"))
PROBE = "probe.js"  # is meant to fail on an old browser
ES5 = "old.js"
FLOOR = "2020"


def reads(path: Path, version: str) -> str:
    """What a parser of that version of the language complains of; "" for nothing."""
    module = ["--module"] if re.search(r"^(import|export)\b", path.read_text(encoding="utf-8"), re.MULTILINE) else []
    made = subprocess.run([str(ACORN), f"--ecma{version}", "--silent", *module, str(path)], capture_output=True, text=True, check=False)
    return made.stderr if made.returncode else ""


@pytest.mark.parametrize("path", [path for path in OWN if path.name != PROBE], ids=lambda path: path.name)
def test_own_scripts_keep_to_the_floor(path: Path) -> None:
    assert reads(path, "5" if path.name == ES5 else FLOOR) == ""


def test_the_probe_tells_browsers_apart() -> None:
    [probe] = [path for path in OWN if path.name == PROBE]
    assert reads(probe, "2021") != ""
    assert reads(probe, "2022") == ""


def test_the_themes_scripts_keep_to_the_floor() -> None:
    theme = [path for path in (ROOT / "site" / "assets" / "javascripts").rglob("*.js") if "lunr" not in path.parts]
    assert len(theme) > 1
    assert [message for path in theme if (message := reads(path, FLOOR))] == []


@pytest.mark.parametrize("code", ["class A { x = 1 }", "a ??= 1", "1_000", "class A { #x; }", "class A { static {} }", "for await (x of y) {}; await 1"])
def test_newer_words_are_seen(code: str, tmp_path: Path) -> None:
    (tmp_path / "new.js").write_text(code, encoding="utf-8")
    assert reads(tmp_path / "new.js", FLOOR) != ""


def test_the_type_checker_knows_no_newer_library() -> None:
    options = json.loads((ROOT / "tsconfig.json").read_text(encoding="utf-8"))["compilerOptions"]
    assert options["target"] == f"es{FLOOR}"
    assert options["lib"][0] == f"es{FLOOR}"
