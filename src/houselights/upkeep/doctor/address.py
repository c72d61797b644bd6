"""The public address, and what the web server in front must pass on."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator

from django.conf import settings

from houselights.base.house import is_public, public_url
from houselights.upkeep.doctor.findings import Finding, fine, heed, wrong

ABOUT = "address"
_SECONDS = 10


def examine() -> Iterator[Finding]:
    """Whether the settings fit a house that others can reach."""
    if not is_public():
        yield fine(ABOUT, "Only this machine can reach the house.")
        return
    yield from _encryption()
    yield from _hosts()
    if settings.DEBUG:
        yield wrong(
            ABOUT,
            "Errors show their inner workings to everybody.",
            "Take HOUSELIGHTS_DEBUG out of the environment.",
        )


def _encryption() -> Iterator[Finding]:
    if not settings.HTTPS:
        yield wrong(
            ABOUT,
            f"Passwords travel to {settings.PUBLIC_URL} for all to read.",
            "Put a web server with TLS in front and set HOUSELIGHTS_PUBLIC_URL to https://…",
        )
    elif not settings.SECURE_PROXY_SSL_HEADER:
        yield wrong(
            ABOUT,
            "The address is https, but no web server in front is trusted to say so.",
            "Set HOUSELIGHTS_PROXIES to the number of web servers in front, mostly 1.",
        )
    else:
        yield fine(
            ABOUT,
            f"{settings.PUBLIC_URL} is encrypted, with {settings.PROXIES} web server in front; "
            f"browsers keep to https for {settings.SECURE_HSTS_SECONDS // 86_400} days.",
        )


def _hosts() -> Iterator[Finding]:
    if "*" in settings.ALLOWED_HOSTS:
        yield heed(
            ABOUT,
            "Requests may name any host.",
            "Set HOUSELIGHTS_PUBLIC_URL to the address that readers use.",
        )


def ask_yourself() -> Finding:
    """Fetch the home page by the public address, as a reader would."""
    try:
        with urllib.request.urlopen(public_url("/"), timeout=_SECONDS) as answer:  # noqa: S310
            return _judge(answer.headers.get("Strict-Transport-Security"), answer.geturl())
    except urllib.error.HTTPError as error:
        return wrong(
            ABOUT,
            f"{public_url()} answers {error.code} ({error.reason}).",
            "See that the house is open, and that the web server in front passes requests to it.",
        )
    except (OSError, http.client.HTTPException) as error:
        return wrong(
            ABOUT,
            f"{public_url()} can't be reached from here: {getattr(error, 'reason', error)}.",
            "See that the name leads to this machine and that the web server in front runs.",
        )


def _judge(hsts: str | None, arrived_at: str) -> Finding:
    if not arrived_at.startswith(settings.PUBLIC_URL):
        return heed(
            ABOUT,
            f"{public_url()} sends readers on to {arrived_at}.",
            "Set HOUSELIGHTS_PUBLIC_URL to where they arrive.",
        )
    if settings.HTTPS and not hsts:  # which the house sends only with what came by https
        return wrong(
            ABOUT,
            "The web server in front does not say that readers come by https.",
            "Let it set X-Forwarded-Proto, as deploy/ shows.",
        )
    return fine(ABOUT, f"{public_url()} answers.")
