"""A room's no as a page, broken addresses turned away, the language that somebody reads."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.reviews.rights import watch_page
from houselights.web.assets import ASSETS
from houselights.web.languages import is_language, language_for
from houselights.web.pages.errors import bad_request, refused


class DoorMiddleware:
    """Turns away addresses with a NUL character, which no database keeps and no person types."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self.get_response(request)


class RefusalMiddleware:
    """Shows a `Refusal` that a page did not answer itself as a plain sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; any other error goes on to be a 500."""
        return refused(request, error) if isinstance(error, Refusal) else None


class RobotsMiddleware:
    """Tells robots to keep no page that shows something which may not leave the house."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with watch_page() as noted:
            response = self.get_response(request)
        if noted:
            response["X-Robots-Tag"] = "noindex"
        return response


class LanguageMiddleware:
    """Shows pages in the visitor's language (see `web.languages`); headers say what it hangs on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Stylesheet and script are the same in every language, and must not wait for a database.
        if request.path_info.startswith(f"/{ASSETS}"):
            return self.get_response(request)
        _speak(request, language_for(request))
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie", "Accept-Language"))
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE or "")
        return response


class PersonLanguageMiddleware:
    """Shows pages in the language that a signed-in person chose, whatever their browser asks for.

    `LanguageMiddleware` has chosen for visitors before; nobody else's session is looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _speak_as_chosen(request)
        return self.get_response(request)


def _speak_as_chosen(request: HttpRequest) -> None:
    person = request.user
    if isinstance(person, Person) and is_language(person.language):
        _speak(request, person.language)


def _speak(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language
