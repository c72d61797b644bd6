"""Asking the database's own full-text index: one function for all rooms, an engine a database."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from houselights.search import postgres, sqlite
from houselights.search.lookup import Lookup, Statement

ENGINES: dict[str, Callable[[Lookup], Statement]] = {
    "sqlite": sqlite.statement,
    "postgresql": postgres.statement,
}


def find(lookup: Lookup) -> list[int]:
    """The keys of the rows that fit, best first; one query, none where nothing is wanted."""
    if not lookup.wanted:
        return []
    sql, parameters = ENGINES[connection.vendor](lookup)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row_id for (row_id,) in cursor.fetchall()]


def forget_erased() -> None:
    """Leave nothing in the index of rows that are gone; PostgreSQL keeps it in the rows alone."""
    if connection.vendor == "sqlite":
        sqlite.forget_erased()
