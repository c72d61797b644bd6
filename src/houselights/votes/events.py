"""News of votes."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.base.events import Event


@dataclass(frozen=True, slots=True)
class TallyChanged(Event):
    """A review's tally is different now: a vote was cast, changed or taken back, or imported."""

    review_id: int
    film_id: int
    yes: int
    total: int
