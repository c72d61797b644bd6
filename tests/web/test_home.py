"""The front page: what is new, and nothing that spoils."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from houselights.accounts.models import Person
from houselights.catalogue.actions import FilmFacts, add_film
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import Review

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

QUERIES = 11


def home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_empty_house_says_so(client: Client) -> None:
    page = home(client)
    assert "Nobody has written a review yet" in page
    assert "Films that people write about" not in page


def test_the_newest_reviews_with_a_beginning(client: Client, make_review: Make) -> None:
    make_review(headline="An older note")
    make_review(headline="A newer note", body="The wick is trimmed at dusk.")
    page = home(client)
    assert page.index("A newer note") < page.index("An older note")
    assert "The wick is trimmed at dusk." in page
    assert "Too few ratings" in page


@pytest.mark.parametrize(
    ("flag", "said"), [(True, "Warning: Spoilers"), (None, "Not marked: may reveal the plot")]
)
def test_no_excerpt_spoils(client: Client, make_review: Make, flag: bool | None, said: str) -> None:
    review = make_review(headline="||He drowned||", body="The keeper drowned, ||twice||.")
    Review.objects.filter(pk=review.pk).update(contains_spoilers=flag)
    page = home(client)
    assert said in page
    assert "drowned" not in page
    Review.objects.filter(pk=review.pk).update(contains_spoilers=False)
    page = home(client)
    assert "The keeper drowned" in page
    assert "twice" not in page


def test_one_film_does_not_fill_the_page(client: Client, make_review: Make) -> None:
    other = add_film(FilmFacts(title="Harbour"))
    quiet = make_review(headline="About the harbour")
    Review.objects.filter(pk=quiet.pk).update(film=other, arrived=1)
    for number in range(8):
        make_review(headline=f"About the lamp {number}")
    page = home(client)
    assert "About the harbour" in page
    assert page.count("About the lamp") == 5


def test_questions_without_an_answer_or_else_the_newest(
    client: Client, film: Film, alice: Person, bruno: Person
) -> None:
    question = ask(film, alice, QuestionText("Who trims the wick?", "", "en"))
    assert "Questions without an answer" in home(client)
    answer(question, bruno, AnswerText("Ray does.", False, "en"))
    page = home(client)
    assert "Questions without an answer" not in page
    assert "Who trims the wick?" in page


def test_the_number_of_queries_does_not_grow(
    client: Client, film: Film, alice: Person, make_review: Make
) -> None:
    for number in range(5):
        make_review()
        ask(film, alice, QuestionText(f"Who trims the wick of lamp {number}?", "", "en"))
        add_film(FilmFacts(title=f"Harbour {number}"))
        with CaptureQueriesContext(connection) as queries:
            home(client)
        assert len(queries) == QUERIES
