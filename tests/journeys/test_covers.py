"""Covered text is not in the page until somebody asks for it, and then only what was asked for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import COVERED, COVERED_TOO, FOLDED, House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


@with_and_without_script
def test_opening_one_cover_opens_no_other(visit: Visit, house: House, script: bool) -> None:
    page = visit(360, script=script)
    page.goto(house.film.get_absolute_url())
    assert COVERED not in page.content()
    assert COVERED_TOO not in page.content()
    card = page.locator(f"#r{house.covered.public_id}")
    card.locator("a.cover").first.click()
    expect(card).to_contain_text(COVERED)
    assert COVERED_TOO not in page.content()
    assert FOLDED not in page.content()
    expect(card).to_be_in_viewport()
    assert f"open={house.covered.public_id}-1" in page.url
    card.get_by_role("link", name="Cover it again").click()
    expect(card).not_to_contain_text(COVERED)
    assert "open=" not in page.url


@with_and_without_script
def test_a_curtain_opens_in_place_and_survives_reloading(
    visit: Visit, house: House, script: bool
) -> None:
    page = visit(script=script)
    page.goto(house.film.get_absolute_url())
    card = page.locator(f"#r{house.folded.public_id}")
    assert FOLDED not in page.content()
    card.get_by_role("link", name="Show this review").click()
    expect(card).to_contain_text(FOLDED)
    assert COVERED not in page.content()
    page.reload()
    expect(card).to_contain_text(FOLDED)
    page.get_by_role("link", name="Questions", exact=True).click()
    page.go_back()
    expect(card).to_contain_text(FOLDED)


def test_the_opened_text_takes_the_focus(visit: Visit, house: House) -> None:
    page = visit()
    page.goto(house.folded.get_absolute_url())
    page.get_by_role("link", name="Show this review").press("Enter")
    expect(page.locator(".prose")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?open="))


@with_and_without_script
def test_whoever_has_seen_a_film_is_shown_all_and_may_take_it_back(
    visit: Visit, house: House, script: bool
) -> None:
    page = visit(script=script)
    page.goto(house.film.get_absolute_url())
    page.get_by_role("button", name="I have seen it").click()
    for text in (COVERED, COVERED_TOO, FOLDED):
        expect(page.get_by_text(text)).to_be_visible()
    page.get_by_role("button", name="I have not seen it").click()
    expect(page.get_by_role("link", name="Show this review")).to_be_visible()
    for text in (COVERED, COVERED_TOO, FOLDED):
        assert text not in page.content()


@with_and_without_script
def test_what_somebody_says_of_a_film_counts_on_its_other_pages(
    visit: Visit, house: House, script: bool
) -> None:
    """By keyboard, on a telephone: first what they know, then that they have seen it, and back."""
    page = visit(360, script=script)
    page.goto(house.film.get_absolute_url())
    page.get_by_text("You are taken to know the premise: 2 passages").press("Enter")
    page.get_by_label("The premise").press("ArrowUp")
    page.get_by_role("button", name="Keep this choice").press("Enter")
    expect(page.get_by_text("You know nothing of it: ")).to_be_in_viewport()
    page.goto(house.covered.get_absolute_url())
    expect(page.get_by_text("You know nothing of it: ")).to_be_visible()
    page.get_by_role("button", name="I have seen it").press("Enter")
    expect(page.get_by_text("You have seen it: nothing is covered")).to_be_in_viewport()
    for text in (COVERED, COVERED_TOO):
        expect(page.get_by_text(text)).to_be_visible()
    page.get_by_role("button", name="I have not seen it").press("Enter")
    expect(page.get_by_role("button", name="I have seen it")).to_be_visible()
    for text in (COVERED, COVERED_TOO):
        assert text not in page.content()


@with_and_without_script
def test_a_choice_for_all_films(visit: Visit, house: House, script: bool) -> None:
    page = visit(script=script)
    page.goto("/")
    page.get_by_role("link", name="What is covered").click()
    page.get_by_label("Show all").check()
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_text("Your choice is kept, and counts for all films.")).to_be_visible()
    page.goto(house.film.get_absolute_url())
    for text in (COVERED, COVERED_TOO, FOLDED):
        expect(page.get_by_text(text)).to_be_visible()
    page.goto("/spoilers/")
    page.get_by_role("button", name="As this house does").click()
    page.goto(house.film.get_absolute_url())
    assert COVERED not in page.content()
