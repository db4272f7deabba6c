"""Runs the benchmarks one after the other and writes docs/maintain/benchmarks.md from what they found.

    python tests/bench/run.py [engine load …]

Without names all of them, half an hour on two cores. A benchmark that cannot run here is named at the end; its last table stays.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.timing import KEPT  # noqa: E402

PAGE = ROOT / "docs" / "maintain" / "benchmarks.md"
PROGRAMS = ("engine", "sentences", "plan", "site_build", "page", "load", "lighthouse", "start", "pyscript")
# Heading, what to know about it, and the kept tables.
SECTIONS = (
    (
        "Decisions",
        "One explained decision in CPython, and other rule engines on an equal rule set, asked the same questions in the same run. Theirs "
        "say a verdict; ours comes with eight checks, their sentences and documents. A ratio above 1 is slower than ours.",
        ("layers", "peers"),
    ),
    (
        "Reading a question in words",
        "Letters by authors who never saw the reader, read in CPython. The ratio is to one decision of a letter's question.",
        ("sentences", "sentences-growth"),
    ),
    (
        "As the rules grow",
        "The same regions again under other names, or a longer history at every place. A decision must not become slower; "
        "the rest may grow as the rules do.",
        ("growth-decide", "growth-build"),
    ),
    (
        "Start in the browser",
        "From the navigation to Python's first answer, against Pyodide as it is published, with the same rules and from the same server.",
        ("start", "start-ratios", "pyscript"),
    ),
    (
        "Visits and load",
        "nginx with `builder/deploy/nginx.conf` and wrk on the same machine, without TLS. 'Again' is the same visit with a full cache.",
        ("visits", "load", "million"),
    ),
    (
        "Lighthouse",
        "Mobile profile, simulated slow 4G and a processor four times slower, from the same nginx. Other work on the machine costs performance.",
        ("lighthouse",),
    ),
    (
        "The pages",
        "The generator alone on `docs/` as the build left it, nothing cached. Zensical makes no search index for Chinese.",
        ("site-build",),
    ),
)


def run(name: str) -> bool:
    """Runs a benchmark, shows what it prints and keeps it as text. Whether it ended well."""
    print(f"\n== {name}", flush=True)
    lines = []
    with subprocess.Popen([sys.executable, str(ROOT / "tests" / "bench" / f"{name}.py")], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    if process.returncode == 0:
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{name}.txt").write_text("".join(lines), encoding="utf-8")
    return process.returncode == 0


def keep_start() -> None:
    """The two tables that start.py prints: names in 48 columns, then figures. A line alone is none."""
    path = KEPT / "start.txt"
    if not path.exists():
        return
    blocks = [block.strip("\n").splitlines() for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")) if block.strip()]
    for keep, lines in zip(("start", "start-ratios"), (block for block in blocks if len(block) > 1), strict=False):
        rows = [[line[:48].strip(), *line[48:].split()] for line in lines]
        width = len(rows[0])
        table = [[*row, *[""] * (width - len(row))] for row in rows]
        (KEPT / f"{keep}.json").write_text(json.dumps({"title": "", "lines": [row[:width] for row in table]}), encoding="utf-8")


def machine() -> str:
    """The processor's name, its cores and the memory."""
    names = re.findall(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8")) if Path("/proc/cpuinfo").exists() else []
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, {memory:.0f} GB; CPython {platform.python_version()}"


def as_markdown(name: str) -> list[str]:
    path = KEPT / f"{name}.json"
    if not path.exists():
        return [f"*{name}: not measured.*", ""]
    found = json.loads(path.read_text(encoding="utf-8"))
    head, *rows = found["lines"]
    lines = [f"**{found['title']}**", ""] if found["title"] else []
    lines += [f"| {' | '.join(row)} |" for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]
    return [*lines, ""]


def write() -> None:
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {datetime.date.today().isoformat()}: {machine()}. Load of the machine when the page was written: "
        f"{os.getloadavg()[0]:.1f}. Read the ratios; the rest depends on the machine and on what else it does.",
        "",
    ]
    for heading, about, names in SECTIONS:
        lines += [f"## {heading}", "", about, "", *(line for name in names for line in as_markdown(name))]
    PAGE.write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    names = sys.argv[1:] or PROGRAMS
    failed = [name for name in names if not run(name)]
    keep_start()
    write()
    print(f"\nwrote {PAGE.relative_to(ROOT)}")
    if failed:
        print(f"did not run: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
