"""What the nation's file may hold."""

from __future__ import annotations

from builder.format_rules import (
    BINDING,
    DATED,
    DOCUMENTS,
    INSURED,
    NATIONAL_EXPENSE,
    NOTES,
    PLACE,
    ROUTES,
    SLUG,
    VERDICTS,
    YES_NO_UNSURE,
    _condition,
    _dates,
)
from builder.shapes import Choice, Day, Flag, Key, List, Located, Map, Number, Reading, Record, Ref, Text

FACT = Record(
    {
        "text": Key(Text(), "the fact", required=True),
        "documents": Key(DOCUMENTS, "ids of its documents"),
        "note": Key(Text(), "more on it"),
    }
)
NATIONAL_CIRCLE = Record(
    {
        **DATED,
        "allow": Key(List(Ref("relation"), unique=True, empty=True), "the closed list of that day", required=True),
        "scope": Key(Choice(ROUTES), "the route it is about", required=True),
        "force": Key(Choice(("authorised", "everywhere")), "may be opened by regions, or is open everywhere", required=True),
    },
    _dates,
    title="national list of relatives",
)


def _statement(found: Located, path: str, reading: Reading) -> None:
    _dates(found, path, reading)
    _condition(found, path, reading)


STATEMENT = Record(
    {
        **DATED,
        "verdict": Key(Choice(VERDICTS), "what follows", required=True),
        "text": Key(Text(), "the rule in one plain sentence", required=True),
        "condition": Key(Text(), "the condition in one plain sentence"),
    },
    _statement,
    title="statement",
)


def _answers(*names: str) -> Record:
    """What holds by what the asker said, with `not_given` for nothing."""
    return Record({name: Key(List(STATEMENT), "what holds then, in time order", required=True) for name in names})


NATION = Record(
    {
        "region": Key(Choice(("nation",)), "always nation", required=True),
        **PLACE,
        "expenses": Key(Map(List(NATIONAL_EXPENSE), ref="category"), "what may be paid, by category"),
        "binding": Key(
            Record({**BINDING.keys, "steps": Key(List(Text()), "short steps in order", required=True)}, title="binding"),
            "how to set it up",
            required=True,
        ),
        "relatives": Key(List(NATIONAL_CIRCLE), "the national closed lists, in time order", required=True),
        "donor": Key(_answers(*YES_NO_UNSURE, "not_given"), "has the donor an account", required=True),
        "insured": Key(_answers(*INSURED, "not_given", "none_resident_premium"), "is the relative insured", required=True),
        "place": Key(_answers(*YES_NO_UNSURE, "not_given", "not_needed"), "is it a designated institution", required=True),
        "own_card": Key(List(STATEMENT), "whose card is used", required=True),
        "wallet": Key(
            Record(
                {
                    "start": Key(Day(), "first day of any cross-province sharing", required=True),
                    "documents": Key(DOCUMENTS, "documents of the start", required=True),
                    "lists": Key(
                        List(
                            Record(
                                {
                                    "id": Key(Text(SLUG, "an id"), "short id", required=True),
                                    "day": Key(Day(), "the day of the list", required=True),
                                    "full": Key(List(Ref("region"), unique=True), "regions open in every pool"),
                                    "some": Key(List(Ref("region"), unique=True), "regions open in some pools at least"),
                                    "complete": Key(Flag(), "true: a region that is absent was not open", required=True),
                                    "note": Key(Text(), "more on it"),
                                    "documents": Key(DOCUMENTS, "ids of its documents", required=True),
                                }
                            )
                        ),
                        "official lists of openings",
                        required=True,
                    ),
                    "counts": Key(
                        List(
                            Record(
                                {
                                    "day": Key(Day(), "day of the count", required=True),
                                    "provinces": Key(Number(), "province-level regions"),
                                    "pools": Key(Number(), "pools"),
                                    "xpcc": Key(Flag(), "the Corps as well"),
                                    "note": Key(Text(), "more on it"),
                                    "documents": Key(DOCUMENTS, "ids of its documents", required=True),
                                }
                            )
                        ),
                        "official counts",
                    ),
                    "notes": Key(NOTES, "more on the wallet"),
                }
            ),
            "医保钱包 in the whole country",
            required=True,
        ),
        "figures": Key(
            List(
                Record(
                    {
                        "value": Key(Text(), "the figure with its unit", required=True),
                        "text": Key(Text(), "what it counts, in a few words", required=True),
                        "day": Key(Day(), "the last day that it counts", required=True),
                        "documents": Key(DOCUMENTS, "ids of its documents", required=True),
                    }
                )
            ),
            "figures for the first page",
        ),
        "timeline": Key(
            List(
                Record(
                    {
                        "day": Key(Day(), "the day", required=True),
                        "what": Key(Text(), "what happened", required=True),
                        "doc_no": Key(Text(), "number of the document"),
                        "changed": Key(Text(), "what it changed", required=True),
                        "documents": Key(DOCUMENTS, "ids of its documents", required=True),
                    }
                )
            ),
            "events in time order",
        ),
        "cross_province": Key(Map(FACT), "the rules of cross-province sharing, point by point"),
        "concepts": Key(Map(FACT), "ideas that are often confused"),
        "law": Key(List(FACT), "what the law says on kinship"),
        "penalties": Key(List(FACT), "what misuse leads to"),
        "accounts": Key(List(FACT), "who has a personal account"),
    },
    title="nation",
)
