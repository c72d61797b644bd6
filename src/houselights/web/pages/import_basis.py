"""By what right an import stands here, said anew: /imports/<id>/basis/."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.rules import Ability
from houselights.exchange.imported import import_by_id
from houselights.reviews.batches import Stated, state
from houselights.reviews.models import ImportBatch
from houselights.web.forms.basis import BasisForm, initial_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form; POST says it of all texts that came in that import. Editors only."""
    demand(request.user, Ability.IMPORT)
    batch = import_by_id(public_id)
    if batch is None:
        raise Http404
    if request.method != "POST":
        return _page(request, batch, BasisForm(initial=initial_of(Stated.of(batch))))
    form = BasisForm(request.POST)
    if not form.is_valid():
        return _page(request, batch, form, status=422)
    changed = state([batch], form.stated())
    said = (
        _("It is said of all texts of this import now.") if changed else _("Nothing has changed.")
    )
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse('import_page')}#pages")


def _page(
    request: HttpRequest, batch: ImportBatch, form: BasisForm, status: int = 200
) -> HttpResponse:
    return render(request, "imports/basis.html", {"batch": batch, "form": form}, status=status)
