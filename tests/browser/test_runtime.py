"""What the build puts into the site for the browser to run."""

from __future__ import annotations

import ast
import base64
import gzip
import hashlib
import html
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from builder.runtime.columns import in_columns
from builder.runtime.make import INSTEAD, stored_zip
from builder.runtime.modules import Reader, packed
from builder.runtime.parts import Manifest, tables, write_files, write_scripts
from builder.runtime.pinned import PYODIDE, RuntimeFilesError, pinned_files

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
RUNTIME = ("engine", "wasm", "stdlib", "calculator", "ask", "plan", "policies")
STOCK = 5_464_072  # bytes of the five files of Pyodide 314.0.7 as published, compressed with brotli 11
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


def unpacked(function: str, content: bytes) -> bytes:
    """What a function of packed.js makes of it."""
    show = f"process.stdout.write({function}(new Uint8Array(require('fs').readFileSync(0))))"
    source = (ROOT / "builder/runtime/packed.js").read_text(encoding="utf-8")
    return subprocess.run(["node", "-e", f"{source};{show}"], input=content, capture_output=True, check=True).stdout


def modules(content: bytes) -> dict[str, bytes]:
    """The files of a part with modules."""
    whole = unpacked("zipOf", content)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:  # without sums, for which zipfile would ask
        places = [(entry.filename, entry.header_offset + 30 + len(entry.filename), entry.file_size) for entry in archive.infolist()]
    return {name: whole[start : start + size] for name, start, size in places}


def packed_names(name: str) -> set[str]:
    return set(modules((SITE / manifest()[name]["file"]).read_bytes()))


@pytest.mark.parametrize("text", ['{"a":[],"b":{},"c":[["x",{"110000":{"a":1.5,"\\n":null}}],true,""],"湖\\"南":"\\\\"}', '{"!a":"","d":{"d":{"d":"[{!"}}}'])
def test_columns_give_the_text_again(text: str) -> None:
    assert unpacked("textOf", in_columns(text.encode())).decode() == text


def test_the_policies_in_the_site_are_those_of_the_build() -> None:
    content = (SITE / manifest()["policies"]["file"]).read_bytes()
    assert unpacked("textOf", content) == (ROOT / ".cache" / "policies.json").read_bytes()


@pytest.mark.parametrize("text", ['{"a":"\\u001e"}', '{"a":{"b[":1}}', '{"":1}'])
def test_what_columns_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"sign|key"):
        in_columns(text.encode())


def test_packed_modules_are_the_compiled_ones_again() -> None:
    [kept] = (ROOT / ".cache").glob("inside.*")
    compiled = json.loads(kept.read_bytes())
    files = {name: base64.b64decode(content) for name, content in {**compiled["parts"]["stdlib"], **compiled["parts"]["plan"]}.items()}
    again = modules(packed(files, compiled["caches"]))
    assert again.keys() == files.keys()
    assert [name for name in files if again[name][:16] != files[name][:16]] == []
    assert [name for name in files if Reader(again[name][16:]).read() != Reader(files[name][16:]).read()] == []


def test_modules_that_tell_where_they_stand_are_refused() -> None:
    code = b"\xe3" + bytes(20) + b"s\0\0\0\0" + 4 * b")\0" + b"z\1az\1bz\1c" + bytes(4) + 2 * b"s\0\0\0\0"
    with pytest.raises(ValueError, match="where it stands"):
        packed({"a.pyc": bytes(16) + code}, [0] * 256)


# What a page's own Python imports, whose `calculator/__init__.py` is empty, to answer a question in blanks, one in words, and a plan.
EACH = """
import sys, types
sys.modules["calculator"] = types.ModuleType("calculator")
sys.modules["calculator"].__path__ = ["calculator"]
from calculator import browser
browser.load(open(".cache/policies.json", encoding="utf-8").read())
for call, text in (("check", '{"relative": "妈妈"}'), ("ask", '{"text": "给妈妈看病"}'), ("plan", "{}")):
    getattr(browser, call)(text)
    print(*(name for name in sys.modules if name.split(".")[0] == "calculator"))
"""


def test_the_calculator_in_the_site_is_the_one_in_the_repository() -> None:
    first, ask, plan = packed_names("calculator"), packed_names("ask"), packed_names("plan")
    show = subprocess.run([sys.executable, "-c", EACH], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = {"calculator": "calculator/__init__"}
    check, words, all_ = ({f"{files.get(name, name.replace('.', '/'))}.pyc" for name in line.split()} for line in show.splitlines())
    assert (first, ask, plan) == (check, words - check, all_ - words)
    assert {"calculator/browser.pyc", "calculator/answer.pyc", "calculator/kin.pyc"} <= first
    assert {"calculator/reading.pyc", "calculator/lexicon.pyc", "calculator/topics.pyc"} <= ask
    assert {"calculator/plan.pyc", "calculator/allocation.pyc"} <= plan


def compressed(*names: str) -> int:
    """Bytes of these parts as a web server sends them."""
    return sum((SITE / f"{part.get('file') or part['script']}.br").stat().st_size for part in map(manifest().__getitem__, names))


def test_a_first_answer_costs_few_bytes() -> None:
    ours = compressed("calculator", "policies")
    assert ours <= 200_000
    assert ours + compressed("engine", "wasm", "stdlib") <= 0.6 * (STOCK + ours)


def imported_in_python(names: list[str]) -> dict[str, str]:
    """Imports them in the Python that the site serves; name → error of those that fail."""
    parts = [SITE / (part.get("file") or part["script"]) for part in map(manifest().get, RUNTIME) if part]
    command = ["node", ROOT / "tests/browser/imports.mjs", ROOT / "builder/runtime/node.mjs", *parts]
    ran = subprocess.run(command, input=json.dumps(names), capture_output=True, text=True, check=True)
    failed: dict[str, str] = json.loads(ran.stdout.splitlines()[-1])
    return failed


def test_everything_that_the_calculator_may_import_is_in_the_small_standard_library() -> None:
    written = set()
    for path in (ROOT / "calculator").glob("*.py"):
        if path.name == "__main__.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                written |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                written.add(node.module)
    assert "decimal" in written
    assert imported_in_python(sorted({*written, "traceback", "inspect", "no_such_module"})) == {
        "no_such_module": "ModuleNotFoundError: No module named 'no_such_module'"
    }


def test_our_html_escapes_as_the_standard_library() -> None:
    source = (INSTEAD / "html" / "__init__.py").read_text(encoding="utf-8")
    ours: dict[str, Any] = {}
    exec(source, ours)
    text = "<a href=\"x\" b='y'>&amp; 广西 & < > \" '</a>"
    assert ours["escape"](text) == html.escape(text)
    assert ours["escape"](text, quote=False) == html.escape(text, quote=False)


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
