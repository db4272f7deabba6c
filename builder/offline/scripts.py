"""The scripts of the zip: each page's modules as one classic script (with esbuild), and the theme's search."""

from __future__ import annotations

import json
import posixpath
import subprocess
from pathlib import Path

from builder.offline.pages import OfflineError

FLOOR = "es2020"  # what the site's own scripts are written in; esbuild says if it cannot keep to it
SHIM = Path(__file__).with_name("search.js")
THEME = "assets/javascripts"


def bundle(root: Path, modules: tuple[str, ...], esbuild: Path) -> tuple[str, bytes]:
    """Path and text of the one classic script that does what the modules do, in their order. Paths are seen from `root`."""
    folder = posixpath.dirname(modules[0])
    entry = "".join(f"import {json.dumps('./' + posixpath.relpath(module, folder))};\n" for module in modules)
    command = [str(esbuild), "--bundle", "--format=iife", f"--target={FLOOR}", "--charset=utf8", "--minify", "--log-level=warning"]
    try:
        made = subprocess.run(command, input=entry.encode(), cwd=root / folder, capture_output=True, check=False)
    except OSError as error:
        raise OfflineError(f"{esbuild} does not run ({error}): run `make setup`") from error
    if made.returncode or made.stderr:
        raise OfflineError(f"esbuild: {made.stderr.decode(errors='replace')}")
    stems = "-".join(posixpath.basename(module).removesuffix(".js") for module in modules)
    return f"{folder}/{stems}.bundle.js", made.stdout


def search_script(root: Path) -> bytes:
    """A classic script with the theme's search worker and the language packs that it would load, and our shim."""
    [worker] = (root / THEME / "workers").glob("search.*.js")
    index = json.loads((root / "search" / "search_index.json").read_text(encoding="utf-8"))
    packs = ["lunr.stemmer.support", *(f"lunr.{language}" for language in index["config"]["lang"] if language != "en")]
    texts = [(root / THEME / "lunr" / "min" / f"{pack}.min.js").read_text(encoding="utf-8") for pack in packs]
    calls = "\n".join(f"(function () {{\n{text}\n}}).call(self);" for text in texts)
    body = f"const importScripts = () => {{\n{calls}\n}};\n{worker.read_text(encoding='utf-8')}"
    return f"function gongjiSearch() {{\n{body}\n}}\n{SHIM.read_text(encoding='utf-8')}".encode()


def search_index(root: Path) -> bytes:
    """search_index.json as the script that the theme loads from file://, its locations as files."""
    index = json.loads((root / "search" / "search_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        path, mark, fragment = entry["location"].partition("#")
        entry["location"] = f"{path}index.html{mark}{fragment}" if path.endswith("/") or not path else entry["location"]
    return b"var __index = " + json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode() + b";\n"
