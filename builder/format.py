"""The one definition of what a policy file may hold. The reader, the JSON Schema and the docs all come from here.

`policies/CONTRIBUTING.md` explains the same in words for people who do not program.
"""

from __future__ import annotations

from builder.format_english import ENGLISH_FILE
from builder.format_nation import NATION
from builder.format_rules import DOCUMENT_MAP, REGION, ROUTES, UNKNOWN_REASONS, VERDICTS
from builder.format_told import CLAIM_FILE, FAQ_FILE, QUESTION
from builder.format_words import EXPENSE_FILE, KIN_FILE, POOL_FILE, RELATION_FILE, TOPIC_FILE
from builder.shapes import Choice, Flag, Key, List, Record, Ref, Shape, Text

DOCUMENT_FILE = Record({"documents": Key(DOCUMENT_MAP, "documents cited by several files", required=True)}, title="documents")
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
    "faq": FAQ_FILE,
    "claims": CLAIM_FILE,
    "english": ENGLISH_FILE,
}
