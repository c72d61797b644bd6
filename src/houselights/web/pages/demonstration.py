"""Taking the demonstration away: /demonstration/remove/."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.catalogue.models import Film
from houselights.exchange.demo.leaving import leaving
from houselights.exchange.demo.leaving import remove as remove_demo


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    """/demonstration/remove/: says what goes and what stays; POST does it. Administrators only."""
    demand(cast("Person", request.user), Ability.RUN_HOUSE)
    if request.method != "POST":
        return render(request, "demonstration/page.html", {"leaving": leaving()})
    messages.success(request, _said(remove_demo()))
    return redirect("home")


def _said(kept: list[Film]) -> SafeString | str:
    if not kept:
        return _("The demonstration is gone.")
    stays = ngettext(
        "The demonstration is gone. One film stays, since people wrote about it: {films}",
        "The demonstration is gone. {number} films stay, since people wrote about them: {films}",
        len(kept),
    )
    titles = ", ".join(film.title_and_year for film in kept)
    return format_html(stays, number=len(kept), films=titles)
