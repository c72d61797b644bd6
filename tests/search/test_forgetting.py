"""What is erased leaves the index itself, not only what a search finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from houselights.accounts.models import Person
from houselights.reviews.models import Review
from houselights.reviews.standing import delete_review
from houselights.search.reads import find_films
from houselights.search.tasks import forget_erased

pytestmark = pytest.mark.django_db


def index_holds(end: str) -> bool:
    """Whether the end of a word stands in FTS5's pages, which leave out how it begins."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM search_entry_fts_data WHERE instr(block, %s)", [end.encode()]
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps it in the rows alone")
def test_words_of_an_erased_review_leave_the_index(
    make_review: Callable[..., Review], alice: Person
) -> None:
    for _ in range(3):
        make_review()
    review = make_review(alice, body="The wombatonian keeper lit it. " * 3)
    delete_review(review, alice)
    assert index_holds("mbatonian")
    forget_erased.func()
    assert not index_holds("mbatonian")
    forget_erased.func()
    assert index_holds("amp")


def test_it_finds_as_before(make_review: Callable[..., Review]) -> None:
    film = make_review().film
    forget_erased.func()
    assert [found.pk for found in find_films("lamp").hits] == [film.pk]
