"""The JSON Schemas for editors: they take every file that the reader takes, and mark a misspelt key."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from builder.format import FILES
from builder.policies import read_policies
from builder.policy_set import PolicySet
from builder.schema import file_schema, write_schemas

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "tests" / "good_policies"


class EditorLoader(yaml.CSafeLoader):
    """YAML 1.2, as editors read it: days are texts, and only true and false are truth values."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


for tag, written in (("null", "~|null|"), ("bool", "true|false"), ("int", "-?[0-9]+"), ("float", r"-?[0-9]+\.[0-9]+")):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{written})$"), None)


def as_json(value: Any) -> Any:
    """Keys are texts in JSON."""
    if isinstance(value, dict):
        return {str(key): as_json(inner) for key, inner in value.items()}
    return [as_json(inner) for inner in value] if isinstance(value, list) else value


def files(folder: Path) -> list[tuple[str, Path]]:
    """(kind, path) of every policy file of a folder."""
    kinds = {"regions": "region", "cases": "cases"}
    kinds_of = [(path, "asked" if path.name == "asked.yaml" else kinds.get(path.parent.name, path.stem)) for path in folder.rglob("*.yaml")]
    return [(kind, path) for path, kind in sorted(kinds_of)]


def complaints(schema: dict[str, Any], value: Any) -> list[str]:
    found = jsonschema.Draft202012Validator(schema).iter_errors(value)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def load(path: Path) -> Any:
    return as_json(yaml.load(path.read_text(encoding="utf-8"), Loader=EditorLoader))


@pytest.fixture(scope="module")
def schemas(policy_set: PolicySet, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The schemas as written to files, with the ids of this repository."""
    out = tmp_path_factory.mktemp("schemas") / "schema"
    write_schemas(out, policy_set)
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in out.iterdir()}


def test_there_is_a_valid_schema_for_every_kind_of_file(schemas: dict[str, dict[str, Any]]):
    assert schemas.keys() == FILES.keys()
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["title"]
        assert schema["description"]
        assert "$id" not in schema


@pytest.mark.parametrize(("kind", "path"), files(ROOT / "policies"), ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_every_policy_file_is_accepted(kind: str, path: Path, schemas: dict[str, dict[str, Any]]):
    assert complaints(schemas[kind], load(path)) == []


@pytest.mark.parametrize(("kind", "path"), files(GOOD), ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_without_policies_any_id_is_accepted(kind: str, path: Path):
    assert complaints(file_schema(kind), load(path)) == []


@pytest.mark.parametrize(("kind", "path"), files(GOOD), ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_a_misspelt_key_is_refused(kind: str, path: Path):
    """In whichever mapping it stands."""
    schema, value = file_schema(kind), load(path)
    for mapping in mappings(value):
        mapping["naem"] = {"x": "y"}
        assert complaints(schema, value) != []
        del mapping["naem"]
    assert complaints(schema, value) == []


def mappings(value: Any) -> list[dict[str, Any]]:
    """All mappings inside a value."""
    if isinstance(value, dict):
        return [value, *(found for inner in value.values() for found in mappings(inner))]
    return [found for inner in value for found in mappings(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"relatives": [{"allow": ["spose"], "scope": "in_pool", "from": "2022-01-01", "documents": ["d"]}]}, "relatives.0.allow.0"),
        ({"expenses": {"vacine": [{"verdict": "covered", "from": "2022-01-01", "documents": ["d"]}]}}, "expenses"),
        ({"expenses": {"vaccine": [{"verdict": "coverd", "from": "2022-01-01", "documents": ["d"]}]}}, "expenses.vaccine.0.verdict"),
        ({"expenses": {"vaccine": [{"verdict": "covered", "documents": ["d"]}]}}, "expenses.vaccine.0"),
        ({"expenses": {"vaccine": [{"verdict": "covered", "from": "2022/1/1", "documents": ["d"]}]}}, "expenses.vaccine.0.from"),
        ({"limits": [{"kind": "people_at_once", "people": -1, "from": "2022-01-01", "documents": ["d"]}]}, "limits.0.people"),
        ({"aliases": ["桂", "桂"]}, "aliases"),
        ({"summary": "<b>"}, "summary"),
    ],
)
def test_a_mistake_is_marked_where_it_stands(change: dict[str, Any], where: str, schemas: dict[str, dict[str, Any]]):
    region = load(GOOD / "regions" / "hunan.yaml")
    assert complaints(schemas["region"], region) == []
    found = complaints(schemas["region"], {**region, **change})
    assert [line.split(": ")[0] for line in found] == [where]


def test_a_file_that_defines_ids_may_name_new_ones():
    """Else an editor would mark a new relation that stands two lines above."""
    policies = read_policies(GOOD)
    assert "enum" not in file_schema("relations", policies)["$defs"]["relation_id"]
    assert "spouse" in file_schema("kin", policies)["$defs"]["relation_id"]["enum"]
    assert "near_relatives" in file_schema("region", policies)["$defs"]["relation"]["enum"]
    assert "enum" not in file_schema("region", policies)["$defs"]["document"]
