"""The house's one stylesheet and one script: ordered files, joined once and served for ever.

There is no build step: the files in `static/css` and `static/js` are read at the first request,
joined in the order below, and named by their content, so that browsers may keep them for a year.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

ASSETS = "assets/"  # where their addresses begin
STATIC = Path(__file__).parent / "static"

# The order of the cascade within a layer; the layers themselves are named in reset.css.
STYLES = (
    "reset",
    "fonts",
    "tokens",
    "base",
    "prose",
    "controls",
    "masthead",
    "banner",
    "poster",
    "film",
    "histogram",
    "part",
    "filters",
    "card",
    "votes",
    "reviews",
    "curtain",
    "questions",
    "lists",
    "house",
    "permalink",
    "forms",
    "writing",
    "importing",
    "reports",
    "account",
    "about",
    "moderation",
    "notice",
    "motion",
    "print",
)
SCRIPTS = (
    "htmx.min",
    "lights",
    "autosubmit",
    "menu",
    "focus-errors",
    "covers",
    "more",
    "votes",
    "mark",
    "copy",
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A joined file: its body, the same compressed, and the name that its content gives it."""

    name: str
    content_type: str
    body: bytes
    compressed: bytes


def _joined(folder: str, names: tuple[str, ...], suffix: str) -> str:
    return "\n".join((STATIC / folder / f"{name}{suffix}").read_text() for name in names)


def _without_air(css: str) -> str:
    """The same rules without comments and line breaks; no string of ours holds a brace."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip()


def _stylesheet() -> str:
    css = _joined("css", STYLES, ".css").replace("../fonts/", static("fonts/"))
    return _without_air(css)


def _script() -> str:
    return _joined("js", SCRIPTS, ".js")


_MAKERS: dict[str, tuple[str, Callable[[], str]]] = {
    "css": ("text/css; charset=utf-8", _stylesheet),
    "js": ("text/javascript; charset=utf-8", _script),
}


def _made(kind: str) -> Asset:
    content_type, make = _MAKERS[kind]
    body = make().encode()
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"house.{digest}.{kind}", content_type, body, gzip.compress(body, 9, mtime=0))


_kept = cache(_made)


def asset(kind: str) -> Asset:
    """The stylesheet ("css") or the script ("js"); made anew each time while developing."""
    return _made(kind) if settings.DEBUG else _kept(kind)


def asset_url(kind: str) -> str:
    """The address of the stylesheet ("css") or the script ("js")."""
    return reverse("asset", args=[asset(kind).name])


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponse:
    """GET /assets/house.<hash>.<kind>: for a year, since other content has another name."""
    found = next((asset(kind) for kind in _MAKERS if asset(kind).name == name), None)
    if found is None:
        return HttpResponseNotFound("There is no such file.", content_type="text/plain")
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        found.compressed if zipped else found.body, content_type=found.content_type
    )
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
