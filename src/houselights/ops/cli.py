"""The command `houselights`: finds the subcommand, and turns every error into one sentence.

Exit status: 0 done, 1 refused or failed, 2 wrong usage.
"""

from __future__ import annotations

import importlib
import os
import shlex
import sys
from collections.abc import Sequence
from typing import override

import click

from houselights import __version__
from houselights.base import environment
from houselights.base.errors import Refusal
from houselights.ops.failures import is_full_disk, keep_traceback

# Subcommand: (its module in ops/commands, its line of help). Only the one that runs is imported.
SUBCOMMANDS: dict[str, tuple[str, str]] = {
    "run": ("run", "Open the house: web server and task worker in one command."),
    "import": ("import_page", "Read pages of reviews as text into the house."),
    "export": ("export", "Write a film's page as text or JSON."),
    "read": ("read_page", "Show what a page of text says, without a house."),
    "ask": ("ask", "Ask a film's reviews, and get sentences of theirs."),
    "digest": ("digest", "Print what a film's reviews praise and criticise."),
    "film": ("film", "Begin a film; accept or correct what a page suggested about one."),
    "person": ("person", "Make accounts, give and take roles."),
    "invite": ("invite", "Make a link by which people sign up."),
    "backup": ("backup", "Write a backup of the house, while it is open."),
    "restore": ("restore", "Put a backup in the place of the house."),
    "doctor": ("doctor", "Look after the house, and say how to mend it."),
    "spoilers": ("spoilers", "Learn anew what gives films away."),
    "demo": ("demo", "Load the demo house, or take it away."),
    "reindex": ("reindex", "Make the search index anew."),
    "test": ("test", "Run the checks and the tests."),
    "bench": ("bench", "Measure what the program is worth."),
    "settings": ("settings", "Show the settings of the house, or change one."),
    "messages": ("messages", "Bring the translations up to date."),
    "where": ("where", "Show which files serve a page's address."),
}


class Subcommands(click.Group):
    """The subcommands of the table above, each imported when it is asked for."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the table's order."""
        return list(SUBCOMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand; None for an unknown name."""
        if cmd_name not in SUBCOMMANDS:
            return None
        module = importlib.import_module(f"houselights.ops.commands.{SUBCOMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of subcommands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in SUBCOMMANDS.items()])


@click.command(cls=Subcommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="houselights")
@click.option("--debug", is_flag=True, help="Show tracebacks, and Django's debug pages.")
def houselights(debug: bool) -> None:
    """The review pages that a film community owns.

    `houselights COMMAND --help` tells about one command.
    """
    if debug:
        os.environ["HOUSELIGHTS_DEBUG"] = "true"
    for name, nearest in environment.unknown(os.environ).items():
        _say(f"{name} in the environment is no setting; is {nearest} meant?")
    environment.check(os.environ)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = houselights.main(given, prog_name="houselights", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Refusal as refusal:
        return _say(refusal.sentence)
    except (click.Abort, KeyboardInterrupt):
        return _say("Stopped.")
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001  # the last door: a sentence for people, not a traceback
        return _say_unexpected(error, given)
    return status if isinstance(status, int) else 0


def _say(sentence: str) -> int:
    click.echo(f"houselights: {sentence}", err=True)
    return 1


def _say_unexpected(error: Exception, given: list[str]) -> int:
    if environment.flag("HOUSELIGHTS_DEBUG"):
        raise error
    if is_full_disk(error):
        return _say("the disk is full. Nothing is lost: make room, then give the command again.")
    kept = keep_traceback(error, given)
    place = f"the whole story is in {kept}" if kept else "nothing could be kept of it"
    return _say(
        f"something went wrong that should not ({type(error).__name__}: {_first_line(error)}); "
        f"{place}, or run: houselights --debug {shlex.join(given)}"
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[0]
