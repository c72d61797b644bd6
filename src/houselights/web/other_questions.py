"""The questions of a film that are offered where another one has to be named."""

from __future__ import annotations

from collections.abc import Iterable

from houselights.accounts.reads import Viewer
from houselights.answers.near_questions import near_questions
from houselights.questions.models import Question
from houselights.questions.reads import question_by_id, questions_of
from houselights.spoilers.redact import redact_question
from houselights.web.reading import Reader

NEAR = 5


def others_like(question: Question, viewer: Viewer, first: Iterable[str] = ()) -> list[Question]:
    """Those named first by their public ids, then the most alike, then the film's newest.

    None but those of the same film that the viewer may see, each once.
    """
    named = [one for public_id in first if (one := question_by_id(public_id))]
    current = question.current
    alike = near_questions(
        question.film, current.title.open_raw() if current else "", viewer, limit=NEAR + 1
    )
    newest = questions_of(question.film, viewer).rows
    fitting = {row.pk: row for row in (*named, *alike, *newest) if _fits(row, question)}
    return list(fitting.values())


def _fits(other: Question, question: Question) -> bool:
    same_film = other.film_id == question.film_id and other.pk != question.pk
    return same_film and other.merged_at is None and other.state == question.state


def offered(questions: Iterable[Question], reader: Reader) -> list[tuple[str, str]]:
    """Their public ids with their titles, covered where they are for this reader."""
    return [(one.public_id, redact_question(one, reader.audience(one))) for one in questions]
