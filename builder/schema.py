"""Writes a JSON Schema for every kind of policy file, so that editors can complete keys and mark mistakes as one types.

The shapes that read the files describe themselves; nothing of the format is said here a second time. What concerns several
keys or several files is known to the reader alone: `python build.py check` has the last word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from builder.format import FILES
from builder.policies import known_ids
from builder.policy_set import PolicySet
from builder.shapes import ids_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ABOUT = {
    "nation": ("policies/nation.yaml", "What holds in the whole country."),
    "region": ("policies/regions/<slug>.yaml", "What holds in one province-level region and in its pools."),
    "documents": ("policies/documents.yaml", "Documents that several files cite."),
    "pools": ("policies/pools.yaml", "Pooling areas by GB/T 2260 code, with the names that people use."),
    "relations": ("policies/vocabulary/relations.yaml", "Relations, and whose account could pay instead."),
    "kin": ("policies/vocabulary/kin.yaml", "Words for relatives."),
    "expenses": ("policies/vocabulary/expenses.yaml", "Categories of expenses, and words for expenses."),
    "cases": ("policies/cases/<slug>.yaml", "Questions with the answer that is expected."),
    "asked": ("policies/cases/asked.yaml", "Sentences as people write them, with the reading and the verdict expected."),
    "topics": ("policies/topics.yaml", "What people ask besides who may pay for what."),
    "faq": ("policies/faq.yaml", "Questions often asked; the engine answers them."),
    "english": ("policies/vocabulary/english.yaml", "The English of places, relations, expenses and texts."),
    "claims": ("policies/claims.yaml", "Sayings met elsewhere, tried against the engine."),
}
# Kinds of ids that are few and change seldom, with the kind of file that defines them (and may therefore name new ones).
LISTED = {"relation": "relations", "relation id": "relations", "category": "expenses", "expense": "expenses", "region": "region"}


def file_schema(kind: str, policies: PolicySet | None = None) -> dict[str, Any]:
    """The schema of a kind of file. With `policies` it lists the ids of relations, categories and regions."""
    title, description = ABOUT[kind]
    shape = FILES[kind].schema()
    known = known_ids(policies) if policies else {}
    definitions = {}
    for name in sorted(set(_references(shape))):
        definition: dict[str, Any] = {"type": "string", "title": f"id of a {name}"}
        if policies and LISTED.get(name, kind) != kind:
            definition["enum"] = list(known[name])
        definitions[ids_schema(name)["$ref"].rsplit("/", 1)[-1]] = definition
    schema = {"$schema": DIALECT, **shape, "title": title, "description": description}
    return {**schema, "$defs": definitions} if definitions else schema


def _references(schema: Any) -> Iterator[str]:
    """The kinds of ids that a schema refers to."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rsplit("/", 1)[-1].replace("_", " ")
        for inner in schema.values():
            yield from _references(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _references(inner)


def write_schemas(out: Path, policies: PolicySet | None = None) -> None:
    """Writes region.json, nation.json, … into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for kind in FILES:
        text = json.dumps(file_schema(kind, policies), ensure_ascii=False, indent=1)
        (out / f"{kind}.json").write_text(f"{text}\n", encoding="utf-8")
