"""Whose address counts: the one that our own proxies saw, whatever a visitor claims."""

from __future__ import annotations

import pytest
from allauth.account.adapter import get_adapter
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, RequestFactory

GUESSES_PER_ADDRESS = 10  # a minute; allauth's own limit


def address_seen(settings: LazySettings, proxies: int, forwarded: str | None) -> str:
    """What the house takes for the visitor's address; the last proxy speaks from 10.0.0.9."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", headers=headers)
    return str(get_adapter().get_client_ip(request))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, None, "10.0.0.9"),
        (0, "203.0.113.1", "10.0.0.9"),  # nobody's proxy: a claim is worth nothing
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "192.0.2.66, 203.0.113.1", "203.0.113.1"),  # the first one is the visitor's claim
        (1, None, "10.0.0.9"),
        (2, "192.0.2.66, 203.0.113.1, 10.0.0.8", "203.0.113.1"),
        (2, "203.0.113.1", "10.0.0.9"),  # came by one proxy where two are trusted
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_seen(
    settings: LazySettings, proxies: int, forwarded: str | None, seen: str
) -> None:
    assert address_seen(settings, proxies, forwarded) == seen


def guesses_until_refused(claims: bool, address: str = "203.0.113.1") -> int:
    """How many wrong passwords a visitor behind our proxy may try, claiming other addresses."""
    client = Client()
    for guess in range(3 * GUESSES_PER_ADDRESS):
        forwarded = f"192.0.2.{guess}, {address}" if claims else address
        answer = client.post(
            "/accounts/login/",
            {"login": f"person{guess}", "password": "a guess"},
            headers={"X-Forwarded-For": forwarded},
        )
        if answer.status_code == 429 or "Too many" in answer.content.decode():
            return guess
    return -1


@pytest.mark.django_db
@pytest.mark.slow
def test_claimed_addresses_buy_no_further_guesses(settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()
    honest = guesses_until_refused(claims=False)
    cache.clear()
    assert guesses_until_refused(claims=True) == honest > 0
    assert guesses_until_refused(claims=True, address="203.0.113.2") == honest
