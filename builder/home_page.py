"""The first page: the ask box, the grid of the regions in four layers, figures of the whole country."""

from __future__ import annotations

from dataclasses import dataclass

from builder.site import Site
from builder.stretches import Stretch, kin_check, stretches
from calculator import check
from calculator.card import WALLET_WORDS
from calculator.model import Json, merged
from calculator.wallet import wallet_state

RELATION, EXPENSE = "parent", "resident_premium"  # what the grid asks until the visitor chooses

CIRCLE_WORDS = {"more": "更多", "perhaps": "说不准", "near": "近亲属", "less": "更少"}


@dataclass(frozen=True)
class Wallet:
    """The wallet of a region: its state today; the month from which it has surely been so; whether it may be older in part."""

    verdict: str
    month: str
    by: bool


@dataclass(frozen=True)
class Circle:
    """The near relatives who may not, and the others who may be a relative in a region, by verdict."""

    missing: tuple[str, ...]
    covered: tuple[str, ...]
    conditional: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def state(self) -> str:
        more = self.covered or self.conditional
        return "less" if self.missing else "more" if more else "perhaps" if self.unknown else "near"


def write(site: Site) -> None:
    """Writes the home page."""
    figures = _figures(site.policy_set.nation)
    site.page(
        "index.md",
        "home.md.j2",
        relation=RELATION,
        expense=EXPENSE,
        verdicts={slug: _verdict(site, slug) for slug in site.policies.regions},
        circles={slug: circle(site, slug) for slug in site.policies.regions},
        wallets={slug: _wallet(site, slug) for slug in site.policies.regions},
        sourced_of={region.slug: region.own_share for region in site.coverage.regions},
        circle_texts={slug: circle_text(site, circle(site, slug)) for slug in site.policies.regions},
        circle_words=CIRCLE_WORDS,
        wallet_words=WALLET_WORDS,
        figures=figures,
        figure_documents=merged(*(figure["documents"] for figure in figures)),
    )


def _figures(nation: Json) -> list[Json]:
    """The figures of the national file, and the last count of pools with a wallet."""
    counted = [count for count in nation["wallet"].get("counts", []) if "pools" in count][-1:]
    pools = [{"value": f"{count['pools']} 个", "text": "统筹区至少已开通医保钱包", **count} for count in counted]
    return [*nation.get("figures", []), *pools]


def _verdict(site: Site, slug: str) -> str:
    asked = {"on": site.on, "donor_region": slug, "relative_region": slug, "relation": RELATION, "expense": EXPENSE}
    return check(asked, site.policies).verdict


def circle(site: Site, slug: str) -> Circle:
    """Of today, for two pools of the region."""
    near = site.policies.groups["near_relatives"]
    verdicts = {one: kin_check(site.policies, slug, one, "region", site.on).verdict for one in site.policies.relations if one != "self"}
    others = [one for one in verdicts if one not in near]
    return Circle(
        tuple(one for one in near if verdicts[one] != "covered"),
        *(tuple(one for one in others if verdicts[one] == verdict) for verdict in ("covered", "conditional", "unknown")),
    )


def circle_text(site: Site, found: Circle) -> str:
    """The circle of a region in words."""

    def named(relations: tuple[str, ...]) -> str:
        return "、".join(str(site.policies.relations[one]["label"]) for one in relations)

    texts = [f"{named(found.missing)}不行，或者说不准。"] if found.missing else ["近亲属都可以。"]
    texts += [f"{named(found.covered)}也可以。"] if found.covered else []
    texts += [f"{named(found.conditional)}有条件。"] if found.conditional else []
    texts += [f"{named(found.unknown)}说不准。"] if found.unknown else []
    return "".join(texts)


def _wallet(site: Site, slug: str) -> Wallet:
    policies = site.policies
    asked: Json = {"on": site.on, "donor_region": slug, "relation": RELATION, "route": "cross_province"}
    days = check(asked, policies).turning_days()
    found: list[Stretch] = stretches(days, lambda day: wallet_state(policies, slug, None, "donor", day).verdict)
    past = [stretch for stretch in found if stretch[0] <= site.on]
    before = past[-2][1] if len(past) > 1 else ""
    return Wallet(past[-1][1], past[-1][0][:7], before != "not_covered")
