"""What is measured of each sentence of a writing: named numbers, most between 0 and 3.

Two steps: what a sentence says by itself, and what it is worth among its neighbors and in the light
of what the house knows of the film.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from houselights.spoilers.scorer.judged import judged_words
from houselights.spoilers.scorer.lexicon import counts, telling_elsewhere
from houselights.spoilers.scorer.material import Writing
from houselights.spoilers.scorer.model import FilmModel
from houselights.spoilers.scorer.reading import Reading
from houselights.spoilers.scorer.stated import stated
from houselights.text.spans import Place

type Features = dict[str, float]

# What stands in for neighbors beyond the ends of a text: a rather harmless sentence.
_HARMLESS = -1.5
# However plainly a neighbor tells, it says no more than this of the sentence beside it.
_PLAIN = 1.0
_FADING = 0.6  # how much less each step away counts
_OWN_MEAN_AFTER = 4
_MOST_STATED = 2
# Lists of which the share among a sentence's words says more than their number alone.
_RATED = ("self", "opinion", "talk", "craft", "they", "you", "hedge")


def alone(readings: Sequence[Reading], film: FilmModel) -> list[Features]:
    """What each sentence says by itself, by the English lists, and by its place in the text."""
    return [
        _of_sentence(reading, film) | _of_place(at, readings) for at, reading in enumerate(readings)
    ]


def among_neighbors(logits: Sequence[float], name: str) -> list[Features]:
    """For each sentence its own first score, its neighbors' and the rest of the text's.

    logits: the first scores of one kind, `name`, in order.
    """
    held = [min(logit, _PLAIN) for logit in logits]
    near = faded_means(held, _HARMLESS, 1.0)
    total, others = sum(held), len(logits) - 1 + _OWN_MEAN_AFTER
    return [
        {
            f"own_{name}": own,
            f"near_{name}": near[at],
            f"rest_{name}": (total - held[at] + _OWN_MEAN_AFTER * _HARMLESS) / others,
        }
        for at, own in enumerate(logits)
    ]


def together(
    readings: Sequence[Reading], writing: Writing, first: Mapping[str, Sequence[float]]
) -> list[Features]:
    """What each sentence is worth where it stands; `first`: for each kind its logits alone."""
    shared = _of_flag(writing)
    kinds = [among_neighbors(logits, kind) for kind, logits in first.items()]
    return [
        shared | {"headline": float(reading.place is Place.HEADLINE)} | outright | hints
        for reading, outright, hints in zip(readings, *kinds, strict=True)
    ]


def known_of_film(readings: Sequence[Reading], film: FilmModel, grade: int) -> list[Features]:
    """What the editors' terms and settled sentences say of each sentence.

    grade: 2 for what settled sentences tell outright, 1 for what they hint at or tell.
    """
    return [
        {
            "terms": float(has_term(reading, film)),
            "judged": judged_words(film, reading.words, grade),
        }
        for reading in readings
    ]


def in_any_language(readings: Sequence[Reading], writing: Writing) -> list[Features]:
    """What can be measured of a sentence that is not in English."""
    shared = _of_flag(writing)
    telling = [math.log1p(telling_elsewhere(one.words, writing.language)) for one in readings]
    near = faded_means(telling, 0.0, 1.0)
    last = max(len(readings) - 1, 1)
    return [
        shared
        | {
            "telling": telling[at],
            "telling_near": near[at],
            "names": math.log1p(reading.single),
            "late": at / last,
        }
        for at, reading in enumerate(readings)
    ]


def faded_means(values: Sequence[float], beyond: float, weight: float) -> list[float]:
    """For each value the mean of the others, the nearer the more; `beyond` counts with `weight`."""
    before, after = _faded(values), _faded(values[::-1])[::-1]
    return [
        (left + right + weight * beyond) / (many + more + weight)
        for (left, many), (right, more) in zip(before, after, strict=True)
    ]


def has_term(reading: Reading, film: FilmModel) -> bool:
    """Whether one of the editors' secret terms stands in the sentence."""
    if not film.terms:
        return False
    words = f" {' '.join(reading.words)} "
    return any(f" {' '.join(term)} " in words for term in film.terms)


def _faded(values: Sequence[float]) -> list[tuple[float, float]]:
    """For each value the faded sum of those before it, and the sum of their weights."""
    total, weight = 0.0, 0.0
    found = []
    for value in values:
        found.append((total, weight))
        total, weight = _FADING * (total + value), _FADING * (weight + 1)
    return found


def _of_flag(writing: Writing) -> Features:
    return {
        "flagged": float(writing.flagged is True),
        "unflagged": float(writing.flagged is False),
    }


def _of_sentence(reading: Reading, film: FilmModel) -> Features:
    used = counts(reading.words)
    found: Features = {group: math.log1p(n) for group, n in used.items()}
    share = 4 / max(len(reading.words), 1)
    rates = {f"{group}_rate": used[group] * share for group in _RATED if group in used}
    text = reading.text
    return (
        found
        | rates
        | {
            "stated": float(min(stated(reading.words, reading.names | film.names), _MOST_STATED)),
            "length": _size(reading),
            "brackets": float("(" in text),
            "question": float("?" in text),
            "exclamation": float("!" in text),
            "quotes": float('"' in text or "“" in text),
            **_of_names(reading, film),
        }
    )


def _of_names(reading: Reading, film: FilmModel) -> Features:
    return {
        "characters": math.log1p(len(reading.names & film.names)),
        "people": math.log1p(len(reading.names & film.people)),
        "names": math.log1p(reading.single),
        "full_names": math.log1p(reading.full),
    }


def _of_place(at: int, readings: Sequence[Reading]) -> Features:
    where = at / max(len(readings) - 1, 1)
    return {
        "headline": float(readings[at].place is Place.HEADLINE),
        "middle": 4 * where * (1 - where),
        "late": where,
        "many": math.log1p(len(readings)),
    }


def _size(reading: Reading) -> float:
    return math.log1p(len(reading.words))
