"""One press in the list of what seems to tell puts the whole text behind its warning, anywhere."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from houselights.accounts.models import Person
from houselights.questions.actions import answer
from houselights.questions.models import Answer
from houselights.questions.rules import AnswerText
from houselights.reviews.models import Review
from tests.journeys.conftest import House, Visit
from tests.journeys.test_covering_while_writing import PANE, TELLS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

with_and_without = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


def tell(page: Page, field: str, send: str, *, script: bool) -> None:
    """Type what tells, press the button of the pane, and send the form."""
    page.get_by_role("textbox", name=field, exact=True).fill(TELLS)
    page.get_by_role("radio", name=re.compile("^No\\b(?! rating)")).check()
    pane = page.get_by_role("region", name=PANE)
    if not script or not page.locator("form[data-draft]").count():
        page.get_by_role("button", name=send, exact=True).click()
    pane.get_by_role("button", name="Put the whole").click()
    expect(page.get_by_role("radio", name="Yes")).to_be_checked()
    expect(pane).to_have_count(0)
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.get_by_text("Warning: Spoilers").or_(page.get_by_text(TELLS)).first).to_be_visible()


@with_and_without
def test_a_review_new_and_changed(
    visit: Visit, house: House, alice: Person, bruno: Person, script: bool
) -> None:
    page = visit(360, script=script, person=bruno)
    page.goto(f"{house.film.get_absolute_url()}write/")
    page.get_by_label("Headline", exact=True).fill("Mind the wick")
    tell(page, "Review", "Publish", script=script)
    page = visit(360, script=script, person=alice)
    page.goto(reverse("edit_review", args=[house.plain.public_id]))
    tell(page, "Review", "Publish the changes", script=script)
    flags = Review.objects.filter(author__in=[alice, bruno]).values_list("contains_spoilers")
    assert list(flags) == [(True,), (True,)]


@with_and_without
def test_an_answer_new_and_changed(
    visit: Visit, house: House, alice: Person, bruno: Person, script: bool
) -> None:
    given = answer(house.question, alice, AnswerText("It is slow.", contains_spoilers=False))
    page = visit(360, script=script, person=bruno)
    page.goto(house.question.get_absolute_url())
    tell(page, "Your answer", "Publish the answer", script=script)
    page = visit(360, script=script, person=alice)
    page.goto(reverse("edit_answer", args=[given.public_id]))
    tell(page, "Your answer", "Keep the change", script=script)
    assert Answer.objects.get(author=bruno).contains_spoilers
    given.refresh_from_db()
    assert given.contains_spoilers
