"""What changed on which day: the line of time, a page a year, the table for looking up, the feeds and the calendar."""

from __future__ import annotations

import os
from dataclasses import dataclass

from markupsafe import Markup

from builder.change_lines import ChangeDay, Changes, table
from builder.day_calendar import calendar, entries
from builder.feeds import Address, feed, headline
from builder.site import Site
from builder.timeline_picture import picture
from calculator.model import Json

WIDTHS = (340, 960)  # the picture for a phone and for a desk


@dataclass(frozen=True)
class National:
    """A day of the nation: what the nation's file says happened on it, else how many of its rules begin or end."""

    number: int
    day: ChangeDay
    told: list[Json]

    @property
    def documents(self) -> list[str]:
        own = [event.documents for event in self.day.events if event.place == "nation"]
        named = [told["documents"] for told in self.told] or own
        return list(dict.fromkeys(name for listed in named for name in listed))


def address() -> Address:
    """The site's address as mkdocs.yml reads it, from the environment."""
    site = os.environ.get("SITE_URL", "")
    return Address(f"{site.rstrip('/')}/" if site else "")


def write(site: Site) -> None:
    """Writes the line of time and a page a year."""
    changes = Changes(site.policies)
    days = changes.days
    years = sorted({day.day[:4] for day in days}, reverse=True)
    by_year = {year: [day for day in reversed(days) if day.day[:4] == year] for year in years}
    national = nationals(days, site)
    context = {"place": lambda place: _place(place, site), "told": lambda day: headline(day, "", site.policies)}
    site.page("changes/index.md", "changes.md.j2", years=by_year, pictures=_pictures(days, site), national=national, **context)
    for year, listed in by_year.items():
        site.page(f"changes/{year}.md", "changes_year.md.j2", year=year, days=listed, years=years, **context)
    site.data("changes.json", table(days, site.policies))
    _feeds(changes, site)


def nationals(days: list[ChangeDay], site: Site) -> list[National]:
    """The nation's days on which answers changed, numbered in time order."""
    known = site.policy_set.nation["timeline"]
    listed = [day for day in days if day.national]
    return [National(number, day, [one for one in known if one["day"] == day.day]) for number, day in enumerate(listed, 1)]


def _pictures(days: list[ChangeDay], site: Site) -> list[Markup]:
    national = [day.day for day in days if day.national]
    changed = {day.day: {region for line in day.lines for region in line.regions} for day in days}
    return [Markup(picture(national, changed, site.on, len(site.policies.regions), width)) for width in WIDTHS]


def _place(place: str, site: Site) -> str:
    if place == "nation":
        return "全国"
    region = site.policies.pools[place]["region"] if place in site.policies.pools else place
    return site.policies.place_words(region, place if place != region else None)


def _feeds(changes: Changes, site: Site) -> None:
    """changes.atom, changes/<region>.atom and changes/days.ics."""
    where = address()
    known = {"": changes.days, **{slug: changes.of_region(slug) for slug in site.policies.regions}}
    for slug, days in known.items():
        here = f"changes/{slug}.atom" if slug else "changes.atom"
        about = site.policies.regions[slug]["short"] if slug else "各地区"
        title = f"共济查：{about}的规定哪天变了"
        (site.docs / here).write_bytes(feed(days, title, here, slug, site.on, where, site.policies))
    to_come = entries(changes.days, site.policy_set.documents, site.on, site.policies)
    here = "changes/days.ics"
    (site.docs / here).write_bytes(calendar(to_come, here, where))
