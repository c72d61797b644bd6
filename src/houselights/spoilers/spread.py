"""In how many films of the catalogue a word occurs, counted in some of them now and then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice

from houselights.base.clock import now
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.spoilers.gathering import texts_of
from houselights.spoilers.models import FilmKnowledge, Spread
from houselights.spoilers.scorer.film import words_of_film
from houselights.spoilers.writings import writing_of

FEWEST = 5  # of fewer films no word is rare
MOST = 300  # so many tell which words are rare, however large the catalogue
TEXTS_OF_A_FILM = 50
MOST_WORDS = 40_000


def spread_now() -> tuple[Mapping[str, int], int]:
    """Each word that occurs in several films with their number, and how many were looked at."""
    row = Spread.objects.first()
    return (row.words, row.films) if row else ({}, 0)


def count_spread() -> bool:
    """Count anew where the catalogue has doubled since; whether it had."""
    films = min(FilmKnowledge.objects.count(), MOST)
    before = Spread.objects.values_list("films", flat=True).first() or 0
    if films < FEWEST or films.bit_length() == before.bit_length():
        return False
    words = _count(films)
    with write():
        Spread.objects.all().delete()
        Spread.objects.create(words=words, films=films, counted_at=now())
    return True


def _count(films: int) -> dict[str, int]:
    found: Counter[str] = Counter()
    known = Film.objects.filter(pk__in=FilmKnowledge.objects.values("film"))
    # By their random ids, so that it is no matter which came first.
    for film_id in known.order_by("public_id").values_list("pk", flat=True)[:films]:
        found.update(_words_of(film_id))
    return {word: number for word, number in found.most_common(MOST_WORDS) if number > 1}


def _words_of(film_id: int) -> list[str]:
    texts = map(writing_of, islice(texts_of(film_id), TEXTS_OF_A_FILM))
    return list(words_of_film([writing for writing in texts if writing]))
