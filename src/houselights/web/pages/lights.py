"""The light switch: POST /lights/ keeps the choice in a cookie, so the first paint is right."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from houselights.web.cookies import keep_choice

COOKIE = "lights"
CHOICES = ("auto", "up", "down")


def chosen_lights(request: HttpRequest) -> str:
    """The visitor's choice: "auto" (as the system says), "up" or "down"."""
    choice = request.COOKIES.get(COOKIE, "")
    return choice if choice in CHOICES else "auto"


# Without a token, so that pages stay the same bytes for everybody; a forged request could do no
# more than turn the lights up.
@csrf_exempt
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to where the reader was."""
    response = HttpResponseRedirect(_way_back(request))
    choice = request.POST.get("lights", "")
    kept = choice if choice in ("up", "down") else ""
    keep_choice(request, response, COOKIE, kept, for_script=True)
    return response


def _way_back(request: HttpRequest) -> str:
    """The page that the form stood on, unless it is a stranger's."""
    page = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if safe and page.startswith("/") else "/"
