"""Letters by authors who never saw the reader: most are read rightly, and hardly any gets a firm wrong answer."""

from __future__ import annotations

from calculator import Policies
from tests.letters.letters import letters, read


def test_letters_are_read(policies: Policies) -> None:
    """Of all letters at least 94 of 100 have every key as a careful reader has it, 97 the verdict; at most 1 of 200 is firmly wrong."""
    found = [(letter["text"], read(letter, policies)) for letter in letters()]
    firm = [text for text, one in found if one.confident]
    assert len(firm) <= 0.005 * len(found), firm
    assert sum(one.verdict for _, one in found) >= 0.97 * len(found)
    assert sum(not one.wrong for _, one in found) >= 0.94 * len(found)
