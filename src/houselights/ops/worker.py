"""The task worker's process: takes tasks from the queue in the database, one after the other."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import socket
import sys
from typing import Any

POLL_SECONDS = 1.0
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def work() -> None:
    """Run tasks until SIGTERM; a task under way is finished first."""
    end_with_parent()
    _set_up_django()
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    worker = _worker()
    worker.configure_signals()
    # Ctrl-C reaches every process of the terminal; the parent tells us in its own time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker.run()


def end_with_parent() -> None:
    """Ask the kernel to stop this process if its parent is killed (Linux only)."""
    if sys.platform == "linux" and os.getppid() != 1:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _set_up_django() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


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
