"""Keyset pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houselights.base.errors import Refusal
from houselights.base.paging import Order, page
from houselights.reviews.models import Review

NEWEST = Order("newest", ("-length", "-id"))


@pytest.fixture
def five(make_review: Callable[..., Review]) -> list[int]:
    bodies = ["aa", "aaaa", "aa", "aaaaaa", "aaaa"]
    return [make_review(body=body).pk for body in bodies]


@pytest.mark.engine
def test_going_forth_and_back_meets_every_row_once(five: list[int]) -> None:
    rows = Review.objects.all()
    first = page(rows, NEWEST, size=2)
    second = page(rows, NEWEST, after=first.after, size=2)
    third = page(rows, NEWEST, after=second.after, size=2)
    met = [row.pk for part in (first, second, third) for row in part.rows]
    assert met == [five[i] for i in (3, 4, 1, 2, 0)]
    assert first.before is None
    assert third.after is None
    back = page(rows, NEWEST, before=third.before, size=2)
    assert [row.pk for row in back.rows] == [row.pk for row in second.rows]
    again = page(rows, NEWEST, before=back.before, size=2)
    assert [row.pk for row in again.rows] == [row.pk for row in first.rows]
    assert again.before is None


def test_a_new_row_elsewhere_shifts_nothing(
    five: list[int], make_review: Callable[..., Review]
) -> None:
    first = page(Review.objects.all(), NEWEST, size=2)
    before = [r.pk for r in page(Review.objects.all(), NEWEST, after=first.after, size=2).rows]
    make_review(body="a much longer body than all the others")
    after = [r.pk for r in page(Review.objects.all(), NEWEST, after=first.after, size=2).rows]
    assert before == after


@settings(max_examples=50)
@given(cursor=st.text(min_size=1, max_size=40))
def test_a_broken_cursor_is_refused_in_words(cursor: str) -> None:
    parts = cursor.split(".")
    if len(parts) == 2 and all(p.strip().lstrip("+-").isdigit() for p in parts):
        return
    with pytest.raises(Refusal):
        page(Review.objects.none(), NEWEST, after=cursor, size=2)
