"""The task worker and its queue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from houselights.base.clock import now
from houselights.upkeep import locks, places
from houselights.upkeep.doctor.findings import Finding, fine, heed, wrong

ABOUT = "worker"
PATIENCE = timedelta(minutes=10)
RECENT = timedelta(days=7)


def examine() -> Iterator[Finding]:
    """Whether somebody does the work that is left for later, and how it goes."""
    alive = locks.is_held(places.data(), locks.WORKER)
    if alive:
        yield fine(ABOUT, "It lives.")
    else:
        yield heed(ABOUT, "None runs: the house is closed.", "Open it: ./houselights run")
    yield from _queue(alive=alive)
    yield from _failures()


def _queue(*, alive: bool) -> Iterator[Finding]:
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").first()
    if alive and oldest and oldest.enqueued_at < now() - PATIENCE:
        yield wrong(
            ABOUT,
            f"{waiting.count()} tasks wait, the oldest since {oldest.enqueued_at:%Y-%m-%d %H:%M} "
            "UTC.",
            "One task may take too long; close the house and open it again.",
        )
    else:
        yield fine(ABOUT, f"{waiting.count()} tasks wait.")


def _failures() -> Iterator[Finding]:
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now() - RECENT)
    last = failed.order_by("-finished_at").first()
    if last:
        yield heed(
            ABOUT,
            f"{failed.count()} tasks failed in the last week, {last.task_path} last.",
            "See why in House keeping (/admin/), under Task Results.",
        )
