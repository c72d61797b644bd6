"""/house/first-steps/: what an administrator does next."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from houselights.accounts.invitations import Wanted, invite
from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.catalogue.models import Film
from houselights.statements.actions import write_statement

pytestmark = pytest.mark.django_db


def done(client: Client) -> int:
    return client.get("/house/first-steps/").text.count("steps__done")


def test_steps_are_ticked_off(
    client: Client, ada: Person, film: Film, settings: LazySettings
) -> None:
    client.force_login(ada)
    Film.objects.update(is_demo=True)
    choose("demonstration", True)
    assert done(client) == 0
    Film.objects.update(is_demo=False)
    choose("demonstration", False)
    for name in ("contact", "imprint"):
        write_statement(name, "en", "Ada, by the lamp.", ada, began_with=0)
    invite(Wanted(), ada)
    settings.MAIL_IS_SET_UP = True
    assert done(client) == 6


def test_each_step_leads_somewhere(client: Client, ada: Person) -> None:
    client.force_login(ada)
    page = client.get("/house/first-steps/").text
    for address in ("/import/", "/demonstration/remove/", "/about/imprint/edit/", "/house/"):
        assert f'href="{address}' in page
