"""The search page: groups, snippets, and covers that stay closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.questions.actions import ask
from houselights.questions.rules import QuestionText
from houselights.reviews.models import Review

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

QUERIES = 10


def search(client: Client, query: str) -> str:
    response = client.get(f"/search/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def test_without_words_it_says_what_can_be_found(client: Client) -> None:
    assert "Look for a film by its title" in search(client, "")
    assert "Nothing fits" not in search(client, "?q=++")


def test_each_group_with_its_number(
    client: Client, film: Film, alice: Person, make_review: Make
) -> None:
    make_review(headline="A lamp", body="The wick is trimmed.")
    ask(film, alice, QuestionText("Who lit the lamp?", "", "en"))
    page = search(client, "?q=lamp")
    for words in ("Films: 1", "Reviews: 1", "Questions: 1", "<mark>lamp</mark>"):
        assert words in page
    assert "People: 1" in search(client, "?q=alice")


def test_one_group_alone_shows_all_of_it(client: Client, make_review: Make) -> None:
    for _ in range(12):
        make_review(headline="A lamp")
    everything = search(client, "?q=lamp")
    assert everything.count("/reviews/") == 10
    assert "?q=lamp&amp;in=reviews" in everything
    alone = search(client, "?q=lamp&in=reviews")
    assert alone.count("/reviews/") == 12
    assert 'aria-labelledby="g-films"' not in alone
    assert client.get("/search/?q=lamp&in=everything").status_code == 400


def test_covers_are_searched_and_shown_only_when_asked(client: Client, make_review: Make) -> None:
    make_review(headline="Beacon", body="And then ||the keeper drowned||.")
    assert "Nothing fits" in search(client, "?q=drowned")
    page = search(client, "?q=beacon")
    assert "keeper" not in page
    assert "[…]" in page
    assert "<mark>drowned</mark>" in search(client, "?q=drowned&spoilers=show")


def test_a_folded_review_says_why_there_is_no_text(client: Client, make_review: Make) -> None:
    make_review(headline="Beacon", body="The keeper drowned.", contains_spoilers=True)
    page = search(client, "?q=beacon")
    assert "Warning: Spoilers" in page
    assert "drowned" not in page


def test_what_was_typed_is_escaped(client: Client) -> None:
    page = search(client, "?q=%3Cscript%3Ealert%281%29%22")
    assert "<script>alert" not in page
    assert "Nothing fits" in page


def test_the_number_of_queries_does_not_grow(
    client: Client,
    film: Film,
    alice: Person,
    make_review: Make,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for number in range(3):
        make_review(headline="A lamp")
        ask(film, alice, QuestionText(f"Who lit the lamp {number}?", "", "en"))
        with django_assert_num_queries(QUERIES):
            search(client, "?q=lamp")
