"""The task worker's process: takes tasks from the queue in the database, one after the other."""

from __future__ import annotations

import logging
import os
import signal
import socket
from typing import Any

from django.db import OperationalError
from django_tasks_db.utils import is_locked_database_exception

from houselights.base.environment import data_folder
from houselights.ops.house import set_up_django
from houselights.ops.processes import end_with_parent
from houselights.upkeep import locks

POLL_SECONDS = 1.0

log = logging.getLogger(__name__)


def work() -> None:
    """Run tasks until SIGTERM; a task under way is finished first."""
    end_with_parent()
    locks.be_worker(data_folder())
    set_up_django()
    for name in ("django_tasks_db", "django.tasks"):  # tell of each task that went well
        logging.getLogger(name).setLevel(logging.ERROR)
    _begin_daily_tasks()
    worker = _worker()
    worker.configure_signals()
    # Ctrl-C reaches every process of the terminal; the parent tells us in its own time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run(worker)


def run(worker: Any) -> None:
    """Let the worker run, and go on where the database was locked as it took the next task.

    SQLite has one writer, and a long import or a backup may keep the worker waiting for longer than
    it waits; that is no reason to close the house.
    """
    while worker.running:
        try:
            worker.run()
            return
        except OperationalError as error:
            if not is_locked_database_exception(error):
                raise
            log.warning("The database was locked, so the next task waits a little longer.")


def _begin_daily_tasks() -> None:
    from houselights.accounts.tasks import forget_sessions
    from houselights.digest.tasks import catch_up as catch_up_digests
    from houselights.digest.tasks import look_after_digests
    from houselights.moderation.tasks import forget
    from houselights.search.tasks import forget_erased
    from houselights.spoilers.settling_tasks import settle_due
    from houselights.spoilers.tasks import catch_up, look_after_films
    from houselights.tasks.daily import begin_daily

    begin_daily(forget)
    begin_daily(forget_sessions)
    begin_daily(forget_erased)
    begin_daily(look_after_films)
    catch_up()
    begin_daily(look_after_digests)
    catch_up_digests()
    begin_daily(settle_due)


def _worker() -> Any:
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=POLL_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}",
    )
