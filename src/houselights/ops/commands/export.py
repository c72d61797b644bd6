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
@click.option("--public", is_flag=True, help="Only what may leave the house, for others to have.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write; standard output where it is left out.",
)
@data_option
def command(film: str, wanted: str, public: bool, output: Path | None, data: Path) -> None:
    """Write a film's reviews and questions.

    Text is the page as it was imported, byte for byte, with what has changed here since: the
    operator's own archive. With --public, what came without a stated right and what is invented
    is left out, and the page is written in the house's own form.
    """
    open_house(data)
    found = _film(film)
    exported = _text(found, public=public) if wanted == "text" else _json(found, public=public)
    if public:
        _tell_what_is_kept_back(found)
    _write(exported, output)


def _text(film: Film, *, public: bool) -> bytes:
    from houselights.exchange.export_text import export_public_text, export_text

    exported = export_public_text(film) if public else export_text(film)
    for name in exported.left_out:
        say(f"Left out, because as text it would read as something else: {name}")
    for name in exported.covered:
        say(f"Left out, because a page of text can't keep it covered: {name}")
    return exported.data


def _json(film: Film, *, public: bool) -> bytes:
    from houselights.exchange.export_json import export_json, export_public_json

    exported = export_public_json(film) if public else export_json(film)
    return f"{json.dumps(exported, ensure_ascii=False, indent=2)}\n".encode()


def _tell_what_is_kept_back(film: Film) -> None:
    from houselights.exchange.kept_back import kept_back

    found = kept_back(film)
    if found:
        say(
            "Kept back, because nobody stated a right to pass them on or because they are "
            f"invented: reviews {found.reviews}, questions {found.questions}, "
            f"answers {found.answers}."
        )


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
