"""Pages that say no, in plain words: 400, 403, 404, 409, 410, 429, 451, 500.

The handlers' arguments are those that Django passes, used or not.
"""

from __future__ import annotations

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from houselights.base.errors import Conflict, Gone, NotAllowed, Refusal, TooMany
from houselights.web.assets import asset_url
from houselights.web.decided import decision_in

# The status and the page of a refusal, the narrower kind first.
_PAGES: tuple[tuple[type[Refusal], int, str], ...] = (
    (NotAllowed, 403, "errors/403.html"),
    (Conflict, 409, "errors/409.html"),
    (Gone, 410, "errors/410.html"),
    (TooMany, 429, "errors/too_many.html"),
    (Refusal, 400, "errors/400.html"),
)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a refusal, with the refusal's own sentence."""
    status, template = _page_of(refusal)
    context = {"sentence": refusal.sentence, "decision": decision_in(refusal)}
    return render(request, template, context, status=status)


def status_of(refusal: Refusal) -> int:
    """The HTTP status that says the same as the refusal."""
    return _page_of(refusal)[0]


def _page_of(refusal: Refusal) -> tuple[int, str]:
    if refusal.code == "withheld":
        return 451, "errors/451.html"
    return next((status, page) for kind, status, page in _PAGES if isinstance(refusal, kind))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself is broken, or asks for a house of another name."""
    context = {"sentence": _other_name()} if isinstance(exception, DisallowedHost) else {}
    return render(request, "errors/400.html", context, status=400)


def _other_name() -> str:
    return _(
        "This house does not know itself by the name in the address. If you run it, set "
        "HOUSELIGHTS_PUBLIC_URL to the address that readers use, and start it again."
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """403: known, but not for this person."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: there is no such page."""
    return render(request, "errors/404.html", status=404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: a form without its token; what was typed is still in the browser one page back."""
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500: rendered without the house's settings, since the database may be what failed."""
    page = render_to_string("errors/500.html", {"stylesheet": asset_url("css")})
    return HttpResponseServerError(page)
