"""What is new in the house: reviews as short notes that never spoil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from houselights.reviews.summaries import latest_reviews
from houselights.search.rules import Wanted, snippet
from houselights.spoilers.redact import Shown, redact_review
from houselights.web.reading import Reader

NEWS = 6
PER_FILM = 2  # as long as others have news: one imported page fills no front page
_READ = 60  # the newest reviews that news and films are picked from
FILMS = 12
_ROW = 6  # films in a row of a wide screen, where a last row of one would look lost


@dataclass(frozen=True, slots=True)
class Note:
    """A new review as somebody sees it who has opened nothing."""

    review: Review
    shown: Shown

    @property
    def excerpt(self) -> str:
        """The beginning of its open text on one line; empty while it is folded."""
        return "".join(piece.text for piece in snippet(self.shown.text, Wanted()))


@dataclass(frozen=True, slots=True)
class News:
    """New reviews, and the films that people wrote about last."""

    notes: list[Note]
    films: list[Film]


def news(reader: Reader) -> News:
    """Picked from the newest reviews, in two queries; new films stand in where those are few."""
    reviews = list(latest_reviews()[:_READ])
    reader.meet(review.film for review in reviews)
    films = {review.film_id: review.film for review in reviews}
    newest = Film.objects.order_by("-id")[:FILMS]
    films |= {film.pk: film for film in newest if film.pk not in films}
    told = [review for review in reviews if not _is_left_out(review, reader)]
    notes = [
        Note(review, redact_review(review, reader.audience(review)))
        for review in varied(told, NEWS)
    ]
    return News(notes, _whole_rows(list(films.values())[:FILMS]))


def _is_left_out(review: Review, reader: Reader) -> bool:
    """Whether the reader wants nothing in lists that may spoil as a whole, and this may."""
    return review.contains_spoilers is not False and reader.reads(review.film_id).hides


class OfFilm(Protocol):
    """A row that belongs to a film."""

    film_id: int


def varied[T: OfFilm](rows: Iterable[T], number: int) -> list[T]:
    """The first rows, not many of a film as long as there are others."""
    seen = Counter[int]()
    first, rest = list[T](), list[T]()
    for row in rows:
        seen[row.film_id] += 1
        (first if seen[row.film_id] <= PER_FILM else rest).append(row)
    return (first + rest)[:number]


def _whole_rows(films: list[Film]) -> list[Film]:
    return films[: len(films) - len(films) % _ROW] if len(films) > _ROW else films
