"""Loading the compiled policies leaves the garbage collector as it was, whether it succeeds or fails."""

from __future__ import annotations

import gc

import pytest

from calculator.policies import parse_policies
from tests.world.world import compiled


@pytest.mark.parametrize("collecting", [True, False])
@pytest.mark.parametrize("text", [compiled(), "[]"])
def test_the_collector_is_as_before(text: str, collecting: bool) -> None:
    (gc.enable if collecting else gc.disable)()
    try:
        parse_policies(text)
    except ValueError:
        assert text == "[]"
    finally:
        after = gc.isenabled()
        gc.enable()
    assert after is collecting
