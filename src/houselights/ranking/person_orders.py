"""The orders that the list of people offers."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from houselights.accounts.models import Person
from houselights.base.paging import Order
from houselights.ranking.orders import NamedOrder
from houselights.reviews.models import Review

DEFAULT = "reviews"
PERSON_ORDERS: dict[str, NamedOrder] = {
    "reviews": NamedOrder(
        Order("reviews", ("-reviews_number", "id")),
        _("Most reviews"),
        _("By the number of reviews, whatever they say."),
    ),
    "new": NamedOrder(
        Order("new", ("-id",)), _("Newest here"), _("By the day on which somebody came here.")
    ),
}


def people_to_order() -> QuerySet[Person]:
    """Everybody with an open account, with the column that the orders above read."""
    written = Review.objects.published().with_text().filter(author=OuterRef("pk")).order_by()
    number = written.values("author").annotate(number=Count("pk")).values("number")
    return Person.objects.filter(is_active=True).annotate(
        reviews_number=Coalesce(Subquery(number), Value(0), output_field=IntegerField())
    )
