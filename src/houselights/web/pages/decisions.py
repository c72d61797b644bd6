"""A decision about one's own text, and objecting to it: /decisions/<id>/object/."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houselights.accounts.models import Person
from houselights.base.errors import Invalid, NotAllowed
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.moderation.actions import object_to
from houselights.moderation.models import Act, LogEntry
from houselights.moderation.reads import decision_by_id, is_last, objection_to
from houselights.moderation.rules import why_not_object
from houselights.moderation.subjects import IN_WORDS, Text, film_of, subject_of
from houselights.web.forms.reports import ObjectingForm
from houselights.web.pages.receipts import Objected, Told
from houselights.web.typed import sign_in_first, typed_before


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision for who wrote the text; `reports/decision.html` gets it as `page`."""

    entry: LogEntry
    text: Text
    objected: Objected | None
    why_not: str  # why they can't object (now)

    @property
    def what(self) -> str:
        """Such as "a review"."""
        return str(IN_WORDS[self.entry.kind])

    @property
    def film(self) -> Film:
        """The film that the text is about."""
        return film_of(self.text)

    @property
    def decision(self) -> Told:
        """What was decided."""
        return Told(self.entry)

    @property
    def is_erased(self) -> bool:
        """Whether the text itself is gone, so that no objection can bring it back."""
        return self.text.state == State.ERASED


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to_decision(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shows the writer what was decided and why; takes one objection to it."""
    entry = decision_by_id(public_id)
    if entry is None or entry.act == Act.NOTE:
        raise Http404
    if not isinstance(request.user, Person):
        return sign_in_first(request, ("words",), request.path)
    view = _view(entry, request.user)
    if request.method != "POST":
        return _page(request, view, ObjectingForm(initial=typed_before(request, request.path)))
    form = ObjectingForm(request.POST)
    try:
        if form.is_valid():
            object_to(entry, form.cleaned_data["words"], person=request.user)
            return HttpResponseRedirect(request.path)
    except Invalid as refused:
        form.take(refused)
    return _page(request, view, form, status=422)


def _view(entry: LogEntry, person: Person) -> DecisionView:
    text = subject_of(entry)
    if text is None or text.writer != person:
        raise NotAllowed(_("Only who wrote the text is told about this decision."))
    found = objection_to(entry, person=person)
    why_not = why_not_object(entry.act, by_writer=True, is_last=is_last(entry))
    return DecisionView(entry, text, Objected(found) if found else None, why_not)


def _page(
    request: HttpRequest, view: DecisionView, form: ObjectingForm, *, status: int = 200
) -> HttpResponse:
    context = {"page": view, "form": form}
    return render(request, "reports/decision.html", context, status=status)
