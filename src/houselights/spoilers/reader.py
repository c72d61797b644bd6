"""How somebody meets the texts of one film, worked out from all that was said of it; no database.

The address goes before what is remembered, what was said of the film before what was said in
general, and what the reader said before what the house takes for granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from houselights.spoilers.covering import Knows
from houselights.spoilers.redact import Mode

GENERALLY = (Knows.NOTHING, Knows.PREMISE)  # what somebody may know of films in general


class Since(StrEnum):
    """Who said how much a reader knows."""

    ASKED = "asked"  # the address of the page
    FILM = "film"  # the reader, of this film
    GENERAL = "general"  # the reader, of films in general
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about spoilers; None where they said nothing."""

    mode: Mode | None = None
    knows: Knows | None = None

    @classmethod
    def read(cls, mode: str, knows: str) -> Said:
        """From two words; what is no known word counts as nothing said."""
        return cls(
            Mode(mode) if mode in set(Mode) else None,
            Knows(knows) if knows in set(Knows) else None,
        )

    @classmethod
    def by_house(cls, choices: dict[str, Any]) -> Said:
        """The operator's choices."""
        return cls(Mode(choices["spoilers"]), Knows(choices["readers_know"]))

    def __bool__(self) -> bool:
        return bool(self.mode or self.knows)


class OfFilm(NamedTuple):
    """What somebody said that they know of a film; `before`: what they said until they saw it."""

    knows: Knows
    before: Knows | None = None

    @classmethod
    def read(cls, word: str) -> OfFilm | None:
        """From the word that it is kept as; None from any other."""
        return _OF_FILM.get(word)

    @property
    def word(self) -> str:
        """What it is kept as: "premise", or "seen-p" of who knew the premise before."""
        return f"{self.knows}-{self.before[0]}" if self.before else str(self.knows)


_OF_FILM = {
    said.word: said
    for said in (
        *map(OfFilm, Knows),
        *(OfFilm(Knows.SEEN, before) for before in Knows if before is not Knows.SEEN),
    )
}


def said_then(before: OfFilm | None, knows: Knows) -> OfFilm:
    """What somebody has said of a film once they say that they know so much; `before` until then.

    Whoever has seen it can go back to what they knew.
    """
    if before is None or knows is not Knows.SEEN:
        return OfFilm(knows)
    return before if before.knows is Knows.SEEN else OfFilm(knows, before.knows)


@dataclass(frozen=True, slots=True)
class Reads:
    """How one reader meets the texts of one film, and why."""

    mode: Mode
    knows: Knows
    since: Since  # of `knows`
    mode_is_chosen: bool  # by the reader and not by the house

    @property
    def shows_all(self) -> bool:
        """Whether nothing is covered."""
        return self.mode is Mode.SHOW or self.knows is Knows.SEEN

    @property
    def as_mode(self) -> Mode:
        """The mode that acts: whoever has seen the film is shown all."""
        return Mode.SHOW if self.shows_all else self.mode

    @property
    def hides(self) -> bool:
        """Whether lists leave out what may spoil as a whole."""
        return self.as_mode is Mode.HIDE


def how_read(
    asked: Said, of_film: Knows | None, general: Said, house: Said, *, has_source: bool
) -> Reads:
    """How a film is read by who said all that.

    Who said something of the film itself gets it covered even where the rest is shown; who asks to
    have it covered does so as somebody who has not seen it; and nobody knows a source that the film
    does not have.
    """
    mode = asked.mode or general.mode or house.mode or Mode.COVER
    if mode is Mode.SHOW and not asked.mode and (asked.knows or of_film):
        mode = Mode.COVER
    if of_film is Knows.SEEN and asked.mode in (Mode.COVER, Mode.HIDE):
        of_film = None
    knows, since = _knows(asked.knows, of_film, general.knows, house.knows)
    if knows is Knows.SOURCE and not has_source:
        knows = Knows.PREMISE
    return Reads(mode, knows, since, mode_is_chosen=bool(asked.mode or general.mode))


def _knows(
    asked: Knows | None, of_film: Knows | None, general: Knows | None, house: Knows | None
) -> tuple[Knows, Since]:
    for knows, since in (
        (asked, Since.ASKED),
        (of_film, Since.FILM),
        (general, Since.GENERAL),
    ):
        if knows:
            return knows, since
    return house or Knows.PREMISE, Since.HOUSE
