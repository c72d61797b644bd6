"""After a restore: what was removed since the backup, or from it, is taken away again.

The ledger (`removals.ledger`) is in no backup, so it knows what the backup does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from houselights.base.models import State
from houselights.base.writing import write
from houselights.questions import standing as standing_of_questions
from houselights.questions import tombstones as of_questions
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    Comment,
    CommentRevision,
    Question,
    QuestionRevision,
)
from houselights.removals import ledger
from houselights.removals.actions import keep_out, take_over
from houselights.removals.models import Cause, Tombstone
from houselights.removals.reads import standing_stones
from houselights.removals.rules import Digests, Subject, digests_of
from houselights.reviews import standing as standing_of_reviews
from houselights.reviews import tombstones as of_reviews
from houselights.reviews.models import Review, Revision

ROWS_AT_ONCE = 500

type Row = Review | of_questions.Row
type Version = Revision | of_questions.Version


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many texts a restored backup had brought back, now gone again."""

    texts: int = 0  # reviews, questions, answers and comments
    versions: int = 0  # earlier versions of texts that stay

    @property
    def total(self) -> int:
        """All of them."""
        return self.texts + self.versions


def replay_removals(ledger_file: Path | None = None) -> Replayed:
    """Take away again what the ledger (the house's own, or that file) says was taken away.

    Removed texts are sealed or erased as they were; those that were restored are left alone. Doing
    it twice changes nothing more.
    """
    with write():
        take_over(ledger.read(ledger_file).values())
        stones = standing_stones()
        if not stones:
            return Replayed()
        rows, versions = _found(stones)
        texts = sum(_take_row(row, stone) for row, stone in rows)
        emptied = 0
        for version, stone in versions:
            if _is_current(version):
                texts += _take_row(_row_of(version), stone)
            else:
                emptied += _empty(version)
    return Replayed(texts, emptied)


# ── finding ─────────────────────────────────────────────────────────────────────────────────────


def _found(
    stones: list[Tombstone],
) -> tuple[list[tuple[Row, Tombstone]], list[tuple[Version, Tombstone]]]:
    """The rows that tombstones name, and the versions that they name or know by their words.

    A tombstone that finds its own row is not held against others who say the same.
    """
    by_row = {stone.row: stone for stone in stones}
    rows = [(row, by_row[name]) for name, row in _named_rows() if name in by_row]
    versions = list(_digested_versions())
    versions_named = [(one, by_row[said.row]) for one, said in versions if said.row in by_row]
    here = {stone.row for _row, stone in rows} | {stone.row for _one, stone in versions_named}
    by_words = _by_words(stone for stone in stones if stone.row not in here)
    alike = [
        (one, stone)
        for one, said in versions
        if (stone := by_words.get(said.source) or by_words.get(said.text))
        and (stone.cause == Cause.REMOVED or _row_of(one).is_imported)
    ]
    return rows, versions_named + alike


def _by_words(stones: Iterator[Tombstone]) -> dict[str, Tombstone]:
    found: dict[str, Tombstone] = {}
    for stone in stones:
        found |= dict.fromkeys((stone.source, stone.text), stone)
    found.pop("", None)
    return found


def _named_rows() -> Iterator[tuple[str, Row]]:
    """Every row that has a text still, with the digest of its name."""
    key = ledger.removal_key()
    for row in _rows():
        subject = Subject(_kind(row), row.public_id, ("", None), ())
        yield digests_of(subject, key).row, row


def _rows() -> Iterator[Row]:
    for rows in (
        Review.objects.select_related("film"),
        Question.objects.select_related("film"),
        Answer.objects.select_related("question__film"),
        Comment.objects.select_related("question__film"),
    ):
        yield from rows.exclude(state=State.ERASED).iterator(ROWS_AT_ONCE)


def _digested_versions() -> Iterator[tuple[Version, Digests]]:
    key = ledger.removal_key()
    for version in _versions():
        yield version, digests_of(_subject(version), key)


def _versions() -> Iterator[Version]:
    for versions in (
        Revision.objects.select_related("review__film"),
        QuestionRevision.objects.select_related("question__film"),
        AnswerRevision.objects.select_related("answer__question__film"),
        CommentRevision.objects.select_related("comment__question__film"),
    ):
        yield from versions.filter(erased_at=None).iterator(ROWS_AT_ONCE)


def _subject(version: Version) -> Subject:
    if isinstance(version, Revision):
        return of_reviews.text_of_version(version)
    return of_questions.text_of_version(version)


def _row_of(version: Version) -> Row:
    if isinstance(version, Revision):
        return version.review
    return of_questions.row_of_version(version)


def _is_current(version: Version) -> bool:
    return _row_of(version).current_id == version.pk


def _kind(row: Row) -> str:
    return of_reviews.KIND if isinstance(row, Review) else of_questions.kind_of(row)


# ── taking away ─────────────────────────────────────────────────────────────────────────────────


def _take_row(row: Row, stone: Tombstone) -> bool:
    """Seal or erase the row as its tombstone says; whether that was still to do."""
    cause = Cause(stone.cause)
    if isinstance(row, Review):
        if stone.row != of_reviews.row_of(row):
            keep_out(of_reviews.texts_of(row), cause=cause, erase_at=stone.erase_at)
        return standing_of_reviews.take_again(row, cause, stone.erase_at)
    if stone.row != of_questions.digest_of(row):
        keep_out(of_questions.texts_of(row), cause=cause, erase_at=stone.erase_at)
    return standing_of_questions.take_again(row, cause, stone.erase_at)


def _empty(version: Version) -> bool:
    if isinstance(version, Revision):
        return standing_of_reviews.empty_again(version)
    return standing_of_questions.empty_again(version)
