"""/films/<slug>/secrets/: the words that give a film away, for editors."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.spoilers.covering import Knows
from houselights.spoilers.models import FilmKnowledge, SecretTerm
from houselights.spoilers.readings import say_of_film

pytestmark = pytest.mark.django_db

State = SecretTerm.State


@pytest.fixture
def editor(client: Client, edda: Person) -> Client:
    """Edda's browser."""
    client.force_login(edda)
    return client


@pytest.fixture
def here(film: Film) -> str:
    return reverse("film_secrets", args=[film.slug])


def terms() -> dict[str, str]:
    return dict(SecretTerm.objects.values_list("words", "state"))


def test_only_editors_get_in(client: Client, alice: Person, here: str, film: Film) -> None:
    SecretTerm.objects.create(film=film, words="twin brother", state=State.KEPT)
    assert client.get(here).status_code == 302
    client.force_login(alice)
    assert client.get(here).status_code == 403
    assert client.post(here, {"words": "twin"}).status_code == 403
    assert "twin" not in client.get(film.get_absolute_url()).text
    assert here not in client.get(film.get_absolute_url()).text


def test_words_are_added_and_the_film_is_learnt_anew(editor: Client, here: str, film: Film) -> None:
    FilmKnowledge.objects.create(film=film, model={}, stamp="old")
    answer = editor.post(here, {"act": "add", "words": "  twin   brother "}, follow=True)
    assert terms() == {"twin brother": "kept"}
    assert "twin brother" in answer.text
    assert DBTaskResult.objects.count() == 1
    editor.post(here, {"words": "Twin Brother"})
    assert terms() == {"twin brother": "kept"}


def test_proposals_are_kept_declined_and_taken_away(editor: Client, here: str, film: Film) -> None:
    one = SecretTerm.objects.create(film=film, words="lighthouse")
    other = SecretTerm.objects.create(film=film, words="harbour")
    editor.post(here, {"act": "keep", "term": one.pk})
    editor.post(here, {"act": "decline", "term": other.pk})
    assert terms() == {"lighthouse": "kept", "harbour": "declined"}
    editor.post(here, {"act": "remove", "term": one.pk})
    assert terms() == {"harbour": "declined"}
    assert editor.post(here, {"act": "remove", "term": one.pk}).status_code == 404
    assert editor.post(here, {"act": "remove", "term": "x"}).status_code == 404


@pytest.mark.parametrize("words", ["", "…", "x" * 81])
def test_what_is_no_term_is_said_beside_the_field(
    editor: Client, here: str, film: Film, words: str
) -> None:
    answer = editor.post(f"{here}?open={film.public_id}", {"words": words})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert terms() == {}


def test_they_come_closed_to_who_has_not_seen_the_film(
    editor: Client, edda: Person, here: str, film: Film
) -> None:
    SecretTerm.objects.create(film=film, words="twin brother")
    page = editor.get(here)
    assert "twin" not in page.text
    assert "twin brother" in editor.get(page.context["page"].open_link).text
    say_of_film(edda, film, Knows.SEEN)
    assert "twin brother" in editor.get(here).text


def test_the_way_there_is_on_the_page_of_facts(editor: Client, here: str, film: Film) -> None:
    assert f'href="{here}"' in editor.get(reverse("edit_film", args=[film.slug])).text
