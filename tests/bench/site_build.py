"""What it costs to make the pages from docs/, with MkDocs as the build does it and with Zensical on the same folder.

    python tests/bench/site_build.py

Seconds of processor and of clock, and the most memory of the process and its children. Both read the same Markdown, generated pages
included; Zensical makes no search index of Chinese words. Needs the built site.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.timing import table  # noqa: E402
from tests.compat import GENERATORS, program, runtime  # noqa: E402

MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "mkdocs.yml"]


def measured(command: list[str], folder: Path) -> tuple[float, float, float]:
    """(seconds by the clock, seconds of processor, megabytes at most) of a command and its children, in a process of its own."""
    began = time.monotonic()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "RUNTIME": runtime()}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with status {process.returncode}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> int:
    packages, options = GENERATORS["zensical"]
    try:
        commands = {"MkDocs, Material": MKDOCS, "Zensical": [str(program("zensical", packages)), *options]}
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Zensical: not tried: {error}", file=sys.stderr)
        return 1
    rows: list[tuple[object, ...]] = []
    base: tuple[float, float, float] | None = None
    with tempfile.TemporaryDirectory() as made:
        for name, command in commands.items():
            folder = Path(made) / name.split(",")[0]
            shutil.copytree(ROOT / "docs", folder / "docs")
            shutil.copy(ROOT / "mkdocs.yml", folder)
            (folder / ".cache").mkdir()
            shutil.copy(ROOT / ".cache" / "search-words.txt", folder / ".cache")
            found = measured(command, folder)
            base = base or found
            ratios = [f"{one / other:.2f}" for one, other in zip(found, base, strict=True)]
            rows.append((name, f"{found[0]:.1f}", ratios[0], f"{found[1]:.1f}", ratios[1], f"{found[2]:.0f}", ratios[2], f"{size(folder / 'site'):.1f}"))
    head = ("generator", "seconds", "ratio", "processor, s", "ratio", "memory, MB", "ratio", "site, MB")
    table("The pages from one folder, cold", head, rows, keep="site-build")
    return 0


if __name__ == "__main__":
    sys.exit(main())
