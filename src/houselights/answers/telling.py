"""An answer as JSON: the same on the command line and in the API."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from houselights.answers.material import Answered, Cited


class Closed(StrEnum):
    """Why a cited sentence comes without its words."""

    NO = ""
    SPOILER = "spoiler"  # it may give the film away; it is read at its address
    RIGHTS = "rights"  # its author's words may not leave the house


class Quotation(NamedTuple):
    """A cited sentence; number: which of the answer's it is. url: its permalink."""

    number: int
    url: str
    closed: Closed


def answer_json(
    film: str, question: str, answered: Answered, quoted: Sequence[Quotation]
) -> dict[str, Any]:
    """All that an answer says; nothing is cited where the reviews don't say. `film` is its slug.

    reviews: of a question with two sides, how many reviews are on which. groups: places in `cited`
    of the sentences that agree. text: null where it is closed.
    """
    shown = list(quoted) if answered.says else []
    place = {one.number: at for at, one in enumerate(shown)}
    groups = [[place[number] for number in group if number in place] for group in answered.groups]
    counts = answered.counts if answered.says else {}
    return {
        "film": film,
        "question": question,
        "says": answered.says,
        "confidence": round(answered.confidence, 4),
        "sided": str(answered.sided) or None,
        "reviews": {str(side): number for side, number in counts.items()},
        "cited": [_sentence(answered.cited[one.number], one) for one in shown],
        "groups": [group for group in groups if group],
    }


def _sentence(cited: Cited, quoted: Quotation) -> dict[str, Any]:
    return {
        "review": cited.review.key,
        "url": quoted.url,
        "author": cited.review.author or None,
        "rating": cited.review.rating,
        "language": cited.review.language or None,
        "place": str(cited.place),
        "start": cited.span.start,
        "end": cited.span.end,
        "text": None if quoted.closed else cited.text,
        "closed": str(quoted.closed) or None,
        "side": str(cited.side) or None,
        "score": round(cited.score, 4),
    }
