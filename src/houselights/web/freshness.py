"""Not sending a page again that a signed-out reader already has.

The tag of a page names the film's version as it was read *before* anything was rendered, so a page
can only be newer than its tag says, never older. While a writer holds a lease there is no tag.
"""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from houselights import __version__
from houselights.base.house import is_public
from houselights.base.writing import EVERY_FILM, generations
from houselights.catalogue.models import Film
from houselights.web.assets import asset
from houselights.web.reading import reader_of
from houselights.web.settings_seen import settings_of

VARY = ("Cookie", "Accept-Language", "HX-Request", "HX-Target")


def page_tag(request: HttpRequest, film: Film) -> str | None:
    """The ETag of the page that would be rendered now; None where it may not be kept.

    Everything that a signed-out page depends on goes in: the film's version and that of what may
    stand on the page of any film, the address, the language, the lights, what the visitor said of
    spoilers as far as it counts here, the house's settings, the program itself.
    """
    if settings.DEBUG or request.user.is_authenticated or _has_messages(request):
        return None
    versions = [generations().read(number) for number in (film.pk, EVERY_FILM)]
    if None in versions:
        return None
    parts: list[object] = [
        film.pk,
        versions,
        request.get_full_path(),
        *_choices_of(request),
        *_of_the_program(),
    ]
    reader = reader_of(request)
    parts += [reader.general, reader.said_of(film)]
    seen = settings_of(request)
    digest = hashlib.sha256(json.dumps([*parts, seen], default=str).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


def not_modified(request: HttpRequest, tag: str | None) -> HttpResponse | None:
    """A 304 if the reader's copy is that page."""
    wanted = [known.strip() for known in request.headers.get("If-None-Match", "").split(",")]
    return mark(HttpResponseNotModified(), tag) if tag and tag in wanted else None


def mark[R: HttpResponse](response: R, tag: str | None) -> R:
    """Tell browsers to ask again each time, and what they may name when they do."""
    response["Cache-Control"] = "no-cache" if tag else "private, no-cache"
    if tag:
        response["ETag"] = tag
    patch_vary_headers(response, VARY)
    return response


def _has_messages(request: HttpRequest) -> bool:
    session: SessionBase = request.session
    return "messages" in request.COOKIES or "_messages" in session


def _choices_of(request: HttpRequest) -> list[str | None]:
    headers = [request.headers.get(name, "") for name in ("HX-Request", "HX-Target")]
    return [get_language(), *headers, request.COOKIES.get("lights")]


def _of_the_program() -> list[str]:
    assets = (asset(kind).name for kind in ("css", "desk", "js"))
    return [__version__, *assets, str(is_public())]
