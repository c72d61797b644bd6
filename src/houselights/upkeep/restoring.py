"""Putting a backup in the place of the house, whole or not at all.

The order, so that a kill at any moment leaves the old house or the new one:

1. All is prepared in `restoring/`: the database is unpacked and compared.
2. The present database is kept under another name, and the ledger is brought up to date.
3. `restoring/ready` is written: from here on the restore is completed, by whoever opens the house.
4. The database changes its place: one rename (SQLite), one transaction (PostgreSQL).
5. Keys, migrations, the replay of removals, sessions. Then `restoring/` goes.

Each step after the third may be done twice.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from houselights import __version__
from houselights.base.clock import now
from houselights.base.errors import Refusal
from houselights.removals import ledger
from houselights.removals.actions import write_ledger
from houselights.removals.models import Tombstone
from houselights.upkeep import places, sqlite
from houselights.upkeep.archive import sync_folder
from houselights.upkeep.backing_up import make_backup, open_backup
from houselights.upkeep.engine import engine
from houselights.upkeep.losses import Losses, has_content, losses
from houselights.upkeep.manifest import Advance, Manifest
from houselights.upkeep.replay import Replayed, replay_removals

FURNISHED = "furnished"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    manifest: Manifest
    aside: Path | None  # the database of before
    replayed: Replayed | None  # None where nothing could tell what was removed


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator asked for."""

    file: Path
    force: bool = False
    ledger: Path | None = None


def restore(wish: Wish, tell: Callable[[Losses | None], None], advance: Advance) -> Restored:
    """Restore a backup; nobody else may be in the house. `tell` hears first what would be lost.

    Refused for a damaged backup, one of another database or a later program, a house that has
    content (without `force`), and keys that do not fit the ledger.
    """
    staged = _fresh(places.data() / places.RESTORING)
    try:
        manifest = open_backup(wish.file, staged, advance)
        _check_program(manifest)
        _check_losses(manifest, wish, tell)
        _check_removal_key(staged, wish.ledger)
        knows = _bring_ledger_up_to_date(wish.ledger)
        aside = _keep_aside(advance)
        _say_ready(staged, aside)
    except BaseException:
        shutil.rmtree(staged)
        raise
    engine().put_in_place(staged / engine().MEMBER)
    replayed = _settle(staged) or (Replayed() if knows else None)
    return Restored(manifest, aside, replayed)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def _check_program(manifest: Manifest) -> None:
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if set(manifest.rows.migrations) - known:
        raise Refusal(
            f"This backup was made by Houselights {manifest.program}, whose tables this program "
            f"({__version__}) does not know; upgrade the program first."
        )


def _check_losses(manifest: Manifest, wish: Wish, tell: Callable[[Losses | None], None]) -> None:
    if has_content():
        tell(losses(manifest.created))
        if not wish.force:
            raise Refusal("This house has content already; say --force to replace it.")


def _check_removal_key(staged: Path, other: Path | None) -> None:
    """The ledgers' digests were made with the key beside them: another key would find nothing.

    A backup from before the first removal holds no key; it takes over that of the ledger.
    """
    coming, present = staged / places.REMOVAL_KEY, ledger.folder() / ledger.KEY
    for file in (ledger.folder() / ledger.LEDGER, other):
        if file is None or not file.exists():
            continue
        beside = file.with_name(ledger.KEY)
        if not coming.exists():
            _install(beside if beside.exists() else present, coming)
        if not coming.exists():
            raise ledger.missing_key(file.parent)
        if beside.exists() and beside.read_bytes() != coming.read_bytes():
            raise _of_another_house(file.parent)


def _of_another_house(where: Path) -> Refusal:
    return Refusal(
        f"The erasure ledger in {where} is of another house than this backup; "
        "set HOUSELIGHTS_LEDGER to the ledger of that house, or to an empty folder."
    )


def _bring_ledger_up_to_date(other: Path | None) -> bool:
    """Note all removals that the present database knows, and those of another ledger.

    Returns whether the present house could say what was removed in it.
    """
    knows = has_content() and _write_ledger()
    if other is not None:
        ledger.append(ledger.read(other).values())
    return knows


def _write_ledger() -> bool:
    try:
        if not (ledger.folder() / ledger.LEDGER).exists():
            Tombstone.objects.update(in_ledger=False)
        write_ledger()
    except DatabaseError:  # broken, or from before there were removals
        connections.close_all()
        return False
    return True


def _keep_aside(advance: Advance) -> Path | None:
    if connection.vendor != "sqlite":
        return make_backup(None, advance)
    stamp = f"{now().astimezone(UTC):%Y-%m-%d-%H%M%S}"
    return sqlite.keep_aside(stamp) if sqlite.is_there() else None


def _say_ready(staged: Path, aside: Path | None) -> None:
    with (staged / places.READY).open("w", encoding="utf-8") as ready:
        json.dump({"aside": str(aside) if aside else None}, ready)
        ready.flush()
        os.fsync(ready.fileno())
    sync_folder(staged)
    sync_folder(staged.parent)


def complete() -> bool:
    """Go on with a restore that was broken off; False if the old house stands after all."""
    staged = places.data() / places.RESTORING
    if engine().complete(staged / engine().MEMBER):
        _settle(staged)
        return True
    shutil.rmtree(staged)
    return False


def _settle(staged: Path) -> Replayed | None:
    """All that follows once the backup's rows are in place; may be done twice."""
    _install_keys(staged)
    call_command("migrate", interactive=False, verbosity=0)
    known = (ledger.folder() / ledger.LEDGER).exists()
    replayed = replay_removals() if known else None
    # Who was signed out since the backup, or changed a password, must not be signed in again.
    Session.objects.all().delete()
    engine().settle()
    connections.close_all()
    _forget_the_run()
    (staged / places.READY).unlink(missing_ok=True)
    shutil.rmtree(staged)
    return replayed


def _install_keys(staged: Path) -> None:
    _install(staged / places.SECRET_KEY, places.data() / places.SECRET_KEY)
    ledger.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    _install(staged / places.REMOVAL_KEY, ledger.folder() / ledger.KEY)


def _install(file: Path, target: Path) -> None:
    """Copy, since the ledger may be on another disk; whole or not at all."""
    if file.exists():
        own = target.with_name(f"{target.name}.restoring")
        own.touch(mode=0o600)
        own.write_bytes(file.read_bytes())
        own.rename(target)


def _forget_the_run() -> None:
    """Make what stands in `run/` fit the new rows: versions of films move on, and no demo comes."""
    for name in ("generations", "migrated"):
        (places.running() / name).unlink(missing_ok=True)
    (places.running() / FURNISHED).touch()
