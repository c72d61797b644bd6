"""What is asked of the index, whatever the database."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.reviews.rights import EVERY_BASIS, Basis
from houselights.search.models import Kind
from houselights.search.rules import Wanted

type Statement = tuple[str, list[str | int]]  # one SELECT of row_id, and its parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Entries of one kind that fit, at most `limit`, the best first."""

    kind: Kind
    wanted: Wanted
    limit: int
    covered: bool = False  # whether covered text is searched as well
    film_id: int | None = None
    bases: frozenset[Basis] = EVERY_BASIS  # rows on another one are found by their title alone

    @property
    def by_title_alone(self) -> list[int]:
        """The bases whose texts the reader may not read."""
        return sorted(EVERY_BASIS - self.bases)
