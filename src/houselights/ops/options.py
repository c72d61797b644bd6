"""Options that subcommands share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from houselights.base.environment import data_folder

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=data_folder,
    show_default="as HOUSELIGHTS_DATA says",
    metavar="DIR",
    help="The folder that holds the house; made and set up where it is empty.",
)

# For a command that needs no house: it takes the same words as all others.
unused_data_option = click.option(
    "--data", expose_value=False, metavar="DIR", help="Taken for symmetry; no house is opened."
)

json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object on standard output."
)


def say(sentence: str) -> None:
    """Tell the person who runs the command something, on standard error."""
    click.echo(sentence, err=True)


def print_json(report: Any) -> None:
    """Print one JSON object on standard output, in the scripts that it is written in."""
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))
