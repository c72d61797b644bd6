"""`houselights export`: a film's page as text or JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, say

if TYPE_CHECKING:
    from houselights.catalogue.models import Film


@click.command("export")
@click.option("--film", required=True, metavar="FILM", help='Its address, or "Title (Year)".')
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The page as it came, or one JSON object.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write; standard output where it is left out.",
)
@data_option
def command(film: str, wanted: str, output: Path | None, data: Path) -> None:
    """Write a film's reviews and questions.

    Text is the page as it was imported, byte for byte, with what has changed here since.
    """
    open_house(data)
    exported = _text(film) if wanted == "text" else _json(film)
    _write(exported, output)


def _text(named: str) -> bytes:
    from houselights.exchange.export_text import export_text

    exported = export_text(_film(named))
    for name in exported.left_out:
        say(f"Left out, because as text it would read as something else: {name}")
    return exported.data


def _json(named: str) -> bytes:
    from houselights.exchange.export_json import export_json

    return f"{json.dumps(export_json(_film(named)), ensure_ascii=False, indent=2)}\n".encode()


def _film(named: str) -> Film:
    from houselights.exchange.films import film_named

    wanted = film_named(named)
    if wanted.film is None:
        raise Refusal(f'There is no film "{named}" in this house; name it as its page does.')
    return wanted.film


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise Refusal(f"{output} can't be written ({error.strerror}).") from error
