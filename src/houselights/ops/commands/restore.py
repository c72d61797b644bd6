"""`houselights restore`: a backup takes the place of the house."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from houselights.ops.commands.backup import check, show
from houselights.ops.house import empty_house, enter_house
from houselights.ops.options import data_option, say
from houselights.ops.progress import progress

if TYPE_CHECKING:
    from houselights.upkeep.losses import Losses
    from houselights.upkeep.restoring import Restored


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a house that has content.")
@click.option(
    "--ledger",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A ledger of removals from elsewhere, to be heeded too.",
)
@click.option("--check", "only_check", is_flag=True, help="Compare the backup; restore nothing.")
@data_option
def command(file: Path, force: bool, ledger: Path | None, only_check: bool, data: Path) -> None:
    """Restore the backup FILE; the house must be closed.

    The present database is kept beside the new one. What was removed since the backup is removed
    again, as the ledger says, and everybody has to sign in anew.
    """
    if only_check:
        enter_house(data)
        show(check(file))
        return
    with empty_house(data):
        _tell_what_was_done(_restore(file, force, ledger))


def _restore(file: Path, force: bool, ledger: Path | None) -> Restored:
    from houselights.upkeep.restoring import Wish, restore

    with progress("Restoring") as advance:
        return restore(Wish(file, force, ledger), _tell_losses, advance)


def _tell_losses(lost: Losses | None) -> None:
    if lost is None:
        say("The present database can't be read, so nobody can say what would be lost.")
        return
    if lost.last_write:
        say(f"The present house was last written to on {lost.last_write:%Y-%m-%d %H:%M:%S} UTC.")
    rows = ", ".join(f"{many} {name}" for name, many in lost.rows.items())
    say(f"Newer than the backup, and not in it: {rows or 'nothing'}.")


def _tell_what_was_done(done: Restored) -> None:
    say(f"The house is as it was on {done.manifest.created:%Y-%m-%d %H:%M:%S} UTC.")
    if done.aside:
        say(f"What was there before is kept in {done.aside}")
    if done.replayed is None:
        say(
            "No ledger of removals was found: what was removed after this backup was made is "
            "back. If you kept a ledger, restore again with --ledger FILE."
        )
    else:
        say(f"Removed since then, and removed again: {done.replayed.total} texts.")
    say("Everybody has to sign in again.")
