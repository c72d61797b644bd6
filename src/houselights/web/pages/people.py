"""The list of people: /people/."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houselights.accounts.models import Person
from houselights.base.paging import page
from houselights.ranking.person_orders import DEFAULT, PERSON_ORDERS, people_to_order
from houselights.search.reads import person_ids
from houselights.web.browse import Browse, BrowseQuery

PAGE_SIZE = 50


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """GET /people/: everybody with an account, with the number of their reviews."""
    query = BrowseQuery.read(request.GET, PERSON_ORDERS)
    return render(request, "people/list.html", {"page": _people(query)})


def _people(query: BrowseQuery) -> Browse[Person, Person]:
    order = PERSON_ORDERS[query.sort or DEFAULT]
    people = people_to_order()
    if query.q:
        people = people.filter(pk__in=person_ids(query.q))
    found = page(people, order.order, after=query.after, before=query.before, size=PAGE_SIZE)
    return Browse(
        path=reverse("people"),
        query=query,
        orders=PERSON_ORDERS,
        order=order,
        found=found,
        items=list(found.rows),
    )
