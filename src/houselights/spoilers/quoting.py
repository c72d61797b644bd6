"""Quoting single sentences of reviews: what an audience may see of a citation.

The words come from the review as it stands, redacted anew for whoever reads. Where it has been
edited since and the sentence is not in it any more, the quoted version is asked, under the rules of
the review's history: what the present version covers is covered in it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from houselights.base.models import State
from houselights.questions.citing import standing, text_at
from houselights.questions.models import Citation
from houselights.reviews.models import Review, Revision
from houselights.spoilers.redact import Audience, Shown, redact_review
from houselights.spoilers.versions import covered_as_now
from houselights.text.length import count_words
from houselights.text.markup import plain_run
from houselights.text.spans import Place, Span


class Quotable(StrEnum):
    """What may be shown of a quotation."""

    OPEN = "open"
    COVERED = "covered"  # all of the sentence or a part; or it is too risky to be quoted alone
    FOLDED = "folded"  # the whole review is, or members alone may read it
    UNTOLD = "untold"  # the version that was quoted has been erased
    GONE = "gone"  # the review is withheld, deleted or erased


_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation as one audience may see it; safe to print anywhere.

    review: None where it is gone, and nothing of it may be named. text: the sentence in plain
    words, "" unless it is open; `words` is how many a cover stands for. has_changed: the review has
    been edited, and does not hold the sentence any more. version, place, span: where it stands now,
    or stood. headline: None where there is none, or none that is open.
    """

    state: Quotable
    review: Review | None = None
    text: str = ""
    words: int = 0
    has_changed: bool = False
    version: int = 0
    place: Place = Place.BODY
    span: Span = _NOWHERE
    headline: str | None = None
    language: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its words may be read."""
        return self.state is Quotable.OPEN


_GONE = Quoted(Quotable.GONE)


def quote(citation: Citation, audience: Audience) -> Quoted:
    """One citation as the audience may see it."""
    return quote_all([citation], lambda _review: audience)[0]


def quote_all(
    citations: Iterable[Citation], audience_of: Callable[[Review], Audience]
) -> list[Quoted]:
    """Each citation as its review's audience may see it; no query, where they came joined."""
    sources: dict[int, _Source] = {}
    found = []
    for one in citations:
        review = one.review
        if review is None or review.state != State.PUBLISHED or review.current is None:
            found.append(_GONE)
            continue
        if review.pk not in sources:
            sources[review.pk] = _Source(review, review.current, audience_of(review))
        found.append(sources[review.pk].quote(one))
    return found


class _Source:
    """A review that is quoted, redacted once however many of its sentences are."""

    def __init__(self, review: Review, current: Revision, audience: Audience) -> None:
        self.review, self.current, self.audience = review, current, audience
        self.shown = redact_review(review, audience)
        self._standing: dict[str, tuple[Place, Span]] = {}

    def quote(self, citation: Citation) -> Quoted:
        """What may be shown of the citation."""
        there = self._place_now(citation)
        if there is not None:
            return self._cut(self.current, self.shown, *there)
        old = citation.revision
        if old is None or old.erased_at is not None:
            return Quoted(Quotable.UNTOLD, self.review, has_changed=True, headline=self._headline)
        as_now = covered_as_now(self.review, old, self.audience)
        shown = redact_review(self.review, self.audience, revision=as_now)
        place, span = Place(citation.place), Span(citation.start, citation.end)
        return self._cut(old, shown, place, span, has_changed=True)

    def _place_now(self, citation: Citation) -> tuple[Place, Span] | None:
        """Where the present version has the sentence."""
        if citation.revision_id == self.current.pk:
            return Place(citation.place), Span(citation.start, citation.end)
        if not self._standing:
            for digest, place, span in standing(self.current):
                self._standing.setdefault(digest, (place, span))
        return self._standing.get(citation.digest)

    def _cut(
        self,
        version: Revision,
        shown: Shown,
        place: Place,
        span: Span,
        *,
        has_changed: bool = False,
    ) -> Quoted:
        raw = text_at(version, place)[span.start : span.end]
        text = plain_run(raw, version.format) if place is Place.BODY else raw
        state = _state(shown, place, span)
        if state is Quotable.OPEN and self._is_risky(version, place, span):
            state = Quotable.COVERED
        return Quoted(
            state=state,
            review=self.review,
            text=text if state is Quotable.OPEN else "",
            words=count_words(text),
            has_changed=has_changed,
            version=version.number,
            place=place,
            span=span,
            headline=self._headline,
            language=version.language,
        )

    def _is_risky(self, version: Revision, place: Place, span: Span) -> bool:
        """Whether the sentence, open where its review is read, is not to be quoted alone."""
        if self.audience.has_opened(self.review.public_id):
            return False
        return [str(place), *span] not in version.quotable

    @property
    def _headline(self) -> str | None:
        return None if self.shown.headline_covered else self.shown.headline


def _state(shown: Shown, place: Place, span: Span) -> Quotable:
    if place is Place.HEADLINE:
        return Quotable.COVERED if shown.headline_covered else Quotable.OPEN
    if not shown.is_open:
        return Quotable.FOLDED
    meets = any(one.start < span.end and span.start < one.end for one in shown.closed)
    return Quotable.COVERED if meets else Quotable.OPEN
