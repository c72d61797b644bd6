"""A room's no as a page, broken addresses turned away, the language that somebody chose."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
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


class PersonLanguageMiddleware:
    """Shows pages in the language that a signed-in person chose, whatever their browser asks for.

    Django's own middleware has chosen by the browser before; nobody else's session is looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            _speak_as_chosen(request)
        return self.get_response(request)


def _speak_as_chosen(request: HttpRequest) -> None:
    person = request.user
    if isinstance(person, Person) and person.language in dict(settings.LANGUAGES):
        translation.activate(person.language)
        request.LANGUAGE_CODE = person.language
