"""`houselights digest`: what a film's reviews say in brief, with sentences of theirs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, json_option, print_json

if TYPE_CHECKING:
    from houselights.catalogue.models import Film
    from houselights.digest.reads import Digest

TOO_LITTLE = "The reviews say too little yet."


@click.command("digest")
@click.option("--film", "slug", required=True, metavar="SLUG", help="The film, by its address.")
@click.option("--rebuild", is_flag=True, help="Look through all its reviews anew first.")
@json_option
@data_option
def command(slug: str, *, rebuild: bool, as_json: bool, data: Path) -> None:
    """Print what the reviews of the film at SLUG praise and criticise.

    Two sentences stand with each count, with --json all of them. Nothing is quoted that is covered
    for who knows nothing of the film. An open house builds digests by itself when reviews come.
    """
    open_house(data)
    from houselights.ops.digest_words import as_report, as_text

    film = _film(slug)
    digest = _digest(film, rebuild=rebuild)
    if as_json:
        print_json(as_report(film, digest))
    else:
        click.echo(as_text(film, digest) if digest else TOO_LITTLE)


def _film(slug: str) -> Film:
    from houselights.catalogue.reads import film_by_slug

    film = film_by_slug(slug)
    if film is None:
        raise Refusal(f"There is no film at /films/{slug}/.")
    return film


def _digest(film: Film, *, rebuild: bool) -> Digest | None:
    """The film's digest; built now where it never was, or where that is asked for."""
    from houselights.digest.building import build
    from houselights.digest.models import FilmDigest
    from houselights.digest.reads import digest_of
    from houselights.reviews.rights import EVERY_BASIS

    if rebuild or not FilmDigest.objects.filter(film=film, engine__gt=0).exists():
        build(film)
    return digest_of(film, EVERY_BASIS)
