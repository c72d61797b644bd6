"""A film's digest as readers get it: from the counts that are kept, or counted at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from houselights.catalogue.models import Film
from houselights.digest.counting import counted
from houselights.digest.models import FilmDigest
from houselights.digest.summary import Compared, Summary, read_summary
from houselights.reviews.rights import Basis


@dataclass(frozen=True, slots=True)
class Digest:
    """What a film's reviews say in brief.

    films: the films of `summary.compared` that the catalogue has, by their ids. is_due: reviews
    have come or changed that it does not know of yet.
    """

    summary: Summary
    films: dict[int, Film]
    built_at: datetime
    is_due: bool

    def film_of(self, compared: Compared) -> Film | None:
        """The film that reviews compare this one with, if the catalogue has it."""
        return self.films.get(compared.film) if compared.film else None


def digest_of(film: Film, bases: Collection[Basis]) -> Digest | None:
    """The film's digest for readers of texts on these bases.

    None where nothing is built yet, or too few reviews say anything. One or two queries; some more
    for a moment after a review was hidden or something was corrected.
    """
    row = FilmDigest.objects.filter(film=film).first()
    if row is None or not row.engine:
        return None
    summary = summary_of(row, bases)
    if not summary.says_something:
        return None
    return Digest(summary, _films_in(summary.compared), row.built_at, row.changed_at is not None)


def summary_of(row: FilmDigest, bases: Collection[Basis]) -> Summary:
    """The counts for readers of texts on these bases."""
    widest = max(bases, default=Basis.OPEN)
    kept = row.counts.get(str(int(widest)))
    return read_summary(kept) if kept else counted(row.film_id, widest)


def _films_in(compared: Sequence[Compared]) -> dict[int, Film]:
    wanted = [one.film for one in compared if one.film]
    return Film.objects.in_bulk(wanted) if wanted else {}
