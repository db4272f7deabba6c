"""All generated pages: which module writes which folder of docs/."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from builder import (
    api,
    change_pages,
    compare_page,
    data_pages,
    embed_pages,
    english_pages,
    expense_pages,
    guides,
    home_page,
    region_pages,
    register_pages,
    relative_pages,
    told_pages,
)
from builder.site import Site

# A folder of docs/, emptied first, and what writes the pages in it.
KINDS: dict[str, Callable[[Site], None]] = {
    "regions": region_pages.write,
    "relatives": relative_pages.write,
    "expenses": expense_pages.write,
    "compare": compare_page.write,
    "documents": register_pages.documents,
    "coverage": register_pages.coverage,
    "changes": change_pages.write,
    "api": api.write,
    "data": data_pages.write,
    "embed": embed_pages.write,
    "faq": told_pages.faq,
    "claims": told_pages.claims,
    "guide": guides.write,
    "en": english_pages.write,
}


def write_pages(site: Site) -> list[Path]:
    """Writes all generated pages; returns their paths."""
    home_page.write(site)
    for folder, write in KINDS.items():
        shutil.rmtree(site.docs / folder, ignore_errors=True)
        write(site)
    return site.written
