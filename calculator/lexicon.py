"""Finds known words in a sentence: places, kin words, expense words. Longest match first, from the left."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from calculator.kin import read_kin
from calculator.policies import Policies

_BEFORE_SHORT = "我给帮替为俺咱的他她你和跟让，,、家有是 "
_AFTER_SHORT = "能可用在的买看交付住要是有也都和，,。？?！、了 生没参不做打刷"
_JOINTS = ("", "的", "家的", "那边的")


@dataclass(frozen=True)
class Word:
    """A recognised stretch of the text: its place in it, its kind (place, kin, expense) and its value."""

    start: int
    end: int
    text: str
    kind: str
    value: str


def tidy(text: str) -> str:
    """Full-width letters and digits to plain ones, white space removed; Chinese punctuation becomes plain."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if not char.isspace() and unicodedata.category(char)[0] != "C")


class Lexicon:
    """The words of a policy set by their first character."""

    def __init__(self, policies: Policies) -> None:
        self.policies = policies
        self.by_first: dict[str, list[tuple[str, str, str]]] = {}
        for name, slug in policies.region_names.items():
            if len(name) > 1 and not name.isascii():
                self._add(name, "region", slug)
        for name, code in policies.pool_names.items():
            if len(name) > 1 and not name.isascii():
                self._add(name, "pool", code)
        for word in {**policies.kin, **policies.kin_ambiguous}:
            self._add(word, "kin", word)
        for word in {**policies.items, **policies.item_ambiguous}:
            self._add(word, "item", word)
        for name, category in policies.category_names.items():
            if not name.isascii():
                self._add(name, "expense", category)
        for entries in self.by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, word: str, kind: str, value: str) -> None:
        self.by_first.setdefault(word[0], []).append((word, kind, value))

    def words(self, text: str) -> list[Word]:
        """All words of a tidy text, left to right, not overlapping; chains of kin words joined."""
        found: list[Word] = []
        at = 0
        while at < len(text):
            word = self._longest(text, at)
            if word:
                found.append(word)
                at = word.end
            else:
                at += 1
        return self._joined(text, found)

    def _longest(self, text: str, at: int) -> Word | None:
        for word, kind, value in self.by_first.get(text[at], []):
            if text.startswith(word, at) and self._stands_alone(text, at, word, kind):
                return Word(at, at + len(word), word, kind, value)
        return None

    def _stands_alone(self, text: str, at: int, word: str, kind: str) -> bool:
        """A word of one character counts only between words that show where it begins and ends."""
        if len(word) > 1:
            return True
        if kind == "kin":
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            return (not before or before in _BEFORE_SHORT) and (not after or after in _AFTER_SHORT)
        return kind in ("item", "expense")

    def _joined(self, text: str, found: list[Word]) -> list[Word]:
        joined: list[Word] = []
        for word in found:
            last = joined[-1] if joined else None
            if last and last.kind == word.kind == "kin" and text[last.end : word.start] in _JOINTS:
                whole = text[last.start : word.end]
                if read_kin(whole, self.policies):
                    joined[-1] = Word(last.start, word.end, whole, "kin", whole)
                    continue
            joined.append(word)
        return joined


def lexicon_of(policies: Policies) -> Lexicon:
    """The lexicon of a policy set, made once."""
    if policies.lexicon is None:
        policies.lexicon = Lexicon(policies)
    found = policies.lexicon
    assert isinstance(found, Lexicon)
    return found
