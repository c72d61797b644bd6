"""What readers without an account see of texts that came without a right: /house/unstated/."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.rules import Ability
from houselights.base.house import choice, choose, is_public
from houselights.web.forms.unstated import MEMBERS, UnstatedForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest) -> HttpResponse:
    """The two choices, the cautious one preselected; POST keeps one. Administrators only."""
    demand(request.user, Ability.RUN_HOUSE)
    if request.method != "POST":
        return _page(
            request, UnstatedForm(initial={"shown_to": choice("unstated_texts") or MEMBERS})
        )
    form = UnstatedForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    choose("unstated_texts", form.cleaned_data["shown_to"])
    messages.success(request, _("Your choice is kept, and holds from now on."))
    return HttpResponseRedirect(request.path)


def _page(request: HttpRequest, form: UnstatedForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "is_public": is_public()}
    return render(request, "unstated/page.html", context, status=status)
