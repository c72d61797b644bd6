"""Finding what an address names, or saying why it can't be shown."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.errors import Gone, Refusal
from houselights.base.models import State
from houselights.reviews.models import Review
from houselights.reviews.reads import review_by_public_id


def readable_review(public_id: str, viewer: Viewer) -> Review:
    """The review, if this viewer may read it: 404 unknown, 410 deleted, 451 withheld."""
    review = review_by_public_id(public_id)
    if review is None:
        raise Http404
    if review.state in (State.DELETED, State.ERASED):
        raise Gone(
            _("This review has been deleted. Its address will not be used for anything else.")
        )
    if review.current_id is None:  # a rating that came alone has no page
        raise Http404
    if review.state == State.WITHHELD and not _may_read_withheld(review, viewer):
        raise Refusal(
            _("This review is withheld while the moderators look at it."), code="withheld"
        )
    return review


def _may_read_withheld(review: Review, viewer: Viewer) -> bool:
    return may(viewer, Ability.MODERATE) or (
        review.author_id is not None and review.author_id == viewer.pk
    )
