"""The list of films: /films/."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houselights.base.paging import page
from houselights.catalogue.models import Film
from houselights.ranking.film_orders import DEFAULT, FILM_ORDERS, films_to_order
from houselights.search.reads import film_ids
from houselights.web.browse import Browse, BrowseQuery
from houselights.web.film_tiles import FilmTile, make_tiles

PAGE_SIZE = 36  # divides into rows of 2, 3, 4 and 6


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """GET /films/: posters in one of four orders, all films or those that a search finds."""
    query = BrowseQuery.read(request.GET, FILM_ORDERS)
    return render(request, "films/page.html", {"page": _films(query)})


def _films(query: BrowseQuery) -> Browse[Film, FilmTile]:
    order = FILM_ORDERS[query.sort or DEFAULT]
    films = films_to_order()
    if query.q:
        films = films.filter(pk__in=film_ids(query.q))
    found = page(films, order.order, after=query.after, before=query.before, size=PAGE_SIZE)
    return Browse(
        path=reverse("films"),
        query=query,
        orders=FILM_ORDERS,
        order=order,
        found=found,
        items=make_tiles(found.rows),
    )
