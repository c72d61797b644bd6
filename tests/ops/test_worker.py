"""The worker goes on where the database is locked, and only there."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from houselights.ops.worker import run


class Worker:
    """Fails with each of the errors in turn, then ends as one that was told to stop."""

    def __init__(self, *errors: str) -> None:
        self.running = True
        self.errors = list(errors)

    def run(self) -> None:
        if self.errors:
            raise OperationalError(self.errors.pop(0))
        self.running = False


def test_a_locked_database_is_waited_for() -> None:
    worker = Worker("database is locked", "database table is locked")
    run(worker)
    assert not worker.running


def test_another_fault_ends_it() -> None:
    with pytest.raises(OperationalError, match="malformed"):
        run(Worker("database is locked", "database disk image is malformed"))
