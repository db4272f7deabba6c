"""What all tests share: the checked policies of this repository, and the engine's form of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.compiled import canonical, compile_policies
from builder.policies import read_policies
from builder.policy_set import PolicySet
from calculator import Policies

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def policy_set() -> PolicySet:
    return read_policies(ROOT / "policies")


@pytest.fixture(scope="session")
def compiled(policy_set: PolicySet) -> str:
    """The text of policies.json."""
    return canonical(compile_policies(policy_set))


@pytest.fixture(scope="session")
def policies(compiled: str) -> Policies:
    return Policies(json.loads(compiled))
