"""Room on the disks of the data folder and of the ledger, and who may read them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from houselights.base.house import is_public
from houselights.removals import ledger
from houselights.upkeep import places
from houselights.upkeep.doctor.findings import Finding, fine, heed, wrong

ABOUT = "disk"
LITTLE = 1024**3
NEXT_TO_NOTHING = 100 * 1024**2
FEW_FILES = 10_000


def examine() -> Iterator[Finding]:
    """Room, files that may still be made, and permissions."""
    data = places.data()
    yield room(shutil.disk_usage(data).free, data)
    yield from _files(data)
    yield from _permissions(data)
    yield from _ledger()


def room(free: int, folder: Path) -> Finding:
    """How much room is left, in bytes."""
    said = f"{free / 1024**3:.1f} GB are free in {folder}."
    mend = "Delete old backups and logs (backup --keep N does it), or take a larger disk."
    if free < NEXT_TO_NOTHING:
        return wrong(ABOUT, said, mend)
    return heed(ABOUT, said, mend) if free < LITTLE else fine(ABOUT, said)


def _files(data: Path) -> Iterator[Finding]:
    system = os.statvfs(data)
    if system.f_files and system.f_favail < FEW_FILES:  # 0 of 0 where files are not counted
        yield heed(
            ABOUT,
            f"Only {system.f_favail} more files can be made on the disk of {data}.",
            "Delete folders of many small files, such as old caches.",
        )


def _permissions(data: Path) -> Iterator[Finding]:
    private = [data, data / places.SECRET_KEY, ledger.folder() / ledger.KEY]
    for path in private:
        if path.exists() and path.stat().st_mode & 0o077:
            mode = "700" if path.is_dir() else "600"
            yield wrong(ABOUT, f"Others may read {path}.", f"chmod {mode} {path}")


def _ledger() -> Iterator[Finding]:
    folder = ledger.folder()
    known = folder if folder.exists() else folder.parent
    if not known.exists() or not os.access(known, os.W_OK):
        yield wrong(
            "ledger",
            f"The ledger of removals can't be written to {folder}.",
            "Make that folder and give it to the user of the house, or set HOUSELIGHTS_LEDGER.",
        )
    elif is_public() and known.stat().st_dev == places.data().stat().st_dev:
        yield heed(
            "ledger",
            "The ledger of removals is on the same disk as the house, and is lost with it.",
            "Set HOUSELIGHTS_LEDGER to a folder on another disk, and move the ledger there.",
        )
    else:
        yield fine("ledger", f"Removals are kept in mind in {folder}.")
