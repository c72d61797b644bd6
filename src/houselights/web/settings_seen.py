"""The operator's settings as one request meets them: read once, the same from top to bottom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from houselights.base.house import choices

_KEPT = "_settings_seen"


def settings_of(request: HttpRequest) -> dict[str, Any]:
    """Every setting of the house, in one query a request."""
    if _KEPT not in request.__dict__:
        request.__dict__[_KEPT] = choices()
    seen: dict[str, Any] = request.__dict__[_KEPT]
    return seen
