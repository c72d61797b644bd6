"""One sentence for each of several counts, for pages that show the counts beside each other.

What a page of one count reads are all findings of a film; here only those of the counts in question
are looked at, since this stands on every film page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import F, Q

from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.digest.citing import Cited, Wanted, opened
from houselights.digest.counting import bases_in, subject_of
from houselights.digest.models import Finding
from houselights.digest.summary import together
from houselights.opinions.reads import corrections_of
from houselights.reviews.rights import Basis
from houselights.spoilers.redact import Audience

TRIED = 3  # sentences of a count, until one is open to the reader


class _Place(NamedTuple):
    finding: int
    review: int
    batch: int | None
    kind: str
    subject: str
    polarity: int
    sureness: float
    helpful: int  # the review's place among the helpful ones
    digest: str


def foremost(film: Film, audience: Audience, wanted: Sequence[Wanted]) -> list[Cited | None]:
    """For each count its best sentence that is open to the audience, in the same order.

    Groups of readers are not told apart. Three queries, and two for each count.
    """
    if not wanted:
        return []
    places = list(_places(film.pk, audience, wanted))
    return [_first_open(_best(places, one), audience) for one in wanted]


def _first_open(findings: Sequence[int], audience: Audience) -> Cited | None:
    return next((one for one in opened(findings, audience) if not one.is_closed), None)


def _places(film_id: int, audience: Audience, wanted: Iterable[Wanted]) -> Iterator[_Place]:
    hidden, bases = corrections_of(film_id), bases_in(film_id)
    asked = reduce(or_, (Q(kind=one.kind, subject=one.subject) for one in wanted))
    rows = Finding.objects.filter(
        asked,
        film=film_id,
        review__state=State.PUBLISHED,
        revision=F("review__current"),
        is_safe=True,
    )
    fields = ("pk", "review", "review__batch", "kind", "subject", "polarity", "sureness")
    for row in map(_Place._make, rows.values_list(*fields, "review__place", "digest")):
        may_read = bases.get(row.batch, Basis.OPEN) in audience.bases
        if may_read and not hidden.hides(subject_of(row.kind, row.subject), row.digest):
            yield row


def _best(places: Iterable[_Place], wanted: Wanted) -> list[int]:
    """The findings that are tried, best first: sentences of reviews that the count counts."""
    by_review: dict[int, list[_Place]] = defaultdict(list)
    for one in places:
        if (one.kind, one.subject) == (wanted.kind, wanted.subject):
            by_review[one.review].append(one)
    some = [
        max(those, key=lambda one: one.sureness)
        for those in by_review.values()
        if wanted.side in (None, together({one.polarity for one in those}, wanted.kind))
    ]
    some.sort(key=lambda one: (-round(one.sureness, 1), -one.helpful, one.finding))
    return [one.finding for one in some[:TRIED]]
