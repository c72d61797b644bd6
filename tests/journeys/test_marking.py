"""A reader selects words that give something away; their author is asked; an editor decides."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.spoilers.models import Sentence, SentenceMark
from tests.cast import PASSWORD
from tests.journeys.conftest import COVERED, House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "It burns slowly."
SELECT = """(id) => {
  const words = document.querySelector(`${id} .prose p`).firstChild;
  words.parentElement.scrollIntoView();
  getSelection().setBaseAndExtent(words, 3, words, 8);
}"""


@pytest.fixture(autouse=True)
def _people_only(house: House) -> None:
    """The program covers nothing, whatever it has learnt by now."""
    choose("program_covers", "off")


def select(page: Page, house: House) -> None:
    """Select "burns" in the plain review, as with the mouse or the keyboard."""
    page.evaluate(SELECT, f"#r{house.plain.public_id}")


@pytest.mark.parametrize("width", [360, 1280])
def test_two_buttons_stand_below_the_text_while_words_of_it_are_selected(
    visit: Visit, house: House, bruno: Person, width: int
) -> None:
    page = visit(width, person=bruno)
    page.goto(house.film.get_absolute_url())
    gives = page.get_by_role("button", name="This gives it away")
    expect(gives).to_be_hidden()
    select(page, house)
    expect(gives).to_be_in_viewport()
    assert page.evaluate("String(getSelection())") == "burns"
    page.evaluate("getSelection().removeAllRanges()")
    expect(gives).to_be_hidden()
    select(page, house)
    gives.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("What you said of it is kept.")).to_be_visible()
    assert SentenceMark.objects.get().sentence.end == len(SENTENCE)
    assert page.url.endswith(f"#r{house.plain.public_id}")


def test_opening_a_cover_keeps_the_buttons(visit: Visit, house: House, bruno: Person) -> None:
    page = visit(person=bruno)
    page.goto(house.film.get_absolute_url())
    select(page, house)
    card = page.locator(f"#r{house.covered.public_id}")
    card.locator("a.cover").first.click()
    expect(card).to_contain_text(COVERED)
    select(page, house)
    expect(page.get_by_role("button", name="This gives it away")).to_be_visible()


def test_whoever_is_signed_out_signs_in_and_the_mark_is_kept(
    visit: Visit, house: House, bruno: Person
) -> None:
    page = visit()
    page.goto(house.plain.get_absolute_url())
    select(page, house)
    page.get_by_role("button", name="This gives it away").click()
    page.get_by_label("E-mail").fill(bruno.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Your mark is kept.")).to_be_visible()
    assert SentenceMark.objects.get().person == bruno


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_mark_to_the_decision(
    visit: Visit,
    house: House,
    alice: Person,
    bruno: Person,
    edda: Person,
    width: int,
    script: bool,
) -> None:
    reader = visit(width, script=script, person=bruno)
    reader.goto(house.plain.get_absolute_url())
    reader.get_by_role("link", name="Mark what spoils").click()
    line = reader.locator("li", has_text=SENTENCE)
    line.get_by_role("button", name="This gives it away").click()
    expect(line.get_by_role("button", name="This gives it away")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(line).to_contain_text("The author has been asked")

    author = visit(width, script=script, person=alice)
    author.goto(reverse("my_account"))
    author.get_by_role("link", name="Say what you think").click()
    line = author.locator("li", has_text=SENTENCE)
    line.get_by_text("Say why it is harmless").click()
    line.get_by_label("Why it is harmless").fill("It is on the poster.")
    line.get_by_role("button", name="Keep it open").click()
    expect(line).to_contain_text("Its author: it is harmless")

    editor = visit(width, script=script, person=edda)
    editor.goto(reverse("review_sentences", args=[house.plain.public_id]))
    line = editor.locator("li", has_text=SENTENCE)
    expect(line).to_contain_text("It is on the poster.")
    line.get_by_role("button", name="Cover it").click()
    expect(editor.get_by_text("Covered by the editors, ")).to_be_visible()
    assert SENTENCE not in editor.content()
    assert Sentence.objects.get().settled_by == Sentence.By.EDITORS

    reader.goto(house.film.get_absolute_url())
    assert SENTENCE not in reader.content()
    reader.get_by_role("link", name="1 passage is covered by the editors").click()
    reader.get_by_role("link", name="Spoiler, about 5 words").click()
    expect(reader.get_by_text(SENTENCE)).to_be_visible()
