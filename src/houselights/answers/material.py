"""What is asked, of what, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from houselights.text.spans import Place, Span


class Sentence(NamedTuple):
    """A sentence of a review, as code points of the headline or body that is stored.

    risky: it may be quoted only under a cover (`spoilers.open_sentences`).
    """

    place: Place
    span: Span
    text: str
    risky: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One review as its readers see it: only the sentences that are open to them.

    key: its public id. author: a name to show, "" where there is none. rating: 10 to 100.
    language: ISO 639-1, "" where unknown. version: the number of its text that was read.
    """

    key: str
    author: str
    rating: int | None
    language: str
    sentences: Sequence[Sentence]
    version: int = 1


class Credit(NamedTuple):
    """Somebody's work on the film; `job` is the catalogue's word, or "source" for an author."""

    name: str
    job: str
    character: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What the catalogue knows of a film by name; `titles` are its own and its source's."""

    titles: Sequence[str] = ()
    credits: Sequence[Credit] = ()


class Side(StrEnum):
    """What a sentence says to a question that has two sides."""

    YES = "yes"  # or praise
    NO = "no"  # or criticism
    MIXED = "mixed"
    NEITHER = ""


class Sided(StrEnum):
    """Which two sides a question has."""

    PROPERTY = "property"  # is it slow: yes or no
    JUDGEMENT = "judgement"  # how is the music: praise or criticism
    NONE = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that answers; score: above 0 the likelier, only to be compared in one answer.

    closed: it may give the film away, so that only a cover stands in its place until it is opened.
    """

    review: Told
    place: Place
    span: Span
    text: str
    score: float
    side: Side
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What the reviews say.

    says: whether they answer at all; without it `cited` are the nearest sentences, best kept to
    oneself. confidence: the probability that they do. counts: of a question with two sides, how
    many of the film's reviews are on which. groups: numbers in `cited` that agree, best first.
    """

    says: bool
    confidence: float
    cited: Sequence[Cited]
    sided: Sided
    counts: dict[Side, int]
    groups: Sequence[Sequence[int]]
