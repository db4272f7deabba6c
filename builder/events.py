"""What begins, ends or becomes doubtful on which day: every provision's own days, in words, with its documents.

The statements on donor, insurance, place and card are left out: they hold from 2021-04-22 on and no answer turns on their day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.groups import people, things
from calculator import Policies
from calculator.days import day_after, in_words
from calculator.limits import limit_text
from calculator.model import VERDICT_WORDS, Json, Provision
from calculator.relatives import SCOPE_WORDS

START, MAYBE, DOUBT, END, SEEN = "start", "maybe", "doubt", "end", "seen"
FOR_WORDS = {"holder": "只限职工本人", "relatives": "给家人付"}
ROUTE_WORDS = {**SCOPE_WORDS, "cross_province": "跨省"}
SEEN_WORDS = {"open": "已开通", "some": "有统筹区已开通，没有逐一点名", "closed": "还没有开通"}


@dataclass(frozen=True)
class Event:
    """One day of one provision. `place`: "nation", a region's slug or a pool's code; `region`: "" for the nation."""

    day: str
    place: str
    region: str
    kind: str
    text: str
    documents: tuple[str, ...]
    source: str  # the provision's id


def events(policies: Policies) -> list[Event]:
    """All events in the order of their days; on one day the nation's first, then by region as the policies list them."""
    found = [*_provisions(policies), *_sightings(policies)]
    order = {slug: number for number, slug in enumerate(["", *policies.regions])}
    return sorted(found, key=lambda event: (event.day, order[event.region], event.place != event.region))


def _provisions(policies: Policies) -> Iterator[Event]:
    for place, rules in policies.rules.items():
        for entry in rules.get("relatives", []):
            yield from _days_of(entry, place, _circle(entry, policies), policies)
        for category, entries in rules.get("expenses", {}).items():
            for entry in entries:
                yield from _days_of(entry, place, _expense(entry, category, policies), policies)
        for entry in rules.get("limits", []):
            yield from _days_of(entry, place, _limit(entry, policies), policies)
        for entry in rules.get("payment_order", []):
            yield from _days_of(entry, place, f"先扣谁的钱：{entry['text'].rstrip('。')}", policies)


def _days_of(entry: Provision, place: str, said: str, policies: Policies) -> Iterator[Event]:
    """The events of one provision. `said` is what it rules, without a stop."""

    def event(day: str, kind: str, text: str) -> Event:
        return Event(day, place, _region(place, policies), kind, text, tuple(entry["documents"]), entry["id"])

    if "maybe" in entry:
        sure = in_words(entry["from"])
        yield event(entry["maybe"], MAYBE, f"从这天起说不准，最晚{sure}实行：{said}。")
        yield event(entry["from"], START, f"最晚这天已经实行，哪天开始没有查到：{said}。")
    else:
        yield event(entry["from"], START, f"开始实行：{said}。")
    if "uncertain_after" in entry:
        yield event(entry["uncertain_after"], DOUBT, f"从这天起是否还算数，没有查到：{said}。")
    if entry.get("until"):
        yield event(day_after(entry["until"]), END, f"前一天结束，不再实行：{said}。")


def _region(place: str, policies: Policies) -> str:
    return "" if place == "nation" else str(policies.pools[place]["region"]) if place in policies.pools else place


def _circle(entry: Provision, policies: Policies) -> str:
    names = people(entry["allow"], policies) if entry["allow"] else "只有职工本人"
    only = entry.get("expenses")
    limited = f"；只用于{things(only, policies)}" if only else ""
    granted = {"authorised": "，国家允许各地放开", "everywhere": "，全国都要放开"}.get(entry.get("force", ""), "") if entry["allow"] else ""
    return f"{names}可以用，{ROUTE_WORDS[entry['scope']]}{limited}{granted}"


def _expense(entry: Provision, category: str, policies: Policies) -> str:
    marks = [FOR_WORDS[entry["for"]]] if "for" in entry else []
    if "relatives" in entry:
        marks.append(people(entry["relatives"], policies))
    marks += [f"只说{'、'.join(entry['items'])}"] if "items" in entry else []
    marks += [f"只限{'、'.join(entry['only_items'])}"] if "only_items" in entry else []
    marks += [ROUTE_WORDS[entry["scope"]]] if "scope" in entry else []
    weak = ["待核实"] if entry["weak"] else []
    verdict = VERDICT_WORDS[entry["verdict"]]
    condition = f"；条件：{entry['condition'].rstrip('。')}" if "condition" in entry else ""
    about = "；".join([*marks, *weak])
    return f"付{policies.categories[category]['label']}{f'（{about}）' if about else ''}，{verdict}{condition}"


def _limit(entry: Provision, policies: Policies) -> str:
    who = people(entry["relatives"], policies) if "relatives" in entry else ""
    what = things(entry["expenses"], policies) if "expenses" in entry else ""
    route = ROUTE_WORDS[entry["scope"]] if "scope" in entry else ""
    about = "；".join(filter(None, (who, what, route)))
    return f"限制{f'（{about}）' if about else ''}：{limit_text(entry, policies).rstrip('。')}"


def _sightings(policies: Policies) -> Iterator[Event]:
    """The wallet: opened on a day, or seen open or not open on it."""
    for slug, sightings in policies.wallet["seen"].items():
        for sighting in sightings:
            yield Event(sighting["day"], slug, slug, SEEN, _seen(sighting, policies), tuple(sighting["documents"]), sighting["id"])


def _seen(sighting: Json, policies: Policies) -> str:
    pools = "" if sighting["pools"] == "all" else "、".join(str(policies.pools[code]["short"]) for code in sighting["pools"])
    how = "这天开通" if sighting["exact"] else SEEN_WORDS[sighting["state"]]
    return f"医保钱包{f'（{pools}）' if pools else ''}：{how}。"
