"""Correcting a film's facts, and accepting what a page suggested about it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.catalogue.actions import change_film, facts_of, settle_proposal
from houselights.catalogue.models import Film, FilmProposal
from houselights.exchange.evidence import facts_said
from houselights.web.forms.films import FilmForm
from houselights.web.pages.film import film_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """/films/<slug>/edit/: a film's facts as a form; POST keeps them. Editors only."""
    film = film_or_404(slug)
    demand(request.user, Ability.EDIT_FILMS)
    if request.method != "POST":
        return _page(request, film, FilmForm.showing(facts_of(film)))
    form = FilmForm(request.POST)
    if not form.is_valid():
        return _page(request, film, form, status=422)
    change_film(film, form.facts(facts_of(film)))
    settle_proposal(film, _person(request))
    messages.success(request, _("The film's facts are kept."))
    return HttpResponseRedirect(film.get_absolute_url())


def _person(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _page(request: HttpRequest, film: Film, form: FilmForm, status: int = 200) -> HttpResponse:
    proposal = FilmProposal.objects.filter(film=film, settled_at=None).first()
    facts = facts_said(proposal.evidence) if proposal else []
    context = {"film": film, "form": form, "proposal": proposal, "facts": facts}
    return render(request, "edit_film/page.html", context, status=status)
