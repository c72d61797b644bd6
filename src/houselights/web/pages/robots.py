"""What robots may read: /robots.txt. Pages that they may read but not keep say so themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Searches, forms, fragments and what belongs to one person; a `*` stands for any text.
CLOSED = (
    "/accounts/",
    "/admin/",
    "/house/",
    "/import/",
    "/imports/",
    "/join/",
    "/me/",
    "/moderation/",
    "/report/",
    "/reports/",
    "/search/",
    "/set-up/",
    "/*/answer/",
    "/*/ask/",
    "/*/card/",
    "/*/delete/",
    "/*/edit/",
    "/*/object/",
    "/*/vote/",
    "/*/write/",
    "/*?*open=",
)
RULES = "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]) + "\n"


@require_safe
@cache_control(public=True, max_age=3600)
def show(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """GET /robots.txt."""
    return HttpResponse(RULES, content_type="text/plain; charset=utf-8")
