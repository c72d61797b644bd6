"""The sentences behind a count, as one reader may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Q

from houselights.catalogue.models import Film
from houselights.digest.counting import Place, places_of, ratings_in, subject_of
from houselights.digest.models import Finding, Kind
from houselights.digest.summary import Group, groups_of, verdicts_of
from houselights.opinions.material import Polarity
from houselights.reviews.models import Review
from houselights.spoilers.open_sentences import open_sentences
from houselights.spoilers.redact import Audience, Mode
from houselights.text.length import count_words
from houselights.text.spans import Place as TextPlace
from houselights.text.spans import Span

CITED_AT_ONCE = 10


class Wanted(NamedTuple):
    """Whose sentences about what; `side` is what their review says as a whole, None is any."""

    kind: str
    subject: str
    side: Polarity | None = None
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of a review; `span` are code points of the stored text.

    text: "" where it is closed to the reader; words: how many it has. subject and digest: what a
    correction of it names.
    """

    review: Review
    version: int
    place: TextPlace
    span: Span
    text: str
    words: int
    polarity: Polarity
    subject: str
    digest: str

    @property
    def is_closed(self) -> bool:
        """Whether it stands under a cover."""
        return not self.text


@dataclass(frozen=True, slots=True)
class CitedPage:
    """Some of the sentences, best first; `after` begins the next page, None: there is none."""

    rows: Sequence[Cited]
    after: int | None


def cited(
    film: Film, audience: Audience, wanted: Wanted, *, after: int = 0, size: int = CITED_AT_ONCE
) -> CitedPage:
    """The sentences behind a count: the surest of each review first, of the most helpful first.

    Safe ones go before others. Each is opened anew for the audience; where it is covered for them,
    or may give something away when it stands alone, it has no words.
    """
    ranked = _ranked(film.pk, audience, wanted)
    found: list[Cited] = []
    reached = after
    while reached < len(ranked) and len(found) < size:
        some = ranked[reached : reached + size - len(found)]
        found += opened(some, audience)
        reached += len(some)
    return CitedPage(found, reached if reached < len(ranked) else None)


def _ranked(film_id: int, audience: Audience, wanted: Wanted) -> list[int]:
    """The ids of the findings in the order in which they are cited."""
    ratings = ratings_in(film_id, max(audience.bases))
    only = Q(kind=wanted.kind, subject=wanted.subject)
    if wanted.group in (Group.FIRST, Group.NOT_FIRST):
        only |= Q(kind=Kind.SOURCE)
    places = [one for one in places_of(film_id, only) if one.said.review in ratings]
    reviews = _reviews(places, ratings, wanted)
    some = [
        one
        for one in places
        if one.said.kind == wanted.kind
        and one.said.subject == wanted.subject
        and one.said.review in reviews
    ]
    helpful = dict(Review.objects.filter(pk__in=reviews).values_list("pk", "place"))
    some.sort(key=lambda one: (-round(one.sureness, 1), -helpful[one.said.review], one.finding))
    some.sort(key=lambda one: not one.is_safe)
    before: Counter[int] = Counter()
    turns: list[tuple[int, int]] = []
    for one in some:
        turns.append((before[one.said.review], one.finding))
        before[one.said.review] += 1
    return [finding for _turn, finding in sorted(turns, key=lambda turn: turn[0])]


def _reviews(
    places: Sequence[Place], ratings: Mapping[int, int | None], wanted: Wanted
) -> set[int]:
    """The reviews that the count counts."""
    said = [one.said for one in places]
    verdicts = verdicts_of(said, wanted.kind).get(wanted.subject, {})
    group = groups_of(said, ratings)[wanted.group] if wanted.group else None
    return {
        review
        for review, verdict in verdicts.items()
        if wanted.side in (None, verdict) and (group is None or review in group)
    }


def opened(findings: Sequence[int], audience: Audience) -> Iterator[Cited]:
    """The findings in their order, with the words of those that are open to the audience.

    Texts that the audience may not read at all are left out.
    """
    parts = ("review__current", "review__author", "review__batch", "review__tally")
    rows = Finding.objects.select_related(*parts).in_bulk(findings)
    texts: dict[int, Mapping[_Key, _Text]] = {}
    for pk in findings:
        row = rows.get(pk)
        if row is None or row.review.current is None:  # gone since it was looked for
            continue
        if row.review_id not in texts:
            texts[row.review_id] = _texts(row.review, audience)
        place, span = TextPlace(row.place), Span(row.start, row.end)
        found = texts[row.review_id].get((place, span))
        if found is not None:
            yield Cited(
                row.review,
                row.review.current.number,
                place,
                span,
                found.text,
                found.words,
                Polarity(row.polarity),
                subject_of(row.kind, row.subject),
                row.digest,
            )


type _Key = tuple[TextPlace, Span]


class _Text(NamedTuple):
    text: str
    words: int


def _texts(review: Review, audience: Audience) -> Mapping[_Key, _Text]:
    """Every sentence of a review, without its words where it is not to be quoted to them."""
    sentences = open_sentences(review, audience)
    quoted = {(one.place, one.span) for one in sentences if not one.risky}
    return {
        (one.place, one.span): _Text(
            one.text if (one.place, one.span) in quoted else "", count_words(one.text)
        )
        for one in open_sentences(review, replace(audience, mode=Mode.SHOW))
    }
