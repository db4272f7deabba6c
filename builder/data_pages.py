"""The page on the data for others, the changelog of its format, and llms.txt."""

from __future__ import annotations

from builder.api import VERSION, counts
from builder.site import Site
from calculator import VERSION as ENGINE
from calculator import check
from calculator.model import Json

WHEEL = f"gongji_calculator-{ENGINE}-py3-none-any.whl"
EXAMPLE = ("hunan", "parent", "inpatient")


def write(site: Site) -> None:
    """Writes the pages on the data, and llms.txt."""
    numbers = counts(site)
    site.page("data/index.md", "data.md.j2", counts=numbers, engine=ENGINE, wheel=WHEEL, example=_example(site))
    site.page("data/changelog.md", "changelog.md.j2", api=VERSION)
    site.page("llms.txt", "llms.txt.j2", counts=numbers)


def _example(site: Site) -> Json:
    """What the example program of the page prints on the day of the build."""
    region, relation, expense = EXAMPLE
    asked = {"on": site.on, "donor_region": region, "relative_region": region, "relation": relation, "expense": expense}
    answer = check(asked, site.policies)
    return {
        "region": region,
        "relation_id": relation,
        "expense_id": expense,
        "place": site.policies.regions[region]["short"],
        "relation": site.policies.relations[relation]["label"],
        "expense": site.policies.categories[expense]["label"],
        "printed": f"{answer.verdict} {answer.deciding.text}",
    }
