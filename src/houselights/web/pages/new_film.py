"""Beginning a film that has no reviews yet."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.rules import Ability
from houselights.catalogue.actions import FilmFacts, add_film
from houselights.exchange.films import FilmWanted, find_film, is_first_beside_demo
from houselights.web.demo_offer import offer_to_remove_demo
from houselights.web.forms.films import FilmForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """/new-film/: the facts of a film as a form; POST begins its page. Editors only."""
    demand(request.user, Ability.EDIT_FILMS)
    if request.method != "POST":
        return render(request, "new_film/page.html", {"form": FilmForm()})
    form = FilmForm(request.POST)
    if form.is_valid() and (wanted := _wanted(form)):
        return _begun(request, wanted)
    return render(request, "new_film/page.html", {"form": form}, status=422)


def _wanted(form: FilmForm) -> FilmWanted | None:
    """The film that is to begin; None, with the reason on the form, if it is here already."""
    wanted = FilmWanted(form.facts(FilmFacts(form.cleaned_data["title"])))
    film = find_film(wanted)
    if film is None:
        return wanted
    way = format_html('<a href="{}">{}</a>', film.get_absolute_url(), film.title_and_year)
    form.add_error("title", format_html(_("This film is here already: {link}"), link=way))
    return None


def _begun(request: HttpRequest, wanted: FilmWanted) -> HttpResponse:
    is_first = is_first_beside_demo(wanted)
    film = add_film(wanted.facts)
    messages.success(request, _("The film has its page. Write its first review, or invite one."))
    if is_first:
        offer_to_remove_demo(request)
    return HttpResponseRedirect(film.get_absolute_url())
