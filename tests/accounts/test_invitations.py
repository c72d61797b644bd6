"""Invitations: made, ended, and used no more often than was said."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client

from houselights.accounts.invitations import (
    Wanted,
    end_invitation,
    invitation_of,
    invitations,
    invite,
    uses_left,
    welcome,
)
from houselights.accounts.models import Invitation, Person, Role
from houselights.accounts.reads import roles_of
from houselights.base.clock import now
from houselights.base.errors import Gone, Invalid, NotAllowed
from houselights.base.house import choose
from houselights.base.writing import write
from tests.cast import PASSWORD
from tests.reviews.test_concurrency import at_once

SIGN_UP = "/accounts/signup/"


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


def newcomer(handle: str = "carla") -> dict[str, str]:
    return {"email": f"{handle}@example.org", "username": handle, "password1": PASSWORD}


def come_by(token: str, handle: str = "carla") -> Client:
    """Open the link and sign up, as a browser does it."""
    client = Client()
    client.get(f"/join/{token}/")
    client.post(SIGN_UP, newcomer(handle))
    return client


@pytest.mark.django_db
class TestMaking:
    def test_the_link_alone_knows_the_token(self, ada: Person) -> None:
        invitation, token = invite(Wanted(uses=5, note="the film club"), ada)
        assert invitation_of(token) == invitation
        assert token not in str(Invitation.objects.values().get())
        assert uses_left(invitation) == 5
        assert invitation_of("never-given-out") is None

    def test_administrators_only(self, mira: Person) -> None:
        with pytest.raises(NotAllowed):
            invite(Wanted(), mira)

    @pytest.mark.parametrize(
        ("wanted", "field"),
        [
            (Wanted(uses=0), "uses"),
            (Wanted(uses=1001), "uses"),
            (Wanted(days=0), "days"),
            (Wanted(days=4000), "days"),
            (Wanted(role=Role.ADMINISTRATOR), "role"),
        ],
    )
    def test_what_a_link_cannot_allow(self, ada: Person, wanted: Wanted, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            invite(wanted, ada)
        assert set(refused.value.problems) == {field}

    def test_an_ended_link_stays_in_the_list(self, ada: Person) -> None:
        invitation, _token = invite(Wanted(), ada)
        end_invitation(invitation, ada)
        assert uses_left(invitations().get()) == 0


@pytest.mark.django_db
class TestJoining:
    @pytest.mark.parametrize(
        ("role", "held"),
        [
            (Role.READER, ["reader"]),
            (Role.REVIEWER, ["reviewer"]),
            (Role.EDITOR, ["reviewer", "editor"]),
            (Role.MODERATOR, ["reviewer", "moderator"]),
        ],
    )
    def test_a_friend_comes_in_with_the_role(self, ada: Person, role: str, held: list[str]) -> None:
        choose("registration", "invited")
        invitation, token = invite(Wanted(role=role), ada)
        come_by(token)
        carla = Person.objects.get(username="carla")
        assert roles_of(carla) == held
        assert {grant.granted_by for grant in carla.role_grants.all()} == {ada}
        assert uses_left(Invitation.objects.get(pk=invitation.pk)) == 0

    def test_nobody_comes_in_without(self, client: Client) -> None:
        choose("registration", "invited")
        assert "Sign-up is by invitation" in client.get(SIGN_UP).text
        client.post(SIGN_UP, newcomer())
        assert not Person.objects.exists()

    def test_one_use_is_one_person(self, ada: Person) -> None:
        choose("registration", "invited")
        _invitation, token = invite(Wanted(), ada)
        come_by(token, "carla")
        late = Client()
        answer = late.get(f"/join/{token}/")
        assert answer.status_code == 410
        assert "has been used" in answer.text
        late.post(SIGN_UP, newcomer("dora"))
        assert not Person.objects.filter(username="dora").exists()

    def test_a_link_that_ends_while_the_form_is_open(self, client: Client, ada: Person) -> None:
        choose("registration", "invited")
        invitation, token = invite(Wanted(), ada)
        client.get(f"/join/{token}/")
        assert client.get(SIGN_UP).status_code == 200
        end_invitation(invitation, ada)
        assert "by invitation" in client.post(SIGN_UP, newcomer()).text
        assert not Person.objects.filter(username="carla").exists()

    def test_a_link_out_of_date_says_so(self, client: Client, ada: Person) -> None:
        _invitation, token = invite(Wanted(), ada)
        Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
        answer = client.get(f"/join/{token}/")
        assert answer.status_code == 410
        assert "out of date" in answer.text

    def test_a_closed_house_takes_nobody_by_any_link(self, client: Client, ada: Person) -> None:
        _invitation, token = invite(Wanted(), ada)
        choose("registration", "closed")
        assert "takes no new accounts" in client.get(f"/join/{token}/").text
        client.post(SIGN_UP, newcomer())
        assert not Person.objects.filter(username="carla").exists()

    def test_in_an_open_house_a_spent_link_does_no_harm(self, ada: Person) -> None:
        invitation, token = invite(Wanted(role=Role.EDITOR), ada)
        guest = Client()
        guest.get(f"/join/{token}/")
        end_invitation(invitation, ada)
        guest.post(SIGN_UP, newcomer())
        assert roles_of(Person.objects.get(username="carla")) == ["reviewer"]

    def test_nobody_guesses_without_end(self, client: Client) -> None:
        statuses = [client.get(f"/join/guess-{number}/").status_code for number in range(121)]
        assert statuses == [404] * 120 + [429]


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_the_last_use_lets_one_in(self, ada: Person) -> None:
        choose("registration", "invited")
        invitation, _token = invite(Wanted(), ada)

        def come(handle: str) -> None:
            with write():
                welcome(Person.objects.create_user(handle), invitation.public_id)

        raised = at_once(*(partial(come, f"guest{number}") for number in range(8)))
        assert [type(error) for error in raised] == [Gone] * 7
        assert Person.objects.filter(username__startswith="guest").count() == 1
        assert Invitation.objects.get().uses == 1

    def test_of_equal_sign_ups_one_is_told_at_its_field(self) -> None:
        answers = []

        def sign_up() -> None:
            answers.append(Client().post(SIGN_UP, newcomer()))

        assert at_once(*[sign_up] * 4) == []
        assert 302 in {answer.status_code for answer in answers}
        assert {answer.status_code for answer in answers} <= {200, 302}
        assert Person.objects.count() == 1
        for answer in answers:
            assert answer.status_code == 302 or "This handle is taken." in answer.text
