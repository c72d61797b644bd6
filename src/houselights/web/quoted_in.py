"""Where a review is quoted: the questions of whose answers it is a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from houselights.questions.citing import quoting
from houselights.reviews.models import Review
from houselights.spoilers.redact import redact_question
from houselights.web.reading import Reader

NAMED = 3  # questions


@dataclass(frozen=True, slots=True)
class QuotedIn:
    """The newest of those questions: the address of each, and its title; and how many there are."""

    questions: Sequence[tuple[str, str]]
    number: int

    @property
    def others(self) -> int:
        """How many are not named."""
        return self.number - len(self.questions)


def quoted_in(review: Review, reader: Reader) -> QuotedIn:
    """Where the review is quoted, as its readers may know; one query."""
    rows, number = quoting(review, NAMED)
    return QuotedIn(
        [
            (row.get_absolute_url(), redact_question(row, reader.audience(row, alone=True)))
            for row in rows
        ],
        number,
    )
