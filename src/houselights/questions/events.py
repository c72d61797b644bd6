"""News of questions."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.base.events import Event


@dataclass(frozen=True, slots=True)
class QuestionChanged(Event):
    """A question or one of its answers is new, edited or hidden."""

    question_id: int
    film_id: int
