"""Builds the same tree with ProperDocs and Zensical, and tells how the pages differ from those of MkDocs. It reports and never fails.

Both are installed into environments of their own, below .cache/. `make compat` builds the site first.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from html import unescape
from pathlib import Path

ROOT = Path(__file__).parent.parent
GENERATORS = {
    "properdocs": (["properdocs", "mkdocs-material==9.8.1", "jieba==0.42.1"], ["build", "--quiet", "--config-file", "mkdocs.yml"]),
    "zensical": (["zensical"], ["build", "--config-file", "mkdocs.yml"]),
}


def program(name: str, packages: list[str]) -> Path:
    """The generator's command, in an environment made on first use."""
    folder = ROOT / ".cache" / f"compat-{name}"
    found = folder / "bin" / name
    if not found.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", *packages], check=True)
    return found


def words(page: Path) -> str:
    """The text of a page's own part, without tags and spaces."""
    html = page.read_text(encoding="utf-8")
    inner = re.search(r"<article.*?</article>", html, flags=re.DOTALL)
    return unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>|\s|¶", "", inner[0] if inner else html, flags=re.DOTALL))


def runtime() -> str:
    """Where the parts of the browser's Python lie, as build.py told MkDocs."""
    found = re.search(r'id="runtime">(.*?)</script>', (ROOT / "site" / "check" / "index.html").read_text(encoding="utf-8"))
    return unescape(found[1]) if found else "{}"


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def report(name: str) -> None:
    packages, options = GENERATORS[name]
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made)
        shutil.copy(ROOT / "mkdocs.yml", copy)
        shutil.copytree(ROOT / "docs", copy / "docs")
        shutil.copytree(ROOT / ".cache", copy / ".cache", ignore=shutil.ignore_patterns("compat-*"))
        start = time.monotonic()
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "RUNTIME": runtime()}
        done = subprocess.run([program(name, packages), *options], cwd=copy, env=environment, capture_output=True, text=True, check=False)
        print(f"{name}: status {done.returncode} after {time.monotonic() - start:.0f} s")
        print(*[f"  {line}" for line in (done.stdout + done.stderr).splitlines()[-12:]], sep="\n")
        own, theirs = pages(ROOT / "site"), pages(copy / "site")
        shared = sorted(path for path in own & theirs if path.endswith(".html"))
        other = [path for path in shared if words(ROOT / "site" / path) != words(copy / "site" / path)]
        for what, listed in (("missing", own - theirs), ("more", theirs - own), ("other words", other)):
            few = ", ".join(sorted(listed)[:6])
            print(f"  {what}: {len(listed)}{f' ({few}, …)' if listed else ''}")
        print(f"  pages alike: {len(shared) - len(other)} of {len(shared)}")
        if os.environ.get("COMPAT_KEEP"):
            shutil.copytree(copy / "site", Path(os.environ["COMPAT_KEEP"]) / name, dirs_exist_ok=True)


if __name__ == "__main__":
    for each in GENERATORS:
        try:
            report(each)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{each}: not tried: {error}", file=sys.stderr)
