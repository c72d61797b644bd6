"""Fits the weights of `weights.json` to labelled sentences: logistic regression, plain Python.

A few hundred examples can't fix forty weights freely. They begin where somebody set them by hand
(nought for most) and are pulled back there, so that they move where the examples say so plainly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from houselights.opinions.material import Polarity
from houselights.opinions.weights import Weights

# Set by hand: what nearly everybody who reads would hold for or against a reading.
BY_HAND = {
    "weight": 0.7, "far": -0.6, "unsure": -0.6, "weak": -0.6, "another": -1.0, "against": -0.3,
    "rating_agrees": 0.3, "rating_differs": -1.0, "says_so": -0.8, "quoted": -1.0,
    "others": -0.5, "told": -0.3, "if": -0.8, "strangers": -0.4,
}  # fmt: skip
RIGHT = 0.95  # share of right ones among those that are sure enough
_PULL, _PULL_OF_ONE = 2.0, 0.05
_STEPS = 8
_FEWEST = 12  # above a bar, before it is believed
_NEVER = 1.1


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate's numbers, and whether the sentence says it. group: what it is left out with."""

    group: str
    polarity: Polarity
    numbers: Mapping[str, float]
    is_right: bool


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights that make the examples likeliest."""
    names = sorted({name for one in examples for name in one.numbers})
    rows = [[one.numbers.get(name, 0.0) for name in names] for one in examples]
    right = [float(one.is_right) for one in examples]
    start = [BY_HAND.get(name, 0.0) for name in names]
    pulls = [_PULL_OF_ONE if name == "one" else _PULL for name in names]
    weights = start
    for _ in range(_STEPS):
        weights = _stepped(weights, start, pulls, rows, right)
    return {name: round(weight, 2) for name, weight in zip(names, weights, strict=True)}


def left_out(examples: Sequence[Example]) -> list[tuple[Example, float]]:
    """Each example with its sureness by weights that were fitted without its group."""
    found: list[tuple[Example, float]] = []
    for group in dict.fromkeys(one.group for one in examples):
        weights = Weights(fit([one for one in examples if one.group != group]), {}, {})
        found += [(one, weights.sureness(one.numbers)) for one in examples if one.group == group]
    return found


def least_of(measured: Iterable[tuple[Example, float]]) -> dict[str, float]:
    """For either polarity the lowest bar above which enough are right; one that none passes."""
    some = list(measured)
    return {
        name: _bar([(sure, one.is_right) for one, sure in some if one.polarity is polarity])
        for name, polarity in (("praise", Polarity.PRAISE), ("criticise", Polarity.CRITICISE))
    }


def _bar(measured: Sequence[tuple[float, bool]]) -> float:
    bar, right = _NEVER, 0
    for many, (sure, is_right) in enumerate(sorted(measured, reverse=True), start=1):
        right += is_right
        if many >= _FEWEST and right >= RIGHT * many:
            bar = sure
    return round(bar, 3)


# ── Newton's method ─────────────────────────────────────────────────────────────────────────────


def _stepped(
    weights: Sequence[float],
    start: Sequence[float],
    pulls: Sequence[float],
    rows: Sequence[Sequence[float]],
    right: Sequence[float],
) -> list[float]:
    likely = [_logistic(math.sumprod(row, weights)) for row in rows]
    columns = list(zip(*rows, strict=True))
    left = [is_right - one for is_right, one in zip(right, likely, strict=True)]
    slope = [
        math.sumprod(column, left) - pull * (weight - hand)
        for column, pull, weight, hand in zip(columns, pulls, weights, start, strict=True)
    ]
    bends = [one * (1 - one) for one in likely]
    curve = []
    for number, column in enumerate(columns):
        bent = [a * b for a, b in zip(column, bends, strict=True)]
        curve.append([math.sumprod(bent, other) for other in columns])
        curve[-1][number] += pulls[number]
    moves = _solved(curve, slope)
    return [weight + move for weight, move in zip(weights, moves, strict=True)]


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _solved(matrix: list[list[float]], values: Sequence[float]) -> list[float]:
    """The solution of a positive definite system by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for at, row in enumerate(rows):
        for below in rows[at + 1 :]:
            share = below[at] / row[at]
            below[at:] = [a - share * b for a, b in zip(below[at:], row[at:], strict=True)]
    found = [0.0] * len(rows)
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        found[at] = (row[-1] - math.sumprod(row[at + 1 : -1], found[at + 1 :])) / row[at]
    return found
