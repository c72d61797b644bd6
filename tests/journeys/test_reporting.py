"""A stranger reports a text, follows the receipt, objects and is heard, also without script."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.moderation.actions import act, answer_objection
from houselights.moderation.models import Act, LogEntry, Objection
from tests.journeys.conftest import House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}
TRUE_ENOUGH = "It was in your paper first."


def expect_clean(page: Page) -> None:
    """Nothing that axe finds, nothing that sticks out."""
    found = Axe().run(page, context="main", options=TAGS)
    assert found.violations_count == 0, found.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_the_report_to_the_decision_turned_round(
    visit: Visit, house: House, mira: Person, *, script: bool
) -> None:
    page = visit(360, script=script)
    page.goto(house.covered.get_absolute_url())
    page.get_by_role("article").get_by_role("link", name="Report").click()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what is wrong.")
    if script:
        expect_clean(page)
    page.get_by_label("I wrote it").check()
    page.get_by_label("Details").fill("It stood in my own paper first.")
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    page.get_by_role("button", name="Send the report").click()

    expect(page.get_by_role("heading", name="Your report")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("It waits for a moderator.")
    receipt, kept = page.url, page.get_by_role("textbox", name="Keep this link")
    expect(kept).to_have_value(re.compile(re.escape(urlsplit(receipt).path) + "$"))
    if script:
        expect_clean(page)

    act(house.covered, mira, Act.KEEP, reason="other", explanation="The paper quotes this one.")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("It stays as it is.")
    expect(page.get_by_role("main")).to_contain_text("The paper quotes this one.")
    page.get_by_role("link", name="I think this is wrong").click()
    page.get_by_label("Why do you think").fill("Look at the dates of both.")
    if script:
        expect_clean(page)
    page.get_by_role("button", name="Send the objection").click()
    assert page.url == receipt
    expect(page.get_by_role("main")).to_contain_text("The moderators look at it again.")

    answer_objection(Objection.objects.get(), mira, reverse=True, explanation=TRUE_ENOUGH)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("The decision has been changed")
    expect(page.get_by_role("main")).to_contain_text(TRUE_ENOUGH)
    expect(page.get_by_role("link", name="Look at it")).to_have_count(0)
    if script:
        expect_clean(page)
    house.covered.refresh_from_db()
    assert house.covered.state == State.WITHHELD


def test_the_writer_objects(visit: Visit, house: House, alice: Person, mira: Person) -> None:
    act(house.plain, mira, Act.HIDE, reason="abuse", explanation="It insults the crew.")
    page = visit(360, person=alice)
    page.goto(f"/decisions/{LogEntry.objects.get().public_id}/object/")
    expect(page.get_by_role("main")).to_contain_text("It insults the crew.")
    expect_clean(page)
    page.get_by_label("Why do you think").fill("I only quoted their own poster.")
    page.get_by_role("button", name="Send the objection").click()
    expect(page.get_by_role("main")).to_contain_text("I only quoted their own poster.")
    answer_objection(Objection.objects.get(), mira, reverse=True, explanation="So you did.")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("It is shown again.")
    expect_clean(page)
