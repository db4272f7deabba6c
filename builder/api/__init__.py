"""The static API: JSON files, their JSON Schemas, an OpenAPI description and CSV tables, all below docs/api/v1/.

Version 1 keeps its promise: files, keys and their meaning stay; new ones may come. `VERSION` counts what came:
a new key or file raises the second number, a mended description the third.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from builder.api import facts, tables
from builder.api.cells import cells
from builder.api.history import history
from builder.api.openapi import openapi
from builder.api.schemas import FILES, file_schema
from builder.site import Site
from calculator.model import Json
from calculator.version import VERSION as ENGINE

VERSION = "1.0.0"
NOTICE = "非官方，不代表任何医保部门。以参保地医保部门的答复为准，咨询电话 12393。"
FOLDER = "api/v1"


def write(site: Site) -> None:
    """Writes every file of the API; `index.json` last, since it lists the others."""
    _Api(site).write()


def counts(site: Site) -> dict[str, int]:
    """How many there are of what."""
    policies = site.policies
    return {
        "regions": len(policies.regions),
        "provisions": len(facts.provisions(policies, list(policies.rules))),
        "documents": len(policies.documents),
        "relations": len(policies.relations),
        "expenses": len(policies.categories),
    }


class _Api:
    def __init__(self, site: Site) -> None:
        self.site, self.folder = site, site.docs / FOLDER
        self.listed: list[Json] = []
        self.head = {"api": VERSION, "day": site.on, "data": site.policies.data, "engine": ENGINE, "notice": NOTICE}

    def write(self) -> None:
        site, policies = self.site, self.site.policies
        regions = [facts.region_line(site, slug) for slug in policies.regions]
        provisions = facts.provisions(policies, list(policies.rules))
        documents = facts.documents(site)
        self._json("regions", {"regions": regions})
        self._json("nation", facts.nation_facts(site))
        self._json("documents", {"documents": documents})
        self._json("vocabulary", facts.vocabulary(policies))
        self._json("changes", {"regions": [{"region": slug, "days": history(policies, slug)} for slug in policies.regions]})
        rows: list[Json] = []
        for slug in policies.regions:
            table = cells(site, slug)
            rows.extend(tables.cell_rows(policies, slug, table))
            self._json("region", facts.region_facts(site, slug), f"regions/{slug}.json")
            self._json("cells", {"region": slug, **table}, f"cells/{slug}.json")
        for name, lines in (("cells", rows), ("provisions", provisions), ("documents", documents), ("regions", tables.region_rows(regions))):
            self._file(f"{name}.csv", tables.as_csv(lines), None)
        for kind in FILES:
            self._file(f"schema/{kind}.json", _pretty(file_schema(kind)), None)
        self._file("openapi.json", _pretty(openapi(VERSION, list(policies.regions))), None)
        self._json("index", {"name": "共济查", "counts": counts(site), "files": sorted(self.listed, key=lambda file: file["path"])})

    def _json(self, kind: str, body: Json, path: str = "") -> None:
        value = json.dumps({**self.head, **body}, ensure_ascii=False, separators=(",", ":"))
        self._file(path or f"{kind}.json", f"{value}\n", f"{FOLDER}/schema/{kind}.json")

    def _file(self, path: str, content: str, schema: str | None) -> None:
        target = Path(self.folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        written = content.encode()
        target.write_bytes(written)
        digest = hashlib.sha256(written).hexdigest()
        self.listed.append({"path": f"{FOLDER}/{path}", "schema": schema, "bytes": len(written), "sha256": digest})


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
