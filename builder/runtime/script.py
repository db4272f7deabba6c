"""Puts Pyodide's two modules and our start into one classic script, which runs as a worker or in the page itself.

ES modules do not load from file:// in Chromium, and a worker made from a Blob can import nothing there. So the script
holds everything as one function, `gongjiEngine`; the page calls it, or makes a worker of its text.
"""

from __future__ import annotations

import json
from pathlib import Path

from builder.runtime.pinned import LOCK, RuntimeFilesError

START = Path(__file__).with_name("start.js")
NOWHERE = "https://nowhere.invalid/"


def engine_script(asm: str, loader: str) -> str:
    """The text of engine.js, from pyodide.asm.mjs and pyodide.mjs."""
    asm = _replaced(asm, "export default _createPyodideModule;", "", 1)
    asm = _replaced(asm, "import.meta.url", json.dumps(NOWHERE), 3)
    loader = _replaced(loader, "export{dt as loadPyodide,U as version};", "const loadPyodide=dt;", 1)
    loader = _replaced(loader, "//# sourceMappingURL=pyodide.mjs.map", "", 1)
    loader = _replaced(loader, "https://cdn.jsdelivr.net/pyodide/v${U}/full/", NOWHERE, 1)
    start = START.read_text(encoding="utf-8").replace("LOCK_FILE", json.dumps(LOCK)).replace("NOWHERE", json.dumps(NOWHERE))
    return f"function gongjiEngine() {{\n{start}\n{asm}\n{loader}\nreturn {{ begin, boot, image, serve }};\n}}\n"


def _replaced(text: str, old: str, new: str, times: int) -> str:
    """RuntimeFilesError if the text holds `old` another number of times than expected."""
    if text.count(old) != times:
        raise RuntimeFilesError(f"Pyodide's script has {old!r} {text.count(old)} times, expected {times}")
    return text.replace(old, new)
