"""A thousand questions of the demo house, and no sentence shown that tells what a film keeps."""

from __future__ import annotations

import pytest

from houselights.exchange import demo
from houselights.ops.bench.walk import Walk, walk_own

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def walks() -> list[Walk]:
    """All films, asked by all readers; first the answers and then the digests of each kind."""
    demo.load(lambda _done, _total: None)
    return list(walk_own())


def test_nothing_that_tells_is_shown_open(walks: list[Walk]) -> None:
    assert sum(walk.questions for walk in walks) >= 1000
    assert all(walk.shown for walk in walks)
    assert [leak for walk in walks for leak in walk.leaks] == []
    assert sum(walk.unknown for walk in walks) == 0
    # That nothing tells is worth little where nothing is shown.
    assert sum(len(walk.apart) for walk in walks) > 100
    answers = walks[::2]
    assert sum(walk.covered for walk in answers) < sum(walk.answered for walk in answers)
