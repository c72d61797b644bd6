"""One visit from the front page to signing out: at 1280 and 360 px, with and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from houselights.accounts.models import Person
from houselights.questions.models import Question
from houselights.reviews.models import Review
from tests.cast import PASSWORD
from tests.journeys.conftest import ASKED, House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = "Salt on the lens"
SECRET = "the harbour was never there"
BODY = f"I came for the light. In the last reel ||{SECRET}||, and I was glad to see it."
QUESTION = "Why does the keeper leave the lamp burning at night?"


@pytest.mark.parametrize(
    ("width", "script"),
    [
        pytest.param(1280, True, id="1280-script"),
        pytest.param(360, False, id="360-plain"),
        pytest.param(1280, False, id="1280-plain", marks=pytest.mark.long),
        pytest.param(360, True, id="360-script", marks=pytest.mark.long),
    ],
)
def test_from_the_front_page_to_signing_out(
    visit: Visit, house: House, bruno: Person, width: int, script: bool
) -> None:
    page = visit(width, script=script)
    vote_on_the_way_in(page, house)
    change_the_vote(page, house)
    write_a_review(page, script=script)
    see_it_among_the_others(page)
    edit_it_and_see_what_changed(page)
    ask_a_question(page, script=script)
    question = Question.objects.latest("pk")
    other = visit(width, script=script, person=bruno)
    read_it_with_its_secret_kept(other)
    answer_it(other, question)
    accept_the_answer(page, question)
    sign_out(page)


def card_of(page: Page, review: Review) -> Locator:
    """The review's card on this page."""
    return page.locator(f"#r{review.public_id}")


def vote_on_the_way_in(page: Page, house: House) -> None:
    page.goto("/")
    page.get_by_role("link", name="The Long Lamp").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Long Lamp")
    card_of(page, house.plain).get_by_role("link", name="Yes").click()
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("E-mail").fill("nora@example.org")
    page.get_by_label("Handle").fill("nora")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("Your vote has been counted.")).to_be_visible()
    assert page.url.endswith(f"{house.film.get_absolute_url()}#r{house.plain.public_id}")
    card = card_of(page, house.plain)
    expect(card).to_be_in_viewport()
    expect(card).to_contain_text("1 out of 1 found this helpful.")
    expect(card.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")


def change_the_vote(page: Page, house: House) -> None:
    card = card_of(page, house.plain)
    card.get_by_role("button", name="No").click()
    expect(card).to_contain_text("0 out of 1 found this helpful.")
    expect(card.get_by_role("button", name="No")).to_have_attribute("aria-pressed", "true")
    expect(card).to_contain_text("You did not find this helpful")
    card.get_by_role("button", name="Undo").click()
    expect(card).not_to_contain_text("found this helpful.")
    for name in ("Yes", "No"):
        button = card.get_by_role("button", name=name)
        expect(button).to_have_attribute("aria-pressed", "false")
    expect(card).to_be_in_viewport()


def write_a_review(page: Page, *, script: bool) -> None:
    page.get_by_role("link", name="Write a review").click()
    page.get_by_role("radio", name="8", exact=True).check(force=True)
    page.get_by_label("Headline", exact=True).fill(HEADLINE)
    page.get_by_label("Review", exact=True).fill(BODY)
    page.get_by_role("button", name="Publish").click()
    errors = page.get_by_role("alert")
    expect(errors).to_contain_text("Say whether your review reveals plot turns.")
    expect(page.get_by_label("Review", exact=True)).to_have_value(BODY)
    if script:
        expect(errors).to_be_focused()
    page.get_by_label("Only in the words that I have covered").check()
    if not script:
        page.get_by_role("button", name="Preview").click()
    preview = page.locator("#preview")
    expect(preview).not_to_contain_text(SECRET)
    expect(preview.get_by_role("heading")).to_have_text(HEADLINE)
    expect(preview).to_contain_text("I came for the light.")
    expect(preview).to_contain_text("8/10")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published.", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)


def see_it_among_the_others(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="The Long Lamp").click()
    card = card_of(page, Review.objects.latest("pk"))
    expect(card.get_by_role("heading", name=HEADLINE)).to_be_visible()
    expect(card).to_contain_text("You can't vote on your own review")
    expect(page.get_by_role("link", name="Edit your review")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("4 reviews")


def edit_it_and_see_what_changed(page: Page) -> None:
    page.get_by_role("link", name="Edit your review").click()
    expect(page.get_by_label("Headline", exact=True)).to_have_value(HEADLINE)
    expect(page.get_by_role("radio", name="Only in the words")).to_be_checked()
    page.get_by_label("Review", exact=True).fill(BODY.replace("glad", "sorry"))
    page.get_by_role("button", name="Publish the changes").click()
    expect(page.get_by_text("Your changes are published.")).to_be_visible()
    page.get_by_role("link", name="Edit history").click()
    expect(page.locator("ins")).to_contain_text("sorry")
    expect(page.locator("del")).to_contain_text("glad")


def read_it_with_its_secret_kept(page: Page) -> None:
    page.goto(Review.objects.latest("pk").get_absolute_url())
    expect(page.get_by_role("article")).to_contain_text("and I was sorry to see it.")
    assert SECRET not in page.content()
    page.get_by_role("link", name="Edit history").click()
    expect(page.locator("ins")).to_contain_text("sorry")
    assert SECRET not in page.content()


def ask_a_question(page: Page, *, script: bool) -> None:
    page.get_by_role("main").get_by_role("link", name="The Long Lamp").click()
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("Your question").press_sequentially(QUESTION)
    if not script:
        page.get_by_role("button", name="Ask", exact=True).click()
    alike = page.locator("#alike")
    expect(alike).to_contain_text("These look alike")
    expect(alike.get_by_role("link", name=ASKED)).to_be_visible()
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)


def answer_it(page: Page, question: Question) -> None:
    page.goto(question.get_absolute_url())
    page.get_by_label("Your answer").fill("So that the boats keep away.")
    page.get_by_label("No, or only in words that I have covered").check()
    page.get_by_role("button", name="Publish the answer").click()
    expect(page.get_by_role("article").last).to_contain_text("So that the boats keep away.")


def accept_the_answer(page: Page, question: Question) -> None:
    page.goto(question.get_absolute_url())
    page.get_by_role("button", name="Accept this answer").click()
    expect(page.get_by_role("article").last).to_contain_text("Accepted answer")
    expect(page.get_by_role("button", name="Accept it no longer")).to_be_visible()


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="nora").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
