"""Accounts, roles and the set-up link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client

from houselights.accounts.actions import (
    NewPerson,
    demand,
    forget_ended_sessions,
    give_role,
    issue_setup_link,
    make_person,
    open_setup_link,
    take_role,
    use_setup_link,
)
from houselights.accounts.models import Person, Role, RoleGrant
from houselights.accounts.reads import may, roles_of
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Gone, Invalid, NotAllowed, Refusal
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def newcomer(**changed: str) -> NewPerson:
    given = {"handle": "carla", "email": "Carla@example.org", "password": PASSWORD}
    return NewPerson(**given | changed)


def test_an_account_has_an_address_for_mail_and_may_write() -> None:
    carla = make_person(newcomer())
    address = EmailAddress.objects.get(user=carla)
    assert (address.email, address.primary, address.verified) == ("carla@example.org", True, False)
    assert roles_of(carla) == ["reviewer"]
    assert carla.check_password(PASSWORD)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        make_person(newcomer(handle="no spaces", email="nowhere", password="12345678"))
    assert set(refused.value.problems) == {"handle", "email", "password"}


def test_handles_and_addresses_are_taken_whatever_their_letters(alice: Person) -> None:
    make_person(newcomer())
    with pytest.raises(Invalid) as refused:
        make_person(newcomer(handle="ALICE", email="carla@EXAMPLE.org"))
    assert set(refused.value.problems) == {"handle", "email"}


@pytest.mark.engine
def test_the_database_itself_refuses_a_second_spelling_of_a_handle(alice: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user("Alice")


def test_a_role_acts_at_once_and_so_does_its_end(alice: Person) -> None:
    assert not may(alice, Ability.IMPORT)
    give_role(alice, Role.EDITOR)
    give_role(alice, Role.EDITOR)
    assert may(alice, Ability.IMPORT)
    take_role(alice, Role.EDITOR)
    take_role(alice, Role.EDITOR)
    assert not may(alice, Ability.IMPORT)


def test_a_closed_account_may_nothing(alice: Person) -> None:
    alice.is_active = False
    assert not may(alice, Ability.VOTE)


def test_demand_refuses_in_words(alice: Person) -> None:
    demand(alice, Ability.WRITE)
    with pytest.raises(NotAllowed, match="administrator"):
        demand(alice, Ability.MODERATE)


@pytest.mark.engine
def test_the_last_administrator_stays_one(ada: Person, alice: Person) -> None:
    with pytest.raises(Refusal) as refused:
        take_role(ada, Role.ADMINISTRATOR)
    assert refused.value.code == "last_administrator"
    give_role(alice, Role.ADMINISTRATOR, by=ada)
    assert RoleGrant.objects.get(person=alice, role="administrator").granted_by == ada
    take_role(ada, Role.ADMINISTRATOR)
    assert not may(ada, Ability.RUN_HOUSE)


def test_an_administrator_whose_account_is_closed_does_not_count(
    ada: Person, alice: Person
) -> None:
    give_role(alice, Role.ADMINISTRATOR)
    Person.objects.filter(pk=alice.pk).update(is_active=False)
    with pytest.raises(Refusal):
        take_role(ada, Role.ADMINISTRATOR)


def test_django_admin_opens_to_administrators_alone(alice: Person) -> None:
    give_role(alice, Role.MODERATOR)
    assert not Person.objects.get(pk=alice.pk).is_staff
    give_role(alice, Role.ADMINISTRATOR)
    assert Person.objects.get(pk=alice.pk).is_superuser
    give_role(make_person(newcomer()), Role.ADMINISTRATOR)
    take_role(alice, Role.ADMINISTRATOR)
    assert not Person.objects.get(pk=alice.pk).is_staff


def test_a_set_up_link_makes_one_administrator() -> None:
    token = issue_setup_link()
    assert token
    assert may(use_setup_link(token, newcomer()), Ability.RUN_HOUSE)
    with pytest.raises(Gone):
        use_setup_link(token, newcomer(handle="second", email="second@example.org"))
    assert Person.objects.count() == 1
    assert issue_setup_link() is None


def test_a_new_link_ends_the_one_before() -> None:
    first, second = issue_setup_link(), issue_setup_link()
    assert first
    assert second
    assert open_setup_link(first) is None
    assert open_setup_link(second)


def test_a_link_is_of_no_use_once_there_is_an_administrator(ada: Person) -> None:
    RoleGrant.objects.filter(person=ada, role="administrator").delete()
    token = issue_setup_link()
    give_role(ada, Role.ADMINISTRATOR)
    assert token
    with pytest.raises(Gone):
        open_setup_link(token)


def test_a_refused_account_leaves_the_link_good() -> None:
    token = issue_setup_link()
    assert token
    with pytest.raises(Invalid):
        use_setup_link(token, newcomer(password="short"))
    assert open_setup_link(token)


def test_sessions_that_are_over_are_forgotten(client: Client, alice: Person) -> None:
    client.force_login(alice)
    kept = Session.objects.get()
    Session.objects.create(session_key="old", session_data="", expire_date=now() - timedelta(1))
    forget_ended_sessions()
    assert Session.objects.get() == kept
