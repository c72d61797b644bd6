"""What speaks for a reading of a sentence, and against it, as a few numbers with names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from houselights.opinions.clauses import Clause, clauses_of
from houselights.opinions.material import Aspect, Context, Polarity
from houselights.opinions.readings import Reading, describes_another, readings_of
from houselights.opinions.tone import listed
from houselights.text.spans import Span

_MIDDLE, _WIDTH = 60.0, 40.0  # of ratings
_MOST = 3.0  # that words can weigh together
_LONG = 12  # words
_SEEN = 1.0  # what is said of the other side weighs at least, to count


@dataclass(frozen=True, slots=True)
class Candidate:
    """A judgement that may be meant; `numbers` say how likely."""

    aspect: Aspect
    polarity: Polarity
    span: Span
    numbers: dict[str, float]


def candidates_of(sentence: str, context: Context) -> list[Candidate]:
    """All that the sentence may judge, each aspect and side once a clause."""
    clauses = clauses_of(sentence)
    found: list[Candidate] = []
    for number, (clause, readings) in enumerate(readings_of(clauses, context)):
        grouped: dict[tuple[Aspect, bool], list[Reading]] = {}
        for reading in readings:
            grouped.setdefault((reading.aspect, reading.said.weight > 0), []).append(reading)
        for (aspect, praises), some in grouped.items():
            sign = 1 if praises else -1
            against = sum(
                abs(one.said.weight)
                for (_aspect, side), others in grouped.items()
                if side != praises
                for one in others
            )
            numbers = _numbers(some, sign, against, clause, sentence, context)
            numbers["turned_sentence"] = float(number > 0)
            found.append(Candidate(aspect, Polarity(sign), clause.span, numbers))
    return found


def _numbers(
    some: Sequence[Reading],
    sign: int,
    against: float,
    clause: Clause,
    sentence: str,
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
    return numbers | _of_words(best, clause) | _of_sentence(best, clause, sentence)


def _of_words(best: Reading, clause: Clause) -> dict[str, float]:
    said, target = best.said, best.target
    return {
        "far": best.far / 5,
        "unsure": float(bool(target and not target.is_sure)),
        "person": float(bool(target and target.is_person)),
        "person_weak": float(
            bool(target and target.is_person and best.how != "own" and abs(said.tone.weight) < 1)
        ),
        "phrase": float(said.end - said.start > 1),
        "weak": float(abs(said.tone.weight) < 1),
        "felt": float(said.tone.is_felt),
        "turned": float(said.is_turned),
        "unreal": float(said.is_unreal),
        "another": float(
            describes_another(said, clause, target.start if target else -1)
            and best.how not in ("own", "before")
        ),
        "another_own": float(
            best.how == "own"
            and said.end - said.start == 1
            and describes_another(said, clause, target.start if target else -1)
        ),
    }


def _of_sentence(best: Reading, clause: Clause, sentence: str) -> dict[str, float]:
    words = clause.words
    told = sum(word in listed("told") for word in words)
    start = best.said.start
    return {
        "told": min(told, 4) / 2,
        "writer": float(any(word in ("i", "me", "my") for word in words)),
        "this": float(any(word in ("film", "movie", "picture", "it", "this") for word in words)),
        "others": float(bool(listed("others").intersection(words))),
        "says_so": float(bool(listed("says_so").intersection(words))),
        "quoted": float(clause.quoted[start]),
        "asks": float(sentence.rstrip().endswith("?")),
        "length": math.log(len(words) / _LONG) if words else 0.0,
        "if": float("if" in words[:start]),
        "strangers": float(sum(clause.inside) > 1),
    }
