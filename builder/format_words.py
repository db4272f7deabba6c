"""What the files of words, pools and topics may hold."""

from __future__ import annotations

from builder.format_rules import ADCODE, DATED, DOCUMENTS, SLUG, VERDICTS, _condition, _dates
from builder.problems import quoted
from builder.shapes import Choice, Day, Flag, Key, List, Located, Map, Reading, Record, Ref, Text

INSTEAD = Record(
    {
        "donor": Key(Ref("relation id"), "that person as seen from the asker", required=True),
        "as": Key(Ref("relation id"), "what the relative is to that person", required=True),
        "text": Key(Text(), "how to name that person", required=True),
    }
)
RELATION_FILE = Record(
    {
        "relations": Key(
            Map(
                Record(
                    {
                        "label": Key(Text(), "how the site names it", required=True),
                        "short": Key(Text(), "short heading", required=True),
                        "reason": Key(Text(), "why it is not on the national list"),
                        "instead": Key(List(INSTEAD), "whose account could pay, nearest first"),
                    }
                )
            ),
            "the relations",
            required=True,
        ),
        "groups": Key(Map(List(Ref("relation id"), unique=True)), "names for several relations", required=True),
    },
    title="relations",
)
KIN_TERM = Record(
    {
        "relation": Key(Ref("relation id"), "the relation", required=True),
        "words": Key(List(Text(), unique=True), "the words people type", required=True),
        "spouse_is": Key(Text(), "丈夫 or 妻子 where the word says it"),
        "condition": Key(Ref("condition"), "the condition on the relation"),
        "otherwise": Key(
            Record(
                {
                    "relation": Key(Ref("relation id"), "the relation then", required=True),
                    "reason": Key(Ref("reason"), "why it is outside the national list then"),
                    "instead": Key(Text(), "who could share then, in words"),
                    "note": Key(Text(), "more on it"),
                }
            ),
            "what holds if the condition is not met",
        ),
        "verify_locally": Key(Flag(), "ask the local bureau first"),
        "reason": Key(Ref("reason"), "why it is outside the national list"),
        "instead": Key(Text(), "who could share, in words"),
        "note": Key(Text(), "more on it"),
    },
    title="kin term",
)
KIN_FILE = Record(
    {
        "conditions": Key(
            Map(
                Record(
                    {
                        "text": Key(Text(), "the condition", required=True),
                        "decides": Key(Flag(), "true: the answer is conditional on it", required=True),
                    }
                )
            ),
            "conditions on a relation",
            required=True,
        ),
        "reasons": Key(Map(Text()), "reasons to be outside", required=True),
        "common_conditions": Key(List(Text()), "what holds for every relative"),
        "instead_note": Key(Text(), "what holds for everyone named in instead"),
        "documents": Key(DOCUMENTS, "documents that the readings rest on"),
        "terms": Key(List(KIN_TERM), "the words", required=True),
        "ambiguous": Key(
            List(
                Record(
                    {
                        "words": Key(List(Text(), unique=True), "words with more than one meaning", required=True),
                        "ask": Key(Text(), "the clarifying question", required=True),
                        "options": Key(
                            List(
                                Record(
                                    {
                                        "word": Key(Ref("kin word"), "an unambiguous word", required=True),
                                        "text": Key(Text(), "how the option reads", required=True),
                                    }
                                )
                            ),
                            "the meanings",
                            required=True,
                        ),
                        "default": Key(Ref("kin word"), "the plain reading, where it is safe"),
                    }
                )
            ),
            "words with more than one meaning",
            required=True,
        ),
    },
    title="kin words",
)
EXPENSE_FILE = Record(
    {
        "common_conditions": Key(List(Text()), "what holds for every expense"),
        "categories": Key(
            Map(
                Record(
                    {
                        "label": Key(Text(), "how the site names it", required=True),
                        "short": Key(Text(), "short heading", required=True),
                        "place": Key(Choice(("hospital", "pharmacy", "either", "none")), "where it is paid", required=True),
                        "related": Key(List(Ref("category"), unique=True), "nearest other categories"),
                        "hint": Key(Text(), "what it covers"),
                    }
                )
            ),
            "the categories",
            required=True,
        ),
        "items": Key(
            List(
                Record(
                    {
                        "category": Key(Ref("category"), "the category", required=True),
                        "words": Key(List(Text(), unique=True), "the words people type", required=True),
                        "generic": Key(Flag(), "true: names for the whole class, not for one thing"),
                        "verdict": Key(Choice(VERDICTS), "national verdict where it differs from the category's"),
                        "condition": Key(Text(), "the condition in one plain sentence"),
                        "from": Key(Day(), "first day of that verdict"),
                        "note": Key(Text(), "more on it"),
                        "documents": Key(DOCUMENTS, "ids of its documents"),
                    },
                    lambda found, path, reading: _item(found, path, reading),
                )
            ),
            "the words",
            required=True,
        ),
        "ambiguous": Key(
            List(
                Record(
                    {
                        "words": Key(List(Text(), unique=True), "words with more than one meaning", required=True),
                        "ask": Key(Text(), "the clarifying question", required=True),
                        "because": Key(Text(), "why it matters"),
                        "options": Key(
                            List(
                                Record(
                                    {
                                        "expense": Key(Ref("category"), "a category"),
                                        "item": Key(Ref("item word"), "an item word"),
                                        "text": Key(Text(), "how the option reads", required=True),
                                    },
                                    lambda found, path, reading: _option(found, path, reading),
                                )
                            ),
                            "the meanings",
                            required=True,
                        ),
                        "default": Key(Ref("category"), "the plain reading, where it is safe"),
                    }
                )
            ),
            "words with more than one meaning",
        ),
        "unknown": Key(List(Text()), "what was looked for and not found"),
    },
    title="expenses",
)


def _item(found: Located, path: str, reading: Reading) -> None:
    if "verdict" in found:
        for key in ("from", "documents"):
            if key not in found.marks:
                reading.problem(found.at, path, f"key '{key}' is missing", "a verdict needs its day and its documents")
        _condition(found, path, reading)


def _option(found: Located, path: str, reading: Reading) -> None:
    if ("expense" in found.marks) == ("item" in found.marks):
        reading.problem(found.at, path, "needs either expense or item")


POOL_FILE = Record(
    {
        "pools": Key(
            Map(
                Record(
                    {
                        "region": Key(Ref("region"), "slug of its region", required=True),
                        "name": Key(Text(), "official name", required=True),
                        "short": Key(Text(), "everyday name", required=True),
                        "aliases": Key(List(Text(), unique=True), "other and former names"),
                        "counties": Key(List(Text(), unique=True), "counties and districts people would name"),
                    }
                ),
                key_pattern=ADCODE,
                key_hint="use the six digits of its GB/T 2260 code",
            ),
            "prefecture-level areas by GB/T 2260 code",
            required=True,
        )
    },
    title="pools",
)


def _paragraph(found: Located, path: str, reading: Reading) -> None:
    _dates(found, path, reading)
    if "documents" not in found.marks and "没有查到" not in found.get("text", "没有查到"):
        reading.problem(found.at, path, "key 'documents' is missing", "a text without documents says 没有查到")


def _topics(found: Located, path: str, reading: Reading) -> None:
    """What is unique in the file: the ids, and each word with the word it stands for."""
    for key, listed in (("topics", found.get("topics", [])), ("alike", found.get("alike", []))):
        seen: set[str] = set()
        for number, entry in enumerate(listed, 1):
            for name in entry.get("words", []) if key == "alike" else filter(None, [entry.get("id")]):
                if name in seen:
                    reading.problem(entry.at, f"{key}.{number}", f"{quoted(name)} stands twice", "keep one")
                seen.add(name)


WORD_SETS = List(List(Text(), unique=True))
TOPIC_FILE = Record(
    {
        "alike": Key(
            List(
                Record(
                    {
                        "word": Key(Text(), "the word that the topics use", required=True),
                        "words": Key(List(Text(), unique=True), "other ways to write it", required=True),
                    }
                )
            ),
            "words that mean the same when a topic is looked for; longer ones are replaced first",
        ),
        "topics": Key(
            List(
                Record(
                    {
                        "id": Key(Text(SLUG, "an id of lower-case letters, digits and -"), "short id", required=True),
                        "title": Key(Text(), "the question as people ask it", required=True),
                        "any": Key(WORD_SETS, "lists of words; all words of one list must occur", required=True),
                        "unless": Key(List(Text(), unique=True), "it is not this topic if one of these occurs"),
                        "answer": Key(
                            List(
                                Record(
                                    {
                                        "text": Key(Text(), "a short paragraph", required=True),
                                        **{key: DATED[key] for key in ("from", "until", "uncertain_after")},
                                        "documents": Key(DOCUMENTS, "ids of the documents that state it"),
                                    },
                                    _paragraph,
                                )
                            ),
                            "what holds, with its days; the answer shows what is in force",
                            required=True,
                        ),
                        "guide": Key(
                            Text(r"[a-z]+#[a-z][a-z0-9-]*", "a guide page and its heading such as release#money"),
                            "section of docs/guide that says more",
                            required=True,
                        ),
                        "local": Key(
                            Choice(("binding", "order", "limits", "wallet", "expenses", "relatives")),
                            "section of a region's page that says what differs there",
                        ),
                        "related": Key(List(Ref("topic"), unique=True), "other topics"),
                    },
                    title="topic",
                )
            ),
            "what people ask beside relative and expense",
            required=True,
        ),
    },
    _topics,
    title="topics",
)
