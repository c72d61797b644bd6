"""Films in a grid: each with its mean and its numbers, in two queries for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from houselights.catalogue.models import Film
from houselights.reviews.summaries import Summary, summaries_of


@dataclass(frozen=True, slots=True)
class FilmTile:
    """A film with what stands under its poster."""

    film: Film
    summary: Summary

    @property
    def mean(self) -> float | None:
        """The mean from 10 to 100; None without ratings."""
        mean = self.summary.ratings.mean
        return None if mean is None else mean * 10

    @property
    def ratings_count(self) -> int:
        """How many ratings the mean is made of."""
        return self.summary.ratings.number

    @property
    def reviews(self) -> str:
        """How many reviews there are, in words."""
        number = self.summary.reviews
        return ngettext("%(number)d review", "%(number)d reviews", number) % {"number": number}


def make_tiles(films: Iterable[Film]) -> list[FilmTile]:
    """Tiles in the given order."""
    rows = list(films)
    summaries = summaries_of(rows)
    return [FilmTile(film, summaries[film.pk]) for film in rows]
