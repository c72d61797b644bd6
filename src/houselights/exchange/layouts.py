"""What else an imported page left of a text that is erased: its place in the form, sentences."""

from __future__ import annotations

from typing import Any

from houselights.catalogue.actions import forget_evidence
from houselights.exchange.models import PageLayout
from houselights.questions.events import QuestionErased
from houselights.reviews.events import ReviewErased

# The place of a text that is kept out: no row, no rating, no flag.
EMPTY_REVIEW: list[Any] = ["", None, None]
EMPTY_QUESTION = ""


def forget_review(event: ReviewErased) -> None:
    """The page's form no longer names the review, nor its rating; no proposal quotes it."""
    for layout in PageLayout.objects.select_for_update().filter(film=event.film_id):
        entries = layout.tokens["reviews"]
        kept = [EMPTY_REVIEW if entry[0] == event.public_id else entry for entry in entries]
        _keep(layout, "reviews", kept)
    if event.position is not None:
        forget_evidence(event.film_id, [event.position])


def forget_question(event: QuestionErased) -> None:
    """The page's form no longer names the question; no proposal quotes the page's questions."""
    for layout in PageLayout.objects.select_for_update().filter(film=event.film_id):
        entries = layout.tokens["questions"]
        kept = [EMPTY_QUESTION if entry == event.public_id else entry for entry in entries]
        _keep(layout, "questions", kept)
    forget_evidence(event.film_id, [0])


def _keep(layout: PageLayout, name: str, entries: list[Any]) -> None:
    if layout.tokens[name] != entries:
        layout.tokens = {**layout.tokens, name: entries}
        layout.save(update_fields=["tokens"])
