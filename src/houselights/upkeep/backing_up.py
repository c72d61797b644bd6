"""Making a backup, and comparing one with what it says of itself."""

from __future__ import annotations

import fcntl
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from houselights import __version__
from houselights.base.clock import now
from houselights.base.errors import Refusal
from houselights.removals import ledger
from houselights.upkeep import archive, places
from houselights.upkeep.engine import ENGINES, engine
from houselights.upkeep.manifest import Advance, Manifest, member_of

PREFIX = "houselights-"
ENDING = ".tar"
LAST = "last-backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """What the doctor asks: where the newest backup went, when, and when it was last checked."""

    file: Path
    created: datetime
    checked: datetime | None


def make_backup(to: Path | None, advance: Advance) -> Path:
    """Write a backup of the house as it is at one moment, without anybody having to wait.

    `to` is a folder, a file that is not there yet, or None for the house's own folder of backups.
    The counts and digests are taken from the copy, so they are of the same moment.
    """
    with _one_at_a_time() as scratch:
        target = _target(to)
        created = now()
        engine().copy(scratch / engine().MEMBER, advance)
        members = {engine().MEMBER: scratch / engine().MEMBER, **_keys()}
        manifest = _manifest(created, members, advance)
        archive.pack(target, manifest, members)
    _remember(LastBackup(target.absolute(), created, None))
    return target


@contextmanager
def _one_at_a_time() -> Iterator[Path]:
    """A folder for the copy; what a killed backup left in it is cleared away."""
    scratch = places.running() / "backup"
    with (places.running() / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal("Another backup is being made; wait for it.") from error
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _target(to: Path | None) -> Path:
    wanted = places.backups() if to is None else to
    if wanted.is_dir():
        return _free_name(wanted)
    if wanted.exists():
        raise Refusal(f"{wanted} is there already; name another file, or a folder.")
    if not wanted.parent.is_dir():
        raise Refusal(f"There is no folder {wanted.parent}; make it, or name another.")
    return wanted


def _free_name(folder: Path) -> Path:
    name = f"{PREFIX}{now().astimezone(UTC):%Y-%m-%d-%H%M%S}"
    number = 1
    while (file := folder / f"{name}{'' if number == 1 else f'-{number}'}{ENDING}").exists():
        number += 1
    return file


def _keys() -> dict[str, Path]:
    """The keys that the house keeps in files; the ledger itself is in no backup."""
    files = {
        places.SECRET_KEY: places.data() / places.SECRET_KEY,
        places.REMOVAL_KEY: ledger.folder() / ledger.KEY,
    }
    return {name: file for name, file in files.items() if file.exists()}


def _manifest(created: datetime, members: Mapping[str, Path], advance: Advance) -> Manifest:
    return Manifest(
        program=__version__,
        created=created,
        engine=connection.vendor,
        rows=engine().rows_of(members[engine().MEMBER], advance),
        members={name: member_of(file) for name, file in members.items()},
    )


def check_backup(file: Path, advance: Advance) -> Manifest:
    """Compare all of a backup with what it says of itself; refused at the first difference.

    In this order: every byte with the seal, each member with its digest, the database's own
    structure, each table's rows with their number and digest.
    """
    with tempfile.TemporaryDirectory(prefix="check-", dir=places.running()) as scratch:
        manifest = open_backup(file, Path(scratch), advance)
    last = last_backup()
    if last and last.file == file.absolute():
        _remember(LastBackup(last.file, last.created, now()))
    return manifest


def open_backup(file: Path, into: Path, advance: Advance) -> Manifest:
    """Unpack a backup into a folder, compared as `check_backup` says."""
    manifest = archive.check_seal(file, advance)
    if manifest.engine not in ENGINES:
        raise Refusal(f"{file} is of a database that this program does not know.")
    if manifest.engine != connection.vendor:
        raise Refusal(
            f"{file} is a backup of {manifest.engine}, but this house uses {connection.vendor}; "
            "set or leave out DATABASE_URL to fit."
        )
    if strangers := manifest.members.keys() - _members():
        raise archive.damaged(file, f"it has a member called {min(strangers)}")
    archive.unpack(file, manifest, into)
    found = engine().rows_of(into / engine().MEMBER, advance)
    for name in sorted(manifest.rows.tables.keys() | found.tables.keys()):
        if manifest.rows.tables.get(name) != found.tables.get(name):
            raise archive.damaged(file, f"the rows of {name} are not those that were written")
    return manifest


def _members() -> set[str]:
    return {engine().MEMBER, places.SECRET_KEY, places.REMOVAL_KEY}


def keep_newest(folder: Path, number: int) -> list[Path]:
    """Delete all but the newest backups of a folder; returns what went. Other files stay."""
    found = folder.glob(f"{PREFIX}*{ENDING}")
    newest_first = sorted(found, key=lambda file: (file.stat().st_mtime_ns, file), reverse=True)
    old = newest_first[number:]
    for file in old:
        file.unlink()
    return old


def last_backup() -> LastBackup | None:
    """The newest backup that was made here; None where there was none."""
    try:
        said = json.loads((places.running() / LAST).read_text(encoding="utf-8"))
        checked = said["checked"]
        return LastBackup(
            Path(said["file"]),
            datetime.fromisoformat(said["created"]),
            datetime.fromisoformat(checked) if checked else None,
        )
    except (OSError, ValueError, KeyError):
        return None


def _remember(last: LastBackup) -> None:
    said = {
        "file": str(last.file),
        "created": last.created.isoformat(),
        "checked": last.checked.isoformat() if last.checked else None,
    }
    (places.running() / LAST).write_text(json.dumps(said), encoding="utf-8")
