"""The list of people, and somebody's own page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.actions import FilmFacts, add_film
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.actions import publish_review
from houselights.reviews.models import Review
from houselights.reviews.rules import Ratings, ReviewText
from houselights.web.taste import taste_bars

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

LIST_QUERIES = 2
PERSON_QUERIES = 10


def body_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


class TestList:
    @pytest.mark.usefixtures("alice")
    def test_who_wrote_most_stands_first(
        self, client: Client, bruno: Person, make_review: Make
    ) -> None:
        make_review(bruno)
        page = body_of(client, "/people/")
        assert page.index("Bruno") < page.index("Alice")
        assert "1 review" in page
        newest = body_of(client, "/people/?sort=new")
        assert newest.index("Bruno") < newest.index("Alice")

    def test_search_by_name(self, client: Client, alice: Person, bruno: Person) -> None:
        page = body_of(client, "/people/?q=ali")
        assert alice.get_absolute_url() in page
        assert bruno.get_absolute_url() not in page
        assert "Nothing fits" in body_of(client, "/people/?q=nobody")

    def test_closed_accounts_are_left_out(self, client: Client, alice: Person) -> None:
        Person.objects.filter(pk=alice.pk).update(is_active=False)
        assert alice.get_absolute_url() not in body_of(client, "/people/")
        assert client.get(alice.get_absolute_url()).status_code == 404

    def test_the_number_of_queries_does_not_grow(
        self, client: Client, make_review: Make, django_assert_num_queries: Callable[..., object]
    ) -> None:
        for _ in range(3):
            make_review()
            with django_assert_num_queries(LIST_QUERIES):
                body_of(client, "/people/")


class TestPerson:
    def test_who_it_is_and_what_they_wrote(
        self, client: Client, film: Film, alice: Person, make_review: Make
    ) -> None:
        Person.objects.filter(pk=alice.pk).update(about="Sits in row <seven>.\n\nAlone.")
        make_review(alice, headline="Worth the wait", rating=80)
        page = body_of(client, "/people/alice/")
        for words in ("Alice", "@alice", "Sits in row &lt;seven&gt;.", "Worth the wait"):
            assert words in page
        assert film.title_and_year in page
        assert "Too few ratings" in page

    def test_covers_stay_closed_until_asked_for(
        self, client: Client, alice: Person, make_review: Make
    ) -> None:
        review = make_review(alice, body="The keeper drowned.", contains_spoilers=True)
        assert "drowned" not in body_of(client, "/people/alice/")
        assert "drowned" in body_of(client, f"/people/alice/?open={review.public_id}")

    def test_a_bar_shows_the_reviews_of_its_rating(
        self, client: Client, alice: Person, make_review: Make
    ) -> None:
        make_review(alice, headline="About the lamp", rating=80)
        text = ReviewText(
            headline="About Zinc", body="Grey.", rating=75, contains_spoilers=False, language="en"
        )
        publish_review(add_film(FilmFacts(title="Zinc")), alice, text)
        for rating, wanted, number in ((8, "About the lamp", 2), (3, "no review to show", 0)):
            page = body_of(client, f"/people/alice/?rating={rating}")
            assert wanted in page
            assert page.count('class="card"') == number
        assert client.get("/people/alice/?rating=11").status_code == 400

    def test_questions_and_answers(
        self, client: Client, film: Film, alice: Person, bruno: Person
    ) -> None:
        question = ask(film, alice, QuestionText("Who trims the wick?", "", "en"))
        answer(question, bruno, AnswerText("Ray does.", False, "en"))
        assert "Who trims the wick?" in body_of(client, "/people/alice/")
        page = body_of(client, "/people/bruno/")
        assert "Who trims the wick?" in page
        assert f"{question.get_absolute_url()}#r" in page
        assert "Ray does." not in page

    def test_another_case_leads_to_the_handle(self, client: Client, alice: Person) -> None:
        response = client.get("/people/ALICE/")
        assert (response.status_code, response["Location"]) == (301, alice.get_absolute_url())

    @pytest.mark.parametrize("handle", ["nobody", "a b", "x" * 200])
    def test_no_such_person(self, client: Client, handle: str) -> None:
        assert client.get(f"/people/{handle}/").status_code == 404

    def test_the_number_of_queries_does_not_grow(
        self,
        client: Client,
        alice: Person,
        bruno: Person,
        django_assert_num_queries: Callable[..., object],
    ) -> None:
        for number in range(3):
            film = add_film(FilmFacts(title=f"Harbour {number}"))
            text = ReviewText(
                headline="Calm", body="Salt.", rating=70, contains_spoilers=False, language="en"
            )
            publish_review(film, alice, text)
            question = ask(film, bruno, QuestionText("Who trims the wick?", "", "en"))
            answer(question, alice, AnswerText("Ray does.", False, "en"))
            with django_assert_num_queries(PERSON_QUERIES):
                body_of(client, "/people/alice/")


def test_bars_are_shares_of_each() -> None:
    own = Ratings((0, 0, 0, 0, 0, 0, 0, 1, 0, 0), 80)
    house = Ratings((0, 0, 0, 0, 0, 0, 0, 50, 0, 50), 9000)
    bars = taste_bars(own, house, "/people/alice/", active=8)
    eight, ten = bars[7], bars[9]
    assert (eight.share, eight.house_share, ten.share, ten.house_share) == (100, 50, 0, 50)
    assert (eight.path, ten.path, ten.mark) == ("M1 0h8v100h-8z", "", "M0 51h10")
    assert (eight.active, eight.url) == (True, "/people/alice/")
    assert eight.words == "1 rating, 100% of theirs; of the house's, 50%"
