"""The list of films: its orders, its search, its pages."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from re import findall

import pytest
from django.test import Client

from houselights.catalogue.actions import FilmFacts, add_film
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from houselights.web.pages.films import PAGE_SIZE

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Make = Callable[..., Review]

QUERIES = 4


def films(client: Client, query: str = "") -> str:
    response = client.get(f"/films/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def titles(page: str) -> list[str]:
    return [unescape(title) for title in findall(r"<h3>(.*?)</h3>", page)]


@pytest.fixture
def three(film: Film, make_review: Make) -> None:
    """Three films; the one in the middle of the alphabet has the only review."""
    make_review()
    add_film(FilmFacts(title="A Harbour", year=2020))
    add_film(FilmFacts(title="Zinc"))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["A Harbour", "The Long Lamp", "Zinc"]),
        ("?sort=year", ["A Harbour", "The Long Lamp", "Zinc"]),
        ("?sort=new", ["Zinc", "A Harbour", "The Long Lamp"]),
        ("?sort=reviewed", ["The Long Lamp", "Zinc", "A Harbour"]),
        ("?q=ines+varga", ["The Long Lamp"]),
    ],
)
@pytest.mark.usefixtures("three")
def test_orders_and_search(client: Client, query: str, wanted: list[str]) -> None:
    assert titles(films(client, query)) == wanted


@pytest.mark.usefixtures("film")
def test_nothing_fits(client: Client) -> None:
    page = films(client, "?q=nowhere")
    assert "Nothing fits “nowhere”." in page
    assert 'href="/films/"' in page


@pytest.mark.parametrize("query", ["?sort=best", "?after=1", "?after=x", "?after=a%2500.1"])
def test_broken_addresses_are_refused(client: Client, query: str) -> None:
    assert client.get(f"/films/{query}").status_code == 400


@pytest.mark.parametrize("sort", ["title", "year", "new", "reviewed"])
def test_pages_lead_on_and_back(client: Client, sort: str) -> None:
    for number in range(2 * PAGE_SIZE + 1):
        add_film(FilmFacts(title=f"No. {number // 2}: a film/é", year=1990 + number % 7))
    page = films(client, f"?sort={sort}")
    seen = titles(page)
    for _ in range(2):
        page = films(client, neighbour(page, "next"))
        seen += titles(page)
    assert len(seen) == 2 * PAGE_SIZE + 1
    assert sorted(seen) == sorted(Film.objects.values_list("title", flat=True))
    assert titles(films(client, neighbour(page, "prev"))) == seen[PAGE_SIZE : 2 * PAGE_SIZE]


def neighbour(page: str, rel: str) -> str:
    [address] = findall(rf'rel="{rel}"\s+href="/films/(.*?)"', page)
    return unescape(address)


def test_the_number_of_queries_does_not_grow(
    client: Client, film: Film, make_review: Make, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(3):
        add_film(FilmFacts(title=f"Harbour {number}"))
        make_review()
        with django_assert_num_queries(QUERIES):
            films(client)
