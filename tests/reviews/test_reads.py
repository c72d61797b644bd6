"""Reading a film's reviews and counters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from houselights.reviews.reads import (
    ReviewFilter,
    film_reviews,
    own_review_of,
    ratings_of,
    review_by_public_id,
    review_counts,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Make = Callable[..., Review]


def found(film: Film, viewer: Person, **wanted: object) -> set[int]:
    rows = film_reviews(film, viewer, ReviewFilter(**wanted))  # type: ignore[arg-type]
    return {review.pk for review in rows}


def test_ratings_fall_into_the_bars_of_the_histogram(
    film: Film, bruno: Person, make_review: Make
) -> None:
    by_rating = {rating: make_review(rating=rating) for rating in (10, 74, 75, 84, 85, 100, None)}
    assert found(film, bruno, bars=(8, 8)) == {by_rating[75].pk, by_rating[84].pk}
    assert found(film, bruno, bars=(1, 7)) == {by_rating[10].pk, by_rating[74].pk}
    assert found(film, bruno, bars=(9, 10)) == {by_rating[85].pk, by_rating[100].pk}
    assert len(found(film, bruno)) == 7


def test_unknown_is_never_read_as_harmless(film: Film, bruno: Person, make_review: Make) -> None:
    harmless = make_review(contains_spoilers=False)
    make_review(contains_spoilers=True)
    unknown = make_review()
    Review.objects.filter(pk=unknown.pk).update(contains_spoilers=None)
    assert found(film, bruno, harmless_only=True) == {harmless.pk}


def test_language_and_found_rows(film: Film, bruno: Person, make_review: Make) -> None:
    english, other = make_review(language="en"), make_review(language="vi")
    assert found(film, bruno, language="vi") == {other.pk}
    assert found(film, bruno, ids=[english.pk]) == {english.pk}
    assert found(film, bruno, ids=[]) == set()


def test_who_sees_what_is_withheld(
    film: Film, alice: Person, bruno: Person, mira: Person, make_review: Make
) -> None:
    review = make_review(alice)
    Review.objects.filter(pk=review.pk).update(state=State.WITHHELD)
    assert found(film, bruno) == set()
    assert found(film, alice) == found(film, mira) == {review.pk}


def test_counters_know_ratings_and_reviews(film: Film, make_review: Make) -> None:
    make_review(rating=80, language="en", contains_spoilers=False)
    make_review(rating=90, language="vi", contains_spoilers=True)
    make_review(rating=None, language="en", contains_spoilers=True)
    ratings, counts = ratings_of(film), review_counts(film)
    assert (ratings.all.number, ratings.all.mean, ratings.imported.number) == (2, 8.5, 0)
    assert ratings.native.by_bar[7:9] == (1, 1)
    assert counts.number() == 3
    assert counts.number(language="en") == 2
    assert counts.number(harmless_only=True) == 1
    assert counts.languages == ["en", "vi"]


def test_own_review_and_review_by_address(
    film: Film, alice: Person, bruno: Person, make_review: Make
) -> None:
    review = make_review(alice)
    assert own_review_of(film, alice) == review
    assert own_review_of(film, bruno) is None
    assert review_by_public_id(review.public_id) == review
    assert review_by_public_id("000000000000") is None
