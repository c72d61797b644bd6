"""What a digest is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from houselights.opinions.material import Aspect
from houselights.text.spans import Place, Span
from houselights.text.words import folded_words


class Sentence(NamedTuple):
    """A sentence in plain words; `span` are code points of the stored headline or body.

    is_safe: it is open to who knows nothing of the film, and harmless alone.
    """

    place: Place
    span: Span
    text: str
    is_safe: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One review by the ids of its row and version, with all of its sentences.

    rating: 10 to 100. language: ISO 639-1, "" where unknown.
    """

    review: int
    revision: int
    rating: int | None
    language: str
    sentences: Sequence[Sentence]

    @property
    def safe(self) -> list[Sentence]:
        """The sentences whose words may be told to everybody."""
        return [one for one in self.sentences if one.is_safe]


@dataclass(frozen=True, slots=True)
class Named:
    """What the catalogue knows by name of a film.

    titles: its own. people: names with the aspect that their work belongs to. characters: of the
    cast. source: kind, title and author of the work that it is based on, all "" without one.
    secrets: folded words that give it away.
    """

    titles: Sequence[str]
    people: Sequence[tuple[str, Aspect]] = ()
    characters: Sequence[str] = ()
    source: tuple[str, str, str] = ("", "", "")
    secrets: frozenset[str] = frozenset()

    @property
    def last_names(self) -> list[tuple[str, Aspect]]:
        """The people's last names, folded."""
        words = [(folded_words(name), aspect) for name, aspect in self.people]
        return [(name[-1], aspect) for name, aspect in words if name and len(name[-1]) > 1]
