"""Closing and protecting questions, and who may answer them then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.errors import Conflict, Invalid, NotAllowed
from houselights.catalogue.models import Film
from houselights.questions.actions import (
    accept_answer,
    answer,
    ask,
    edit_question,
    vote_on_answer,
)
from houselights.questions.answerers import why_not_answer
from houselights.questions.closing import close, is_edited_since, protect, reopen
from houselights.questions.linking import link, linked_to
from houselights.questions.models import Answer, Closing, Question
from houselights.questions.retitling import retitle
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import Review
from tests.cast import make_person

pytestmark = pytest.mark.engine

SAID = AnswerText("Nobody does.", contains_spoilers=False)


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lights the lamp?", "I ask ||for him||."))


@pytest.fixture
def other(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who keeps the lamp lit?"))


def _fresh(question: Question) -> Question:
    return Question.objects.select_related("current").get(pk=question.pk)


def _old(**rows: object) -> None:
    Answer.objects.filter(**rows).update(answered_at=now() - timedelta(days=8))


def test_a_closed_question_takes_no_answers_but_votes(
    question: Question, bruno: Person, mira: Person
) -> None:
    given = answer(question, bruno, SAID)
    close(question, mira, Closing.OPINION)
    closed = _fresh(question)
    assert (closed.closed_because, closed.closed_by) == (Closing.OPINION, mira)
    with pytest.raises(NotAllowed, match="closed"):
        answer(question, bruno, SAID)
    assert vote_on_answer(mira, given, helpful=True).votes_yes == 1
    reopen(question, mira)
    assert _fresh(question).closed_at is None
    answer(question, bruno, SAID)


def test_closing_needs_a_moderator_and_a_reason(
    question: Question, alice: Person, mira: Person
) -> None:
    with pytest.raises(NotAllowed):
        close(question, alice, Closing.SETTLED)
    with pytest.raises(Invalid) as refused:
        close(question, mira, "boring")
    assert set(refused.value.problems) == {"because"}
    with pytest.raises(Conflict):
        reopen(question, mira)


def test_a_duplicate_names_a_question_of_the_same_film(
    question: Question, other: Question, mira: Person
) -> None:
    for wrong in (None, question, _elsewhere(mira)):
        with pytest.raises(Invalid) as refused:
            close(question, mira, Closing.DUPLICATE, wrong)
        assert set(refused.value.problems) == {"other"}
    close(question, mira, Closing.DUPLICATE, other)
    assert _fresh(question).duplicate_of == other
    with pytest.raises(Invalid, match="repeats this"):
        close(other, mira, Closing.DUPLICATE, _fresh(question))


def _elsewhere(asker: Person) -> Question:
    made, _new = Film.objects.get_or_create(title="Other", slug="other", sort_title="other")
    return ask(made, asker, QuestionText("Who lights the lamp?"))


def test_an_edit_after_the_closing_is_seen(question: Question, alice: Person, mira: Person) -> None:
    close(question, mira, Closing.UNCLEAR)
    assert not is_edited_since(_fresh(question))
    edit_question(question, alice, QuestionText("Who lights the lamp at night?"))
    assert is_edited_since(_fresh(question))


class TestProtected:
    @pytest.fixture(autouse=True)
    def protected(self, question: Question, mira: Person) -> Question:
        protect(question, mira, is_on=True)
        question.refresh_from_db()
        return question

    def test_a_newcomer_is_told_what_to_do(self, question: Question, bruno: Person) -> None:
        with pytest.raises(NotAllowed, match="for a week"):
            answer(question, bruno, SAID)

    def test_the_asker_and_moderators_answer(
        self, question: Question, alice: Person, mira: Person
    ) -> None:
        assert why_not_answer(question, alice) == ""
        assert why_not_answer(question, mira) == ""

    def test_who_has_an_old_review_answers(
        self, question: Question, bruno: Person, make_review: object
    ) -> None:
        make_review(bruno)  # type: ignore[operator]
        assert why_not_answer(question, bruno)
        Review.objects.filter(author=bruno).update(published_at=now() - timedelta(days=8))
        assert why_not_answer(question, bruno) == ""

    def test_who_has_an_old_answer_answers(
        self, question: Question, other: Question, bruno: Person
    ) -> None:
        answer(other, bruno, SAID)
        assert why_not_answer(question, bruno)
        _old(author=bruno)
        assert why_not_answer(question, bruno) == ""

    def test_who_helped_others_answers(
        self, question: Question, other: Question, alice: Person, bruno: Person
    ) -> None:
        given = answer(other, bruno, SAID)
        vote_on_answer(alice, given, helpful=True)
        assert why_not_answer(question, bruno), "one voice is not enough"
        vote_on_answer(make_person("carol"), given, helpful=True)
        assert why_not_answer(question, bruno) == ""

    def test_an_answer_that_somebody_else_accepted_counts(
        self, question: Question, other: Question, alice: Person, bruno: Person
    ) -> None:
        own = ask(other.film, bruno, QuestionText("Who sings?"))
        accept_answer(answer(own, bruno, SAID), bruno)
        assert why_not_answer(question, bruno), "one's own mark says nothing"
        accept_answer(answer(other, bruno, SAID), alice)
        assert why_not_answer(question, bruno) == ""

    def test_it_ends(self, question: Question, bruno: Person, mira: Person) -> None:
        protect(question, mira, is_on=False)
        answer(question, bruno, SAID)
        with pytest.raises(Conflict):
            protect(question, mira, is_on=False)


def test_a_title_is_changed_and_the_rest_stays(
    question: Question, alice: Person, mira: Person
) -> None:
    with pytest.raises(NotAllowed):
        retitle(question, alice, "Who lights it?")
    for wrong in ("Who ||lights|| it?", "The keeper lights it.", "Who lights the lamp?"):
        with pytest.raises(Invalid) as refused:
            retitle(question, mira, wrong)
        assert set(refused.value.problems) == {"title"}
    retitle(question, mira, "Who  lights it?")
    current = _fresh(question).current
    assert current is not None
    assert (current.title.open_raw(), current.by, current.number) == ("Who lights it?", mira, 2)
    assert current.body.open_raw() == "I ask for him."
    assert current.covers == [[6, 13]]


def test_linked_questions_name_each_other(
    question: Question, other: Question, alice: Person, mira: Person
) -> None:
    link(question, other, mira, is_on=True)
    link(other, question, mira, is_on=True)
    assert linked_to(question, alice) == [other]
    assert linked_to(other, alice) == [question]
    Question.objects.filter(pk=other.pk).update(state="withheld", asker=mira)
    assert linked_to(question, alice) == []
    Question.objects.filter(pk=other.pk).update(state="published")
    link(other, question, mira, is_on=False)
    assert linked_to(question, alice) == []


def test_a_link_is_cut_whatever_became_of_the_other_one(
    question: Question, other: Question, mira: Person
) -> None:
    link(question, other, mira, is_on=True)
    close(other, mira, Closing.DUPLICATE, question)
    link(question, other, mira, is_on=False)
    assert linked_to(question, mira) == []
