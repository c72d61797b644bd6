"""How well each sentence answers a question: a few numbers each, added up with fitted weights."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from houselights.answers.corpus import Corpus
from houselights.answers.kinds import OPEN, fits, rated
from houselights.answers.measures import OF_MEANING, Scores, highest, measure
from houselights.answers.question import Question
from houselights.answers.weights import Weights

_SPREAD = 3.0  # the best by terms counts as much as this many standard deviations of meaning
_LONG = 15  # words that say something, after which more are no better
_SHORT = 3

type Column = list[float]  # one number for each line that is tried


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line with its numbers and what they come to."""

    number: int
    names: Sequence[str]
    row: Sequence[float]
    score: float

    @property
    def features(self) -> dict[str, float]:
        """Its numbers by name."""
        return dict(zip(self.names, self.row, strict=True))


def rank(question: Question, corpus: Corpus, weights: Weights) -> list[Ranked]:
    """The likeliest lines, best first; empty where nothing has anything to do with the question."""
    embeddings = weights.uses_embeddings
    tried, measures = measure(question, corpus, _of_kind(question, corpus), embeddings=embeddings)
    columns = (
        _levelled(measures, tried)
        | _covered(question, corpus, tried, embeddings=embeddings)
        | _of_lines(question, corpus, tried)
    )
    names = list(columns)
    counts = [weights.sums["rank"].get(name, 0.0) for name in names]
    found = [
        Ranked(number, names, row, math.sumprod(counts, row))
        for number, row in zip(tried, zip(*columns.values(), strict=True), strict=True)
    ]
    return sorted(found, key=lambda one: (-one.score, one.number))


def _of_kind(question: Question, corpus: Corpus) -> Scores:
    """How well lines answer by what they are, whatever their words."""
    if question.kind not in OPEN:
        return {}
    fit = {number: fits(line, question) for number, line in enumerate(corpus.lines)}
    return {number: value for number, value in fit.items() if value}


def _levelled(measures: Mapping[str, Scores], tried: Sequence[int]) -> dict[str, Column]:
    """The measures on one scale: of meaning by z-scores, of terms by shares of the best.

    A z-score of terms would depend on how many lines have them: one line alone that has a rare
    word would beat everything else.
    """
    widest = measures.get("alike", measures["known"])
    unit = _SPREAD / (max(widest.values(), default=0.0) or 1.0)
    return {
        name: _by_spread([scores.get(number, 0.0) for number in tried])
        if name in OF_MEANING
        else [unit * scores.get(number, 0.0) for number in tried]
        for name, scores in measures.items()
    }


def _by_spread(values: Column) -> Column:
    mean = sum(values) / max(len(values), 1)
    apart = [value - mean for value in values]
    spread = math.sqrt(math.sumprod(apart, apart) / max(len(values), 1)) or 1.0
    return [value / spread for value in apart]


def _covered(
    question: Question, corpus: Corpus, tried: Sequence[int], *, embeddings: bool
) -> dict[str, Column]:
    """How much of what is wanted each line has, 0 to 1.

    share: on the mean, by worth. hold: of what it has least of.
    """
    had = [highest(one.alike if embeddings else one.known, corpus) for one in question.wanted]
    rows = [[one.get(number, 0.0) for one in had] for number in tried]
    worth = [one.worth for one in question.wanted]
    total = sum(worth) or 1.0
    return {
        "share": [math.sumprod(row, worth) / total for row in rows],
        "hold": [min(row, default=0.0) for row in rows],
    }


def _of_lines(question: Question, corpus: Corpus, tried: Sequence[int]) -> dict[str, Column]:
    lines = [corpus.lines[number] for number in tried]
    fit, none = [fits(line, question) for line in lines], [0.0] * len(lines)
    is_open = question.kind in OPEN
    return {
        "kind": none if is_open else fit,
        "open": fit if is_open else none,
        "rated": [rated(line, question, corpus) for line in lines],
        "short": [float(line.said < _SHORT) for line in lines],
        "length": [math.log1p(min(line.said, _LONG)) for line in lines],
    }
