"""Reviews out of an imported page: many rows at once, texts verbatim, never read as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.events import announce
from houselights.base.models import Format
from houselights.base.rawtext import RawText
from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.catalogue.models import Film
from houselights.reviews import counters
from houselights.reviews.actions import (
    keep_flags,
    locked_review,
    refresh_sort_columns,
    replace_current,
)
from houselights.reviews.events import ReviewChanged
from houselights.reviews.models import ImportBatch, Review, Revision
from houselights.text.language import guess_language

ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ImportedReview:
    """A review as a page gives it; None and "" mean that the page does not say.

    `source_key` is its identity on the page, `source_position` its place there, from 1. A demo
    review has an `author` and counts as written here at `published_at`.
    """

    source_key: str
    source_position: int
    headline: str | None
    body: str
    rating: int | None = None
    contains_spoilers: bool | None = None
    author_name: str = ""
    written_on: date | None = None
    author: Person | None = None
    published_at: datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a newer copy of the page says beside the text; None keeps what is there."""

    rating: int | None = None
    contains_spoilers: bool | None = None
    author_name: str = ""
    written_on: date | None = None


NOTHING_NEW = Facts()


def import_reviews(
    film: Film, batch: ImportBatch | None, items: Iterable[ImportedReview]
) -> list[Review]:
    """Add the reviews of a page, each with its first revision; in page order.

    `batch` is None for reviews of accounts of this house, which are not "from an imported page".
    """
    with write(film.pk):
        wait_for_turn(film.pk)
        given = list(items)
        moment = now()
        rows = [_row(film, batch, item, moment) for item in given]
        Review.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
        _add_first_revisions(rows, given)
        counters.count_in(film.pk, rows)
        for row in rows:
            announce(ReviewChanged(row.pk, film.pk))
    return rows


def revise_imported_review(
    review: Review, *, headline: str | None, body: str, facts: Facts = NOTHING_NEW
) -> None:
    """Bring a row up to date with a newer copy of its page.

    A text that differs becomes a new plain revision; nothing known is replaced by nothing.
    """
    with write(review.film_id):
        fresh = locked_review(review)
        before = counters.counted(fresh)
        keep_flags(fresh)
        _take_facts(fresh, facts)
        _take_text(fresh, headline, body)
        refresh_sort_columns(fresh)
        fresh.save()
        counters.move(fresh.film_id, before, counters.counted(fresh))
        announce(ReviewChanged(fresh.pk, fresh.film_id))


def move_imported_reviews(moved: Sequence[tuple[Review, str, int]]) -> None:
    """Set source key and position of rows, as (review, key, position from 1)."""
    for review, key, position in moved:
        review.source_key, review.source_position = key, position
    rows = [review for review, _key, _position in moved]
    with write(*{review.film_id for review in rows}):
        fields = ["source_key", "source_position"]
        Review.objects.bulk_update(rows, fields, batch_size=ROWS_AT_ONCE)


def _row(film: Film, batch: ImportBatch | None, item: ImportedReview, moment: datetime) -> Review:
    review = Review(
        film=film,
        batch=batch,
        author=item.author,
        author_name=item.author_name,
        rating=item.rating,
        contains_spoilers=item.contains_spoilers,
        language=item.language or _language_of(item.headline, item.body),
        length=len(item.body),
        written_on=item.written_on,
        published_at=item.published_at or moment,
        source_key=item.source_key,
        source_position=item.source_position,
    )
    refresh_sort_columns(review)
    return review


def _language_of(headline: str | None, body: str) -> str:
    return guess_language(body or headline or "").code or ""


def _add_first_revisions(rows: Sequence[Review], given: Sequence[ImportedReview]) -> None:
    revisions = [
        Revision(
            review=row,
            number=1,
            headline=item.headline,
            body=item.body,
            language=row.language,
            format=Format.PLAIN,
            by=item.author,
            created_at=row.published_at,
        )
        for row, item in zip(rows, given, strict=True)
    ]
    Revision.objects.bulk_create(revisions, batch_size=ROWS_AT_ONCE)
    for row, revision in zip(rows, revisions, strict=True):
        row.current = revision
    Review.objects.bulk_update(rows, ["current"], batch_size=ROWS_AT_ONCE)


def _take_facts(review: Review, facts: Facts) -> None:
    if facts.rating is not None:
        review.rating = facts.rating
    if facts.contains_spoilers is not None:
        review.contains_spoilers = facts.contains_spoilers
    review.author_name = facts.author_name or review.author_name
    review.written_on = facts.written_on or review.written_on


def _take_text(review: Review, headline: str | None, body: str) -> None:
    """Compares locked texts: this room need not open what it only keeps."""
    current = review.current
    kept = (current.headline, current.body) if current else (None, RawText(""))
    wanted: tuple[Any, Any] = (
        kept[0] if headline is None else RawText(headline),
        RawText(body) if body else kept[1],
    )
    if current is not None and wanted == kept:
        return
    language = _language_of(headline, body) if body else review.language
    new = Revision(
        review=review,
        number=current.number + 1 if current else 1,
        headline=wanted[0],
        body=wanted[1],
        language=language,
        format=Format.PLAIN,
    )
    replace_current(review, new)
    review.language, review.length = language, len(wanted[1])
    review.edited_at = now()
