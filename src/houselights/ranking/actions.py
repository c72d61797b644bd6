"""Putting a review in its place when its votes change."""

from __future__ import annotations

from houselights.base.shares import stored, wilson_lower_bound
from houselights.ranking.rules import divisiveness
from houselights.reviews.actions import set_sort_columns
from houselights.votes.events import TallyChanged


def place_review(event: TallyChanged) -> None:
    """Store the review's places; heard inside the transaction of the vote."""
    set_sort_columns(
        event.review_id,
        place=stored(wilson_lower_bound(event.yes, event.total)),
        divisive=stored(divisiveness(event.yes, event.total)),
    )
