"""What somebody has voted."""

from __future__ import annotations

from collections.abc import Iterable

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.votes.models import HelpfulVote


def votes_of(viewer: Viewer, review_ids: Iterable[int]) -> dict[int, bool]:
    """The viewer's votes on these reviews, by review; one query, none when signed out."""
    if not isinstance(viewer, Person):
        return {}
    mine = HelpfulVote.objects.filter(voter=viewer, review_id__in=list(review_ids))
    return dict(mine.values_list("review_id", "helpful"))
