"""Copies of a PostgreSQL database by its own programs, pg_dump, pg_restore and psql."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection, connections

from houselights.base.errors import Refusal
from houselights.upkeep.manifest import Advance, Rows, Table, table_of

MEMBER = "houselights.pgdump"
# Where packages put the programs of each version, beside what is on PATH.
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/Library/PostgreSQL/*/bin",
)
# A table that stands from the commit of a restore until its removals are replayed.
_MARK = "houselights_restoring"
_LOCK_SECONDS = 10
_COPY = re.compile(rb'COPY [^ ]*?\.?"?(\w+)"? \((.*)\) FROM stdin;\n')
_END = b"\\.\n"


def is_there() -> bool:
    """The server is taken at its word."""
    return True


def copy(into: Path, advance: Advance) -> None:  # noqa: ARG001  # pg_dump tells of no progress
    """Write a dump of one moment, while others go on reading and writing."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={into}")


def rows_of(copied: Path, advance: Advance) -> Rows:
    """Count and digest all rows of a dump, as the lines of its COPY statements."""
    tables: dict[str, Table] = {}
    migrations: list[str] = []
    with subprocess.Popen(  # noqa: S603  # PostgreSQL's own program
        [_program("pg_restore"), "--data-only", "--file=-", copied],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
    ) as reading:
        lines = iter(reading.stdout or ())
        for line in lines:
            if found := _COPY.fullmatch(line):
                name = found[1].decode()
                known = migrations if name == "django_migrations" else None
                tables[name] = table_of(_rows(lines, _keys(found[2]), known))
                advance(len(tables), len(tables) + 1)
        said = reading.stderr.read().decode(errors="replace") if reading.stderr else ""
    if reading.returncode:
        raise Refusal(f"The copy of the database can't be read: {_first_line(said)}")
    return Rows(dict(sorted(tables.items())), tuple(sorted(migrations)))


def _keys(columns: bytes) -> list[str]:
    return [column.strip(' "') for column in columns.decode().split(",")]


def _rows(lines: Iterator[bytes], columns: list[str], known: list[str] | None) -> Iterator[bytes]:
    """The rows of one COPY; of the table of migrations their names are noted in `known`."""
    for line in lines:
        if line == _END:
            return
        if known is not None:
            row = dict(zip(columns, line.decode().rstrip("\n").split("\t"), strict=True))
            known.append(f"{row['app']}.{row['name']}")
        yield line


def put_in_place(copied: Path) -> None:
    """Put the dump in the place of all tables, in one transaction."""
    script = copied.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", "--no-comments", f"--file={script}", copied)
    before = script.with_suffix(".before.sql")
    before.write_text("\n".join(_statements_before()), encoding="utf-8")
    connections.close_all()
    _run(
        "psql",
        "--quiet",
        "--no-psqlrc",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
        f"--file={before}",
        f"--file={script}",
    )


def _statements_before() -> Iterable[str]:
    yield f"SET lock_timeout = '{_LOCK_SECONDS}s';"
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for (name,) in cursor.fetchall():
            yield f"DROP TABLE {connection.ops.quote_name(name)} CASCADE;"
    yield f"CREATE TABLE {_MARK} ();"


def complete(copied: Path) -> bool:  # noqa: ARG001
    """After a restore that was broken off: whether its transaction went through."""
    with connection.cursor() as cursor:
        return _MARK in connection.introspection.table_names(cursor)


def settle() -> None:
    """Take the mark away: the restore is through."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_MARK}")


def _run(program: str, *arguments: str | Path) -> None:
    where = [] if program == "pg_restore" else [f"--dbname={_address()}"]
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own program
        [_program(program), *where, *map(str, arguments)],
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        close_fds=False,  # so that the lock of `locks.alone` outlives us with it
    )
    if done.returncode:
        raise Refusal(f"{program} could not do it: {_first_line(done.stderr)}")


def _address() -> str:
    """The database in libpq's words, without the password, which others could see in `ps`."""
    from psycopg.conninfo import make_conninfo

    settings = connection.settings_dict
    parts = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        **settings["OPTIONS"],
    }
    return make_conninfo(**{name: str(value) for name, value in parts.items() if value})


def _environment() -> dict[str, str]:
    # The zone and the language of the machine must not change how a row is written.
    said = {**os.environ, "PGTZ": "UTC", "LC_MESSAGES": "C"}
    password = connection.settings_dict["PASSWORD"]
    return {**said, "PGPASSWORD": password} if password else said


def _program(name: str) -> str:
    """The program, of the server's version or a later one, as pg_dump demands."""
    wanted = connection.pg_version // 10_000  # type: ignore[attr-defined]  # PostgreSQL's has it
    for program in _candidates(name):
        if _version_of(program) >= wanted:
            return program
    raise Refusal(
        f"{name} of PostgreSQL {wanted} or later is needed; install PostgreSQL's client programs "
        f"(Debian and Ubuntu: postgresql-client-{wanted}) or put their folder on PATH."
    )


def _candidates(name: str) -> Iterator[str]:
    if on_path := shutil.which(name):
        yield on_path
    for pattern in FOLDERS:
        yield from sorted(map(str, Path("/").glob(f"{pattern[1:]}/{name}")), reverse=True)


def _version_of(program: str) -> int:
    asked = [program, "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"\) (\d+)", said.stdout)
    return int(found[1]) if found else 0


def _first_line(said: str) -> str:
    return next((line for line in said.splitlines() if line.strip()), "it did not say why.")
