"""Which provisions the questions in `policies/cases/` reach, and which none of them does.

A case reaches a provision that its answer rests on in any of the checks, or that is among the limits shown with it.
`unreached.txt` beside the cases lists those that no case reaches yet; tests/test_coverage.py keeps it exact, so that it
only gets shorter.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.policy_set import PolicySet
from calculator import Answer, Policies, check
from calculator.limits import active_limits

BASELINE = "cases/unreached.txt"


def provision_ids(policies: Policies) -> list[str]:
    """The ids of all provisions and wallet sightings that an answer can rest on, in the order of the files."""
    found = [p["id"] for entries in policies.statements.values() for p in entries]
    for rules in policies.rules.values():
        for subject, entries in rules.items():
            listed = entries.values() if subject == "expenses" else [entries]
            found += [p["id"] for provisions in listed for p in provisions]
    found += [sighting["id"] for sightings in policies.wallet["seen"].values() for sighting in sightings]
    return list(dict.fromkeys([*found, "nation.wallet"]))


def reached_by(answer: Answer) -> Iterator[str]:
    """The ids that one answer rests on or shows."""
    for found in answer.checks:
        yield from found.provisions
    for limit in active_limits(answer.question, answer.policies):
        yield limit["id"]


def unreached(policy_set: PolicySet, policies: Policies) -> list[str]:
    """The ids of the provisions that no case reaches."""
    reached: set[str] = set()
    for file in policy_set.cases.values():
        for case in file["cases"]:
            reached.update(reached_by(check(case["question"], policies)))
    return [name for name in provision_ids(policies) if name not in reached]


def known_unreached(folder: Path) -> list[str]:
    """The committed list; a line may begin with # and say something instead."""
    path = folder / BASELINE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
