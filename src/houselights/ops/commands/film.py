"""`houselights film`: begin a film; what a page suggested about one, and what gives it away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, say

if TYPE_CHECKING:
    from houselights.catalogue.models import Film


@click.group("film")
def command() -> None:
    """Begin a film; accept or correct what a page suggested about one."""


@command.command("add")
@click.argument("film", metavar='"TITLE (YEAR)"')
@click.option("--director", "directors", multiple=True, help="Who directed it; may be repeated.")
@data_option
def add(film: str, directors: tuple[str, ...], data: Path) -> None:
    """Begin a film that has no reviews yet."""
    open_house(data)
    from houselights.catalogue.actions import add_film
    from houselights.exchange.films import directed_by, film_named, says_to_remove_demo

    wanted = film_named(film)
    if wanted.film:
        raise Refusal(f"{wanted.title_and_year} is here already, at /films/{wanted.film.slug}/.")
    remarks = says_to_remove_demo(wanted)
    begun = add_film(directed_by(wanted.facts, directors))
    for sentence in (f"{begun.title_and_year} is at /films/{begun.slug}/ now.", *remarks):
        say(sentence)


@command.command("accept")
@click.argument("slug")
@data_option
def accept(slug: str, data: Path) -> None:
    """Take the proposed facts of the film at SLUG as they are."""
    open_house(data)
    from houselights.catalogue.actions import settle_proposal

    film = _film(slug)
    settle_proposal(film, None)
    say(f"{film.title_and_year} is accepted.")


@command.command("correct")
@click.argument("slug")
@click.option("--title", help="The film's title.")
@click.option("--year", type=click.IntRange(1870, 2200), help="The year of its release.")
@click.option("--director", "directors", multiple=True, help="Who directed it; may be repeated.")
@data_option
def correct(
    slug: str, title: str | None, year: int | None, directors: tuple[str, ...], data: Path
) -> None:
    """Change what is known about the film at SLUG; what is not named stays."""
    open_house(data)
    from houselights.catalogue.actions import change_film, facts_of, settle_proposal
    from houselights.exchange.films import directed_by

    film = _film(slug)
    facts = facts_of(film)
    facts = replace(facts, title=title or facts.title, year=year or facts.year)
    change_film(film, directed_by(facts, directors) if directors else facts)
    settle_proposal(film, None)
    say(f"It is {film.title_and_year} now, at /films/{film.slug}/.")


@command.command("secrets")
@click.argument("slug")
@click.option("--add", "added", multiple=True, metavar="WORDS", help="A word or name to keep.")
@click.option("--decline", "declined", multiple=True, metavar="WORDS", help="One to leave out.")
@data_option
def secrets(slug: str, added: tuple[str, ...], declined: tuple[str, ...], data: Path) -> None:
    """Show the words that give the film at SLUG away; add some, decline what is proposed.

    Sentences with them are covered sooner.
    """
    open_house(data)
    from houselights.spoilers.models import SecretTerm
    from houselights.spoilers.terms import set_term, terms_of

    film = _film(slug)
    for words in added:
        set_term(film, words, SecretTerm.State.KEPT, None)
    for words in declined:
        set_term(film, words, SecretTerm.State.DECLINED, None)
    for term in terms_of(film):
        click.echo(f"{term.get_state_display().lower()}: {term.words}")


def _film(slug: str) -> Film:
    from houselights.catalogue.reads import film_by_slug

    film = film_by_slug(slug)
    if film is None:
        raise Refusal(f"There is no film at /films/{slug}/.")
    return film
