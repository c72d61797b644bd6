"""The database of this house, as far as upkeep treats each kind differently."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from django.db import connection

from houselights.upkeep import postgres, sqlite
from houselights.upkeep.manifest import Advance, Rows


class Engine(Protocol):
    """What `sqlite` and `postgres` both can; see there."""

    MEMBER: str

    def is_there(self) -> bool:
        """Whether the house has a database yet."""

    def copy(self, into: Path, advance: Advance) -> None:
        """Write a copy of one moment, while others go on reading and writing."""

    def rows_of(self, copied: Path, advance: Advance) -> Rows:
        """Count and digest all rows of a copy; refused where it is broken."""

    def put_in_place(self, copied: Path) -> None:
        """Make the copy the house's database, whole or not at all."""

    def complete(self, copied: Path) -> bool:
        """After a restore that was broken off: whether the copy is in place now."""

    def settle(self) -> None:
        """Tidy up once a restore is through."""


ENGINES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgres}


def engine() -> Engine:
    """The engine of this house."""
    return ENGINES[connection.vendor]
