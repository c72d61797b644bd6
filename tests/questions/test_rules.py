"""What a question and an answer must be."""

from __future__ import annotations

import pytest

from houselights.questions.rules import (
    AnswerText,
    QuestionText,
    is_question,
    problems_of_answer,
    problems_of_question,
    tidy_title,
    why_not_edit,
    why_not_vote,
)


@pytest.mark.parametrize(
    "title",
    ["Why the lamp?", "Why “the lamp?”", "Why (the lamp)?)", "لماذا المصباح؟", "なぜ？", "Why?  "],
)
def test_a_question_ends_as_one_in_any_writing(title: str) -> None:
    assert is_question(title)
    assert problems_of_question(QuestionText(title)) == {}


@pytest.mark.parametrize(
    "title", ["", "  ", "The lamp is long.", "?" * 201, "Does ||Ray|| come back?"]
)
def test_what_is_no_question_is_refused_in_words(title: str) -> None:
    problems = problems_of_question(QuestionText(title))
    assert list(problems) == ["title"]
    assert problems["title"].endswith(".")


def test_a_title_stands_on_one_line() -> None:
    assert tidy_title("  Why \n the\tlamp? ") == "Why the lamp?"


def test_two_hundred_characters_are_enough_and_not_too_many() -> None:
    assert problems_of_question(QuestionText("a" * 199 + "?")) == {}
    assert "200" in problems_of_question(QuestionText("a" * 200 + "?"))["title"]


def test_long_details_are_refused() -> None:
    assert list(problems_of_question(QuestionText("Why?", "x" * 10_001))) == ["details"]


def test_an_answer_has_a_text_and_says_whether_it_spoils() -> None:
    assert set(problems_of_answer(AnswerText())) == {"body", "contains_spoilers"}
    assert problems_of_answer(AnswerText("Because.", contains_spoilers=True)) == {}
    assert set(problems_of_answer(AnswerText("x" * 10_001, contains_spoilers=False))) == {"body"}


def test_nobody_votes_on_their_own_or_on_a_hidden_answer() -> None:
    assert why_not_vote(author_id=1, state="published", voter_id=2) == ""
    assert why_not_vote(author_id=None, state="published", voter_id=2) == ""
    assert "own" in why_not_vote(author_id=2, state="published", voter_id=2)
    assert why_not_vote(author_id=1, state="withheld", voter_id=2)


def test_only_the_writer_edits_and_only_what_is_published() -> None:
    assert why_not_edit(writer_id=1, state="published", by_id=1) == ""
    assert "writer" in why_not_edit(writer_id=None, state="published", by_id=1)
    assert "moderators" in why_not_edit(writer_id=1, state="withheld", by_id=1)
    assert "deleted" in why_not_edit(writer_id=1, state="deleted", by_id=1)
