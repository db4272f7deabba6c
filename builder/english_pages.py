"""The pages in English: home, check, family plan, guides. Facts come from the same rules; region pages stay Chinese."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from builder.compiled import compile_policies
from builder.english import english_words
from builder.form import english_form
from builder.site import Site
from calculator import Policies, check
from calculator.card import WALLET_WORDS, badge
from calculator.days import in_words
from calculator.messages import say, speaking
from calculator.model import Json
from calculator.translation import translated
from calculator.wallet import wallet_state


def write(site: Site) -> None:
    """Writes docs/en/ and the lists of its forms."""
    words = english_words(site.policy_set)
    policies = Policies(translated(compile_policies(site.policy_set), words))
    with speaking(words["table"]):
        site.data("english-form.json", english_form(policies, words, site.on))
        context = context_of(site, policies)
        folder = site.docs / "templates" / "en"
        for template in sorted(folder.rglob("*.md.j2")):
            name = template.relative_to(folder).as_posix()
            site.page(f"en/{name.removesuffix('.j2')}", f"en/{name}", **context)


def context_of(site: Site, policies: Policies) -> dict[str, Any]:
    """What the templates need, in English."""
    names = {slug: str(region["name"]) for slug, region in policies.regions.items()}
    return {
        "today": in_words(site.on),
        "rows": [_row(site, policies, slug) for slug in sorted(names, key=names.__getitem__)],
        "badge_of": lambda verdict: Markup(badge(verdict)),
        "wallet_word": lambda verdict: say(WALLET_WORDS[verdict]),
    }


def _row(site: Site, policies: Policies, slug: str) -> Json:
    """What differs most between regions, for a parent insured in the same one."""

    def verdict(expense: str) -> str:
        asked = {"on": site.on, "donor_region": slug, "relative_region": slug, "relation": "parent", "expense": expense}
        return check(asked, policies).verdict

    return {
        "slug": slug,
        "name": policies.regions[slug]["name"],
        "vaccine": verdict("vaccine"),
        "checkup": verdict("health_checkup"),
        "wallet": wallet_state(policies, slug, None, "donor", site.on).verdict,
    }
