"""Who listens to which event: the one list."""

from __future__ import annotations

from houselights.base.events import listen
from houselights.ranking.actions import place_review
from houselights.votes.events import TallyChanged


def wire() -> None:
    """Tell each listener what to listen to."""
    listen(TallyChanged, place_review)
