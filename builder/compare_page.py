"""The page that puts two or three regions side by side, and the table of what its script shows besides the verdicts."""

from __future__ import annotations

from builder.home_page import circle, circle_text
from builder.site import Site
from calculator import check
from calculator.model import Json
from calculator.timeline import YES, status
from calculator.wallet import wallet_state

FACTS = {  # the rows
    "circle": "给谁用",
    "wallet": "医保钱包（跨省）",
    "limits": "限制",
    "order": "先扣谁的钱",
    "channels": "在哪里绑定",
    "steps": "怎么绑定",
    "proof": "怎么证明关系",
    "sourced": "本地依据",
}
EXAMPLES = (("guangdong", "hunan"), ("beijing", "hebei"), ("shanghai", "jiangsu", "zhejiang"))
PROOF = {"self_declared": "本人承诺", "documents": "要交材料", "system_check": "系统核对"}


def write(site: Site) -> None:
    """Writes the page that compares regions, and its table."""
    site.page("compare/index.md", "compare.md.j2", facts=FACTS, examples=EXAMPLES, relation="parent")
    site.data("compare.json", {slug: facts(site, slug) for slug in site.policies.regions})


def facts(site: Site, slug: str) -> dict[str, list[str]]:
    """{row: sentences}; an empty list: nothing was found."""
    policies = site.policies
    asked: Json = {"on": site.on, "donor_region": slug, "relative_region": slug, "relation": "parent", "expense": "outpatient"}
    answer = check(asked, policies)
    binding = policies.regions[slug]["binding"]
    proof = binding.get("proof")
    order = [entry for entry in policies.rules[slug].get("payment_order", []) if status(entry, site.on) == YES]
    share = next(region for region in site.coverage.regions if region.slug == slug).own_share
    return {
        "circle": [circle_text(site, circle(site, slug))],
        "wallet": [wallet_state(policies, slug, None, "donor", site.on).text],
        "limits": answer.limits,
        "order": [entry["text"] for entry in order],
        "channels": list(binding["channels"]),
        "steps": list(binding["steps"]),
        "proof": [PROOF[proof["kind"]] + "。", *([proof["note"]] if "note" in proof else [])] if proof else [],
        "sourced": [f"每一百个答案里 {share} 个有本地的文件或报道。"],
    }
