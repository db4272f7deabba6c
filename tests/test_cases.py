"""The questions with expected answers that stand beside the policies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from calculator import Policies, check

CASES = Path(__file__).parent.parent / "policies" / "cases"


REGIONS = sorted(path for path in CASES.glob("*.yaml") if path.stem != "asked")


def load_cases() -> list[Any]:
    """Every case as a pytest parameter, named region/case."""
    found = []
    for path in REGIONS:
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["cases"]:
            found.append(pytest.param(case, id=f"{path.stem}/{case['name']}"))
    return found


@pytest.mark.parametrize("case", load_cases())
def test_case_is_answered_as_expected(case: dict[str, Any], policies: Policies) -> None:
    answer = check(case["question"], policies)
    told = f"{answer.headline}\n" + "\n".join(f"  {c.id} {c.verdict} {c.provisions} {c.text}" for c in answer.checks)
    assert answer.verdict == case["verdict"], told
    if "route" in case:
        assert answer.route == case["route"], told
    if "why_unknown" in case:
        assert case["why_unknown"] in {found.why_unknown for found in answer.checks}, told
    if "decided_by" in case:
        assert case["decided_by"] in {name for found in answer.checks for name in found.provisions}, told


def test_every_region_has_at_least_eight_cases(policies: Policies) -> None:
    counts = {path.stem: len(yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]) for path in REGIONS}
    few = [slug for slug in policies.regions if counts.get(slug, 0) < 8]
    assert not few
