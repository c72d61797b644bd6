"""A review's text goes for good; its row stays, so that its address says so."""

from __future__ import annotations

from typing import Any

from houselights.base.events import announce
from houselights.base.models import State
from houselights.base.writing import write
from houselights.removals.actions import note_erased
from houselights.removals.reads import is_due
from houselights.reviews import counters
from houselights.reviews.actions import locked_review
from houselights.reviews.events import ReviewErased, ReviewHidden
from houselights.reviews.models import Review, ReviewStateChange, Revision
from houselights.reviews.tombstones import row_of, texts_of

# All that a review says of its writer, its text and where both came from. The account stays only
# until the caller takes it away: whose review moderators removed may still read why.
_GONE: dict[str, Any] = {
    "state": State.ERASED,
    "current": None,
    "author_name": "",
    "rating": None,
    "contains_spoilers": None,
    "headline_covered": False,
    "fold_locked": False,
    "language": "",
    "edited_at": None,
    "written_on": None,
    "seen_on": None,
    "seen_at": "",
    "batch": None,
    "source_key": "",
    "source_position": None,
    "place": 0,
    "divisive": 0,
    "length": 0,
    "high": -1,
    "low": -1,
}


def erase(review: Review) -> None:
    """Take away the texts of all versions, names, dates, source and votes; once is enough."""
    with write(review.film_id):
        fresh = locked_review(review)
        if fresh.state == State.ERASED:
            return
        before = counters.counted(fresh)
        announce(ReviewErased(fresh.pk, fresh.film_id, fresh.public_id, fresh.source_position))
        kept = _place_on_page(fresh)
        for name, value in (_GONE | kept).items():
            setattr(fresh, name, value)
        fresh.save()
        Revision.objects.filter(review=fresh).delete()
        ReviewStateChange.objects.create(review=fresh, state=State.ERASED)
        note_erased(row_of(fresh))
        counters.move(fresh.film_id, before, None)
        announce(ReviewHidden(fresh.pk, fresh.film_id))


def _place_on_page(review: Review) -> dict[str, Any]:
    """A page's rating without any words is known again by its place there alone."""
    if any(text.parts for text in texts_of(review)):
        return {}
    return {"source_key": review.source_key, "source_position": review.source_position}


def erase_due(public_id: str) -> None:
    """Erase a removed review if its time has come and nobody has restored it."""
    review = Review.objects.filter(public_id=public_id).first()
    if review is None:
        return
    with write(review.film_id):
        fresh = locked_review(review)
        if fresh.state == State.DELETED and is_due(row_of(fresh)):
            erase(fresh)
