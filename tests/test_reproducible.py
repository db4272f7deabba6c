"""The same files, built in another folder for the same day, give the same bytes."""

from __future__ import annotations

import calendar
import datetime
import filecmp
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SITE = ROOT / "site"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def copied(out: Path) -> None:
    """What git keeps or would take in, without anything that a build has left behind."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, out / name)
    (out / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    (out / ".cache").mkdir()  # what has the same content needs no second compression: it is kept by the sum of the content
    (out / ".cache" / "compressed").symlink_to(ROOT / ".cache" / "compressed", target_is_directory=True)


def test_two_builds_are_alike(tmp_path: Path) -> None:
    day = json.loads((SITE / "api" / "v1" / "index.json").read_text(encoding="utf-8"))["day"]
    noon = calendar.timegm(datetime.date.fromisoformat(day).timetuple()) + 12 * 3600
    copied(tmp_path)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(noon), "PYTHONHASHSEED": "7", "TZ": "UTC"}
    command = [sys.executable, "build.py", "build"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "a build without a fault has nothing to say there"

    assert files(tmp_path / "site") == files(SITE)
    _, differing, unreadable = filecmp.cmpfiles(SITE, tmp_path / "site", sorted(files(SITE)), shallow=False)
    assert (differing, unreadable) == ([], [])
