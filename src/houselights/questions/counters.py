"""What a question's row keeps of its answers, exact in the transaction of each write."""

from __future__ import annotations

from datetime import datetime

from houselights.base.models import State
from houselights.questions.models import Answer, Question


def microseconds(moment: datetime) -> int:
    """A moment as the integer that the sort column `arrived` keeps (since 1970)."""
    return int(moment.timestamp() * 1_000_000)


def recount(question: Question) -> None:
    """Set (not save) the number of published answers; the caller holds the question's lock."""
    published = Answer.objects.filter(question=question, state=State.PUBLISHED)
    question.answers_count = published.count()
