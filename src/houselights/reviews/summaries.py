"""Ratings and reviews of many films, of a person and of the whole house, each in a query or two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet, Sum

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.reviews.models import RatingCount, Review, ReviewCount
from houselights.reviews.rules import Ratings, bar_of, ratings_from


@dataclass(frozen=True, slots=True)
class Summary:
    """Ratings, and how many reviews have a text."""

    ratings: Ratings = field(default_factory=Ratings)
    reviews: int = 0


def summaries_of(films: Iterable[Film]) -> dict[int, Summary]:
    """The summary of each film by its key; two queries, whatever the number of films."""
    keys = [film.pk for film in films]
    bars = defaultdict[int, list[tuple[int, int, int]]](list)
    counts = RatingCount.objects.filter(film__in=keys)
    for film_id, *bar in counts.values_list("film_id", "bar", "ratings", "total"):
        bars[film_id].append((bar[0], bar[1], bar[2]))
    numbers = _numbers_of_reviews(keys)
    return {key: Summary(ratings_from(bars[key]), numbers.get(key, 0)) for key in keys}


def _numbers_of_reviews(film_ids: list[int]) -> dict[int, int]:
    rows = ReviewCount.objects.filter(film__in=film_ids).values_list("film_id")
    return dict(rows.annotate(number=Sum("reviews")))


def summary_of_person(person: Person) -> Summary:
    """What somebody has given to the house and still stands; one query."""
    rows = Review.objects.filter(author=person, state=State.PUBLISHED).values_list("rating")
    bars, reviews = [], 0
    for rating, number, texts in rows.annotate(n=Count("pk"), texts=Count("current")):
        reviews += texts
        if rating is not None:
            bars.append((bar_of(rating), number, number * rating))
    return Summary(ratings_from(bars), reviews)


def summary_of_house() -> Summary:
    """Every rating and review of the house, imported ones too; two queries."""
    rows = RatingCount.objects.values_list("bar").annotate(n=Sum("ratings"), sum=Sum("total"))
    reviews = ReviewCount.objects.aggregate(n=Sum("reviews"))["n"] or 0
    return Summary(ratings_from(rows), reviews)


def latest_reviews() -> QuerySet[Review]:
    """Published reviews with a text, the newest first, joined with what a card shows."""
    rows = Review.objects.published().with_text().with_all_parts().select_related("film")
    return rows.order_by("-arrived", "-id")
