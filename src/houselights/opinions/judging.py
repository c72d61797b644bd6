"""What a sentence judges of a film, and how: praise, criticism, or both.

In three steps: what it may say (`readings`), how likely it says so (`evidence`, `weights`), and
what of that is sure enough. Better silent than wrong: most sentences say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from houselights.opinions.evidence import candidates_of
from houselights.opinions.marks import mark_in
from houselights.opinions.material import Aspect, Context, Judgement, Polarity
from houselights.opinions.weights import Weights, shipped
from houselights.text.spans import Span, snug

ENGINE = 3  # to be raised whenever sentences would be judged otherwise
_LONGEST = 2_000  # characters; a longer "sentence" is no sentence


def judge(sentence: str, context: Context) -> list[Judgement]:
    """The judgements of one sentence, each aspect once; none where it says nothing sure.

    Any string will do. Pure: no database.
    """
    return judge_with(shipped(), sentence, context)


def judge_with(weights: Weights, sentence: str, context: Context) -> list[Judgement]:
    """The same with other weights than the shipped ones, to be measured."""
    if len(sentence) > _LONGEST:
        return []
    found: dict[Aspect, Judgement] = {}
    for one in _each(weights, sentence, context):
        before = found.get(one.aspect)
        found[one.aspect] = _both(before, one) if before else one
    return list(found.values())


def _each(weights: Weights, sentence: str, context: Context) -> Iterator[Judgement]:
    mark = mark_in(sentence)
    if mark:
        yield Judgement(Aspect.WHOLE, mark[0], 1.0, mark[1])
    for one in candidates_of(sentence, context):
        sureness = weights.sureness(one.numbers)
        is_marked = mark and one.aspect is Aspect.WHOLE
        if weights.allows(one.polarity, sureness) and not is_marked:
            yield Judgement(one.aspect, one.polarity, sureness, snug(sentence, one.span))


def _both(one: Judgement, other: Judgement) -> Judgement:
    span = Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
    if one.polarity == other.polarity:
        return Judgement(one.aspect, one.polarity, max(one.sureness, other.sureness), span)
    return Judgement(one.aspect, Polarity.MIXED, min(one.sureness, other.sureness), span)
