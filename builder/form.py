"""What the form on the check page offers to choose from."""

from __future__ import annotations

from calculator import Policies
from calculator.model import Json


def form_data(policies: Policies, on: str) -> Json:
    """What the form on the check page offers to choose from."""

    def labelled(entries: dict[str, Json]) -> list[Json]:
        return [{"id": name, "label": entry["label"]} for name, entry in entries.items()]

    insured = {"employee": "职工医保", "resident": "居民医保", "none": "没有参加医保", "unsure": "哪种医保不清楚"}
    return {
        "today": on,
        "regions": [{"id": slug, "name": r["name"], "short": r["short"]} for slug, r in policies.regions.items()],
        "pools": [
            {"id": code, "name": pool["name"], "short": pool["short"], "region": pool["region"]}
            for code, pool in policies.pools.items()
        ],
        "relations": labelled(policies.relations),
        "kin": [*policies.kin, *(word for word in policies.kin_ambiguous if word not in policies.kin)],
        "expenses": labelled(policies.categories),
        "items": [*policies.items, *(word for word in policies.item_ambiguous if word not in policies.items)],
        "insured": [{"id": name, "label": label} for name, label in insured.items()],
    }
