"""Signing up, in and out as a browser does it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from houselights.accounts.actions import NewPerson, make_person
from houselights.accounts.models import Person
from houselights.accounts.reads import roles_of
from houselights.base.house import choose
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_UP, SIGN_IN = "/accounts/signup/", "/accounts/login/"
NEWCOMER = {"email": "carla@example.org", "username": "carla", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def carla() -> Person:
    """Somebody who signed up a while ago."""
    return make_person(NewPerson("carla", "carla@example.org", PASSWORD))


def whom(client: Client) -> str:
    """The handle of who is signed in in this browser."""
    return str(client.get(SIGN_IN, follow=True).wsgi_request.user)


def test_who_signs_up_is_signed_in_and_may_write(client: Client) -> None:
    assert client.post(SIGN_UP, NEWCOMER)["Location"] == "/"
    assert roles_of(Person.objects.get(username="carla")) == ["reviewer"]
    assert whom(client) == "carla"
    assert [message.to for message in mail.outbox] == [["carla@example.org"]]


@pytest.mark.parametrize("handle", ["admin", "Edda", "-x", "two words"])
def test_a_handle_that_cannot_be_had(client: Client, edda: Person, handle: str) -> None:
    answer = client.post(SIGN_UP, NEWCOMER | {"username": handle})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text
    assert 'value="carla@example.org"' in answer.text


def test_a_known_address_is_not_told(client: Client, carla: Person) -> None:
    answer = client.post(SIGN_UP, NEWCOMER | {"username": "somebody"})
    assert answer.status_code == 302


def test_a_closed_house_takes_nobody(client: Client) -> None:
    choose("registration", "closed")
    assert "takes no new accounts" in client.get(SIGN_UP).text
    client.post(SIGN_UP, NEWCOMER)
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["carla", "CARLA", "carla@example.org", "Carla@Example.org"])
def test_one_signs_in_by_handle_or_address(client: Client, carla: Person, name: str) -> None:
    answer = client.post(f"{SIGN_IN}?next=/films/", {"login": name, "password": PASSWORD})
    assert answer["Location"] == "/films/"
    assert whom(client) == "carla"


@pytest.mark.parametrize("remember", [True, False])
def test_a_device_remembers_if_asked(client: Client, carla: Person, remember: bool) -> None:
    said = {"login": "carla", "password": PASSWORD} | ({"remember": "on"} if remember else {})
    cookie = client.post(SIGN_IN, said).cookies["sessionid"]
    assert bool(cookie["max-age"]) == remember
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_wrong_name_and_a_wrong_password_sound_alike(client: Client, carla: Person) -> None:
    wrong = client.post(SIGN_IN, {"login": "carla", "password": "a wrong one"})
    nobody = client.post(SIGN_IN, {"login": "nobody-here", "password": "a wrong one"})
    for answer in (wrong, nobody):
        assert "There is no account with this name and this password" in answer.text


def test_guessing_is_stopped(client: Client, carla: Person) -> None:
    for _ in range(6):
        client.post(SIGN_IN, {"login": "carla", "password": "a wrong one"})
    answer = client.post(SIGN_IN, {"login": "carla", "password": PASSWORD})
    assert "Too many attempts" in answer.text


def test_a_form_from_elsewhere_signs_nobody_in(carla: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    said = {"login": "carla", "password": PASSWORD}
    assert strict.post(SIGN_IN, said).status_code == 403


def test_nobody_is_led_away_to_another_site(client: Client, carla: Person) -> None:
    said = {"login": "carla", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(SIGN_IN, said)["Location"] == "/"


def test_a_new_password_comes_by_mail(
    client: Client, carla: Person, settings: LazySettings
) -> None:
    settings.PUBLIC_URL = "https://lamps.example"
    choose("house_name", "The Lamp Society")
    client.post("/accounts/password/reset/", {"email": "Carla@example.org"})
    message = mail.outbox[0]
    assert message.subject.startswith("[The Lamp Society] ")
    found = re.search(r"https://lamps\.example/\S+", str(message.body))
    assert found
    assert "testserver" not in str(message.body)
    form = client.get(urlsplit(found[0]).path, follow=True)
    new = "another-lamp-by-the-door"
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": new, "password2": new})
    assert client.login(username="carla", password=new)


def test_asking_for_a_password_of_nobody_looks_the_same(client: Client, carla: Person) -> None:
    known = client.post("/accounts/password/reset/", {"email": "carla@example.org"}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "no@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain


def test_a_changed_password_ends_the_other_sessions(carla: Person) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(carla)
    new = "another-lamp-by-the-door"
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["login/", "signup/", "password/reset/", "password/reset/done/", "password/reset/key/1-x/",
     "inactive/", "confirm-email/wrong/"],
)  # fmt: skip
def test_every_page_on_the_way_in_is_the_houses_own(client: Client, path: str) -> None:
    answer = client.get(f"/accounts/{path}", follow=True)
    assert answer.status_code in (200, 404)
    assert 'class="mast"' in answer.text
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["logout/", "email/", "password/change/", "reauthenticate/"])
def test_every_page_of_an_account_is_the_houses_own(
    client: Client, carla: Person, path: str
) -> None:
    client.force_login(carla)
    answer = client.get(f"/accounts/{path}", follow=True)
    assert answer.status_code == 200
    assert 'class="mast"' in answer.text


def test_the_way_in_speaks_vietnamese(client: Client) -> None:
    page = client.get(SIGN_IN, headers={"accept-language": "vi"}).text
    assert '<html lang="vi"' in page
    assert "Quên mật khẩu?" in page
    assert "Password" not in page
