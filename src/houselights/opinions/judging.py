"""What a sentence judges of a film, and how: praise, criticism, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from houselights.opinions.lexicon import criticism, praise, topics
from houselights.opinions.material import Aspect, Context, Judgement, Polarity
from houselights.opinions.stems import stem
from houselights.text.spans import Span, snug
from houselights.text.words import folded_words, word_set

ENGINE = 1  # to be raised whenever sentences would be judged otherwise

_BREAK = re.compile(
    r"[;:()\u2013\u2014]+|,? (?:but|although|though|whereas|while|yet|however)\b,?", re.IGNORECASE
)
_NOT = word_set("not no never hardly barely without nor cannot neither nobody none nothing")
_REACH = 3  # words
_TOPICS = {
    Aspect.STORY: ("story", "characters"),
    Aspect.ACTING: ("acting",),
    Aspect.DIRECTION: ("direction",),
    Aspect.SCRIPT: ("script",),
    Aspect.PACE: ("pace",),
    Aspect.LOOK: ("look", "costumes", "design"),
    Aspect.MUSIC: ("music", "sound"),
    Aspect.ENDING: ("ending",),
    Aspect.FAITHFULNESS: ("source",),
    Aspect.WHOLE: (),
}
_WHOLE = word_set("film movie picture masterpiece classic")


def judge(sentence: str, context: Context) -> list[Judgement]:
    """The judgements of one sentence, each aspect once; none where it says nothing sure.

    Any string will do. Pure: no database.
    """
    found: dict[Aspect, Judgement] = {}
    for span in _clauses(sentence):
        for one in _of_clause(sentence, span, context):
            before = found.get(one.aspect)
            found[one.aspect] = _both(before, one) if before else one
    return list(found.values())


def _clauses(sentence: str) -> Iterator[Span]:
    start = 0
    for cut in _BREAK.finditer(sentence):
        yield Span(start, cut.start())
        start = cut.end()
    yield Span(start, len(sentence))


def _of_clause(sentence: str, span: Span, context: Context) -> Iterator[Judgement]:
    bare = folded_words(sentence[span.start : span.end])
    tones = list(_tones(bare))
    if not tones or len(set(tones)) > 1:
        return
    for aspect in _aspects(bare, context):
        yield Judgement(aspect, Polarity(tones[0]), 0.5, snug(sentence, span))


def _tones(bare: list[str]) -> Iterator[int]:
    for at, word in enumerate(bare):
        term = stem(word)
        tone = (term in praise()) - (term in criticism())
        before = bare[max(0, at - _REACH) : at]
        turned = any(one in _NOT or one.endswith("n't") for one in before)
        if tone:
            yield -tone if turned else tone


def _aspects(bare: list[str], context: Context) -> list[Aspect]:
    words = {stem(word) for word in bare}
    named = {aspect for name, aspect in context.people if name in bare}
    asked = {
        aspect
        for aspect, names in _TOPICS.items()
        if any(topics()[one].asked & words for one in names)
    }
    return sorted(named | asked) or [Aspect.WHOLE] * bool(_WHOLE.intersection(bare))


def _both(one: Judgement, other: Judgement) -> Judgement:
    if one.polarity == other.polarity:
        return one
    return Judgement(
        one.aspect,
        Polarity.MIXED,
        min(one.sureness, other.sureness),
        Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end)),
    )
