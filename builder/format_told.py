"""What a question may hold, and the files of what pages tell with it: questions often asked, and sayings met elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from builder.format_rules import DOCUMENTS, INSURED, ROUTES, SLUG, VERDICTS, YES_NO_UNSURE
from builder.problems import quoted
from builder.shapes import Choice, Day, Flag, Key, List, Located, Number, Reading, Record, Ref, Text

QUESTION = Record(
    {
        "on": Key(Day(), "the day"),
        "donor_region": Key(Ref("region"), "region of the donor"),
        "donor_pool": Key(Ref("pool"), "pool of the donor"),
        "donor_account": Key(Choice(YES_NO_UNSURE), "has the donor a personal account"),
        "relation": Key(Ref("relation id"), "relation id"),
        "relative": Key(Text(), "the kin word"),
        "relative_region": Key(Ref("region"), "region of the relative"),
        "relative_pool": Key(Ref("pool"), "pool of the relative"),
        "relative_insured": Key(Choice(INSURED), "the relative's insurance"),
        "expense": Key(Ref("category"), "category id"),
        "item": Key(Text(), "the item word"),
        "designated": Key(Choice(YES_NO_UNSURE), "a designated institution"),
        "amount": Key(Number(whole=False), "yuan"),
        "donor_balance": Key(Number(whole=False), "yuan"),
        "relatives_bound": Key(Number(), "relatives already bound"),
        "relative_bound_by": Key(Number(), "donors who already bind the relative"),
        "same_pool": Key(Choice(YES_NO_UNSURE), "the same pool"),
        "route": Key(Choice(ROUTES), "the route"),
    },
    title="question",
)


def _unique(key: str) -> Callable[[Located, str, Reading], None]:
    """Complains of two entries of the list `key` with one id: the id is an address."""

    def check(found: Located, path: str, reading: Reading) -> None:
        seen: set[str] = set()
        for number, entry in enumerate(found.get(key, []), 1):
            name = entry.get("id")
            if name in seen:
                reading.problem(entry.at, f"{key}.{number}", f"{quoted(name)} stands twice", "keep one")
            seen.update([name] if name else [])

    return check


def _sourced(found: Located, path: str, reading: Reading) -> None:
    if "documents" not in found.marks and "没有查到" not in found.get("text", "没有查到"):
        reading.problem(found.at, path, "key 'documents' is missing", "a text without documents says 没有查到")


PARTS = ("donor", "relation", "insured", "route", "expense", "place", "limits", "own_card", "steps")
ID = Key(Text(SLUG, "an id of lower-case letters, digits and -"), "short id, part of the page's address", required=True)
SOURCED = List(
    Record(
        {
            "text": Key(Text(), "one or two short sentences", required=True),
            "documents": Key(DOCUMENTS, "ids of the documents that state it"),
        },
        _sourced,
    )
)
FAQ_FILE = Record(
    {
        "faq": Key(
            List(
                Record(
                    {
                        "id": ID,
                        "group": Key(Text(), "heading under which it stands", required=True),
                        "ask": Key(Text(), "the question as people ask it", required=True),
                        "question": Key(QUESTION, "the same for the engine; without donor_region it is asked in every region", required=True),
                    }
                )
            ),
            "the questions, those of one group together",
            required=True,
        )
    },
    _unique("faq"),
    title="faq",
)
CLAIM_FILE = Record(
    {
        "claims": Key(
            List(
                Record(
                    {
                        "id": ID,
                        "says": Key(Text(), "the wording met", required=True),
                        "found_in": Key(Text(), "what kind of page says so", required=True),
                        "around": Key(Text(r"20[0-9]{2}(-[0-9]{2}){0,2}", "a year, a month or a day such as 2025-04"), "about when", required=True),
                        "right": Key(SOURCED, "what is right, with its days", required=True),
                        "because": Key(SOURCED, "how the saying came about", required=True),
                        "tests": Key(
                            List(
                                Record(
                                    {
                                        "ask": Key(Text(), "a question that tries the saying", required=True),
                                        "question": Key(QUESTION, "the same for the engine, without its day", required=True),
                                        "days": Key(List(Day(), unique=True), "the days to ask for, beside the day of the build", required=True),
                                        "if_true": Key(
                                            List(Choice(VERDICTS), unique=True), "the answers that would bear the saying out"
                                        ),
                                        "show": Key(Choice(PARTS), "the part of the answer that matters; the one that decides if left out"),
                                    }
                                )
                            ),
                            "questions that try the saying; the pages show what the engine answers",
                            required=True,
                        ),
                        "counts": Key(Flag(), "true: show the official counts of open wallets"),
                    }
                )
            ),
            "the sayings",
            required=True,
        )
    },
    _unique("claims"),
    title="claims",
)
