"""Signing up, and the link that invites to it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import SignupView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from houselights.accounts.adapter import forget_invitation, hold_invitation
from houselights.accounts.invitations import demand_good, invitation_of
from houselights.base.errors import Gone, Invalid
from houselights.base.house import choice
from houselights.base.limits import JOINS_PER_ADDRESS, spend


class SignUp(SignupView):  # type: ignore[misc]
    """/accounts/signup/: as allauth has it, but for the newcomer who comes second."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make the account; a handle that was taken this very moment is a field to mend."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except Invalid as refused:
            for name, sentence in refused.problems.items():
                form.add_error(name, sentence)
            return self.form_invalid(form)  # type: ignore[no-any-return]
        forget_invitation(self.request)
        return answer


sign_up = SignUp.as_view()


@never_cache
@require_safe
def join(request: HttpRequest, invitation: str) -> HttpResponse:
    """/join/<token>/: who invites to which house; signing up is open to who comes from here.

    404 for a token that was never given out, 410 for an invitation that is good no more.
    """
    spend(get_adapter().get_client_ip(request), "join", JOINS_PER_ADDRESS)
    found = invitation_of(invitation)
    if found is None:
        raise Http404
    if choice("registration") == "closed":
        return render(request, "account/signup_closed.html", status=410)
    try:
        demand_good(found)
    except Gone:
        forget_invitation(request)
        raise
    hold_invitation(request, found)
    return render(request, "join/page.html", {"invitation": found})
