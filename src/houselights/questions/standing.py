"""How a question, an answer or a comment stands: hidden, shown again, deleted, removed, erased.

As with reviews (`reviews.standing`): a writer's deletion takes the text at once, what moderators
remove is sealed for some days. Both leave a tombstone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Conflict, Gone, NotAllowed, Refusal
from houselights.base.events import announce
from houselights.base.house import choice
from houselights.base.models import State
from houselights.base.writing import write
from houselights.questions.actions import (
    locked_answer,
    locked_comment,
    locked_question,
    save_counted,
)
from houselights.questions.erasure import erase
from houselights.questions.events import CommentChanged, QuestionChanged
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    AnswerStateChange,
    Comment,
    CommentRevision,
    CommentStateChange,
    Question,
    QuestionRevision,
    QuestionStateChange,
)
from houselights.questions.moved import given_to
from houselights.questions.tasks import erase_answer, erase_comment, erase_question
from houselights.questions.tombstones import (
    Row,
    Version,
    digest_of,
    question_of,
    row_of_version,
    text_of_version,
    texts_of,
)
from houselights.removals.actions import keep_out, lift
from houselights.removals.models import Cause

_TAKEN_AWAY = (State.DELETED, State.ERASED)


@contextmanager
def _locked(row: Row) -> Iterator[Row]:
    """A write in which the row is as it is now; the question's lock comes before the others."""
    with write(question_of(row).film_id):
        question = locked_question(question_of(row).pk)
        yield question if isinstance(row, Question) else _locked_under(question, row)


def _locked_under(question: Question, row: Answer | Comment) -> Answer | Comment:
    fresh = locked_answer(row.pk) if isinstance(row, Answer) else locked_comment(row.pk)
    fresh.question = question
    return fresh


# ── what moderators do ──────────────────────────────────────────────────────────────────────────


def hide(row: Row, by: Person, *, reason: str) -> None:
    """Withhold what is published; `restore` shows it again. Its writer reads the reason."""
    demand(by, Ability.MODERATE)
    with _locked(row) as fresh:
        if fresh.state != State.PUBLISHED:
            raise Conflict(_("This is not published any more. Look at it again."))
        _stand(fresh, State.WITHHELD, by, reason)


def restore(row: Row, by: Person, *, reason: str = "") -> None:
    """Publish again what was hidden, or removed and not erased yet."""
    demand(by, Ability.MODERATE)
    with _locked(row) as fresh:
        if fresh.state == State.ERASED:
            raise Refusal(_("The text has been erased, so it can't be restored."))
        if fresh.state == State.PUBLISHED:
            raise Conflict(_("This is published already. Look at it again."))
        if fresh.state == State.DELETED:
            lift(digest_of(fresh))
        _stand(fresh, State.PUBLISHED, by, reason)


def remove(row: Row, by: Person, *, reason: str, at_once: bool = False) -> None:
    """Take a question, an answer or a comment away and keep its text out.

    The text stays sealed for as many days as the house chose and is then erased; `at_once` erases
    it now, also when it was sealed before.
    """
    demand(by, Ability.MODERATE)
    with _locked(row) as fresh:
        if fresh.state in _TAKEN_AWAY and not (at_once and fresh.state == State.DELETED):
            raise Conflict(_("This has been removed already."))
        if fresh.state != State.DELETED:
            _seal(fresh, by, reason)
        if at_once:
            erase(fresh)


def _seal(row: Row, by: Person, reason: str) -> None:
    erase_at = now() + timedelta(days=choice("removed_days"))
    keep_out(texts_of(row), cause=Cause.REMOVED, erase_at=erase_at)
    _stand_sealed(row, erase_at, by, reason)


def _stand_sealed(row: Row, erase_at: datetime, by: Person | None, reason: str) -> None:
    _stand(row, State.DELETED, by, reason)
    _LATER[type(row)].using(run_after=erase_at).enqueue(row.public_id)


_LATER = {Question: erase_question, Answer: erase_answer, Comment: erase_comment}


def _stand(row: Row, state: State, by: Person | None, reason: str) -> None:
    row.state = state
    row.save(update_fields=["state"])
    said = {"state": state, "by": by, "reason": reason}
    if isinstance(row, Question):
        QuestionStateChange.objects.create(question=row, **said)
        announce(QuestionChanged(row.pk, row.film_id))
    elif isinstance(row, Answer):
        AnswerStateChange.objects.create(answer=row, **said)
        _count_answer(row)
    else:
        CommentStateChange.objects.create(comment=row, **said)
        announce(CommentChanged(row.pk, row.question.film_id))


def _count_answer(row: Answer) -> None:
    question = row.question
    if row.state == State.DELETED and question.accepted_id == row.pk:
        question.accepted = None
    save_counted(question, row)


# ── what the writer does ────────────────────────────────────────────────────────────────────────


def demand_delete_question(question: Question, by: Person) -> None:
    """Go on only if that person may delete the question; its asker while nobody else answered."""
    if may(by, Ability.MODERATE):
        return
    if question.asker_id != by.pk:
        raise NotAllowed(_("Only its asker or a moderator may delete a question."))
    here = Answer.objects.filter(Q(question=question) | Q(moved_from=question))
    others = here.filter(state=State.PUBLISHED).exclude(author=by)
    if others.exists():
        raise NotAllowed(_("Others have answered it. Ask a moderator to delete it."))


def demand_delete_answer(given: Answer, by: Person) -> None:
    """Go on only if that person may delete the answer."""
    if given.author_id != by.pk and not may(by, Ability.MODERATE):
        raise NotAllowed(_("Only its writer or a moderator may delete an answer."))


def demand_delete_comment(comment: Comment, by: Person) -> None:
    """Go on only if that person may delete the comment."""
    if comment.author_id != by.pk and not may(by, Ability.MODERATE):
        raise NotAllowed(_("Only its writer or a moderator may delete a comment."))


def delete_question(question: Question, by: Person, *, reason: str = "") -> None:
    """Take a question off its film; with others' answers under it only a moderator may.

    The asker's own text is erased at once, with their own answers; a moderator removes.
    """
    with write(question.film_id):
        fresh = locked_question(question.pk)
        demand_delete_question(fresh, by)
        if fresh.state in _TAKEN_AWAY:
            return
        if fresh.asker_id != by.pk:
            remove(fresh, by, reason=reason)
            return
        for own in given_to(fresh).filter(author=by).exclude(state=State.ERASED):
            delete_answer(own, by)
        _delete_own(fresh)


def delete_answer(given: Answer, by: Person, *, reason: str = "") -> None:
    """Take an answer off its question; if it was the accepted one, none is accepted any more.

    A writer's own text is erased at once; a moderator removes.
    """
    demand_delete_answer(given, by)
    _delete(given, by, reason)


def delete_comment(comment: Comment, by: Person, *, reason: str = "") -> None:
    """Take a comment away: a writer's own text is erased at once, a moderator removes."""
    demand_delete_comment(comment, by)
    _delete(comment, by, reason)


def _delete(row: Answer | Comment, by: Person, reason: str) -> None:
    with _locked(row) as fresh:
        if fresh.state in _TAKEN_AWAY:
            return
        if row.author_id == by.pk:
            _delete_own(fresh)
        else:
            remove(fresh, by, reason=reason)


def _delete_own(row: Row) -> None:
    # What moderators had withheld can't be published anew by deleting it first.
    withheld = row.state == State.WITHHELD
    keep_out(texts_of(row), cause=Cause.REMOVED if withheld else Cause.DELETED)
    erase(row)
    _forget_writer(row)


def _forget_writer(row: Row) -> None:
    writer_id = row.writer.pk if row.writer else None
    row.state_changes.filter(by=writer_id).update(by=None)
    if isinstance(row, Question):
        Question.objects.filter(pk=row.pk).update(asker=None)
    elif isinstance(row, Answer):
        Answer.objects.filter(pk=row.pk).update(author=None)
    else:
        Comment.objects.filter(pk=row.pk).update(author=None)


# ── one earlier version ─────────────────────────────────────────────────────────────────────────


def demand_erase_version(version: Version, by: Person) -> None:
    """Go on only if that person may erase this version: not the present one, which is edited."""
    row = row_of_version(version)
    writer = row.writer
    if (writer is None or writer.pk != by.pk) and not may(by, Ability.MODERATE):
        raise NotAllowed(_("Only its writer or a moderator may erase an earlier version."))
    if row.current_id == version.pk:
        raise Refusal(_("This is the present version. Edit it, or delete it all."))


def erase_version(version: Version, by: Person, *, reason: str = "") -> None:
    """Take the text of one earlier version away for good; its place in the history stays."""
    with _locked(row_of_version(version)) as row:
        fresh = _fresh_version(version)
        if fresh is None:
            raise Gone(_("This has been deleted."))
        demand_erase_version(fresh, by)
        if fresh.erased_at is not None:
            return
        is_own = row.writer is not None and row.writer.pk == by.pk
        keep_out([text_of_version(fresh)], cause=Cause.DELETED if is_own else Cause.REMOVED)
        _empty_version(fresh)
        _stand(row, State(row.state), by, reason)


def _fresh_version(version: Version) -> Version | None:
    if isinstance(version, QuestionRevision):
        questions = QuestionRevision.objects.select_related("question__film", "question__asker")
        return questions.filter(pk=version.pk).first()
    if isinstance(version, AnswerRevision):
        answers = AnswerRevision.objects.select_related("answer__question__film", "answer__author")
        return answers.filter(pk=version.pk).first()
    comments = CommentRevision.objects.select_related("comment__question__film", "comment__author")
    return comments.filter(pk=version.pk).first()


def _empty_version(version: Version) -> None:
    if isinstance(version, QuestionRevision):
        version.title = ""
    if isinstance(version, AnswerRevision):
        version.citations.all().delete()
    version.body = ""
    version.covers, version.language, version.erased_at = [], "", now()
    version.save()


# ── after a restore ─────────────────────────────────────────────────────────────────────────────


def take_again(row: Row, cause: Cause, erase_at: datetime | None) -> bool:
    """Take away what a restored backup brought back, as it was before; whether it had to be done.

    `erase_at` is until when the text stays sealed, None or a moment gone by that it is erased.
    """
    with _locked(row) as fresh:
        if fresh.state == State.ERASED:
            return False
        if erase_at is not None and erase_at > now():
            return _seal_again(fresh, erase_at)
        erase(fresh)
        if cause == Cause.DELETED:
            _forget_writer(fresh)
    return True


def _seal_again(row: Row, erase_at: datetime) -> bool:
    if row.state == State.DELETED:
        return False
    _stand_sealed(row, erase_at, None, "")
    return True


def empty_again(version: Version) -> bool:
    """Empty an earlier version that a restored backup brought back; whether it had to be done."""
    with _locked(row_of_version(version)) as row:
        fresh = _fresh_version(version)
        if fresh is None or fresh.erased_at is not None:
            return False
        _empty_version(fresh)
        announce(QuestionChanged(question_of(row).pk, question_of(row).film_id))
    return True
