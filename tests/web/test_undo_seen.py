""" "I have not seen it" brings back what the reader had said of the film before."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.spoilers.covering import Knows
from houselights.spoilers.models import Reading
from houselights.spoilers.reader import OfFilm
from houselights.spoilers.readings import said_by, say_of_film
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

BEFORE = ["nothing", "premise", "source", ""]
UNDO = re.compile(r'<button[^>]* name="know" value="([^"]*)">\s*I have not seen it')


def say(client: Client, film: Film, knows: str) -> int:
    return client.post(reverse("film_spoilers", args=[film.slug]), {"know": knows}).status_code


def undo(client: Client, film: Film) -> None:
    """Presses the button as it stands on the page."""
    (value,) = UNDO.findall(client.get(film.get_absolute_url()).text)
    say(client, film, value)


@pytest.fixture(params=["cookie", "account"])
def reader(request: pytest.FixtureRequest, client: Client) -> Client:
    if request.param == "account":
        client.force_login(request.getfixturevalue("bruno"))
    return client


def said(client: Client, film: Film) -> OfFilm | None:
    known = client.get(film.get_absolute_url()).context["page"].known
    found: OfFilm | None = known.said
    return found


@pytest.mark.parametrize("before", BEFORE)
def test_it_is_said_again(reader: Client, film: Film, before: str) -> None:
    say(reader, film, before)
    told = said(reader, film)
    assert told == (OfFilm(Knows(before)) if before else None)
    say(reader, film, "seen")
    say(reader, film, "seen")  # pressed twice
    undo(reader, film)
    assert said(reader, film) == told


def test_what_is_said_anew_replaces_it(reader: Client, film: Film) -> None:
    for knows in ("premise", "seen", "nothing", "seen"):
        say(reader, film, knows)
    undo(reader, film)
    assert said(reader, film) == OfFilm(Knows.NOTHING)
    say(reader, film, "")
    say(reader, film, "seen")
    undo(reader, film)
    assert said(reader, film) is None


@pytest.mark.parametrize("value", ["seen-p", "seen-x", "P", "-", "premise "])
def test_what_the_button_never_says_is_refused(reader: Client, film: Film, value: str) -> None:
    say(reader, film, "premise")
    assert say(reader, film, value) == 400
    assert said(reader, film) == OfFilm(Knows.PREMISE)


def test_an_account_takes_it_over(client: Client, bruno: Person, film: Film) -> None:
    say(client, film, "premise")
    say(client, film, "seen")
    client.post("/accounts/login/", {"login": "bruno", "password": PASSWORD})
    assert said_by(bruno, [film.pk])[1] == {film.pk: OfFilm(Knows.SEEN, Knows.PREMISE)}
    undo(client, film)
    assert Reading.objects.get().knows == "premise"


def test_the_tag_of_the_page_follows(client: Client, film: Film) -> None:
    """Or a browser's copy would have the button of before."""
    tags = set()
    for before in BEFORE:
        say(client, film, before)
        say(client, film, "seen")
        tags.add(client.get(film.get_absolute_url())["ETag"])
        say(client, film, "")
    assert len(tags) == len(BEFORE)


def test_a_word_that_there_is_not_counts_as_none(film: Film, bruno: Person) -> None:
    say_of_film(bruno, film, Knows.SEEN)
    Reading.objects.update(knows="seen-s")
    assert said_by(bruno, [film.pk])[1] == {film.pk: OfFilm(Knows.SEEN, Knows.SOURCE)}
    Reading.objects.update(knows="seen-z")
    assert said_by(bruno, [film.pk])[1] == {}
