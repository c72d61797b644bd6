"""The film page: /films/<slug>/, its quick rating and what its reader knows."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.base.limits import REVIEWS_PER_PERSON, spend
from houselights.catalogue.models import Film
from houselights.catalogue.reads import film_by_slug
from houselights.reviews.actions import rate_film
from houselights.spoilers.covering import Knows
from houselights.web.film_view import film_view
from houselights.web.freshness import mark, not_modified, page_tag
from houselights.web.query import FilmQuery, local, one_of
from houselights.web.reading import reader_of, remember_of_film
from houselights.web.wishes import from_this_house

MORE = "more"  # the element that "Load more" fills


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """GET /films/<slug>/: the film, its reviews in an order, its questions."""
    film = film_or_404(slug)
    if film.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        address = film.get_absolute_url() + (f"?{query}" if query else "")
        return redirect(address, permanent=True)
    if FilmQuery.is_from_form(request.GET):
        return HttpResponseRedirect(_short_address(request, film))
    tag = page_tag(request, film)
    return not_modified(request, tag) or mark(_page(request, film), tag)


def film_or_404(slug: str) -> Film:
    """The film of that present or former address."""
    film = film_by_slug(slug)
    if film is None:
        raise Http404
    return film


def _short_address(request: HttpRequest, film: Film) -> str:
    """What the filter form asked for, without all that is as it would be anyway."""
    query = FilmQuery.read(request.GET)
    as_usual = reader_of(request).usual_mode(film)
    spoilers = "" if query.spoilers == as_usual else query.spoilers
    return query.link(film.get_absolute_url(), spoilers=spoilers)


def _page(request: HttpRequest, film: Film) -> HttpResponse:
    query = FilmQuery.read(request.GET)
    more = request.headers.get("HX-Target") == MORE
    view = film_view(film, reader_of(request), query, whole=not more)
    return render(request, "film/more.html" if more else "film/page.html", {"page": view})


@require_POST
def rate(request: HttpRequest, slug: str) -> HttpResponse:
    """POST /films/<slug>/rate/: a rating of 1 to 10 without a review, or "none"."""
    film = film_or_404(slug)
    if not isinstance(request.user, Person):
        return redirect_to_login(f"{film.get_absolute_url()}#rate")
    spend(request.user.public_id, "rate", REVIEWS_PER_PERSON)
    rating = _rating_in(request.POST.get("rating", ""))
    rate_film(film, request.user, rating)
    said = _("Your rating is kept.") if rating else _("Your rating has been taken back.")
    messages.success(request, said)
    return HttpResponseRedirect(film.get_absolute_url())


def _rating_in(word: str) -> int | None:
    """A rating of 1 to 10 as it is stored, 10 to 100."""
    if word == "none":
        return None
    if word not in {str(number) for number in range(1, 11)}:
        raise Refusal(_("Choose a rating from 1 to 10, or none."))
    return int(word) * 10


# Without a token, so that the page stays the same for everybody; browsers say whether the form
# stood here, so that no other site opens the curtains of a film for somebody.
@csrf_exempt
@require_POST
def say_known(request: HttpRequest, slug: str) -> HttpResponse:
    """POST /films/<slug>/spoilers/: what the reader knows of the film; nothing takes it back."""
    film = film_or_404(slug)
    response = HttpResponseRedirect(local(request.POST.get("next", ""), film.get_absolute_url()))
    if from_this_house(request):
        said = one_of(request.POST, "know", [knows.value for knows in Knows])
        remember_of_film(request, response, film, Knows(said) if said else None)
    return response
