"""Votes by script: at once, by keyboard, aloud; and undone where the house can't be reached."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from houselights.accounts.models import Person
from tests.journeys.conftest import House, Visit, Watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_vote_by_keyboard_is_said_aloud_and_keeps_the_focus(
    visit: Visit, house: House, bruno: Person
) -> None:
    page = visit(person=bruno)
    page.goto(house.film.get_absolute_url())
    card = page.locator(f"#r{house.plain.public_id}")
    button = card.get_by_role("button", name="Yes")
    button.press("Enter")
    expect(card).to_contain_text("1 out of 1 found this helpful.")
    expect(page.locator("#said")).to_contain_text("You found this helpful")
    expect(button).to_be_focused()
    card.get_by_role("button", name="Undo").press("Enter")
    expect(card).not_to_contain_text("found this helpful.")
    expect(button).to_be_focused()


def test_a_vote_that_is_lost_on_the_way_is_not_shown_as_cast(
    visit: Visit, watch: Watch, house: House, bruno: Person
) -> None:
    page = visit(person=bruno)
    page.goto(house.film.get_absolute_url())
    page.context.set_offline(True)
    card = page.locator(f"#r{house.plain.public_id}")
    button = card.get_by_role("button", name="Yes")
    button.click()
    expect(card.get_by_role("alert")).to_contain_text("did not reach the house")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.context.set_offline(False)
    button.click()
    expect(card).to_contain_text("1 out of 1 found this helpful.")
    expect(card.get_by_role("alert")).to_have_count(0)
    watch.forgive("htmx:sendError")
    watch.forgive("htmx:afterRequest")
