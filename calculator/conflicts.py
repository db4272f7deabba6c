"""Sources that contradict each other on a point that is still open: the answer shows both instead of choosing."""

from __future__ import annotations

from dataclasses import replace

from calculator.messages import bare, clauses, joined, say
from calculator.model import Check, merged
from calculator.policies import Policies


def marked(found: Check, policies: Policies, region: str | None, subject: str) -> Check:
    """The check; an unknown one names the open contradiction on its subject (`relatives`, `expenses.vaccine`, …)."""
    if found.why_unknown != "no_source" or region is None:
        return found
    if not any(name.startswith((f"{region}.", *(f"{code}." for code in policies.ruled_pools[region]))) for name in found.provisions):
        return found
    for conflict in policies.regions[region]["conflicts"]:
        if subject not in conflict["touches"]:
            continue
        claims = clauses(say("一说{claim}", claim=bare(claim["claim"])) for claim in conflict["claims"])
        documents = merged(found.documents, *(claim.get("documents", []) for claim in conflict["claims"]))
        return replace(found, why_unknown="conflict", text=joined(found.text, say("来源互相矛盾：{claims}。", claims=claims)), documents=documents)
    return found
