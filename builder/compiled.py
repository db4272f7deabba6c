"""Turns checked policies into `policies.json`, the one file that the engine reads.

Shape (all keys always there): {"format", "data", "names", "relations", "groups", "kin", "expenses", "documents", "regions",
"pools", "rules", "statements", "wallet", "nation", "topics"}. Rules are keyed for look-up: rules[place][subject][...] is a
list of provisions in time order; place is "nation", a region's slug or a pool's code. `data` is the hash of everything else.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from builder.english import english_words
from builder.format_rules import sure_day
from builder.policies import read_policies
from builder.policy_set import PolicySet
from builder.problems import PolicyError

FORMAT = 1
UNDECIDED = "未定"  # how the `prevails` of an open conflict begins


def canonical(value: Any) -> str:
    """One JSON text for one value: keys in the order of the files (which pages show), no spaces, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_compiled(policies: PolicySet, out: Path) -> int:
    """Writes policies.json, whole or not at all; returns its size in bytes."""
    return _write(canonical(compile_policies(policies)), out)


def write_english(policies: PolicySet, out: Path) -> int:
    """Writes english.json, whole or not at all; returns its size in bytes."""
    return _write(canonical(english_words(policies)), out)


def _write(text: str, out: Path) -> int:
    content = text.encode()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=out.parent, delete=False) as file:
        file.write(content)
    os.chmod(file.name, 0o644)
    os.replace(file.name, out)
    return len(content)


def compile_policies(policies: PolicySet) -> dict[str, Any]:
    """The content of `policies.json`."""
    compiled: dict[str, Any] = {
        "format": FORMAT,
        "relations": _plain(policies.relations["relations"]),
        "groups": _plain(policies.relations["groups"]),
        "kin": {key: _plain(policies.kin[key]) for key in ("conditions", "reasons", "terms", "ambiguous")},
        "expenses": _expenses(policies),
        "documents": {name: _document(document) for name, document in policies.documents.items()},
        "regions": {slug: _region(region) for slug, region in policies.regions.items()},
        "pools": {code: _plain(pool) for code, pool in policies.pools.items()},
        "rules": _rules(policies),
        "statements": _statements(policies),
        "wallet": _wallet(policies),
        "nation": {"steps": _plain(policies.nation["binding"]["steps"])},
        "topics": _topics(policies),
    }
    compiled["data"] = hashlib.sha256(canonical(compiled).encode()).hexdigest()[:16]
    return compiled


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, list) else value


def _document(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in ("review_months", "note")}


def _region(region: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: _plain(region[key]) for key in ("name", "short", "letter", "adcode") if key in region}
    kept["aliases"] = _plain(region.get("aliases", []))
    kept["binding"] = {key: _plain(region.get("binding", {}).get(key, [])) for key in ("channels", "steps")}
    proof = region.get("binding", {}).get("proof")
    if proof:
        kept["binding"]["proof"] = _plain(proof)
    kept["conflicts"] = [_conflict(conflict) for conflict in region.get("conflicts", []) if _open(conflict)]
    return kept


def _open(conflict: dict[str, Any]) -> bool:
    """Whether it is still undecided which source prevails, and on what it bears; the others are for the region's page alone."""
    return bool(conflict.get("touches")) and str(conflict.get("prevails", UNDECIDED)).startswith(UNDECIDED)


def _conflict(conflict: dict[str, Any]) -> dict[str, Any]:
    claims = [{key: _plain(claim[key]) for key in ("claim", "documents") if key in claim} for claim in conflict["claims"]]
    return {"touches": _plain(conflict["touches"]), "claims": claims}


def _expenses(policies: PolicySet) -> dict[str, Any]:
    """Categories, item groups (with products that only provisions name), ambiguous words."""
    items = _plain(policies.expenses["items"])
    known = {word for item in items for word in item["words"]}
    for _, rules in policies.places():
        for category, entries in (rules.get("expenses") or {}).items():
            words = [word for entry in entries for key in ("items", "only_items") for word in entry.get(key, [])]
            new = [word for word in dict.fromkeys(words) if word not in known]
            if new:
                items.append({"category": category, "words": new, "product": True})
                known.update(new)
    return {
        "categories": _plain(policies.expenses["categories"]),
        "items": items,
        "ambiguous": _plain(policies.expenses.get("ambiguous", [])),
    }


def _day_after(day: str) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def _provision(policies: PolicySet, provision_id: str, entry: dict[str, Any]) -> dict[str, Any]:
    """A provision with its id, groups written out, and its start as `from` (surely) and, if uncertain, `maybe` (perhaps)."""
    kept = {key: _plain(value) for key, value in entry.items() if key != "id"}
    kept["id"] = provision_id
    start = entry["from"]
    kept["from"] = sure_day(start)
    if not isinstance(start, str):
        kept["maybe"] = _day_after(start["after"])
    for key in ("allow", "relatives", "relations"):
        if key in kept:
            kept[key] = policies.expand(kept[key])
    if not isinstance(entry.get("expenses"), list):
        kept.pop("expenses", None)
    kept["weak"] = all(policies.documents[name]["grade"] == "C" for name in entry["documents"])
    return kept


def _rules(policies: PolicySet) -> dict[str, Any]:
    """rules[place] = {"relatives": [...], "limits": [...], "payment_order": [...], "expenses": {category: [...]}}."""
    rules: dict[str, Any] = {place: {} for place, _ in policies.places()}
    for provision_id, place, entry in policies.provisions():
        subject, *rest = provision_id.removeprefix(f"{place}.").split(".")
        if subject in ("donor", "insured", "place", "own_card"):
            continue
        kept = _provision(policies, provision_id, entry)
        if subject == "expenses":
            rules[place].setdefault("expenses", {}).setdefault(rest[0], []).append(kept)
        else:
            rules[place].setdefault(subject, []).append(kept)
    for subjects in rules.values():
        for name, entries in subjects.items():
            for listed in entries.values() if name == "expenses" else [entries]:
                listed.sort(key=lambda entry: entry["from"])
    return rules


def _statements(policies: PolicySet) -> dict[str, Any]:
    """statements["insured.none"] = [...] in time order: the national word on checks 1, 3, 6 and 8."""
    statements: dict[str, Any] = {}
    for provision_id, place, entry in policies.provisions():
        subject = provision_id.removeprefix("nation.").split(".")[0]
        if place == "nation" and subject in ("donor", "insured", "place", "own_card"):
            key = provision_id.removeprefix("nation.").rsplit(".", 1)[0]
            statements.setdefault(key, []).append(_provision(policies, provision_id, entry))
    for entries in statements.values():
        entries.sort(key=lambda entry: entry["from"])
    return statements


def _wallet(policies: PolicySet) -> dict[str, Any]:
    """{"start", "documents", "seen": {region: [sighting in time order]}}.

    A sighting: {"day", "state": "open"|"some"|"closed", "pools": "all"|[codes], "exact", "documents", "id", "weak"}.
    """
    national = policies.nation["wallet"]
    seen: dict[str, list[dict[str, Any]]] = {slug: [] for slug in policies.regions}
    codes = {(pool["region"], pool["name"]): code for code, pool in policies.pools.items()}
    codes.update({(pool["region"], pool["short"]): code for code, pool in policies.pools.items()})

    def add(slug: str, entry: dict[str, Any], name: str, day: str, state: str, pools: Any, exact: bool) -> None:
        weak = all(policies.documents[document]["grade"] == "C" for document in entry["documents"])
        sighting = {"id": name, "day": day, "state": state, "pools": pools, "exact": exact, "weak": weak}
        seen[slug].append({**sighting, "documents": list(entry["documents"])})

    for listed in national["lists"]:
        name = f"nation.wallet.{listed['id']}"
        for slug in seen:
            if slug in listed.get("full", []):
                add(slug, listed, name, listed["day"], "open", "all", False)
            elif slug in listed.get("some", []):
                add(slug, listed, name, listed["day"], "some", "all", False)
            elif listed["complete"]:
                add(slug, listed, name, listed["day"], "closed", "all", False)
    for slug, region in policies.regions.items():
        for number, entry in enumerate((region.get("wallet") or {}).get("evidence", []), 1):
            state = "open" if "open" in entry else "closed"
            named = entry[state]
            pools = "all" if named == "all" else [codes[slug, pool] for pool in named]
            day = entry.get("from") or entry.get("by") or entry["on"]
            add(slug, entry, f"{slug}.wallet.{number}", day, state, pools, "from" in entry)
    for sightings in seen.values():
        sightings.sort(key=lambda sighting: sighting["day"])
    return {"start": national["start"], "documents": list(national["documents"]), "seen": seen}


def _topics(policies: PolicySet) -> dict[str, Any]:
    """{"alike": [[another way to write it, word]], longest first, "topics": {id: topic}}; days as in a provision."""
    alike = [[other, entry["word"]] for entry in policies.topics.get("alike", []) for other in entry["words"]]
    found = {}
    for topic in policies.topics.get("topics", []):
        kept = {key: _plain(value) for key, value in topic.items() if key not in ("id", "answer")}
        kept["answer"] = [_provision(policies, "", {"documents": [], **entry}) for entry in topic["answer"]]
        for paragraph in kept["answer"]:
            del paragraph["id"]
            paragraph["weak"] = paragraph["weak"] and bool(paragraph["documents"])
        found[topic["id"]] = kept
    return {"alike": sorted(alike, key=lambda pair: -len(pair[0])), "topics": found}


if __name__ == "__main__":  # python -m builder.compiled POLICIES OUT: needs PyYAML only, for the command line of the calculator
    try:
        policy_set, target = read_policies(Path(sys.argv[1])), Path(sys.argv[2])
        if policy_set.english:
            write_english(policy_set, target.with_suffix(".english"))
        write_compiled(policy_set, target)
    except PolicyError as problems:
        sys.exit(str(problems))
