"""The label of invented texts, and the page that takes them away."""

from __future__ import annotations

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.base.house import choice, choose
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from tests.cast import make_person
from tests.web.stage import ROUTES, Stage, build_stage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LABEL = "Demonstration: invented reviews"
REMOVE = "/demonstration/remove/"
# Pages that show lists of whatever the house holds.
LISTS = {"home", "films", "questions", "people", "search"}
PAGE = {"text": "8/10\nA lamp\n\nIt burns.\n\n3 out of 4 found this helpful\n", "keep": "1"}


@pytest.fixture
def stage(film: Film, alice: Person) -> Stage:
    return build_stage(film, alice)


def labelled(client: Client, stage: Stage) -> set[str]:
    """The routes whose pages carry the label; whole pages only."""
    pages = {name: client.get(stage.address(name)) for name in ROUTES}
    return {name for name, page in pages.items() if LABEL in page.text}


def about_one(stage: Stage) -> set[str]:
    """The routes whose addresses name a film, a text or a person."""
    return {name for name in ROUTES if "people/" in ROUTES[name] or _names_a_text(ROUTES[name])}


def _names_a_text(path: str) -> bool:
    return "<str:" in path and path.startswith(("films/", "reviews/", "questions/", "answers/"))


# ── the label ───────────────────────────────────────────────────────────────────────────────────


def test_no_page_is_labelled_in_a_house_of_its_own(stage: Stage, client: Client) -> None:
    assert labelled(client, stage) == set()


def test_beside_the_demonstration_what_is_real_is_not_labelled(
    stage: Stage, client: Client
) -> None:
    choose("demonstration", True)
    assert labelled(client, stage) == LISTS


@pytest.mark.parametrize("role", ["stranger", "editor", "moderator", "administrator"])
def test_every_page_that_shows_what_is_invented_is_labelled(
    stage: Stage, client: Client, role: str
) -> None:
    choose("demonstration", True)
    Film.objects.filter(pk=stage.film.pk).update(is_demo=True)
    Person.objects.filter(pk=stage.alice.pk).update(is_demo=True)
    if role != "stranger":
        client.force_login(make_person("somebody", role))
    whole = {
        name
        for name in about_one(stage)
        if "<main" in (page := client.get(stage.address(name))).text and page.status_code == 200
    }
    assert whole >= {"film", "review", "question", "history", "person", "film_questions"}
    found = labelled(client, stage)
    assert whole <= found
    assert found >= LISTS
    assert not {name for name in found if name.startswith("account_")}


def test_what_is_invented_is_not_for_search_engines(stage: Stage, client: Client) -> None:
    pages = ("film", "review", "history")
    assert not any("X-Robots-Tag" in client.get(stage.address(name)).headers for name in pages)
    Person.objects.filter(pk=stage.alice.pk).update(is_demo=True)
    Film.objects.filter(pk=stage.film.pk).update(is_demo=True)
    for name in (*pages, "question", "person"):
        assert "noindex" in client.get(stage.address(name))["X-Robots-Tag"], name
    choose("demonstration", True)
    for name in LISTS:
        assert "noindex" in client.get(stage.address(name))["X-Robots-Tag"], name


def test_an_administrator_can_take_it_away_from_the_label(
    stage: Stage, client: Client, ada: Person, mira: Person
) -> None:
    choose("demonstration", True)
    for person, offered in ((mira, False), (ada, True)):
        client.force_login(person)
        assert (f'href="{REMOVE}"' in client.get("/films/").text) is offered


# ── taking it away ──────────────────────────────────────────────────────────────────────────────


def _demo_film(title: str = "An Invented Harbour") -> Film:
    choose("demonstration", True)
    return Film.objects.create(title=title, slug="harbour", sort_title=title, is_demo=True)


def test_only_administrators_may(client: Client, mira: Person) -> None:
    _demo_film()
    client.force_login(mira)
    assert client.get(REMOVE).status_code == client.post(REMOVE).status_code == 403
    assert Film.objects.filter(is_demo=True).exists()


def test_one_press_takes_it_away(client: Client, ada: Person) -> None:
    _demo_film()
    client.force_login(ada)
    page = client.get(REMOVE).text
    assert "An Invented Harbour" in page
    assert "Films that stay" not in page
    assert Film.objects.exists()
    answer = client.post(REMOVE, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "The demonstration is gone." in answer.text
    assert LABEL not in answer.text
    assert not Film.objects.exists()
    assert "There is no demonstration in this house." in client.get(REMOVE).text


def test_it_says_what_stays(client: Client, ada: Person) -> None:
    harbour = _demo_film("<i>Harbour</i>")
    Review.objects.create(film=harbour, author=ada, rating=80)
    client.force_login(ada)
    page = client.get(REMOVE).text
    assert "Films that stay" in page
    assert "Films that go" not in page
    said = client.post(REMOVE, follow=True).text
    assert "One film stays" in said
    assert "&lt;i&gt;Harbour&lt;/i&gt;" in said
    assert choice("demonstration") is False


# ── the first film of the house's own ───────────────────────────────────────────────────────────


def test_the_first_real_film_offers_it_once(client: Client, ada: Person) -> None:
    _demo_film()
    client.force_login(ada)
    said = client.post("/import/", PAGE | {"film": "A Lamp (2001)"}, follow=True).text
    assert "The demonstration is still here." in said
    assert f'<a href="{REMOVE}">Remove the demonstration</a>' in said
    said = client.post("/import/", PAGE | {"film": "Another Lamp (2002)"}, follow=True).text
    assert "The demonstration is still here." not in said


def test_an_editor_is_told_who_can(client: Client, edda: Person) -> None:
    _demo_film()
    client.force_login(edda)
    said = client.post("/import/", PAGE | {"film": "A Lamp (2001)"}, follow=True).text
    assert "An administrator can remove it." in said
    assert REMOVE not in said


def test_without_a_demonstration_nothing_is_said(client: Client, edda: Person) -> None:
    client.force_login(edda)
    said = client.post("/import/", PAGE | {"film": "A Lamp (2001)"}, follow=True).text
    assert "demonstration" not in said
