"""The formulas, with worked numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.base.shares import wilson_lower_bound
from houselights.ranking.orders import ORDERS, order_named
from houselights.ranking.rules import divisiveness


@pytest.mark.parametrize(
    ("yes", "total", "bound"),
    [(0, 0, 0.0), (3, 3, 0.438), (119, 176, 0.604), (1, 1, 0.207), (0, 5, 0.0), (62, 68, 0.821)],
)
def test_worked_numbers(yes: int, total: int, bound: float) -> None:
    assert wilson_lower_bound(yes, total) == pytest.approx(bound, abs=0.001)


@given(st.integers(1, 5000), st.data())
def test_the_bound_stays_below_the_share_and_grows_with_yes(
    total: int, data: st.DataObject
) -> None:
    yes = data.draw(st.integers(0, total - 1))
    assert 0 <= wilson_lower_bound(yes, total) <= yes / total + 1e-12
    assert wilson_lower_bound(yes, total) <= wilson_lower_bound(yes + 1, total)


def test_disagreement_of_many_stands_before_that_of_few() -> None:
    assert divisiveness(50, 100) > divisiveness(5, 10) > divisiveness(9, 10) > divisiveness(10, 10)


def test_an_unknown_order_is_the_default() -> None:
    assert order_named("tallest") is order_named(None) is ORDERS["helpful"]
