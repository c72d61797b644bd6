"""The film's exact counters, kept with each write and never counted on the way to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from houselights.base.models import State
from houselights.reviews.models import RatingCount, Review, ReviewCount
from houselights.reviews.rules import bar_of


@dataclass(frozen=True, slots=True)
class Counted:
    """What the counters hold of one review at one moment."""

    imported: bool
    rating: int | None
    has_text: bool
    language: str
    flag: str


def counted(review: Review) -> Counted | None:
    """How the review is counted now; None while it is not published."""
    if review.state != State.PUBLISHED:
        return None
    return Counted(
        imported=review.is_imported,
        rating=review.rating,
        has_text=review.current_id is not None,
        language=review.language,
        flag=flag_name(review.contains_spoilers),
    )


def flag_name(contains_spoilers: bool | None) -> str:
    """The flag's three states as the counters call them."""
    return {True: "yes", False: "no", None: "unknown"}[contains_spoilers]


def move(film_id: int, before: Counted | None, after: Counted | None) -> None:
    """Take a review out of the counters as it was and put it in as it is."""
    if before == after:
        return
    if before is not None:
        _add(film_id, before, -1)
    if after is not None:
        _add(film_id, after, +1)


def count_in(film_id: int, reviews: Iterable[Review]) -> None:
    """Put many new reviews of a film into the counters, in a few updates."""
    for what, number in Counter(map(counted, reviews)).items():
        if what is not None:
            _add(film_id, what, number)


def _add(film_id: int, what: Counted, step: int) -> None:
    if what.rating is not None:
        row, _made = RatingCount.objects.get_or_create(
            film_id=film_id, imported=what.imported, bar=bar_of(what.rating)
        )
        RatingCount.objects.filter(pk=row.pk).update(
            ratings=F("ratings") + step, total=F("total") + step * what.rating
        )
    if what.has_text:
        count, _made = ReviewCount.objects.get_or_create(
            film_id=film_id, language=what.language, flag=what.flag
        )
        ReviewCount.objects.filter(pk=count.pk).update(reviews=F("reviews") + step)
