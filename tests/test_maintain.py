"""The pages for who carries the project on: their links lead somewhere, their commands exist, the forms ask what is needed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DECISIONS = ROOT / "docs" / "maintain" / "decisions"
PAGES = [
    *(ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "LICENSE-DATA.md", "THIRD-PARTY.md")),
    ROOT / "policies" / "CONTRIBUTING.md",
    *sorted((ROOT / "docs" / "maintain").rglob("*.md")),
]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*-*.yml"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path):
    text = page.read_text(encoding="utf-8")
    targets = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if ":" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_paths_exist(page: Path):
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    assert set(re.findall(r"(?:`|    )make ([a-z]+)", text)) <= targets
    paths = re.findall(r"`((?:tests|builder|calculator|docs|policies)/[\w./-]+)`", text)
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8")
    assert [path for path in paths if not (ROOT / path).exists() and f"/{path}" not in ignored] == []


def test_every_decision_is_listed_and_says_what_was_turned_down():
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    files = sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")
    assert len(files) >= 8
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert f"]({path.name})" in index, path.name
        for heading in ("**Why a decision was needed.**", "**What we do.**", "**Turned down**", "**What it costs.**"):
            assert heading in text, (path.name, heading)
        assert len(re.findall(r"(?m)^- ", text)) >= 2, path.name
        assert len(text.splitlines()) <= 40, path.name


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_asks_for_the_source(form: Path):
    found: dict[str, Any] = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert set(found) == {"name", "description", "labels", "body"}
    fields = [field for field in found["body"] if field["type"] != "markdown"]
    assert {field["type"] for field in fields} <= {"input", "textarea", "dropdown"}
    assert len({field["id"] for field in fields}) == len(fields)
    assert all(re.search("[\u4e00-\u9fff]", field["attributes"]["label"]) for field in fields)
    needed = {field["id"] for field in fields if field.get("validations", {}).get("required")}
    assert needed & {"source", "words"}


def test_both_forms_are_there():
    assert {form.name for form in FORMS} == {"data-error.yml", "new-document.yml"}


def test_the_check_of_a_pull_request_gets_no_secret_and_comments_only():
    flow = yaml.load((ROOT / ".github" / "workflows" / "answers.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert list(flow["on"]) == ["pull_request"]
    assert flow["permissions"] == {"contents": "read", "pull-requests": "write"}
    text = str(flow)
    assert "secrets." not in text
    assert "build.py diff" in text
    assert flow["jobs"]["diff"]["steps"][0]["with"]["persist-credentials"] == "false"
