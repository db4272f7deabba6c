"""The pages of questions, sayings and guides, written for a day, and how tests read them."""

from __future__ import annotations

import html
import re
from pathlib import Path

from builder import guides, told_pages
from builder.policy_set import PolicySet
from builder.site import Site
from calculator import Policies

ROOT = Path(__file__).parents[2]
ON = "2026-11-22"
LATER = "2023-06-01"


def written(policy_set: PolicySet, policies: Policies, docs: Path, on: str) -> Site:
    (docs / "templates").symlink_to(ROOT / "docs" / "templates")
    site = Site(policy_set, policies, on, docs)
    for write in (told_pages.faq, told_pages.claims, guides.write):
        write(site)
    return site


def text_of(markup: str) -> str:
    """What a reader sees, without spaces."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", markup)))


def section(site: Site, page: str, anchor: str) -> str:
    """A heading's part of a page, up to the next heading."""
    content = (site.docs / page).read_text(encoding="utf-8")
    found = re.search(rf"^##+ [^\n]*\{{ #{re.escape(anchor)} \}}$(.*?)(?=^##+ |\Z)", content, re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no heading #{anchor}"
    return found[1]
