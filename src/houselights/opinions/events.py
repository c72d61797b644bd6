"""News of opinions."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.base.events import Event


@dataclass(frozen=True, slots=True)
class Corrected(Event):
    """Editors said that something found in a film's reviews is wrong, or took that back."""

    film_id: int
