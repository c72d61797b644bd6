"""From a report to the log: hidden, explained, objected to, shown again; also without script."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import AnonymousUser
from playwright.sync_api import Page, expect

from houselights.accounts.models import Person, Role
from houselights.base.models import State
from houselights.moderation.actions import report
from houselights.moderation.rules import Reported
from tests.cast import make_person
from tests.journeys.conftest import House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}
WHY = "The headline names the thief. Cover it, and tell us."


def expect_clean(page: Page) -> None:
    """Nothing that axe finds, nothing that sticks out."""
    found = Axe().run(page, context="main", options=TAGS)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_the_report_to_the_log(
    visit: Visit, house: House, alice: Person, mira: Person, *, script: bool
) -> None:
    milo = make_person("milo", Role.MODERATOR)
    report(house.plain, Reported("spoiler", "It is in the headline."), AnonymousUser())

    def seen(page: Page) -> None:
        if script:
            expect_clean(page)

    desk = visit(360, script=script, person=mira)
    desk.goto("/")
    desk.get_by_role("navigation", name="Main").get_by_role("link", name="Moderation · 1").click()
    seen(desk)
    desk.get_by_role("main").get_by_role("link", name="A lamp worth the wait").click()
    expect(desk.get_by_text("It is in the headline.")).to_be_visible()
    desk.get_by_label("Hide it").check()
    desk.get_by_role("button", name="Decide").click()
    expect(desk.get_by_role("alert")).to_contain_text("Say why")
    seen(desk)
    desk.get_by_label("Explanation").fill(WHY)
    desk.get_by_role("button", name="Decide").click()
    expect(desk.get_by_role("status").first).to_contain_text("Hidden: “A lamp worth the wait”.")
    expect(desk.get_by_role("main")).to_contain_text("Nothing waits.")

    writer = visit(360, script=script, person=alice)
    writer.goto(house.plain.get_absolute_url())
    expect(writer.get_by_role("article")).to_contain_text("Hidden by the moderators")
    expect(writer.get_by_role("article")).to_contain_text(WHY)
    seen(writer)
    writer.get_by_role("link", name="Object to this decision").click()
    writer.get_by_label("Why do you think").fill("The thief is in the trailer.")
    writer.get_by_role("button", name="Send the objection").click()
    writer.goto("/me/")
    expect(writer.get_by_role("main")).to_contain_text("You have objected.")

    desk.goto("/moderation/?reason=objected")
    desk.get_by_role("main").get_by_role("link", name="A lamp worth the wait").click()
    expect(desk.get_by_text("Leave the answer to another moderator.")).to_be_visible()

    other = visit(360, script=script, person=milo)
    other.goto(desk.url)
    seen(other)
    answering = other.get_by_role("region", name="Objections")
    answering.get_by_label("reverse it").check()
    answering.get_by_label("Explanation").fill("So it is.")
    answering.get_by_role("button", name="Answer the objection").click()
    house.plain.refresh_from_db()
    assert house.plain.state == State.PUBLISHED
    writer.goto(house.plain.get_absolute_url())
    expect(writer.get_by_role("article")).not_to_contain_text("Hidden by the moderators")

    other.goto("/moderation/log/")
    expect(other.get_by_role("listitem").filter(has_text="Restored")).to_contain_text("Milo")
    expect(other.get_by_role("listitem").filter(has_text="Hidden")).to_contain_text("Mira")
    seen(other)


def test_removal_says_what_will_happen_and_goes_by_keyboard(
    visit: Visit, house: House, mira: Person
) -> None:
    desk = visit(360, person=mira)
    desk.goto(f"/moderation/review/{house.folded.public_id}/")
    expect(desk.get_by_text("He never left the island")).to_have_count(0)
    desk.get_by_role("link", name="Show this review").click()
    expect(desk.get_by_text("He never left the island")).to_be_visible()
    desk.get_by_label("Remove it").focus()
    desk.keyboard.press("Space")
    desk.get_by_label("Reason").focus()
    desk.keyboard.type("It is advertising")
    desk.get_by_label("Explanation").focus()
    desk.keyboard.type("It sells tickets.")
    desk.get_by_role("button", name="Decide").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Remove it?")).to_be_visible()
    expect(desk.get_by_role("main")).to_contain_text(re.compile("sealed for 30 days"))
    expect_clean(desk)
    desk.get_by_role("button", name="Remove it").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status").first).to_contain_text("Removed: “What the ending means”.")
    answer = desk.goto(house.folded.get_absolute_url())
    assert answer is not None
    assert answer.status == 410
