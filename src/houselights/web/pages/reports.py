"""Reporting a text, or asking for its removal, without an account: /report/<kind>/<id>/."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.base.errors import Gone, Invalid, Refusal
from houselights.base.idempotency import once
from houselights.base.limits import (
    RECEIPTS_PER_CONTACT,
    REPORTS_PER_ADDRESS,
    REPORTS_PER_PERSON,
    spend,
)
from houselights.base.models import State
from houselights.moderation.actions import report as take_report
from houselights.moderation.rules import Reported, receipt_token
from houselights.moderation.subjects import IN_WORDS, Text, film_of, is_shown_to, kind_of, subject
from houselights.web.forms.reports import ReportForm
from houselights.web.network import network_of

VISITOR = "visitor"  # whose forms are told apart by their random tokens alone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """GET shows the form; POST takes the report and leads to its receipt."""
    text = reportable(kind, public_id, request.user)
    if request.method != "POST":
        return _page(request, text, ReportForm(initial={"contact": _own_address(request.user)}))
    form = ReportForm(request.POST)
    try:
        if form.is_valid():
            return _take_once(request, text, form)
    except Invalid as refused:
        form.take(refused)
    return _page(request, text, form, status=422)


def reportable(kind: str, public_id: str, viewer: Viewer) -> Text:
    """The text, if this viewer can report it: 404 unknown, 410 gone, 451 hidden."""
    text = subject(kind, public_id)
    if text is None or (text.current_id is None and text.state != State.ERASED):
        raise Http404
    if is_shown_to(text, viewer):
        return text
    if text.state == State.WITHHELD:
        raise Refusal(
            _("This text is hidden while the moderators look at it, so they know of it already."),
            code="withheld",
        )
    raise Gone(
        _(
            "This text has been taken away already, so there is nothing left to report. If a copy "
            "stands elsewhere, such as in a search engine, ask for its removal there."
        )
    )


def _own_address(viewer: Viewer) -> str:
    return viewer.email if isinstance(viewer, Person) else ""


def _page(request: HttpRequest, text: Text, form: ReportForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "what": IN_WORDS[kind_of(text)],
        "film": film_of(text),
        "back": text.get_absolute_url(),
    }
    return render(request, "reports/form.html", context, status=status)


def _take_once(request: HttpRequest, text: Text, form: ReportForm) -> HttpResponse:
    said = form.said()

    def run() -> dict[str, Any]:
        _spend(request, said)
        return {"report": take_report(text, said, request.user).public_id}

    person = request.user
    owner = person.public_id if isinstance(person, Person) else VISITOR
    kept = once(owner, "report", form.cleaned_data["token"], run)
    return HttpResponseRedirect(reverse("receipt", args=[receipt_token(kept["report"])]))


# ── how often ───────────────────────────────────────────────────────────────────────────────────


def _spend(request: HttpRequest, said: Reported) -> None:
    if isinstance(request.user, Person):
        spend(request.user.public_id, "report", REPORTS_PER_PERSON)
    else:
        spend(network_of(request), "report", REPORTS_PER_ADDRESS)
    if said.contact.strip():
        contact = hashlib.sha256(said.contact.strip().lower().encode()).hexdigest()
        spend(contact, "receipt", RECEIPTS_PER_CONTACT)
