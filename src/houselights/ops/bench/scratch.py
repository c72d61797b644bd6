"""A house for one measurement: it is made in a temporary folder and goes away again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from houselights.base.errors import Refusal
from houselights.exchange.incoming import IncomingPage
from houselights.spoilers.scorer.material import FilmFacts, Writing


@dataclass(frozen=True, slots=True)
class Stored:
    """A film as the house keeps it: facts, reviews by their position on the page, other texts."""

    facts: FilmFacts
    reviews: Mapping[int, Writing]
    others: Sequence[Writing] = ()
    film_id: int = 0

    @property
    def writings(self) -> list[Writing]:
        """All its texts."""
        return [*self.reviews.values(), *self.others]


@contextmanager
def scratch_house() -> Iterator[None]:
    """Make Django ready for a new house on SQLite, whatever database the environment names.

    A process can have one in its life, since Django is set up once.
    """
    from houselights.ops.house import open_house

    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="houselights-bench-") as folder:
        open_house(Path(folder) / "house")
        try:
            yield
        finally:
            _close()


def _close() -> None:
    from django.db import connections

    connections.close_all()


def import_film(incoming: IncomingPage, named: str | None) -> Stored:
    """Import a page as `houselights import` does, and read back what the house stored."""
    from houselights.exchange.films import film_named, film_of_page
    from houselights.exchange.page_text import import_page

    wanted = film_named(named) if named else film_of_page(incoming.page)
    film = import_page(incoming, wanted).film
    if film is None:
        raise Refusal(f"{incoming.file_name} brought nothing into the house.")
    return read_film(film.pk)


def load_demo() -> None:
    """Bring the demo house in."""
    from houselights.ops import furnishing

    furnishing.load_demo()


def demo_film(name: str) -> Stored | None:
    """A film of the demo house by the name of its page; None where it is not there."""
    from houselights.catalogue.models import Film

    film = Film.objects.filter(slug__regex=rf"^{name}-\d{{4}}$").first()
    return read_film(film.pk) if film else None


def read_film(film_id: int) -> Stored:
    """The film as the scorer is told of it in a house that runs."""
    from houselights.reviews.models import Review
    from houselights.spoilers.gathering import facts_of, texts_of
    from houselights.spoilers.writings import writing_of

    reviews: dict[int, Writing] = {}
    others: list[Writing] = []
    for row in texts_of(film_id):
        writing = writing_of(row)
        if writing and isinstance(row, Review) and row.source_position:
            reviews[row.source_position] = writing
        elif writing:
            others.append(writing)
    return Stored(facts_of(film_id), reviews, others, film_id)
