"""Every page: nothing that axe finds, nothing that sticks out at 320 px, no file from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from houselights.accounts.models import Person
from tests.journeys.conftest import House, Visit
from tests.journeys.pages import Seen, every_page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
EVERY_RULE = {"runOnly": TAGS, "resultTypes": ["violations"]}
RULES_OF_COLOUR = {
    "runOnly": ["color-contrast", "link-in-text-block"],
    "resultTypes": ["violations"],
}
RUN = "async options => (await axe.run(document, options)).violations"
# As the light switch does it; nothing but colours depends on it.
LIGHTS_DOWN = "document.documentElement.className = 'lights-down'"
UNFOLD = "document.querySelectorAll('main details').forEach(part => part.open = true)"
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def pages(house: House, alice: Person, bruno: Person) -> list[Seen]:
    """The pages to look at."""
    return every_page(house, alice, bruno)


def walk(visit: Visit, pages: list[Seen], width: int) -> Iterator[tuple[str, Page]]:
    """Each page in turn with all that is folded open and lights up, in one browser a person."""
    browsers: dict[Person | None, Page] = {}
    for seen in pages:
        if seen.person not in browsers:
            browsers[seen.person] = visit(width, person=seen.person, lights="up")
        page = browsers[seen.person]
        answer = page.goto(seen.address)
        assert answer is not None
        assert answer.status == seen.status, seen.address
        page.evaluate(UNFOLD)
        yield f"{seen.address} ({seen.person or 'visitor'})", page


def violations(page: Page) -> Iterator[str]:
    """What axe finds, with lights up and down."""
    page.evaluate(Axe().axe_script)
    found = page.evaluate(RUN, EVERY_RULE)
    page.evaluate(LIGHTS_DOWN)
    found += page.evaluate(RUN, RULES_OF_COLOUR)
    for violation in found:
        yield f"{violation['id']}: {[node['html'][:160] for node in violation['nodes'][:3]]}"


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.long)])
def test_axe_finds_nothing(visit: Visit, pages: list[Seen], width: int) -> None:
    found = [
        f"{name}: {violation}"
        for name, page in walk(visit, pages, width)
        for violation in violations(page)
    ]
    assert found == []


def test_nothing_sticks_out_at_320_pixels(visit: Visit, pages: list[Seen]) -> None:
    wide = [name for name, page in walk(visit, pages, 320) if page.evaluate(STICKS_OUT) > 0]
    assert wide == []


def test_axe_finds_nothing_in_forms_to_mend(visit: Visit, house: House, bruno: Person) -> None:
    film, page, found = house.film.get_absolute_url(), visit(360, person=bruno), []
    forms = {
        f"{film}write/": "Publish",
        f"{film}ask/": "Ask",
        house.question.get_absolute_url(): "Publish the answer",
    }
    for address, button in forms.items():
        page.goto(address)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_be_focused()
        found += [f"{address}: {violation}" for violation in violations(page)]
    assert found == []
