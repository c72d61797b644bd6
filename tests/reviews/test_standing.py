"""Hidden, restored, deleted, removed, erased: what stays of a review, and what comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.errors import Conflict, NotAllowed, Refusal
from houselights.base.models import State
from houselights.catalogue.actions import FilmFacts, add_film
from houselights.catalogue.models import Film
from houselights.removals.models import Cause, Tombstone
from houselights.reviews.actions import edit_review, publish_review
from houselights.reviews.models import RatingCount, Review, ReviewCount, Revision
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import (
    delete_review,
    erase_version,
    hide,
    remove,
    restore,
    take_back,
)
from houselights.reviews.tasks import erase_review
from houselights.search.models import Entry, Kind
from houselights.votes.actions import cast_helpful_vote
from houselights.votes.models import HelpfulVote, Tally

pytestmark = pytest.mark.engine

TEXT = ReviewText(
    headline="The stairs know more",
    body="Twice the keeper climbs them, and twice we hear what they think of it; nobody else in "
    "this film is asked for an opinion.",
    rating=80,
    contains_spoilers=False,
    language="en",
    seen_at="the Rialto",
)
OTHER = ReviewText("Once more", "I was wrong the first time.", 60, contains_spoilers=False)


@pytest.fixture
def review(film: Film, alice: Person) -> Review:
    return publish_review(film, alice, TEXT)


def counted(film: Film) -> tuple[int, int, int]:
    """Ratings, reviews with a text, and found in the index."""
    ratings = sum(row.ratings for row in RatingCount.objects.filter(film=film))
    reviews = sum(row.reviews for row in ReviewCount.objects.filter(film=film))
    return ratings, reviews, Entry.objects.filter(kind=Kind.REVIEW, film_id=film.pk).count()


def state(review: Review) -> State:
    return State(Review.objects.get(pk=review.pk).state)


class TestHiding:
    def test_a_hidden_review_is_not_counted_and_comes_back(
        self, film: Film, review: Review, mira: Person
    ) -> None:
        assert counted(film) == (1, 1, 1)
        hide(review, mira, reason="Let us look at it.")
        assert (state(review), counted(film)) == (State.WITHHELD, (0, 0, 0))
        restore(review, mira, reason="All is well.")
        assert (state(review), counted(film)) == (State.PUBLISHED, (1, 1, 1))
        assert [change.reason for change in review.state_changes.order_by("pk")] == [
            "Let us look at it.",
            "All is well.",
        ]

    def test_nobody_else_may(self, review: Review, alice: Person, edda: Person) -> None:
        for act in (hide, remove, restore):
            for person in (alice, edda):
                with pytest.raises(NotAllowed):
                    act(review, person, reason="")

    def test_the_second_of_two_moderators_is_told(self, review: Review, mira: Person) -> None:
        hide(review, mira, reason="spam")
        with pytest.raises(Conflict):
            hide(review, mira, reason="spam")
        remove(review, mira, reason="spam")
        with pytest.raises(Conflict):
            remove(review, mira, reason="spam")


class TestOwnDeletion:
    def test_the_text_goes_at_once(
        self, film: Film, review: Review, alice: Person, bruno: Person
    ) -> None:
        cast_helpful_vote(bruno, review, helpful=True)
        delete_review(review, alice)
        row = Review.objects.get(pk=review.pk)
        assert row.state == State.ERASED
        gone = (row.author, row.current, row.rating, row.seen_at, row.language, row.length)
        assert gone == (None, None, None, "", "", 0)
        assert not Revision.objects.filter(review=row).exists()
        assert not HelpfulVote.objects.filter(review=row).exists()
        assert not Tally.objects.filter(review=row).exists()
        assert counted(film) == (0, 0, 0)
        stone = Tombstone.objects.get()
        assert (stone.cause, stone.erase_at) == (Cause.DELETED, None)

    def test_it_may_be_written_again(self, film: Film, review: Review, alice: Person) -> None:
        delete_review(review, alice)
        again = publish_review(film, alice, TEXT)
        assert again.pk != review.pk
        assert counted(film) == (1, 1, 1)

    def test_taking_back_keeps_the_draft(self, film: Film, review: Review, alice: Person) -> None:
        draft = take_back(review, alice)
        assert (draft.body, state(review)) == (TEXT.body, State.ERASED)
        publish_review(film, alice, TEXT)

    def test_what_was_withheld_does_not_come_back_by_deleting_it(
        self, film: Film, review: Review, alice: Person, mira: Person
    ) -> None:
        hide(review, mira, reason="copied")
        delete_review(review, alice)
        with pytest.raises(Refusal, match="moderators of this house"):
            publish_review(film, alice, TEXT)


class TestRemoval:
    def test_the_text_is_sealed_for_some_days(self, review: Review, mira: Person) -> None:
        remove(review, mira, reason="It is not yours.")
        assert (state(review), review.revisions.count()) == (State.DELETED, 1)
        stone = Tombstone.objects.get()
        assert stone.cause == Cause.REMOVED
        assert stone.erase_at is not None
        assert timedelta(days=29) < stone.erase_at - now() < timedelta(days=31)
        erasing = DBTaskResult.objects.get(task_path=erase_review.module_path)
        assert erasing.run_after == stone.erase_at
        assert review.state_changes.get().reason == "It is not yours."

    def test_it_is_erased_when_its_time_has_come(self, review: Review, mira: Person) -> None:
        remove(review, mira, reason="spam")
        erase_review.call(review.public_id)
        assert state(review) == State.DELETED
        Tombstone.objects.update(erase_at=now())
        erase_review.call(review.public_id)
        assert (state(review), review.revisions.count()) == (State.ERASED, 0)
        assert Tombstone.objects.get().erase_at is None
        assert Review.objects.get(pk=review.pk).author is not None  # who may read why
        erase_review.call("gone")

    def test_at_once(self, review: Review, mira: Person) -> None:
        remove(review, mira, reason="private", at_once=True)
        assert state(review) == State.ERASED
        with pytest.raises(Refusal, match="erased"):
            restore(review, mira)

    def test_a_sealed_one_can_be_erased_at_once(self, review: Review, mira: Person) -> None:
        remove(review, mira, reason="private")
        remove(review, mira, reason="private", at_once=True)
        assert state(review) == State.ERASED

    def test_restoring_lifts_the_tombstone(
        self, film: Film, review: Review, alice: Person, mira: Person
    ) -> None:
        remove(review, mira, reason="spam")
        restore(review, mira, reason="It was none.")
        assert (state(review), counted(film)) == (State.PUBLISHED, (1, 1, 1))
        assert Tombstone.objects.get().lifted_at is not None
        erase_review.call(review.public_id)
        assert state(review) == State.PUBLISHED
        delete_review(review, alice)
        publish_review(film, alice, TEXT)

    def test_not_beside_another_review_of_its_writer(
        self, film: Film, review: Review, alice: Person, mira: Person
    ) -> None:
        remove(review, mira, reason="spam")
        publish_review(film, alice, OTHER)
        with pytest.raises(Refusal, match="another review"):
            restore(review, mira)

    def test_nobody_writes_a_removed_text_again(
        self, film: Film, review: Review, bruno: Person, mira: Person
    ) -> None:
        remove(review, mira, reason="copied", at_once=True)
        copy: dict[str, Any] = {"rating": 10, "contains_spoilers": False}
        shouted = ReviewText("Mine", TEXT.body.upper().replace(",", " –"), **copy)
        elsewhere = add_film(FilmFacts("Another Lamp", 2004))
        for where in (film, elsewhere):
            with pytest.raises(Refusal, match="write to them"):
                publish_review(where, bruno, shouted)
        publish_review(film, bruno, OTHER)

    def test_a_short_text_is_kept_out_of_its_own_film_only(
        self, film: Film, alice: Person, bruno: Person, mira: Person
    ) -> None:
        remove(publish_review(film, alice, OTHER), mira, reason="spam")
        with pytest.raises(Refusal):
            publish_review(film, bruno, OTHER)
        publish_review(add_film(FilmFacts("Another Lamp", 2004)), bruno, OTHER)


class TestOneVersion:
    def test_an_earlier_version_goes_and_its_votes_stay(
        self, film: Film, review: Review, alice: Person, bruno: Person
    ) -> None:
        cast_helpful_vote(bruno, review, helpful=True)
        edit_review(review, alice, OTHER)
        first, second = Revision.objects.filter(review=review).order_by("number")
        erase_version(first, alice)
        first.refresh_from_db()
        assert first.erased_at is not None
        assert (len(first.body), first.headline) == (0, None)
        assert Tally.objects.get(review=review).total == 1
        assert counted(film) == (1, 1, 1)
        with pytest.raises(Refusal, match="present version"):
            erase_version(second, alice)

    def test_only_its_writer_or_a_moderator(
        self, review: Review, alice: Person, bruno: Person, mira: Person
    ) -> None:
        edit_review(review, alice, OTHER)
        first = Revision.objects.get(review=review, number=1)
        with pytest.raises(NotAllowed):
            erase_version(first, bruno)
        erase_version(first, mira, reason="private")
        assert Tombstone.objects.get().cause == Cause.REMOVED
        with pytest.raises(Refusal):
            edit_review(review, alice, TEXT)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's file")
@pytest.mark.django_db
def test_sqlite_overwrites_what_is_erased() -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
