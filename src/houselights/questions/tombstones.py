"""What the tombstones of questions, answers and comments are made of."""

from __future__ import annotations

from houselights.base.errors import Refusal
from houselights.catalogue.models import Film
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    Comment,
    CommentRevision,
    Question,
    QuestionRevision,
)
from houselights.removals.reads import is_removed_text, row_digest
from houselights.removals.rules import TEXT_CHARACTERS, Subject, normalised
from houselights.reviews.tombstones import REVISION_KIND, opened, removed_sentence

QUESTION_KIND = "question"
ANSWER_KIND = "answer"
COMMENT_KIND = "comment"

type Row = Question | Answer | Comment
type Version = QuestionRevision | AnswerRevision | CommentRevision


def question_of(row: Row) -> Question:
    """The question itself, or the one that the answer or comment stands under."""
    return row if isinstance(row, Question) else row.question


def row_of_version(version: Version) -> Row:
    """What the version is one of."""
    if isinstance(version, QuestionRevision):
        return version.question
    return version.answer if isinstance(version, AnswerRevision) else version.comment


def versions_of(row: Row) -> list[Version]:
    """Every version of the row."""
    return list(row.revisions.all())


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
    if isinstance(row, Question):
        return QUESTION_KIND
    return ANSWER_KIND if isinstance(row, Answer) else COMMENT_KIND


def _identity(film: Film) -> tuple[str, int | None]:
    return film.title, film.year


def is_long_enough(comment: str) -> bool:
    """Whether a comment is known again by its words: "Thanks!" may be anybody's."""
    return len(normalised(comment)) >= TEXT_CHARACTERS


def _parts(version: Version) -> tuple[str, ...]:
    if isinstance(version, CommentRevision) and not is_long_enough(opened(version.body)):
        return ()
    title = [version.title] if isinstance(version, QuestionRevision) else []
    return tuple(opened(text) for text in (*title, version.body) if text)
