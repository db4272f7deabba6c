"""What policies/vocabulary/english.yaml may hold."""

from __future__ import annotations

from builder.shapes import Key, List, Map, Record, Text

RELATION = Record({"label": Key(Text(), "in a sentence", required=True), "short": Key(Text(), "short heading", required=True)})
CATEGORY = Record({"label": Key(Text(), "in a sentence", required=True), "hint": Key(Text(), "what it is", required=True)})
PAIR = Record({"zh": Key(Text(), "the Chinese", required=True), "en": Key(Text(), "the English", required=True)})
ENGLISH_FILE = Record(
    {
        "regions": Key(Map(Text(), ref="region"), "names of regions by slug", required=True),
        "pools": Key(Map(Text(), ref="pool"), "names of pools by code", required=True),
        "relations": Key(Map(RELATION, ref="relation id"), "relations by id", required=True),
        "categories": Key(Map(CATEGORY, ref="category"), "kinds of expenses by id", required=True),
        "words": Key(List(PAIR), "what a word for a relative or an item means", required=True),
        "texts": Key(List(PAIR), "the English of Chinese texts of the other files, letter for letter", required=True),
    },
    title="english",
)
