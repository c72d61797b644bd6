"""Tasks that come back each day, without a clock beside the queue."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.tasks import Task, TaskResultStatus
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult


def begin_daily(task: Task[[], Any]) -> None:
    """Let the task run soon, and each day from then on; does nothing where it waits already."""
    _wait(task, now())


def run_soon(task: Task[[], Any]) -> None:
    """Let the task run as soon as a worker is free; does nothing where it waits already."""
    _wait(task, now())


def again_tomorrow(task: Task[[], Any]) -> None:
    """Called by the task itself before its work, so that a day of failure is not the last.

    Two workers that begin at once may put it in twice: of two that wait, only the later goes on.
    """
    _wait(task, now() + timedelta(days=1))


def _wait(task: Task[[], Any], moment: datetime) -> None:
    waiting = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        task.using(run_after=moment).enqueue()
