"""JSON Schemas (2020-12) of the files of the API. `openapi.py` puts the same ones into the OpenAPI description.

Every key is always there; what is not known is null. A reader must expect new keys, so no schema forbids them.
"""

from __future__ import annotations

from typing import Any

from builder.format_rules import GRADES, LIMIT_VALUES, ROUTES, UNKNOWN_REASONS
from calculator.answer import CHECKS
from calculator.model import VERDICTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def obj(description: str = "", **properties: Schema) -> Schema:
    """An object that has all these keys."""
    return keyed(properties, description)


def keyed(properties: dict[str, Schema], description: str = "") -> Schema:
    """The same, for keys that Python does not take as names, such as `from`."""
    found: Schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"description": description, **found} if description else found


def text(description: str = "", **more: Any) -> Schema:
    """The schema of a text."""
    return {"type": "string", **({"description": description} if description else {}), **more}


def many(items: Schema, description: str = "") -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": items, **({"description": description} if description else {})}


def by_id(values: Schema, description: str) -> Schema:
    """The schema of an object with ids as its keys."""
    return {"type": "object", "additionalProperties": values, "description": description}


def maybe(schema: Schema) -> Schema:
    """The value, or null."""
    if "$ref" in schema or "enum" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def ref(name: str) -> Schema:
    """A pointer to a schema that several files share."""
    return {"$ref": f"#/$defs/{name}"}


def one_of(values: tuple[str, ...], description: str = "") -> Schema:
    """The schema of one of some words."""
    return text(description, enum=list(values))


NUMBER: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
ID = text(pattern="^[a-z0-9_-]+$")
PLACE = text("nation, the slug of a region, or the GB/T 2260 code of a pool", pattern="^([a-z]+|[0-9]{6})$")
DOCUMENTS = many(ID, "ids of documents.json")
WEAK: Schema = {"type": "boolean", "description": "true: rests on unofficial sources alone (待核实)"}
LIMIT = {
    **obj("what is limited, with its figures where it has any", kind=one_of(tuple(LIMIT_VALUES))),
    "properties": {
        "kind": one_of(tuple(LIMIT_VALUES)),
        "people": NUMBER,
        "about": text("the kind of limit that there is none of"),
        "yuan": {"type": "number", "minimum": 0},
        "times": NUMBER,
        "hours": text("such as 22:00-06:00"),
        "days": NUMBER,
        "place": one_of(("pool", "region", "own"), "where both must be insured"),
    },
}
SUBJECTS = ("relatives", "expenses", "limits", "payment_order", "donor", "insured", "place", "own_card")
CHECK_IDS = tuple(check.__name__.removeprefix("check_") for check in CHECKS)
HEAD = {
    "api": text("version of this API, such as 1.0.0", pattern=r"^1\.[0-9]+\.[0-9]+$"),
    "day": {"$ref": "#/$defs/Day", "description": "the day for which the answers hold: that of the build"},
    "data": text("hash of the policies; the same hash, the same rules", pattern="^[0-9a-f]{16}$"),
    "engine": text("version of the engine"),
    "notice": text("unofficial; whom to ask"),
}

DEFS: dict[str, Schema] = {
    "Day": text("a day, such as 2026-05-19", pattern=r"^\d{4}-\d{2}-\d{2}$"),
    "Verdict": one_of(VERDICTS, "covered 可以, conditional 有条件, unknown 未明确, not_covered 不可以"),
    "WhyUnknown": one_of(UNKNOWN_REASONS, "why a verdict is unknown; words in vocabulary.json"),
    "Finding": obj(
        "what was found, and what that rests on",
        verdict=ref("Verdict"),
        text=text("the reason in plain Chinese"),
        why_unknown=maybe(ref("WhyUnknown")),
        weak=WEAK,
        conditions=many(text(), "what must hold"),
        provisions=many(text(), "ids of provisions"),
        documents=DOCUMENTS,
    ),
    "Note": obj(text=text(), documents=DOCUMENTS),
    "Provision": keyed(
        {
            "id": text("stable; place.subject.…"),
            "place": PLACE,
            "subject": one_of(SUBJECTS),
            "expense": maybe(text("for subject expenses: the category", pattern="^[a-z_]+$")),
            "text": text("the rule in one line"),
            "verdict": maybe(ref("Verdict")),
            "from": {"$ref": "#/$defs/Day", "description": "the first day on which it surely holds"},
            "perhaps_from": {**maybe(ref("Day")), "description": "where the start is uncertain: the first day on which it may hold"},
            "until": {**maybe(ref("Day")), "description": "the last day; null: still in force"},
            "uncertain_after": {**maybe(ref("Day")), "description": "from this day no source says that it still holds"},
            "for": {**maybe(one_of(("holder", "relatives"))), "description": "speaks only of the holder, or only of relatives"},
            "relations": maybe(many(ID, "whom it allows or speaks about; null: everybody")),
            "expenses": maybe(many(ID, "holds for these categories only")),
            "items": maybe(many(text(), "speaks about these things only")),
            "other_items": maybe(one_of(("not_covered", "not_said"), "with items: what it says of other things of the category")),
            "scope": maybe(one_of(ROUTES, "how close the two places must be")),
            "limit": maybe(LIMIT),
            "condition": maybe(text("what a conditional verdict asks")),
            "note": maybe(text()),
            "overrides": {"type": "boolean", "description": "true: beats older regional permissions"},
            "weak": WEAK,
            "documents": DOCUMENTS,
        },
        "one dated, sourced rule; days are all in force (含当日)",
    ),
    "RegionLine": obj(
        region=text("slug", pattern="^[a-z]+$"),
        name=text(),
        short=text(),
        letter=text("the one-character name"),
        adcode=maybe(text("GB/T 2260 code", pattern="^[0-9]{6}$")),
        summary=text(),
        pools={**NUMBER, "description": "how many pools (统筹区)"},
        wallet={**ref("Verdict"), "description": "whether the cross-province wallet (医保钱包) is open on `day`, no pool told"},
        files=obj("addresses from the root of the site", page=text(), region=text(), cells=text()),
    ),
    "Document": obj(
        id=ID,
        title=text(),
        issuer=text(),
        doc_no=maybe(text()),
        published=maybe(text("a day, or only the month", pattern=r"^\d{4}-\d{2}(-\d{2})?$")),
        effective=maybe(ref("Day")),
        grade=one_of(GRADES, "A official, B state media, C other"),
        url=maybe(text("the publisher's own address", format="uri")),
        checked={"$ref": "#/$defs/Day", "description": "when it was last looked at"},
        note=maybe(text()),
        review={"$ref": "#/$defs/Day", "description": "when it is to be looked at again"},
        cited_by=many(text(), "nation, slugs of regions, words (the vocabulary)"),
    ),
    "Labelled": obj(id=text(), label=text()),
    "Cell": obj(
        relation=ID,
        expense=ID,
        answers=many(
            keyed(
                {
                    "from": {"$ref": "#/$defs/Day", "description": "the first is `day`; later ones are known changes"},
                    "verdict": ref("Verdict"),
                    "reason": {**NUMBER, "description": "place in `reasons`, from 0"},
                }
            )
        ),
    ),
}

CITED = ("title", "issuer", "doc_no", "published", "grade", "url", "checked")
FILES: dict[str, tuple[str, Schema]] = {
    "index": (
        "What there is: every file, with its schema and its SHA-256.",
        obj(
            name=text(),
            counts=obj(regions=NUMBER, provisions=NUMBER, documents=NUMBER, relations=NUMBER, expenses=NUMBER),
            files=many(obj(path=text("from the root of the site"), schema=maybe(text()), bytes=NUMBER, sha256=text(pattern="^[0-9a-f]{64}$"))),
        ),
    ),
    "regions": ("The 32 regions.", obj(regions=many(ref("RegionLine")))),
    "nation": (
        "What holds in the whole country.",
        obj(
            name=text(),
            summary=text(),
            provisions=many(ref("Provision")),
            wallet_start=ref("Day"),
            steps=many(text()),
            events=many(obj(day=ref("Day"), what=text(), changed=text(), documents=DOCUMENTS)),
        ),
    ),
    "region": (
        "Everything about one region but its table of answers.",
        keyed(
            {
                **DEFS["RegionLine"]["properties"],
                "aliases": many(text()),
                "pools": many(obj(pool=text(pattern="^[0-9]{6}$"), name=text(), short=text(), own_rules=FLAG)),
                "provisions": many(ref("Provision"), "of the region and of its pools"),
                "wallet": obj(
                    state=ref("Finding"),
                    sightings=many(
                        obj(
                            day=ref("Day"),
                            state=one_of(("open", "some", "closed"), "open; in some pools at least; not open"),
                            pools={"anyOf": [one_of(("all",)), many(text())]},
                            exact={"type": "boolean", "description": "true: opened on that very day"},
                            weak=WEAK,
                            documents=DOCUMENTS,
                        )
                    ),
                    notes=many(ref("Note")),
                ),
                "binding": obj(
                    channels=many(text()),
                    steps=many(text()),
                    proof=maybe(obj(kind=one_of(("self_declared", "documents", "system_check")), note=maybe(text()), documents=DOCUMENTS)),
                    notes=many(ref("Note")),
                ),
                "conflicts": many(
                    obj(
                        about=text(),
                        claims=many(obj(claim=text(), on=maybe(ref("Day")), note=maybe(text()), documents=DOCUMENTS)),
                        prevails=maybe(text()),
                        because=text(),
                    )
                ),
                "contacts": many(obj(name=text(), phone=maybe(text()), note=maybe(text()))),
                "not_found": many(text(), "what was looked for and not found"),
            }
        ),
    ),
    "cells": (
        "The table of answers of one region: relation × expense, both insured there, from `day` on.",
        obj(
            region=text(pattern="^[a-z]+$"),
            places=many(
                obj(
                    pool=maybe(text("null: the region, no pool told", pattern="^[0-9]{6}$")),
                    name=text(),
                    question=obj(
                        "what the engine was asked besides relation, expense and day",
                        donor_region=text(),
                        relative_region=text(),
                        donor_pool=maybe(text()),
                        relative_pool=maybe(text()),
                    ),
                    cells=many(ref("Cell")),
                )
            ),
            reasons=many(keyed({"check": one_of(CHECK_IDS, "the check that decides"), **DEFS["Finding"]["properties"]})),
            documents=by_id(
                keyed({key: DEFS["Document"]["properties"][key] for key in CITED}),
                "the documents that the reasons cite, by id",
            ),
        ),
    ),
    "documents": ("Every source, the newest first.", obj(documents=many(ref("Document")))),
    "vocabulary": (
        "Every id with its Chinese name, and the words that people use.",
        obj(
            verdicts=many(obj(id=ref("Verdict"), label=text(), severity=NUMBER)),
            why_unknown=many(ref("Labelled")),
            grades=many(ref("Labelled")),
            checks=many(ref("Labelled")),
            routes=many(ref("Labelled")),
            relations=many(
                obj(id=ID, label=text(), short=text(), near={"type": "boolean", "description": "one of the 近亲属"}, words=many(text()))
            ),
            expenses=many(obj(id=ID, label=text(), short=text(), hint=text(), words=many(text()))),
            ambiguous=many(obj(words=many(text()), ask=text()), "words that mean several things, with the question to ask"),
        ),
    ),
    "changes": (
        "The days on which the answers of a region change; both insured there, no pool told.",
        obj(
            regions=many(
                obj(
                    region=text(pattern="^[a-z]+$"),
                    days=many(
                        obj(
                            on=ref("Day"),
                            changes=many(obj(was=ref("Verdict"), now=ref("Verdict"), relations=many(ID), expenses=many(ID))),
                        )
                    ),
                )
            )
        ),
    ),
}


def file_schema(kind: str) -> Schema:
    """The schema of a kind of file, complete in itself."""
    about, body = FILES[kind]
    whole = {**body, "properties": {**HEAD, **body["properties"]}, "required": [*HEAD, *body["required"]]}
    names = _needed(whole)
    return {"$schema": DIALECT, "title": kind, "description": about, **whole, "$defs": {name: DEFS[name] for name in DEFS if name in names}}


def _needed(schema: Any) -> set[str]:
    """The names of the definitions that a schema uses, directly or through others."""
    if isinstance(schema, dict):
        own = {schema["$ref"].rsplit("/", 1)[-1]} if "$ref" in schema else set()
        inner = [_needed(value) for value in schema.values()] + [_needed(DEFS[name]) for name in own]
        return own.union(*inner)
    return set().union(*map(_needed, schema)) if isinstance(schema, list) else set()
