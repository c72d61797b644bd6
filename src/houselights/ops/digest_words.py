"""A digest as the command prints it: in words, and as JSON with every sentence behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse

from houselights.base.house import choice, public_url
from houselights.catalogue.models import Film
from houselights.digest.citing import Cited, Wanted, cited
from houselights.digest.reads import Digest
from houselights.digest.summary import Count, For, Group, Readers, Row
from houselights.opinions.material import Aspect, Polarity
from houselights.reviews.rights import EVERY_BASIS
from houselights.spoilers.covering import Knows
from houselights.spoilers.redact import Audience
from houselights.web.sentence_links import sentence_url

CITED_IN_WORDS = 2  # sentences with each count
CITED_IN_JSON = 1_000_000  # all
_SAYS = {Polarity.PRAISE: "praise", Polarity.CRITICISE: "criticise", Polarity.MIXED: "divided"}
_SIDES = tuple(_SAYS)
_WHOLE = Wanted("aspect", Aspect.WHOLE)
_FAITHFULNESS = Wanted("aspect", Aspect.FAITHFULNESS)


# ── in words ────────────────────────────────────────────────────────────────────────────────────


def as_text(film: Film, digest: Digest) -> str:
    """The digest with its counts, and two sentences with each."""
    told = digest.summary
    heading = f"{film.title_and_year}: what {told.reviews} reviews say"
    parts = [heading, *_whole_in_words(film, digest)]
    parts += _section(film, "What they speak of", told.aspects)
    parts += _section(film, "What they talk about", told.topics)
    parts += _section(film, "People who rated it 8 to 10 say", told.high, Group.HIGH)
    parts += _section(film, "People who rated it 1 to 4 say", told.low, Group.LOW)
    parts += _section(film, "What viewers disagree about", told.divided)
    parts += _compared_in_words(film, digest)
    parts += _audience_in_words(film, digest)
    parts += _readers_in_words(film, "Knew what it is based on", told.first, Group.FIRST)
    parts += _readers_in_words(film, "Did not know it", told.not_first, Group.NOT_FIRST)
    return "\n\n".join(parts)


def _whole_in_words(film: Film, digest: Digest) -> Iterator[str]:
    count = digest.summary.whole
    if count.voices:
        yield f"The film as a whole: {_count(count)}\n{_quotes(film, _WHOLE)}"


def _section(
    film: Film, heading: str, rows: Sequence[Row], group: Group | None = None
) -> Iterator[str]:
    if rows:
        yield f"── {heading} ──"
    for row in rows:
        wanted = Wanted(row.kind, row.subject, group=group)
        yield f"{row.subject}: {_row_count(row)}\n{_quotes(film, wanted)}"


def _row_count(row: Row) -> str:
    if row.kind == "aspect":
        return _count(row.count)
    judged = [f"{row.count.praise} praise", f"{row.count.criticise} criticise"]
    return ", ".join([f"{row.count.voices} reviews", *judged])


def _count(count: Count) -> str:
    return f"{count.praise} praise, {count.criticise} criticise, {count.divided} divided"


def _compared_in_words(film: Film, digest: Digest) -> Iterator[str]:
    if digest.summary.compared:
        yield "── Held against other films ──"
    for one in digest.summary.compared:
        count = one.count
        counted = f"{count.praise} better, {count.criticise} worse, {count.divided} like it"
        other = digest.film_of(one)
        at = f" ({public_url(other.get_absolute_url())})" if other else ""
        yield f"{one.title}{at}: {counted}\n{_quotes(film, Wanted('film', one.title))}"


def _audience_in_words(film: Film, digest: Digest) -> Iterator[str]:
    for subject, number in (
        (For.FOR, digest.summary.is_for),
        (For.NOT_FOR, digest.summary.not_for),
    ):
        if number:
            said = f"Say who it is {subject}: {number}"
            yield f"{said}\n{_quotes(film, Wanted('audience', subject))}"


def _readers_in_words(film: Film, said: str, readers: Readers, group: Group) -> Iterator[str]:
    if readers.reviews:
        counts = f"  the film: {_count(readers.whole)}\n  the source in it: "
        quotes = _quotes(film, Wanted("source", group))
        yield f"{said}: {readers.reviews}\n{counts}{_count(readers.faithfulness)}\n{quotes}"


def _quotes(film: Film, wanted: Wanted) -> str:
    page = cited(film, _audience(), wanted, size=CITED_IN_WORDS)
    return "\n".join(f"  {_words(one)}\n    {_writer(one)} · {_url(one)}" for one in page.rows)


def _words(one: Cited) -> str:
    return "(covered)" if one.is_closed else f"“{one.text}”"


def _writer(one: Cited) -> str:
    rating = "" if one.review.rating is None else f", {one.review.rating / 10:g}/10"
    return f"{_author(one) or 'unknown'}{rating}"


def _author(one: Cited) -> str:
    author = one.review.author
    return author.shown_name if author else one.review.author_name


def _url(one: Cited) -> str:
    return public_url(sentence_url(one.review, one.version, one.place, one.span))


# ── as JSON ─────────────────────────────────────────────────────────────────────────────────────


def as_report(film: Film, digest: Digest | None) -> dict[str, Any]:
    """Everything; a film of which reviews say too little has its address alone."""
    if digest is None:
        return {"film": film.slug, "reviews": 0}
    told = digest.summary
    return {
        "film": film.slug,
        "url": public_url(reverse("film", args=[film.slug])),
        "reviews": told.reviews,
        "built_at": digest.built_at.isoformat(),
        "is_due": digest.is_due,
        "whole": asdict(told.whole) | {"cited": _all_sides(film, _WHOLE)},
        "aspects": _rows(film, told.aspects),
        "topics": _rows(film, told.topics),
        "high": _rows(film, told.high, Group.HIGH),
        "low": _rows(film, told.low, Group.LOW),
        "divided": _rows(film, told.divided),
        "compared": _compared(film, digest),
        "for": _audience_report(film, For.FOR, told.is_for),
        "not_for": _audience_report(film, For.NOT_FOR, told.not_for),
        "first": _readers(film, told.first, Group.FIRST),
        "not_first": _readers(film, told.not_first, Group.NOT_FIRST),
    }


def _rows(film: Film, rows: Sequence[Row], group: Group | None = None) -> list[dict[str, Any]]:
    return [
        {"subject": row.subject}
        | _named(row.kind, asdict(row.count))
        | {"cited": _named(row.kind, _all_sides(film, Wanted(row.kind, row.subject, group=group)))}
        for row in rows
    ]


def _named(kind: str, sides: dict[str, Any]) -> dict[str, Any]:
    """The three sides; of a topic the third are also reviews that only name it."""
    if kind != "topic":
        return sides
    return {("others" if side == "divided" else side): told for side, told in sides.items()}


def _compared(film: Film, digest: Digest) -> list[dict[str, Any]]:
    names = {"praise": "better", "criticise": "worse", "divided": "like"}
    found = []
    for one in digest.summary.compared:
        other = digest.film_of(one)
        counts = {names[name]: number for name, number in asdict(one.count).items()}
        quotes = _all_sides(film, Wanted("film", one.title))
        found.append(
            {"title": one.title, "film": other.slug if other else None}
            | counts
            | {"cited": {names[name]: those for name, those in quotes.items()}}
        )
    return found


def _audience_report(film: Film, subject: For, number: int) -> dict[str, Any]:
    return {"reviews": number, "cited": _all(film, Wanted("audience", subject))}


def _readers(film: Film, readers: Readers, group: Group) -> dict[str, Any]:
    return {
        "reviews": readers.reviews,
        "cited": _all(film, Wanted("source", group)),
        "whole": asdict(readers.whole) | {"cited": _all_sides(film, _among(_WHOLE, group))},
        "faithfulness": asdict(readers.faithfulness)
        | {"cited": _all_sides(film, _among(_FAITHFULNESS, group))},
    }


def _among(wanted: Wanted, group: Group) -> Wanted:
    return wanted._replace(group=group)


def _all_sides(film: Film, wanted: Wanted) -> dict[str, list[dict[str, Any]]]:
    return {_SAYS[side]: _all(film, wanted._replace(side=side)) for side in _SIDES}


def _all(film: Film, wanted: Wanted) -> list[dict[str, Any]]:
    page = cited(film, _audience(), wanted, size=CITED_IN_JSON)
    return [
        {
            "review": one.review.public_id,
            "url": _url(one),
            "author": _author(one) or None,
            "rating": one.review.rating,
            "language": one.review.language or None,
            "version": one.version,
            "place": str(one.place),
            "start": one.span.start,
            "end": one.span.end,
            "text": one.text or None,
            "says": _judged(wanted.kind, one.polarity),
        }
        for one in page.rows
    ]


def _judged(kind: str, polarity: Polarity) -> str | None:
    """What a sentence says of an aspect or a topic; None where that is not known, or nothing."""
    if kind == "aspect" and polarity is Polarity.MIXED:
        return "both"
    return {Polarity.PRAISE: "praise", Polarity.CRITICISE: "criticise"}.get(polarity)


def _audience() -> Audience:
    """Somebody of the house who knows nothing of the film, for whom digests are built."""
    parts = bool(choice("opens_parts"))
    return Audience(knows=Knows.NOTHING, bases=EVERY_BASIS, opens_parts=parts)
