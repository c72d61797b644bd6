"""One earlier version goes for good, and the history says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.moderation.models import Act, LogEntry
from houselights.questions.actions import answer, ask, edit_answer, edit_question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.actions import edit_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]


@pytest.fixture
def thrice(make_review: Make) -> Review:
    """A review with three versions."""
    review = make_review(headline="A lamp", body="The first tells a secret.")
    for body in ("The second tells less.", "The third tells nothing."):
        assert review.author
        edit_review(review, review.author, ReviewText("A lamp", body, contains_spoilers=False))
    return review


def way(review: Review, number: int) -> str:
    return reverse("erase_review_version", args=[review.public_id, number])


def history(client: Client, review: Review, query: str = "") -> str:
    return client.get(reverse("history", args=[review.public_id]) + query).text


def test_its_writer_erases_it(client: Client, thrice: Review) -> None:
    assert thrice.author
    client.force_login(thrice.author)
    assert way(thrice, 1) in history(client, thrice)
    assert "gone for good" in client.get(way(thrice, 1)).text
    answered = client.post(way(thrice, 1), follow=True)
    assert "The version was erased." in answered.text
    page = history(client, thrice)
    assert "secret" not in page
    assert "This version was erased." in page
    assert "nothing tells what changed" in page
    assert way(thrice, 1) not in page
    assert way(thrice, 2) in page
    assert "secret" not in history(client, thrice, "?version=1")
    assert client.get(reverse("history", args=[thrice.public_id]) + "?version=1").status_code == 410
    assert client.post(way(thrice, 1)).status_code == 302  # once more


def test_the_present_version_is_not_erased(client: Client, thrice: Review) -> None:
    assert thrice.author
    client.force_login(thrice.author)
    assert way(thrice, 3) not in history(client, thrice)
    assert client.post(way(thrice, 3)).status_code == 400
    assert client.get(way(thrice, 9)).status_code == 404


def test_nobody_else_is_offered_it(client: Client, bruno: Person, thrice: Review) -> None:
    assert way(thrice, 1) not in history(client, thrice)
    client.force_login(bruno)
    assert way(thrice, 1) not in history(client, thrice)
    assert client.post(way(thrice, 1)).status_code == 403


def test_a_moderator_gives_reasons_and_it_is_logged(
    client: Client, mira: Person, thrice: Review
) -> None:
    client.force_login(mira)
    assert client.post(way(thrice, 1)).status_code == 422
    said = {"reason": "private", "explanation": "It names a neighbour."}
    assert client.post(way(thrice, 1), said).status_code == 302
    entry = LogEntry.objects.get(act=Act.ERASE_VERSION)
    assert (entry.by, entry.explanation) == (mira, "It names a neighbour.")
    assert "secret" not in history(client, thrice)


def test_questions_and_answers_too(
    client: Client, film: Film, alice: Person, bruno: Person
) -> None:
    question = ask(film, alice, QuestionText("Who keeps the secret?"))
    edit_question(question, alice, QuestionText("Who keeps quiet?"))
    given = answer(question, bruno, AnswerText("The secret twin.", contains_spoilers=False))
    edit_answer(given, bruno, AnswerText("Her twin.", contains_spoilers=False))
    for person, row, kind in ((alice, question, "question"), (bruno, given, "answer")):
        client.force_login(person)
        address = reverse(f"erase_{kind}_version", args=[row.public_id, 1])
        past = reverse(f"{kind}_history", args=[row.public_id])
        assert address in client.get(past).text
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 302
        page = client.get(past).text
        assert "secret" not in page
        assert "This version was erased." in page
