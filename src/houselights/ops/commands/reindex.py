"""`houselights reindex`: make the search index anew."""

from __future__ import annotations

from pathlib import Path

import click

from houselights.ops.house import open_house
from houselights.ops.options import data_option, say
from houselights.ops.progress import progress


@click.command("reindex")
@data_option
def command(data: Path) -> None:
    """Make everything that the search finds anew, from the rows themselves."""
    open_house(data)
    from houselights.search.actions import reindex

    with progress("Reading the house") as advance:
        number = reindex(advance)
    say(f"The search knows {number} films, people, reviews and questions.")
