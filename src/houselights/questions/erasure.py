"""The text of a question, an answer or a comment goes for good; its row stays."""

from __future__ import annotations

from houselights.base.events import announce
from houselights.base.models import State
from houselights.base.writing import write
from houselights.questions.actions import (
    locked_answer,
    locked_comment,
    locked_question,
    save_counted,
)
from houselights.questions.events import CommentChanged, QuestionChanged, QuestionErased
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    AnswerStateChange,
    AnswerVote,
    Comment,
    CommentRevision,
    CommentStateChange,
    Question,
    QuestionRevision,
    QuestionStateChange,
)
from houselights.questions.moved import given_to
from houselights.questions.tombstones import Row, digest_of, question_of
from houselights.removals.actions import note_erased
from houselights.removals.reads import is_due


def erase(row: Row) -> None:
    """Take away the texts of all versions, the source and the votes; once is enough.

    The answers that came with an imported question go with it, and the comments below a text go
    with that text.
    """
    with write(question_of(row).film_id):
        question = locked_question(question_of(row).pk)
        if isinstance(row, Answer):
            _erase_answer(locked_answer(row.pk), question)
        elif isinstance(row, Comment):
            _erase_comment(locked_comment(row.pk), question)
        elif question.state != State.ERASED:
            _erase_question(question)


def _erase_question(question: Question) -> None:
    for answer in given_to(question).filter(batch__isnull=False):
        _erase_answer(locked_answer(answer.pk), _below(answer, question))
    _erase_comments(question, None)
    question.state, question.current = State.ERASED, None
    question.batch, question.source_key, question.source_position = None, "", None
    question.save()
    QuestionRevision.objects.filter(question=question).delete()
    QuestionStateChange.objects.create(question=question, state=State.ERASED)
    note_erased(digest_of(question))
    announce(QuestionErased(question.film_id, question.public_id))
    announce(QuestionChanged(question.pk, question.film_id))


def _below(answer: Answer, question: Question) -> Question:
    """What the answer stands below: the question, or the one into which that was merged."""
    return question if answer.question_id == question.pk else locked_question(answer.question_id)


def _erase_answer(answer: Answer, question: Question) -> None:
    if answer.state == State.ERASED:
        return
    # Its place among the question's answers stays, so that no later import fills it again.
    answer.state, answer.current, answer.batch = State.ERASED, None, None
    answer.contains_spoilers, answer.edited_at = None, None
    answer.votes_yes = answer.votes_total = answer.place = 0
    answer.save()
    AnswerVote.objects.filter(answer=answer).delete()
    AnswerRevision.objects.filter(answer=answer).delete()
    _erase_comments(question, answer)
    AnswerStateChange.objects.create(answer=answer, state=State.ERASED)
    note_erased(digest_of(answer))
    if question.accepted_id == answer.pk:
        question.accepted = None
    save_counted(question, answer)


def _erase_comments(question: Question, answer: Answer | None) -> None:
    """Those below that answer, or below the question itself."""
    for comment in Comment.objects.filter(question=question, answer=answer):
        _erase_comment(locked_comment(comment.pk), question)


def _erase_comment(comment: Comment, question: Question) -> None:
    if comment.state == State.ERASED:
        return
    comment.state, comment.current, comment.edited_at = State.ERASED, None, None
    comment.save()
    CommentRevision.objects.filter(comment=comment).delete()
    CommentStateChange.objects.create(comment=comment, state=State.ERASED)
    note_erased(digest_of(comment))
    announce(CommentChanged(comment.pk, question.film_id))


def erase_question_due(public_id: str) -> None:
    """Erase a removed question if its time has come and nobody has restored it."""
    question = Question.objects.filter(public_id=public_id).first()
    if question is None:
        return
    with write(question.film_id):
        fresh = locked_question(question.pk)
        if fresh.state == State.DELETED and is_due(digest_of(fresh)):
            erase(fresh)


def erase_answer_due(public_id: str) -> None:
    """Erase a removed answer if its time has come and nobody has restored it."""
    answer = Answer.objects.filter(public_id=public_id).select_related("question").first()
    if answer is None:
        return
    with write(answer.question.film_id):
        locked_question(answer.question_id)
        fresh = locked_answer(answer.pk)
        if fresh.state == State.DELETED and is_due(digest_of(fresh)):
            erase(fresh)


def erase_comment_due(public_id: str) -> None:
    """Erase a removed comment if its time has come and nobody has restored it."""
    comment = Comment.objects.filter(public_id=public_id).select_related("question").first()
    if comment is None:
        return
    with write(comment.question.film_id):
        locked_question(comment.question_id)
        fresh = locked_comment(comment.pk)
        if fresh.state == State.DELETED and is_due(digest_of(fresh)):
            erase(fresh)
