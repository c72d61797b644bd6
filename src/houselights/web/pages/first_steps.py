"""What an administrator does next: the way from an empty house to one that others can use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.accounts.actions import demand
from houselights.accounts.models import Invitation
from houselights.accounts.rules import Ability
from houselights.base.house import choice
from houselights.catalogue.models import Film
from houselights.statements.models import Name
from houselights.statements.reads import unwritten


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `link` is where, and "" where it is done outside the pages."""

    title: str
    why: str
    is_done: bool
    link: str = ""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """/house/first-steps/: what is done and what is left. Administrators only."""
    demand(request.user, Ability.RUN_HOUSE)
    return render(request, "first_steps/page.html", {"steps": list(_steps())})


def _steps() -> Iterator[Step]:
    yield Step(
        _("Begin the first film"),
        _("By its title alone, or by a page of reviews that you bring in."),
        Film.objects.filter(is_demo=False).exists(),
        reverse("new_film"),
    )
    yield Step(
        _("Take the demonstration away"),
        _("Its people and reviews are invented; once they are gone, what is left is yours."),
        not choice("demonstration"),
        reverse("remove_demo"),
    )
    yield from _words()
    yield Step(
        _("Let the house send mail"),
        _("Forgotten passwords and answers to reports need it: set EMAIL_URL and start again."),
        settings.MAIL_IS_SET_UP,
    )
    yield Step(
        _("Invite a friend"),
        _("A link lets somebody sign up, also where sign-up is by invitation only."),
        Invitation.objects.exists(),
        reverse("invitations"),
    )


def _words() -> Iterator[Step]:
    missing = unwritten()
    yield Step(
        _("Say how to reach you"),
        _("Readers look for it on the page Contact."),
        Name.CONTACT not in missing,
        reverse("edit_statement", args=[Name.CONTACT]),
    )
    yield Step(
        _("Say who answers for this house"),
        _("Many countries ask for an imprint with a name and an address."),
        Name.IMPRINT not in missing,
        reverse("edit_statement", args=[Name.IMPRINT]),
    )
