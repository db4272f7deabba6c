"""The pages as they are written today, and as they would have been on an earlier day: made once for all tests here."""

from __future__ import annotations

import pytest

from builder.policy_set import PolicySet
from builder.site import Site
from calculator import Policies
from tests.told.written import LATER, ON, written


@pytest.fixture(scope="session")
def site(policy_set: PolicySet, policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return written(policy_set, policies, tmp_path_factory.mktemp("docs"), ON)


@pytest.fixture(scope="session")
def past(policy_set: PolicySet, policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same as it would have been built on an earlier day."""
    return written(policy_set, policies, tmp_path_factory.mktemp("docs"), LATER)


