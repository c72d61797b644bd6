"""Answers that quote every sentence of some reviews, those that hold canaries among them."""

from __future__ import annotations

from itertools import batched

from houselights.accounts.models import Person
from houselights.questions.actions import answer
from houselights.questions.citing import standing
from houselights.questions.models import Question
from houselights.questions.rules import MOST_CITED, AnswerText, Picked
from houselights.reviews.models import Review, Revision
from tests.cast import make_person
from tests.web.canaries import Canaries


def put_quotations(canaries: Canaries) -> None:
    """Quote the samples of reviews, their earlier versions too, below the first question."""
    question = next(row for row in canaries.texts if isinstance(row, Question))
    reviews = [row for row in canaries.samples if isinstance(row, Review)]
    for version in Revision.objects.filter(review__in=reviews).select_related("review"):
        picked = [
            Picked(version.review.public_id, version.number, place, span)
            for _digest, place, span in standing(version)
        ]
        for some in batched(picked, MOST_CITED, strict=False):
            writer = make_person(f"canary{Person.objects.count()}")
            answer(question, writer, AnswerText("Open words.", False, "en", cites=some))
