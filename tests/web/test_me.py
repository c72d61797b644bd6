"""/me/: one's own account, and the end of every session."""

from __future__ import annotations

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.reviews.actions import publish_review
from houselights.reviews.models import Draft
from houselights.reviews.rules import ReviewText

ME = "/me/"
EVERYWHERE = "/me/sign-out-everywhere/"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def is_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


@pytest.mark.django_db
def test_the_page_wants_somebody_signed_in(client: Client) -> None:
    assert client.get(ME)["Location"] == "/accounts/login/?next=/me/"
    assert client.post(EVERYWHERE)["Location"].startswith("/accounts/login/")


def test_it_shows_roles_drafts_and_ways_to_change_things(edda: Person, film: Film) -> None:
    Draft.objects.create(person=edda, film=film, headline="Half a thought", body="Not yet.")
    page = signed_in(edda).get(ME).text
    assert "Editor" in page
    assert f'href="{film.get_absolute_url()}write/"' in page
    assert "/accounts/password/change/" in page
    assert "/accounts/email/" in page


def test_name_and_words_about_oneself_are_kept(alice: Person) -> None:
    said = {"name": "Alice Lind", "about": "Sits in row F.", "language": ""}
    answer = signed_in(alice).post(ME, said)
    assert answer["Location"] == ME
    alice.refresh_from_db()
    assert (alice.shown_name, alice.about) == ("Alice Lind", "Sits in row F.")


def test_too_long_a_name_comes_back_with_a_word(alice: Person) -> None:
    answer = signed_in(alice).post(ME, {"name": "x" * 101, "about": "", "language": ""})
    assert answer.status_code == 422
    assert "x" * 101 in answer.text


def test_the_chosen_language_speaks_on_every_device(alice: Person) -> None:
    signed_in(alice).post(ME, {"name": "", "about": "", "language": "vi"})
    page = signed_in(alice).get(ME, headers={"accept-language": "en"})
    assert page["Content-Language"] == "vi"
    assert '<html lang="vi"' in page.text
    assert Client().get("/accounts/login/")["Content-Language"] == "en"


def test_every_session_ends_at_once(alice: Person, bruno: Person) -> None:
    here, there, somebody_else = signed_in(alice), signed_in(alice), signed_in(bruno)
    assert is_in(here)
    assert is_in(there)
    assert here.post(EVERYWHERE)["Location"] == "/"
    assert not is_in(here)
    assert not is_in(there)
    assert is_in(somebody_else)


def test_this_session_may_stay(alice: Person) -> None:
    here, there = signed_in(alice), signed_in(alice)
    here.post(EVERYWHERE, {"stay": "yes"})
    assert is_in(here)
    assert not is_in(there)


def test_signing_out_everywhere_is_a_post_with_a_token(alice: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.get(EVERYWHERE).status_code == 405
    assert strict.post(EVERYWHERE).status_code == 403
    assert is_in(strict)


@pytest.mark.django_db
def test_the_page_asks_no_more_for_more_drafts(
    alice: Person, film: Film, django_assert_max_num_queries
) -> None:
    client = signed_in(alice)
    client.get(ME)
    Draft.objects.create(person=alice, film=film)
    with django_assert_max_num_queries(10):
        client.get(ME)


@pytest.mark.django_db
def test_a_new_name_stands_at_once_where_readers_keep_a_page(alice: Person, film: Film) -> None:
    publish_review(film, alice, ReviewText("A lamp", "It burns.", 80, False))
    visitor, said = Client(), {"about": "", "language": ""}
    kept = visitor.get(film.get_absolute_url())
    signed_in(alice).post(ME, said | {"name": alice.name, "about": "Sits in row F."})
    headers = {"if-none-match": kept["ETag"]}
    assert visitor.get(film.get_absolute_url(), headers=headers).status_code == 304
    signed_in(alice).post(ME, said | {"name": "Alice Lind"})
    again = visitor.get(film.get_absolute_url(), headers=headers)
    assert (again.status_code, "Alice Lind" in again.text) == (200, True)
