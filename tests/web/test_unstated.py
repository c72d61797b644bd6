"""/house/unstated/: the operator is asked once what strangers read of unstated texts."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from houselights.accounts.models import Person
from houselights.base.house import choice
from houselights.catalogue.models import Film
from tests.exchange.pages import bring_in, page_text
from tests.web.forms import chosen

QUESTION = "Say who reads them"


@pytest.fixture
def keeper(client: Client, ada: Person, film: Film, settings: LazySettings) -> Client:
    """Ada's browser, in a public house with an imported page."""
    settings.IS_PUBLIC = True
    bring_in(film, page_text())
    client.force_login(ada)
    return client


def test_it_is_asked_until_it_is_answered(keeper: Client) -> None:
    assert QUESTION in keeper.get("/").text
    assert chosen(keeper.get("/house/unstated/").text, "shown_to") == "members"
    answered = keeper.post("/house/unstated/", {"shown_to": "everyone"}, follow=True)
    assert "Your choice is kept" in answered.text
    assert choice("unstated_texts") == "everyone"
    assert QUESTION not in keeper.get("/").text


def test_it_can_be_changed_later(keeper: Client) -> None:
    keeper.post("/house/unstated/", {"shown_to": "everyone"})
    keeper.post("/house/unstated/", {"shown_to": "members"})
    assert choice("unstated_texts") == "members"


def test_neither_choice_is_no_choice(keeper: Client) -> None:
    answer = keeper.post("/house/unstated/", {})
    assert answer.status_code == 422
    assert "Choose one of the two." in answer.text
    assert choice("unstated_texts") == ""


def test_nobody_else_is_asked(keeper: Client, edda: Person, settings: LazySettings) -> None:
    settings.IS_PUBLIC = False
    assert QUESTION not in keeper.get("/").text
    settings.IS_PUBLIC = True
    keeper.force_login(edda)
    assert QUESTION not in keeper.get("/").text
    keeper.logout()
    assert QUESTION not in keeper.get("/").text
