"""Work for later: sending a letter, forgetting what is old."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.tasks import task

from houselights.base.clock import now
from houselights.moderation.forgetting import close_reports_of_nothing, forget_old_reports
from houselights.moderation.letters import deliver
from houselights.spoilers.events import AuthorAsked
from houselights.tasks.daily import again_tomorrow

ATTEMPTS = 5
FIRST_WAIT_MINUTES = 5  # then four times as long each time: the last try is after about 7 hours

log = logging.getLogger(__name__)


@task
def send_letter(name: str, row_id: int, attempt: int = 1) -> None:
    """Send one letter; a mail server that fails is given some hours to come back."""
    try:
        deliver(name, row_id)
    except (OSError, SMTPException) as error:
        log.error("The letter “%s” of %d did not leave: %s", name, row_id, error)  # noqa: TRY400
        if attempt < ATTEMPTS:
            wait = timedelta(minutes=FIRST_WAIT_MINUTES * 4 ** (attempt - 1))
            send_letter.using(run_after=now() + wait).enqueue(name, row_id, attempt + 1)


def ask_author(event: AuthorAsked) -> None:
    """Hear that an author is to say what they think of a sentence, and write to them."""
    send_letter.enqueue("author_asked", event.sentence_id)


@task
def forget() -> None:
    """Once a day: delete what was decided long ago, close what is about nothing any more."""
    again_tomorrow(forget)
    close_reports_of_nothing()
    forget_old_reports()
