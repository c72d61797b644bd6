"""What the tombstones of questions and answers are made of."""

from __future__ import annotations

from houselights.base.errors import Refusal
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, AnswerRevision, Question, QuestionRevision
from houselights.removals.reads import is_removed_text, row_digest
from houselights.removals.rules import Subject
from houselights.reviews.tombstones import REVISION_KIND, opened, removed_sentence

QUESTION_KIND = "question"
ANSWER_KIND = "answer"

type Row = Question | Answer
type Version = QuestionRevision | AnswerRevision


def question_of(row: Row) -> Question:
    """The question itself, or the one that the answer is given to."""
    return row if isinstance(row, Question) else row.question


def row_of_version(version: Version) -> Row:
    """What the version is one of."""
    return version.question if isinstance(version, QuestionRevision) else version.answer


def versions_of(row: Row) -> list[Version]:
    """Every version of the row."""
    if isinstance(row, Question):
        return list(QuestionRevision.objects.filter(question=row))
    return list(AnswerRevision.objects.filter(answer=row))


def texts_of(row: Row) -> list[Subject]:
    """Each version of the row as it is recognised; the row alone where it has no text."""
    said = [_parts(version) for version in versions_of(row) if version.erased_at is None] or [()]
    film = _identity(question_of(row).film)
    return [Subject(kind_of(row), row.public_id, film, parts) for parts in said]


def text_of_version(version: Version) -> Subject:
    """One version as it is recognised."""
    film = _identity(question_of(row_of_version(version)).film)
    return Subject(REVISION_KIND, version_id(version), film, _parts(version))


def version_id(version: Version) -> str:
    """What names a version in the digests: "<public id of the row>/<number>"."""
    return f"{row_of_version(version).public_id}/{version.number}"


def digest_of(row: Row) -> str:
    """The digest that the row's tombstones are found by."""
    return row_digest(kind_of(row), row.public_id)


def refuse_removed(film: Film, *parts: str) -> None:
    """Go on only if the moderators have not removed these words."""
    if is_removed_text(Subject("", "", _identity(film), parts)):
        raise Refusal(removed_sentence(), code="removed_text")


def kind_of(row: Row) -> str:
    """What the digests call the row."""
    return QUESTION_KIND if isinstance(row, Question) else ANSWER_KIND


def _identity(film: Film) -> tuple[str, int | None]:
    return film.title, film.year


def _parts(version: Version) -> tuple[str, ...]:
    title = [version.title] if isinstance(version, QuestionRevision) else []
    return tuple(opened(text) for text in (*title, version.body) if text)
