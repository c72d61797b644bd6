"""The light switch: a cookie, and back to where the reader was."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from houselights.web.pages.lights import chosen_lights

pytestmark = pytest.mark.django_db


def test_the_choice_is_kept_and_the_reader_comes_back(client: Client) -> None:
    response = client.post("/lights/", {"lights": "down", "next": "/films/?sort=newest"})
    assert (response.status_code, response["Location"]) == (302, "/films/?sort=newest")
    assert client.cookies["lights"].value == "down"


def test_auto_forgets_the_choice(client: Client) -> None:
    client.cookies["lights"] = "down"
    client.post("/lights/", {"lights": "auto", "next": "/"})
    assert client.cookies["lights"].value == ""


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:1", ""]
)
def test_nobody_is_sent_to_a_stranger(client: Client, elsewhere: str) -> None:
    response = client.post("/lights/", {"lights": "up", "next": elsewhere})
    assert response["Location"] == "/"


def test_a_strange_cookie_means_auto(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.COOKIES["lights"] = '"><script>'
    assert chosen_lights(request) == "auto"
    request.COOKIES["lights"] = "up"
    assert chosen_lights(request) == "up"


def test_the_switch_is_a_form_and_not_a_link(client: Client) -> None:
    assert client.get("/lights/").status_code == 405
