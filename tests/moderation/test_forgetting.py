"""Reports are deleted some time after their decision, day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.house import choose
from houselights.moderation.actions import act, object_to, report
from houselights.moderation.models import Act, LogEntry, Report
from houselights.moderation.rules import Reported
from houselights.moderation.tasks import forget
from houselights.reviews.models import Review
from houselights.tasks.daily import begin_daily

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def review(make_review: Callable[..., Review]) -> Review:
    return make_review()


def decided(review: Review, mira: Person, *, days_ago: int) -> Report:
    made = report(review, Reported("spam", "", "reader@example.org"), AnonymousUser())
    act(review, mira, Act.KEEP)
    Report.objects.filter(pk=made.pk).update(decided_at=now() - timedelta(days=days_ago))
    made.refresh_from_db()
    return made


def test_old_reports_go_and_the_log_stays(review: Review, mira: Person) -> None:
    choose("report_days", 30)
    decided(review, mira, days_ago=31)
    young = decided(review, mira, days_ago=29)
    waiting = report(review, Reported("spam"), AnonymousUser())
    Report.objects.filter(pk=waiting.pk).update(created_at=now() - timedelta(days=400))
    forget.func()
    assert set(Report.objects.all()) == {young, waiting}
    assert LogEntry.objects.count() == 2


def test_an_open_objection_keeps_its_report(review: Review, mira: Person) -> None:
    made = decided(review, mira, days_ago=400)
    assert made.decision is not None
    object_to(made.decision, "Look again.", report=made)
    forget.func()
    assert Report.objects.filter(pk=made.pk).exists()


def test_reports_of_what_is_gone_are_closed(review: Review) -> None:
    made = report(review, Reported("spam"), AnonymousUser())
    other = Report.objects.create(kind="answer", subject_id="0123456789ab", reason="spam")
    forget.func()
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.decided_at, other.decision) == (None, None)
    assert other.decided_at is not None


def test_the_task_waits_once_and_comes_back_each_day() -> None:
    begin_daily(forget)
    begin_daily(forget)
    [waiting] = DBTaskResult.objects.all()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    forget.func()
    again = DBTaskResult.objects.exclude(pk=waiting.pk).get()
    assert again.run_after > now() + timedelta(hours=23)
