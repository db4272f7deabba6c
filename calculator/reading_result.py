"""What a sentence is read as: the question, the stretches that it came from, and what is not clear in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from calculator.messages import own
from calculator.model import Json


@dataclass
class Reading:
    """`question` for `check`; `spans` [{start, end, text, key, value}] of the tidied text; `ambiguous` words with what to ask.

    `payer` and `user` are set where another person's account is spoken of.
    `about` is False for a text that has nothing to do with what this site answers; its question is the context alone.
    """

    text: str
    question: Json = field(default_factory=dict)
    spans: list[Json] = field(default_factory=list)
    ambiguous: list[Json] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    about: bool = True
    payer: str = ""  # whose account pays, where it is not the asker's
    user: str = ""  # then: for whom, 您 for the asker

    def to_json(self) -> Json:
        """The reading as the contract's JSON object."""
        found: Json = {"text": self.text, "question": self.question, "spans": self.spans, "ambiguous": self.ambiguous}
        found |= {key: value for key, value in (("payer", self.payer), ("user", self.user)) if value}
        return {**found, "about": self.about, **({"notes": [own(note) for note in self.notes]} if self.notes else {})}

    def note(self, start: int, end: int, key: str, value: Any) -> None:
        """Keeps what a stretch of the text says about a key; the first one to say it holds."""
        if all(span["key"] != key for span in self.spans):
            self.spans.append({"start": start, "end": end, "text": self.text[start:end], "key": key, "value": value})

    def unclear(self, key: str, word: str, ask: str, options: list[Json]) -> None:
        """Keeps a word with several meanings, with the question to ask and its options."""
        self.ambiguous.append({"key": key, "word": word, "ask": ask, "options": options})

    def unsaid(self, *keys: str) -> None:
        """Takes back what was read, or known, about some keys: it has to be asked."""
        self.spans = [span for span in self.spans if span["key"] not in keys]
        self.ambiguous = [one for one in self.ambiguous if one["key"] not in keys]
        for key in keys:
            self.question.pop(key, None)
