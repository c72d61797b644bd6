"""Finding what an address names, or saying why it can't be shown."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.errors import Refusal
from houselights.base.models import State
from houselights.moderation.subjects import Text
from houselights.reviews.models import Review
from houselights.reviews.reads import review_by_public_id
from houselights.web.decided import GoneByDecision, decision_about


def readable_review(public_id: str, viewer: Viewer) -> Review:
    """The review, if this viewer may read it: 404 unknown, 410 deleted, 451 withheld."""
    review = review_by_public_id(public_id)
    if review is None:
        raise Http404
    if review.state in (State.DELETED, State.ERASED):
        said = _("This review has been deleted. Its address will not be used for anything else.")
        raise GoneByDecision(said, decision_about(review, viewer))
    if review.current_id is None:  # a rating that came alone has no page
        raise Http404
    if review.state == State.WITHHELD and not may_read_withheld(review, viewer):
        raise Refusal(
            _("This review is withheld while the moderators look at it."), code="withheld"
        )
    return review


def may_read_withheld(row: Text, viewer: Viewer) -> bool:
    """Whether the viewer wrote it or moderates."""
    is_own = row.writer is not None and row.writer.pk == viewer.pk
    return is_own or may(viewer, Ability.MODERATE)
