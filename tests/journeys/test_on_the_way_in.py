"""The way in keeps what somebody was about to do, also where the first try goes wrong."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import expect

from houselights.accounts.models import Person
from tests.cast import PASSWORD
from tests.journeys.conftest import House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_wrong_password_loses_no_vote(visit: Visit, house: House, bruno: Person) -> None:
    page = visit(360, script=False)
    page.goto(house.plain.get_absolute_url())
    page.get_by_role("article").get_by_role("link", name="No").click()
    page.get_by_label("E-mail or handle").fill("bruno")
    page.get_by_label("Password").fill("not-his-password")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("no account with this name")
    expect(page.get_by_label("E-mail or handle")).to_have_value("bruno")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("article")).to_contain_text("0 out of 1 found this helpful.")
    assert house.plain.get_absolute_url() in page.url


def test_a_session_that_ends_while_writing_takes_no_text_along(
    visit: Visit, house: House, bruno: Person
) -> None:
    page = visit(script=False, person=bruno)
    page.goto(f"{house.film.get_absolute_url()}write/")
    page.get_by_label("Headline", exact=True).fill("Written for an hour")
    page.get_by_label("Review", exact=True).fill("Every word of it.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Publish").click()
    page.get_by_label("E-mail or handle").fill("bruno@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Written for an hour")
    expect(page.get_by_label("Review", exact=True)).to_have_value("Every word of it.")


def test_the_lights_stay_as_they_were_set(visit: Visit, house: House) -> None:
    page = visit()
    page.goto("/")
    with page.expect_response("**/lights/"):
        page.get_by_text("Down", exact=True).click()
    page.goto(house.film.get_absolute_url())
    expect(page.locator("html")).to_have_class("lights-down")


def test_the_skip_link_leads_to_the_reviews(visit: Visit, house: House) -> None:
    page = visit()
    page.goto(house.film.get_absolute_url())
    link = page.get_by_role("link", name="Skip to reviews")
    link.focus()
    expect(link).to_be_in_viewport()
    link.press("Enter")
    expect(page.locator("#reviews")).to_be_focused()
