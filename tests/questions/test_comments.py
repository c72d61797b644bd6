"""Comments: writing, editing, going away, staying away, and what is shown of many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houselights.accounts.models import Person, Role
from houselights.base.errors import Conflict, Gone, Invalid, NotAllowed, Refusal
from houselights.base.house import choose
from houselights.base.limits import COMMENT_CHARACTERS, COMMENTS_BELOW
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask, edit_answer
from houselights.questions.comments import (
    comment_by_id,
    comment_on,
    comments_below,
    edit_comment,
    source_of_comment,
)
from houselights.questions.erasure import erase_comment_due
from houselights.questions.models import Answer, Comment, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import (
    delete_answer,
    delete_comment,
    delete_question,
    erase_version,
    hide,
    remove,
    restore,
)
from houselights.spoilers.knowledge import learn
from houselights.spoilers.redact import Audience, redact_comment
from tests.cast import make_person

pytestmark = pytest.mark.engine
TELLING = "In the end Ray kills his brother, and she dies in his arms, murdered by Ray."
LONG = "The keeper lights it before the storm, and nobody on the shore knows who he is or why. "


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lights the lamp?"))


@pytest.fixture
def given(question: Question, bruno: Person) -> Answer:
    return answer(question, bruno, AnswerText("The keeper does.", contains_spoilers=False))


def fresh(comment: Comment) -> Comment:
    found = comment_by_id(comment.public_id)
    assert found is not None
    return found


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


def test_a_comment_stands_on_one_line_with_its_covers(given: Answer, alice: Person) -> None:
    comment = fresh(comment_on(given, alice, "  And *who*\r\n\r\n is ||the\nkeeper||? "))
    assert (comment.question, comment.answer, comment.author) == (given.question, given, alice)
    assert comment.current is not None
    assert comment.current.body.open_raw() == "And *who* is the keeper?"
    assert source_of_comment(comment) == "And *who* is ||the keeper||?"
    shown = redact_comment(comment, Audience())
    assert "<em>who</em>" in shown.body
    assert "keeper" not in shown.body


@pytest.mark.parametrize("body", ["", " \n ", "x" * (COMMENT_CHARACTERS + 1)])
def test_too_little_and_too_much(question: Question, alice: Person, body: str) -> None:
    with pytest.raises(Invalid) as refused:
        comment_on(question, alice, body)
    assert list(refused.value.problems) == ["body"]


def test_who_may_not_write_may_not_comment(question: Question) -> None:
    with pytest.raises(NotAllowed):
        comment_on(question, make_person("rita", Role.READER), "May I?")


def test_what_is_hidden_takes_no_comments(given: Answer, alice: Person, mira: Person) -> None:
    hide(given, mira, reason="spam")
    with pytest.raises(Gone):
        comment_on(given, alice, "Why?")
    hide(given.question, mira, reason="spam")
    with pytest.raises(Gone):
        comment_on(given.question, alice, "Why?")


def test_there_is_an_end_to_it(question: Question, alice: Person) -> None:
    Comment.objects.bulk_create(
        Comment(question=question, author=alice) for _number in range(COMMENTS_BELOW)
    )
    with pytest.raises(Refusal, match="answer"):
        comment_on(question, alice, "One more?")


def test_only_its_writer_edits_and_versions_are_kept(
    question: Question, alice: Person, bruno: Person
) -> None:
    comment = comment_on(question, alice, "Which lamp?")
    assert not edit_comment(comment, alice, " Which  lamp? ")
    assert edit_comment(comment, alice, "Which of the lamps?")
    assert [one.number for one in comment.revisions.order_by("id")] == [1, 2]
    assert fresh(comment).edited_at is not None
    with pytest.raises(NotAllowed):
        edit_comment(comment, bruno, "Mine now.")


# ── going away ──────────────────────────────────────────────────────────────────────────────────


def test_its_writer_takes_it_away_for_good(question: Question, alice: Person) -> None:
    comment = comment_on(question, alice, LONG)
    delete_comment(comment, alice)
    delete_comment(comment, alice)
    gone = fresh(comment)
    assert (gone.state, gone.current, gone.author) == (State.ERASED, None, None)
    assert not gone.revisions.exists()
    assert [change.by for change in gone.state_changes.all()] == [None]


def test_others_do_not_delete_and_moderators_remove(
    question: Question, alice: Person, bruno: Person, mira: Person
) -> None:
    comment = comment_on(question, alice, LONG)
    with pytest.raises(NotAllowed):
        delete_comment(comment, bruno)
    delete_comment(comment, mira, reason="spam")
    assert fresh(comment).state == State.DELETED
    with pytest.raises(Refusal):
        comment_on(question, bruno, LONG)
    restore(comment, mira)
    assert fresh(comment).state == State.PUBLISHED
    assert comment_on(question, bruno, LONG)


def test_a_few_removed_words_may_be_said_by_others(
    question: Question, alice: Person, bruno: Person, mira: Person
) -> None:
    remove(comment_on(question, alice, "Thanks!"), mira, reason="spam")
    assert comment_on(question, bruno, "Thanks!")


def test_hidden_ones_are_seen_by_writer_and_moderators(
    question: Question, alice: Person, bruno: Person, mira: Person
) -> None:
    comment = comment_on(question, alice, "Which lamp?")
    hide(comment, mira, reason="abuse")
    with pytest.raises(Conflict):
        hide(comment, mira, reason="abuse")
    seen = [
        comments_below([question], one)[question.public_id].number for one in (alice, bruno, mira)
    ]
    assert seen == [1, 0, 1]
    with pytest.raises(NotAllowed):
        edit_comment(comment, alice, "Another one?")
    delete_comment(comment, alice)
    assert fresh(comment).state == State.ERASED


def test_what_is_sealed_is_erased_when_its_time_has_come(
    question: Question, alice: Person, mira: Person
) -> None:
    comment = comment_on(question, alice, LONG)
    remove(comment, mira, reason="spam")
    erase_comment_due(comment.public_id)
    assert fresh(comment).state == State.DELETED
    remove(comment, mira, reason="spam", at_once=True)
    assert fresh(comment).state == State.ERASED
    erase_comment_due(comment.public_id)
    erase_comment_due("nobody")


def test_comments_go_with_the_text_above_them(
    question: Question, given: Answer, alice: Person, bruno: Person
) -> None:
    below_answer = comment_on(given, alice, "Which keeper?")
    below_question = comment_on(question, bruno, "Which lamp?")
    delete_answer(given, bruno)
    assert [fresh(one).state for one in (below_answer, below_question)] == [
        State.ERASED,
        State.PUBLISHED,
    ]
    delete_question(question, alice)
    assert fresh(below_question).state == State.ERASED


def test_one_earlier_version_is_erased(question: Question, alice: Person, mira: Person) -> None:
    comment = comment_on(question, alice, LONG)
    edit_comment(comment, alice, "Which lamp?")
    first, second = comment.revisions.order_by("number")
    with pytest.raises(Refusal):
        erase_version(second, mira)
    erase_version(first, alice)
    first.refresh_from_db()
    assert first.erased_at is not None
    assert first.body.open_raw() == ""


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def test_three_of_many_are_shown_until_all_are_asked_for(
    question: Question, given: Answer, alice: Person
) -> None:
    said = [comment_on(given, alice, f"Number {number}?") for number in range(5)]
    above = comment_on(question, alice, "Which lamp?")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = comments_below([question, given], alice)
        assert found[given.public_id].rows == said[:3]
        assert found[given.public_id].number == 5
        assert found[question.public_id].rows == [above]
    assert len(queries) == 1
    full = comments_below([question, given], alice, [given.public_id])
    assert full[given.public_id].rows == said
    assert comments_below([question], alice)[question.public_id].number == 1


def test_the_program_covers_what_tells(given: Answer, alice: Person) -> None:
    comment = comment_on(given, alice, TELLING)
    assert "murdered" not in redact_comment(fresh(comment), Audience()).text
    choose("program_covers", "off")
    learn(given.question.film_id, anew=True)
    assert "murdered" in redact_comment(fresh(comment), Audience()).text


def test_they_are_as_closed_as_the_answer(given: Answer, alice: Person, bruno: Person) -> None:
    comment = comment_on(given, alice, "So it was him.")
    assert redact_comment(fresh(comment), Audience()).is_open
    edit_answer(given, bruno, AnswerText("The keeper does.", contains_spoilers=True))
    closed = redact_comment(fresh(comment), Audience())
    assert not closed.is_open
    assert closed.text == ""
    for opened in (given.public_id, comment.public_id):
        assert redact_comment(fresh(comment), Audience(opened=frozenset({opened}))).is_open
