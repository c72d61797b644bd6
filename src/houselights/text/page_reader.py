"""Reader of a page of reviews as text (docs/page-format.md says what it takes for what).

The page is cut at its votes lines; each piece is read as head (rating, headline, byline, flag)
and body. The piece after the last votes line can hold a last review without votes, and the block
of questions. Whatever no field claims stays in the layout as it stands, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from houselights.text import page_marks as marks
from houselights.text.page_draft import Draft, leave_unread
from houselights.text.page_headline import count_headlines
from houselights.text.page_layout import layout_of
from houselights.text.page_lines import Line, line_numbers, pieces_between
from houselights.text.page_model import Page
from houselights.text.page_opening import is_text, read_opening
from houselights.text.page_questions import questions_start, read_questions
from houselights.text.page_reviews import read_closed_piece, read_reviews
from houselights.text.page_votes import votes_marks


def read_page(text: str) -> Page:
    """The page that a text holds; reads any text at all and never raises.

    ``write_page(read_page(text)) == text`` holds for every text.
    """
    draft = Draft(text)
    found = votes_marks(text)
    draft.has_marks = bool(found)
    pieces = pieces_between(text, found)
    draft.headlines = count_headlines(pieces)
    pieces[0] = read_opening(draft, pieces[0], closed=bool(found))
    numbers = line_numbers(text, [mark.start for mark in found])
    for lines, mark, number in zip(pieces, found, numbers, strict=False):
        read_closed_piece(draft, lines, mark, number)
    _read_last_piece(draft, pieces[-1])
    return _page(draft)


def _page(draft: Draft) -> Page:
    if not draft.has_marks and draft.reviews and all(r.rating is None for r in draft.reviews):
        draft.notice(draft.reviews[0].first_line, "no_marks")
    return Page(
        title=draft.title,
        reviews=tuple(draft.reviews),
        questions=tuple(draft.questions),
        notices=tuple(sorted(draft.notices, key=lambda notice: notice.line)),
        layout=layout_of(draft),
    )


def _read_last_piece(draft: Draft, lines: list[Line]) -> None:
    """What follows the last votes line: perhaps a review without votes, perhaps the questions."""
    start = questions_start(draft, lines)
    before = lines[:start]
    if before and (not draft.has_marks or _holds_review(before)):
        read_reviews(draft, before)
        last = draft.reviews[-1]
        code = draft.notice(last.first_line, "votes_missing")
        draft.reviews[-1] = replace(last, warnings=(*last.warnings, code))
        if start < len(lines) and not marks.is_heading(lines[start].text):
            draft.notice(lines[start].number, "questions_run_on")
    else:
        leave_unread(draft, before)
    read_questions(draft, lines[start:])


def _holds_review(lines: Sequence[Line]) -> bool:
    rated = len(lines) > 1 and marks.read_rating(lines[0].text) is not None
    return rated or any(is_text(line) for line in lines)
