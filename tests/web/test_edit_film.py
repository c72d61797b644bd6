"""/films/<slug>/edit/: an editor corrects a film, or accepts what its page suggested."""

from __future__ import annotations

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.actions import facts_of, propose_film
from houselights.catalogue.models import Film
from houselights.web.forms.films import FilmForm


@pytest.fixture
def editor(client: Client, edda: Person) -> Client:
    """Edda's browser."""
    client.force_login(edda)
    return client


def fields(film: Film, **changed: object) -> dict[str, object]:
    """The form as it stands on the page, with some fields changed."""
    shown = FilmForm.showing(facts_of(film)).initial
    return {name: value for name, value in (shown | changed).items() if value is not None}


def test_facts_are_kept_and_the_old_address_leads_on(editor: Client, film: Film) -> None:
    old = film.get_absolute_url()
    changed = fields(
        film,
        title="The Longer Lamp",
        countries="gb, us",
        credit_lines="director: Ines Varga\ncast: Tom Ode as Ray\nmusic: P. Lund",
        source_title="Lamps",
        source_author="A. Bell",
    )
    answer = editor.post(f"{old}edit/", changed)
    film.refresh_from_db()
    assert answer["Location"] == film.get_absolute_url() == "/films/the-longer-lamp-1999/"
    facts = facts_of(film)
    assert facts.countries == ("GB", "US")
    assert [(one.job, one.name, one.character) for one in facts.credits][1:] == [
        ("cast", "Tom Ode", "Ray"),
        ("music", "P. Lund", ""),
    ]
    assert facts.source is not None
    assert (facts.source.kind, facts.source.author) == ("novel", "A. Bell")


def test_what_it_is_based_on_is_said_and_taken_back(editor: Client, film: Film) -> None:
    source = {"source_title": "Lamps", "source_kind": "play", "source_year": "1920"}
    editor.post(f"{film.get_absolute_url()}edit/", fields(film, **source))
    film.refresh_from_db()
    shown = " ".join(editor.get(film.get_absolute_url()).text.split())
    assert "the play <cite>Lamps</cite> (1920)" in shown
    editor.post(f"{film.get_absolute_url()}edit/", fields(film, source_title=""))
    film.refresh_from_db()
    assert facts_of(film).source is None


def test_an_unchanged_form_changes_no_fact(editor: Client, film: Film) -> None:
    before = facts_of(film)
    editor.post(f"{film.get_absolute_url()}edit/", fields(film))
    film.refresh_from_db()
    assert facts_of(film) == before


def test_a_proposal_shows_its_sentences_until_it_is_accepted(
    editor: Client, film: Film, edda: Person
) -> None:
    sentence = "Varga's lamp of 1999 burns on."
    propose_film(
        film, [{"field": "year", "value": 1999, "review_position": 3, "sentence": sentence}]
    )
    address = f"{film.get_absolute_url()}edit/"
    assert "Varga&#x27;s lamp" in editor.get(address).text
    editor.post(address, fields(film))
    film.refresh_from_db()
    assert film.proposal.settled_by == edda
    assert "Varga&#x27;s lamp" not in editor.get(address).text


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"title": ""}, "needs a title"),
        ({"countries": "England"}, "two letters"),
        ({"credit_lines": "Ines Varga"}, "Begin each line"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    editor: Client, film: Film, wrong: dict[str, str], word: str
) -> None:
    answer = editor.post(
        f"{film.get_absolute_url()}edit/", fields(film, original_title="Lampa", **wrong)
    )
    assert answer.status_code == 422
    assert word in answer.text
    assert "Lampa" in answer.text


def test_only_editors_change_films(client: Client, film: Film, alice: Person) -> None:
    address = f"{film.get_absolute_url()}edit/"
    assert client.get(address).status_code == 302
    client.force_login(alice)
    assert client.post(address, fields(film, title="Mine")).status_code == 403
