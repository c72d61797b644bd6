"""How well scores tell two kinds apart: areas, shares at a threshold, and curves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple


class Judged(NamedTuple):
    """One thing: the score that it got, and whether it is what was looked for."""

    score: float
    positive: bool


class Point(NamedTuple):
    """What happens if everything from `threshold` up is taken.

    caught: share of the positives that is taken (recall). hidden: share of the others that is
    taken with them. precision: share of the positives in what is taken.
    """

    threshold: float
    caught: float
    hidden: float
    precision: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1; None where there is nothing to divide by.

    auc: the chance that a positive scores higher than another. best_f1: what the best threshold
    would give if one knew it beforehand, which nobody does.
    """

    sentences: float
    positives: float
    auc: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    hidden: float | None
    best_f1: float | None


def figures(judged: Sequence[Judged], threshold: float) -> Figures:
    """All figures where everything from `threshold` up is taken."""
    taken = Counter(one.positive for one in judged if one.score >= threshold)
    there = Counter(one.positive for one in judged)
    return Figures(
        sentences=len(judged),
        positives=there[True],
        auc=auc(judged),
        precision=_share(taken[True], taken.total()),
        recall=_share(taken[True], there[True]),
        f1=_share(2 * taken[True], taken.total() + there[True]) if there[True] else None,
        hidden=_share(taken[False], there[False]),
        best_f1=best_f1(judged),
    )


def auc(judged: Sequence[Judged]) -> float | None:
    """The chance that a positive scores higher than another; ties count half (Mann-Whitney)."""
    there = Counter(one.positive for one in judged)
    pairs = there[True] * there[False]
    if not pairs:
        return None
    below, won = 0, 0.0
    for _score, positives, others in _by_score(judged):
        won += positives * (below + others / 2)
        below += others
    return won / pairs


def curve(judged: Sequence[Judged], most: int = 100) -> list[Point]:
    """The points of the ROC curve, strictest threshold first; about `most` of them.

    Empty where one of the two kinds is missing.
    """
    points = list(_points(judged))
    step = max(len(points) // most, 1)
    return [*points[:-1:step], *points[-1:]]


def best_f1(judged: Sequence[Judged]) -> float | None:
    """The highest F1 that any threshold gives."""
    f1s = (
        2 * point.precision * point.caught / (point.precision + point.caught)
        for point in _points(judged)
        if point.caught
    )
    return max(f1s, default=None)


def mean_of(many: Sequence[Figures]) -> Figures:
    """Each figure's mean over several draws, of those that have it."""
    return Figures(
        **{
            field.name: _mean([getattr(one, field.name) for one in many])  # type: ignore[arg-type]
            for field in fields(Figures)
        }
    )


def _by_score(judged: Sequence[Judged]) -> Iterator[tuple[float, int, int]]:
    """Each score from the lowest up, with how many positives and others have it."""
    counted: dict[float, Counter[bool]] = {}
    for one in judged:
        counted.setdefault(one.score, Counter())[one.positive] += 1
    for score in sorted(counted):
        yield score, counted[score][True], counted[score][False]


def _points(judged: Sequence[Judged]) -> Iterator[Point]:
    there = Counter(one.positive for one in judged)
    if not (there[True] and there[False]):
        return
    caught = hidden = 0
    for score, positives, others in reversed(list(_by_score(judged))):
        caught, hidden = caught + positives, hidden + others
        yield Point(score, caught / there[True], hidden / there[False], caught / (caught + hidden))


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
