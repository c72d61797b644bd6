"""What has been read of a page so far: items, notices, and the stretches that fields claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from houselights.text import page_forms as forms
from houselights.text.marking import marked
from houselights.text.page_headline import Headlines
from houselights.text.page_lines import Line
from houselights.text.page_model import Notice, PageQuestion, PageReview

_NOTICES = {
    "head_lost": marked("This review has no head: rating, headline and spoiler flag are unknown."),
    "headline_missing": marked("The text follows the rating at once, so no headline was taken."),
    "headline_doubtful": marked("This headline may be the first sentence of the text."),
    "rating_missing": marked("No rating stands above this headline."),
    "body_missing": marked("This review has no text; the page may show it only when unfolded."),
    "votes_missing": marked("No vote counts were found for this review."),
    "counts_doubtful": marked("These vote counts can't be told apart, so they were left out."),
    "byline_doubtful": marked(
        "Author and date run together; the date was taken to have two digits."
    ),
    "byline_unknown": marked(
        "Author and date run together and can't be told apart; both were left out."
    ),
    "rating_in_text": marked("This line looks like a rating; it was taken for part of the review."),
    "review_split": marked(
        "A new review was taken to begin here, though no votes line stands before it."
    ),
    "questions_run_on": marked("The questions were taken to begin here, in the midst of the text."),
    "questions_too_many": marked(
        "More questions than a page may have; the rest was left with this one."
    ),
    "question_unanswered": marked("No answer follows this question."),
    "votes_without_review": marked("This votes line belongs to no review."),
    "no_marks": marked("No rating and no votes line was found; is this a page of reviews?"),
    "unread": marked(
        "This line was not understood; it is kept but belongs to no review or question."
    ),
}


class Span(NamedTuple):
    """A stretch of the page that one field claims."""

    start: int
    end: int
    item: str
    field: str
    value: forms.Value
    form: str = ""


@dataclass(slots=True)
class Draft:
    """What has been read so far."""

    text: str
    title: str | None = None
    reviews: list[PageReview] = field(default_factory=list)
    questions: list[PageQuestion] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    starts: list[tuple[int, str]] = field(default_factory=list)
    has_marks: bool = False
    headlines: Headlines = field(default_factory=Headlines)

    def notice(self, line: int, code: str) -> str:
        self.notices.append(Notice(line, code, _NOTICES[code]))
        return code

    def claim(self, line: Line, item: str, name: str) -> str:
        self.spans.append(Span(line.start, line.end, item, name, line.text))
        return line.text

    def begin(self, item: str, start: int) -> None:
        self.starts.append((start, item))


def leave_unread(draft: Draft, lines: Sequence[Line]) -> None:
    for line in lines:
        draft.begin("", line.start)
        draft.notice(line.number, "unread")


def claim_passage(draft: Draft, lines: Sequence[Line], item: str, name: str, skip: int = 0) -> str:
    """Claim the text from the first to the last line, blank lines between included."""
    if not lines:
        return ""
    start, end = lines[0].start + skip, lines[-1].end
    written = draft.text[start:end]
    value = forms.without_line_ends(written)
    draft.spans.append(Span(start, end, item, name, value, forms.line_end_of(written)))
    return value
