"""Several hands at once, and counters that stay exact whatever is done in whatever order."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import Count

from houselights.accounts.models import Person
from houselights.base.errors import Conflict, Refusal
from houselights.catalogue.models import Film
from houselights.questions import standing as questions
from houselights.questions.actions import accept_answer, answer, ask
from houselights.questions.models import Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import delete_answer
from houselights.removals.models import Tombstone
from houselights.reviews.actions import BeganWith, publish_review, rate_film
from houselights.reviews.models import RatingCount, Review, ReviewCount, ReviewStateChange, Revision
from houselights.reviews.rules import ReviewText, bar_of
from houselights.reviews.standing import delete_review, hide, remove, restore, take_back
from houselights.votes.actions import cast_helpful_vote
from houselights.votes.models import HelpfulVote, Tally
from tests.cast import make_person

pytestmark = pytest.mark.engine

TEXT = ReviewText("A lamp", "It burns slowly.", 80, contains_spoilers=False, language="en")


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Run all acts at the same moment; what they raised."""
    start, raised = threading.Barrier(len(acts)), list[Exception]()

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except Exception as error:  # noqa: BLE001  # looked at below
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def assert_counted(film: Film) -> None:
    """The counters say what the rows say."""
    published = Review.objects.filter(film=film, state="published")
    bars: dict[int, list[int]] = {}
    for rating in published.filter(rating__isnull=False).values_list("rating", flat=True):
        assert rating is not None
        bars.setdefault(bar_of(rating), []).append(rating)
    counted = RatingCount.objects.filter(film=film).exclude(ratings=0, total=0)
    assert {row.bar: (row.ratings, row.total) for row in counted} == {
        bar: (len(ratings), sum(ratings)) for bar, ratings in bars.items()
    }
    names = {True: "yes", False: "no", None: "unknown"}
    rows = published.filter(current__isnull=False).order_by()
    of_rows = rows.values_list("language", "contains_spoilers").annotate(n=Count("pk"))
    kept = ReviewCount.objects.filter(film=film).exclude(reviews=0)
    assert set(kept.values_list("language", "flag", "reviews")) == {
        (language, names[flag], number) for language, flag, number in of_rows
    }


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_publishing_twice_makes_one_review(self, film: Film, alice: Person) -> None:
        first = BeganWith()
        acts = [lambda: publish_review(film, alice, TEXT, first) for _ in range(4)]
        raised = at_once(*acts)
        assert {type(error) for error in raised} <= {Conflict}
        assert Review.objects.filter(author=alice).count() == 1
        assert Revision.objects.count() == 1
        assert_counted(film)

    def test_of_two_edits_one_is_told(self, film: Film, alice: Person) -> None:
        publish_review(film, alice, TEXT)
        texts = [ReviewText(f"Lamp {n}", "Brighter.", 10 * n, False, "en") for n in (3, 9)]
        opened = BeganWith(revision=1)
        raised = at_once(*(lambda t=t: publish_review(film, alice, t, opened) for t in texts))
        assert [type(error) for error in raised] == [Conflict]
        assert Review.objects.get(author=alice).current.number == 2
        assert_counted(film)

    def test_deleting_while_rating_anew(self, film: Film, alice: Person, mira: Person) -> None:
        review = publish_review(film, alice, TEXT)
        raised = at_once(
            lambda: delete_review(review, mira),
            lambda: delete_review(review, alice),
            lambda: rate_film(film, alice, 30),
            lambda: take_back(review, alice),
        )
        assert {type(error) for error in raised} <= {Refusal}
        assert_counted(film)

    def test_crossing_ratings_wait_for_nobody_for_ever(self, film: Film) -> None:
        """Each moves out of the bar that the other moves into."""
        people = [make_person(f"hand{number}") for number in range(4)]
        for number, person in enumerate(people):
            publish_review(film, person, ReviewText("A", "B", 30 + 50 * (number % 2), False, "en"))

        def move(person: Person, number: int) -> None:
            for step in range(6):
                rate_film(film, person, 30 + 50 * ((number + step) % 2))

        raised = at_once(*(lambda p=p, n=n: move(p, n) for n, p in enumerate(people)))
        assert raised == []
        assert_counted(film)

    def test_one_answer_is_accepted(self, film: Film, alice: Person) -> None:
        question = ask(film, alice, QuestionText("Who lit it?"))
        given = [
            answer(question, make_person(f"hand{n}"), AnswerText(f"Person {n}.", False))
            for n in range(3)
        ]
        assert at_once(*(lambda a=a: accept_answer(a, alice) for a in given)) == []
        question.refresh_from_db()
        assert question.accepted_id in {row.pk for row in given}

    def test_answers_are_counted(self, film: Film, alice: Person) -> None:
        question = ask(film, alice, QuestionText("Who lit it?"))
        people = [make_person(f"hand{n}") for n in range(4)]
        text = AnswerText("Nobody.", contains_spoilers=False)
        first = answer(question, alice, text)
        acts = [lambda p=p: answer(question, p, text) for p in people]
        assert at_once(*acts, lambda: delete_answer(first, alice)) == []
        question.refresh_from_db()
        assert question.answers_count == len(people)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_counters_stay_exact_whatever_happens(film: Film, seed: int) -> None:
    """Everybody does anything, also with rows as they were read long before."""
    chance = random.Random(seed)  # noqa: S311
    people = [make_person(f"hand{number}") for number in range(4)]
    mira = make_person("mira", "moderator")
    old = [publish_review(film, person, TEXT) for person in people]
    question = ask(film, people[0], QuestionText("Who lit it?"))
    for _ in range(40):
        person = chance.choice(people)
        try:
            chance.choice(
                [
                    lambda p=person: old.append(publish_review(film, p, _any_text(chance))),
                    lambda p=person: rate_film(film, p, chance.choice([None, 10, 75, 100])),
                    lambda p=person: delete_review(chance.choice(old), chance.choice([p, mira])),
                    lambda p=person: take_back(chance.choice(old), p),
                    lambda p=person: cast_helpful_vote(
                        p, chance.choice(old), helpful=chance.choice([True, False, None])
                    ),
                    lambda p=person: answer(question, p, AnswerText("Nobody.", False)),
                    lambda p=person: _delete_any(question, p, chance),
                ]
            )()
        except Refusal:
            continue
    assert_counted(film)
    _assert_tallied()
    question.refresh_from_db()
    assert question.answers_count == question.answers.filter(state="published").count()


def _any_text(chance: random.Random) -> ReviewText:
    return ReviewText(
        headline=chance.choice(["A lamp", "||A lamp||"]),
        body=chance.choice(["It burns.", "||It|| burns.", "It does not burn."]),
        rating=chance.choice([None, 10, 45, 80]),
        contains_spoilers=chance.choice([True, False]),
        language=chance.choice(["en", "vi"]),
    )


def _delete_any(question: Question, by: Person, chance: random.Random) -> None:
    answers = list(question.answers.all())
    if answers:
        delete_answer(chance.choice(answers), by)


def _assert_tallied() -> None:
    for tally in Tally.objects.all():
        votes = HelpfulVote.objects.filter(review=tally.review)
        yes = votes.filter(helpful=True).count()
        assert (tally.native_yes, tally.native_total) == (yes, votes.count())


@pytest.mark.django_db(transaction=True)
class TestModeratorsAtOnce:
    def test_one_removes_and_the_other_is_told(
        self, film: Film, alice: Person, mira: Person, ada: Person
    ) -> None:
        review = publish_review(film, alice, TEXT)
        raised = at_once(*(lambda p=p: remove(review, p, reason="spam") for p in (mira, ada)))
        assert [type(error) for error in raised] == [Conflict]
        assert Tombstone.objects.count() == 1
        assert ReviewStateChange.objects.filter(review=review).count() == 1
        assert_counted(film)

    def test_whatever_they_do_with_it_while_its_writer_deletes_it(
        self, film: Film, alice: Person, mira: Person, ada: Person
    ) -> None:
        for _round in range(4):
            review = publish_review(film, alice, replace(TEXT, body=f"It burns {_round} times."))
            raised = at_once(
                lambda r=review: hide(r, mira, reason="spam"),
                lambda r=review: restore(r, ada),
                lambda r=review: remove(r, ada, reason="spam", at_once=True),
                lambda r=review: delete_review(r, alice),
            )
            assert {type(error) for error in raised} <= {Conflict, Refusal}
            assert Review.objects.get(pk=review.pk).state == "erased"
            assert not Revision.objects.filter(review=review).exists()
            assert_counted(film)

    def test_an_accepted_answer_is_removed_twice(
        self, film: Film, alice: Person, mira: Person, ada: Person
    ) -> None:
        question = ask(film, alice, QuestionText("Who lit it?"))
        given = answer(question, alice, AnswerText("The sister.", contains_spoilers=False))
        accept_answer(given, alice)
        raised = at_once(
            *(lambda p=p: questions.remove(given, p, reason="spam") for p in (mira, ada)),
            lambda: questions.hide(question, mira, reason="spam"),
        )
        assert [type(error) for error in raised] == [Conflict]
        question.refresh_from_db()
        assert (question.accepted, question.answers_count) == (None, 0)
