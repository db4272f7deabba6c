"""Questions often asked, and sayings met elsewhere: every answer on these pages is the engine's."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from markupsafe import Markup

from builder.groups import regions
from builder.site import Site
from builder.told import STATES, Trial, fragment, now, reasons, tell, trials
from calculator.card import CHECK_WORDS, check_text
from calculator.model import Json


def _tools(site: Site) -> Json:
    """What the templates lay answers out with."""
    return {
        "fragment": lambda question: fragment({"on": site.on, **question}),
        "regions_of": lambda answers: regions([slug for slug, _ in answers], site.policies),
        "reason": lambda check: Markup(check_text(check, site.policies)),
        "reasons": reasons,
        "check_words": CHECK_WORDS,
        "states": STATES,
        "around": around,
        "words": words,
    }


def words(text: str) -> str:
    """A text as a part of Markdown: none of its signs means anything there."""
    return re.sub(r"([\\`*_{}\[\]()#+!|~-])", r"\\\1", " ".join(text.split()))


def around(day: str) -> str:
    """2025, 2025-04 or 2025-04-15 → 2025 年, 2025 年 4 月, 2025 年 4 月 15 日."""
    return " ".join(f"{int(part)} {unit}" for part, unit in zip(day.split("-"), "年月日", strict=False))


def faq(site: Site) -> None:
    told = [(entry, tell(entry["question"], site.on, site.policies)) for entry in site.policy_set.faq.get("faq", [])]
    groups = [(name, list(entries)) for name, entries in groupby(told, key=lambda pair: pair[0]["group"])]
    site.page("faq/index.md", "faq.md.j2", groups=groups, **_tools(site))


def claims(site: Site) -> None:
    known = site.policy_set.claims.get("claims", [])
    tried: list[tuple[Any, list[Trial], str | None]] = []
    for claim in known:
        found = trials(claim, site.on, site.policies)
        tried.append((claim, found, now(found, site.on)))
    site.page("claims/index.md", "claims.md.j2", tried=tried, **_tools(site))
    counts = site.policy_set.nation["wallet"].get("counts", [])
    for claim, found, stands in tried:
        site.page(f"claims/{claim['id']}.md", "claim.md.j2", claim=claim, trials=found, stands=stands, counts=counts, **_tools(site))
