"""What the scorer reads and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.text.spans import Place, Span


@dataclass(frozen=True, slots=True)
class Writing:
    """One review (or answer) of one film.

    key: its public id, or any name that is unique in the film.
    body: the stored text; spans are code points of it.
    language: ISO 639-1 code; None where unknown.
    flagged: what its writer said of spoilers; None where unknown.
    """

    key: str
    headline: str | None
    body: str
    language: str | None
    flagged: bool | None


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """What the catalogue knows of a film.

    people: cast and crew by name. source: title and author of the source work.
    terms: the film's secret terms that editors have set.
    """

    title: str
    characters: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    source: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A sentence on which the house has decided: grade 0 (harmless), 1 (hints), 2 (outright)."""

    key: str
    place: Place
    span: Span
    text: str
    grade: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with two probabilities, 0 to 1.

    outright: that it tells outright (grade 2). hints: grade 1 or 2; never less than `outright`.
    """

    place: Place
    span: Span
    outright: float
    hints: float
