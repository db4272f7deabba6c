"""What changed for whom between `policies/` at a git revision and the working tree, in words."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from builder import diff_facts
from builder.compiled import canonical, compile_policies
from builder.diff_answers import Comparison
from builder.diff_words import Wording
from builder.policies import read_policies
from builder.policy_set import PolicySet
from builder.problems import PolicyError
from calculator import Policies


class DiffError(Exception):
    """The older version cannot be had or read; the message says why."""


def policies_at(folder: Path, revision: str) -> PolicySet:
    """The policies of a folder as they were at a git revision."""
    if not folder.is_dir():
        raise DiffError(f"there is no folder {folder}")
    if _git(folder, "rev-parse", "--is-inside-work-tree") is None:
        raise DiffError(f"{folder} is not inside a git checkout, so there is no older version to compare with")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise DiffError(f"git knows no revision '{revision}' here (a shallow clone may not have it: git fetch --unshallow)")
    packed = _git(folder, "archive", "--format=tar", commit.decode().strip())
    if packed is None:
        raise DiffError(f"at {revision} there was no folder {folder.name}")
    with tempfile.TemporaryDirectory() as temporary:
        target = Path(temporary) / folder.name
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            for member in archive.getmembers():
                content = archive.extractfile(member) if member.isfile() else None
                path = (target / member.name).resolve()
                if content and path.is_relative_to(target.resolve()):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content.read())
        try:
            return read_policies(target)
        except PolicyError as error:
            count = len(error.problems)
            raise DiffError(f"{error}\n{count} problems: the policies of {revision} cannot be read, so nothing was compared") from None


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, run in the folder; None if it refuses."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise DiffError("git is not installed") from None
    return done.stdout if done.returncode == 0 else None


def report(old: PolicySet, new: PolicySet, today: str) -> list[str]:
    """The lines to print: the changed answers, then everything else that changed, each under a heading."""
    versions = (_policies(old), _policies(new))
    comparison = Comparison(*versions)
    changed = list(comparison.changes())
    told = {pair for one in changed for pair in ((one.place.region, one.category), (one.place.region, ""), ("", one.category))}
    sections = {"答案": Wording(comparison, today).lines(changed), **diff_facts.lines(old, new, versions, told)}
    found = []
    for heading, lines in sections.items():
        if lines:
            note = "（答案没有因此改变）" if heading == diff_facts.ABOUT_ANSWERS else ""
            found += [f"{heading}{note}：{len(lines)} 条", *lines, ""]
    if not found:
        alike = _as_read(old) == _as_read(new)
        return ["没有变化。" if alike else "答案没有变化；改的只是页面上的说明文字。"]
    if not changed:
        found = ["答案没有变化。", "", *found]
    return found[:-1]


def _as_read(policy_set: PolicySet) -> str:
    return canonical({field.name: getattr(policy_set, field.name) for field in dataclasses.fields(policy_set)})


def _policies(policy_set: PolicySet) -> Policies:
    return Policies(json.loads(canonical(compile_policies(policy_set))))
