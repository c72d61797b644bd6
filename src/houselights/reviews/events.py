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
class RightsChanged(Event):
    """An import stands on another basis now, and with it all texts that came in it."""

    batch_id: int
    film_id: int


@dataclass(frozen=True, slots=True)
class ReviewHidden(Event):
    """A review is no longer published (withheld, deleted or erased)."""

    review_id: int
    film_id: int


@dataclass(frozen=True, slots=True)
class ReviewErased(Event):
    """A review's text is about to be gone for good, and with it all that hangs on its versions."""

    review_id: int
    film_id: int
    public_id: str
    position: int | None  # its place on the page that it came from


@dataclass(frozen=True, slots=True)
class ReviewVersionErased(Event):
    """The text of one earlier version of a review is gone for good."""

    review_id: int
    film_id: int
    revision_id: int
