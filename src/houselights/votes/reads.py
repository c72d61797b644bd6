"""What somebody has voted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.reviews.models import Review
from houselights.votes.models import HelpfulVote


def votes_of(viewer: Viewer, review_ids: Iterable[int]) -> dict[int, bool]:
    """The viewer's votes on these reviews, by review; one query, none when signed out."""
    if not isinstance(viewer, Person):
        return {}
    mine = HelpfulVote.objects.filter(voter=viewer, review_id__in=list(review_ids))
    return dict(mine.values_list("review_id", "helpful"))


def votes_by_revision(review: Review) -> dict[int, int]:
    """How many votes cast here were cast on each version of a review, by its primary key."""
    rows = HelpfulVote.objects.filter(review=review).values("revision_id").annotate(n=Count("pk"))
    return dict(rows.values_list("revision_id", "n"))
