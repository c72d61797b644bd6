"""The tables of a new house are those to which the migrations lead."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.ops.houses import houselights

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_CHECK = re.compile(r'CONSTRAINT "(\w+)" CHECK')


@pytest.fixture
def new_house(tmp_path: Path) -> Path:
    assert houselights("settings", "--data", tmp_path).returncode == 0
    return tmp_path / "houselights.sqlite3"


def structure(file: str | Path) -> dict[str, object]:
    """Every table with its columns, checks, foreign keys and indexes; every trigger."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        tables = {name: _table(database, name, sql) for kind, name, sql in rows if kind == "table"}
        triggers = {name: sql for kind, name, sql in rows if kind == "trigger"}
    return {**tables, **triggers}


def _table(database: sqlite3.Connection, name: str, sql: str) -> object:
    columns = database.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', [name])
    keys = database.execute('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', [name])
    of_table = 'SELECT name, "unique", partial FROM pragma_index_list(?)'
    indexes = database.execute(of_table, [name]).fetchall()
    found = {(_index(database, index), *more) for index, *more in indexes}
    return set(columns), set(keys), found, set(_CHECK.findall(sql)), "AUTOINCREMENT" in sql


def _index(database: sqlite3.Connection, name: str) -> object:
    query = "SELECT name, desc FROM pragma_index_xinfo(?) WHERE key"
    columns = database.execute(query, [name]).fetchall()
    sql = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    return tuple(columns), ((sql and sql[0]) or "").partition(" WHERE ")[2]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares two SQLite files")
def test_a_new_house_has_the_tables_to_which_the_migrations_lead(new_house: Path) -> None:
    migrated, made = structure(connection.settings_dict["NAME"]), structure(new_house)
    assert made.keys() == migrated.keys()
    for name, told in migrated.items():
        assert made[name] == told, name


def test_a_new_house_has_nothing_to_bring_up_to_date(new_house: Path) -> None:
    again = houselights("settings", "--data", new_house.parent)
    assert again.returncode == 0
    with closing(sqlite3.connect(new_house)) as database:
        applied = database.execute("SELECT app, name FROM django_migrations").fetchall()
        kinds = database.execute("SELECT count(*) FROM django_content_type").fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        assert set(applied) == set(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM django_content_type")
        assert kinds == cursor.fetchone()
