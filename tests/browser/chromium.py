"""Prints the path of a Chromium for the browser tests. With --install, gets one if there is none.

`CHROMIUM=/path/to/chromium` in the environment chooses one. Otherwise: what is installed; else, as root on Debian or
Ubuntu, the system's package; else Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def works(path: str | None) -> bool:
    """Whether it starts: some systems have a launcher of that name without the browser behind it."""
    if not path:
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def downloaded() -> str | None:
    """Where Playwright puts its own Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    for path in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)):
        if works(path):
            return path
    return downloaded()


def install() -> None:
    """Try the ways that this machine allows, and leave the verdict to `find`. Their output goes to stderr."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]):
            subprocess.run(["apt-get", *step], env=environment, stdout=sys.stderr, check=False)
        if find():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False)


def main() -> int:
    path = find()
    if not path and "--install" in sys.argv[1:]:
        install()
        path = find()
    if not path:
        print("no Chromium found: install one, or name yours in the variable CHROMIUM", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
