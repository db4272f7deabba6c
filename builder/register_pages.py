"""The pages on what the rules rest on: all documents, and where help is needed."""

from __future__ import annotations

from builder.coverage import BASES
from builder.registry import register
from builder.reviews import next_review
from builder.site import Site
from calculator.card import GRADE_WORDS

DOCUMENT_COLUMNS = {
    "title": "名称", "issuer": "发布单位", "number": "文号", "published": "发布", "effective": "生效", "grade": "来源",
    "checked": "核验于", "review": "下次复核", "cited": "引用的地区",
}  # fmt: skip


def documents(site: Site) -> None:
    """Writes the register of documents."""
    entries = register(site.policy_set, site.policies, site.on)
    years = sorted({entry.year for entry in entries}, reverse=True)
    site.page("documents/index.md", "documents.md.j2", entries=entries, years=years, columns=DOCUMENT_COLUMNS)


def coverage(site: Site) -> None:
    """Writes what is covered by a source and what is not."""
    found = site.coverage
    basis_words = dict(zip(BASES, (*GRADE_WORDS.values(), "全国规定", "未明确"), strict=True))
    soonest = min(next_review(document) for document in site.policy_set.documents.values())
    sizes = {"near": len(found.regions[0].near), "far": len(found.regions[0].far)}
    site.page("coverage/index.md", "coverage.md.j2", coverage=found, basis_words=basis_words, next_review=soonest, **sizes)
