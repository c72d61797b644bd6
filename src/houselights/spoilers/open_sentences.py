"""The sentences of a review that are open to an audience, and where they stand in the stored text.

For what looks through texts and quotes from them. A sentence of which any part is covered for the
audience is left out whole, so what is made of the others holds nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from houselights.reviews.models import Review, Revision
from houselights.spoilers.redact import Audience, Shown, redact_review
from houselights.spoilers.writings import words_in
from houselights.text.markup import plain_run
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place, Span


class OpenSentence(NamedTuple):
    """A sentence in plain words; `span` are code points of the stored headline or body.

    risky: it may give the film away, though it is open where its review is read. Who quotes it to
    many keeps it closed, or leaves it out. Nothing is risky for who has seen the film.
    """

    place: Place
    span: Span
    text: str
    risky: bool


def open_sentences(review: Review, audience: Audience) -> list[OpenSentence]:
    """The headline's sentences and then the body's; none of a text that is folded."""
    shown, revision = redact_review(review, audience), review.current
    if revision is None:
        return []
    found = list(_of_headline(shown, revision))
    found += _of_body(shown, revision) if shown.is_open else []
    return [one._replace(risky=False) for one in found] if audience.shows_all else found


def _of_headline(shown: Shown, revision: Revision) -> Iterator[OpenSentence]:
    if shown.headline and not shown.headline_covered:
        safe = _quotable(revision, Place.HEADLINE)
        for span in split_sentences(shown.headline, revision.language or None):
            text = shown.headline[span.start : span.end]
            yield OpenSentence(Place.HEADLINE, span, text, span not in safe)


def _of_body(shown: Shown, revision: Revision) -> Iterator[OpenSentence]:
    text = words_in(revision)[Place.BODY]
    safe = _quotable(revision, Place.BODY)
    for span in split_sentences(text, revision.language or None):
        if any(one.start < span.end and span.start < one.end for one in shown.closed):
            continue
        words = plain_run(text[span.start : span.end], revision.format)
        if words:
            yield OpenSentence(Place.BODY, span, words, span not in safe)


def _quotable(revision: Revision, place: Place) -> frozenset[Span]:
    return frozenset(Span(start, end) for at, start, end in revision.quotable if at == place)
