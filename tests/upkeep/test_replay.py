"""An older database comes back, and what was removed since then goes again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions import standing as questions
from houselights.questions.actions import answer, ask, edit_question
from houselights.questions.comments import comment_on, edit_comment
from houselights.questions.models import (
    Answer,
    Comment,
    CommentRevision,
    Question,
    QuestionRevision,
)
from houselights.questions.rules import AnswerText, QuestionText
from houselights.removals import ledger
from houselights.removals.actions import write_ledger
from houselights.removals.models import Tombstone
from houselights.reviews.actions import edit_review, publish_review
from houselights.reviews.models import RatingCount, Review, ReviewCount, Revision
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import delete_review, erase_version, remove, restore
from houselights.search.models import Entry, Kind
from houselights.upkeep.replay import Replayed, replay_removals
from tests.exchange.pages import bring_in, page_text

pytestmark = pytest.mark.engine

TEXT = ReviewText(
    "The stairs know more",
    "Twice the keeper climbs them, and twice we hear what they think of it; nobody else in this "
    "film is asked for an opinion.",
    80,
    contains_spoilers=False,
)
OTHER = ReviewText("Once more", "I was wrong the first time.", 60, contains_spoilers=False)
ASKED = QuestionText("Who lights the lamp?")
GIVEN = AnswerText("The sister does.", contains_spoilers=True)


@pytest.fixture(autouse=True)
def _own_ledger(settings: LazySettings, tmp_path: Path) -> None:
    settings.LEDGER_DIR = str(tmp_path / "ledger")


@contextmanager
def put_back() -> Iterator[None]:
    """Put the database back as it was before, but not the ledger."""
    with transaction.atomic():
        yield
        write_ledger()
        transaction.set_rollback(True)


def since_the_backup(act: Callable[[], object]) -> Replayed:
    """Do something, put the older database in its place, and replay the ledger."""
    with put_back():
        act()
    done = replay_removals()
    assert replay_removals() == Replayed()
    return done


@pytest.fixture
def review(film: Film, alice: Person) -> Review:
    return publish_review(film, alice, TEXT)


def state(row: Review | Question | Answer | Comment) -> str:
    return str(type(row).objects.values_list("state", flat=True).get(pk=row.pk))


def counted(film: Film) -> tuple[int, int, int]:
    """Ratings, reviews with a text, and found in the index."""
    ratings = sum(row.ratings for row in RatingCount.objects.filter(film=film))
    reviews = sum(row.reviews for row in ReviewCount.objects.filter(film=film))
    return ratings, reviews, Entry.objects.filter(kind=Kind.REVIEW, film_id=film.pk).count()


def test_what_its_writer_deleted_is_erased_again(film: Film, review: Review, alice: Person) -> None:
    assert since_the_backup(lambda: delete_review(review, alice)) == Replayed(texts=1)
    row = Review.objects.get(pk=review.pk)
    assert (row.state, row.author, row.revisions.count()) == (State.ERASED, None, 0)
    assert counted(film) == (0, 0, 0)


def test_what_was_removed_is_sealed_again(film: Film, review: Review, mira: Person) -> None:
    assert since_the_backup(lambda: remove(review, mira, reason="spam")).texts == 1
    assert (state(review), review.revisions.count()) == (State.DELETED, 1)
    assert counted(film) == (0, 0, 0)
    restore(review, mira)
    assert counted(film) == (1, 1, 1)


def test_what_has_been_erased_in_between_is_erased(review: Review, mira: Person) -> None:
    remove(review, mira, reason="spam")  # the backup has it sealed
    assert since_the_backup(lambda: remove(review, mira, reason="", at_once=True)).texts == 1
    assert state(review) == State.ERASED


def test_what_is_due_by_now_is_erased(review: Review, mira: Person) -> None:
    def long_ago() -> None:
        remove(review, mira, reason="spam")
        Tombstone.objects.update(erase_at=now() - timedelta(days=1))

    since_the_backup(long_ago)
    assert state(review) == State.ERASED


def test_what_was_restored_stays(film: Film, review: Review, mira: Person) -> None:
    def and_back() -> None:
        remove(review, mira, reason="spam")
        restore(review, mira)

    assert since_the_backup(and_back) == Replayed()
    assert counted(film) == (1, 1, 1)


def test_ones_own_text_written_again_is_not_taken_away(
    film: Film, review: Review, alice: Person
) -> None:
    delete_review(review, alice)
    again = publish_review(film, alice, TEXT)
    assert replay_removals() == Replayed()
    assert state(again) == State.PUBLISHED


def test_others_who_say_the_same_are_left_alone(
    film: Film, review: Review, bruno: Person, mira: Person
) -> None:
    copied = publish_review(film, bruno, TEXT)
    since_the_backup(lambda: remove(copied, mira, reason="copied"))
    assert (state(copied), state(review)) == (State.DELETED, State.PUBLISHED)


def test_an_import_under_another_identity_goes_as_well(film: Film, mira: Person) -> None:
    bring_in(film, page_text())

    def anew() -> None:
        Review.objects.filter(film=film).update(current=None)
        Review.objects.filter(film=film).delete()
        bring_in(film, page_text())
        remove(Review.objects.get(film=film, source_position=3), mira, reason="x", at_once=True)

    assert since_the_backup(anew).texts == 1
    third = Review.objects.filter(film=film).order_by("pk")[2]
    assert third.state == State.ERASED
    assert counted(film)[1:] == (4, 4)


def test_an_erased_version_is_erased_again(review: Review, alice: Person) -> None:
    edit_review(review, alice, OTHER)
    first = Revision.objects.get(review=review, number=1)
    assert since_the_backup(lambda: erase_version(first, alice)) == Replayed(versions=1)
    first.refresh_from_db()
    assert first.erased_at is not None
    assert state(review) == State.PUBLISHED


def test_a_version_that_is_the_present_one_in_the_backup_goes_with_its_review(
    review: Review, alice: Person
) -> None:
    def later() -> None:
        edit_review(review, alice, OTHER)
        erase_version(Revision.objects.get(review=review, number=1), alice)

    assert since_the_backup(later) == Replayed(texts=1)
    assert state(review) == State.ERASED


def test_questions_and_answers_go_again(
    film: Film, alice: Person, bruno: Person, mira: Person
) -> None:
    question = ask(film, alice, ASKED)
    given = answer(question, bruno, GIVEN)
    since_the_backup(lambda: questions.delete_answer(given, bruno))
    question.refresh_from_db()
    assert (state(given), question.answers_count) == (State.ERASED, 0)
    since_the_backup(lambda: questions.remove(question, mira, reason="spam"))
    assert state(question) == State.DELETED
    assert not Entry.objects.filter(kind=Kind.QUESTION).exists()


def test_comments_go_again(film: Film, alice: Person, bruno: Person, mira: Person) -> None:
    question = ask(film, alice, ASKED)
    comment = comment_on(question, bruno, "Which lamp?")
    since_the_backup(lambda: questions.remove(comment, mira, reason="spam"))
    assert state(comment) == State.DELETED
    questions.restore(comment, mira)
    since_the_backup(lambda: questions.delete_comment(comment, bruno))
    assert state(comment) == State.ERASED
    assert Comment.objects.get().author is None


def test_a_version_of_a_comment_goes_again(film: Film, alice: Person) -> None:
    comment = comment_on(ask(film, alice, ASKED), alice, "Which lamp?")
    edit_comment(comment, alice, "Which of them?")
    first = CommentRevision.objects.get(comment=comment, number=1)
    assert since_the_backup(lambda: questions.erase_version(first, alice)).versions == 1
    first.refresh_from_db()
    assert (len(first.body), first.erased_at is None) == (0, False)


def test_a_version_of_a_question_goes_again(film: Film, alice: Person) -> None:
    question = ask(film, alice, ASKED)
    edit_question(question, alice, QuestionText("Who lights the lamp at last?"))
    first = QuestionRevision.objects.get(question=question, number=1)
    assert since_the_backup(lambda: questions.erase_version(first, alice)).versions == 1
    first.refresh_from_db()
    assert (len(first.title), first.erased_at is None) == (0, False)


def test_another_ledger_can_be_named(review: Review, alice: Person, tmp_path: Path) -> None:
    with put_back():
        delete_review(review, alice)
    file = ledger.folder() / ledger.LEDGER
    elsewhere = file.rename(tmp_path / "from-the-other-disk.jsonl")
    assert replay_removals() == Replayed()
    assert replay_removals(elsewhere).texts == 1


def test_without_a_ledger_nothing_happens(review: Review) -> None:
    assert replay_removals() == Replayed()
    assert state(review) == State.PUBLISHED
