"""All generated pages: which module writes which folder of docs/."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from builder import region_pages, register_pages
from builder.site import Site

# A folder of docs/, emptied first, and what writes the pages in it.
KINDS: dict[str, Callable[[Site], None]] = {
    "regions": region_pages.write,
    "documents": register_pages.documents,
    "coverage": register_pages.coverage,
}


def write_pages(site: Site) -> list[Path]:
    """Writes all generated pages; returns their paths."""
    for folder, write in KINDS.items():
        shutil.rmtree(site.docs / folder, ignore_errors=True)
        write(site)
    return site.written
