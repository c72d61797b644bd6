"""Asking the reviews: a cited answer, the sentence at its place, and people where nobody says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from houselights.accounts.models import Person
from houselights.base.writing import write
from houselights.reviews.models import Review
from houselights.spoilers.open_sentences import open_sentences
from houselights.spoilers.redact import Audience
from tests.journeys.conftest import House, Visit
from tests.journeys.test_every_page import STICKS_OUT, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOW, LOUD = "It is slow and it drags.", "The score is too loud."
with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


@pytest.fixture
def reviewed(house: House, make_review: Callable[..., Review]) -> House:
    """The house with a review that is slow to some; of another sentence nobody knows what it tells.

    Nothing has been learnt of a film of so few reviews, so what may be quoted is said here.
    """
    review = make_review(headline="Bring a coat", body=f"{SLOW} {LOUD}", rating=40)
    may_be_quoted = [one for one in open_sentences(review, Audience()) if one.text != LOUD]
    assert review.current is not None
    with write(house.film.pk):
        review.current.quotable = [[str(one.place), *one.span] for one in may_be_quoted]
        review.current.save()
    return house


def ask(page: Page, question: str) -> None:
    field = page.get_by_role("textbox", name="Ask the reviews")
    field.fill(question)
    field.press("Enter")


@with_and_without_script
def test_from_the_film_to_the_sentence_and_to_the_people(
    visit: Visit, reviewed: House, alice: Person, script: bool
) -> None:
    page = visit(360, script=script, person=alice)
    page.goto(reviewed.film.get_absolute_url())
    ask(page, "Is it slow?")
    expect(page.locator("#answered")).to_contain_text("2 reviews say yes")
    expect(page.locator("#answered blockquote").first).to_have_text(re.compile(re.escape(SLOW)))
    expect(page).to_have_url(re.compile(r"/reviews-say/\?q=Is(\+|%20)it"))
    page.get_by_role("link", name="Read it in the review").first.click()
    expect(page.locator("mark#sentence")).to_have_text(SLOW)
    expect(page.locator("mark#sentence")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#answered")).to_contain_text(SLOW)
    ask(page, "Which studio lent the camel?")
    expect(page.locator("#answered")).to_contain_text("The reviews don't say.")
    page.get_by_role("link", name="Ask the community").click()
    expect(page.get_by_label("Your question")).to_have_value("Which studio lent the camel?")


@with_and_without_script
def test_a_closed_sentence_opens_in_place(visit: Visit, reviewed: House, script: bool) -> None:
    page = visit(script=script)
    page.goto(reviewed.film.get_absolute_url())
    ask(page, "How is the score?")
    answered = page.locator("#answered")
    expect(answered.locator("a.cover")).to_have_count(1)
    assert LOUD not in answered.inner_text()
    answered.locator("a.cover").click()
    expect(answered.locator(".uncovered")).to_have_text(LOUD)
    expect(answered.locator("blockquote[autofocus]")).to_be_focused()
    page.reload()
    expect(answered.locator(".uncovered")).to_have_text(LOUD)


def test_the_field_keeps_the_focus_and_the_answer_is_said(visit: Visit, reviewed: House) -> None:
    page = visit()
    page.goto(reviewed.film.get_absolute_url())
    ask(page, "Is it slow?")
    expect(page.locator("#answer-said")).to_contain_text("2 reviews say yes")
    expect(page.get_by_role("textbox", name="Ask the reviews")).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile(re.escape(reviewed.film.get_absolute_url()) + "$"))
    expect(page.locator("#answered")).to_have_text("")


def test_nothing_is_in_anybodys_way(visit: Visit, reviewed: House) -> None:
    page = visit(360, lights="up")
    for question in ("Is it slow?", "How is the score?", "Which studio lent the camel?", ""):
        page.goto(f"{reviewed.film.get_absolute_url()}reviews-say/?q={question}")
        assert list(violations(page)) == [], question
        assert page.evaluate(STICKS_OUT) <= 0, question
