"""Reviews: a piece of the page between two votes lines, read as heads and texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from houselights.text import page_marks as marks
from houselights.text.page_draft import Draft, Span, claim_passage
from houselights.text.page_head import Head
from houselights.text.page_headline import reads_as_text, takes_headline
from houselights.text.page_lines import Line
from houselights.text.page_model import PageReview
from houselights.text.page_votes import VotesMark


def read_closed_piece(draft: Draft, lines: list[Line], mark: VotesMark, number: int) -> None:
    if not lines:
        draft.begin("", mark.start)
        draft.notice(number, "votes_without_review")
        return
    read_reviews(draft, lines)
    review = draft.reviews[-1]
    if mark.yes is not None and mark.total is not None:
        counts = (mark.yes, mark.total)
        draft.spans.append(Span(mark.start, mark.end, review.item, "votes", counts, mark.form))
    warnings = review.warnings
    if mark.doubt:
        warnings += (draft.notice(number, mark.doubt),)
    draft.reviews[-1] = replace(
        review, helpful_yes=mark.yes, helpful_total=mark.total, warnings=warnings
    )


def read_reviews(draft: Draft, lines: list[Line]) -> None:
    """Read one review, or several where votes lines were lost between them."""
    at = 0
    while at < len(lines):
        head = Head(draft, lines, at)
        end = _body_end(draft, lines, head)
        _add_review(draft, lines, head, end)
        at = end


def _body_end(draft: Draft, lines: list[Line], head: Head) -> int:
    for at in range(head.at + 1, len(lines)):
        rating = marks.read_rating(lines[at].text)
        if rating is None:
            continue
        if _begins_review(draft, lines[at : at + 3], rating, head.rating):
            draft.notice(lines[at].number, "review_split")
            return at
        draft.notice(lines[at].number, "rating_in_text")
    return len(lines)


def _begins_review(
    draft: Draft, lines: Sequence[Line], rating: int, rating_above: int | None
) -> bool:
    """Does a rating line amid the text begin the next review (its votes line was lost)?

    A headline and text must follow. A rating equal to the one above is the reviewer's verdict
    repeated, unless a flag follows, or a line that is no sentence, or the whole page came without
    votes lines.
    """
    following = [line.text for line in lines[1:3]]
    if any(marks.is_flag(line) for line in following):
        return True
    if len(following) < 2 or any(marks.read_rating(line) for line in following):
        return False
    if draft.has_marks and rating == rating_above and reads_as_text(following[0]):
        return False
    return takes_headline(lines[1:3], rated=True, first_of_page=False)


def _add_review(draft: Draft, lines: list[Line], head: Head, end: int) -> None:
    body = claim_passage(draft, lines[head.at : end], head.item, "body")
    if not body:
        head.warnings.append(draft.notice(lines[end - 1].number, "body_missing"))
    draft.reviews.append(
        PageReview(
            position=len(draft.reviews) + 1,
            rating=head.rating,
            headline=head.headline,
            contains_spoilers=head.contains_spoilers,
            body=body,
            author=head.author,
            written_on=head.written_on,
            first_line=head.first.number,
            warnings=tuple(head.warnings),
        )
    )
