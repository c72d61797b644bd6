"""Writing a film's page as text again: rows poured into the form that the page came in."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from houselights.catalogue.models import Film
from houselights.exchange.covered import (
    left_out_as_covered,
    question_for_others,
    review_for_others,
    usual_reader,
)
from houselights.exchange.film_rows import (
    Placed,
    page_question,
    page_review,
    placed_questions,
    placed_reviews,
)
from houselights.exchange.models import PageLayout
from houselights.reviews.models import Review
from houselights.text.decode import encode_page
from houselights.text.page_model import Layout, Page, PageReview, UnwritablePage, layout_from_json
from houselights.text.page_writer import write_page


@dataclass(frozen=True, slots=True)
class ExportedPage:
    """A page as bytes, and what could not be written into it (never left out in silence)."""

    data: bytes
    left_out: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()  # what was left out because a page can't cover it


def export_text(film: Film) -> ExportedPage:
    """The film's page: byte for byte what was imported, as far as no row has changed since.

    Votes and edits change only their own lines; what was written here follows in canonical form;
    what was deleted is absent. A text that would read back as something else (a body with a votes
    line in it) is left out and named.
    """
    layout = PageLayout.objects.filter(film=film).first()
    form = _form_of(layout)
    text, left_out = _write(_page_of(film, layout, form), form)
    encoding = layout.encoding if layout else "utf-8"
    return ExportedPage(
        encode_page(text, encoding, layout.byte_order_mark if layout else False), left_out
    )


def export_public_text(film: Film) -> ExportedPage:
    """What of the film may leave the house, as a page of the house's own form (see `covered`)."""
    reader = usual_reader()
    reviews = (
        review_for_others(placed, reader) for placed in placed_reviews(film, None, public=True)
    )
    asked = placed_questions(film, None, public=True)
    questions = [question_for_others(placed, reader) for placed in asked]
    page = Page(
        title=film.title_and_year,
        reviews=tuple(_known_if_imported(review, set()) for review in reviews),
        questions=tuple(question for question in questions if question),
        layout=(),
    )
    text, left_out = _write(page, ())
    covered = (left_out_as_covered(placed, reader) for placed in asked)
    return ExportedPage(encode_page(text, "utf-8", False), left_out, tuple(filter(None, covered)))


def _form_of(layout: PageLayout | None) -> Layout:
    return layout_from_json(json.dumps(layout.tokens["form"])) if layout else ()


def _page_of(film: Film, layout: PageLayout | None, form: Layout) -> Page:
    on_page = {token.item for token in form}
    reviews = (_for_page(placed, layout) for placed in placed_reviews(film, layout))
    questions = (page_question(placed) for placed in placed_questions(film, layout))
    return Page(
        title=layout.tokens["title"] if layout else film.title_and_year,
        reviews=tuple(_known_if_imported(review, on_page) for review in reviews),
        questions=tuple(questions),
        layout=form,
    )


def _for_page(placed: Placed[Review], layout: PageLayout | None) -> PageReview:
    """An account's name stands on no page that named none."""
    review = page_review(placed)
    on_page = layout is not None and placed.position <= len(layout.tokens["reviews"])
    if on_page and placed.row.author_id is not None:
        return replace(
            review, author=placed.row.author_name or None, written_on=placed.row.written_on
        )
    return review


def _known_if_imported(review: PageReview, on_page: set[str]) -> PageReview:
    """A page's review without a head has an unknown flag; under a head, no flag line means none."""
    if review.item in on_page or review.contains_spoilers is not None:
        return review
    has_head = review.rating is not None or review.headline is not None
    return replace(review, contains_spoilers=False if has_head else None)


def _write(page: Page, form: Layout) -> tuple[str, tuple[str, ...]]:
    left_out: list[str] = []
    while True:
        try:
            return write_page(page, form), tuple(left_out)
        except UnwritablePage as refusal:
            smaller = _without(page, set(refusal.items))
            left_out += _names_of(page, set(refusal.items))
            if smaller == page:
                raise
            page = smaller


def _without(page: Page, items: set[str]) -> Page:
    return replace(
        page,
        title=None if "" in items else page.title,
        reviews=tuple(review for review in page.reviews if review.item not in items),
        questions=tuple(question for question in page.questions if question.item not in items),
    )


def _names_of(page: Page, items: set[str]) -> list[str]:
    reviews = [f"review {r.position}: {r.headline}" for r in page.reviews if r.item in items]
    questions = [f"question {q.position}: {q.question}" for q in page.questions if q.item in items]
    return reviews + questions
