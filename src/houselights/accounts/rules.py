"""What each role may do and which handles there may be; pure, and the only place that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _


class Ability(StrEnum):
    """Something that needs a role."""

    WRITE = "write"  # reviews, questions, answers
    VOTE = "vote"
    EDIT_FILMS = "edit_films"
    IMPORT = "import"
    MODERATE = "moderate"
    RUN_HOUSE = "run_house"


_EVERYBODY = frozenset({Ability.VOTE})
_REVIEWER = _EVERYBODY | {Ability.WRITE}
ABILITIES: dict[str, frozenset[Ability]] = {
    "reader": _EVERYBODY,
    "reviewer": _REVIEWER,
    "editor": _REVIEWER | {Ability.EDIT_FILMS, Ability.IMPORT},
    "moderator": _REVIEWER | {Ability.MODERATE},
    "administrator": frozenset(Ability),
}


def abilities_of(roles: Iterable[str]) -> frozenset[Ability]:
    """Everything that somebody with these roles may do."""
    return frozenset().union(*(ABILITIES.get(role, frozenset()) for role in roles))


# ASCII, so that a handle can be typed on any keyboard and two of them never merely look alike.
_HANDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,28}[A-Za-z0-9]")
# Names that people would take for the house itself or for one of its addresses.
# fmt: off
RESERVED_HANDLES = frozenset((
    "about", "accounts", "admin", "administrator", "anonymous", "api", "deleted", "editor",
    "everyone", "feed", "films", "help", "house", "houselights", "import", "lights", "me", "mod",
    "moderator", "new", "nobody", "null", "official", "people", "questions", "reader", "reviewer",
    "reviews", "root", "search", "set-up", "staff", "static", "support", "system", "unknown",
    "webmaster",
))
# fmt: on


def handle_problem(handle: str) -> str | None:
    """Why nobody can be called that, in one sentence; None if somebody can."""
    if not _HANDLE.fullmatch(handle):
        return _(
            "A handle has 2 to 30 letters a to z, digits, dots, dashes or underscores, "
            "and begins and ends with a letter or a digit."
        )
    if handle.lower() in RESERVED_HANDLES:
        return _("This handle is kept for the house. Choose another one.")
    return None
