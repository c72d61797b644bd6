"""Reading a film's reviews and its exact counters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.reviews.models import RatingCount, Review, ReviewCount, ReviewQuerySet
from houselights.reviews.rules import Ratings, ratings_from


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFilter:
    """Which of a film's reviews are wanted; the default wants all of them."""

    bars: tuple[int, int] | None = None  # lowest and highest bar of the histogram
    language: str = ""
    harmless_only: bool = False  # leaves out those that are flagged and those that are unknown
    ids: Sequence[int] | None = None  # only these rows, as a search found them


def film_reviews(
    film: Film, viewer: Viewer, wanted: ReviewFilter = ReviewFilter()
) -> ReviewQuerySet:
    """The film's reviews with a text that the viewer may see, joined with what a card shows."""
    rows = Review.objects.filter(film=film).visible_to(viewer).with_text().with_all_parts()
    if wanted.bars:
        low, high = wanted.bars
        # The edges of the histogram's bars: 7.5 stands in bar 8 (`rules.bar_of`).
        rows = rows.filter(rating__gte=10 * low - 5, rating__lte=10 * high + 4)
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.harmless_only:
        rows = rows.filter(contains_spoilers=False)
    if wanted.ids is not None:
        rows = rows.filter(pk__in=list(wanted.ids))
    return rows


@dataclass(frozen=True, slots=True)
class FilmRatings:
    """A film's ratings: those given here and those of imported pages, never mixed in storage."""

    native: Ratings = field(default_factory=Ratings)
    imported: Ratings = field(default_factory=Ratings)

    @property
    def all(self) -> Ratings:
        """Both together, as the headline shows them."""
        return self.native + self.imported

    @property
    def for_machines(self) -> Ratings:
        """Those that structured data, feeds and other houses may count: no imported ones."""
        return self.native


def ratings_of(film: Film) -> FilmRatings:
    """The film's histogram from its counters; one query, whatever the number of ratings."""
    rows = list(
        RatingCount.objects.filter(film=film).values_list("imported", "bar", "ratings", "total")
    )
    return FilmRatings(
        native=ratings_from(row[1:] for row in rows if not row[0]),
        imported=ratings_from(row[1:] for row in rows if row[0]),
    )


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many published reviews with a text there are: (language, flag, number) rows."""

    rows: tuple[tuple[str, str, int], ...] = ()

    def number(self, *, language: str = "", harmless_only: bool = False) -> int:
        """How many there are in a language ("" is any), flagged or not."""
        return sum(
            number
            for of_language, flag, number in self.rows
            if language in ("", of_language) and (flag == "no" or not harmless_only)
        )

    @property
    def languages(self) -> list[str]:
        """The known languages, the most used first."""
        known = {language for language, _flag, number in self.rows if language and number}
        return sorted(known, key=lambda language: (-self.number(language=language), language))


def review_counts(film: Film) -> ReviewCounts:
    """The film's counters of reviews; one query."""
    rows = ReviewCount.objects.filter(film=film, reviews__gt=0)
    return ReviewCounts(tuple(rows.values_list("language", "flag", "reviews")))


def own_review_of(film: Film, viewer: Viewer) -> Review | None:
    """The viewer's review or rating of the film, if there is one; no query when signed out."""
    if not isinstance(viewer, Person):
        return None
    return Review.objects.filter(
        film=film, author=viewer, state__in=[State.PUBLISHED, State.WITHHELD]
    ).first()


def review_by_public_id(public_id: str) -> Review | None:
    """The review of that address, whatever its state, with all that a page shows of it."""
    return (
        Review.objects.with_all_parts().select_related("film").filter(public_id=public_id).first()
    )
