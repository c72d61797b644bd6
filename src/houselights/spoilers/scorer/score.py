"""The scores of a writing's sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from houselights.spoilers.scorer import features
from houselights.spoilers.scorer.features import Features
from houselights.spoilers.scorer.film import FilmModel
from houselights.spoilers.scorer.logistic import sigmoid
from houselights.spoilers.scorer.material import Scored, Writing
from houselights.spoilers.scorer.reading import Reading, is_english, read_writing
from houselights.spoilers.scorer.weights import Weights, load_weights
from houselights.text.embedding import Vector, embed

KINDS = {"outright": 2, "hints": 1}  # and the lowest grade that each is about
SHIPPED = load_weights()
# "outright": covered by default. "outright_sure": covered at once when a page is imported.
# "hints": covered for readers who know nothing. "harmless_sure": `hints` below it is harmless.
THRESHOLDS: Mapping[str, float] = SHIPPED.thresholds


def score_writing(writing: Writing, film: FilmModel, weights: Weights = SHIPPED) -> list[Scored]:
    """Every sentence of the writing with its probabilities, the headline's first."""
    readings = read_writing(writing)
    if is_english(writing, readings):
        first = first_scores(features.alone(readings, film), _vectors(readings), weights)
        step = "together"
    else:
        first, step = {}, "foreign"
    found = {
        kind: [
            sigmoid(_total(one, weights.steps[f"{step}_{kind}"]))
            for one in last_features(readings, writing, film, first, grade)
        ]
        for kind, grade in KINDS.items()
    }
    return [
        Scored(reading.place, reading.span, outright, max(hints, outright))
        for reading, outright, hints in zip(readings, *found.values(), strict=True)
    ]


def first_scores(
    alone: Sequence[Features], vectors: Sequence[Vector], weights: Weights
) -> dict[str, list[float]]:
    """For each kind the logits of sentences by what they say alone."""
    lists = [vector.tolist() for vector in vectors]  # products of lists are much quicker
    found = {}
    for kind in KINDS:
        step, numbers = weights.steps[f"alone_{kind}"], weights.embedding[kind]
        found[kind] = [
            _total(one, step) + math.sumprod(vector[: len(numbers)], numbers)
            for one, vector in zip(alone, lists, strict=True)
        ]
    return found


def last_features(
    readings: Sequence[Reading],
    writing: Writing,
    film: FilmModel,
    first: Mapping[str, Sequence[float]],
    grade: int,
) -> list[Features]:
    """What the last step weighs of each sentence; `first` is empty for a text not in English."""
    known = features.known_of_film(readings, writing, film, grade)
    if not first:
        plain = features.in_any_language(readings, writing.language)
        return [one | other for one, other in zip(known, plain, strict=True)]
    place = ({"headline": float(reading.place == "headline")} for reading in readings)
    kinds = [features.among_neighbors(logits, kind) for kind, logits in first.items()]
    return [a | b | c | d for a, b, c, d in zip(known, place, *kinds, strict=True)]


def _vectors(readings: Sequence[Reading]) -> list[Vector]:
    return embed([reading.text for reading in readings])


def _total(measured: Features, weights: Mapping[str, float]) -> float:
    known = (value * weights[name] for name, value in measured.items() if name in weights)
    return weights["bias"] + sum(known)
