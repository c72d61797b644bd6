"""What is new in the questions that somebody follows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.questions.models import Answer, Comment, Follow, Question

FOLLOWED_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Followed:
    """A question that somebody follows, with what others did since they looked at its page."""

    question: Question
    answers: int
    comments: int
    is_news: bool  # also where the question was edited, closed, or an answer accepted


def followed_by(person: Person) -> list[Followed]:
    """The questions with the newest news, at most `FOLLOWED_SHOWN`, newest first; one query."""
    rows = _followed(person).annotate(
        new_answers=_number_of(Answer.objects.filter(answered_at__gt=OuterRef("seen_at")), person),
        new_comments=_number_of(
            Comment.objects.filter(commented_at__gt=OuterRef("seen_at")), person
        ),
    )
    parts = rows.select_related(*(f"question__{part}" for part in ("film", "current", "asker")))
    found = parts.select_related("question__batch").order_by("-question__active_at", "-pk")
    return [
        Followed(
            row.question,
            row.new_answers,
            row.new_comments,
            row.question.active_at > row.seen_at,
        )
        for row in found[:FOLLOWED_SHOWN]
    ]


def news_number(person: Person) -> int:
    """In how many of the questions that they follow something is new; one query."""
    return _followed(person).filter(question__active_at__gt=F("seen_at")).count()


def _followed(person: Person) -> QuerySet[Follow]:
    return Follow.objects.filter(
        Q(question__state=State.PUBLISHED), person=person, question__merged_at=None
    )


def _number_of(rows: QuerySet[Answer] | QuerySet[Comment], person: Person) -> Coalesce:
    """How many published ones of others stand below the question of the outer row."""
    here = rows.filter(question=OuterRef("question"), state=State.PUBLISHED)
    others = here.exclude(author=person).order_by().values("question")
    return Coalesce(Subquery(others.annotate(number=Count("pk")).values("number")), 0)
