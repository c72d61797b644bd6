"""News of questions."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.base.events import Event


@dataclass(frozen=True, slots=True)
class QuestionChanged(Event):
    """A question or one of its answers is new, edited or hidden.

    answer_id: the answer that changed, where the question and its other answers did not.
    """

    question_id: int
    film_id: int
    answer_id: int | None = None


@dataclass(frozen=True, slots=True)
class CommentChanged(Event):
    """A comment below a question or an answer is new, edited or hidden."""

    comment_id: int
    film_id: int


@dataclass(frozen=True, slots=True)
class QuestionErased(Event):
    """A question's text is gone for good."""

    film_id: int
    public_id: str
