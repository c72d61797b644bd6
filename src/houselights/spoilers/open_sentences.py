"""The sentences of a review that are open to an audience, and where they stand in the stored text.

For what looks through texts and quotes from them. A sentence of which any part is covered for the
audience is left out whole, so what is made of the others holds nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from houselights.reviews.models import Review, Revision
from houselights.spoilers.covering import covers_around
from houselights.spoilers.redact import Audience, Shown, covers_in, redact_review
from houselights.spoilers.scorer.material import Place
from houselights.spoilers.writings import words_in
from houselights.text.markup import plain_run
from houselights.text.sentences import split_sentences
from houselights.text.spans import Span


class OpenSentence(NamedTuple):
    """A sentence in plain words; `span` are code points of the stored headline or body."""

    place: Place
    span: Span
    text: str


def open_sentences(review: Review, audience: Audience) -> list[OpenSentence]:
    """The headline's sentences and then the body's; none of a text that is folded."""
    shown, revision = redact_review(review, audience), review.current
    if revision is None:
        return []
    found = list(_of_headline(shown, revision))
    return [*found, *_of_body(review, revision, shown, audience)] if shown.is_open else found


def _of_headline(shown: Shown, revision: Revision) -> Iterator[OpenSentence]:
    if shown.headline and not shown.headline_covered:
        for span in split_sentences(shown.headline, revision.language or None):
            text = shown.headline[span.start : span.end]
            yield OpenSentence(Place.HEADLINE, span, text)


def _of_body(
    review: Review, revision: Revision, shown: Shown, audience: Audience
) -> Iterator[OpenSentence]:
    text = words_in(revision)[Place.BODY]
    closed = _closed(review, revision, shown, audience, text)
    for span in split_sentences(text, revision.language or None):
        if any(one.start < span.end and span.start < one.end for one in closed):
            continue
        words = plain_run(text[span.start : span.end], revision.format)
        if words:
            yield OpenSentence(Place.BODY, span, words)


def _closed(
    review: Review, revision: Revision, shown: Shown, audience: Audience, text: str
) -> Sequence[Span]:
    """The runs that are covered for the audience and that it did not open."""
    covers = covers_in(review.public_id, revision, audience)
    if shown.in_part:
        covers = covers_around(review.public_id, text, revision.harmless, covers)
    return [cover.span for cover in covers if not audience.has_opened(cover.key)]
