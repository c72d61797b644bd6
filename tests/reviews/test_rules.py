"""What a review must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from houselights.reviews.rules import ReviewText, bar_of, problems_of, take_back_until

TODAY = date(2026, 11, 25)
GOOD = ReviewText(headline="Mind the wick", body="It burns slowly.", contains_spoilers=False)


def problems(shortest: int = 0, **changed: object) -> set[str]:
    return set(problems_of(replace(GOOD, **changed), shortest=shortest, today=TODAY))  # type: ignore[arg-type]


def test_a_text_needs_headline_body_and_an_answer_about_spoilers() -> None:
    assert problems() == set()
    assert problems(headline=" ") == {"headline"}
    assert problems(body="\n") == {"body"}
    assert problems(contains_spoilers=None) == {"contains_spoilers"}
    assert problems(headline="", contains_spoilers=None) == {"headline", "contains_spoilers"}


def test_a_rating_alone_is_enough_and_nothing_at_all_is_not() -> None:
    alone = ReviewText(rating=80)
    assert problems_of(alone, shortest=600, today=TODAY) == {}
    assert set(problems_of(ReviewText(), shortest=0, today=TODAY)) == {"body"}


@pytest.mark.parametrize(("rating", "wrong"), [(9, True), (10, False), (100, False), (101, True)])
def test_ratings_run_from_10_to_100(rating: int, wrong: bool) -> None:
    assert ("rating" in problems(rating=rating)) is wrong


def test_lengths_are_counted_in_characters() -> None:
    assert problems(shortest=16) == set()
    assert problems(shortest=17) == {"body"}
    assert problems(body="𝄞" * 40_000) == set()
    assert problems(body="𝄞" * 40_001) == {"body"}
    assert problems(headline="ơ" * 120) == set()
    assert problems(headline="ơ" * 121) == {"headline"}


def test_nobody_has_seen_it_tomorrow() -> None:
    assert problems(seen_on=TODAY) == set()
    assert problems(seen_on=date(2026, 11, 26)) == {"seen_on"}


@pytest.mark.parametrize(("rating", "bar"), [(10, 1), (84, 8), (85, 9), (100, 10)])
def test_halves_of_a_rating_go_up(rating: int, bar: int) -> None:
    assert bar_of(rating) == bar


def test_a_publication_can_be_taken_back_for_ten_minutes() -> None:
    noon = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    assert take_back_until(noon) == datetime(2026, 11, 25, 12, 10, tzinfo=UTC)
