"""Turning a room's no into a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from houselights.base.errors import Refusal
from houselights.web.pages.errors import refused


class RefusalMiddleware:
    """Shows a `Refusal` that a page did not answer itself as a plain sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; any other error goes on to be a 500."""
        return refused(request, error) if isinstance(error, Refusal) else None
