"""What the sentences teach that the house settled for a film."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from houselights.spoilers.scorer.logistic import sigmoid
from houselights.spoilers.scorer.material import Settled
from houselights.spoilers.scorer.model import FilmModel, Judged
from houselights.spoilers.scorer.reading import Reading
from houselights.spoilers.scorer.stems import stems_of
from houselights.text.embedding import token_weight
from houselights.text.words import folded_words

_MOST_JUDGED = 1200
_STEPS = 20
# How many sentences of even odds stand against a shift: few settled sentences shift little.
_AGAINST_SHIFT = 2.0


def grade_of(reading: Reading, labels: Iterable[Settled]) -> int | None:
    """The highest grade of the labels that overlap the sentence; None for none."""
    start, end = reading.span
    there = (one for one in labels if one.place is reading.place)
    grades = [one.grade for one in there if one.span.start < end and start < one.span.end]
    return max(grades, default=None)


def by_grade(settled: Sequence[Settled]) -> Judged:
    """How many sentences have each grade."""
    found = Counter(one.grade for one in settled)
    return found[0], found[1], found[2]


def stems_by_grade(settled: Sequence[Settled], no_words: frozenset[str]) -> dict[str, Judged]:
    """For each stem in how many sentences of each grade it stands, but for these words."""
    found: dict[str, list[int]] = {}
    for one in settled:
        words = (word for word in folded_words(one.text) if word not in no_words)
        for word in stems_of(words):
            found.setdefault(word, [0, 0, 0])[one.grade] += 1
    kept = sorted(found, key=lambda word: (-sum(found[word]), word))[:_MOST_JUDGED]
    return {word: (found[word][0], found[word][1], found[word][2]) for word in kept}


def judged_words(film: FilmModel, words: Iterable[str], grade: int) -> float:
    """How much the words lean to the film's settled sentences of this grade or a higher one.

    The sum of the stems' log-odds, each held back by a prior and the less the commoner it is.
    """
    if not film.judged:
        return 0.0
    rate = (sum(film.settled[grade:]) + 1) / (sum(film.settled) + 5)
    total = 0.0
    for word in sorted(stems_of(words) & film.judged.keys()):
        grades = film.judged[word]
        ratio = (sum(grades[grade:]) + rate) / (rate * (sum(grades) + 1))
        total += token_weight(word) * math.log(ratio)
    return total


def shift_to(logits: Sequence[float], answers: Sequence[float]) -> float:
    """What to add to the logits so that their mean probability is the answers' mean.

    It is held back, the more the fewer sentences there are; 0 for none.
    """
    shift = 0.0
    for _ in range(_STEPS):
        guesses = [sigmoid(logit + shift) for logit in logits]
        slope = sum(answers) - sum(guesses) - _AGAINST_SHIFT * shift
        shift += slope / (sum(p * (1 - p) for p in guesses) + _AGAINST_SHIFT)
    return round(shift, 4)
