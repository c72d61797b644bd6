"""The scores of a writing's sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from houselights.spoilers.scorer import features
from houselights.spoilers.scorer.features import Features
from houselights.spoilers.scorer.logistic import sigmoid
from houselights.spoilers.scorer.material import Scored, Writing
from houselights.spoilers.scorer.model import FilmModel
from houselights.spoilers.scorer.own_words import Told, word_leanings
from houselights.spoilers.scorer.reading import Reading, is_english, read_writing
from houselights.spoilers.scorer.weights import Weights, load_weights
from houselights.text.embedding import Vector, embed

KINDS = {"outright": 2, "hints": 1}  # and the lowest grade that each is about
SHIPPED = load_weights()
# "outright": covered by default. "outright_sure": covered at once when a page is imported.
# "hints": covered for readers who know nothing. "harmless_sure": `hints` below it is harmless.
# "risky": with `hints` from there on a sentence is not quoted alone.
THRESHOLDS: Mapping[str, float] = SHIPPED.thresholds


def score_writing(writing: Writing, film: FilmModel, weights: Weights = SHIPPED) -> list[Scored]:
    """Every sentence of the writing with its probabilities, the headline's first."""
    readings, first = read_first(writing, film, weights)
    if first is not None:
        pairs = [(sigmoid(a), sigmoid(b)) for a, b in zip(*first.values(), strict=True)]
        last = in_light_of_film(Told(writing, readings, pairs), film, first, weights)
    else:
        last = _foreign_scores(readings, writing, film, weights)
    return [
        Scored(reading.place, reading.span, sigmoid(outright), sigmoid(max(hints, outright)))
        for reading, outright, hints in zip(readings, *last.values(), strict=True)
    ]


type First = tuple[Sequence[Reading], dict[str, list[float]] | None]

_remembered: ContextVar[dict[object, First] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Within the block a text that a film is learnt from is not read again to be scored."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def read_first(writing: Writing, film: FilmModel, weights: Weights) -> First:
    """The sentences with their first logits for each kind, None where they are not in English."""
    kept = _remembered.get()
    said = (writing.headline, writing.body, writing.language, writing.flagged)
    key = (said, film.names, film.people, id(weights))
    if kept is not None and key in kept:
        return kept.pop(key)  # it is asked for once more and no oftener
    readings = read_writing(writing)
    english = is_english(writing, readings)
    first = readings, first_scores(readings, writing, film, weights) if english else None
    if kept is not None:
        kept[key] = first
    return first


def first_scores(
    readings: Sequence[Reading], writing: Writing, film: FilmModel, weights: Weights
) -> dict[str, list[float]]:
    """For each kind the logits of sentences by what they say and where; the film's names count."""
    vectors = embed([reading.text for reading in readings])
    alone = alone_scores(features.alone(readings, film), vectors, weights)
    measured = features.together(readings, writing, alone)
    return {
        kind: [_total(one, weights.steps[f"together_{kind}"]) for one in measured] for kind in KINDS
    }


def alone_scores(
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


def in_light_of_film(
    text: Told, film: FilmModel, first: Mapping[str, Sequence[float]], weights: Weights
) -> dict[str, list[float]]:
    """The first logits of an English text and what is known of the film, for each kind."""
    leanings = word_leanings(text, film)
    found = {}
    for at, (kind, grade) in enumerate(KINDS.items()):
        step = weights.steps[f"film_{kind}"]
        known = features.known_of_film(text.readings, film, grade)
        found[kind] = [
            logit + _total(one, step) + step["words"] * leaning[at] + film.shift[at]
            for logit, one, leaning in zip(first[kind], known, leanings, strict=True)
        ]
    return found


def _foreign_scores(
    readings: Sequence[Reading], writing: Writing, film: FilmModel, weights: Weights
) -> dict[str, list[float]]:
    """For each kind the logits of the sentences of a text that is not in English."""
    measured = features.in_any_language(readings, writing)
    found = {}
    for kind, grade in KINDS.items():
        step, of_film = weights.steps[f"foreign_{kind}"], weights.steps[f"film_{kind}"]
        known = features.known_of_film(readings, film, grade)
        found[kind] = [
            _total(one, step) + _total(other, of_film)
            for one, other in zip(measured, known, strict=True)
        ]
    return found


def _total(measured: Features, weights: Mapping[str, float]) -> float:
    known = (value * weights[name] for name, value in measured.items() if name in weights)
    return weights.get("bias", 0.0) + sum(known)
