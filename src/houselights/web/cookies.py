"""Cookies in which a reader's own choice is kept for a year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

A_YEAR = 365 * 24 * 60 * 60  # in seconds


def keep_choice(
    request: HttpRequest, response: HttpResponse, name: str, value: str, *, for_script: bool = False
) -> None:
    """Keep a choice in that cookie; an empty one takes the cookie away.

    `for_script`: whether the page's script may read it.
    """
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        secure=request.is_secure(),
        httponly=not for_script,
        samesite="Lax",
    )
