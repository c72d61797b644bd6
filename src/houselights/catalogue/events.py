"""News of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.base.events import Event


@dataclass(frozen=True, slots=True)
class FilmChanged(Event):
    """A film is new or its facts have changed."""

    film_id: int
