"""Writing: the desk, its preview and drafts, publishing, taking back and deleting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.reviews.actions import rate_film, save_draft
from houselights.reviews.models import Draft, Review
from houselights.reviews.rules import ReviewText
from houselights.votes.actions import cast_helpful_vote
from tests.cast import PASSWORD, make_person

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

TEXT = {
    "rating": "80",
    "headline": "Mind the wick",
    "body": "It burns slowly, and the last reel is worth every minute of the wait.",
    "contains_spoilers": "no",
    "language": "",
    "seen_on": "",
    "seen_at": "",
    "revision": "0",
    "draft": "0",
    "token": "one-token",
}


@pytest.fixture
def alices(client: Client, alice: Person) -> Client:
    client.force_login(alice)
    return client


def to(name: str, film: Film) -> str:
    return reverse(name, args=[film.slug])


def publish(client: Client, film: Film, **fields: str) -> Any:
    return client.post(to("write", film), TEXT | fields)


def published() -> Review:
    return Review.objects.select_related("current").get(state=State.PUBLISHED)


class TestPublishing:
    def test_a_review_is_published_at_its_permalink(self, alices: Client, film: Film) -> None:
        answer = publish(alices, film, seen_on="2024-03-14", seen_at="At the Lantern")
        review = published()
        assert answer.url == review.get_absolute_url()
        assert (review.rating, review.contains_spoilers, review.language) == (80, False, "en")
        assert (str(review.seen_on), review.seen_at) == ("2024-03-14", "At the Lantern")
        page = alices.get(answer.url).content.decode()
        assert "Published." in page
        assert "Undo" in page

    def test_the_same_form_twice_acts_once(self, alices: Client, film: Film) -> None:
        first, second = publish(alices, film), publish(alices, film)
        assert first.url == second.url
        assert published().current.number == 1

    def test_all_that_is_missing_is_said_at_once_and_nothing_is_lost(
        self, alices: Client, film: Film
    ) -> None:
        answer = publish(
            alices, film, headline="", contains_spoilers="", seen_on="some day in March"
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Give your review a headline." in page
        assert "Say whether your review reveals plot turns." in page
        assert 'href="#id_headline"' in page
        assert 'href="#id_contains_spoilers"' in page
        assert 'value="some day in March"' in page
        assert "the last reel is worth every minute" in page
        assert 'aria-describedby="id_headline_error"' in page
        assert not Review.objects.exists()

    def test_only_in_covered_words_needs_covered_words(self, alices: Client, film: Film) -> None:
        answer = publish(alices, film, contains_spoilers="covered")
        assert "Nothing is covered yet." in answer.content.decode()
        publish(alices, film, contains_spoilers="covered", body="Slow. ||The lamp did it.|| Good.")
        review = published()
        assert (review.contains_spoilers, review.current.covers) == (False, [[6, 22]])

    def test_a_rating_alone_is_enough(self, alices: Client, film: Film) -> None:
        answer = publish(alices, film, headline="", body="", contains_spoilers="")
        assert answer.url == film.get_absolute_url()
        assert (published().rating, published().current) == (80, None)

    def test_a_rating_that_came_alone_becomes_a_review_of_now(
        self, alices: Client, alice: Person, film: Film
    ) -> None:
        rating = rate_film(film, alice, 40)
        assert rating
        Review.objects.update(published_at=now() - timedelta(days=30))
        assert 'value="40" id="id_rating_3" checked' in _flat(alices.get(to("write", film)))
        publish(alices, film)
        review = published()
        assert review.pk == rating.pk
        assert now() - review.published_at < timedelta(days=1)

    def test_the_operators_least_length_is_said(self, alices: Client, film: Film) -> None:
        from houselights.base.house import choose

        choose("shortest_review", 600)
        answer = publish(alices, film)
        assert "asks for 600 characters" in answer.content.decode()

    def test_readers_without_the_role_may_not_write(self, client: Client, film: Film) -> None:
        client.force_login(make_person("rena", "reader"))
        assert client.get(to("write", film)).status_code == 403


def _flat(response: Any) -> str:
    return " ".join(response.content.decode().split())


class TestSigningIn:
    def test_a_visitor_is_led_to_sign_in(self, client: Client, film: Film) -> None:
        answer = client.get(to("write", film))
        assert answer.url == f"/accounts/login/?next={to('write', film)}"

    @pytest.mark.usefixtures("alice")
    @pytest.mark.parametrize("name", ["write", "draft", "preview"])
    def test_what_was_typed_comes_along(self, client: Client, film: Film, name: str) -> None:
        answer = client.post(to(name, film), TEXT | {"body": "Typed when signed out."})
        login = {"login": "alice", "password": PASSWORD}
        back = client.post(answer.url, login)
        assert back.url == to("write", film)
        page = client.get(back.url).content.decode()
        assert "Typed when signed out." in page
        assert 'value="Mind the wick"' in page

    def test_also_to_the_review_that_was_edited(
        self, client: Client, alice: Person, film: Film, make_review: Make
    ) -> None:
        review = make_review(alice)
        address = reverse("edit_review", args=[review.public_id])
        client.post(to("draft", film), TEXT | {"body": "Typed when signed out.", "revision": "1"})
        client.force_login(alice)
        assert client.get(to("write", film)).url == address
        assert "Typed when signed out." in client.get(address).content.decode()


class TestPreview:
    def test_it_covers_what_readers_will_find_covered(self, alices: Client, film: Film) -> None:
        body = "Slow. ||The lamp did it all along.|| Good."
        answer = alices.post(
            to("preview", film), TEXT | {"body": body}, headers={"HX-Request": "true"}
        )
        page = answer.content.decode()
        assert "lamp did it" not in page
        assert "Spoiler, about 5 words" in page
        assert "<html" not in page

    def test_a_whole_review_stands_behind_the_curtain(self, alices: Client, film: Film) -> None:
        answer = alices.post(
            to("preview", film), TEXT | {"contains_spoilers": "yes"}, headers={"HX-Request": "true"}
        )
        page = answer.content.decode()
        assert page.index("Warning: Spoilers") < page.index("Behind the curtain")
        assert page.count("the last reel") == 1

    def test_without_script_it_is_the_page_again(self, alices: Client, film: Film) -> None:
        page = _flat(alices.post(to("preview", film), TEXT))
        assert "As readers will see it" in page
        assert page.count("the last reel") == 2  # the field and the card
        assert not Review.objects.exists()

    def test_a_script_without_session_is_not_led_away(self, client: Client, film: Film) -> None:
        answer = client.post(to("preview", film), TEXT, headers={"HX-Request": "true"})
        assert answer.status_code == 401


class TestDrafts:
    def test_a_draft_is_kept_and_shown_again(self, alices: Client, film: Film) -> None:
        answer = alices.post(to("draft", film), TEXT | {"body": "Half a thou", "headline": ""})
        assert answer.url == to("write", film)
        assert Draft.objects.get().body == "Half a thou"
        page = alices.get(answer.url).content.decode()
        assert "Half a thou" in page
        assert "This is your draft of" in page
        assert not Review.objects.exists()

    def test_the_enter_key_throws_no_draft_away(
        self, alices: Client, alice: Person, film: Film
    ) -> None:
        save_draft(film, alice, ReviewText(body="Half a thou"), version=None)
        form = _flat(alices.get(to("write", film))).split('<form class="desk"')[1]
        # Browsers press the first button of a form, which is then the one that publishes.
        assert form.index("<button hidden>") < form.index('name="discard"')

    def test_scripts_are_told_the_version(self, alices: Client, film: Film) -> None:
        def keep(version: str) -> Any:
            return alices.post(
                to("draft", film), TEXT | {"draft": version}, headers={"Accept": "application/json"}
            )

        assert keep("0").json() == {"draft": 1}
        assert keep("1").json() == {"draft": 2}

    def test_another_page_is_never_overwritten(
        self, alices: Client, alice: Person, film: Film
    ) -> None:
        save_draft(film, alice, ReviewText(body="From the other window"), version=None)
        answer = alices.post(to("draft", film), TEXT, headers={"Accept": "application/json"})
        assert answer.status_code == 409
        assert "From the other window" in answer.json()["other"]
        page = alices.post(to("draft", film), TEXT)
        assert page.status_code == 409
        assert "From the other window" in page.content.decode()
        assert "the last reel" in page.content.decode()
        assert Draft.objects.get().body == "From the other window"

    def test_the_writer_can_choose_then(self, alices: Client, alice: Person, film: Film) -> None:
        save_draft(film, alice, ReviewText(body="From the other window"), version=None)
        assert 'name="draft" value="1"' in alices.post(to("draft", film), TEXT).content.decode()
        assert alices.post(to("draft", film), TEXT | {"draft": "1"}).status_code == 302
        assert "the last reel" in Draft.objects.get().body

    def test_it_can_be_thrown_away(self, alices: Client, alice: Person, film: Film) -> None:
        save_draft(film, alice, ReviewText(body="No good"), version=None)
        alices.post(to("draft", film), {"discard": ""})
        assert not Draft.objects.exists()

    def test_publishing_uses_it_up(self, alices: Client, alice: Person, film: Film) -> None:
        save_draft(film, alice, ReviewText(body="Half"), version=None)
        publish(alices, film, draft="1")
        assert not Draft.objects.exists()

    def test_a_script_without_session_is_told_so(self, client: Client, film: Film) -> None:
        answer = client.post(to("draft", film), TEXT, headers={"Accept": "application/json"})
        assert answer.status_code == 401
        assert "signed out" in answer.json()["said"]


class TestEditing:
    def test_address_and_votes_stay(
        self, alices: Client, alice: Person, bruno: Person, film: Film, make_review: Make
    ) -> None:
        review = make_review(alice)
        cast_helpful_vote(bruno, review, helpful=True)
        assert alices.get(to("write", film)).url == reverse("edit_review", args=[review.public_id])
        answer = alices.post(
            reverse("edit_review", args=[review.public_id]), TEXT | {"revision": "1"}
        )
        assert answer.url == review.get_absolute_url()
        changed = published()
        assert (changed.pk, changed.current.number, changed.tally.yes) == (review.pk, 2, 1)
        assert "Undo</button>" not in alices.get(answer.url).content.decode().split("help")[0]

    def test_a_page_opened_before_the_last_edit_shows_both(
        self, alices: Client, alice: Person, make_review: Make
    ) -> None:
        review = make_review(alice, body="Edited in the other window.")
        answer = alices.post(
            reverse("edit_review", args=[review.public_id]), TEXT | {"revision": "0"}
        )
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Edited in the other window." in page
        assert "the last reel" in page
        assert 'name="revision" value="1"' in page

    def test_nobody_else_may(
        self, client: Client, bruno: Person, alice: Person, make_review: Make
    ) -> None:
        client.force_login(bruno)
        address = reverse("edit_review", args=[make_review(alice).public_id])
        assert client.get(address).status_code == 403
        assert client.post(address, TEXT).status_code == 403


class TestTakingAway:
    def test_taken_back_it_is_a_draft_again(self, alices: Client, film: Film) -> None:
        publish(alices, film)
        review = published()
        answer = alices.post(reverse("take_back", args=[review.public_id]))
        assert answer.url == to("write", film)
        assert "the last reel" in alices.get(answer.url).content.decode()
        assert alices.get(review.get_absolute_url()).status_code == 410

    def test_later_it_can_only_be_deleted(
        self, alices: Client, alice: Person, make_review: Make
    ) -> None:
        review = make_review(alice)
        Review.objects.update(published_at=now() - timedelta(minutes=11))
        answer = alices.post(reverse("take_back", args=[review.public_id]))
        assert answer.status_code == 400
        assert "too late" in answer.content.decode()

    def test_deleting_asks_once_more(
        self, alices: Client, alice: Person, film: Film, make_review: Make
    ) -> None:
        review = make_review(alice)
        address = reverse("delete_review", args=[review.public_id])
        assert "Delete this review?" in alices.get(address).content.decode()
        assert alices.get(review.get_absolute_url()).status_code == 200
        assert alices.post(address).url == film.get_absolute_url()
        assert alices.get(review.get_absolute_url()).status_code == 410

    def test_moderators_are_led_to_their_desk(
        self, client: Client, mira: Person, make_review: Make
    ) -> None:
        review = make_review()
        client.force_login(mira)
        answer = client.post(reverse("delete_review", args=[review.public_id]))
        assert answer["Location"] == reverse("moderate", args=["review", review.public_id])
        assert client.get(review.get_absolute_url()).status_code == 200

    def test_others_may_not(self, client: Client, bruno: Person, make_review: Make) -> None:
        client.force_login(bruno)
        address = reverse("delete_review", args=[make_review().public_id])
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
