"""The erasure ledger: a file beside the house that only grows and is in no backup.

A backup brings back what was removed after it was made; the ledger tells what to take away again.
One JSON object a line: a tombstone as it was made or changed. The last line of an id counts.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from houselights.base.errors import Refusal

KEY = "key"
LEDGER = "ledger.jsonl"
KEY_BYTES = 32

type Entry = Mapping[str, Any]


def folder() -> Path:
    """Where the ledger and the removal key live; HOUSELIGHTS_LEDGER moves it to another disk."""
    return Path(settings.LEDGER_DIR)


def removal_key() -> bytes:
    """The key of the digests; made at its first use."""
    file = folder() / KEY
    if not file.exists():
        _make_key(file)
    return bytes.fromhex(file.read_text(encoding="ascii").strip())


def _make_key(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = file.with_name(f"{KEY}.{os.getpid()}.{secrets.token_hex(4)}")
    own.touch(mode=0o600)
    own.write_text(secrets.token_hex(KEY_BYTES) + "\n", encoding="ascii")
    with suppress(FileExistsError):  # of two processes at once one key wins
        file.hardlink_to(own)
    own.unlink()


def append(entries: Iterable[Entry]) -> None:
    """Write lines and wait until they are on the disk."""
    lines = "".join(json.dumps(entry, sort_keys=True) + "\n" for entry in entries)
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder() / LEDGER, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def read(file: Path | None = None) -> dict[str, Entry]:
    """The last line of each tombstone, by its id; empty where there is no ledger yet.

    A last line that a power cut tore is passed over: its tombstone is in the database still.
    """
    found: dict[str, Entry] = {}
    path = file or folder() / LEDGER
    if not path.exists():
        return found
    lines = path.read_text(encoding="ascii").split("\n")
    for number, line in enumerate(lines, start=1):
        if entry := _entry(line, path, number, is_last=number == len(lines)):
            found[str(entry["id"])] = entry
    return found


def _entry(line: str, path: Path, number: int, *, is_last: bool) -> Entry | None:
    if not line.strip():
        return None
    try:
        entry: Entry = json.loads(line)
    except ValueError as error:
        if is_last:
            return None
        raise Refusal(f"{path}, line {number}: this is no line of an erasure ledger.") from error
    return entry
