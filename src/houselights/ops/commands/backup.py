"""`houselights backup`: a copy of the house of one moment, made while it is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from houselights.ops.house import enter_house
from houselights.ops.options import data_option, json_option, print_json, say
from houselights.ops.progress import progress

if TYPE_CHECKING:
    from houselights.upkeep.manifest import Manifest


@click.command("backup")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Where it goes; left out: backups/ in the data folder.",
)
@click.option("--check", "is_checked", is_flag=True, help="Read it back and compare all of it.")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="Then delete all but the N newest backups of that folder.",
)
@json_option
@data_option
def command(to: Path | None, is_checked: bool, keep: int | None, as_json: bool, data: Path) -> None:
    """Write a backup: one file with all rows and the house's keys.

    Nobody has to wait meanwhile. Mail that waits, logs and the ledger of removals are not in it.
    """
    enter_house(data)
    file = _make(to)
    manifest = check(file) if is_checked else None
    gone = _keep_newest(file.parent, keep)
    if as_json:
        print_json(_report(file, manifest, gone))
        return
    say(f"The backup is in {file}")
    if manifest:
        show(manifest)
    for old in gone:
        say(f"Deleted, because newer ones are kept: {old.name}")


def _make(to: Path | None) -> Path:
    from houselights.upkeep.backing_up import make_backup

    with progress("Backing up") as advance:
        return make_backup(to, advance)


def check(file: Path) -> Manifest:
    """Compare a backup with what it says of itself; refused where it is damaged."""
    from houselights.upkeep.backing_up import check_backup

    with progress("Checking") as advance:
        return check_backup(file, advance)


def _keep_newest(folder: Path, keep: int | None) -> list[Path]:
    from houselights.upkeep.backing_up import keep_newest

    return keep_newest(folder, keep) if keep else []


def _report(file: Path, manifest: Manifest | None, gone: list[Path]) -> dict[str, Any]:
    from houselights.upkeep.archive import read_manifest

    said = manifest or read_manifest(file)
    return {
        "file": str(file),
        "bytes": file.stat().st_size,
        "created": said.created.isoformat(),
        "checked": manifest is not None,
        "rows": {name: table.rows for name, table in said.rows.tables.items()},
        "deleted": [str(old) for old in gone],
    }


def show(manifest: Manifest) -> None:
    """Say in a table what was compared."""
    from rich.console import Console
    from rich.table import Table

    table = Table("Compared", "Rows", "Bytes", box=None, pad_edge=False, header_style="bold")
    table.columns[1].justify = table.columns[2].justify = "right"
    for name, member in manifest.members.items():
        table.add_row(name, "", f"{member.bytes:,}")
    for name, rows in manifest.rows.tables.items():
        table.add_row(name, f"{rows.rows:,}", "")
    Console(stderr=True).print(table)
    say(
        f"The backup of {manifest.created:%Y-%m-%d %H:%M:%S} UTC is whole: its seal, its files, "
        f"its structure and {sum(rows.rows for rows in manifest.rows.tables.values()):,} rows "
        f"of {len(manifest.rows.tables)} tables are as they were written."
    )
