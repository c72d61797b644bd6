"""What is covered for whom, and the choice for all films: /spoilers/."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from houselights.spoilers.covering import Knows
from houselights.spoilers.reader import GENERALLY
from houselights.spoilers.redact import Mode
from houselights.web.known import MODES, Option
from houselights.web.query import local, one_of
from houselights.web.reading import Reader, reader_of, remember_in_general
from houselights.web.wishes import from_this_house


@dataclass(frozen=True, slots=True)
class GeneralChoice:
    """How somebody meets spoilers of all films; `spoilers/form.html` gets it as `general`."""

    modes: list[Option]
    levels: list[Option]
    is_said: bool  # by the reader; else it is as the house does
    back: str  # the page that the form stands on


def general_choice(reader: Reader, back: str) -> GeneralChoice:
    """What counts for that reader, to be changed."""
    knows = reader.general.knows or reader.house.knows
    mode = reader.general.mode or reader.house.mode
    labels = {Knows.NOTHING: _("Nothing"), Knows.PREMISE: _("The premise")}
    return GeneralChoice(
        modes=[Option(one.value, str(label), one is mode) for one, label in MODES.items()],
        levels=[Option(one.value, labels[one], one is knows) for one in GENERALLY],
        is_said=bool(reader.general),
        back=back,
    )


# Without a token, as `say_known` of the film page: browsers say whether the form stood here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """/spoilers/: explains the covers; POST keeps the general choice, or forgets it."""
    path = reverse("spoilers")
    if request.method != "POST":
        general = general_choice(reader_of(request), f"{path}#choice")
        return render(request, "spoilers/page.html", {"general": general})
    response = HttpResponseRedirect(local(request.POST.get("next", ""), path))
    if from_this_house(request):
        _keep(request, response)
    return response


def _keep(request: HttpRequest, response: HttpResponse) -> None:
    given = request.POST
    mode = one_of(given, "spoilers", [mode.value for mode in Mode])
    knows = one_of(given, "know", [knows.value for knows in GENERALLY])
    if given.get("forget"):
        remember_in_general(request, response, None, None)
        messages.success(request, _("Spoilers are met as this house does."))
        return
    remember_in_general(
        request, response, Mode(mode) if mode else None, Knows(knows) if knows else None
    )
    messages.success(request, _("Your choice is kept, and counts for all films."))
