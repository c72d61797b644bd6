"""/house/invitations/ and /join/…/: an administrator makes a link, a friend opens it."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from houselights.accounts.invitations import Wanted, invite
from houselights.accounts.models import Invitation, Person
from houselights.base.house import choose

pytestmark = pytest.mark.django_db

LIST = "/house/invitations/"
WANTED = {"uses": "3", "days": "7", "role": "editor", "note": "the film club"}


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def desk(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    client.force_login(ada)
    return client


def link_in(page: str) -> str:
    found = re.search(r'value="(http[^"]*/join/[^"]+)"', page)
    return found[1] if found else ""


def test_a_link_is_shown_once(desk: Client) -> None:
    answer = desk.post(LIST, WANTED)
    link = link_in(answer.text)
    assert link
    assert "no-store" in answer["Cache-Control"]
    page = desk.get(LIST).text
    assert not link_in(page)
    assert "the film club" in page
    assert "0 of 3 used" in page


def test_a_friend_reads_who_invites(desk: Client) -> None:
    choose("house_name", "The Lamp Society")
    link = link_in(desk.post(LIST, WANTED).text)
    answer = Client().get(link)
    assert "You are invited to The Lamp Society" in answer.text
    assert "Ada invites you" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.text


def test_who_has_an_account_uses_nothing(desk: Client, bruno: Person) -> None:
    link = link_in(desk.post(LIST, WANTED).text)
    guest = Client()
    guest.force_login(bruno)
    assert "you need no invitation" in guest.get(link).text
    assert Invitation.objects.get().uses == 0


def test_a_link_from_the_command_line_names_nobody(client: Client) -> None:
    _invitation, token = invite(Wanted())
    assert "Whoever runs this house invites you" in client.get(f"/join/{token}/").text


def test_a_link_is_ended(desk: Client) -> None:
    link = link_in(desk.post(LIST, WANTED).text)
    answer = desk.post(f"{LIST}{Invitation.objects.get().public_id}/end/", follow=True)
    assert "The invitation has ended." in answer.text
    assert "Good no more" in answer.text
    gone = Client().get(link)
    assert gone.status_code == 410
    assert "taken back" in gone.text


@pytest.mark.parametrize(
    "wrong", [{"uses": "0"}, {"uses": "x"}, {"days": "999"}, {"role": "administrator"}]
)
def test_a_form_to_mend_makes_no_link(desk: Client, wrong: dict[str, str]) -> None:
    answer = desk.post(LIST, WANTED | wrong)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("registration", ["open", "invited", "closed"])
def test_the_list_says_what_links_are_for(desk: Client, registration: str) -> None:
    said = {
        "open": "Anybody may sign up",
        "invited": "Only people who open",
        "closed": "let nobody in",
    }
    choose("registration", registration)
    assert said[registration] in desk.get(LIST).text


def test_a_long_list_asks_no_more(desk: Client, ada: Person, django_assert_max_num_queries) -> None:
    for _ in range(30):
        invite(Wanted(), ada)
    with django_assert_max_num_queries(11):
        page = desk.get(LIST).text
    assert "?page=2" in page
    assert desk.get(f"{LIST}?page=nonsense").status_code == 200
