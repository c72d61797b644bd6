"""A writer covers what gives something away, and a reader finds it closed, one run at a time."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from tests.journeys.conftest import FOLDED, House, Visit
from tests.journeys.test_every_page import STICKS_OUT, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TELLS = "In the end Ray dies because his brother killed him, and we learn that he was dead."
TELLS_TOO = "It turns out that Ray is the murderer, and he is killed at the end by his sister."
HARBOUR = "the harbour burns"
BODY = f"A slow start. {TELLS} The light is lovely, and {HARBOUR}. {TELLS_TOO} Go and see it."
PANE = re.compile("seems? to give something away")

everywhere = pytest.mark.parametrize(
    ("script", "width"),
    [(True, 360), (True, 1280), (False, 360), (False, 1280)],
    ids=["script-360", "script-1280", "plain-360", "plain-1280"],
)


def text_of(desk: Page) -> Locator:
    """The field of the review's text."""
    return desk.get_by_role("textbox", name="Review", exact=True)


def write(desk: Page, body: str) -> None:
    """Type a review and answer the question about spoilers."""
    desk.get_by_label("Headline", exact=True).fill("Mind the wick")
    text_of(desk).fill(body)
    desk.get_by_label("No", exact=True).check()


def select(field: Locator, words: str) -> None:
    """Select words in a text field, as a hand would."""
    field.focus()
    field.evaluate(
        "(field, words) => field.setSelectionRange(field.value.indexOf(words),"
        " field.value.indexOf(words) + words.length)",
        words,
    )


def published(by: Person) -> Review:
    """The one review of that person."""
    return Review.objects.select_related("current").get(author=by)


@everywhere
def test_covered_while_writing_it_is_closed_for_readers(
    visit: Visit, house: House, bruno: Person, script: bool, width: int
) -> None:
    desk = visit(width, script=script, person=bruno)
    desk.goto(f"/films/{house.film.slug}/write/")
    if script:
        write(desk, BODY)
        select(text_of(desk), HARBOUR)
        desk.get_by_role("button", name="Cover the selected words").click()
    else:
        write(desk, BODY.replace(HARBOUR, f"||{HARBOUR}||"))
        desk.get_by_role("button", name="Publish", exact=True).click()
    cover_first_and_keep_second_open(desk, script=script)
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text("Published.")).to_be_visible()
    read_one_by_one(visit(width, script=script), house, published(bruno))


def cover_first_and_keep_second_open(desk: Page, *, script: bool) -> None:
    """One sentence is covered, of the other the writer says that it gives nothing away."""
    pane = desk.get_by_role("region", name=PANE)
    expect(pane.locator("li")).to_have_count(2)
    pane.get_by_role("button", name="Cover it").first.click()
    expect(pane.locator("li")).to_have_count(1)
    assert f"||{TELLS}||" in text_of(desk).input_value()
    expect(pane).to_contain_text(TELLS_TOO)
    pane.get_by_label("Keep it open").check()
    pane.get_by_label("Why?").fill("It says so on the poster.")
    if script:
        expect(desk.locator("#preview a.cover")).to_have_count(2)


def read_one_by_one(page: Page, house: House, review: Review) -> None:
    """Both covers are closed, named for screen readers, and open one without the other."""
    page.goto(house.film.get_absolute_url())
    card = page.locator(f"#r{review.public_id}")
    assert TELLS not in page.content()
    assert HARBOUR not in page.content()
    expect(card).to_contain_text(TELLS_TOO)
    covers = card.get_by_role("link", name=re.compile("^Spoiler, about [0-9]+ words$"))
    expect(covers).to_have_count(2)
    covers.last.click()
    expect(card).to_contain_text(HARBOUR)
    assert TELLS not in page.content()
    expect(card).to_be_in_viewport()
    page.get_by_role("button", name="I have seen it").click()
    expect(card).to_contain_text(TELLS)
    expect(page.get_by_text(FOLDED)).to_be_visible()
    page.get_by_role("button", name="I have not seen it").click()
    expect(covers.first).to_be_visible()
    assert TELLS not in page.content()
    page.goto(f"{house.film.get_absolute_url()}?spoilers=hide")
    expect(page.locator(f"#r{house.folded.public_id}")).to_have_count(0)
    expect(covers).to_have_count(2)
    assert TELLS not in page.content()


@pytest.fixture
def desk(visit: Callable[..., Page], bruno: Person, film: Film) -> Page:
    """Bruno's empty desk."""
    page = visit(person=bruno)
    page.goto(f"/films/{film.slug}/write/")
    return page


class TestKeys:
    def test_a_shortcut_covers_and_opens_again_and_can_be_undone(self, desk: Page) -> None:
        text = text_of(desk)
        text.fill("One two three.")
        select(text, " two ")
        text.press("Control+Shift+H")
        expect(text).to_have_value("One ||two|| three.")
        text.press("Control+Shift+H")
        expect(text).to_have_value("One two three.")
        text.press("Control+Shift+H")
        text.press("Control+Z")
        expect(text).to_have_value("One two three.")

    def test_a_selection_takes_along_the_covers_that_it_cuts(self, desk: Page) -> None:
        text = text_of(desk)
        text.fill("||One two|| and ||three|| four")
        select(text, "two|| and ||th")
        desk.get_by_role("button", name="Cover the selected words").click()
        expect(text).to_have_value("||One two and three|| four")


class TestHeadlines:
    @pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
    def test_a_neutral_one_stands_for_the_covered(
        self, visit: Visit, house: House, bruno: Person, script: bool
    ) -> None:
        page = visit(script=script, person=bruno)
        page.goto(f"/films/{house.film.slug}/write/")
        write(page, "It burns slowly.")
        expect(page.get_by_label("Shown in its place")).to_be_hidden()
        page.get_by_label("Cover the headline").check()
        page.get_by_label("Shown in its place").fill("About the wick")
        page.get_by_role("button", name="Publish", exact=True).click()
        expect(page.get_by_text("Published.")).to_be_visible()
        reader = visit(script=script)
        reader.goto(published(bruno).get_absolute_url())
        expect(reader.get_by_role("heading", name="About the wick")).to_be_visible()
        assert "Mind the wick" not in reader.content()
        reader.get_by_role("link", name="Show the headline").click()
        expect(reader.get_by_role("heading", name="Mind the wick")).to_be_visible()


def test_the_pane_comes_and_goes_with_the_words(desk: Page) -> None:
    write(desk, f"A slow start. {TELLS}")
    said = desk.locator("#seems-said")
    expect(said).to_contain_text("seems to give something away")
    desk.get_by_role("button", name="Put the whole review behind").click()
    expect(desk.get_by_role("radio", name="Yes, throughout")).to_be_checked()
    expect(desk.get_by_role("region", name=PANE)).to_have_count(0)
    expect(said).to_have_text("")


@pytest.mark.slow
def test_axe_finds_nothing_in_the_pane(visit: Visit, house: House, bruno: Person) -> None:
    desk = visit(320, person=bruno)
    desk.goto(f"/films/{house.film.slug}/write/")
    write(desk, BODY)
    desk.get_by_label("Keep it open").first.check()
    desk.get_by_label("Cover the headline").check()
    expect(desk.get_by_role("region", name=PANE)).to_be_visible()
    assert desk.evaluate(STICKS_OUT) <= 0
    assert list(violations(desk)) == []
