"""Reviews whose sentences may all be quoted, whatever the program takes them for."""

from __future__ import annotations

from houselights.questions.citing import standing
from houselights.reviews.models import Review


def let_quote(review: Review) -> Review:
    """The review as it is now, with nothing covered by others, and every sentence quotable."""
    fresh = Review.objects.select_related("current", "author").get(pk=review.pk)
    assert fresh.current is not None
    fresh.current.marks, fresh.current.title_mark = [], []
    fresh.current.quotable = [
        [str(place), *span] for _digest, place, span in standing(fresh.current)
    ]
    fresh.current.keep_marks()
    return fresh
