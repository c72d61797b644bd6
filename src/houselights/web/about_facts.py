"""The facts that the house's statements name: taken from the code, so that they stay true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from houselights.answers.endpoint import endpoint
from houselights.base.house import choices
from houselights.text.document import literal
from houselights.web import languages, reading
from houselights.web.cookies import A_YEAR
from houselights.web.pages import lights

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie that this house sets: its name, what it is for, how many seconds it stays."""

    name: str
    purpose: Words
    seconds: int | None  # None: until it has been read, or the browser is closed


# Every cookie, by the module that sets it where that is one of ours; a test holds this list.
COOKIES: tuple[Cookie, ...] = (
    Cookie(
        settings.SESSION_COOKIE_NAME,
        gettext_lazy(
            "keeps you signed in, or what you were about to do until you are; set when you sign "
            "in, vote, or open an invitation. Without “Stay signed in” it ends with the browser."
        ),
        settings.SESSION_COOKIE_AGE,
    ),
    Cookie(
        settings.CSRF_COOKIE_NAME,
        gettext_lazy("shows that a form was sent from this house and not from another site."),
        settings.CSRF_COOKIE_AGE,
    ),
    Cookie("messages", gettext_lazy("carries one sentence to the next page that you see."), None),
    Cookie(
        lights.COOKIE,
        gettext_lazy("whether you want the lights up or down; set by the switch."),
        A_YEAR,
    ),
    Cookie(
        languages.COOKIE,
        gettext_lazy("the language of the pages; set by the switch at their foot."),
        A_YEAR,
    ),
    Cookie(
        reading.GENERAL_COOKIE,
        gettext_lazy("how you want to meet spoilers; set when you choose it."),
        A_YEAR,
    ),
    Cookie(
        reading.FILMS_COOKIE,
        gettext_lazy(
            "what you said that you know of films, of at most a hundred; set when you say it. When "
            "you sign in, your account takes both choices over, and these two cookies are deleted."
        ),
        A_YEAR,
    ),
)


def facts() -> dict[str, str]:
    """What stands in the place of each word in braces, as Markdown in the present language."""
    chosen = choices()
    return {name: find(chosen) for name, find in _FACTS.items()}


def _model(_chosen: dict[str, Any]) -> str:
    there = endpoint()
    if there is None:
        return ""
    words = _(
        "A language model is connected to this house: %(model)s. When you ask a film’s reviews, "
        "the question and the sentences that are quoted to you, without names, are sent to it, and "
        "what it makes of them is shown as its own. The answer stays in memory for up to an hour."
    )
    return words % {"model": literal(there.model)}


def _cookies(_chosen: dict[str, Any]) -> str:
    return "\n".join(
        f"- **{literal(cookie.name)}** ({_stays(cookie.seconds)}): {cookie.purpose}"
        for cookie in COOKIES
    )


def _stays(seconds: int | None) -> str:
    if seconds is None:
        return _("until it is read")
    days = timedelta(seconds=seconds).days
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _registration(chosen: dict[str, Any]) -> str:
    said = {
        "open": _("Anybody can sign up."),
        "invited": _("Signing up needs an invitation from this house."),
        "closed": _("New accounts are not taken at present."),
    }
    return said[chosen["registration"]]


def _mail(_chosen: dict[str, Any]) -> str:
    if settings.MAIL_IS_SET_UP:
        return _("This house sends mail to confirm addresses and to tell what was decided.")
    return _("This house sends no mail yet: what it would send waits on its own disk.")


def _demonstration(chosen: dict[str, Any]) -> str:
    if not chosen["demonstration"]:
        return ""
    return _("At present this house shows a demonstration: its people and reviews are invented.")


_FACTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "house": lambda chosen: literal(chosen["house_name"]),
    "registration": _registration,
    "removed_days": lambda chosen: str(chosen["removed_days"]),
    "report_days": lambda chosen: str(chosen["report_days"]),
    "session_days": lambda _chosen: str(timedelta(seconds=settings.SESSION_COOKIE_AGE).days),
    "cookies": _cookies,
    "mail": _mail,
    "model": _model,
    "demonstration": _demonstration,
}
PLACEHOLDERS = tuple(f"{{{name}}}" for name in _FACTS)
