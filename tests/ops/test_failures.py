"""What went wrong is told in words that help."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from django.db import OperationalError

from houselights.ops.failures import is_full_disk


def full_database() -> Exception:
    """What Django makes of SQLite's error on a database that may not grow."""
    rows = sqlite3.connect(":memory:")
    rows.execute("PRAGMA max_page_count = 2")
    try:
        rows.execute("CREATE TABLE lamp AS SELECT zeroblob(100000)")
    except sqlite3.OperationalError as error:
        wrapped = OperationalError(str(error))
        wrapped.__cause__ = error
        return wrapped
    finally:
        rows.close()
    raise AssertionError("the database grew")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_known(number: int) -> None:
    assert is_full_disk(OSError(number, "no room"))


def test_a_full_disk_is_known_by_what_sqlite_says() -> None:
    assert is_full_disk(full_database())


def test_other_errors_are_none() -> None:
    assert not is_full_disk(OSError(errno.EACCES, "closed"))
    assert not is_full_disk(ValueError("a lamp"))
