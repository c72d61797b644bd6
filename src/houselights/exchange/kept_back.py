"""What of a film may not leave the house, counted: an export for others names what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.catalogue.models import Film
from houselights.exchange.film_rows import answers_given, placed_questions, placed_reviews
from houselights.reviews.rights import may_leave


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Texts without a stated right, and invented ones; answers go with their question."""

    reviews: int
    questions: int
    answers: int

    def __bool__(self) -> bool:
        return bool(self.reviews or self.questions or self.answers)


def kept_back(film: Film) -> KeptBack:
    """How many published texts of the film an export for others leaves out."""
    asked = [placed.row for placed in placed_questions(film, None)]
    answers = [
        answer
        for question in asked
        for answer in answers_given(question)
        if not (may_leave(question) and may_leave(answer))
    ]
    return KeptBack(
        reviews=sum(not may_leave(placed.row) for placed in placed_reviews(film, None)),
        questions=sum(not may_leave(question) for question in asked),
        answers=len(answers),
    )
