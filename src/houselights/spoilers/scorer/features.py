"""What is measured of a sentence: named numbers, most between 0 and 3."""

from __future__ import annotations

import math
from collections.abc import Sequence

from houselights.spoilers.scorer.film import FilmModel
from houselights.spoilers.scorer.lexicon import counts
from houselights.spoilers.scorer.material import Place
from houselights.spoilers.scorer.reading import Reading

type Features = dict[str, float]


def local_features(readings: Sequence[Reading], film: FilmModel) -> list[Features]:
    """What each sentence says by itself and by its place in the text."""
    return [
        _of_sentence(reading, film) | _of_place(at, readings) for at, reading in enumerate(readings)
    ]


def _of_sentence(reading: Reading, film: FilmModel) -> Features:
    found: Features = {group: math.log1p(n) for group, n in counts(reading.words).items()}
    text = reading.text
    found["length"] = math.log1p(len(reading.words))
    found["characters"] = math.log1p(len(reading.names & film.names))
    found["people"] = math.log1p(len(reading.names & film.people))
    found["names"] = math.log1p(reading.single)
    found["full_names"] = math.log1p(reading.full)
    found["brackets"] = float("(" in text)
    found["question"] = float("?" in text)
    found["exclamation"] = float("!" in text)
    found["quotes"] = float('"' in text or "“" in text)
    return found


def _of_place(at: int, readings: Sequence[Reading]) -> Features:
    where = at / max(len(readings) - 1, 1)
    return {
        "headline": float(readings[at].place is Place.HEADLINE),
        "middle": 4 * where * (1 - where),
        "late": where,
        "many": math.log1p(len(readings)),
    }
