"""Pages that say no: their status, their words, and that they need no inline code."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.http import HttpRequest
from django.test import Client, RequestFactory

from houselights.base.errors import Conflict, Gone, NotAllowed, Refusal, TooMany
from houselights.web.pages import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_a_visitor(rf: RequestFactory) -> HttpRequest:
    return rf.get("/films/unknown/")


SENTENCE = "Give a year such as <1974>."


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Refusal(SENTENCE), 400),
        (NotAllowed(SENTENCE), 403),
        (Conflict(SENTENCE), 409),
        (Gone(SENTENCE), 410),
        (TooMany(SENTENCE), 429),
        (NotAllowed(SENTENCE, code="withheld"), 451),
    ],
)
def test_a_refusal_is_shown_with_its_own_sentence(
    request_of_a_visitor: HttpRequest, refusal: Refusal, status: int
) -> None:
    response = errors.refused(request_of_a_visitor, refusal)
    page = response.content.decode()
    assert response.status_code == errors.status_of(refusal) == status
    assert "Give a year such as &lt;1974&gt;." in page
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|<script(?![^>]*src=)|\son\w+=", page)


def test_a_missing_page_offers_the_films(request_of_a_visitor: HttpRequest) -> None:
    response = errors.not_found(request_of_a_visitor, Exception())
    assert response.status_code == 404
    assert 'href="/films/"' in response.content.decode()


def test_what_is_closed_offers_the_way_in(request_of_a_visitor: HttpRequest) -> None:
    response = errors.forbidden(request_of_a_visitor, Exception())
    assert response.status_code == 403
    assert "?next=/films/unknown/" in response.content.decode()


def test_an_old_form_says_that_nothing_was_lost(request_of_a_visitor: HttpRequest) -> None:
    response = errors.csrf_failed(request_of_a_visitor)
    assert response.status_code == 403
    assert "nothing was lost" in response.content.decode()


def test_a_broken_page_asks_the_database_nothing(
    request_of_a_visitor: HttpRequest, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = errors.server_error(request_of_a_visitor)
    assert response.status_code == 500
    assert "Something broke" in response.content.decode()


def test_another_host_is_told_which_setting_names_the_house(
    client: Client, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    response = client.get("/", headers={"Host": "reviews.example.org"})
    assert response.status_code == 400
    assert "set HOUSELIGHTS_PUBLIC_URL to the address that readers use" in response.text
    assert "reviews.example.org" not in response.text
