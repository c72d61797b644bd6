"""The erasure ledger: a file beside the house that only grows and is in no backup.

A backup brings back what was removed after it was made; the ledger tells what to take away again.
One JSON object a line: a tombstone as it was made or changed. The latest change of an id counts.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from houselights.base.errors import Refusal

KEY = "key"
LEDGER = "ledger.jsonl"
KEY_BYTES = 32
_FIELDS = {"id", "kind", "row", "source", "text", "cause", "erase_at", "lifted_at", "changed_at"}

type Entry = Mapping[str, Any]


def folder() -> Path:
    """Where the ledger and the removal key live; HOUSELIGHTS_LEDGER moves it to another disk."""
    return Path(settings.LEDGER_DIR)


def removal_key() -> bytes:
    """The key of the digests; made at its first use.

    Refused where a ledger is there without its key: another key would recognise nothing of it.
    """
    file = folder() / KEY
    if not file.exists():
        if (folder() / LEDGER).exists():
            raise missing_key(folder())
        _make_key(file)
    return bytes.fromhex(file.read_text(encoding="ascii").strip())


def missing_key(where: Path) -> Refusal:
    """What is said where a ledger has lost its key."""
    return Refusal(
        f"The ledger in {where} lacks its file “{KEY}”, without which no removed text is known "
        "again; put it back beside the ledger."
    )


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
    descriptor = os.open(folder() / LEDGER, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(_end_of_torn_line(file) + lines.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def _end_of_torn_line(file: BinaryIO) -> bytes:
    """A line break where a power cut tore the last line, so that it spoils no other."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def read(file: Path | None = None) -> dict[str, Entry]:
    """The latest line of each tombstone, by its id; empty where there is no ledger yet.

    Which is the latest its moment says: of two processes the slower may write the older line
    last. A line that a power cut tore is passed over: its tombstone was written again afterwards.
    """
    path = file or folder() / LEDGER
    if not path.exists():
        return {}
    lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    entries = (_entry(line, path, number) for number, line in enumerate(lines, start=1))
    return {str(entry["id"]): entry for entry in sorted(filter(None, entries), key=_changed)}


def _changed(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry["changed_at"])


def _entry(line: str, path: Path, number: int) -> Entry | None:
    try:
        entry: Entry = json.loads(line)
    except ValueError:
        return None
    if not isinstance(entry, dict) or not entry.keys() >= _FIELDS:
        raise Refusal(f"{path}, line {number}: this is no line of an erasure ledger.")
    return entry
