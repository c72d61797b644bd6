"""The database: opens, is whole, up to date, and can be written to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from houselights.upkeep import sqlite
from houselights.upkeep.doctor.findings import Finding, fine, heed, wrong
from houselights.upkeep.engine import engine

ABOUT = "database"
_LONG_LOG = 256 * 1024 * 1024


def can_be_read() -> bool:
    """Whether the database opens and has the house's tables; without, most has no answer."""
    if not engine().is_there():
        return False
    try:
        return MigrationRecorder(connection).has_table()
    except DatabaseError:
        return False


def examine() -> Iterator[Finding]:
    """All about the database."""
    if not engine().is_there():
        yield wrong(ABOUT, "There is none yet.", "Open the house once: ./houselights run")
        return
    try:
        yield from _opens()
        yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()
        yield from _tables()
    except DatabaseError as error:
        yield wrong(ABOUT, f"It can't be read: {_line(error)}.", _mend_broken())


def _opens() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield fine(ABOUT, f"It opens ({connection.display_name}).")


def _mend_broken() -> str:
    if connection.vendor == "sqlite":
        return "Close the house and restore a backup: ./houselights restore FILE"
    return "See that the server runs and that DATABASE_URL is right."


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _sqlite() -> Iterator[Finding]:
    file = sqlite.file()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        found = [line for (line,) in cursor.fetchall()]
    if found == ["ok"]:
        yield fine(ABOUT, "Its structure is whole.")
    else:
        yield wrong(ABOUT, f"Its structure is broken: {found[0]}.", _mend_broken())
    yield from _may_write(file)
    yield from _log_length(file)


def _may_write(file: Path) -> Iterator[Finding]:
    if not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        yield wrong(
            ABOUT,
            f"{file} may not be written to by this user.",
            "Run as the user of the house, or give that user the data folder with chown -R.",
        )


def _log_length(file: Path) -> Iterator[Finding]:
    log = file.with_name(f"{file.name}-wal")
    size = log.stat().st_size if log.exists() else 0
    if size > _LONG_LOG:
        yield heed(
            ABOUT,
            f"Its write-ahead log has grown to {size / 1024**2:.0f} MB.",
            "A reader never finishes; close the house and open it again.",
        )


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        ((read_only,),) = cursor.fetchall()
    if read_only == "on":
        yield wrong(
            ABOUT,
            "It can only be read: a standby, or set so.",
            "Let DATABASE_URL name the server that takes writes.",
        )


def _tables() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    later = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    if later:
        yield wrong(
            ABOUT,
            "Its tables were made by a later version of the program.",
            "Upgrade the program, or restore a backup that is older.",
        )
    elif waiting:
        yield heed(
            ABOUT,
            f"Its tables are of an earlier version: {len(waiting)} changes are waiting.",
            "Make a backup, then open the house; it brings them up to date.",
        )
    else:
        yield fine(ABOUT, "Its tables are up to date.")
