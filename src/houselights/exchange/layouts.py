"""What the forms of imported pages keep of texts that were erased: an empty place."""

from __future__ import annotations

from typing import Any

from houselights.exchange.models import PageLayout
from houselights.questions.events import QuestionErased
from houselights.reviews.events import ReviewErased

# The place of a text that is kept out: no row, no rating, no flag.
EMPTY_REVIEW: list[Any] = ["", None, None]
EMPTY_QUESTION = ""


def forget_review(event: ReviewErased) -> None:
    """The page's form no longer names the review, nor what the page said of its rating."""
    for layout in PageLayout.objects.select_for_update().filter(film=event.film_id):
        entries = layout.tokens["reviews"]
        kept = [EMPTY_REVIEW if entry[0] == event.public_id else entry for entry in entries]
        _keep(layout, "reviews", kept)


def forget_question(event: QuestionErased) -> None:
    """The page's form no longer names the question."""
    for layout in PageLayout.objects.select_for_update().filter(film=event.film_id):
        entries = layout.tokens["questions"]
        kept = [EMPTY_QUESTION if entry == event.public_id else entry for entry in entries]
        _keep(layout, "questions", kept)


def _keep(layout: PageLayout, name: str, entries: list[Any]) -> None:
    if layout.tokens[name] != entries:
        layout.tokens = {**layout.tokens, name: entries}
        layout.save(update_fields=["tokens"])
