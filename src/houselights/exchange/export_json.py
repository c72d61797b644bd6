"""A film's reviews and questions as one JSON object; null is "not known"."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from houselights.base.models import TextRevision
from houselights.catalogue.models import Film
from houselights.exchange.film_rows import (
    Placed,
    answers_given,
    author_of,
    page_question,
    page_review,
    placed_questions,
    placed_reviews,
)
from houselights.exchange.kept_back import kept_back
from houselights.exchange.models import PageLayout
from houselights.exchange.opened import opened
from houselights.questions.models import Question
from houselights.reviews.models import Review
from houselights.reviews.rights import may_leave
from houselights.text.page_model import scale_of_ten


def export_json(film: Film) -> dict[str, Any]:
    """`film`, `reviews` in the page's order, `questions`; ratings on the scale of ten (8, 8.5).

    `covers` are runs of the body that its writer covered, as [start, end) code-point offsets, and
    `marks` those that others cover, as [start, end, level, by]; `covering` says what levels mean.
    Texts are whole: whoever shows them has to keep to both.
    """
    layout = PageLayout.objects.filter(film=film).first()
    return {
        "film": _film(film),
        "reviews": [_review(placed) for placed in placed_reviews(film, layout)],
        "questions": [_question(placed) for placed in placed_questions(film, layout)],
    }


def export_public_json(film: Film) -> dict[str, Any]:
    """The same of what may leave the house, and in `kept_back` how much may not."""
    return {
        "film": _film(film),
        "reviews": [_review(placed) for placed in placed_reviews(film, None, public=True)],
        "questions": [
            _question(placed, public=True) for placed in placed_questions(film, None, public=True)
        ],
        "kept_back": asdict(kept_back(film)),
    }


def _film(film: Film) -> dict[str, Any]:
    return {"title": film.title, "year": film.year, "slug": film.slug}


def _review(placed: Placed[Review]) -> dict[str, Any]:
    row, review = placed.row, page_review(placed)
    revision = row.current
    return {
        "position": review.position,
        "rating": scale_of_ten(row.rating),
        "headline": review.headline,
        "contains_spoilers": row.contains_spoilers,
        "body": review.body,
        "helpful_yes": review.helpful_yes,
        "helpful_total": review.helpful_total,
        "author": author_of(row),
        "written_on": review.written_on.isoformat() if review.written_on else None,
        "language": row.language or None,
        "id": row.public_id,
        "imported": row.is_imported,
        "format": revision.format if revision else None,
        "headline_covered": row.headline_covered,
        "neutral_headline": _neutral(row),
        "fold_locked": row.fold_locked,
        **_covers(revision),
    }


def _covers(revision: TextRevision | None) -> dict[str, Any]:
    """What is covered of a version, by its writer and by others."""
    if revision is None:
        return {"covers": [], "marks": [], "title_mark": []}
    return {
        "covers": revision.covers,
        "marks": revision.marks,
        "title_mark": revision.title_mark,
    }


def _neutral(row: Review) -> str | None:
    return (opened(row.current.neutral_headline) if row.current else None) or None


def _question(placed: Placed[Question], *, public: bool = False) -> dict[str, Any]:
    row, question = placed.row, page_question(placed, public=public)
    answers = [one for one in answers_given(row) if one.current and (not public or may_leave(one))]
    details = opened(row.current.body) if row.current else None
    return {
        "position": question.position,
        "question": question.question,
        "details": details or None,
        **_covers(row.current),
        "answers": list(question.answers),
        "answers_covered": [
            {"contains_spoilers": one.contains_spoilers, **_covers(one.current)} for one in answers
        ],
        "asked_by": row.asker.shown_name if row.asker else None,
        "id": row.public_id,
    }
