"""Two moderators at the same moment: one decides, the other looks again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from houselights.accounts.models import Person, Role
from houselights.base.errors import Conflict, Refusal
from houselights.base.models import State
from houselights.moderation.actions import act, answer_objection, object_to, report
from houselights.moderation.models import Act, LogEntry, Report
from houselights.moderation.rules import Reported
from houselights.reviews.models import Review
from tests.cast import make_person
from tests.reviews.test_concurrency import at_once

pytestmark = [pytest.mark.engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def milo(transactional_db: None) -> Person:
    """Moderates, too."""
    return make_person("milo", Role.MODERATOR)


@pytest.mark.parametrize("second", [Act.KEEP, Act.HIDE, Act.REMOVE])
def test_one_of_two_decides(
    make_review: Callable[..., Review], mira: Person, milo: Person, second: Act
) -> None:
    review = make_review()
    for _ in range(3):
        report(review, Reported("spam"), AnonymousUser())
    raised = at_once(
        lambda: act(review, mira, Act.HIDE, reason="spam", seen=""),
        lambda: act(review, milo, second, reason="spam", seen=""),
    )
    assert [type(error) for error in raised] == [Conflict]
    entry = LogEntry.objects.get()
    assert set(Report.objects.values_list("decision", flat=True)) == {entry.pk}
    review.refresh_from_db()
    left = {Act.KEEP: State.PUBLISHED, Act.HIDE: State.WITHHELD, Act.REMOVE: State.DELETED}
    assert review.state == left[Act(entry.act)]


def test_an_objection_is_answered_once(
    make_review: Callable[..., Review], ada: Person, mira: Person, milo: Person
) -> None:
    review = make_review()
    entry = act(review, ada, Act.HIDE, reason="spam")
    objection = object_to(entry, "It is none.", person=review.author)
    raised = at_once(
        lambda: answer_objection(objection, mira, reverse=True, explanation="So it is."),
        lambda: answer_objection(objection, milo, reverse=False, explanation="It stays."),
    )
    assert len(raised) == 1
    assert isinstance(raised[0], Refusal)
    objection.refresh_from_db()
    review.refresh_from_db()
    assert objection.answer is not None
    shown = objection.answer.act == Act.RESTORE
    assert review.state == (State.PUBLISHED if shown else State.WITHHELD)
