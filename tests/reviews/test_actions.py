"""Writing reviews: one a person and film, every version kept, nothing overwritten."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.errors import Conflict, Invalid, NotAllowed, Refusal
from houselights.base.idempotency import once
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.reviews.actions import (
    BeganWith,
    discard_draft,
    edit_review,
    own_review,
    publish_review,
    rate_film,
    save_draft,
    source_of,
)
from houselights.reviews.models import Draft, Review, Revision
from houselights.reviews.reads import ratings_of, review_counts
from houselights.reviews.reads_drafts import draft_of, drafts_of, text_of_draft
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import delete_review, take_back

pytestmark = pytest.mark.engine

TEXT = ReviewText("A lamp", "It burns slowly.", 80, contains_spoilers=False, language="en")
OTHER = ReviewText("A lamp", "It burns fast.", 40, contains_spoilers=False, language="en")


@pytest.mark.django_db
class TestPublishing:
    def test_publishing_again_is_a_new_version_of_the_same_review(
        self, film: Film, alice: Person
    ) -> None:
        first, second = publish_review(film, alice, TEXT), publish_review(film, alice, OTHER)
        assert first.pk == second.pk
        assert [revision.number for revision in first.revisions.order_by("number")] == [1, 2]
        assert second.edited_at
        assert (ratings_of(film).all.number, ratings_of(film).all.mean) == (1, 4.0)
        assert review_counts(film).number() == 1

    def test_the_same_text_is_no_new_version(self, film: Film, alice: Person) -> None:
        publish_review(film, alice, TEXT)
        review = publish_review(film, alice, TEXT)
        assert (Revision.objects.count(), review.edited_at) == (1, None)

    def test_it_reads_back_as_it_was_typed(self, film: Film, alice: Person) -> None:
        typed = ReviewText(
            "||The keeper||", "A ||b|| *c*\n\n||d||", contains_spoilers=False, language="en"
        )
        review = publish_review(film, alice, typed)
        assert source_of(review) == replace(typed, headline="The keeper", headline_covered=True)
        assert review.headline_covered

    def test_a_review_keeps_a_text(self, film: Film, alice: Person) -> None:
        publish_review(film, alice, TEXT)
        with pytest.raises(Invalid, match="delete it"):
            publish_review(film, alice, ReviewText(rating=10))

    def test_a_page_that_is_older_than_the_review_is_refused(
        self, film: Film, alice: Person
    ) -> None:
        publish_review(film, alice, TEXT, BeganWith())
        with pytest.raises(Conflict):
            publish_review(film, alice, OTHER, BeganWith())
        assert publish_review(film, alice, OTHER, BeganWith(revision=1)).rating == 40

    def test_a_page_that_is_older_than_the_draft_is_refused(
        self, film: Film, alice: Person
    ) -> None:
        save_draft(film, alice, OTHER, version=0)
        with pytest.raises(Conflict):
            publish_review(film, alice, TEXT, BeganWith())
        assert draft_of(film, alice)
        publish_review(film, alice, OTHER, BeganWith())  # the same text is no conflict
        assert draft_of(film, alice) is None

    def test_only_its_writer_edits_it(self, film: Film, alice: Person, bruno: Person) -> None:
        review = publish_review(film, alice, TEXT)
        with pytest.raises(NotAllowed):
            edit_review(review, bruno, OTHER)

    def test_a_withheld_review_is_not_edited(self, film: Film, alice: Person) -> None:
        review = publish_review(film, alice, TEXT)
        review.state = State.WITHHELD
        with pytest.raises(Refusal, match="withheld"):
            edit_review(review, alice, OTHER)


@pytest.mark.django_db
class TestRatings:
    def test_a_rating_alone_counts_and_goes(self, film: Film, alice: Person) -> None:
        assert rate_film(film, alice, 70)
        assert ratings_of(film).all.mean == 7.0
        rate_film(film, alice, None)
        assert own_review(film, alice) is None
        assert ratings_of(film).all.number == 0

    def test_a_text_outlives_its_rating(self, film: Film, alice: Person) -> None:
        publish_review(film, alice, TEXT)
        rate_film(film, alice, None)
        review = own_review(film, alice)
        assert review
        assert (review.rating, review.current is None) == (None, False)

    def test_a_rating_off_the_scale_is_refused(self, film: Film, alice: Person) -> None:
        with pytest.raises(Invalid):
            rate_film(film, alice, 110)


@pytest.mark.django_db
class TestTakingAway:
    def test_taken_back_the_text_is_a_draft(self, film: Film, alice: Person) -> None:
        draft = take_back(publish_review(film, alice, TEXT), alice)
        assert text_of_draft(draft) == TEXT
        assert own_review(film, alice) is None
        assert review_counts(film).number() == 0

    def test_not_after_ten_minutes_nor_after_an_edit(self, film: Film, alice: Person) -> None:
        review = publish_review(film, alice, TEXT)
        review.published_at = now() - timedelta(minutes=11)
        review.save()
        with pytest.raises(Refusal, match="too late"):
            take_back(review, alice)
        with pytest.raises(Refusal, match="too late"):
            take_back(publish_review(film, alice, OTHER), alice)

    def test_deleting_twice_changes_nothing_more(
        self, film: Film, alice: Person, bruno: Person, mira: Person
    ) -> None:
        review = publish_review(film, alice, TEXT)
        with pytest.raises(NotAllowed):
            delete_review(review, bruno)
        delete_review(review, mira, reason="copied")
        delete_review(review, mira)
        assert [change.reason for change in review.state_changes.all()] == ["copied"]
        assert ratings_of(film).all.number == 0

    def test_after_deleting_one_may_begin_anew(self, film: Film, alice: Person) -> None:
        first = publish_review(film, alice, TEXT)
        delete_review(first, alice)
        assert publish_review(film, alice, OTHER).public_id != first.public_id


@pytest.mark.django_db
class TestDrafts:
    def test_each_keeping_counts_on(self, film: Film, alice: Person) -> None:
        assert save_draft(film, alice, TEXT, version=0).version == 1
        assert save_draft(film, alice, OTHER, version=1).version == 2
        assert [draft.film for draft in drafts_of(alice)] == [film]

    def test_what_another_page_kept_stays(self, film: Film, alice: Person) -> None:
        save_draft(film, alice, TEXT, version=0)
        with pytest.raises(Conflict):
            save_draft(film, alice, OTHER, version=0)
        assert Draft.objects.get().body == TEXT.body
        save_draft(film, alice, OTHER, version=None)
        assert Draft.objects.get().body == OTHER.body

    def test_it_can_be_thrown_away(self, film: Film, alice: Person) -> None:
        save_draft(film, alice, TEXT, version=0)
        discard_draft(film, alice)
        assert drafts_of(alice) == []


def _all_at_once(number: int, act: Callable[[int], object]) -> list[BaseException]:
    """Run an act in threads that begin together; the errors that they met."""
    errors: list[BaseException] = []
    begin = threading.Barrier(number)

    def run(index: int) -> None:
        begin.wait()
        try:
            act(index)
        except BaseException as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_publishing_twice_at_once_ends_in_one_review(self, film: Film, alice: Person) -> None:
        texts = [TEXT, OTHER, TEXT, OTHER]
        errors = _all_at_once(
            4, lambda index: publish_review(film, alice, texts[index], BeganWith())
        )
        assert Review.objects.count() == 1
        assert all(isinstance(error, Conflict) for error in errors)
        assert len(errors) == 3

    def test_one_form_sent_twice_at_once_acts_once(self, film: Film, alice: Person) -> None:
        def act(_index: int) -> object:
            return once(
                alice.public_id,
                "publish",
                "one-token",
                lambda: {"review": publish_review(film, alice, TEXT, BeganWith()).public_id},
            )

        assert _all_at_once(4, act) == []
        assert Revision.objects.count() == 1

    def test_keeping_a_draft_twice_at_once_keeps_one(self, film: Film, alice: Person) -> None:
        errors = _all_at_once(
            4, lambda index: save_draft(film, alice, [TEXT, OTHER][index % 2], version=0)
        )
        assert Draft.objects.count() == 1
        assert all(isinstance(error, Conflict) for error in errors)
