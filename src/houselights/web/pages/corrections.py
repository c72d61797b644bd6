"""What editors correct of what the program found: /films/<slug>/corrections/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.errors import Refusal
from houselights.catalogue.models import Film
from houselights.digest.citing import opened
from houselights.digest.models import Finding
from houselights.opinions.actions import correct, take_back
from houselights.opinions.models import SUBJECT_CHARACTERS, Correction
from houselights.web.digest_quotes import CitedQuote, film_audience
from houselights.web.digest_words import correction_in_words
from houselights.web.pages.film import film_or_404
from houselights.web.query import local
from houselights.web.reading import Reader, reader_of

_DIGEST = re.compile(r"[0-9a-f]{1,64}|")
_SUBJECT = re.compile(r"(aspect|topic|film|question):.+|source|audience", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction; quote: the sentence, where it is found and open to who looks."""

    correction: Correction
    subject: str
    quote: CitedQuote | None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """A film's corrections. POST `subject` and `digest` (empty: all of it) hides, `again` shows.

    `again` is a correction's public id; `next` is where to go then. Editors only.
    """
    film = film_or_404(slug)
    demand(request.user, Ability.EDIT_FILMS)
    if request.method == "POST" and isinstance(request.user, Person):
        return _change(request, film, request.user)
    lines = list(_lines(film, reader_of(request)))
    return render(request, "digest/corrections.html", {"film": film, "lines": lines})


def _change(request: HttpRequest, film: Film, editor: Person) -> HttpResponse:
    page = reverse("corrections", args=[film.slug])
    if again := request.POST.get("again", ""):
        _show_again(film, again, editor)
        messages.success(request, _("It is shown again."))
    else:
        _hide(request, film, editor)
        way_back = format_html('<a href="{}">{}</a>', page, _("Show it again"))
        messages.success(request, format_html("{} {}", _("It is hidden."), way_back))
    return HttpResponseRedirect(local(request.POST.get("next", ""), page))


def _show_again(film: Film, public_id: str, editor: Person) -> None:
    correction = Correction.objects.filter(film=film, public_id=public_id).first()
    if correction is None:
        raise Http404
    take_back(correction, editor)


def _hide(request: HttpRequest, film: Film, editor: Person) -> None:
    subject, digest = request.POST.get("subject", ""), request.POST.get("digest", "")
    fits = _SUBJECT.fullmatch(subject) and len(subject) <= SUBJECT_CHARACTERS
    if not fits or _DIGEST.fullmatch(digest) is None:
        raise Refusal(
            _("This form does not say what is wrong. Go back and press the button again.")
        )
    correct(film, editor, subject=subject, digest=digest)


def _lines(film: Film, reader: Reader) -> Iterator[CorrectionLine]:
    rows = list(Correction.objects.filter(film=film).select_related("by").order_by("-at", "-pk"))
    quotes = _quotes(film, reader, {row.digest for row in rows if row.digest})
    for row in rows:
        subject = correction_in_words(row.subject, film)
        yield CorrectionLine(row, subject, quotes.get(row.digest))


def _quotes(film: Film, reader: Reader, digests: set[str]) -> dict[str, CitedQuote]:
    """By its digest each sentence that is still among the findings."""
    rows = Finding.objects.filter(film=film, digest__in=digests).order_by("pk")
    found = dict(rows.values_list("digest", "pk"))
    cited = opened(list(found.values()), film_audience(reader, film))
    return {one.digest: CitedQuote(one) for one in cited}
