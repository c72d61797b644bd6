"""The last backup: how old, where, and whether it is still what was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from houselights.base.clock import now
from houselights.base.errors import Refusal
from houselights.upkeep.archive import check_seal
from houselights.upkeep.backing_up import LastBackup, last_backup
from houselights.upkeep.doctor.findings import Finding, fine, heed, wrong

ABOUT = "backup"
OLD = timedelta(days=2)


def examine() -> Iterator[Finding]:
    """All about the newest backup that was made here."""
    last = last_backup()
    if last is None:
        yield heed(ABOUT, "None was made yet.", "./houselights backup --check, best every night")
        return
    yield _age(last)
    if not last.file.exists():
        yield heed(
            ABOUT,
            f"{last.file} is not there any more.",
            "If it was not moved to a safe place, make another: ./houselights backup --check",
        )
        return
    yield _seal(last)


def _age(last: LastBackup) -> Finding:
    said = f"The last is of {last.created:%Y-%m-%d %H:%M} UTC"
    checked = "and was checked" if last.checked else "and was not checked"
    if now() - last.created > OLD:
        return heed(ABOUT, f"{said}, which is long ago.", "./houselights backup --check")
    return fine(ABOUT, f"{said}, {checked}.")


def _seal(last: LastBackup) -> Finding:
    try:
        check_seal(last.file, lambda _done, _total: None)
    except Refusal as refused:
        return wrong(ABOUT, refused.sentence, "Make another: ./houselights backup --check")
    return fine(ABOUT, "Its seal fits its contents.")
