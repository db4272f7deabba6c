"""The API as built: it conforms to its own description, says what the engine says, and its page does not lie."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from builder.api import VERSION
from builder.api.schemas import FILES
from calculator import VERSION as ENGINE
from calculator import Policies, check

ROOT = Path(__file__).parent.parent
SITE = ROOT / "site"
V1 = SITE / "api" / "v1"


def load(path: str) -> Any:
    assert SITE.is_dir(), "the site is not built: run `make build`"
    return json.loads((V1 / path).read_text(encoding="utf-8"))


def paths() -> list[str]:
    """The JSON files of facts and answers, from the folder of the API."""
    found = sorted(path.relative_to(V1).as_posix() for path in V1.rglob("*.json"))
    return [path for path in found if path != "openapi.json" and not path.startswith("schema/")]


def kind(path: str) -> str:
    folder, _, _ = path.rpartition("/")
    return {"regions": "region", "cells": "cells"}.get(folder, Path(path).stem)


def strict(schema: Any) -> Any:
    """The schema without room for keys that it does not describe."""
    if isinstance(schema, dict):
        found = {key: strict(value) for key, value in schema.items()}
        return {**found, "additionalProperties": False} if "properties" in found and "additionalProperties" not in found else found
    return [strict(one) for one in schema] if isinstance(schema, list) else schema


def faults(schema: Any, value: Any) -> list[str]:
    found = jsonschema.Draft202012Validator(schema).iter_errors(value)
    return [f"{error.json_path}: {error.message[:200]}" for error in found][:5]


@pytest.fixture(scope="module")
def built(policies: Policies) -> Policies:
    """The policies, if the site was built from them."""
    assert load("index.json")["data"] == policies.data, "the site is older than policies/: run `make build`"
    return policies


def test_the_description_is_valid_openapi() -> None:
    found = load("openapi.json")
    OpenAPIV31SpecValidator(found).validate()
    assert found["info"]["version"] == VERSION
    broken = {**found, "paths": {"/x.json": {"get": {"responses": {"200": {"description": 1}}}}}}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_the_schemas_are_those_of_the_description() -> None:
    components = json.dumps(load("openapi.json")["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/")
    described = json.loads(components)
    for name in FILES:
        schema = load(f"schema/{name}.json")
        jsonschema.Draft202012Validator.check_schema(schema)
        about = {key: schema.pop(key) for key in ("$schema", "title", "$defs")}
        assert about["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema == described[f"{name.title()}File"]
        assert about["$defs"].items() <= described.items()


def test_every_file_conforms_to_the_description() -> None:
    described = load("openapi.json")
    checked = set()
    for path in paths():
        name = kind(path)
        route = {"region": "/regions/{region}.json", "cells": "/cells/{region}.json"}.get(name, f"/{path}")
        body = described["paths"][route]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert faults({**body, "components": strict(described["components"])}, load(path)) == [], path
        checked.add(name)
    assert checked == FILES.keys()


def test_a_file_that_does_not_conform_is_seen() -> None:
    schema, value = load("schema/cells.json"), load("cells/hunan.json")
    value["places"][0]["cells"][0]["answers"][0]["verdict"] = "yes"
    assert [line.split(":")[0] for line in faults(schema, value)] == ["$.places[0].cells[0].answers[0].verdict"]
    assert faults(strict(load("schema/index.json")), {**load("index.json"), "more": 1}) != []
    assert faults(load("schema/index.json"), {**load("index.json"), "more": 1}) == [], "readers have to expect new keys"


def test_the_index_lists_every_file_as_it_is() -> None:
    listed = {file["path"]: file for file in load("index.json")["files"]}
    there = {path.relative_to(SITE).as_posix() for path in V1.rglob("*") if path.suffix in (".json", ".csv")}
    assert there - {"api/v1/index.json"} == listed.keys()
    for path, file in listed.items():
        content = (SITE / path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"]), path
        assert file["schema"] is None or file["schema"] in listed


def test_every_address_of_a_region_leads_somewhere() -> None:
    regions = load("regions.json")["regions"]
    assert len(regions) == 32
    for region in regions:
        for path in region["files"].values():
            assert (SITE / path).exists(), path


def test_every_id_is_in_the_vocabulary_and_every_document_in_the_register() -> None:
    words = load("vocabulary.json")
    relations, expenses = ({one["id"] for one in words[key]} for key in ("relations", "expenses"))
    documents = {one["id"] for one in load("documents.json")["documents"]}
    provisions = {one["id"] for path in paths() for one in load(path).get("provisions", [])}
    for path in paths():
        if kind(path) == "cells":
            table = load(path)
            assert table["documents"].keys() <= documents
            for reason in table["reasons"]:
                assert set(reason["documents"]) <= table["documents"].keys()
                assert {name for name in reason["provisions"] if ".wallet" not in name} <= provisions
            for place in table["places"]:
                assert {(cell["relation"], cell["expense"]) for cell in place["cells"]} == {(r, e) for r in relations for e in expenses}


def test_the_cells_say_what_the_engine_says(built: Policies) -> None:
    chance = random.Random(7)
    seen = set()
    for slug in built.regions:
        table = load(f"cells/{slug}.json")
        assert [place["pool"] for place in table["places"]] == [None, *built.ruled_pools[slug]]
        for place in table["places"]:
            for cell in chance.sample(place["cells"], 40):
                asked = {**place["question"], "relation": cell["relation"], "expense": cell["expense"]}
                assert cell["answers"][0]["from"] == table["day"]
                for answer in cell["answers"]:
                    found = check({**asked, "on": answer["from"]}, built)
                    reason = table["reasons"][answer["reason"]]
                    assert answer["verdict"] == reason["verdict"] == found.verdict
                    assert (reason["check"], reason["text"]) == (found.deciding.id, found.deciding.text)
                    assert (reason["why_unknown"], reason["weak"]) == (found.deciding.why_unknown, found.deciding.weak)
                    assert reason["documents"] == list(found.deciding.documents)
                    seen.add(found.verdict)
                later = [change["on"] for change in found.changes if change["on"] > table["day"]]
                assert set(later) <= {answer["from"] for answer in cell["answers"]}
    assert len(seen) == 4


def test_the_changes_lead_to_the_engines_answer_on_any_day(built: Policies) -> None:
    chance = random.Random(8)
    changed = 0
    for region in load("changes.json")["regions"]:
        slug, days = region["region"], region["days"]
        assert [day["on"] for day in days] == sorted({day["on"] for day in days})
        for _ in range(12):
            relation, expense = chance.choice(list(built.relations)), chance.choice(list(built.categories))
            asked = {"donor_region": slug, "relative_region": slug, "relation": relation, "expense": expense}
            on = f"{chance.randint(2017, 2027)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            verdict = check({**asked, "on": "1990-01-01"}, built).verdict
            for day in days:
                mine = [one for one in day["changes"] if relation in one["relations"] and expense in one["expenses"]]
                if mine and day["on"] <= on:
                    assert [one["was"] for one in mine] == [verdict]
                    verdict = mine[0]["now"]
                    changed += 1
            assert verdict == check({**asked, "on": on}, built).verdict, (slug, relation, expense, on)
    assert changed > 50


def test_the_tables_hold_the_same_facts_and_open_in_a_spreadsheet() -> None:
    counts = load("index.json")["counts"]
    tables = {}
    for name in ("cells", "provisions", "documents", "regions"):
        raw = (V1 / f"{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        text = raw.decode("utf-8-sig")
        assert text.count("\n") == text.count("\r\n")
        tables[name] = list(csv.DictReader(io.StringIO(text)))
        assert all(None not in row and None not in row.values() for row in tables[name])
        assert not [cell for row in tables[name] for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]
    assert len(tables["provisions"]) == counts["provisions"]
    assert [row["id"] for row in tables["documents"]] == [one["id"] for one in load("documents.json")["documents"]]
    assert [row["region"] for row in tables["regions"]] == [one["region"] for one in load("regions.json")["regions"]]
    of_hunan = [row for row in tables["cells"] if row["region"] == "hunan"]
    table = load("cells/hunan.json")
    answers = [(cell["relation"], cell["expense"], one) for cell in table["places"][0]["cells"] for one in cell["answers"]]
    assert [(row["relation"], row["expense"], row["from"], row["verdict"], row["理由"]) for row in of_hunan] == [
        (relation, expense, one["from"], one["verdict"], table["reasons"][one["reason"]]["text"]) for relation, expense, one in answers
    ]


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "docs" / "templates" / "changelog.md.j2").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE)[0] == VERSION


def example(language: str) -> str:
    """The program of a kind on the data page."""
    text = (ROOT / "docs" / "data" / "index.md").read_text(encoding="utf-8")
    found = re.search(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_example_program_prints_what_the_page_says() -> None:
    program = example("python").replace("https://网站地址/api/v1/", f"{V1.as_uri()}/")
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(program, {})
    assert printed.getvalue() == example("text")
    assert len(example("text")) > 20


def test_what_is_said_for_programs_that_read_text_leads_somewhere() -> None:
    text = (SITE / "llms.txt").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) >= 8
    for link in links:
        target = SITE / link
        assert (target / "index.html").is_file() if link.endswith("/") else target.is_file(), link
    assert len(text.splitlines()) < 50
    assert "&" not in text


@pytest.fixture(scope="module")
def wheel() -> Path:
    (found,) = (SITE / "download").glob("*.whl")
    return found


def test_the_wheel_holds_the_engine_alone(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        assert names == {path.relative_to(ROOT).as_posix() for path in (ROOT / "calculator").rglob("*.py")}
        for name in names:
            assert archive.read(name) == (ROOT / name).read_bytes(), name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == ENGINE
    assert project["dependencies"] == []


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The Python of a fresh environment that has the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel], cwd=folder, check=True)
    yield python


def run(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run([python, *arguments], cwd=python.parent, env=clean, capture_output=True, text=True, check=False)


def test_the_installed_engine_answers_as_this_one(installed: Path, built: Policies) -> None:
    asked = ["-m", "calculator", "ask", "我在广西交职工医保，能给岳父付住院的钱吗", "--on", load("index.json")["day"], "--json"]
    found = run(installed, *asked, "--data", str(SITE / "download" / "policies.json"))
    assert found.returncode == 0, found.stderr
    own = subprocess.run([sys.executable, *asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(found.stdout) == json.loads(own.stdout)
    where = run(installed, "-c", "import calculator; print(calculator.__file__)").stdout
    assert "site-packages" in where


def test_the_installed_engine_says_what_it_lacks(installed: Path) -> None:
    found = run(installed, "-m", "calculator", "ask", "能给岳父用吗")
    assert found.returncode == 2
    assert "--data policies.json" in found.stderr
