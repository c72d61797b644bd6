"""Sentences of reviews that answers quote: kept by where they stand, and forgotten with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from houselights.accounts.models import Person
from houselights.base.errors import Invalid
from houselights.base.models import State
from houselights.catalogue.actions import FilmFacts, add_film
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask, edit_answer
from houselights.questions.citing import citations_in, picked_of, quoting
from houselights.questions.models import Answer, Citation, Question
from houselights.questions.rules import AnswerText, Picked, QuestionText
from houselights.questions.standing import delete_answer, erase_version
from houselights.reviews.actions import edit_review, publish_review
from houselights.reviews.erasure import erase
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import erase_version as erase_version_of_review
from houselights.text.spans import Place, Span
from tests.cast import make_person

Make = Callable[..., Review]
BODY = "It burns slowly. The last reel is long. The keeper is warm."


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Is it slow?"))


@pytest.fixture
def review(make_review: Make) -> Review:
    return make_review(body=BODY)


def pick(review: Review, words: str, version: int = 1, body: str = BODY) -> Picked:
    start = body.index(words)
    return Picked(review.public_id, version, Place.BODY, Span(start, start + len(words)))


def said(*picked: Picked, body: str = "Yes.") -> AnswerText:
    return AnswerText(body, contains_spoilers=False, cites=picked)


def rewritten(review: Review, body: str) -> None:
    assert review.author is not None
    edit_review(review, review.author, ReviewText("A headline", body, 80, False, "en"))


def cited(given: Answer) -> list[Picked]:
    given.refresh_from_db()
    assert given.current_id is not None
    return [picked_of(one) for one in citations_in([given.current_id])]


def test_sentences_are_kept_in_order_and_once(
    question: Question, review: Review, bruno: Person
) -> None:
    last, first = pick(review, "The keeper is warm."), pick(review, "It burns slowly.")
    given = answer(question, bruno, said(last, first, last))
    assert cited(given) == [last, first]
    headline = Picked(review.public_id, 1, Place.HEADLINE, Span(0, 31))
    assert edit_answer(given, bruno, said(headline)) is True
    assert cited(given) == [headline]


@pytest.mark.parametrize(("start", "end"), [(0, 15), (1, 16), (0, 39), (900, 950), (16, 16)])
def test_only_whole_sentences_are_quoted(
    question: Question, review: Review, bruno: Person, start: int, end: int
) -> None:
    wrong = Picked(review.public_id, 1, Place.BODY, Span(start, end))
    with pytest.raises(Invalid) as refused:
        answer(question, bruno, said(wrong))
    assert set(refused.value.problems) == {"cites"}
    assert not Citation.objects.exists()
    assert not Answer.objects.exists()


def test_only_published_reviews_of_the_film_are_quoted(
    question: Question, review: Review, bruno: Person
) -> None:
    other = add_film(FilmFacts(title="Another Lamp", year=2001))
    text = ReviewText("Of another", BODY, 70, False, "en")
    elsewhere = publish_review(other, make_person("elsewhere"), text)
    withheld = publish_review(question.film, make_person("withheld"), text)
    Review.objects.filter(pk=withheld.pk).update(state=State.WITHHELD)
    words = "It burns slowly."
    wrong = [pick(elsewhere, words), pick(withheld, words), pick(review, words, version=2)]
    for one in (*wrong, Picked("nobody", 1, Place.BODY, Span(0, 16))):
        with pytest.raises(Invalid):
            answer(question, bruno, said(one))


def test_five_at_most(question: Question, make_review: Make, bruno: Person) -> None:
    many = [pick(make_review(body=BODY), "It burns slowly.") for _each in range(6)]
    answer(question, bruno, said(*many[:5]))
    with pytest.raises(Invalid):
        answer(question, bruno, said(*many))


def test_an_edit_carries_them_over(question: Question, review: Review, bruno: Person) -> None:
    one, other = pick(review, "It burns slowly."), pick(review, "The last reel is long.")
    given = answer(question, bruno, said(one))
    assert edit_answer(given, bruno, AnswerText("It is.", contains_spoilers=False)) is True
    assert cited(given) == [one]
    assert edit_answer(given, bruno, said(one, body="It is.")) is False
    assert edit_answer(given, bruno, said(one, other, body="It is.")) is True
    assert edit_answer(given, bruno, said(body="It is.")) is True
    assert cited(given) == []
    versions = given.revisions.order_by("number")
    assert [version.citations.count() for version in versions] == [1, 1, 2, 0]


def test_what_was_quoted_stays_whatever_became_of_it(
    question: Question, review: Review, bruno: Person
) -> None:
    one = pick(review, "It burns slowly.")
    given = answer(question, bruno, said(one))
    rewritten(review, "All is new.")
    Review.objects.filter(pk=review.pk).update(state=State.WITHHELD)
    edit_answer(given, bruno, said(one, body="Still."))
    assert cited(given) == [one]


@pytest.mark.engine
def test_nothing_is_kept_of_an_erased_review(
    question: Question, review: Review, bruno: Person
) -> None:
    given = answer(question, bruno, said(pick(review, "It burns slowly.")))
    erase(review)
    (left,) = Citation.objects.all()
    assert (left.review, left.revision, left.start, left.end, left.digest) == (None, None, 0, 0, "")
    edit_answer(given, bruno, AnswerText("Now alone.", contains_spoilers=False))
    assert cited(given) == []


def test_a_sentence_of_an_erased_version_is_found_in_the_present_one_or_forgotten(
    question: Question, review: Review, bruno: Person
) -> None:
    kept, gone = pick(review, "The keeper is warm."), pick(review, "It burns slowly.")
    answer(question, bruno, said(kept, gone))
    rewritten(review, "New words. The *keeper* is warm.")
    assert review.author is not None
    erase_version_of_review(review.revisions.get(number=1), review.author)
    found, lost = Citation.objects.order_by("number").select_related("revision")
    assert found.revision is not None
    assert (found.revision.number, found.start, found.end) == (2, 11, 32)
    assert (lost.start, lost.end, lost.digest) == (0, 0, "")
    assert lost.review == review


def test_they_go_with_the_answer(question: Question, review: Review, bruno: Person) -> None:
    given = answer(question, bruno, said(pick(review, "It burns slowly.")))
    edit_answer(given, bruno, AnswerText("Again.", contains_spoilers=False))
    erase_version(given.revisions.get(number=1), bruno)
    assert Citation.objects.count() == 1
    delete_answer(given, bruno)
    assert not Citation.objects.exists()


@pytest.mark.engine
def test_where_a_review_is_quoted(
    question: Question, review: Review, film: Film, alice: Person, bruno: Person
) -> None:
    assert quoting(review, 3) == ([], 0)
    one = pick(review, "It burns slowly.")
    answer(question, bruno, said(one))
    answer(question, alice, said(one, pick(review, "The keeper is warm.")))
    assert quoting(review, 3) == ([question], 1)
    other = ask(film, alice, QuestionText("How long is it?"))
    given = answer(other, bruno, said(one))
    assert quoting(review, 1) == ([other], 2)
    edit_answer(given, bruno, said(body="Nothing to quote."))
    assert quoting(review, 3) == ([question], 1)
