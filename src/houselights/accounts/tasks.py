"""Work for later: forgetting sessions that are over."""

from __future__ import annotations

from django.tasks import task

from houselights.accounts.actions import forget_ended_sessions
from houselights.tasks.daily import again_tomorrow


@task
def forget_sessions() -> None:
    """Once a day: delete what is left of sessions that are over."""
    again_tomorrow(forget_sessions)
    forget_ended_sessions()
