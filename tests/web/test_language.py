"""The language of pages and mails: the person's, the switch's, the browser's, the house's."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from houselights.accounts.actions import choose_language
from houselights.accounts.models import Person
from houselights.accounts.reads import language_of
from houselights.base.house import choose
from houselights.catalogue.models import Film

pytestmark = pytest.mark.django_db

VI = {"accept-language": "vi-VN,vi;q=0.9"}
FRENCH = {"accept-language": "fr,*;q=0.5"}


# ── who is asked first ──────────────────────────────────────────────────────────────────────────


def test_the_browser_is_asked(client: Client) -> None:
    assert client.get("/", headers=VI)["Content-Language"] == "vi"
    assert client.get("/", headers={"accept-language": "fr, vi;q=0.8"})["Content-Language"] == "vi"
    assert client.get("/", headers={"accept-language": "en-GB"})["Content-Language"] == "en"


def test_the_house_decides_where_the_browser_asks_for_nothing_that_it_speaks(
    client: Client,
) -> None:
    assert client.get("/", headers=FRENCH)["Content-Language"] == "en"
    choose("language", "vi")
    assert client.get("/", headers=FRENCH)["Content-Language"] == "vi"
    assert client.get("/")["Content-Language"] == "vi"
    assert client.get("/", headers={"accept-language": "en"})["Content-Language"] == "en"


def test_without_a_choice_the_environment_decides(client: Client, settings: LazySettings) -> None:
    settings.LANGUAGE_CODE = "vi"
    assert client.get("/")["Content-Language"] == "vi"


def test_the_switch_goes_before_the_browser_and_keeps_the_page(client: Client) -> None:
    answer = client.post("/language/", {"language": "vi", "next": "/films/?sort=title"})
    assert (answer.status_code, answer["Location"]) == (302, "/films/?sort=title")
    page = client.get("/", headers={"accept-language": "en"})
    assert page["Content-Language"] == "vi"
    assert '<html lang="vi"' in page.text


def test_the_account_goes_before_the_switch(client: Client, alice: Person) -> None:
    client.post("/language/", {"language": "vi"})
    choose_language(alice, "en")
    client.force_login(alice)
    assert client.get("/", headers=VI)["Content-Language"] == "en"


def test_the_switch_of_somebody_signed_in_changes_the_account(alice: Person) -> None:
    client, elsewhere = Client(), Client()
    for device in (client, elsewhere):
        device.force_login(alice)
    client.post("/language/", {"language": "vi"})
    assert "language" not in client.cookies
    assert elsewhere.get("/")["Content-Language"] == "vi"


# ── the switch ──────────────────────────────────────────────────────────────────────────────────


def test_each_language_stands_at_the_foot_by_its_own_name(client: Client) -> None:
    for language in ("en", "vi"):
        foot = client.get("/", headers={"accept-language": language}).text.partition("<footer")[2]
        assert ">English</button>" in foot
        assert ">Tiếng Việt</button>" in foot
        assert foot.count('aria-current="true"') == 1


@pytest.mark.parametrize("language", ["", "xx", "vi-VN", '"><script>', "en\r\nX: y"])
def test_a_language_that_the_house_lacks_is_refused_in_words(client: Client, language: str) -> None:
    answer = client.post("/language/", {"language": language})
    assert answer.status_code == 400
    assert "does not speak that language" in answer.text
    assert "language" not in client.cookies


def test_a_strange_cookie_is_not_heeded(client: Client) -> None:
    client.cookies["language"] = "../../etc"
    assert client.get("/", headers=VI)["Content-Language"] == "vi"


def test_no_other_site_switches(client: Client, alice: Person) -> None:
    client.force_login(alice)
    client.post("/language/", {"language": "vi"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert client.get("/")["Content-Language"] == "en"


# ── what is kept ────────────────────────────────────────────────────────────────────────────────


def test_a_kept_page_is_of_its_language_only(client: Client, film: Film) -> None:
    first = client.get(film.get_absolute_url())
    assert {"Cookie", "Accept-Language"} <= set(first["Vary"].split(", "))
    known = {"if-none-match": first["ETag"]}
    assert client.get(film.get_absolute_url(), headers=known).status_code == 304
    client.post("/language/", {"language": "vi"})
    again = client.get(film.get_absolute_url(), headers=known)
    assert (again.status_code, again["Content-Language"]) == (200, "vi")


def test_lists_vary_too_and_the_stylesheet_does_not(client: Client) -> None:
    assert {"Cookie", "Accept-Language"} <= set(client.get("/films/")["Vary"].split(", "))
    address = client.get("/").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert client.get(address)["Vary"] == "Accept-Encoding"


# ── mails ───────────────────────────────────────────────────────────────────────────────────────


def test_a_mail_speaks_as_its_receiver_reads(alice: Person) -> None:
    choose_language(alice, "vi")
    Client().post("/accounts/password/reset/", {"email": alice.email})
    Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    known, unknown = mail.outbox
    assert "Nếu" in known.body
    assert "Nếu" not in unknown.body


def test_the_house_writes_in_its_own_language_to_whoever_chose_none(alice: Person) -> None:
    assert language_of(alice) == "en"
    choose("language", "vi")
    assert language_of(alice) == "vi"
    choose_language(alice, "en")
    assert language_of(alice) == "en"
