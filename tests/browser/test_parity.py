"""The same question gives the same text, to the byte, in CPython here and in Pyodide in the browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from calculator import browser as engine

ROOT = Path(__file__).parents[2]

# Starts the engine as the check page does.
CALL_ALL = """async (calls) => {
  const { Engine } = await import(new URL("engine.js", document.querySelector("script[type=module]").src));
  const engine = new Engine(() => {}, () => {}, true);
  return Promise.all(calls.map(([call, text]) => engine.call(call, text)));
}"""


def calls() -> list[tuple[str, str]]:
    """Every question of the cases, sentence of asked.yaml and household, as the pages would send it."""
    found = []
    for path in sorted((ROOT / "policies" / "cases").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in content.get("cases", ()):
            found.append(("check", json.dumps(case["question"], ensure_ascii=False, default=str)))
        for asked in content.get("asked", ()):
            message = {"text": asked["text"], "on": "2026-11-22", "context": asked.get("context", {})}
            found.append(("ask", json.dumps(message, ensure_ascii=False, default=str)))
    for path in sorted((ROOT / "policies" / "cases" / "households").glob("*.json")):
        if not path.stem.endswith(".expected"):
            found.append(("plan", path.read_text(encoding="utf-8")))
    return found


@pytest.fixture
def cpython() -> list[str]:
    engine.load((ROOT / ".cache" / "policies.json").read_text(encoding="utf-8"))
    return [getattr(engine, call)(text) for call, text in calls()]


def test_every_case_gives_the_same_text_in_the_browser(page: Page, cpython: list[str]) -> None:
    page.goto("/check/")
    page.set_default_timeout(300_000)
    questions = calls()
    assert questions, "policies/cases holds no question"
    pyodide = page.evaluate(CALL_ALL, questions)
    differing = [
        (text, here, there) for (_, text), here, there in zip(questions, cpython, pyodide, strict=True) if here != there
    ]
    assert differing == []
