"""/set-up/<token>/: the first administrator in one page."""

from __future__ import annotations

import pytest
from django.test import Client

from houselights.accounts.actions import issue_setup_link
from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.house import choice
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

FORM = {
    "house_name": "The Lamp Society",
    "language": "en",
    "registration": "invited",
    "handle": "ada",
    "email": "ada@example.org",
    "password": PASSWORD,
}


@pytest.fixture
def address() -> str:
    """The link that the program prints."""
    return f"/set-up/{issue_setup_link()}/"


def test_one_form_names_the_house_and_signs_its_administrator_in(
    client: Client, address: str
) -> None:
    assert b"Name of this house" in client.get(address).content
    answer = client.post(address, FORM, follow=True)
    assert answer.redirect_chain == [("/house/first-steps/", 302)]
    person = Person.objects.get(username="ada")
    assert may(person, Ability.RUN_HOUSE)
    assert answer.wsgi_request.user == person
    assert choice("house_name") == "The Lamp Society"
    assert (choice("language"), choice("registration")) == ("en", "invited")
    assert "The Lamp Society" in answer.text


def test_a_used_link_says_so(client: Client, address: str) -> None:
    client.post(address, FORM)
    for answer in (Client().get(address), Client().post(address, FORM)):
        assert answer.status_code == 410
        assert "has its administrator" in answer.text


def test_an_unknown_link_says_where_the_present_one_is(client: Client, address: str) -> None:
    answer = client.get("/set-up/no-such-token/")
    assert answer.status_code == 404
    assert "Start the program again" in answer.text


def test_a_form_to_mend_keeps_what_was_typed(client: Client, address: str) -> None:
    answer = client.post(address, FORM | {"handle": "admin", "password": "12345678"})
    assert answer.status_code == 422
    assert 'value="The Lamp Society"' in answer.text
    assert "kept for the house" in answer.text
    assert "12345678" not in answer.text
    assert not Person.objects.exists()


def test_the_page_is_neither_kept_nor_found(client: Client, address: str) -> None:
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.text
