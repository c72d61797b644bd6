"""The way in for the first administrator, by the link that the program prints."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import open_setup_link, use_setup_link
from houselights.accounts.models import Person
from houselights.base.errors import Invalid
from houselights.base.house import choice, choose
from houselights.base.writing import write
from houselights.web.forms.people import SetUpForm


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """/set-up/<token>/: names the house and makes its administrator, who is signed in then.

    404 for a token that was never issued, 410 for one that has done its work.
    """
    if open_setup_link(token) is None:
        return _unknown(request)
    if request.method != "POST":
        as_it_stands = {
            "house_name": choice("house_name"),
            "language": get_language(),
            "registration": choice("registration"),
        }
        return _page(request, SetUpForm(initial=as_it_stands))
    form = SetUpForm(request.POST)
    person = _administrator(token, form)
    if person is None:
        return _page(request, form, status=422)
    login(request, person)
    messages.success(request, _("The house is yours. Welcome."))
    return redirect("first_steps")


def _administrator(token: str, form: SetUpForm) -> Person | None:
    """The new administrator; None if the form has to be mended first."""
    if not form.is_valid():
        return None
    try:
        with write():
            person = use_setup_link(token, form.person())
            for name in ("house_name", "language", "registration"):
                choose(name, form.cleaned_data[name])
    except Invalid as refused:
        form.take(refused)
        return None
    return person


def _page(request: HttpRequest, form: SetUpForm, status: int = 200) -> HttpResponse:
    return render(request, "setup/page.html", {"form": form}, status=status)


def _unknown(request: HttpRequest) -> HttpResponse:
    sentence = _("This set-up link is unknown. Start the program again: it prints the present one.")
    return render(request, "errors/404.html", {"sentence": sentence}, status=404)
