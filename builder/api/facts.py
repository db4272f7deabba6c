"""The facts of the API: provisions, regions, documents and words, as plain JSON values with every key always there."""

from __future__ import annotations

from collections.abc import Iterator

from builder.registry import register
from builder.site import Site
from calculator.card import CHECK_WORDS, GRADE_WORDS, VALUE_WORDS, WHY_WORDS
from calculator.limits import limit_text
from calculator.model import SEVERITY, VERDICT_WORDS, VERDICTS, Check, Json, Provision
from calculator.policies import Policies
from calculator.wallet import wallet_state

LIMIT_KEYS = ("people", "about", "yuan", "times", "hours", "days", "place")


def places_of(site: Site, region: str) -> list[str]:
    """The region itself and its pools with rules of their own."""
    return [region, *site.policies.ruled_pools[region]]


def provisions(policies: Policies, places: list[str]) -> list[Json]:
    """All provisions of some places; place `nation` has the statements on account, insurance, place and card as well."""
    found = []
    for place in places:
        for subject, entries in policies.rules[place].items():
            listed = entries.items() if subject == "expenses" else [(None, entries)]
            found += [provision(policies, place, subject, expense, one) for expense, some in listed for one in some]
        if place == "nation":
            for key, some in policies.statements.items():
                found += [provision(policies, place, key.split(".")[0], None, one) for one in some]
    return found


def provision(policies: Policies, place: str, subject: str, expense: str | None, one: Provision) -> Json:
    """One dated, sourced rule. `from` is the first day on which it surely holds, `perhaps_from` the first on which it may."""
    limit = {key: one[key] for key in LIMIT_KEYS if key in one}
    return {
        "id": one["id"],
        "place": place,
        "subject": subject,
        "expense": expense,
        "text": _text(policies, subject, expense, one),
        "verdict": one.get("verdict"),
        "from": one["from"],
        "perhaps_from": one.get("maybe"),
        "until": one.get("until"),
        "uncertain_after": one.get("uncertain_after"),
        "for": one.get("for"),
        "relations": one.get("allow") or one.get("relatives") or one.get("relations"),
        "expenses": one.get("expenses"),
        "items": one.get("items") or one.get("only_items"),
        "other_items": ("not_covered" if "only_items" in one else "not_said") if one.keys() & {"items", "only_items"} else None,
        "scope": one.get("scope"),
        "limit": {"kind": one["kind"], **limit} if subject == "limits" else None,
        "condition": one.get("condition"),
        "note": one.get("note"),
        "overrides": bool(one.get("overrides")),
        "weak": one["weak"],
        "documents": one["documents"],
    }


def _text(policies: Policies, subject: str, expense: str | None, one: Provision) -> str:
    """The rule in one short line."""
    if subject == "relatives":
        return "可以给：" + "、".join(policies.relations[name]["label"] for name in one["allow"]) if one["allow"] else "只限本人"
    if expense is not None:
        return f"{policies.categories[expense]['label']}：{VERDICT_WORDS[one['verdict']]}"
    return limit_text(one, policies) if subject == "limits" else str(one["text"])


def region_line(site: Site, slug: str) -> Json:
    """A region in the list of regions. Paths are those of the site, from its root."""
    region = site.policy_set.regions[slug]
    return {
        "region": slug,
        "name": region["name"],
        "short": region["short"],
        "letter": region["letter"],
        "adcode": region.get("adcode"),
        "summary": region["summary"],
        "pools": len(site.policies.pools_of[slug]),
        "wallet": wallet_state(site.policies, slug, None, "donor", site.on).verdict,
        "files": {"page": f"regions/{slug}/", "region": f"api/v1/regions/{slug}.json", "cells": f"api/v1/cells/{slug}.json"},
    }


def region_facts(site: Site, slug: str) -> Json:
    """Everything about one region but the table of answers."""
    region, policies = site.policy_set.regions[slug], site.policies
    compiled = policies.regions[slug]
    listed = provisions(policies, places_of(site, slug))
    sightings = [{key: seen[key] for key in ("day", "state", "pools", "exact", "weak", "documents")} for seen in policies.wallet["seen"][slug]]
    proof = compiled["binding"].get("proof")
    facts = {
        **region_line(site, slug),
        "aliases": compiled["aliases"],
        "pools": [_pool(policies, code) for code in policies.pools_of[slug]],
        "provisions": listed,
        "wallet": {
            "state": state(wallet_state(policies, slug, None, "donor", site.on)),
            "sightings": sightings,
            "notes": _notes(region.get("wallet", {}).get("notes", [])),
        },
        "binding": {
            "channels": compiled["binding"]["channels"],
            "steps": compiled["binding"]["steps"],
            "proof": {"kind": proof["kind"], "note": proof.get("note"), "documents": proof.get("documents", [])} if proof else None,
            "notes": _notes(region.get("binding", {}).get("notes", [])),
        },
        "conflicts": [_conflict(one) for one in region.get("conflicts", [])],
        "contacts": [{"name": one["name"], "phone": one.get("phone"), "note": one.get("note")} for one in region.get("contacts", [])],
        "not_found": list(region.get("unknown", [])),
    }
    return facts


def nation_facts(site: Site) -> Json:
    """What holds in the whole country."""
    nation = site.policy_set.nation
    return {
        "name": nation["name"],
        "summary": nation["summary"],
        "provisions": provisions(site.policies, ["nation"]),
        "wallet_start": site.policies.wallet["start"],
        "steps": site.policies.nation["steps"],
        "events": [
            {"day": one["day"], "what": one["what"], "changed": one["changed"], "documents": list(one["documents"])}
            for one in nation.get("timeline", [])
        ],
    }


def state(found: Check) -> Json:
    """A check without its id: what it says and what that rests on."""
    return {
        "verdict": found.verdict,
        "text": found.text,
        "why_unknown": found.why_unknown,
        "weak": found.weak,
        "conditions": list(found.conditions),
        "provisions": list(found.provisions),
        "documents": list(found.documents),
    }


def _pool(policies: Policies, code: str) -> Json:
    pool = policies.pools[code]
    return {"pool": code, "name": pool["name"], "short": pool["short"], "own_rules": code in policies.rules}


def _notes(notes: list[Json]) -> list[Json]:
    return [{"text": one["text"], "documents": list(one.get("documents", []))} for one in notes]


def _conflict(one: Json) -> Json:
    claims = [
        {"claim": claim["claim"], "on": claim.get("on"), "note": claim.get("note"), "documents": list(claim.get("documents", []))}
        for claim in one["claims"]
    ]
    return {"about": one["about"], "claims": claims, "prevails": one.get("prevails"), "because": one["because"]}


def documents(site: Site) -> list[Json]:
    """The register of documents, the newest first."""
    kept = ("title", "issuer", "doc_no", "published", "effective", "grade", "url", "checked", "note")
    return [
        {
            "id": entry.name,
            **{key: entry.document.get(key) for key in kept},
            "review": entry.review,
            "cited_by": list(entry.cited_by),
        }
        for entry in register(site.policy_set, site.policies, site.on)
    ]


def vocabulary(policies: Policies) -> Json:
    """Every id with its Chinese name, and the words that people use for relatives and expenses."""
    near = policies.groups["near_relatives"]
    kin: dict[str, list[str]] = {name: [] for name in policies.relations}
    for word, term in policies.kin.items():
        kin[term["relation"]].append(word)
    items: dict[str, list[str]] = {name: [] for name in policies.categories}
    for word, item in policies.items.items():
        items[item["category"]].append(word)
    return {
        "verdicts": [{"id": one, "label": VERDICT_WORDS[one], "severity": SEVERITY[one]} for one in VERDICTS],
        "why_unknown": _labelled(WHY_WORDS),
        "grades": _labelled(GRADE_WORDS),
        "checks": _labelled(CHECK_WORDS),
        "routes": _labelled({name: VALUE_WORDS[name] for name in ("in_pool", "in_province", "cross_province")}),
        "relations": [
            {"id": name, "label": one["label"], "short": one["short"], "near": name in near, "words": kin[name]}
            for name, one in policies.relations.items()
        ],
        "expenses": [
            {"id": name, "label": one["label"], "short": one["short"], "hint": one["hint"], "words": items[name]}
            for name, one in policies.categories.items()
        ],
        "ambiguous": [
            {"words": sorted(words), "ask": ask}
            for ask, words in _by_question({**policies.kin_ambiguous, **policies.item_ambiguous})
        ],
    }


def _labelled(words: dict[str, str]) -> list[Json]:
    return [{"id": name, "label": label} for name, label in words.items()]


def _by_question(entries: dict[str, Json]) -> Iterator[tuple[str, list[str]]]:
    """Words that need the same question before they mean one thing."""
    found: dict[str, list[str]] = {}
    for word, entry in entries.items():
        found.setdefault(entry["ask"], []).append(word)
    yield from found.items()
