"""What became of a report: /reports/<token>/, and objecting to its decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from houselights.base.errors import Invalid
from houselights.base.house import choice
from houselights.catalogue.models import Film
from houselights.moderation.actions import object_to
from houselights.moderation.letters import receipt_address
from houselights.moderation.models import Act, LogEntry, Objection, Reason, Report
from houselights.moderation.reads import later_decision, objection_to, report_by_token
from houselights.moderation.rules import why_not_object
from houselights.moderation.subjects import IN_WORDS, Text, film_of, is_shown_to, subject_of
from houselights.web.forms.reports import ObjectingForm


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as those are told who are not moderators; who made it stays among these."""

    entry: LogEntry

    @property
    def said(self) -> str:
        """What was done with the text."""
        return {
            Act.HIDE: _("It has been hidden."),
            Act.REMOVE: _("It has been removed."),
            Act.RESTORE: _("It is shown again."),
            Act.ERASE_VERSION: _("An earlier version of it has been erased."),
            Act.CLOSE: _("It has been closed to new answers."),
            Act.REOPEN: _("It takes answers again."),
            Act.MERGE: _("It has been merged into another question."),
            Act.UNMERGE: _("It stands by itself again."),
            Act.RETITLE: _("It is asked in other words now."),
        }.get(Act(self.entry.act), _("It stays as it is."))

    @property
    def on(self) -> datetime:
        """When."""
        return self.entry.created_at

    @property
    def reason(self) -> str:
        """Why, in the words of the list; "something else" tells nothing and is left out."""
        return "" if self.entry.reason == Reason.OTHER else self.entry.why

    @property
    def explanation(self) -> str:
        """Why, in the moderators' own words; may be empty."""
        return self.entry.explanation


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection and its answer, for who objected."""

    objection: Objection

    @property
    def answer(self) -> Told | None:
        """What the moderators answered, if they did."""
        return Told(self.objection.answer) if self.objection.answer else None

    @property
    def is_upheld(self) -> bool:
        """Whether the decision stands after all."""
        return self.objection.answer is not None and self.objection.answer.act == Act.KEEP


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A report for who made it; the template `reports/receipt.html` gets it as `page`."""

    report: Report
    text: Text | None
    address: str
    token: str

    @property
    def what(self) -> str:
        """Such as "a review"."""
        return str(IN_WORDS[self.report.kind])

    @property
    def film(self) -> Film | None:
        """The film that the text is about, while the text is in the house."""
        return film_of(self.text) if self.text else None

    @property
    def link(self) -> str:
        """Where the text stands; empty where strangers can't read it."""
        if self.text is None or not is_shown_to(self.text, AnonymousUser()):
            return ""
        return self.text.get_absolute_url()

    @property
    def decision(self) -> Told | None:
        """What was decided about the report, if anything was."""
        return Told(self.report.decision) if self.report.decision else None

    @property
    def is_closed(self) -> bool:
        """Whether the text went away before anybody decided."""
        return self.report.decided_at is not None and self.report.decision is None

    @property
    def objected(self) -> Objected | None:
        """The reporter's objection, if there is one."""
        entry = self.report.decision
        found = objection_to(entry, report=self.report) if entry else None
        return Objected(found) if found else None

    @property
    def later(self) -> Told | None:
        """What was decided since then, other than in answer to the reporter's own objection."""
        entry = later_decision(self.report.decision) if self.report.decision else None
        objected = self.objected
        known = objected.objection.answer if objected else None
        return None if entry is None or entry == known else Told(entry)

    @property
    def may_object(self) -> bool:
        """Whether the reporter can object to the decision now."""
        entry = self.report.decision
        if entry is None or self.objected is not None:
            return False
        return not why_not_object(entry.act, by_writer=False, is_last=self.later is None)

    @property
    def is_mailed(self) -> bool:
        """Whether the link and the decision come by mail too."""
        return bool(self.report.contact) and settings.MAIL_IS_SET_UP

    @property
    def days(self) -> int:
        """How long the report is kept after its decision."""
        return int(choice("report_days"))


def _view(token: str) -> ReceiptView:
    report = report_by_token(token)
    if report is None:
        raise Http404
    return ReceiptView(report, subject_of(report), receipt_address(report), token)


@never_cache
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """GET /reports/<token>/: the receipt. Its address is a key, so it goes nowhere from here."""
    response = render(request, "reports/receipt.html", {"page": _view(token)})
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


# A page of its own: with "no-referrer" browsers send forms from nowhere, and none may come so.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to_report(request: HttpRequest, token: str) -> HttpResponse:
    """/reports/<token>/object/: who reported says once why the decision was wrong."""
    view = _view(token)
    back = HttpResponseRedirect(reverse("receipt", args=[token]))
    entry = view.report.decision
    if entry is None or (request.method != "POST" and not view.may_object):
        return back
    form = ObjectingForm(request.POST or None)
    if request.method != "POST":
        return _objecting(request, view, form)
    try:
        if form.is_valid():
            object_to(entry, form.cleaned_data["words"], report=view.report)
            return back
    except Invalid as refused:
        form.take(refused)
    return _objecting(request, view, form, status=422)


def _objecting(
    request: HttpRequest, view: ReceiptView, form: ObjectingForm, *, status: int = 200
) -> HttpResponse:
    response = render(request, "reports/object.html", {"page": view, "form": form}, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
