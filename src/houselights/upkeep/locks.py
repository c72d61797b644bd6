"""Who is in the house: locks on files in `run/`, which the kernel drops when a process ends.

Everything that works in a house holds `OPEN` together with others; a restore holds it alone. The
task worker holds `WORKER`, so that the doctor can tell whether it lives.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from houselights.base.errors import Refusal

OPEN = "open"
WORKER = "worker"

_held: dict[Path, int] = {}  # until this process ends, and its forked children with it


def enter(data: Path) -> None:
    """Be in the house until this process ends; refused while a restore is under way."""
    if not _hold(data, OPEN, fcntl.LOCK_SH):
        raise Refusal("A backup is being restored into this house; try again when that is done.")


def be_worker(data: Path) -> None:
    """Be seen as a living task worker until this process ends."""
    _hold(data, WORKER, fcntl.LOCK_SH)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Be the only one in the house; refused while it is open.

    A program that is started meanwhile with `close_fds=False` holds the lock too, and keeps it if
    this process is killed: nobody enters while it still changes the database.
    """
    descriptor = _open(data, OPEN)
    os.set_inheritable(descriptor, True)
    try:
        if not _lock(descriptor, fcntl.LOCK_EX):
            raise Refusal(
                "The house is open, or another command is at work in it; "
                "close it first (Ctrl-C, or stop its service)."
            )
        yield
    finally:
        os.close(descriptor)


def is_held(data: Path, name: str) -> bool:
    """Whether a living process holds that lock."""
    if not (data / "run" / name).exists():
        return False
    descriptor = _open(data, name)
    try:
        return not _lock(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def _hold(data: Path, name: str, how: int) -> bool:
    file = data / "run" / name
    if file in _held:
        return True
    descriptor = _open(data, name)
    if not _lock(descriptor, how):
        os.close(descriptor)
        return False
    _held[file] = descriptor
    return True


def _open(data: Path, name: str) -> int:
    return os.open(data / "run" / name, os.O_RDWR | os.O_CREAT, 0o600)


def _lock(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
