"""Closing a question, opening it again, and protecting one from passers-by: moderators do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Conflict, Invalid
from houselights.base.events import announce
from houselights.base.models import State
from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.questions.actions import locked_question
from houselights.questions.events import QuestionChanged
from houselights.questions.following import stir
from houselights.questions.models import Closing, Question


def close(question: Question, by: Person, because: str, original: Question | None = None) -> None:
    """Let a question take no more answers; its votes and comments go on.

    `because` is a `Closing`; a duplicate names the question that was asked before. Raises Invalid,
    and Conflict where it is closed or gone already.
    """
    with standing(question, by) as fresh:
        if fresh.closed_at is not None:
            raise Conflict(_("This question is closed already."))
        _check_reason(fresh, because, original)
        fresh.closed_at, fresh.closed_because, fresh.closed_by = now(), because, by
        fresh.duplicate_of = original if because == Closing.DUPLICATE else None
        _save(fresh)
        stir(fresh, by)


def _check_reason(question: Question, because: str, original: Question | None) -> None:
    if because not in Closing.values:
        raise Invalid({"because": _("Choose why it is closed: everybody reads it.")})
    if because == Closing.DUPLICATE:
        check_other(question, as_now(original))


def as_now(other: Question | None) -> Question | None:
    """Another question of the film as it is now; inside `standing`."""
    return locked_question(other.pk) if other else None


def check_other(question: Question, other: Question | None) -> Question:
    """The other one, if it is a question of the same film that can be read."""
    if other is None:
        raise Invalid({"other": _("Choose the other question, or give its address.")})
    if other.pk == question.pk:
        raise Invalid({"other": _("This is the question itself. Choose another one.")})
    if other.film_id != question.film_id:
        raise Invalid({"other": _("That question is about another film.")})
    if other.state != State.PUBLISHED or other.merged_at is not None:
        raise Invalid({"other": _("That question is not open to readers. Choose another one.")})
    if other.duplicate_of_id == question.pk:
        raise Invalid({"other": _("That one repeats this question. Deal with that one first.")})
    return other


def reopen(question: Question, by: Person) -> None:
    """Let a closed question take answers again."""
    with standing(question, by) as fresh:
        if fresh.closed_at is None:
            raise Conflict(_("This question is not closed."))
        fresh.closed_at, fresh.closed_because, fresh.closed_by = None, "", None
        fresh.duplicate_of = None
        _save(fresh)
        stir(fresh, by)


def protect(question: Question, by: Person, *, is_on: bool) -> None:
    """Let only people who are known here answer (see `answerers`), or everybody again."""
    with standing(question, by) as fresh:
        if (fresh.protected_at is not None) == is_on:
            raise Conflict(_("This question was changed in the meantime. Look at it again."))
        fresh.protected_at, fresh.protected_by = (now(), by) if is_on else (None, None)
        _save(fresh)


def is_edited_since(question: Question) -> bool:
    """Whether a closed question was edited after that, so that somebody should look again."""
    closed, current = question.closed_at, question.current
    return closed is not None and current is not None and current.created_at > closed


@contextmanager
def standing(question: Question, by: Person) -> Iterator[Question]:
    """A moderator's write in which the question is as it is now; only one that readers meet.

    Those of one film wait for each other: two questions merged crosswise would go in a circle.
    """
    demand(by, Ability.MODERATE)
    with write(question.film_id):
        wait_for_turn(question.film_id)
        fresh = locked_question(question.pk)
        if fresh.state != State.PUBLISHED or fresh.merged_at is not None:
            raise Conflict(_("This is not published any more. Look at it again."))
        yield fresh


def _save(question: Question) -> None:
    closing = ["closed_at", "closed_because", "closed_by", "duplicate_of"]
    question.save(update_fields=[*closing, "protected_at", "protected_by"])
    announce(QuestionChanged(question.pk, question.film_id))
