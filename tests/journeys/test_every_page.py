"""Every page: nothing that axe finds, nothing that sticks out at 320 px, no file from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from houselights.accounts.models import Person
from tests.journeys.conftest import House, Visit
from tests.journeys.pages import Seen, every_page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
UNFOLD = "document.querySelectorAll('main details').forEach(part => part.open = true)"
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def pages(house: House, alice: Person, bruno: Person) -> list[Seen]:
    """The pages to look at."""
    return every_page(house, alice, bruno)


def walk(visit: Visit, pages: list[Seen], width: int, lights: str) -> Iterator[tuple[str, Page]]:
    """Each page in turn with all that is folded open, in one browser a person."""
    browsers: dict[Person | None, Page] = {}
    for seen in pages:
        if seen.person not in browsers:
            browsers[seen.person] = visit(width, person=seen.person, lights=lights)
        page = browsers[seen.person]
        answer = page.goto(seen.address)
        assert answer is not None
        assert answer.status == seen.status, seen.address
        page.evaluate(UNFOLD)
        yield f"{seen.address} ({seen.person or 'visitor'})", page


@pytest.mark.parametrize("lights", ["up", "down"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(visit: Visit, pages: list[Seen], width: int, lights: str) -> None:
    axe, found = Axe(), []
    for name, page in walk(visit, pages, width, lights):
        for violation in axe.run(page, options=OPTIONS).response["violations"]:
            places = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append(f"{name}: {violation['id']}: {places}")
    assert found == []


def test_nothing_sticks_out_at_320_pixels(visit: Visit, pages: list[Seen]) -> None:
    wide = [name for name, page in walk(visit, pages, 320, "") if page.evaluate(STICKS_OUT) > 0]
    assert wide == []
