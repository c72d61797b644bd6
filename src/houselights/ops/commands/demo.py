"""`houselights demo`: the invented house comes and goes."""

from __future__ import annotations

from pathlib import Path

import click

from houselights.ops.furnishing import load_demo
from houselights.ops.house import open_house
from houselights.ops.options import data_option, say


@click.command("demo")
@click.option("--load", "wish", flag_value="load", help="Load the demo house.")
@click.option("--remove", "wish", flag_value="remove", help="Take the demo house away.")
@data_option
def command(wish: str | None, data: Path) -> None:
    """Load the demo house, or take it away with all its people."""
    if wish is None:
        raise click.UsageError("Say --load or --remove.")
    open_house(data)
    if wish == "load":
        load_demo()
        say("The demo house is loaded.")
    else:
        _remove()


def _remove() -> None:
    from houselights.exchange.demo import remove
    from houselights.ops.progress import progress

    with progress("Clearing the house") as advance:
        kept = remove(advance)
    say("The demo house is gone.")
    for film in kept:
        say(f"Kept with what people of this house wrote about it: {film.title_and_year}")
