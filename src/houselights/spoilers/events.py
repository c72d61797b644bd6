"""News of sentences."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.base.events import Event


@dataclass(frozen=True, slots=True)
class AuthorAsked(Event):
    """A sentence was marked as giving something away, and its author is to be written to."""

    sentence_id: int
