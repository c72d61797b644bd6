"""The house's two stylesheets and one script: ordered files, joined once and served for ever.

There is no build step: the files in `static/css` and `static/js` are read at the first request,
joined in the order below, and named by their content, so that browsers may keep them for a year.
What readers meet is in one stylesheet, which every page has; forms, tools and what the house says
of itself are in the other, which pages for readers do without.
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
HOUSE_STYLES = (
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
    "digest",
    "filters",
    "card",
    "votes",
    "reviews",
    "curtain",
    "questions",
    "standing",
    "ask",
    "citations",
    "comments",
    "lists",
    "house",
    "permalink",
    "notice",
    "motion",
    "print",
)
# After those: what a page has that does not empty the block `desk_styles` of base.html.
DESK_STYLES = (
    "forms",
    "writing",
    "importing",
    "reports",
    "account",
    "about",
    "moderation",
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


def _stylesheet(names: tuple[str, ...]) -> str:
    css = _joined("css", names, ".css").replace("../fonts/", static("fonts/"))
    return _without_air(css)


# By kind: the name's beginning and end, the content type, how it is made.
_CSS, _JS = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_MAKERS: dict[str, tuple[str, str, str, Callable[[], str]]] = {
    "css": ("house", "css", _CSS, lambda: _stylesheet(HOUSE_STYLES)),
    "desk": ("desk", "css", _CSS, lambda: _stylesheet(DESK_STYLES)),
    "js": ("house", "js", _JS, lambda: _joined("js", SCRIPTS, ".js")),
}


def _made(kind: str) -> Asset:
    stem, suffix, content_type, make = _MAKERS[kind]
    body = make().encode()
    digest = hashlib.sha256(body).hexdigest()[:12]
    zipped = gzip.compress(body, 9, mtime=0)
    return Asset(f"{stem}.{digest}.{suffix}", content_type, body, zipped)


_kept = cache(_made)


def asset(kind: str) -> Asset:
    """The readers' stylesheet ("css"), the other ("desk") or the script ("js").

    Made anew each time while developing.
    """
    return _made(kind) if settings.DEBUG else _kept(kind)


def asset_url(kind: str) -> str:
    """The address of a stylesheet ("css", "desk") or of the script ("js")."""
    return reverse("asset", args=[asset(kind).name])


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponse:
    """GET /assets/<name>.<hash>.<suffix>: for a year, since other content has another name."""
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
