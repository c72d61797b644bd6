"""A review that is not published, as readers would see it: the same card, through the same door."""

from __future__ import annotations

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.catalogue.models import Film
from houselights.reviews.actions import next_revision
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.spoilers.redact import Audience, Mode, Shown, redact_review
from houselights.web.cards import ReviewCard, VoteLine
from houselights.web.clamp import Clamped

BEHIND = "#preview-behind"  # where the preview shows what a curtain would hide


def preview_card(film: Film, author: Person, text: ReviewText) -> ReviewCard:
    """The card of a text that nobody has kept yet, for a reader who has opened nothing."""
    review = _unsaved(film, author, text)
    shown = redact_review(review, Audience(link=lambda _key: BEHIND))
    return ReviewCard(
        review=review,
        shown=shown,
        text=Clamped(shown.body),
        votes=VoteLine(review.public_id, yes=0, total=0, headline="", here=""),
        written=review.published_at,
        fragment="",
        is_own=True,
    )


def behind(card: ReviewCard) -> Shown:
    """The same for somebody who has opened everything."""
    return redact_review(card.review, Audience(mode=Mode.SHOW))


def _unsaved(film: Film, author: Person, text: ReviewText) -> Review:
    review = Review(
        film=film,
        author=author,
        rating=text.rating,
        # The question comes after the text; until it is answered the covers show what they do.
        contains_spoilers=bool(text.contains_spoilers),
        published_at=now(),
    )
    review.current = next_revision(review, text, author)
    review.language = review.current.language
    return review
