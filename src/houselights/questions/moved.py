"""Where answers were given, whatever question they stand below since then."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from houselights.base.models import State
from houselights.questions.models import Answer, Question


def given_to(question: Question) -> QuerySet[Answer]:
    """The answers that were given to this very question, also where a merge has moved them."""
    here = Q(question=question, moved_from__isnull=True)
    return Answer.objects.filter(here | Q(moved_from=question))


def stands_at(question: Question) -> Question:
    """The question below which its answers stand: itself, or where it was merged into in the end.

    A merge never goes round in a circle (see `merging`).
    """
    at = question
    while at.merged_at is not None and at.duplicate_of is not None:
        at = at.duplicate_of
    return at


def merged_into(question: Question) -> list[Question]:
    """The published questions that were merged into this one itself, the latest first."""
    rows = Question.objects.filter(duplicate_of=question, state=State.PUBLISHED)
    merged = rows.filter(merged_at__isnull=False).order_by("-merged_at")
    return list(merged.select_related("film", "current", "asker", "batch"))


def merged_below(question: Question) -> list[Question]:
    """The question itself and all that were merged into it, also by way of another."""
    found = [question]
    for one in found:
        found += Question.objects.filter(duplicate_of=one, merged_at__isnull=False)
    return found
