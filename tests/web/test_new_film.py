"""/new-film/: an editor begins a film that has no reviews yet."""

from __future__ import annotations

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.actions import FilmFacts, add_film, facts_of
from houselights.catalogue.models import Film


def begin(client: Client, **said: str) -> str:
    """The page after the form was sent."""
    return client.post("/new-film/", said, follow=True).text


def test_a_title_is_enough(client: Client, edda: Person) -> None:
    client.force_login(edda)
    assert "The film has its page." in begin(client, title="The Lighthouse Cat", year="2004")
    film = Film.objects.get()
    assert film.get_absolute_url() == "/films/the-lighthouse-cat-2004/"
    assert client.get("/films/").text.count("/new-film/") == 1


def test_all_facts_can_be_said_at_once(client: Client, edda: Person) -> None:
    client.force_login(edda)
    begin(client, title="The Lighthouse Cat", credit_lines="director: Ines Varga", countries="pt")
    facts = facts_of(Film.objects.get())
    assert (facts.credits[0].name, facts.countries) == ("Ines Varga", ("PT",))


def test_a_film_that_is_here_is_named_instead(client: Client, edda: Person, film: Film) -> None:
    client.force_login(edda)
    said = begin(client, title="the long lamp", year="1999")
    assert "This film is here already" in said
    assert film.get_absolute_url() in said
    assert Film.objects.count() == 1


def test_what_is_missing_is_said(client: Client, edda: Person) -> None:
    client.force_login(edda)
    assert "A film needs a title." in begin(client, title="", year="1999")
    assert not Film.objects.exists()


@pytest.mark.parametrize("who", ["edda", "ada"])
def test_the_first_own_film_offers_to_remove_the_demonstration(
    client: Client, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    add_film(FilmFacts("An invented lamp"), is_demo=True)
    said = begin(client, title="The Lighthouse Cat")
    assert "The demonstration is still here." in said
    assert ("Remove the demonstration" in said) == (who == "ada")
    assert "still here" not in begin(client, title="The Lighthouse Dog")
