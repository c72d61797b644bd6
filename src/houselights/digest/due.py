"""When a film's digest is built anew: soon where enough has changed, else within a day.

Every new review is enough while there are few; later one in twenty. What readers must not see any
more is gone at once: findings of texts that changed are taken away in the same transaction, and
the counts are made anew from what is left, whenever they are asked for.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from houselights.base.clock import now
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.digest.building import ENGINE
from houselights.digest.models import FilmDigest, Finding
from houselights.reviews.models import ReviewCount

PAUSE = timedelta(minutes=1)  # so that what changes together is looked through at once
_ENOUGH = 0.05  # of the reviews


def note_change(film_id: int, review_id: int | None = None) -> None:
    """Reviews came, changed or went; the film is built anew soon if that is enough.

    Nothing counts of the review that is named until it is looked through anew. One query while many
    come, as in an import.
    """
    fields = ("engine", "is_awaited", "reviews")
    row = FilmDigest.objects.filter(film=film_id).values(*fields).first()
    if row is not None and row["engine"]:
        forget_counts(film_id)
        if review_id is not None and forget_findings(review_id):
            make_due(film_id)
            return
    if row is None or not row["is_awaited"]:
        _note_in(film_id, row["reviews"] if row else None)


def _note_in(film_id: int, before: int | None) -> None:
    if before is None or _is_enough(film_id, before):
        make_due(film_id)
    else:
        FilmDigest.objects.filter(film=film_id).update(changed_at=now())


def _is_enough(film_id: int, before: int) -> bool:
    return abs(reviews_of(film_id) - before) >= enough(before)


def enough(reviews: int) -> int:
    """How many more or fewer reviews make it worth looking through so many anew."""
    return max(1, ceil(_ENOUGH * reviews))


def make_due(film_id: int) -> None:
    """Let a film be built anew soon, by one task however often this is said."""
    with write(film_id):
        FilmDigest.objects.get_or_create(film_id=film_id)
        FilmDigest.objects.filter(film=film_id).update(changed_at=now())
        if FilmDigest.objects.filter(film=film_id, is_awaited=False).update(is_awaited=True):
            _enqueue(film_id)


def forget_counts(film_id: int) -> None:
    """What is kept of the counts is no longer right: they are counted when they are asked for."""
    FilmDigest.objects.filter(film=film_id).exclude(counts={}).update(counts={})


def forget_findings(review_id: int) -> bool:
    """Take away what was found in a review; whether there was anything."""
    return bool(Finding.objects.filter(review=review_id).delete()[0])


def reviews_of(film_id: int) -> int:
    """How many published reviews with a text a film has; one query."""
    rows = ReviewCount.objects.filter(film=film_id)
    return rows.aggregate(together=Sum("reviews"))["together"] or 0


def stale_films() -> QuerySet[Film]:
    """Films whose digest is due, or was built by another version of the program."""
    counts = ReviewCount.objects.filter(film=OuterRef("pk"), reviews__gt=0)
    fresh = FilmDigest.objects.filter(film=OuterRef("pk"), engine=ENGINE, changed_at=None)
    has_digest = FilmDigest.objects.filter(film=OuterRef("pk"))
    wanted = Q(Exists(counts)) | Q(Exists(has_digest))
    return Film.objects.filter(wanted).filter(~Exists(fresh)).order_by("pk")


def _enqueue(film_id: int) -> None:
    from houselights.digest.tasks import build_digest  # which calls this module

    build_digest.using(run_after=now() + PAUSE).enqueue(film_id)
