"""`houselights run`: the whole house in one command."""

from __future__ import annotations

import os
from pathlib import Path

import click

from houselights.base import environment
from houselights.ops.address import Address, free_address
from houselights.ops.house import open_house
from houselights.ops.options import data_option, say


@click.command("run")
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="The port to listen at; 0 takes any free one.",
)
@click.option("--empty", is_flag=True, help="Begin without the demo house.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Web processes."
)
def command(data: Path, host: str, port: int, empty: bool, workers: int) -> None:
    """Open the house: the pages, and the tasks behind them, until Ctrl-C.

    The first run makes the data folder, loads the demo house and prints a link for the first
    administrator.
    """
    address = free_address(host, port)
    if not environment.is_given("HOUSELIGHTS_PUBLIC_URL"):
        os.environ["HOUSELIGHTS_PUBLIC_URL"] = address.url
    os.environ["HOUSELIGHTS_LISTENS_AT"] = host
    open_house(data)
    _make_up_for_a_crash()
    if not empty:
        _furnish(data)
    _serve(address, workers)


def _make_up_for_a_crash() -> None:
    """Removals whose commit was the last thing to happen are in the ledger from now on."""
    from houselights.removals.actions import write_ledger

    write_ledger()


def _furnish(data: Path) -> None:
    from houselights.ops.furnishing import furnish_first_time

    furnish_first_time(data)


def _serve(address: Address, workers: int) -> None:
    from houselights.ops.serving import serve

    serve(free_address(address.host, address.port), workers, announce=_announce)
    say("Closed.")


def _announce(address: Address) -> None:
    from houselights.base.house import public_url

    click.echo(f"Houselights is open at {public_url()}")
    if not public_url().startswith(address.url):
        click.echo(f"It listens at {address.url}/")
    click.echo(f"It keeps its data in {environment.data_folder()}")
    _announce_setup_link()
    _announce_question_about_rights()
    click.echo("Ctrl-C closes it.")


def _announce_setup_link() -> None:
    from django.urls import reverse

    from houselights.accounts.actions import issue_setup_link
    from houselights.base.house import public_url

    token = issue_setup_link()
    if token is not None:
        link = public_url(reverse("setup", args=[token]))
        click.echo(f"Become its first administrator (the link works once): {link}")


def _announce_question_about_rights() -> None:
    from django.urls import reverse

    from houselights.base.house import public_url
    from houselights.reviews.batches import must_ask

    if must_ask():
        link = public_url(reverse("unstated_texts"))
        click.echo(
            "Imported texts stand here without a stated right to show them, so readers without "
            f"an account see ratings and headlines only. Choose at {link}"
        )
