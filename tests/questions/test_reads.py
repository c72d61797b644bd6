"""Lists of questions, and their best answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.questions.actions import accept_answer, answer, ask, vote_on_answer
from houselights.questions.models import Question
from houselights.questions.reads import (
    answers_of,
    questions_count,
    questions_of,
    top_questions,
    votes_on_answers,
)
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import delete_question

STRANGER = AnonymousUser()


@pytest.fixture
def asked(film: Film, alice: Person, bruno: Person) -> Callable[..., Question]:
    def make(title: str, answers: int = 0) -> Question:
        question = ask(film, alice, QuestionText(title))
        for number in range(answers):
            answer(question, bruno, AnswerText(f"Answer {number}.", contains_spoilers=False))
        return question

    return make


def _titles(questions: list[Question]) -> list[str]:
    return [question.current.title.open_raw() for question in questions if question.current]


def test_the_most_answered_stand_first(film: Film, asked: Callable[..., Question]) -> None:
    asked("Who sings?", 1)
    asked("Who lights the lamp?", 3)
    asked("Who laughs?")
    found = top_questions(film, STRANGER, limit=2)
    assert _titles(found) == ["Who lights the lamp?", "Who sings?"]


def test_the_best_answer_is_the_accepted_then_the_most_helpful(
    film: Film, asked: Callable[..., Question], alice: Person
) -> None:
    question = asked("Who lights the lamp?", 3)
    first, second, third = question.answers.order_by("id")
    [found] = top_questions(film, STRANGER)
    assert found.best_answer == third, "of those without votes the newest"
    vote_on_answer(alice, second, helpful=True)
    [found] = top_questions(film, STRANGER)
    assert found.best_answer == second
    accept_answer(third, alice)
    [found] = top_questions(film, STRANGER)
    assert found.best_answer == third
    found.accepted_id = third.pk
    assert [row.pk for row in answers_of(found, STRANGER).rows] == [second.pk, first.pk]


def test_lists_take_a_fixed_number_of_queries(film: Film, asked: Callable[..., Question]) -> None:
    counts = []
    for number in range(4):
        asked(f"Who lights lamp {number}?", number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for row in top_questions(film, STRANGER):
                str(row.best_answer and row.best_answer.author)
            questions_of(None, STRANGER)
        counts.append(len(queries))
    assert counts == [4, 4, 4, 4]


def test_pages_follow_each_other(film: Film, asked: Callable[..., Question]) -> None:
    for number in range(5):
        asked(f"Who lights lamp {number}?", answers=number % 2)
    first = questions_of(film, STRANGER, size=2)
    second = questions_of(film, STRANGER, size=2, after=first.after)
    assert _titles([*first.rows, *second.rows]) == [f"Who lights lamp {n}?" for n in (4, 3, 2, 1)]
    back = questions_of(film, STRANGER, size=2, before=second.before)
    assert _titles(list(back.rows)) == _titles(list(first.rows))
    unanswered = questions_of(film, STRANGER, unanswered=True)
    assert len(unanswered.rows) == 3


def test_deleted_questions_are_gone_from_lists(
    film: Film, asked: Callable[..., Question], mira: Person
) -> None:
    delete_question(asked("Who laughs?"), mira)
    assert top_questions(film, STRANGER) == []
    assert questions_count(film, mira) == 0


def test_votes_are_the_viewers_own(
    film: Film, asked: Callable[..., Question], alice: Person, bruno: Person
) -> None:
    given = asked("Who lights the lamp?", 1).answers.get()
    vote_on_answer(alice, given, helpful=False)
    assert votes_on_answers(alice, [given.pk]) == {given.pk: False}
    assert votes_on_answers(bruno, [given.pk]) == {}
    assert votes_on_answers(STRANGER, [given.pk]) == {}
