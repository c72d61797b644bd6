"""Nothing that is covered, folded, withheld, deleted or a draft leaves by any door unasked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from tests.web.stage import COVERED, ROUTES, Stage, build_stage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_BY_SCRIPT = {"HX-Request": "true", "HX-Target": "more"}


@pytest.fixture
def stage(film: Film, alice: Person) -> Stage:
    return build_stage(film, alice)


@pytest.fixture(params=["stranger", "member"])
def visitor(request: pytest.FixtureRequest, client: Client) -> Client:
    """Somebody signed out, and somebody who wrote nothing of it."""
    if request.param == "member":
        client.force_login(request.getfixturevalue("bruno"))
    return client


def every_address(stage: Stage) -> Iterator[str]:
    """Every page of the URL table, of every review and every answer, in every order."""
    film = stage.film.get_absolute_url()
    for name, pattern in ROUTES.items():
        if name in {"account_logout", "setup"}:
            continue
        yield stage.address(name)
        if pattern.startswith("reviews/"):
            yield from (stage.address(name, review) for review in stage.reviews.values())
        if pattern.startswith("answers/"):
            yield from (stage.address(name, answer) for answer in stage.answers.values())
    for review in stage.reviews.values():
        yield f"{stage.address('review_card', review)}?full=1&film=1"
        yield from (f"{stage.address('history', review)}?version={number}" for number in (1, 2))
    for answer in stage.answers.values():
        yield f"{stage.address('answer_card', answer)}?part=best"
    yield from stage.gone
    yield from (f"{film}?sort={sort}" for sort in ("newest", "longest", "highest", "divisive"))
    yield from (f"{film}?spoilers=hide", f"{film}?q=lamp", "/search/?q=lamp", "/search/?q=dies")
    yield from (
        f"/people/{handle}/" for handle in Person.objects.values_list("username", flat=True)
    )
    yield f"{film}ask/?title=Why+does+the+lamp+burn%3F"


def secrets_in(response: HttpResponse) -> list[str]:
    """The secrets in a response: its body, its title and all its headers."""
    sent = f"{response.text}\n{response.headers}\n{response.cookies}"
    return [secret for secret in COVERED if secret in sent]


def test_no_page_tells_a_secret(stage: Stage, visitor: Client) -> None:
    leaks = {}
    for address in every_address(stage):
        for headers in ({}, _BY_SCRIPT):
            response = visitor.get(address, headers=headers)
            if secrets := secrets_in(response):
                leaks[address] = (response.status_code, secrets)
    assert leaks == {}


@pytest.mark.engine
def test_no_search_finds_what_is_covered(stage: Stage, visitor: Client) -> None:
    """Not even whether there is something: a hit would tell."""
    rows = [*stage.reviews.values(), stage.question]
    for secret in COVERED:
        for address in (f"/search/?q={secret}", f"{stage.film.get_absolute_url()}?q={secret}"):
            found = visitor.get(address).text.partition('id="questions"')[0]
            cards = [row for row in rows if f"/{row.public_id}/" in found]
            assert cards == [], secret


def test_what_is_asked_for_is_shown(stage: Stage, visitor: Client) -> None:
    """The walk above would find nothing either if nothing were ever shown."""
    shown = {
        f"{stage.film.get_absolute_url()}?spoilers=show": "zqspan",
        _opened(stage, "plain", "-1"): "zqspan",
        _opened(stage, "headline", "-h"): "zqheadline",
        _opened(stage, "folded", ""): "zqfolded",
        _opened(stage, "unknown", ""): "zqunknown",
        f"{stage.question.get_absolute_url()}?open={stage.question.public_id}-1": "zqdetails",
    }
    for address, secret in shown.items():
        assert secret in visitor.get(address).text, address


def _opened(stage: Stage, name: str, part: str) -> str:
    review = stage.reviews[name]
    return f"{review.get_absolute_url()}?open={review.public_id}{part}"


def test_one_key_opens_nothing_else(stage: Stage, visitor: Client) -> None:
    address = _opened(stage, "plain", "-1").replace(
        stage.plain.get_absolute_url(), stage.film.get_absolute_url()
    )
    assert secrets_in(visitor.get(address)) == ["zqspan"]


def test_no_votes_page_or_form_of_others_tells_a_secret(stage: Stage, visitor: Client) -> None:
    """Forms that refuse show what was sent, never what is kept."""
    for name, pattern in ROUTES.items():
        if name in {"account_logout", "setup", "sign_out_everywhere"}:
            continue
        subjects: list[Review | None] = [None]
        if pattern.startswith("reviews/"):
            subjects = [*stage.reviews.values()]
        for subject in subjects:
            response = visitor.post(stage.address(name, subject), {"value": "yes", "rating": "8"})
            assert secrets_in(response) == [], name


def test_no_mail_tells_a_secret(stage: Stage, client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": stage.alice.email})
    client.post(
        "/accounts/signup/",
        {"email": "new@example.org", "username": "newcomer", "password1": "a-lamp-left-burning"},
    )
    assert mail.outbox
    sent = "".join(str(message.message()) for message in mail.outbox)
    assert [secret for secret in COVERED if secret in sent] == []


def test_a_withheld_text_is_its_writers_and_the_moderators(
    stage: Stage, client: Client, mira: Person
) -> None:
    withheld = Review.objects.get(state="withheld")
    assert withheld.author is not None
    for person, status in ((None, 451), (stage.alice, 451), (withheld.author, 200), (mira, 200)):
        client.logout()
        if person is not None:
            client.force_login(person)
        assert client.get(withheld.get_absolute_url()).status_code == status
