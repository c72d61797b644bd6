"""`houselights spoilers`: learn anew what gives films away."""

from __future__ import annotations

from pathlib import Path

import click

from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, say


@click.group("spoilers")
def command() -> None:
    """Learn anew what gives films away."""


@command.command("learn")
@click.option("--film", "slug", metavar="SLUG", help="Only the film at this address.")
@data_option
def learn(slug: str | None, data: Path) -> None:
    """Learn films from all their texts, and score every sentence anew.

    What readers, authors and editors settled stays. An open house does this by itself where it is
    due; this is for whoever does not want to wait.
    """
    open_house(data)
    from houselights.ops.progress import progress
    from houselights.spoilers.knowledge import learn as learn_film
    from houselights.spoilers.spread import count_spread
    from houselights.spoilers.stamps import films_with_texts

    films = films_with_texts()
    if slug:
        films = films.filter(slug=slug)
        if not films.exists():
            raise Refusal(f"There is no film with texts at /films/{slug}/.")
    keys = list(films.values_list("pk", flat=True))
    with progress("Learning films") as advance:
        for done, film_id in enumerate(keys, start=1):
            learn_film(film_id, anew=True)
            advance(done, len(keys))
    if not slug and count_spread():
        say("Its words are counted over all films now; run it once more to learn by that.")
    say(f"{len(keys)} {'film is' if len(keys) == 1 else 'films are'} learnt.")
