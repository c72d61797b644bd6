"""What speaks for a reading of a sentence, and against it, as a few numbers with names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from houselights.opinions.clauses import Clause, clauses_of
from houselights.opinions.material import Aspect, Context, Polarity
from houselights.opinions.readings import Reading, describes_another, readings_of
from houselights.opinions.tone import listed
from houselights.text.spans import Span

_MIDDLE, _WIDTH = 60.0, 40.0  # of ratings
_MOST = 3.0  # that words can weigh together
_LONG = 12  # words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A judgement that may be meant; `numbers` say how likely."""

    aspect: Aspect
    polarity: Polarity
    span: Span
    numbers: dict[str, float]


def candidates_of(sentence: str, context: Context) -> list[Candidate]:
    """All that the sentence may judge, each aspect and side once a clause; a question nothing."""
    if sentence.rstrip().endswith("?"):
        return []
    return [
        Candidate(aspect, Polarity(sign), clause.span, numbers)
        for clause, readings in readings_of(clauses_of(sentence), context)
        for (aspect, sign), numbers in _of_each(readings, clause, context)
    ]


def _of_each(
    readings: Sequence[Reading], clause: Clause, context: Context
) -> Iterator[tuple[tuple[Aspect, int], dict[str, float]]]:
    """The numbers of all readings of one aspect and side together."""
    grouped: dict[tuple[Aspect, int], list[Reading]] = defaultdict(list)
    weights = {1: 0.0, -1: 0.0}
    for reading in readings:
        sign = 1 if reading.said.weight > 0 else -1
        grouped[reading.aspect, sign].append(reading)
        weights[sign] += abs(reading.said.weight)
    for (aspect, sign), some in grouped.items():
        yield (aspect, sign), _numbers(some, sign, weights[-sign], clause, context)


def _numbers(
    some: Sequence[Reading],
    sign: int,
    against: float,
    clause: Clause,
    context: Context,
) -> dict[str, float]:
    best = max(some, key=lambda one: abs(one.said.weight) - one.far / 10)
    praises = sign > 0
    rated = 0.0 if context.rating is None else sign * (context.rating - _MIDDLE) / _WIDTH
    numbers = {
        "one": 1.0,
        "criticises": float(not praises),
        "weight": min(sum(abs(one.said.weight) for one in some), _MOST),
        "against": min(against, _MOST),
        "rating_agrees": max(rated, 0.0),
        "rating_differs": max(-rated, 0.0),
        f"is_{best.aspect}": 1.0,
        f"how_{best.how}": 1.0,
    }
    return numbers | _of_words(best, clause) | _of_clause(best, clause)


def _of_words(best: Reading, clause: Clause) -> dict[str, float]:
    said, target = best.said, best.target
    return {
        "far": best.far / 5,
        "unsure": float(bool(target and not target.is_sure)),
        "person": float(bool(target and target.is_person)),
        "phrase": float(said.end - said.start > 1),
        "weak": float(abs(said.tone.weight) < 1),
        "felt": float(said.tone.is_felt),
        "turned": float(said.is_turned),
        "unreal": float(said.is_unreal),
        "another": float(
            describes_another(said, clause, target.start if target else -1)
            and best.how not in ("own", "before")
        ),
    }


def _of_clause(best: Reading, clause: Clause) -> dict[str, float]:
    words = clause.words
    told = sum(word in listed("told") for word in words)
    start = best.said.start
    return {
        "told": min(told, 4) / 2,
        "this": float(any(word in ("film", "movie", "picture", "it", "this") for word in words)),
        "others": float(bool(listed("others").intersection(words))),
        "says_so": float(bool(listed("says_so").intersection(words))),
        "quoted": float(clause.quoted[start]),
        "length": math.log(len(words) / _LONG) if words else 0.0,
        "if": float("if" in words[:start]),
        "strangers": float(sum(clause.inside) > 1),
    }
