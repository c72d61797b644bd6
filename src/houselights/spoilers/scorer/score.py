"""The scores of a writing's sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping

from houselights.spoilers.scorer.features import local_features
from houselights.spoilers.scorer.film import FilmModel
from houselights.spoilers.scorer.material import Scored, Writing
from houselights.spoilers.scorer.reading import read_writing
from houselights.spoilers.scorer.weights import Weights, load_weights

SHIPPED = load_weights()
# "outright": covered by default. "outright_sure": covered at once when a page is imported.
# "hints": covered for readers who know nothing. "harmless_sure": `hints` below it is harmless.
THRESHOLDS: Mapping[str, float] = SHIPPED.thresholds


def score_writing(writing: Writing, film: FilmModel, weights: Weights = SHIPPED) -> list[Scored]:
    """Every sentence of the writing with its probabilities, the headline's first."""
    readings = read_writing(writing)
    scored = []
    for reading, features in zip(readings, local_features(readings, film), strict=True):
        outright = _probability(features, weights.steps["outright"])
        hints = max(_probability(features, weights.steps["hints"]), outright)
        scored.append(Scored(reading.place, reading.span, outright, hints))
    return scored


def _probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = weights.get("bias", 0.0)
    total += sum(value * weights.get(name, 0.0) for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
