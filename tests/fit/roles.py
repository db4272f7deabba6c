"""Fits calculator/reading_weights.py: how much each cue speaks for a pair of payer and user.

    .venv/bin/python tests/fit/roles.py

Learns from the questions of policies/cases/asked.yaml, the letters of tests/letters, and letters put together from clauses.
Of all pairs of people in a sentence those are right whose relation is the one expected (and whose payer is the one now taken,
where the sentence is read rightly now); of a question that names no relation, the pair now taken, if the question comes out.
The weights make the right pairs likelier than the others (conditional logit, held small). The questions and the composed
letters must come out wholly, so those that come near to fail weigh more from round to round. Every run gives the same.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from calculator import Policies, reading_roles, understand
from calculator.__main__ import load
from calculator.reading_choice import Pair, Seen, pairs_of
from calculator.reading_people import Scene
from tests.letters.letters import TODAY, letters, options
from tests.test_asked import ASKED, failures
from tests.test_reading_composed import Writer

WEIGHTS = Path(reading_roles.__file__).with_name("reading_weights.py")
COMPOSED = 5  # the seed of the letters put together; those of the test have others
RARE = 6  # a cue of fewer pairs is not learned
PASSES, ROUNDS, AGAIN = 25, 6, 8  # over all sentences; of weighing the near failures more; passes in each
RATE, HELD = 0.3, 2e-4  # of learning; of pulling the weights to 0
SMALL = 0.12  # weights below are left out
MOST = 8.0  # that a sentence counts: one that cannot come out must not bend the rest
SAFE = 0.8  # how much likelier the right pair of a question of asked.yaml has to be
_HEAD = '''"""How much each cue of reading_choice speaks for a pair of payer and user.

Fitted to read sentences by tests/fit/roles.py; refit, don't edit.
"""

WEIGHTS: dict[str, float] = {
'''


@dataclass
class Sentence:
    """The cues of the right and of the wrong pairs of a sentence; how much it counts, and whether it must come out."""

    right: list[list[str]]
    wrong: list[list[str]]
    must: bool
    counts: float = 1.0
    pairs: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        """The right pairs stand first."""
        self.pairs = self.right + self.wrong


def expected(policies: Policies) -> Iterator[tuple[str, set[str], bool]]:
    """(text, the relations that are right: none if it is the pair now taken, whether it must come out) of every sentence."""
    for entry in ASKED:
        if "relation" in entry["question"]:
            yield entry["text"], {entry["question"]["relation"]}, True
        elif not failures(entry, policies):
            yield entry["text"], set(), True
    writer = Writer(policies, COMPOSED)
    for _ in range(500):
        for composed in (writer.for_somebody(), writer.from_somebody()):
            yield composed.text, {composed.meaning["relation"]}, True
    for letter in letters():
        relations = options(letter["expect"].get("relation"))
        if letter.get("kind", "question") == "question" and None not in relations:
            yield letter["text"], set(relations), False


def sentence(text: str, relations: set[str], must: bool, policies: Policies) -> Sentence | None:
    """A sentence with its pairs; None where all are right or none is."""
    scenes: list[tuple[list[Pair], list[set[str]]]] = []

    def noted(scene: Scene, seen: Seen) -> list[Pair]:
        found = pairs_of(scene, seen)
        scenes.append((found, [seen(pair.donor, pair.relative) for pair in found]))
        return found

    with mock.patch.object(reading_roles, "pairs_of", noted):
        understand(text, policies, {"on": TODAY})
    if not scenes:
        return None
    pairs, may_be = scenes[0]
    best, now = pairs[0], may_be[0] & relations
    right: list[list[str]] = []
    wrong: list[list[str]] = []
    for pair, seen in zip(pairs, may_be, strict=True):
        good = pair is best if not relations else seen & relations and (not now or pair.donor is best.donor or seen == {"self"} == now)
        (right if good else wrong).append(sorted(pair.cues))
    return Sentence(right, wrong, must) if right and wrong else None


def score(cues: list[str], weights: dict[str, float]) -> float:
    """The sum of the weights."""
    return sum(weights.get(cue, 0.0) for cue in cues)


def learn(sentences: list[Sentence], weights: dict[str, float], steps: dict[str, float], passes: int) -> None:
    """Makes the right pairs likelier (Adagrad over one sentence after the other)."""
    for _ in range(passes):
        for one in sentences:
            scores = [score(cues, weights) for cues in one.pairs]
            top = max(scores)
            odds = [math.exp(value - top) for value in scores]
            every, good = sum(odds), sum(odds[: len(one.right)])
            change: defaultdict[str, float] = defaultdict(float)
            for number, (cues, odd) in enumerate(zip(one.pairs, odds, strict=True)):
                push = one.counts * ((odd / good if number < len(one.right) else 0.0) - odd / every)
                for cue in cues if abs(push) > 1e-6 else ():
                    change[cue] += push
            for cue, push in change.items():
                if cue in weights:
                    steep = push - HELD * weights[cue]
                    steps[cue] += steep * steep
                    weights[cue] += RATE * steep / math.sqrt(steps[cue] + 1e-8)


def gap(one: Sentence, weights: dict[str, float]) -> float:
    """How much likelier the likeliest right pair is than the likeliest wrong one."""
    return max(score(cues, weights) for cues in one.right) - max(score(cues, weights) for cues in one.wrong)


def fit(sentences: list[Sentence]) -> dict[str, float]:
    """The weights of all cues that are not rare."""
    seen = Counter(cue for one in sentences for cues in one.pairs for cue in cues)
    weights = {cue: 0.0 for cue, times in sorted(seen.items()) if times >= RARE}
    steps = dict.fromkeys(weights, 1.0)
    learn(sentences, weights, steps, PASSES)
    weights = {cue: weight for cue, weight in weights.items() if abs(weight) >= SMALL}
    for _ in range(ROUNDS):
        for one in sentences:
            one.counts = min(one.counts * (2.0 if one.must and gap(one, weights) < SAFE else 1.0), MOST)
        learn(sentences, weights, steps, AGAIN)
    return {cue: rounded for cue, weight in weights.items() if (rounded := round(weight, 1))}


def main() -> None:
    """Fits and writes the weights, and says how many sentences come out."""
    policies = load()
    found = [sentence(text, relations, must, policies) for text, relations, must in expected(policies)]
    sentences = [one for one in found if one is not None]
    weights = fit(sentences)
    for name, ones in (("asked.yaml", [one for one in sentences if one.must]), ("letters", [one for one in sentences if not one.must])):
        print(f"{name}: {sum(gap(one, weights) > 0 for one in ones)} of {len(ones)}")
    WEIGHTS.write_text(_HEAD + "".join(f'    "{cue}": {weight},\n' for cue, weight in weights.items()) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
