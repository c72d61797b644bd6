"""What somebody asked and answered, for their own page."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.questions.models import Answer, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """The newest questions and answers of somebody, with the number of all."""

    questions: list[Question]
    questions_number: int
    answers: list[Answer]
    answers_number: int


def asked_by(person: Person, limit: int) -> Asked:
    """Published ones only, on published questions; four queries."""
    questions = Question.objects.filter(asker=person, state=State.PUBLISHED)
    answers = Answer.objects.filter(
        author=person, state=State.PUBLISHED, question__state=State.PUBLISHED
    )
    parts = ("current", "film", "asker", "batch")  # the last two: what pages may say of it
    asked = questions.select_related(*parts).order_by("-arrived", "-id")
    given = answers.select_related("current", *(f"question__{part}" for part in parts))
    return Asked(
        questions=list(asked[:limit]),
        questions_number=questions.count(),
        answers=list(given.order_by("-answered_at", "-id")[:limit]),
        answers_number=answers.count(),
    )
