"""Comments below questions and answers: write, edit, read. They go as `questions.standing` says.

A comment is a line or two without votes, titles or a flag; it is as closed as the answer that it
stands under. It is never imported, and the search does not know it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Gone, Invalid, NotAllowed, Refusal
from houselights.base.events import announce
from houselights.base.limits import COMMENTS_BELOW
from houselights.base.models import State
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.questions.actions import locked_answer, locked_comment, locked_question
from houselights.questions.events import CommentChanged
from houselights.questions.following import stir
from houselights.questions.models import Answer, Comment, Question
from houselights.questions.revisions import Version, native_version, revise_comment
from houselights.questions.rules import problems_of_comment, tidy_title, why_not_edit
from houselights.questions.tombstones import is_long_enough, question_of, refuse_removed
from houselights.text.covers import join_covers
from houselights.text.spans import Span

FIRST_SHOWN = 3  # below each text, until all are asked for

type Below = Question | Answer


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


def comment_on(below: Below, author: Person, body: str) -> Comment:
    """Remark on a question or an answer. Raises Invalid with the problem of the field `body`.

    An answer may have moved below another question since it was read.
    """
    demand(author, Ability.WRITE)
    _check(body)
    question = question_of(below)
    with write(question.film_id):
        if isinstance(below, Answer):
            below.refresh_from_db(fields=["question"])
        fresh = locked_question(question_of(below).pk)
        answer = locked_answer(below.pk) if isinstance(below, Answer) else None
        _demand_room(fresh, answer)
        version = comment_version(body)
        _refuse_removed(question.film, version)
        comment = Comment.objects.create(question=fresh, answer=answer, author=author)
        revise_comment(comment, version, author)
        comment.save(update_fields=["current"])
        stir(fresh, author, joins=True)
        announce(CommentChanged(comment.pk, question.film_id))
    return comment


def edit_comment(comment: Comment, by: Person, body: str) -> bool:
    """Change one's own comment; whether anything was new."""
    demand(by, Ability.WRITE)
    _check(body)
    film = comment.question.film
    with write(film.pk):
        fresh = locked_comment(comment.pk)
        refused = why_not_edit(writer_id=fresh.author_id, state=fresh.state, by_id=by.pk)
        if refused:
            raise NotAllowed(refused)
        version = comment_version(body)
        if not version.is_kept_by(fresh.current):
            _refuse_removed(film, version)
        changed = revise_comment(fresh, version, by)
        if changed:
            fresh.edited_at = now()
            fresh.save(update_fields=["current", "edited_at"])
            announce(CommentChanged(fresh.pk, film.pk))
    return changed


def comment_version(body: str) -> Version:
    """A comment as its next version keeps it: on one line."""
    return native_version(tidy_title(body))


def _refuse_removed(film: Film, version: Version) -> None:
    """As with all texts, but for a few words, which anybody may say again."""
    if is_long_enough(version.body):
        refuse_removed(film, version.body)


def _check(body: str) -> None:
    problems = problems_of_comment(body)
    if problems:
        raise Invalid(problems)


def _demand_room(question: Question, answer: Answer | None) -> None:
    if {question.state, answer.state if answer else State.PUBLISHED} != {State.PUBLISHED}:
        raise Gone(_("This is gone, so it takes no more comments."))
    if question.merged_at is not None:
        raise Gone(_("This question was merged into another one. Comment there."))
    there = Comment.objects.filter(question=question, answer=answer)
    if there.exclude(state=State.ERASED).count() >= COMMENTS_BELOW:
        raise Refusal(_("There are many comments here already. Write an answer."), code="full")


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Comments:
    """The comments below one text that are shown, oldest first, and how many there are."""

    rows: list[Comment] = field(default_factory=list)
    number: int = 0


def comment_by_id(public_id: str) -> Comment | None:
    """The comment of that identity, whatever its state, with what pages show of it."""
    return comments_by_ids([public_id]).first()


def comments_by_ids(public_ids: Iterable[str]) -> QuerySet[Comment]:
    """The comments of those identities, whatever their state, with what pages show of them."""
    of_question = [f"question__{part}" for part in ("film", "current", "asker", "batch")]
    rows = Comment.objects.filter(public_id__in=list(public_ids))
    return rows.select_related("current", "author", "answer__author", *of_question)


def comments_below(
    rows: Iterable[Below], viewer: Viewer, shown_in_full: Collection[str] = ()
) -> dict[str, Comments]:
    """What stands below these texts, by their public ids; one query.

    The first three below each, and all below those whose public ids are `shown_in_full`.
    """
    texts = {row.public_id: row for row in rows}
    found = {public_id: Comments() for public_id in texts}
    below = [F("question"), F("answer")]
    comments = Comment.objects.filter(_below(texts.values())).visible_to(viewer)
    counted = comments.annotate(
        nth=Window(RowNumber(), partition_by=below, order_by=["commented_at", "id"]),
        of=Window(Count("*"), partition_by=below),
    )
    full = [row for row in texts.values() if row.public_id in shown_in_full]
    shown = counted.filter(Q(nth__lte=FIRST_SHOWN) | _below(full))
    parts = shown.select_related("current", "author", "question", "answer")
    for comment in parts.order_by("commented_at", "id"):
        here = found[comment.below.public_id]
        here.rows.append(comment)
        here.number = comment.of
    return found


def _below(rows: Iterable[Below]) -> Q:
    given = list(rows)
    questions = [row.pk for row in given if isinstance(row, Question)]
    answers = [row.pk for row in given if isinstance(row, Answer)]
    return Q(question__in=questions, answer=None) | Q(answer__in=answers)


def source_of_comment(comment: Comment) -> str:
    """The comment as its writer typed it, for the writer's own form."""
    current = comment.current
    if current is None:
        return ""
    spans = (Span(start, end) for start, end in current.covers)
    return join_covers(current.body.open_raw(), tuple(spans))
