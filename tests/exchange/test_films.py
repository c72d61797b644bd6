"""Which film a page is about."""

from __future__ import annotations

import pytest

from houselights.base.errors import Refusal
from houselights.catalogue.actions import FilmFacts, add_film, change_film
from houselights.catalogue.models import Film
from houselights.exchange.films import film_named, film_of_page, parse_title
from tests.exchange.pages import bring_in, incoming, page_text


@pytest.mark.parametrize(
    ("said", "title", "year"),
    [
        ("The Long Lamp (1999)", "The Long Lamp", 1999),
        (" 1984 (1984) ", "1984", 1984),
        ("2046", "2046", None),
        ("Lamp (part two) (2003)", "Lamp (part two)", 2003),
        ("Lamp (part two)", "Lamp (part two)", None),
    ],
)
def test_title_and_year_are_told_apart(said: str, title: str, year: int | None) -> None:
    assert parse_title(said) == (title, year)


@pytest.mark.parametrize("said", ["the long lamp (1999)", "The Long Lamp", "the-long-lamp-1999"])
def test_a_film_of_the_house_is_found(film: Film, said: str) -> None:
    assert film_named(said).film == film


def test_a_title_that_two_films_have_is_a_new_film_without_a_year(film: Film) -> None:
    add_film(FilmFacts("The Long Lamp", 2020))
    assert film_named("The Long Lamp").film is None


def test_an_empty_name_is_refused(db: None) -> None:
    with pytest.raises(Refusal, match="Title"):
        film_named("  ")


def test_a_page_is_known_by_its_reviews_after_its_film_was_corrected(film: Film) -> None:
    bring_in(film, page_text())
    change_film(film, FilmFacts("Die lange Lampe", 1998))
    assert film_of_page(incoming(page_text()).page).film == film
