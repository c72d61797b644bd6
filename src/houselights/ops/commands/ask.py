"""`houselights ask`: a question about a film, answered with sentences of its reviews."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, json_option, print_json

if TYPE_CHECKING:
    from houselights.answers.material import Answered, Cited
    from houselights.catalogue.models import Film
    from houselights.spoilers.redact import Audience

NOTHING_SAID = "The reviews don't say."
_CLOSED = "[It may give the film away: read it in the review, or ask with --knows seen.]"
# How many reviews are on which side, in words, for each kind of two sides.
_SIDES = {
    "property": {"yes": "yes", "no": "no", "mixed": "both"},
    "judgement": {"yes": "praise", "no": "criticism", "mixed": "both"},
}


@click.command("ask")
@click.option("--film", "slug", required=True, metavar="SLUG", help="The film, by its address.")
@click.option(
    "--knows",
    type=click.Choice(["nothing", "premise", "source", "seen"]),
    help="What you know of the film; more is covered for who knows less.  [default: as the house]",
)
@click.argument("question")
@json_option
@data_option
def command(slug: str, knows: str | None, question: str, as_json: bool, data: Path) -> None:
    """Ask the reviews of the film at SLUG a question in plain words.

    What is covered for you is not looked through. It is quick in a house that is open; here the
    reviews are read anew each time.
    """
    open_house(data)
    from houselights.answers.asking import answer
    from houselights.answers.reads import corpus_of, hidden_from

    film = _film(slug)
    hidden = hidden_from(film, question)
    answered = answer(question, corpus_of(film, _audience(film, knows)), hidden)
    if as_json:
        print_json(_as_json(film, question, answered))
    else:
        click.echo(_as_text(answered))


def _film(slug: str) -> Film:
    from houselights.catalogue.reads import film_by_slug

    film = film_by_slug(slug)
    if film is None:
        raise Refusal(f"There is no film at /films/{slug}/.")
    return film


def _audience(film: Film, knows: str | None) -> Audience:
    """The operator, as a reader of the house who knows so much."""
    from houselights.base.house import choice
    from houselights.reviews.rights import EVERY_BASIS
    from houselights.spoilers.covering import Knows
    from houselights.spoilers.redact import Audience

    known = Knows(knows or choice("readers_know"))
    if known is Knows.SOURCE and film.source_work is None:
        known = Knows.PREMISE
    return Audience(knows=known, bases=EVERY_BASIS, opens_parts=bool(choice("opens_parts")))


def _as_text(answered: Answered) -> str:
    if not answered.says:
        return NOTHING_SAID
    lines = [_counts(answered)] if answered.counts else []
    for group in answered.groups:
        lines += [_citation(answered.cited[number]) for number in group]
    return "\n\n".join(lines)


def _counts(answered: Answered) -> str:
    words = _SIDES[answered.sided]
    counted = ", ".join(f"{words[side]} {number}" for side, number in answered.counts.items())
    return f"Reviews, counted by their words: {counted}"


def _citation(cited: Cited) -> str:
    author = cited.review.author or "unknown"
    said = _CLOSED if cited.closed else f"“{cited.text}”"
    return f"{said}\n  {author}{_rating(cited)} · {_permalink(cited)}"


def _rating(cited: Cited) -> str:
    return "" if cited.review.rating is None else f", {cited.review.rating / 10:g}/10"


def _permalink(cited: Cited) -> str:
    from houselights.base.house import public_url
    from houselights.web.sentence_links import SentencePlace, sentence_address

    place = SentencePlace(cited.review.version, cited.place, cited.span)
    return public_url(sentence_address(cited.review.key, place))


def _as_json(film: Film, question: str, answered: Answered) -> dict[str, Any]:
    from houselights.answers.telling import Closed, Quotation, answer_json

    quoted = [
        Quotation(number, _permalink(one), Closed.SPOILER if one.closed else Closed.NO)
        for number, one in enumerate(answered.cited)
    ]
    return answer_json(film.slug, question, answered, quoted)
