"""News of reviews."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.base.events import Event


@dataclass(frozen=True, slots=True)
class ReviewChanged(Event):
    """A review is new, edited, or its rating changed; what it says now is in its row."""

    review_id: int
    film_id: int


@dataclass(frozen=True, slots=True)
class ReviewHidden(Event):
    """A review is no longer published (withheld, deleted or erased)."""

    review_id: int
    film_id: int
