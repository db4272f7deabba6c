"""The one definition of what a policy file may hold. The reader, the JSON Schema and the docs all come from here.

`policies/CONTRIBUTING.md` explains the same in words for people who do not program.
"""

from __future__ import annotations

from builder.format_nation import NATION
from builder.format_rules import DOCUMENT_MAP, INSURED, REGION, ROUTES, UNKNOWN_REASONS, VERDICTS, YES_NO_UNSURE
from builder.format_words import EXPENSE_FILE, KIN_FILE, POOL_FILE, RELATION_FILE, TOPIC_FILE
from builder.shapes import Choice, Day, Flag, Key, List, Number, Record, Ref, Shape, Text

DOCUMENT_FILE = Record({"documents": Key(DOCUMENT_MAP, "documents cited by several files", required=True)}, title="documents")
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
CASE_FILE = Record(
    {
        "region": Key(Ref("place"), "slug, which is the file's name", required=True),
        "cases": Key(
            List(
                Record(
                    {
                        "name": Key(Text(), "the case in a few words", required=True),
                        "question": Key(QUESTION, "the question", required=True),
                        "verdict": Key(Choice(VERDICTS), "the expected verdict", required=True),
                        "route": Key(Choice(ROUTES), "the expected route"),
                        "decided_by": Key(Ref("provision"), "a provision that the answer must rest on"),
                        "why_unknown": Key(Choice(UNKNOWN_REASONS), "the expected reason"),
                    }
                )
            ),
            "the cases",
            required=True,
        ),
    },
    title="cases",
)
ASKED_FILE = Record(
    {
        "asked": Key(
            List(
                Record(
                    {
                        "text": Key(Text(), "the question as somebody writes it", required=True),
                        "context": Key(QUESTION, "what the page knew before"),
                        "question": Key(QUESTION, "the keys that must be read so"),
                        "ambiguous": Key(List(Text(r"[a-z_]+", "a key of a question"), unique=True), "keys that must be asked"),
                        "about": Key(Flag(), "false: nothing to do with this site"),
                        "verdict": Key(Choice(VERDICTS), "the expected verdict", required=True),
                    }
                )
            ),
            "the questions",
            required=True,
        ),
    },
    title="asked",
)
FILES: dict[str, Shape] = {
    "nation": NATION,
    "region": REGION,
    "documents": DOCUMENT_FILE,
    "pools": POOL_FILE,
    "relations": RELATION_FILE,
    "kin": KIN_FILE,
    "expenses": EXPENSE_FILE,
    "cases": CASE_FILE,
    "asked": ASKED_FILE,
    "topics": TOPIC_FILE,
}
