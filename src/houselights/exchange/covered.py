"""What a page of text for others tells of covered words: nothing that its form can't mark.

A page can flag a whole review and nothing else. So a review with anything covered for this house's
usual reader is flagged, what stands in place of a covered headline is its headline, and a covered
question or answer does not go along.
"""

from __future__ import annotations

from dataclasses import replace

from houselights.base.house import choice
from houselights.exchange.film_rows import Placed, answers_given, page_question, page_review
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review
from houselights.spoilers.covering import Knows
from houselights.spoilers.redact import (
    Audience,
    covers_in,
    headline_shut,
    neutral_headline,
    title_shut,
)
from houselights.text.page_model import PageQuestion, PageReview


def usual_reader() -> Audience:
    """Who reads in this house without having said anything."""
    return Audience(knows=Knows(choice("readers_know")))


def review_for_others(placed: Placed[Review], reader: Audience) -> PageReview:
    """A review as a page for others holds it."""
    row, review = placed.row, page_review(placed)
    if row.current is None:
        return review
    is_shut = review.headline is not None and headline_shut(row, reader, row.current)
    if is_shut:
        review = replace(review, headline=neutral_headline(row, row.current, reader))
    if is_shut or covers_in(row.public_id, row.current, reader) or _says_too_much(review):
        review = replace(review, contains_spoilers=True)
    return review


def _says_too_much(review: PageReview) -> bool:
    """Whether a page, which has no word for not knowing, would say that nothing is given away."""
    has_head = review.rating is not None or review.headline is not None
    return review.contains_spoilers is None and has_head


def question_for_others(placed: Placed[Question], reader: Audience) -> PageQuestion | None:
    """A question with those of its answers that are open; None where it is covered itself."""
    if _is_shut(placed.row, reader):
        return None
    return page_question(placed, public=True, leave_out=_covered_answers(placed, reader))


def left_out_as_covered(placed: Placed[Question], reader: Audience) -> str:
    """What of a question a page leaves out, not in its words; empty where it is all there."""
    if _is_shut(placed.row, reader):
        return f"question {placed.position}"
    number = len(_covered_answers(placed, reader))
    return f"answers to question {placed.position}: {number}" if number else ""


def _is_shut(question: Question, reader: Audience) -> bool:
    current = question.current
    return current is None or title_shut(question.public_id, current, reader)


def _covered_answers(placed: Placed[Question], reader: Audience) -> list[Answer]:
    """The answers that are flagged, or of which anything is covered."""
    return [
        answer
        for answer in answers_given(placed.row)
        if answer.current is not None
        and (answer.contains_spoilers or covers_in(answer.public_id, answer.current, reader))
    ]
