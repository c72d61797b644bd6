"""Asking, answering, editing, deleting, accepting and voting."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from houselights.accounts.models import Person, Role
from houselights.base.errors import Gone, Invalid, NotAllowed, Refusal
from houselights.base.events import _listeners, listen
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.actions import (
    accept_answer,
    answer,
    ask,
    edit_answer,
    edit_question,
    vote_on_answer,
)
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Answer, AnswerVote, Question
from houselights.questions.reads import source_of_answer, source_of_question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import delete_answer, delete_question
from tests.cast import make_person


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(
        film, alice, QuestionText("Who lights the lamp?", "The first time, ||in the cellar||.")
    )


@pytest.fixture
def given(question: Question, bruno: Person) -> Answer:
    return answer(question, bruno, AnswerText("The ||keeper|| does.", contains_spoilers=False))


@pytest.fixture
def heard() -> Iterator[list[QuestionChanged]]:
    news: list[QuestionChanged] = []
    listen(QuestionChanged, news.append)
    yield news
    _listeners[QuestionChanged].remove(news.append)


def test_a_question_keeps_its_first_version(question: Question, alice: Person) -> None:
    question.refresh_from_db()
    revision = question.revisions.get()
    assert question.current == revision
    assert (revision.number, revision.by, revision.format) == (1, alice, "markdown")
    assert revision.title.open_raw() == "Who lights the lamp?"
    assert revision.body.open_raw() == "The first time, in the cellar."
    assert revision.covers == [[16, 29]]
    assert source_of_question(question).details == "The first time, ||in the cellar||."


def test_readers_without_the_role_can_not_ask(film: Film, db: None) -> None:
    reader = make_person("rita", Role.READER)
    with pytest.raises(NotAllowed):
        ask(film, reader, QuestionText("May I?"))


def test_problems_come_field_by_field(question: Question, film: Film, alice: Person) -> None:
    with pytest.raises(Invalid) as refused:
        ask(film, alice, QuestionText("No question"))
    assert list(refused.value.problems) == ["title"]
    with pytest.raises(Invalid):
        answer(question, alice, AnswerText(" ", contains_spoilers=False))


def test_editing_adds_a_version_only_when_something_changed(
    question: Question, alice: Person, bruno: Person, heard: list[QuestionChanged]
) -> None:
    same = QuestionText("Who lights  the lamp?", "The first time, ||in the cellar||.")
    assert not edit_question(question, alice, same)
    assert heard == []
    assert edit_question(question, alice, QuestionText("Who lights the long lamp?"))
    assert question.revisions.count() == 2
    assert heard == [QuestionChanged(question.pk, question.film_id)]
    with pytest.raises(NotAllowed):
        edit_question(question, bruno, same)


def test_an_edited_answer_keeps_its_votes(given: Answer, alice: Person, bruno: Person) -> None:
    vote_on_answer(alice, given, helpful=True)
    assert edit_answer(given, bruno, AnswerText("The keeper's son.", contains_spoilers=False))
    given.refresh_from_db()
    assert (given.votes_yes, given.votes_total) == (1, 1)
    assert given.edited_at is not None
    assert [revision.number for revision in given.revisions.order_by("id")] == [1, 2]
    assert AnswerVote.objects.get().revision.number == 1
    assert source_of_answer(given).body == "The keeper's son."


def test_the_flag_alone_can_be_changed(given: Answer, bruno: Person) -> None:
    assert edit_answer(given, bruno, AnswerText("The ||keeper|| does.", contains_spoilers=True))
    given.refresh_from_db()
    assert given.contains_spoilers is True
    assert given.revisions.count() == 1


def test_answers_are_counted_exactly(question: Question, given: Answer, alice: Person) -> None:
    second = answer(question, alice, AnswerText("I found out.", contains_spoilers=False))
    question.refresh_from_db()
    assert question.answers_count == 2
    delete_answer(second, alice)
    delete_answer(second, alice)
    question.refresh_from_db()
    assert question.answers_count == 1
    change = second.state_changes.get()
    assert (change.state, change.by, change.reason) == (State.ERASED, None, "")


def test_a_deleted_answer_is_no_longer_accepted(
    question: Question, given: Answer, alice: Person, bruno: Person
) -> None:
    accept_answer(given, alice)
    delete_answer(given, bruno)
    question.refresh_from_db()
    assert question.accepted is None
    with pytest.raises(Refusal):
        accept_answer(given, alice)


def test_others_answers_are_not_taken_away_by_the_asker(
    question: Question, given: Answer, alice: Person, bruno: Person, mira: Person
) -> None:
    with pytest.raises(NotAllowed, match="moderator"):
        delete_question(question, alice)
    with pytest.raises(NotAllowed):
        delete_question(question, bruno)
    delete_question(question, mira, reason="asked before")
    question.refresh_from_db()
    assert question.state == State.DELETED
    with pytest.raises(Gone):
        answer(question, bruno, AnswerText("Too late.", contains_spoilers=False))


def test_an_unanswered_question_can_be_taken_back(question: Question, alice: Person) -> None:
    delete_question(question, alice)
    question.refresh_from_db()
    assert question.state == State.ERASED


def test_asker_and_moderators_accept_and_take_back(
    question: Question, given: Answer, alice: Person, bruno: Person, mira: Person
) -> None:
    with pytest.raises(NotAllowed):
        accept_answer(given, bruno)
    assert accept_answer(given, alice)
    question.refresh_from_db()
    assert question.accepted == given
    assert not accept_answer(given, mira)
    question.refresh_from_db()
    assert question.accepted is None


def test_a_vote_counts_once_changes_and_goes(given: Answer, alice: Person, bruno: Person) -> None:
    for helpful, tally in [(True, (1, 1)), (True, (1, 1)), (False, (0, 1)), (None, (0, 0))]:
        voted = vote_on_answer(alice, given, helpful=helpful)
        assert (voted.votes_yes, voted.votes_total) == tally
    with pytest.raises(Refusal, match="own"):
        vote_on_answer(bruno, given, helpful=True)


def test_more_support_gives_a_better_place(
    question: Question, given: Answer, alice: Person, mira: Person, edda: Person
) -> None:
    other = answer(question, alice, AnswerText("The moon.", contains_spoilers=False))
    assert vote_on_answer(mira, given, helpful=True).place > other.place
    vote_on_answer(mira, other, helpful=True)
    second = vote_on_answer(edda, other, helpful=True)
    given.refresh_from_db()
    assert second.place > given.place


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_concurrent_votes_end_in_an_exact_tally(film: Film, alice: Person, bruno: Person) -> None:
    given = answer(
        ask(film, alice, QuestionText("Who lights the lamp?")),
        bruno,
        AnswerText("The keeper.", contains_spoilers=False),
    )
    voters = [make_person(f"voter{number}") for number in range(16)]

    def vote(number: int) -> None:
        try:
            vote_on_answer(voters[number], given, helpful=number % 4 != 0)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(vote, range(16)))
    given.refresh_from_db()
    assert (given.votes_yes, given.votes_total) == (12, 16)
    assert AnswerVote.objects.count() == 16
