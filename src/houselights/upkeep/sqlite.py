"""Copies of an SQLite database, and putting one in the place of another."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from django.db import connection, connections

from houselights.base.errors import Refusal
from houselights.upkeep.archive import sync_folder
from houselights.upkeep.manifest import Advance, Rows, Table, table_of

MEMBER = "houselights.sqlite3"
_OPERATIONS = 20_000  # of SQLite's machine, between two looks at how far the copy is
_WAIT_SECONDS = 20


def file() -> Path:
    """Where the house's rows are."""
    return Path(connection.settings_dict["NAME"])


def is_there() -> bool:
    """Whether the house has a database yet."""
    return file().exists()


def copy(into: Path, advance: Advance) -> None:
    """Write a copy of one moment, while others go on reading and writing.

    VACUUM INTO rather than a copy of pages: it leaves out what stands on free pages, where erased
    texts may linger. It reads one snapshot of the write-ahead log, for which no writer waits.
    """
    with closing(sqlite3.connect(file(), timeout=_WAIT_SECONDS, autocommit=True)) as rows:
        total = _bytes_of(rows)

        def look() -> int:
            if into.exists():
                advance(min(into.stat().st_size, total), total)
            return 0

        rows.set_progress_handler(look, _OPERATIONS)
        rows.execute("VACUUM INTO ?", [str(into)])


def _bytes_of(rows: sqlite3.Connection) -> int:
    ((pages,),) = rows.execute("PRAGMA page_count")
    ((size,),) = rows.execute("PRAGMA page_size")
    return int(pages * size)


def rows_of(copied: Path, advance: Advance) -> Rows:
    """Count and digest all rows of a copy; refused where its own structure is broken."""
    try:
        with closing(sqlite3.connect(f"{copied.as_uri()}?mode=ro&immutable=1", uri=True)) as rows:
            _check(rows)
            return Rows(_tables(rows, advance), _migrations(rows))
    except sqlite3.DatabaseError as error:
        raise Refusal(f"The copy of the database can't be read: {error}.") from error


def _check(rows: sqlite3.Connection) -> None:
    found = [line for (line,) in rows.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise Refusal(f"The copy of the database is broken: {found[0]}.")
    if orphan := rows.execute("PRAGMA foreign_key_check").fetchone():
        raise Refusal(f"The copy of the database is broken: {orphan[0]} points to a missing row.")


def _tables(rows: sqlite3.Connection, advance: Advance) -> dict[str, Table]:
    # Bytes that are no UTF-8 are kept as what they are, instead of stopping the count.
    rows.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    names = list(_names(rows))
    found = {}
    for done, name in enumerate(names, start=1):
        found[name] = table_of(_lines(rows, name))
        advance(done, len(names))
    return found


def _names(rows: sqlite3.Connection) -> Iterator[str]:
    """All tables but SQLite's own, and virtual ones, whose rows stand in tables beside them."""
    sql = (
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " ORDER BY name"
    )
    for (name,) in rows.execute(sql):
        yield name


def _lines(rows: sqlite3.Connection, table: str) -> Iterator[bytes]:
    # ascii() tells NULL, 1, 1.0, '1' and x'31' apart, and does not depend on Python's version.
    for row in rows.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  # a name of the schema
        yield ascii(row).encode()


def _migrations(rows: sqlite3.Connection) -> tuple[str, ...]:
    had = rows.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return tuple(f"{app}.{name}" for app, name in had)


def keep_aside(stamp: str) -> Path:
    """Give the present database a second name, by which it outlives a restore."""
    connections.close_all()
    _empty_log(file())
    aside = file().with_name(f"{file().name}.before-restore-{stamp}")
    _link(file(), aside)
    log = _beside(file(), "-wal")
    if log.exists() and log.stat().st_size:  # what a broken database left in it
        shutil.copy2(log, _beside(aside, "-wal"))
    return aside


def _empty_log(database: Path) -> None:
    rows = sqlite3.connect(database, timeout=_WAIT_SECONDS)
    with closing(rows), suppress(sqlite3.DatabaseError):
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _link(known: Path, other: Path) -> None:
    try:
        other.hardlink_to(known)
    except OSError:  # a file system without second names
        shutil.copy2(known, other)


def put_in_place(copied: Path) -> None:
    """Make the copy the house's database; one rename, so that it is the old or the new one."""
    connections.close_all()
    for ending in ("-wal", "-shm"):  # emptied before; SQLite would replay it over the new rows
        _beside(file(), ending).unlink(missing_ok=True)
    os.replace(copied, file())  # noqa: PTH105  # the word for it
    sync_folder(file().parent)


def complete(copied: Path) -> bool:
    """Go on with a restore that was broken off; whether the copy is in place now."""
    if copied.exists():
        put_in_place(copied)
    return True


def settle() -> None:
    """Nothing is left to tidy up once a restore is through."""


def _beside(database: Path, ending: str) -> Path:
    return database.with_name(f"{database.name}{ending}")
