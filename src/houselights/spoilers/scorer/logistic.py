"""Logistic regression with a ridge penalty, by Newton's method.

In plain Python; with numpy the one slow step, the curvature, is quicker and the figures the same.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Sequence
from typing import Any

_STEPS = 40
_LONGEST_STEP = 1.0
_CLOSE = 1e-4
_FARTHEST = 30.0


def sigmoid(logit: float) -> float:
    """The probability (0 to 1) that a logit stands for."""
    return 1 / (1 + math.exp(-max(-_FARTHEST, min(_FARTHEST, logit))))


def fit_logistic(
    columns: Sequence[Sequence[float]],
    answers: Sequence[float],
    penalties: Sequence[float],
    prior: Sequence[float],
    start: Sequence[float] | None = None,
) -> list[float]:
    """The weight of each column, the intercept last.

    columns: one for each feature, a number for each row. answers: 0 to 1 for each row.
    prior: the weight that each column is held to, the intercept last.
    penalties: how strongly, for each column; the intercept is free.
    start: weights to begin with, the prior by default, which only saves time.
    """
    rows = len(answers)
    full = [*map(list, columns), [1.0] * rows]
    matrix = _as_matrix(full)
    ridge = [*penalties, 1e-6]
    weights = list(start or prior)
    for _ in range(_STEPS):
        change = _shortened(_newton(full, matrix, answers, (ridge, prior), weights))
        weights = [weight + by for weight, by in zip(weights, change, strict=True)]
        if max(map(abs, change)) < _CLOSE:
            break
    return weights


def _shortened(change: list[float]) -> list[float]:
    """A step in the same direction that is not too far: from afar Newton's steps overshoot."""
    less = min(1.0, _LONGEST_STEP / (max(map(abs, change)) or 1.0))
    return [less * by for by in change]


def _newton(
    columns: list[list[float]],
    matrix: Any,
    answers: Sequence[float],
    held: tuple[Sequence[float], Sequence[float]],
    weights: Sequence[float],
) -> list[float]:
    guesses = list(map(sigmoid, _logits(columns, matrix, weights)))
    errors = [y - p for y, p in zip(answers, guesses, strict=True)]
    curve = [max(p * (1 - p), 1e-9) for p in guesses]
    slope = [
        math.sumprod(column, errors) - penalty * (weight - meant)
        for column, penalty, meant, weight in zip(columns, *held, weights, strict=True)
    ]
    square = _curvature(columns, matrix, curve)
    for at, penalty in enumerate(held[0]):
        square[at][at] += penalty
    return _solve(square, slope)


def _as_matrix(columns: list[list[float]]) -> Any:
    """The columns as an array of numpy; None where numpy is not installed."""
    if not importlib.util.find_spec("numpy"):
        return None
    import numpy as np

    return np.array(columns)


def _logits(columns: list[list[float]], matrix: Any, weights: Sequence[float]) -> list[float]:
    if matrix is not None:
        quick: list[float] = (weights @ matrix).tolist()
        return quick
    logits = [0.0] * len(columns[0])
    for weight, column in zip(weights, columns, strict=True):
        if weight:
            logits = [logit + weight * value for logit, value in zip(logits, column, strict=True)]
    return logits


def _curvature(
    columns: list[list[float]], matrix: Any, curve: Sequence[float]
) -> list[list[float]]:
    """The products of all pairs of columns, each row weighed; at least the lower triangle."""
    if matrix is not None:
        whole: list[list[float]] = ((matrix * curve) @ matrix.T).tolist()
        return whole
    bent = [[c * v for c, v in zip(curve, column, strict=True)] for column in columns]
    return [[math.sumprod(bent[j], columns[k]) for k in range(j + 1)] for j in range(len(bent))]


def _solve(lower: list[list[float]], right: Sequence[float]) -> list[float]:
    """Solve a symmetric positive system, of which the lower triangle is given (Cholesky)."""
    size = len(right)
    root: list[list[float]] = []
    for i in range(size):
        row: list[float] = []
        for j in range(i):
            row.append((lower[i][j] - math.sumprod(row, root[j][:j])) / root[j][j])
        row.append(math.sqrt(max(lower[i][i] - math.sumprod(row, row), 1e-12)))
        root.append(row)
    forward: list[float] = []
    for i in range(size):
        forward.append((right[i] - math.sumprod(root[i][:i], forward)) / root[i][i])
    solution = [0.0] * size
    for i in reversed(range(size)):
        later = sum(root[k][i] * solution[k] for k in range(i + 1, size))
        solution[i] = (forward[i] - later) / root[i][i]
    return solution
