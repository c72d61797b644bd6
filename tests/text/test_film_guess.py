"""The film that a page is about, from what its reviews say."""

from __future__ import annotations

import pytest

from houselights.text import read_page
from houselights.text.film_guess import FilmGuess, SourceGuess, guess_film
from tests.text.film_pages import FILM_PAGES
from tests.text.pages import HARVEST, LIGHTHOUSE, ORCHARD


def guess(text: str) -> FilmGuess:
    return guess_film(read_page(text))


def test_a_film_from_the_words_of_its_reviews() -> None:
    film = guess(LIGHTHOUSE)
    assert (film.title, film.year) == ("The Salt Keeper", 2016)
    assert film.directors == ("Ines Marlowe",)
    assert film.writers == ("Jonas Peake",)
    assert film.cast == ("Oskar Vale", "Mina Holt", "Piet Sandoval")
    assert film.based_on == SourceGuess("novel", "Edda Quill", 1998)


def test_a_page_without_heading() -> None:
    film = guess(HARVEST)
    assert (film.title, film.year) == ("Harvest of Glass", 1987)
    assert (film.directors, film.writers) == (("Viktor Sandahl",), ("Lena Ostrow",))
    assert film.cast == ("Bruno Keel",)
    assert film.based_on is None


def test_what_the_page_does_not_say_stays_unknown() -> None:
    film = guess(ORCHARD)
    assert (film.title, film.year, film.directors) == ("The Quiet Orchard", None, ())
    assert film.writers == ("Rosa Lindqvist",)
    assert film.based_on == SourceGuess("play", "Emil Thorne")
    assert film.confidence["year"] == 0


def test_each_value_comes_with_its_sentences() -> None:
    film = guess(LIGHTHOUSE)
    year = [piece for piece in film.evidence if piece.field == "year"]
    assert [(piece.value, piece.review_position) for piece in year] == [("2016", 3)]
    assert year[0].sentence == "Still one of the more serious films of 2016."
    assert film.confidence["directors"] > film.confidence["writers"] > 0


def test_a_word_that_every_title_may_begin_with_is_no_title() -> None:
    reviews = [f"8/10\n\n{head}\n\nThe sea is grey. The end." for head in ("Salt", "Ink", "Rope")]
    film = guess("\n\n".join(["The Tide Clerk (1968)", *reviews]))
    assert (film.title, film.year) == ("The Tide Clerk", 1968)


def test_an_empty_page() -> None:
    assert guess("") == FilmGuess(confidence=guess("").confidence)


@pytest.mark.parametrize("name", sorted(FILM_PAGES))
def test_other_films(name: str) -> None:
    page = FILM_PAGES[name]
    film = guess(page.text())
    assert (film.title or "", film.year) == (page.title, page.year)
    assert sorted(film.directors) == sorted(page.directors)
    assert set(page.cast) <= set(film.cast)
    assert (film.based_on.author if film.based_on else None) == page.author


def test_a_rival_lowers_the_confidence_of_the_title() -> None:
    alone = guess(FILM_PAGES["no_director"].text())
    with_rival = guess(FILM_PAGES["other_films_named"].text())
    assert alone.confidence["title"] > with_rival.confidence["title"]
