"""The administrators' list of invitations, where links are made and ended."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from houselights.accounts.actions import demand
from houselights.accounts.invitations import end_invitation, invitations, invite, uses_left
from houselights.accounts.models import Invitation, Person
from houselights.accounts.rules import Ability
from houselights.base.house import choice, public_url
from houselights.base.limits import PAGE_SIZE
from houselights.web.forms.invitations import InvitationForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """/house/invitations/: the list and the form; POST makes a link and shows it this once."""
    demand(request.user, Ability.RUN_HOUSE)
    if request.method != "POST":
        return _page(request, InvitationForm())
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    _invitation, token = invite(form.wanted(), cast("Person", request.user))
    return _page(request, InvitationForm(), link=public_url(reverse("join", args=[token])))


def _page(
    request: HttpRequest, form: InvitationForm, *, link: str = "", status: int = 200
) -> HttpResponse:
    page = Paginator(invitations(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "link": link,
        "page": page,
        "rows": [{"invitation": row, "left": uses_left(row)} for row in page],
        "registration": choice("registration"),
    }
    return render(request, "invitations/page.html", context, status=status)


@login_required
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST /house/invitations/<id>/end/: nobody comes in by it any more."""
    demand(request.user, Ability.RUN_HOUSE)
    invitation = get_object_or_404(Invitation, public_id=public_id)
    end_invitation(invitation, cast("Person", request.user))
    messages.success(request, _("The invitation has ended."))
    return redirect("invitations")
