"""How many visitors one nginx serves: what visits weigh, wrk from a second process asking for it, and what a million a day need.

    python tests/bench/load.py [--seconds 5] [--install]

wrk and nginx share the processors of this machine, so nginx alone would do more. Without TLS and without a network between.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.timing import table  # noqa: E402
from tests.bench.visits import Visit, all_visits, show  # noqa: E402
from tests.nginx import serving  # noqa: E402

NONE = "wrk is needed. On Debian and Ubuntu: apt-get install wrk"
CONNECTIONS = 32
MILLION, DAY = 1_000_000, 86_400
PEAK = 5  # the busiest minute against the mean of the day
UNITS = {"B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
# Asks for one address after the other.
SCRIPT = """
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Accept-Encoding"] = "%s"})
end
"""


@dataclass
class Rate:
    """What nginx did in a second: answers, bytes; and the time in which 99 of 100 answers came."""

    answers: float
    size: float
    slow: str


def rate(address: str, paths: Iterable[str], coding: str, seconds: int, folder: Path) -> Rate:
    """Raises RuntimeError if an answer is not the file."""
    script = folder / "ask.lua"
    script.write_text(SCRIPT % (", ".join(f'"{path}"' for path in paths), coding), encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency", "-s", str(script), address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    found = {name: re.search(pattern, said) for name, pattern in _SAID.items()}
    assert all(found.values()), said
    answers, size, slow = (found[name] for name in _SAID)
    assert answers and size and slow
    return Rate(float(answers[1]), float(size[1]) * UNITS[size[2]], slow[1])


_SAID = {"answers": r"Requests/sec: +([\d.]+)", "size": r"Transfer/sec: +([\d.]+)(\w+)", "slow": r"99% +(\S+)"}


def served(address: str, visits: dict[str, tuple[Visit, Visit]], seconds: int, folder: Path) -> dict[str, Rate]:
    """Prints what nginx serves of each visit; returns the rates with brotli."""
    rows, found = [], {}
    for name, (first, _) in visits.items():
        for coding, label in (("br", "brotli_static"), ("gzip", "gzip_static")):
            each = rate(address, first.paths, coding, seconds, folder)
            per_second = each.answers / len(first.paths)
            rows.append((name, label, f"{each.answers:,.0f}", f"{each.size / 1e6:,.0f}", each.slow, f"{per_second:,.0f}"))
            if coding == "br":
                found[name] = each
    head = ("what a first visit asks for", "coding", "requests/s", "MB/s", "99 % within", "visits/s")
    table(f"nginx under load, {CONNECTIONS} connections", head, rows, keep="load")
    return found


def million(visits: dict[str, tuple[Visit, Visit]], rates: dict[str, Rate]) -> None:
    """Prints what a million visits a day need if all are of one kind."""
    rows = []
    for name, pair in visits.items():
        for which, each in zip(("first", "again"), pair, strict=True):
            requests, bits = MILLION * len(each.paths) / DAY, MILLION * each.size * 8 / DAY
            busy = f"{100 * PEAK * requests / rates[name].answers:.0f} %" if which == "first" else ""
            total = f"{MILLION * each.size / 1e9:,.0f}"
            speeds = [f"{value:,.0f}" for value in (requests, PEAK * requests, bits / 1e6, PEAK * bits / 1e6)]
            rows.append((f"{name}, {which}", f"{each.size / 1000:,.0f}", len(each.paths), total, *speeds, busy))
    head = ("visit", "kB", "requests", "GB a day", "requests/s", "at the peak", "Mbit/s", "at the peak", "of what this nginx did")
    table(f"A million visits a day, all of one kind; the peak is {PEAK} times the mean", head, rows, keep="million")


def install() -> None:
    if not shutil.which("wrk") and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "wrk"], env=environment, stdout=sys.stderr, check=False)


def main() -> int:
    parser = argparse.ArgumentParser(description="nginx under load.")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--install", action="store_true", help="get wrk if there is none, and no more")
    arguments = parser.parse_args()
    if arguments.install:
        install()
    if not shutil.which("wrk"):
        print(NONE, file=sys.stderr)
        return 1
    if arguments.install:
        return 0
    visits = all_visits()
    show(visits)
    with tempfile.TemporaryDirectory() as name, serving(ROOT / "site", ROOT / "dist" / "nginx-headers.conf", Path(name)) as address:
        million(visits, served(address, visits, arguments.seconds, Path(name)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
