"""Who pays and whose expense it is, of all pairs of people: the one for which most speaks, and what comes near it.

Every pair of a payer and a user gets the sum of the weights of its cues (reading_people: who uses, reading_donor: who pays).
The weights are fitted to read sentences by tests/fit/roles.py; no single cue decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import fsum

from calculator.reading_donor import Payers
from calculator.reading_mentions import Mention, bare
from calculator.reading_people import DATIVE, Scene, given, stays_near, uses
from calculator.reading_weights import WEIGHTS

IMPLIED = "我"  # the asker, where the text names somebody else's account and nobody else
_TO_USE = re.compile("[^，,。？?！!；;]{0,6}(?:用|刷|花|拿|使)(?:的是|的)?(?:我|俺|咱)?(?:们?家)?的?")
Seen = Callable[[Mention | None, Mention], set[str]]


@dataclass(frozen=True)
class Pair:
    """A payer, None for the asker, a user, and what speaks for the two."""

    donor: Mention | None
    relative: Mention
    cues: frozenset[str]

    @property
    def score(self) -> float:
        """The sum of the weights of the cues, in whatever order they stand."""
        return fsum(WEIGHTS.get(cue, 0.0) for cue in self.cues)


def pairs_of(scene: Scene, seen: Seen) -> list[Pair]:
    """All pairs, the likeliest first. `seen`: the relations that the relative may have to the payer."""
    payers = Payers(scene)
    persons = scene.persons
    if all(group[0].kin for group in persons):
        persons = [*persons, [Mention(0, 0, IMPLIED, None)]]
    use = [(_first(group), {f"user {cue}" for cue in _uses(scene, group)}) for group in persons]
    pay = [(payers.of(group), {f"payer {cue}" for cue in payers.cues(group)}) for group in persons if group[0].kin]
    found = [
        Pair(donor, relative, frozenset(paying | using | _both(scene, donor, relative, seen, paying | using)))
        for donor, paying in [(None, {f"payer {cue}" for cue in payers.cues(None)}), *pay]
        for relative, using in use
    ]
    found = [pair for pair in found if not _is_named_otherwise(scene, pair, seen)]
    return sorted(found, key=lambda pair: -pair.score)


def _uses(scene: Scene, group: list[Mention]) -> set[str]:
    return {"is implied"} if group[0].end == 0 else uses(scene, group)


def _is_named_otherwise(scene: Scene, pair: Pair, seen: Seen) -> bool:
    """女婿能否使用岳父的: the asker, of whom nobody says 我, is the one who is that to the payer."""
    if pair.relative.end or pair.donor is None:
        return False
    to_payer = seen(pair.donor, pair.relative)
    return any(seen(pair.donor, one) == to_payer for one in scene.kin if not one.same(pair.donor) and one.kin and {one.kin.relation} == to_payer)


def _first(group: list[Mention]) -> Mention:
    """The mention that names the person."""
    return next((one for one in group if not one.pronoun), group[0])


def _both(scene: Scene, donor: Mention | None, relative: Mention, seen: Seen, known: set[str]) -> set[str]:
    """What speaks for or against the two together."""
    found = set[str]()
    if relative.same(donor):
        found.add("pair is one person" if donor else "pair is the asker")
        if donor is None and all(stays_near(scene, one) for one in scene.kin):
            found.add("pair is the asker, others are only near")
        if "payer has the account that is used" in known and known & {"user is the subject", "user ails"}:
            found.add("pair uses its own account")
    elif donor and relative.kin is None:
        found.add("pair gives to the asker")
    elif donor:
        found.add("pair is of others")
    if not seen(donor, relative):
        found.add("pair is of no relation")
    if donor and relative.kin and not relative.same(donor):
        if bare(relative.word).startswith(f"{bare(donor.word)}的"):
            found.add("pair has the payer's own relative")
        if bare(donor.word).startswith(tuple(bare(relative.word) + of for of in "的他她")):
            found.add("pair has the user's own relative")
    if donor and _gift(scene, donor, relative):
        found.add("pair has a gift")
    if donor and _draws(scene, donor, relative):
        found.add("pair uses the payer's account")
    return found


def _gift(scene: Scene, donor: Mention, relative: Mention) -> bool:
    """我妈想给我姐付: a gift from the one to the other."""
    givers = [one for one in scene.people if one.same(donor) and not given(scene.text, one)]
    users = [one for one in scene.people if one.same(relative)]
    return any(one.end < two.start and bool(DATIVE.search(scene.text[one.end : two.start])) for one in givers for two in users)


def _draws(scene: Scene, donor: Mention, relative: Mention) -> bool:
    """我妈想用我爸的账户: the one as the user of the other's account."""
    users = [one for one in scene.people if one.same(relative)]
    owners = [one for one in scene.people if one.same(donor)]
    return any(one.end <= two.start and bool(_TO_USE.fullmatch(scene.text[one.end : two.start])) for one in users for two in owners)
