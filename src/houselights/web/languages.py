"""Which language a visitor reads the house in, and what the languages call themselves.

First the language that a signed-in person chose (`middleware.PersonLanguageMiddleware`), then the
cookie of the switch, then what the browser asks for, then the house's choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import (
    get_language,
    get_language_info,
    get_supported_language_variant,
)
from django.utils.translation.trans_real import parse_accept_lang_header

from houselights.web.settings_seen import settings_of

COOKIE = "language"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the house, as its own readers call it."""

    code: str
    name: str
    is_spoken: bool  # on this page


def languages() -> list[Language]:
    """The languages that the house speaks."""
    now = get_language()
    return [Language(code, own_name(code), code == now) for code, _name in settings.LANGUAGES]


def own_name(code: str) -> str:
    """What a language calls itself: "Tiếng Việt"."""
    # Composed, as fonts draw it best: Django's own table has the marks beside their letters.
    return normalize("NFC", get_language_info(code)["name_local"])


def is_language(code: str) -> bool:
    """Whether the house speaks it."""
    return code in dict(settings.LANGUAGES)


def language_for(request: HttpRequest) -> str:
    """The language for somebody of whom no more is known than what the request says."""
    chosen = request.COOKIES.get(COOKIE, "")
    if is_language(chosen):
        return chosen
    return _asked_by_browser(request) or settings_of(request)["language"] or settings.LANGUAGE_CODE


def _asked_by_browser(request: HttpRequest) -> str | None:
    """The first language of the browser's list that the house speaks: "vi" for "vi-VN"."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return None
