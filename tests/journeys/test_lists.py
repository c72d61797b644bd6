"""A film's reviews: one address for each state, the way back, and twenty-five more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from houselights.reviews.models import Review
from tests.journeys.conftest import House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def many(house: House, make_review: Callable[..., Review]) -> House:
    """Thirty-one reviews, of which three are in French."""
    for number in range(28):
        language = "fr" if number < 3 else "en"
        make_review(rating=10 + number % 10 * 10, language=language)
    return house


def headlines(page: Page) -> list[str]:
    """The headlines on this page, in their order."""
    return page.locator(".card h3").all_inner_texts()


def test_each_state_has_one_address_and_back_works(visit: Visit, many: House) -> None:
    page = visit()
    path = many.film.get_absolute_url()
    page.goto(path)
    first = headlines(page)
    page.get_by_label("Sort").select_option("highest")
    page.wait_for_url(re.compile(r"\?sort=highest(#reviews)?$"))
    highest = headlines(page)
    page.locator("summary", has_text="Filters").click()
    page.locator("label", has_text="Français").click()
    page.wait_for_url(re.compile(r"\?language=fr&sort=highest(#reviews)?$"))
    assert len(headlines(page)) == 3
    expect(page.locator("output[role=status]")).to_have_text("3 reviews")
    page.get_by_role("link", name="Français").click()
    page.wait_for_url(re.compile(r"\?sort=highest(#reviews)?$"))
    assert headlines(page) == highest
    for _step in range(3):
        page.go_back()
    expect(page).to_have_url(re.compile(f"{path}$"))
    assert headlines(page) == first


def test_the_same_without_script(visit: Visit, many: House) -> None:
    page = visit(360, script=False)
    page.goto(many.film.get_absolute_url())
    page.get_by_label("Sort").select_option("highest")
    page.get_by_role("button", name="Sort").click()
    expect(page).to_have_url(re.compile(r"\?sort=highest(#reviews)?$"))
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Words in these reviews").fill("quiet")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?q=quiet&sort=highest(#reviews)?$"))
    assert headlines(page) == ["Two things to keep quiet about"]


def test_a_bar_of_the_histogram_is_a_filter(visit: Visit, many: House) -> None:
    page = visit()
    page.goto(many.film.get_absolute_url())
    page.get_by_role("link", name=re.compile(r"^8\s*: ")).click()
    expect(page).to_have_url(re.compile(r"\?rating=8(#reviews)?$"))
    expect(page.locator(".card .rate").first).to_contain_text("8")
    page.get_by_role("link", name="Rated 8").click()
    expect(page).to_have_url(re.compile(r"/(#reviews)?$"))


def test_more_are_added_below_and_the_first_new_one_takes_the_focus(
    visit: Visit, many: House
) -> None:
    page = visit()
    page.goto(many.film.get_absolute_url())
    first = headlines(page)
    assert len(first) == 25
    page.get_by_role("link", name="Load 25 more").click()
    new = page.locator(".card h3 a").nth(25)
    expect(new).to_be_focused()
    expect(new).to_be_in_viewport()
    assert headlines(page)[:25] == first
    assert len(set(headlines(page))) == 31
    assert "after=" in page.url
    page.go_back()
    expect(page.locator(".card")).to_have_count(25)
    assert headlines(page) == first
    expect(page.get_by_role("link", name="Load 25 more")).to_be_visible()


def test_pages_lead_on_and_back_without_script(visit: Visit, many: House) -> None:
    page = visit(360, script=False)
    page.goto(many.film.get_absolute_url())
    first = headlines(page)
    page.get_by_role("link", name="Next reviews").click()
    rest = headlines(page)
    assert len(set(first + rest)) == 31
    page.get_by_role("link", name="Previous reviews").click()
    assert headlines(page) == first


def test_the_first_headline_stands_above_the_fold_of_a_telephone(
    visit: Visit, house: House
) -> None:
    page = visit(360)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(house.film.get_absolute_url())
    expect(page.get_by_role("link", name="Write a review")).to_be_in_viewport()
    expect(page.locator(".card h3").first).to_be_in_viewport()
