"""Work for later: what the index still holds of texts that are gone."""

from __future__ import annotations

from django.tasks import task

from houselights.search import engine
from houselights.tasks.daily import again_tomorrow


@task
def forget_erased() -> None:
    """Once a day: the words of erased texts leave the index, too, and so the backups to come."""
    again_tomorrow(forget_erased)
    engine.forget_erased()
