"""Films with graded sentences, in the two forms in which they are kept.

A practice text has a line "# title | characters | people" for each film, "= flagged", "= plain" or
"= unknown" for each review, and then one sentence a line behind its grade, the headline first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from houselights.spoilers.scorer.material import FilmFacts, Settled, Writing
from houselights.text.spans import Place, Span

_FLAGS = {"flagged": True, "plain": False, "unknown": None}


@dataclass(frozen=True, slots=True)
class LabelledFilm:
    """A film, its texts, and the grades that people gave to their sentences."""

    facts: FilmFacts
    writings: Sequence[Writing]
    labels: Sequence[Settled]


@dataclass(slots=True)
class _Review:
    flag: str
    lines: list[tuple[int, str]] = field(default_factory=list)


def read_practice(text: str) -> list[LabelledFilm]:
    """The films of a practice text. ValueError where a line is none of the known ones."""
    films: list[tuple[FilmFacts, list[_Review]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, rest = line.partition(" ")
        if mark == "#":
            films.append((_facts(rest), []))
        elif mark == "=" and films and rest in _FLAGS:
            films[-1][1].append(_Review(rest))
        elif mark in {"0", "1", "2"} and films and films[-1][1]:
            films[-1][1][-1].lines.append((int(mark), rest))
        elif line:
            raise ValueError(f"Line {number} is neither a film, a review nor a graded sentence.")
    return [_film(facts, reviews) for facts, reviews in films]


def _facts(line: str) -> FilmFacts:
    title, characters, people = (part.strip() for part in line.split("|"))
    return FilmFacts(title, tuple(_names(characters)), tuple(_names(people)))


def _names(listed: str) -> Iterator[str]:
    return (name.strip() for name in listed.split(";"))


def _film(facts: FilmFacts, reviews: Iterable[_Review]) -> LabelledFilm:
    writings, labels = [], []
    for number, review in enumerate(reviews, 1):
        key = str(number)
        (grade, headline), *sentences = review.lines
        labels.append(Settled(key, Place.HEADLINE, Span(0, len(headline)), headline, grade))
        at = 0
        for sentence_grade, sentence in sentences:
            span = Span(at, at + len(sentence))
            labels.append(Settled(key, Place.BODY, span, sentence, sentence_grade))
            at = span.end + 1
        body = " ".join(sentence for _, sentence in sentences)
        writings.append(Writing(key, headline, body, "en", _FLAGS[review.flag]))
    return LabelledFilm(facts, writings, labels)
