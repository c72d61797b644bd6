"""The processes of a running house: this one, the web workers, the task worker.

Where the system can fork, Django is loaded once, here, and shared by all of them: that halves the
memory, and the first page waits for no import.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from houselights.base.errors import Refusal
from houselights.ops.address import Address
from houselights.ops.processes import START_METHOD, end_with_parent
from houselights.ops.worker import work

# Python runs one thread at a time, and each thread keeps its own connection to the database.
THREADS = 8
KEEP_THREADS_SECONDS = 600  # the longest that granian allows; a thread's end closes its connection
STOP_SECONDS = 10


class _Processes:
    """The task worker beside the web server, watched: when one dies, all stop."""

    def __init__(self) -> None:
        self._stopping = False
        self.task_worker_died = False

    def start_task_worker(self) -> None:
        self._worker = multiprocessing.Process(target=work, name="task worker", daemon=True)
        self._worker.start()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        self._worker.join()
        if not self._stopping:
            self.task_worker_died = True
            os.kill(os.getpid(), signal.SIGTERM)

    def stop_task_worker(self) -> None:
        self._stopping = True
        self._worker.terminate()
        self._worker.join(STOP_SECONDS)
        if self._worker.is_alive():
            self._worker.kill()
            self._worker.join()


def serve(address: Address, workers: int, *, announce: Callable[[Address], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; raises `Refusal` if a process dies by itself.

    `announce` is called once, just before the first request can come in.
    """
    announce(address)
    sys.stdout.flush()
    processes = _Processes()
    server = _server(address, workers)
    server.on_startup(processes.start_task_worker)
    server.on_shutdown(processes.stop_task_worker)
    _prepare_to_fork()
    try:
        server.serve(target_loader=_load_application)
    except SystemExit as error:
        if error.code:
            raise Refusal("the web worker died; its last words are above.") from error
    if processes.task_worker_died:
        raise Refusal("the task worker died; its last words are above.")


def _server(address: Address, workers: int) -> Any:
    return Granian(
        "houselights",  # a name for messages: the application comes from _load_application
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=KEEP_THREADS_SECONDS,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
    )


def _prepare_to_fork() -> None:
    """Load what every process needs, and leave nothing open that two must not share."""
    from django.db import connections

    multiprocessing.set_start_method(START_METHOD, force=True)
    _load_pages()
    connections.close_all()
    gc.collect()
    gc.freeze()  # so that collecting does not write to shared pages


def _load_application(_name: str) -> Any:
    """What each web worker calls first; granian hands over the name of the application."""
    end_with_parent()
    return _load_pages()


def _load_pages() -> Any:
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils.module_loading import import_string

    get_resolver().url_patterns  # noqa: B018  # imports every page now, not at the first visit
    return import_string(settings.WSGI_APPLICATION)
