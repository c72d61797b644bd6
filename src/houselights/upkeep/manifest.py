"""What a backup says of itself: `manifest.json`, its first member."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from houselights.base.errors import Refusal

FORMAT = 1

type Advance = Callable[[int, int], None]  # hears (done, total)

_WORD = 2**256


@dataclass(frozen=True, slots=True)
class Table:
    """How many rows a table has, and a digest of all of them in any order (`table_of`)."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the backup: its size in bytes and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What is in a copy of the database: its tables by name, and the migrations it has had."""

    tables: Mapping[str, Table]
    migrations: tuple[str, ...]  # "app.name"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup, from where, and when its snapshot was taken."""

    program: str
    created: datetime
    engine: str
    rows: Rows
    members: Mapping[str, Member]

    def to_json(self) -> bytes:
        """The text of `manifest.json`."""
        said = {
            "format": FORMAT,
            "program": self.program,
            "created": self.created.isoformat(),
            "engine": self.engine,
            "migrations": list(self.rows.migrations),
            "tables": {name: asdict(table) for name, table in self.rows.tables.items()},
            "members": {name: asdict(member) for name, member in self.members.items()},
        }
        return f"{json.dumps(said, indent=2, sort_keys=True)}\n".encode()


def manifest_from(text: bytes) -> Manifest:
    """Read `manifest.json`; refused where it is of a later format, or no manifest."""
    try:
        said = json.loads(text)
        if said["format"] > FORMAT:
            raise Refusal(
                f"This backup was made by Houselights {said['program']}, in a later format than "
                "this program knows; upgrade the program first."
            )
        tables = {name: Table(**table) for name, table in said["tables"].items()}
        return Manifest(
            program=said["program"],
            created=datetime.fromisoformat(said["created"]),
            engine=said["engine"],
            rows=Rows(tables, tuple(said["migrations"])),
            members={name: Member(**member) for name, member in said["members"].items()},
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal("This file is no backup of Houselights: its manifest can't be read.") from (
            error
        )


def table_of(rows: Iterable[bytes]) -> Table:
    """Count rows and add up their SHA-256 modulo 2^256.

    A sum does not depend on the order and, unlike XOR, sees a row that is there twice (Bellare and
    Micciancio 1997, "AdHash").
    """
    count = total = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007  # the last number is the count
        total += int.from_bytes(hashlib.sha256(row).digest())
    return Table(count, f"{total % _WORD:064x}")


def member_of(file: Path) -> Member:
    """The size and digest of a file."""
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return Member(file.stat().st_size, digest)
