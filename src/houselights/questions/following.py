"""Following questions: who wants to know what happens to one, and when something did."""

from __future__ import annotations

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.writing import write
from houselights.questions.models import Follow, Question


def follow(question: Question, person: Person) -> None:
    """Tell the person from now on what happens to the question; again changes nothing."""
    with write():
        _begin(question, person)


def stop_following(question: Question, person: Person) -> None:
    """Tell them nothing of it any more."""
    with write():
        Follow.objects.filter(question=question, person=person).delete()


def stir(question: Question, by: Person | None = None, *, joins: bool = False) -> None:
    """Say that something new happened to the question; within the write that did it.

    For whoever did it (`by`) it is no news; `joins` makes them a follower.
    """
    question.active_at = now()
    question.save(update_fields=["active_at"])
    if by is not None and joins:
        _begin(question, by)
    if by is not None:
        _note_seen(question, by)


def look(question: Question, person: Person) -> bool:
    """Whether the person follows the question, whose page they look at now: one query as a rule.

    What happened until now is no news to them any more; only where something did, it is written.
    """
    kept = Follow.objects.filter(question=question, person=person).first()
    if kept is not None and kept.seen_at < question.active_at:
        with write():
            _note_seen(question, person)
    return kept is not None


def _begin(question: Question, person: Person) -> None:
    Follow.objects.get_or_create(question=question, person=person)


def _note_seen(question: Question, person: Person) -> None:
    Follow.objects.filter(question=question, person=person).update(seen_at=now())
