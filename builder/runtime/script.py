"""Puts Pyodide's two modules and our start into one classic script, which runs as a worker or in the page itself.

ES modules do not load from file:// in Chromium, and a worker made from a Blob can import nothing there. So the script
holds everything as one function, `gongjiEngine`; the page calls it, or makes a worker of its text.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from builder.runtime.pinned import LOCK, RuntimeFilesError

HERE = Path(__file__).parent
START = HERE / "start.js"
OURS = (START, HERE / "packed.js")
NOWHERE = "https://nowhere.invalid/"


def engine_script(asm: str, loader: str, node_modules: Path) -> str:
    """The text of engine.js, from pyodide.asm.mjs and pyodide.mjs, made short by esbuild."""
    asm = _replaced(asm, "export default _createPyodideModule;", "", 1)
    asm = _replaced(asm, "import.meta.url", json.dumps(NOWHERE), 3)
    # It wraps hundreds of functions in a module each; those of one signature are the same.
    asm = _replaced(asm, "var module=new WebAssembly.Module(bytes);", "var module=(convertJsFunctionToWasm.made??={})[sig]??=new WebAssembly.Module(bytes);", 1)
    loader = _replaced(loader, "export{dt as loadPyodide,U as version};", "const loadPyodide=dt;", 1)
    loader = _replaced(loader, "//# sourceMappingURL=pyodide.mjs.map", "", 1)
    loader = _replaced(loader, "https://cdn.jsdelivr.net/pyodide/v${U}/full/", NOWHERE, 1)
    start = "\n".join(path.read_text(encoding="utf-8") for path in OURS).replace("LOCK_FILE", json.dumps(LOCK)).replace("NOWHERE", json.dumps(NOWHERE))
    # Only what is loaded beside Pyodide would be evaluated, and nothing is; as it stands, it would keep all names long.
    both = re.sub(r"\beval\(", "(0,eval)(", f"{asm}\n{loader}")
    whole = f"function gongjiEngine() {{\n{start}\n{both}\nreturn {{ begin, boot, image, serve }};\n}}\n"
    command = [str(node_modules / ".bin" / "esbuild"), "--minify", "--target=es2022", "--charset=utf8"]
    try:
        return subprocess.run(command, input=whole, capture_output=True, encoding="utf-8", check=True).stdout
    except FileNotFoundError:
        raise RuntimeFilesError("esbuild is missing: run `make setup`") from None
    except subprocess.CalledProcessError as error:
        raise RuntimeFilesError(f"esbuild: {error.stderr[-1000:]}") from None


def _replaced(text: str, old: str, new: str, times: int) -> str:
    """RuntimeFilesError if the text holds `old` another number of times than expected."""
    if text.count(old) != times:
        raise RuntimeFilesError(f"Pyodide's script has {old!r} {text.count(old)} times, expected {times}")
    return text.replace(old, new)
