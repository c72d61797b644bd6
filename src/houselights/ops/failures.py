"""What is kept of an error that nobody foresaw."""

from __future__ import annotations

import errno
import shlex
import sqlite3
import traceback
from datetime import UTC, datetime
from pathlib import Path

from houselights.base.environment import data_folder

LOG = "failures.log"


def is_full_disk(error: BaseException | None) -> bool:
    """Whether there was no room left to write to, as the system or SQLite says it."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def keep_traceback(error: Exception, arguments: list[str]) -> Path | None:
    """Add the traceback to `log/failures.log` in the data folder; None if that can't be written."""
    file = data_folder() / "log" / LOG
    story = "".join(traceback.format_exception(error))
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{moment} houselights {shlex.join(arguments)}\n{story}\n")
    except OSError:
        return None
    return file
