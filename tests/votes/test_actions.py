"""Casting votes: exact tallies, whoever votes at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from houselights.accounts.models import Person
from houselights.base.errors import NotAllowed, Refusal
from houselights.reviews.models import Review
from houselights.reviews.standing import delete_review
from houselights.votes.actions import cast_helpful_vote
from houselights.votes.models import HelpfulVote, Tally
from houselights.votes.reads import votes_of
from tests.cast import import_tally, make_person

pytestmark = pytest.mark.engine


@pytest.mark.django_db
class TestOneVoter:
    def test_a_vote_counts_once_however_often_it_is_sent(
        self, bruno: Person, make_review: Callable[..., Review]
    ) -> None:
        review = make_review()
        for _ in range(3):
            tally = cast_helpful_vote(bruno, review, helpful=True)
        assert (tally.yes, tally.total) == (1, 1)
        assert votes_of(bruno, [review.pk]) == {review.pk: True}

    def test_a_vote_can_change_and_be_taken_back(
        self, bruno: Person, make_review: Callable[..., Review]
    ) -> None:
        review = make_review()
        cast_helpful_vote(bruno, review, helpful=True)
        changed = cast_helpful_vote(bruno, review, helpful=False)
        assert (changed.yes, changed.total) == (0, 1)
        back = cast_helpful_vote(bruno, review, helpful=None)
        assert (back.yes, back.total) == (0, 0)
        assert votes_of(bruno, [review.pk]) == {}

    def test_a_native_vote_stands_beside_the_imported_baseline(
        self, bruno: Person, make_review: Callable[..., Review]
    ) -> None:
        review = make_review()
        import_tally(review, 62, 68)
        tally = cast_helpful_vote(bruno, review, helpful=True)
        assert (tally.yes, tally.total) == (63, 69)
        newer = import_tally(review, 70, 80)
        assert (newer.yes, newer.total) == (71, 81)

    def test_the_review_moves_with_its_votes(
        self, bruno: Person, make_review: Callable[..., Review]
    ) -> None:
        review = make_review()
        cast_helpful_vote(bruno, review, helpful=True)
        review.refresh_from_db()
        assert review.place == pytest.approx(0.2065e9, rel=0.001)

    def test_a_vote_names_the_version_that_was_read(
        self, bruno: Person, make_review: Callable[..., Review]
    ) -> None:
        review = make_review()
        cast_helpful_vote(bruno, review, helpful=True)
        assert HelpfulVote.objects.get(voter=bruno).revision_id == review.current_id


@pytest.mark.django_db
class TestRefusals:
    def test_nobody_votes_on_their_own_review(
        self, alice: Person, make_review: Callable[..., Review]
    ) -> None:
        with pytest.raises(Refusal, match="your own review"):
            cast_helpful_vote(alice, make_review(alice), helpful=True)

    def test_a_deleted_review_takes_no_votes(
        self, alice: Person, bruno: Person, make_review: Callable[..., Review]
    ) -> None:
        review = make_review(alice)
        delete_review(review, alice)
        with pytest.raises(Refusal):
            cast_helpful_vote(bruno, review, helpful=True)

    def test_a_closed_account_does_not_vote(
        self, bruno: Person, make_review: Callable[..., Review]
    ) -> None:
        bruno.is_active = False
        with pytest.raises(NotAllowed):
            cast_helpful_vote(bruno, make_review(), helpful=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2, 3])
def test_eight_threads_end_with_an_exact_tally(
    run: int, make_review: Callable[..., Review]
) -> None:
    review = make_review()
    voters = [make_person(f"voter{run}x{n}") for n in range(24)]
    failures: list[BaseException] = []

    def vote(mine: list[Person]) -> None:
        try:
            for number, voter in enumerate(mine):
                cast_helpful_vote(voter, review, helpful=number % 3 != 0)
                cast_helpful_vote(voter, review, helpful=number % 3 != 0)
        except BaseException as error:  # noqa: BLE001  # a thread's error must reach the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(voters[n::8],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    tally = Tally.objects.get(review=review)
    votes = HelpfulVote.objects.filter(review=review)
    assert (tally.native_total, tally.native_yes) == (24, votes.filter(helpful=True).count())
    assert votes.count() == 24
