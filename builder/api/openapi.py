"""The OpenAPI 3.1 description of the API. Its schemas are those of `schemas.py`, put among the components."""

from __future__ import annotations

from typing import Any

from builder.api.schemas import DEFS, FILES, HEAD, Schema
from calculator.model import Json

TABLES = {"cells": "表格里的每一个答案", "provisions": "每一条规定", "documents": "每一份文件", "regions": "每一个地区"}
SUMMARIES = {
    "index": "全部文件的清单",
    "regions": "32 个地区",
    "nation": "全国的规定",
    "region": "一个地区的规定",
    "cells": "一个地区的答案表：亲属 × 费用",
    "documents": "全部文件",
    "vocabulary": "编号、名称和说法",
    "changes": "哪天起答案会变",
}


def openapi(version: str, regions: list[str]) -> Json:
    """The whole document. Its server is the folder that it lies in."""
    paths = {_path(kind): _operation(kind, regions) for kind in FILES}
    for name, about in TABLES.items():
        content = {"text/csv": {"schema": {"type": "string"}}}
        paths[f"/{name}.csv"] = {"get": {"operationId": f"{name}_csv", "summary": f"{about}（表格文件）", "responses": _found(content)}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "共济查",
            "version": version,
            "summary": "职工医保个人账户能不能给家人付：规定、答案和出处",
            "description": "静态文件，只读，不用登录，不用密钥。非官方，以参保地医保部门的答复为准，咨询电话 12393。",
        },
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {"schemas": {**{name: _moved(schema) for name, schema in DEFS.items()}, **{_name(kind): _file(kind) for kind in FILES}}},
    }


def _path(kind: str) -> str:
    return {"region": "/regions/{region}.json", "cells": "/cells/{region}.json"}.get(kind, f"/{kind}.json")


def _operation(kind: str, regions: list[str]) -> Json:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{_name(kind)}"}}}
    operation: Json = {"operationId": kind, "summary": SUMMARIES[kind], "description": FILES[kind][0], "responses": _found(content)}
    if "{region}" in _path(kind):
        slug = {"type": "string", "enum": regions}
        operation["parameters"] = [{"name": "region", "in": "path", "required": True, "description": "regions.json 里的 region", "schema": slug}]
        operation["responses"]["404"] = {"description": "没有这个地区"}
    return {"get": operation}


def _found(content: Json) -> Json:
    return {"200": {"description": "整个文件", "content": content}}


def _name(kind: str) -> str:
    return f"{kind.title()}File"


def _file(kind: str) -> Schema:
    about, body = FILES[kind]
    whole = {**body, "description": about, "properties": {**HEAD, **body["properties"]}, "required": [*HEAD, *body["required"]]}
    moved: Schema = _moved(whole)
    return moved


def _moved(schema: Any) -> Any:
    """The schema with its references pointing to the components."""
    if isinstance(schema, dict):
        moved = {key: _moved(value) for key, value in schema.items()}
        if "$ref" in moved:
            moved["$ref"] = moved["$ref"].replace("#/$defs/", "#/components/schemas/")
        return moved
    return [_moved(value) for value in schema] if isinstance(schema, list) else schema
