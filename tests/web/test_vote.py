"""Votes on reviews, with and without script, signed in or on the way there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base import limits
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from houselights.reviews.standing import delete_review
from houselights.votes.models import HelpfulVote, Tally
from houselights.web import wishes
from tests.cast import PASSWORD, make_person

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]


def address_of(review: Review) -> str:
    return reverse("vote", args=[review.public_id])


def tally(review: Review) -> tuple[int, int]:
    found = Tally.objects.filter(review=review).first()
    return (found.yes, found.total) if found else (0, 0)


@pytest.fixture
def review(make_review: Make) -> Review:
    return make_review(headline="Worth the wait")


@pytest.fixture
def signed_in(client: Client, bruno: Person) -> Client:
    client.force_login(bruno)
    return client


class TestWithoutScript:
    def test_a_vote_counts_and_leads_back_to_the_card(
        self, signed_in: Client, film: Film, review: Review
    ) -> None:
        here = f"{film.get_absolute_url()}?sort=newest"
        answer = signed_in.post(address_of(review), {"value": "yes", "next": here})
        assert (answer.status_code, answer["Location"]) == (302, f"{here}#r{review.public_id}")
        assert tally(review) == (1, 1)
        page = signed_in.get(here).content.decode()
        assert "You found this helpful" in page
        assert 'aria-pressed="true"' in page

    def test_sending_it_twice_counts_once(self, signed_in: Client, review: Review) -> None:
        for _ in range(2):
            signed_in.post(address_of(review), {"value": "yes"})
        assert tally(review) == (1, 1)

    def test_another_answer_and_undo(self, signed_in: Client, review: Review) -> None:
        signed_in.post(address_of(review), {"value": "yes"})
        signed_in.post(address_of(review), {"value": "no"})
        assert tally(review) == (0, 1)
        signed_in.post(address_of(review), {"value": "undo"})
        assert tally(review) == (0, 0)

    @pytest.mark.parametrize("value", ["", "maybe", "YES", "1"])
    def test_no_other_value_is_taken(self, signed_in: Client, review: Review, value: str) -> None:
        answer = signed_in.post(address_of(review), {"value": value})
        assert answer.status_code == 400
        assert "A vote is yes, no or undo." in answer.content.decode()
        assert tally(review) == (0, 0)

    def test_the_way_back_never_leaves_the_house(self, signed_in: Client, review: Review) -> None:
        given = {"value": "yes", "next": "https://elsewhere.example/"}
        answer = signed_in.post(address_of(review), given)
        assert answer["Location"].startswith(f"/reviews/{review.public_id}/")

    def test_looking_never_votes(self, signed_in: Client, review: Review) -> None:
        page = signed_in.get(address_of(review), {"value": "yes"}).content.decode()
        assert "Worth the wait" in page
        assert tally(review) == (0, 0)


class TestWithScript:
    def post(self, client: Client, review: Review, value: str) -> tuple[int, str]:
        answer = client.post(address_of(review), {"value": value}, headers={"HX-Request": "true"})
        return answer.status_code, answer.content.decode()

    def test_the_line_comes_back_alone(self, signed_in: Client, review: Review) -> None:
        status, line = self.post(signed_in, review, "no")
        assert status == 200
        assert "0 out of 1 found this helpful." in line
        assert "You did not find this helpful" in line
        assert "<html" not in line

    def test_no_one_votes_on_their_own_review(
        self, client: Client, alice: Person, make_review: Make
    ) -> None:
        client.force_login(alice)
        status, line = self.post(client, make_review(alice), "yes")
        assert status == 400
        assert "You can&#x27;t vote on your own review." in line

    def test_too_many_at_once(
        self, signed_in: Client, review: Review, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("houselights.web.pages.vote.VOTES_PER_PERSON", (0, 60))
        status, line = self.post(signed_in, review, "yes")
        assert status == 429
        assert "Wait a moment" in line
        assert "disabled" in line
        assert limits.VOTES_PER_PERSON == (120, 60)


class TestSignedOut:
    def wish(self, client: Client, review: Review, value: str = "yes", **headers: str) -> str:
        given = {"value": value, "next": review.film.get_absolute_url()}
        return str(client.get(address_of(review), given, headers=headers)["Location"])

    def sign_in(self, client: Client, person: Person, address: str) -> str:
        given = {"login": person.username, "password": PASSWORD}
        answer = client.post(address, given)
        assert answer.status_code == 302
        return str(answer["Location"])

    def test_the_vote_is_remembered_through_sign_in_and_counts_once(
        self, client: Client, bruno: Person, review: Review
    ) -> None:
        address = self.wish(client, review)
        assert address.startswith("/accounts/login/?next=/films/")
        assert tally(review) == (0, 0)
        back = self.sign_in(client, bruno, address)
        assert back == f"{review.film.get_absolute_url()}#r{review.public_id}"
        assert tally(review) == (1, 1)
        page = client.get(back.partition("#")[0]).content.decode()
        assert "Your vote has been counted." in page
        assert "You found this helpful" in page
        client.logout()
        client.force_login(bruno)
        assert HelpfulVote.objects.count() == 1

    def test_it_is_remembered_through_sign_up(self, client: Client, review: Review) -> None:
        self.wish(client, review, "no")
        given = {"email": "nadia@example.org", "username": "nadia", "password1": PASSWORD}
        client.post(reverse("account_signup"), given)
        assert HelpfulVote.objects.get().helpful is False

    def test_without_an_answer_only_the_place_is_remembered(
        self, client: Client, bruno: Person, review: Review
    ) -> None:
        self.sign_in(client, bruno, self.wish(client, review, ""))
        assert tally(review) == (0, 0)

    def test_a_link_on_another_site_puts_no_vote_in_mind(
        self, client: Client, bruno: Person, review: Review
    ) -> None:
        address = self.wish(client, review, Sec_Fetch_Site="cross-site")
        self.sign_in(client, bruno, address)
        assert tally(review) == (0, 0)

    def test_a_wish_is_forgotten_after_an_hour(
        self, client: Client, bruno: Person, review: Review, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = self.wish(client, review)
        monkeypatch.setattr(wishes, "SECONDS", -1)
        self.sign_in(client, bruno, address)
        assert tally(review) == (0, 0)

    def test_ones_own_review_is_not_counted_after_sign_in(
        self, client: Client, make_review: Make
    ) -> None:
        writer = make_person("writer")
        review = make_review(writer)
        back = self.sign_in(client, writer, self.wish(client, review))
        page = client.get(back.partition("#")[0]).content.decode()
        assert "You can&#x27;t vote on your own review." in page
        assert tally(review) == (0, 0)

    def test_a_session_that_ran_out_while_voting(self, client: Client, review: Review) -> None:
        answer = client.post(address_of(review), {"value": "yes"}, headers={"HX-Request": "true"})
        assert answer["HX-Redirect"].startswith("/accounts/login/")
        assert client.session[wishes.KEY]["word"] == "yes"


class TestWhatIsGone:
    def test_no_such_review(self, signed_in: Client) -> None:
        address = reverse("vote", args=["000000000000"])
        assert signed_in.post(address, {"value": "yes"}).status_code == 404

    def test_a_deleted_review(self, signed_in: Client, alice: Person, make_review: Make) -> None:
        review = make_review(alice)
        delete_review(review, alice)
        assert signed_in.post(address_of(review), {"value": "yes"}).status_code == 410


def test_a_vote_needs_the_form_s_token(bruno: Person, review: Review) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bruno)
    assert strict.post(address_of(review), {"value": "yes"}).status_code == 403
    assert tally(review) == (0, 0)
