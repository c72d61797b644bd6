"""From a question that the reviews answer to one that only people do, up to the accepted answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from houselights.accounts.models import Person
from houselights.questions.actions import ask
from houselights.questions.models import Question
from houselights.questions.rules import QuestionText
from houselights.reviews.models import Review
from tests.journeys.conftest import House, Visit
from tests.journeys.test_every_page import STICKS_OUT, violations
from tests.quotable import let_quote

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SLOW = "It is slow and it drags."
LAST = "When the harbour goes dark there is nothing left to tell."
ASKED_BEFORE, ASKED_NOW = "Will there be a sequel to it?", "Is there going to be a sequel?"
ANSWER = "No, and the reviews say why."
NARROW, NARROWEST = 360, 320


@pytest.fixture
def asked(house: House, make_review: Callable[..., Review], alice: Person) -> House:
    """The house with a review that may be quoted, and a question that no review answers."""
    let_quote(make_review(headline="Bring a coat", body=f"{SLOW} {LAST}", rating=40))
    ask(house.film, alice, QuestionText(ASKED_BEFORE))
    return house


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_a_question_to_an_accepted_answer(
    visit: Visit, asked: House, alice: Person, bruno: Person, script: bool
) -> None:
    page = visit(NARROW, script=script, person=bruno, lights="up")
    ask_the_reviews(page, asked)
    follow_the_sentence_and_come_back(page)
    ask_what_they_do_not_say(page)
    ask_the_community(page)
    question = Question.objects.latest("pk")
    other = visit(NARROW, script=script, person=alice, lights="up")
    answer_with_a_quotation(other, question)
    accept_it(page, question)


def look_at(page: Page) -> None:
    """Nothing sticks out, and where scripts run, axe finds nothing in anybody's way."""
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    assert page.evaluate(STICKS_OUT) <= 0, page.url
    page.set_viewport_size({"width": NARROW, "height": 800})
    if page.evaluate("'htmx' in window"):
        assert list(violations(page)) == [], page.url


def ask_in_the_field(page: Page, question: str) -> None:
    field = page.get_by_role("textbox", name="Ask the reviews")
    field.fill(question)
    field.press("Enter")


def ask_the_reviews(page: Page, house: House) -> None:
    page.goto(house.film.get_absolute_url())
    look_at(page)
    ask_in_the_field(page, "Is it slow?")
    answered = page.locator("#answered")
    expect(answered).to_contain_text("say yes")
    expect(answered.locator("blockquote").filter(has_text=SLOW)).to_be_visible()
    look_at(page)


def follow_the_sentence_and_come_back(page: Page) -> None:
    quoted = page.locator("#answered li").filter(has_text=SLOW)
    quoted.get_by_role("link", name="Read it in the review").click()
    marked = page.locator("mark#sentence")
    expect(marked).to_have_text(SLOW)
    expect(marked).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring a coat")
    look_at(page)
    page.go_back()
    expect(page.locator("#answered")).to_contain_text(SLOW)


def ask_what_they_do_not_say(page: Page) -> None:
    ask_in_the_field(page, ASKED_NOW)
    expect(page.locator("#answered")).to_contain_text("The reviews don't say.")
    look_at(page)
    page.get_by_role("link", name="Ask the community").click()


def ask_the_community(page: Page) -> None:
    expect(page.get_by_label("Your question")).to_have_value(ASKED_NOW)
    alike = page.locator("#alike")
    expect(alike).to_contain_text("These look alike. Is it one of them?")
    expect(alike.get_by_role("link", name=ASKED_BEFORE)).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ASKED_NOW)
    expect(page).to_have_url(re.compile(r"/questions/\w+/$"))


def answer_with_a_quotation(page: Page, question: Question) -> None:
    page.goto(question.get_absolute_url())
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_label("Words to look for in the reviews").fill("nothing left to tell")
    page.get_by_role("button", name="Find sentences").click()
    page.get_by_role("checkbox", name=LAST).check()
    expect(page.get_by_label("Your answer")).to_have_value(ANSWER)
    look_at(page)
    page.get_by_label("No, or only in words that I have covered").check()
    page.get_by_role("button", name="Publish the answer").click()
    expect(page.get_by_role("article").last).to_contain_text(ANSWER)


def accept_it(page: Page, question: Question) -> None:
    page.goto(question.get_absolute_url())
    page.get_by_role("button", name="Accept this answer").click()
    answer = page.get_by_role("article").last
    expect(answer).to_contain_text("Accepted answer")
    expect(answer).to_contain_text("Cites 1 review")
    expect(answer.locator("blockquote")).to_have_text(LAST)
    expect(answer.get_by_role("link", name="Read it in the review")).to_be_visible()
    look_at(page)
