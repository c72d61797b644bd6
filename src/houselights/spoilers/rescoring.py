"""Scoring many texts of a film, keeping their marks, and telling of those that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import batched, groupby

from django.db.models import QuerySet

from houselights.base.house import choice
from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.questions.models import Answer, Comment, Question
from houselights.reviews.models import Review
from houselights.spoilers.gathering import ROWS_AT_ONCE
from houselights.spoilers.marking import Rules, anchors_of, mark_row, save_marks
from houselights.spoilers.scorer.film import FilmModel
from houselights.spoilers.scorer.material import Scored
from houselights.spoilers.scorer.score import score_writing
from houselights.spoilers.writings import Written, tell, writing_of

type Advance = Callable[[int, int], None]  # (done, total)

_telling: ContextVar[bool] = ContextVar("telling_of_marks", default=False)


def is_telling() -> bool:
    """Whether what is announced just now says only that marks have changed."""
    return _telling.get()


def rescore(film_id: int, rows: Iterable[Written], model: FilmModel, advance: Advance) -> None:
    """Score these texts, keep their marks, and announce those that changed.

    Some hundred at a time, each in a short transaction but for the scoring, unless the caller has
    one open. A text that changes meanwhile is left to whoever changes it.
    """
    known, done = list(rows), 0
    for some in _alike(known):
        scored = score_all(some, model)
        with write(film_id), _about_marks():
            wait_for_turn(film_id)
            for row in _each_once(mark_all(_unchanged(some), scored)):
                tell(row)
        done += len(some)
        advance(done, len(known))


def score_all(rows: Iterable[Written], model: FilmModel) -> dict[int, list[Scored]]:
    """The scores of texts of one kind by their ids."""
    writings = ((row.pk, writing_of(row)) for row in rows)
    return {pk: score_writing(writing, model) for pk, writing in writings if writing}


def mark_all[W: Written](rows: Sequence[W], scored: dict[int, list[Scored]]) -> list[W]:
    """Keep the marks of texts of one kind; those that have other ones now."""
    if not rows:
        return []
    anchors, rules = anchors_of(rows), Rules(choice("program_covers"))
    changed = [row for row in rows if mark_row(row, scored[row.pk], anchors, rules)]
    save_marks([row.current for row in changed if row.current])
    return changed


@contextmanager
def _about_marks() -> Iterator[None]:
    token = _telling.set(True)
    try:
        yield
    finally:
        _telling.reset(token)


def _alike(rows: Sequence[Written]) -> Iterator[list[Written]]:
    """Some texts of one kind at a time."""
    for _kind, run in groupby(rows, key=type):
        yield from map(list, batched(run, ROWS_AT_ONCE))


def _unchanged(rows: Sequence[Written]) -> list[Written]:
    """The texts as they are now, without those that have another version than before."""
    versions = {row.pk: row.current.pk for row in rows if row.current}
    fresh = _fresh(rows)
    return [row for row in fresh if row.current and versions.get(row.pk) == row.current.pk]


def _fresh(rows: Sequence[Written]) -> list[Written]:
    kind, keys = type(rows[0]), [row.pk for row in rows]
    found: QuerySet[Review] | QuerySet[Question] | QuerySet[Answer] | QuerySet[Comment]
    if kind is Review:
        found = Review.objects.filter(pk__in=keys).select_related("current")
    elif kind is Question:
        found = Question.objects.filter(pk__in=keys).select_related("current")
    elif kind is Answer:
        found = Answer.objects.filter(pk__in=keys).select_related("current", "question")
    else:
        found = Comment.objects.filter(pk__in=keys).select_related("current", "question")
    return list(found)


def _each_once(rows: Iterable[Written]) -> list[Written]:
    """Answers to one question are announced as that question, and only once."""
    return list(
        {row.question_id if isinstance(row, Answer) else row.pk: row for row in rows}.values()
    )
