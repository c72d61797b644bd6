"""A person's own account: name, language, drafts, roles, and the end of every session."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from houselights.accounts import actions
from houselights.accounts.models import Person, Role
from houselights.accounts.reads import roles_of
from houselights.reviews.reads_drafts import drafts_of
from houselights.spoilers.sentences import asked_of
from houselights.web.forms.people import ProfileForm
from houselights.web.moderated import NamedText, named_decisions
from houselights.web.pages.spoilers import general_choice
from houselights.web.reading import Reader, reader_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """/me/: what belongs to the account; POST keeps name, words about oneself and language."""
    person = cast("Person", request.user)
    if request.method != "POST":
        return _page(request, person, ProfileForm.showing(person))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    actions.change_profile(person, **form.cleaned_data)
    messages.success(request, _("Your changes are kept."))
    return redirect("my_account")


def _page(
    request: HttpRequest, person: Person, form: ProfileForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "person": person,
        "roles": [Role(role).label for role in roles_of(person)],
        "asked": _asked(person, reader_of(request)),
        "drafts": drafts_of(person),
        "general": general_choice(reader_of(request), f"{reverse('my_account')}#spoilers"),
        "decisions": named_decisions(person, reader_of(request).stranger),
    }
    return render(request, "me/page.html", context, status=status)


def _asked(person: Person, reader: Reader) -> list[tuple[NamedText, int]]:
    return [(NamedText.of(row, reader.stranger), number) for row, number in asked_of(person)]


@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """POST /me/sign-out-everywhere/: every session ends; with `stay` this one goes on."""
    person = cast("Person", request.user)
    actions.sign_out_everywhere(person)
    if request.POST.get("stay"):
        update_session_auth_hash(request, person)
        messages.success(request, _("You are signed out everywhere but here."))
        return redirect("my_account")
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("home")
