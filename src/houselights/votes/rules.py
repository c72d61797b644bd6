"""Who may vote on what; no database, no request."""

from __future__ import annotations

from django.utils.translation import gettext as _

from houselights.base.models import State


def why_not_vote(*, author_id: int | None, state: str, has_text: bool, voter_id: int) -> str:
    """The sentence that says why this person can't vote on this review; empty if they can."""
    if author_id == voter_id:
        return _("You can't vote on your own review.")
    if state != State.PUBLISHED or not has_text:
        return _("This review can't be voted on.")
    return ""
