"""What leaves the house when a film is exported for others to have."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.exchange.export_json import export_json, export_public_json
from houselights.exchange.export_text import export_public_text, export_text
from houselights.exchange.kept_back import kept_back
from houselights.questions.actions import answer, ask
from houselights.questions.models import Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.batches import Stated, state
from houselights.reviews.models import ImportBatch, Review, Rights, ShownTo
from houselights.text.page_reader import read_page
from tests.cast import make_person
from tests.exchange.pages import REVIEWS, bring_in, page_text


@pytest.fixture
def mixed(film: Film, alice: Person, bruno: Person, make_review: Callable[..., Review]) -> Film:
    """An unstated page, a review and a question of the house, and an invented review."""
    bring_in(film, page_text())
    make_review(alice, headline="Ours")
    invented = make_person("invented")
    Person.objects.filter(pk=invented.pk).update(is_demo=True)
    make_review(invented, headline="Nobody wrote this")
    question = ask(film, alice, QuestionText("Who trims the wick?", "", "en"))
    answer(question, bruno, AnswerText("The sister.", False, "en"))
    answer(question, invented, AnswerText("An invented answer.", False, "en"))
    imported = Question.objects.exclude(batch=None)[0]
    answer(imported, bruno, AnswerText("Late reply.", False, "en"))
    return film


def everything(film: Film) -> str:
    """Both forms of a public export."""
    as_json = json.dumps(export_public_json(film), ensure_ascii=False)
    return f"{export_public_text(film).data.decode()}\n{as_json}"


def test_only_what_may_leave_does(mixed: Film) -> None:
    told = everything(mixed)
    for kept in ("Bring a coat", "lights the lamp", "Nobody wrote this", "invented", "Late reply"):
        assert kept not in told
    page = read_page(export_public_text(mixed).data.decode())
    assert page.title == "The Long Lamp (1999)"
    assert [review.headline for review in page.reviews] == ["Ours"]
    assert [one.answers for one in page.questions] == [("The sister.",)]


def test_what_is_kept_back_is_counted(mixed: Film) -> None:
    found = kept_back(mixed)
    assert (found.reviews, found.questions, found.answers) == (6, 3, 5)
    assert export_public_json(mixed)["kept_back"] == {"reviews": 6, "questions": 3, "answers": 5}
    assert "kept_back" not in export_json(mixed)


def test_what_the_house_shows_to_everybody_does_not_leave_either(mixed: Film) -> None:
    state(ImportBatch.objects.all(), Stated(shown_to=ShownTo.EVERYONE))
    assert "Bring a coat" not in everything(mixed)


def test_a_stated_right_lets_it_leave(mixed: Film) -> None:
    state(ImportBatch.objects.all(), Stated(rights=Rights.PERMISSION))
    assert "Bring a coat" in everything(mixed)
    assert kept_back(mixed).reviews == 1
    assert len(export_public_json(mixed)["reviews"]) == len(REVIEWS) + 1


class TestCoveredWords:
    """A page of text can flag a review, and cover nothing; JSON says what is covered."""

    def test_a_covered_review_is_flagged_and_its_headline_neutral(
        self, film: Film, alice: Person, make_review: Callable[..., Review]
    ) -> None:
        make_review(alice, headline="||It was Ray||", body="Slow. ||Ray did it.||")
        make_review(headline="Ray again", headline_covered=True, neutral_headline="Who did it")
        page = read_page(export_public_text(film).data.decode())
        told = [(one.headline, one.contains_spoilers) for one in page.reviews]
        assert told == [("Headline covered: it may spoil", True), ("Who did it", True)]

    def test_what_others_cover_counts_for_the_usual_reader(
        self, film: Film, make_review: Callable[..., Review]
    ) -> None:
        for level in (1, 2):
            current = make_review().current
            assert current
            current.marks = [[0, 5, level, "program"]]
            current.keep_marks()
        page = read_page(export_public_text(film).data.decode())
        assert [one.contains_spoilers for one in page.reviews] == [False, True]

    def test_covered_answers_and_questions_stay_here_and_are_counted(
        self, film: Film, alice: Person, bruno: Person
    ) -> None:
        question = ask(film, alice, QuestionText("Who trims the wick?", "", "en"))
        answer(question, bruno, AnswerText("||The sister.||", False, "en"))
        answer(question, alice, AnswerText("The brother.", True, "en"))
        answer(question, alice, AnswerText("Nobody knows.", False, "en"))
        shut = ask(film, alice, QuestionText("Why does Ray drown?", "", "en"))
        assert shut.current
        shut.current.title_mark = [2, "readers"]
        shut.current.keep_marks()
        exported = export_public_text(film)
        told = exported.data.decode()
        assert "Nobody knows." in told
        for covered in ("sister", "brother", "drown"):
            assert covered not in told
        assert exported.covered == ("answers to question 1: 2", "question 2")

    def test_json_says_all_that_is_covered(
        self, film: Film, alice: Person, bruno: Person, make_review: Callable[..., Review]
    ) -> None:
        make_review(alice, headline="Ray", headline_covered=True, neutral_headline="Who?")
        question = ask(film, alice, QuestionText("Who?", "I think ||Ray||.", "en"))
        answer(question, bruno, AnswerText("||The sister.||", False, "en"))
        for exported in (export_json(film), export_public_json(film)):
            [review], [asked] = exported["reviews"], exported["questions"]
            assert (review["headline"], review["neutral_headline"]) == ("Ray", "Who?")
            assert (asked["details"], asked["covers"]) == ("I think Ray.", [[8, 11]])
            [given] = asked["answers_covered"]
            assert (given["covers"], given["contains_spoilers"]) == ([[0, 11]], False)

    def test_the_owners_page_keeps_all(
        self, film: Film, alice: Person, make_review: Callable[..., Review]
    ) -> None:
        make_review(alice, headline="||It was Ray||", body="Slow. ||Ray did it.||")
        told = export_text(film).data.decode()
        assert "It was Ray" in told
        assert "Warning: Spoilers\n\nSlow. Ray did it." in told
