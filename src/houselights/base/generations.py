"""How fresh a film is: one number a film, shared by all processes of this host.

A writer takes a lease on each film that it changes (writers + 1), commits, raises the film's
version and gives the lease back. Made bytes may be kept or served only if no writer holds a lease
and the version is the one that was read before they were made; so no answered write is invisible.
A lease outlives its owner only until somebody proves that the owner is dead.

Layout of the file (little endian, 8-byte words): `SLOTS` pairs (version, writers), then `LEASES`
triples (process id, process start, slot + 1). Films share slots by `id % SLOTS`, which costs a
needless refresh now and then and never a stale one. On several hosts this file's place is taken
by Valkey or a row, behind the same three functions.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

SLOTS = 16_384
LEASES = 1_024
_PAIR = struct.Struct("<QQ")
_LEASE = struct.Struct("<QQQ")
_LEASES_AT = SLOTS * _PAIR.size
_SIZE = _LEASES_AT + LEASES * _LEASE.size


class Generations:
    """The versions of all films, in one shared file."""

    def __init__(self, path: Path) -> None:
        self._thread_lock = threading.RLock()
        self._file = _open_sized(path)
        self._map = mmap.mmap(self._file, _SIZE)

    def read(self, film_id: int) -> int | None:
        """The film's version, or None while a living writer holds a lease on it."""
        slot = film_id % SLOTS
        version, writers = self._pair(slot)
        if not writers:
            return version
        self._free_dead_leases(slot)
        version, writers = self._pair(slot)
        return None if writers else version

    def take(self, film_ids: Iterable[int]) -> tuple[int, ...]:
        """Become a writer of these films; returns the lease to give back."""
        slots = tuple(sorted({film_id % SLOTS for film_id in film_ids}))
        if slots:
            with self._locked():
                for slot in slots:
                    self._add_lease(slot)
        return slots

    def release(self, lease: tuple[int, ...]) -> None:
        """Raise the version of each film of the lease and stop being its writer."""
        if lease:
            with self._locked():
                for slot in lease:
                    self._drop_lease(slot, os.getpid(), _start_of(os.getpid()))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._thread_lock:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _pair(self, slot: int) -> tuple[int, int]:
        version, writers = _PAIR.unpack_from(self._map, slot * _PAIR.size)
        return version, writers

    def _leases(self) -> Iterator[tuple[int, tuple[int, int, int]]]:
        for offset in range(_LEASES_AT, _SIZE, _LEASE.size):
            pid, start, slot = _LEASE.unpack_from(self._map, offset)
            yield offset, (pid, start, slot - 1)

    def _add_lease(self, slot: int) -> None:
        pid = os.getpid()
        free = next((at for at, (_, _, taken) in self._leases() if taken < 0), None)
        if free is None:
            raise RuntimeError("More than a thousand writes are open at once.")
        _LEASE.pack_into(self._map, free, pid, _start_of(pid), slot + 1)
        version, writers = self._pair(slot)
        _PAIR.pack_into(self._map, slot * _PAIR.size, version, writers + 1)

    def _drop_lease(self, slot: int, pid: int, start: int) -> None:
        for offset, lease in self._leases():
            if lease == (pid, start, slot):
                version, writers = self._pair(slot)
                _PAIR.pack_into(self._map, slot * _PAIR.size, version + 1, max(writers - 1, 0))
                _LEASE.pack_into(self._map, offset, 0, 0, 0)
                return

    def _free_dead_leases(self, slot: int) -> None:
        with self._locked():
            for _, (pid, start, taken) in list(self._leases()):
                if taken == slot and _start_of(pid) != start:
                    self._drop_lease(slot, pid, start)


def _open_sized(path: Path) -> int:
    """A descriptor of the file, made at its full size where it is new; open as long as we run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    if os.fstat(file).st_size != _SIZE:
        os.ftruncate(file, 0)
        # Versions begin at the clock, so that a new file never repeats an old file's numbers.
        first = _PAIR.pack(time.time_ns(), 0) * SLOTS + bytes(LEASES * _LEASE.size)
        os.pwrite(file, first, 0)
    fcntl.flock(file, fcntl.LOCK_UN)
    return file


def _start_of(pid: int) -> int:
    """When that process began, in the kernel's ticks; 0 if there is none (ids are used again)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return _start_without_proc(pid)
    return int(stat.rpartition(b")")[2].split()[19])


def _start_without_proc(pid: int) -> int:
    """Elsewhere than on Linux a process is told from a dead one only by its id."""
    if Path("/proc/self/stat").exists():
        return 0
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return 0
    except PermissionError:
        return 1
    return 1
