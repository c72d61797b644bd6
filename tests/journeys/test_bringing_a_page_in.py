"""An editor pastes a page of reviews, looks at what would happen, and keeps it; without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from houselights.accounts.models import Person
from tests.exchange.pages import page_text
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_pasted_page_becomes_a_living_one(
    visit: Visit, edda: Person, bruno: Person, width: int
) -> None:
    page = visit(width, script=False, person=edda)
    page.goto("/import/")
    page.get_by_label("The page").fill(page_text())
    page.get_by_label("The film").fill("A Room in Winter (1988)")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing has been written yet.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A Room in Winter")
    reader = visit(width, person=bruno)
    reader.goto(page.url)
    card = reader.locator(".card", has_text="62 out of 68 found this helpful.")
    card.get_by_role("button", name="Yes").click()
    expect(reader.locator(".card", has_text="63 out of 69 found this helpful.")).to_be_visible()
