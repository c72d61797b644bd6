"""What the reviews say in a few words, by the operator's model: /films/<slug>/…/summary/."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houselights.web.ask_view import AskQuery
from houselights.web.freshness import mark
from houselights.web.pages.film import film_or_404
from houselights.web.pages.reviews_say import make_view
from houselights.web.phrased import summary_of

PHRASED = "phrased"  # the element that scripts fill


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """GET `?q=`: the answer with its summary; of it alone where a script asks.

    It has an address of its own so that nobody waits for a model to get the answer.
    """
    film = film_or_404(slug)
    query = AskQuery.read(request.GET)
    if film.slug != slug:
        return HttpResponseRedirect(query.link(reverse("reviews_say_summary", args=[film.slug])))
    view = make_view(request, film, query)
    if view.said:
        view = replace(view, phrased=summary_of(view.said, query.q))
    is_fragment = request.headers.get("HX-Target") == PHRASED
    template = "ask_reviews/phrased.html" if is_fragment else "ask_reviews/page.html"
    return mark(render(request, template, {"page": view, "is_fragment": is_fragment}), None)
