"""What happens with one text of a page that is imported."""

from __future__ import annotations

from dataclasses import dataclass

from houselights.base.models import State
from houselights.exchange.identity import Identity
from houselights.questions.imports import ImportedQuestion, Outcome
from houselights.questions.models import Question
from houselights.reviews.imports import NOTHING_NEW, Facts
from houselights.reviews.models import Review
from houselights.text.page_model import PageReview


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """What happens with one review of the page; `row` is None for one to add."""

    item: PageReview
    identity: Identity
    row: Review | None = None
    new_text: bool = False
    facts: Facts = NOTHING_NEW
    votes: tuple[int, int] | None = None  # a new imported baseline: yes, total
    said: tuple[int | None, bool | None] = (None, None)  # rating and flag, by this page or earlier
    is_kept_out: bool = False  # the page's text was removed here

    @property
    def is_added(self) -> bool:
        """Whether the house has no such review yet."""
        return self.row is None and not self.is_kept_out

    @property
    def is_revised(self) -> bool:
        """Whether the text or a fact of a known review is different."""
        return self.row is not None and (self.new_text or self.facts != NOTHING_NEW)

    @property
    def has_new_votes(self) -> bool:
        """Whether a known review has other vote counts."""
        return self.row is not None and self.votes is not None

    @property
    def is_moved(self) -> bool:
        """Whether identity or place on the page are other than the row keeps."""
        kept = (self.row.source_key, self.row.source_position) if self.row else None
        return kept is not None and kept != (self.identity.key, self.item.position)

    @property
    def is_unchanged(self) -> bool:
        """Whether a known review is just as before."""
        return not (self.is_kept_out or self.changes_row)

    @property
    def changes_row(self) -> bool:
        """Whether anything that a reader sees is different."""
        return self.is_added or self.is_revised or self.has_new_votes

    @property
    def has_row(self) -> bool:
        """Whether the review has, or gets, a row with a text: the page's form names it then."""
        return self.is_added or (self.row is not None and self.row.state != State.ERASED)


@dataclass(frozen=True, slots=True)
class QuestionStep:
    """What happens with one question of the page."""

    item: ImportedQuestion
    outcome: Outcome
    row: Question | None = None

    @property
    def has_row(self) -> bool:
        """Whether the question has, or gets, a row with a text."""
        if self.row is not None:
            return self.row.state != State.ERASED
        return self.outcome is not Outcome.KEPT_OUT
