"""What is done with reviews later."""

from __future__ import annotations

from django.tasks import task

from houselights.reviews import erasure


@task
def erase_review(public_id: str) -> None:
    """Erase a removed review once the days in which it can be restored are over."""
    erasure.erase_due(public_id)
