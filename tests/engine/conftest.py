"""What the engine's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.engine.asked", "tests.engine.oracle")


@pytest.fixture(scope="module")
def data(compiled: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "policies.json"
    path.write_text(compiled, encoding="utf-8")
    return path
