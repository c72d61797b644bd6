"""The orders that the list of films offers."""

from __future__ import annotations

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houselights.base.paging import Order
from houselights.catalogue.models import Film
from houselights.ranking.orders import NamedOrder
from houselights.reviews.models import ReviewCount

DEFAULT = "title"


def _named(
    name: str, columns: tuple[str, ...], label: Promise, rule: Promise, *texts: str
) -> NamedOrder:
    return NamedOrder(Order(name, columns, frozenset(texts)), label, rule)


FILM_ORDERS: dict[str, NamedOrder] = {
    "title": _named(
        "title",
        ("sort_title", "id"),
        _("Title"),
        _("By title, without its article."),
        "sort_title",
    ),
    "year": _named(
        "year",
        ("-known_year", "-id"),
        _("Year"),
        _("The youngest films first; those of an unknown year last."),
    ),
    "new": _named("new", ("-id",), _("Newest here"), _("By the day on which a film came here.")),
    "reviewed": _named(
        "reviewed",
        ("-reviews_number", "-id"),
        _("Most reviewed"),
        _("By the number of reviews, whatever they say."),
    ),
}


def films_to_order() -> QuerySet[Film]:
    """All films with the columns that the orders above read."""
    counts = ReviewCount.objects.filter(film=OuterRef("pk")).values("film")
    number = Subquery(counts.annotate(number=Sum("reviews")).values("number"))
    return Film.objects.annotate(
        known_year=Coalesce("year", Value(0)),
        reviews_number=Coalesce(number, Value(0), output_field=IntegerField()),
    )
