"""What each role may do; pure, and the only place that says so."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


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
