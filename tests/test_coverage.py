"""What the table rests on, what no case reaches, and what is to be checked again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder.coverage import BASES, Coverage
from builder.policy_set import PolicySet
from builder.reach import known_unreached, provision_ids, unreached
from builder.registry import register
from builder.reviews import next_review, overdue
from calculator import Policies

POLICIES = Path(__file__).parent.parent / "policies"
TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def coverage(policy_set: PolicySet, policies: Policies) -> Coverage:
    return Coverage(policy_set, policies, TODAY)


def test_every_provision_is_reached_by_a_case(coverage: Coverage):
    new = sorted(set(coverage.unreached) - set(known_unreached(POLICIES)))
    assert not new, "add a case for each in policies/cases/: " + ", ".join(new)


def test_the_list_of_the_unreached_only_shrinks(coverage: Coverage):
    listed = known_unreached(POLICIES)
    done = sorted(set(listed) - set(coverage.unreached))
    assert not done, "reached or gone: take out of policies/cases/unreached.txt: " + ", ".join(done)
    assert len(listed) == len(set(listed))


def test_few_provisions_are_unreached_and_no_circle(coverage: Coverage, policies: Policies):
    assert len(coverage.unreached) * 10 < len(provision_ids(policies))
    assert not [name for name in coverage.unreached if ".relatives." in name]


def test_the_ids_are_those_of_the_files(policy_set: PolicySet, policies: Policies):
    known = set(provision_ids(policies))
    assert {name for name, _, _ in policy_set.provisions()} <= known
    assert {"nation.wallet", "nation.wallet.2025-02", "guangxi.wallet.1"} <= known


def test_without_cases_nothing_is_reached(policy_set: PolicySet, policies: Policies):
    assert unreached(replace(policy_set, cases={}), policies) == provision_ids(policies)


def test_each_cell_of_each_region_counts_once(coverage: Coverage, policies: Policies):
    assert {region.slug for region in coverage.regions} == set(policies.regions)
    for region in coverage.regions:
        cells = {(cell.relation, cell.category) for cell in (*region.near, *region.far)}
        assert len(cells) == len(region.near) + len(region.far) == len(policies.relations) * len(policies.categories)
        assert {cell.basis for cell in (*region.near, *region.far)} <= set(BASES)
        assert all((cell.why is not None) == (cell.basis == "unknown") for cell in (*region.near, *region.far))


def test_the_region_that_needs_most_help_comes_first(coverage: Coverage):
    unknown = [region.counts["unknown"] for region in coverage.regions]
    assert unknown == sorted(unknown, reverse=True)


@pytest.mark.parametrize(
    ("slug", "relation", "category", "basis"),
    [
        ("guangxi", "parent", "outpatient", "A"),  # the regional rule of 2018
        ("guangxi", "cousin", "outpatient", "nation"),  # outside the closed list
        ("guangxi", "parent", "vaccine", "unknown"),  # no source at all
        ("shanghai", "parent", "inpatient", "C"),  # a weak source of the region
        ("chongqing", "cousin", "outpatient", "nation"),  # the region's circle has ended
        ("xpcc", "parent", "outpatient", "nation"),  # no rule of its own
    ],
)
def test_what_a_cell_rests_on(coverage: Coverage, slug: str, relation: str, category: str, basis: str):
    region = next(region for region in coverage.regions if region.slug == slug)
    cell = next(c for c in (*region.near, *region.far) if (c.relation, c.category) == (relation, category))
    assert cell.basis == basis


def test_the_summary_is_a_few_lines(coverage: Coverage):
    fine = coverage.summary(known_unreached(POLICIES))
    assert len(fine) == 4
    assert not any(line.startswith("WARNING") for line in fine)
    warned = coverage.summary(["guangxi.relatives.gone"])
    assert f"WARNING: not in unreached.txt: {coverage.unreached[0]}" in "\n".join(warned)
    assert "WARNING: to take out of unreached.txt: guangxi.relatives.gone" in warned


@pytest.mark.parametrize(
    ("checked", "months", "due"),
    [
        ("2026-11-22", None, "2027-11-22"),
        ("2026-11-22", 3, "2027-02-22"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2026-11-22", 0, "2026-11-22"),
    ],
)
def test_the_day_of_the_next_review(checked: str, months: int | None, due: str):
    document = {"checked": checked, **({} if months is None else {"review_months": months})}
    assert next_review(document) == due


def test_overdue_from_the_day_after():
    documents = {"late": {"checked": "2025-01-01"}, "later": {"checked": "2024-01-01"}, "fine": {"checked": "2026-01-01"}}
    assert overdue(documents, "2026-01-01") == [("2025-01-01", "later")]
    assert overdue(documents, "2026-01-02") == [("2025-01-01", "later"), ("2026-01-01", "late")]


def test_overdue_documents_are_a_warning(policy_set: PolicySet, policies: Policies):
    last = Coverage(policy_set, policies, "2030-01-01").summary([])[-1]
    assert last.startswith(f"WARNING: {len(policy_set.documents)} documents to check again: ")


def test_the_register_has_every_document_with_who_cites_it(policy_set: PolicySet, policies: Policies):
    entries = {entry.name: entry for entry in register(policy_set, policies, TODAY)}
    assert set(entries) == set(policy_set.documents)
    assert all(entry.cited_by for entry in entries.values()), "a document that nothing cites"
    assert "guangxi" in entries["guangxi-2018-account-use"].cited_by
    assert "guangxi" not in entries["hunan-changsha-rules"].cited_by
    assert "nation" in entries["state-council-2021-14"].cited_by
    days = [entry.document.get("published") or entry.document.get("effective") or "" for entry in entries.values()]
    assert days == sorted(days, reverse=True)
