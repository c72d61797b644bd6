"""The label on a small screen, and the switch of languages without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from houselights.base.house import choose
from houselights.catalogue.models import Film
from tests.journeys.conftest import House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 360, "height": 740}


def test_the_label_leaves_the_first_headline_on_the_first_screen(
    visit: Visit, house: House
) -> None:
    choose("demonstration", True)
    Film.objects.filter(pk=house.film.pk).update(is_demo=True)
    page = visit(NARROW["width"])
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto(house.film.get_absolute_url())
    expect(page.get_by_text("Demonstration: invented reviews")).to_be_visible()
    box = page.locator("article h3").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= NARROW["height"]


def test_the_language_changes_without_script_and_the_page_stays(visit: Visit, house: House) -> None:
    page = visit(script=False)
    address = f"{house.film.get_absolute_url()}?sort=newest"
    page.goto(address)
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page).to_have_url(re.compile(re.escape(address)))
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.goto("/questions/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
