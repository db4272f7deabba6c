"""The check for other sites: how to put it there, and the slim page that stands in the frame."""

from __future__ import annotations

from builder.site import Site


def write(site: Site) -> None:
    """Writes the pages on putting a check into another site."""
    site.page("embed/index.md", "embed.md.j2")
    site.page("embed/check.md", "embed_check.md.j2")
