"""Questions of one film that belong together: "See also"."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.base.events import announce
from houselights.questions.closing import as_now, check_other, standing
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Question, QuestionLink


def link(question: Question, other: Question | None, by: Person, *, is_on: bool) -> None:
    """Let the two name each other, or no longer; a moderator does.

    Raises Invalid where they can't. Whatever has become of the other one, the link can be cut.
    """
    with standing(question, by) as fresh:
        if is_on:
            _tie(fresh, check_other(fresh, as_now(other)), by)
        elif other is not None:
            _links_of(fresh).filter(Q(first=other) | Q(second=other)).delete()
        announce(QuestionChanged(fresh.pk, fresh.film_id))


def _tie(question: Question, other: Question, by: Person) -> None:
    first, second = sorted((question.pk, other.pk))
    QuestionLink.objects.get_or_create(first_id=first, second_id=second, defaults={"by": by})


def _links_of(question: Question) -> QuerySet[QuestionLink]:
    return QuestionLink.objects.filter(Q(first=question) | Q(second=question))


def linked_to(question: Question, viewer: Viewer) -> list[Question]:
    """The questions that belong to it and that the viewer may see, the longest linked first."""
    pairs = _links_of(question).order_by("pk").values_list("first", "second")
    others = [second if first == question.pk else first for first, second in pairs]
    if not others:
        return []
    rows = Question.objects.filter(pk__in=others).visible_to(viewer)
    found = {row.pk: row for row in rows.select_related("film", "current", "asker", "batch")}
    return [found[pk] for pk in others if pk in found]
