"""What is found in sentences: aspects of a film, and praise or criticism of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from houselights.text.spans import Span


class Aspect(StrEnum):
    """What of a film is judged; `bench/digest/README.md` says what each takes in."""

    STORY = "story"
    ACTING = "acting"
    DIRECTION = "direction"
    SCRIPT = "script"
    PACE = "pace"
    LOOK = "look"
    MUSIC = "music"
    ENDING = "ending"
    FAITHFULNESS = "faithfulness"
    EMOTION = "emotion"
    WHOLE = "whole"


# Whose work an aspect is, by the catalogue's word for the job.
ASPECT_OF_JOB: Mapping[str, Aspect] = {
    "cast": Aspect.ACTING,
    "director": Aspect.DIRECTION,
    "writer": Aspect.SCRIPT,
    "music": Aspect.MUSIC,
    "photography": Aspect.LOOK,
}


class Polarity(IntEnum):
    """How it is judged; what is not sure enough is not a judgement at all."""

    CRITICISE = -1
    MIXED = 0
    PRAISE = 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """That a sentence praises or criticises something.

    span: the clause that says so, as code points of the sentence. sureness: 0 to 1.
    """

    aspect: Aspect
    polarity: Polarity
    sureness: float
    span: Span


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to understand a review's sentences.

    rating: 10 to 100, None where there is none. people: folded words of the names of cast
    (acting), director (direction), composer (music) … by aspect. language: ISO 639-1 or "".
    """

    rating: int | None = None
    people: Sequence[tuple[str, Aspect]] = ()
    language: str = ""
