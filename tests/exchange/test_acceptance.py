"""A real page of reviews through the whole house: facts and sums only, no word of its text.

The page is not part of the program: HOUSELIGHTS_ACCEPTANCE_PAGE names a copy.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db.models import Sum

from houselights.catalogue.models import Film
from houselights.exchange.export_json import export_json
from houselights.exchange.export_text import export_text
from houselights.exchange.films import film_of_page
from houselights.exchange.incoming import read_file
from houselights.exchange.page_text import Report, import_page
from houselights.questions.models import Question
from houselights.reviews.models import RatingCount, Review
from houselights.votes.models import Tally

PAGE = os.environ.get("HOUSELIGHTS_ACCEPTANCE_PAGE", "")

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not PAGE, reason="HOUSELIGHTS_ACCEPTANCE_PAGE names no page"),
]


@pytest.fixture
def report(db: None) -> Report:
    """The page, brought in under the film that it suggests."""
    incoming = read_file(Path(PAGE))
    return import_page(incoming, film_of_page(incoming.page))


def test_the_film_is_proposed_from_the_page(report: Report) -> None:
    film = Film.objects.get()
    assert film.title_and_year == "Never Let Me Go (2010)"
    assert film.proposal.settled_at is None
    assert film.proposal.evidence


def test_every_review_and_question_is_there(report: Report) -> None:
    reviews = Review.objects.filter(film=report.film)
    ratings = RatingCount.objects.filter(film=report.film).aggregate(Sum("ratings"), Sum("total"))
    assert reviews.count() == 25
    assert ratings["ratings__sum"] == 24
    assert round(ratings["total__sum"] / ratings["ratings__sum"] / 10, 4) == 8.4583
    assert reviews.filter(contains_spoilers=True).count() == 11
    assert reviews.filter(contains_spoilers=None).count() == 1
    questions = Question.objects.filter(film=report.film)
    assert [question.answers_count for question in questions] == [1, 1, 1, 1]


def test_every_vote_is_there(report: Report) -> None:
    sums = Tally.objects.aggregate(Sum("baseline_yes"), Sum("baseline_total"))
    assert Tally.objects.count() == 24
    assert (sums["baseline_yes__sum"], sums["baseline_total__sum"]) == (2_438, 3_267)


def test_the_page_comes_out_as_it_came_in(report: Report) -> None:
    assert report.film is not None
    assert export_text(report.film).data == Path(PAGE).read_bytes()
    assert len(export_json(report.film)["reviews"]) == 25


def test_the_second_time_nothing_changes(report: Report) -> None:
    incoming = read_file(Path(PAGE))
    again = import_page(incoming, film_of_page(incoming.page))
    assert again.film == report.film
    assert not again.plan.changes_anything
