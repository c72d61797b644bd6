"""What somebody typed before signing in, kept in their session until the form shows it again."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

_LONGEST = 50_000  # characters of all fields together


def sign_in_first(request: HttpRequest, fields: tuple[str, ...], back: str) -> HttpResponse:
    """Keep the typed fields of a form and lead to sign-in; `back` is the form's own address."""
    typed = {name: request.POST[name] for name in fields if request.POST.get(name)}
    if typed and sum(map(len, typed.values())) <= _LONGEST:
        request.session[_key(back)] = typed
    return redirect_to_login(back)


def typed_before(request: HttpRequest, address: str) -> dict[str, str]:
    """What was typed into the form at that address; it is handed out once."""
    kept: dict[str, str] = request.session.pop(_key(address), {})
    return kept


def _key(address: str) -> str:
    return f"typed:{address.partition('#')[0]}"
