"""Following a question, and what is new in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.catalogue.models import Film
from houselights.questions.actions import accept_answer, answer, ask, edit_question
from houselights.questions.followed import Followed, followed_by, news_number
from houselights.questions.following import follow, look, stir, stop_following
from houselights.questions.models import Follow, Question
from houselights.questions.rules import AnswerText, QuestionText
from tests.cast import make_person

pytestmark = pytest.mark.engine

SAID = AnswerText("Nobody does.", contains_spoilers=False)


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lights the lamp?"))


def _looked_an_hour_ago(*people: Person) -> None:
    Follow.objects.filter(person__in=people).update(seen_at=now() - timedelta(hours=1))
    Question.objects.update(active_at=now() - timedelta(hours=2))


def _news(person: Person) -> list[tuple[int, int, bool]]:
    return [(one.answers, one.comments, one.is_news) for one in followed_by(person)]


def test_who_asks_and_who_answers_follows_and_can_stop(
    question: Question, alice: Person, bruno: Person
) -> None:
    assert [one.question for one in followed_by(alice)] == [question]
    answer(question, bruno, SAID)
    assert look(question, bruno)
    stop_following(question, bruno)
    assert not look(question, bruno)
    assert followed_by(bruno) == []


def test_to_follow_twice_is_to_follow_once(question: Question, bruno: Person) -> None:
    follow(question, bruno)
    follow(question, bruno)
    assert Follow.objects.filter(person=bruno).count() == 1
    assert _news(bruno) == [(0, 0, False)]


def test_answers_of_others_are_news_until_one_looks(
    question: Question, alice: Person, bruno: Person
) -> None:
    follow(question, bruno)
    _looked_an_hour_ago(alice, bruno)
    assert news_number(bruno) == 0
    answer(question, make_person("carol"), SAID)
    answer(question, alice, SAID)
    assert _news(bruno) == [(2, 0, True)]
    assert _news(alice) == [(0, 0, False)], "what one did oneself is no news"
    assert news_number(bruno) == 1
    question.refresh_from_db()
    look(question, bruno)
    assert _news(bruno) == [(0, 0, False)]
    assert news_number(bruno) == 0


def test_an_edit_and_an_accepted_answer_are_news_too(
    question: Question, alice: Person, bruno: Person
) -> None:
    given = answer(question, bruno, SAID)
    _looked_an_hour_ago(bruno)
    edit_question(question, alice, QuestionText("Who lights the long lamp?"))
    assert _news(bruno) == [(0, 0, True)]
    _looked_an_hour_ago(bruno)
    accept_answer(given, alice)
    assert _news(bruno) == [(0, 0, True)]


def test_the_newest_news_stand_first(film: Film, question: Question, alice: Person) -> None:
    other = ask(film, alice, QuestionText("Who sings?"))
    assert [one.question for one in followed_by(alice)] == [other, question]
    stir(question)
    found: list[Followed] = followed_by(alice)
    assert [one.question for one in found] == [question, other]
