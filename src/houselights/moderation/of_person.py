"""What moderators decided about one person's texts."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from houselights.accounts.models import Person
from houselights.moderation.models import Act, Kind, LogEntry
from houselights.questions.models import Answer, Comment, Question
from houselights.reviews.models import Review

DECISIONS = 50  # of one person, the newest
_TOLD = (
    *(Act.HIDE, Act.RESTORE, Act.REMOVE, Act.ERASE_VERSION),
    *(Act.CLOSE, Act.REOPEN, Act.MERGE, Act.UNMERGE, Act.RETITLE),
)


def decisions_about(person: Person) -> list[LogEntry]:
    """The newest decisions that changed one of the person's texts."""
    return list(_changes(person).order_by("-id")[:DECISIONS])


def decisions_number(person: Person) -> int:
    """How many decisions took one of the person's texts away, for now or for good."""
    return _changes(person).filter(act__in=[Act.HIDE, Act.REMOVE]).count()


def _changes(person: Person) -> QuerySet[LogEntry]:
    reviews = Review.objects.filter(author=person).values("public_id")
    questions = Question.objects.filter(asker=person).values("public_id")
    answers = Answer.objects.filter(author=person).values("public_id")
    comments = Comment.objects.filter(author=person).values("public_id")
    return LogEntry.objects.filter(
        Q(kind=Kind.REVIEW, subject_id__in=reviews)
        | Q(kind=Kind.QUESTION, subject_id__in=questions)
        | Q(kind=Kind.ANSWER, subject_id__in=answers)
        | Q(kind=Kind.COMMENT, subject_id__in=comments),
        act__in=_TOLD,
    )
