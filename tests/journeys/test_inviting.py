"""An administrator makes a link; a friend joins by it and writes their first review."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from houselights.accounts.models import Person
from houselights.accounts.reads import roles_of
from houselights.base.house import choose
from houselights.reviews.models import Review
from tests.cast import PASSWORD
from tests.journeys.conftest import House, Visit
from tests.journeys.test_every_page import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_friend_joins_by_a_link_and_writes(visit: Visit, house: House, ada: Person) -> None:
    choose("registration", "invited")
    desk = visit(360, script=False, person=ada)
    desk.goto("/house/invitations/")
    desk.get_by_label("Note").fill("For Carla")
    desk.get_by_role("button", name="Make a link").click()
    link = desk.get_by_role("textbox", name="Your link").input_value()

    page = visit(360, script=False)
    page.goto("/accounts/signup/")
    expect(page.get_by_role("main")).to_contain_text("by invitation")
    page.goto(urlsplit(link).path)
    expect(page.get_by_role("main")).to_contain_text("Ada invites you")
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("E-mail").fill("carla@example.org")
    page.get_by_label("Handle").fill("carla")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()

    page.goto(f"{house.film.get_absolute_url()}write/")
    page.get_by_label("Headline", exact=True).fill("Worth the way")
    page.get_by_label("Review", exact=True).fill("I was asked to come, and I am glad that I did.")
    page.get_by_role("radio", name="No", exact=False).and_(page.locator("[value=no]")).check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Worth the way")).to_be_visible()
    review = Review.objects.get(author__username="carla")
    assert review.author is not None
    assert roles_of(review.author) == ["reviewer"]

    desk.goto("/house/invitations/")
    expect(desk.get_by_role("main")).to_contain_text("1 of 1 used")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_at_an_administrators_desk(
    visit: Visit, house: House, ada: Person, width: int
) -> None:
    page, found = visit(width, person=ada), []
    for address in (
        "/house/first-steps/",
        "/house/invitations/",
        "/about/rules/",
        "/about/rules/edit/?language=vi",
    ):
        page.goto(address)
        found += [f"{address}: {violation}" for violation in violations(page)]
    page.goto("/house/invitations/")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    found += [f"a new link: {violation}" for violation in violations(page)]
    page.goto("/about/rules/edit/?language=en")
    page.get_by_label("Text").fill("## Be kind\n\n- to people\n- to films")
    page.get_by_role("button", name="Look at it first").click()
    found += [f"a preview: {violation}" for violation in violations(page)]
    page.get_by_role("button", name="Keep it").click()
    page.goto("/about/rules/edit/?language=en")
    found += [f"versions: {violation}" for violation in violations(page)]
    assert found == []
