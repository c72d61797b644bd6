"""The desk with script: live preview, drafts that keep themselves, two windows at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.reviews.actions import save_draft
from houselights.reviews.models import Draft, Review
from houselights.reviews.rules import ReviewText

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SOON = 15_000  # milliseconds; drafts go off every five seconds


@pytest.fixture
def desk(visit: Callable[..., Page], bruno: Person, film: Film) -> Page:
    """Bruno's empty desk."""
    page = visit(person=bruno)
    page.goto(f"/films/{film.slug}/write/")
    return page


def write(desk: Page, body: str) -> None:
    desk.get_by_label("Headline", exact=True).fill("Mind the wick")
    desk.get_by_role("textbox", name="Review").fill(body)


def test_the_preview_follows_and_the_draft_keeps_itself(desk: Page) -> None:
    write(desk, "It burns *slowly*. ||The keeper did it.|| Go.")
    preview = desk.locator("#preview")
    expect(preview.locator("em")).to_have_text("slowly")
    expect(preview).not_to_contain_text("keeper")
    expect(desk.locator("[data-length]")).to_have_text("45")
    expect(desk.locator("[data-state]")).to_contain_text("Saved", timeout=SOON)
    assert Draft.objects.get().body == "It burns *slowly*. ||The keeper did it.|| Go."
    assert desk.evaluate("localStorage.length") == 0


def test_what_never_reached_the_house_is_offered(desk: Page) -> None:
    desk.context.set_offline(True)
    write(desk, "Typed in a tunnel.")
    desk.context.set_offline(False)
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.reload()
    Draft.objects.all().delete()
    desk.get_by_role("button", name="Bring it back").click()
    expect(desk.get_by_role("textbox", name="Review")).to_have_value("Typed in a tunnel.")


def test_two_windows_show_both_texts(desk: Page, bruno: Person, film: Film) -> None:
    save_draft(film, bruno, ReviewText(body="From the other window."), version=None)
    write(desk, "From this window.")
    other = desk.get_by_role("region", name="Kept by another page")
    expect(other).to_contain_text("From the other window.", timeout=SOON)
    expect(desk.get_by_role("textbox", name="Review")).to_have_value("From this window.")
    desk.get_by_label("No", exact=True).check()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_role("heading", name="Mind the wick")).to_be_visible()
    review = Review.objects.select_related("current").get(author=bruno)
    assert review.current
    assert len(review.current.body) == len("From this window.")
