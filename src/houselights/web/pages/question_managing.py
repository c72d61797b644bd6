"""What moderators do with one question: /questions/<id>/manage/."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.errors import Invalid, Refusal
from houselights.catalogue.models import Film
from houselights.moderation import of_questions
from houselights.questions.closing import is_edited_since
from houselights.questions.linking import linked_to
from houselights.questions.models import Question
from houselights.questions.moved import stands_at
from houselights.questions.reads import question_by_id, source_of_question
from houselights.spoilers.redact import redact_question
from houselights.web.forms.managing import CloseForm, MergeForm, OtherForm, TitleForm
from houselights.web.forms.questions import WordedForm
from houselights.web.other_questions import offered, others_like
from houselights.web.pages.questions import readable_question
from houselights.web.question_state import NamedQuestion
from houselights.web.reading import reader_of
from houselights.web.typed import sign_in_first


@dataclass(frozen=True, slots=True)
class ManagingView:
    """A question and what can be done with it; `questions/manage.html` gets it as `page`."""

    question: Question
    title: str
    proposed: list[NamedQuestion]  # that readers say it repeats
    linked: list[NamedQuestion]
    close: WordedForm
    merge: WordedForm
    link: WordedForm
    retitle: WordedForm

    @property
    def film(self) -> Film:
        """The film that is asked about."""
        return self.question.film

    @property
    def is_edited_since(self) -> bool:
        """Whether it was edited after it was closed."""
        return is_edited_since(self.question)


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shows the forms; POST does the one thing that `act` names, and leads back to the question."""
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), request.path)
    demand(request.user, Ability.MODERATE)
    question = readable_question(public_id, request.user)
    if request.method != "POST":
        return _page(request, question, _forms(request, question))
    return _take(request, request.user, question, request.POST.get("act", ""))


def _take(request: HttpRequest, by: Person, question: Question, act: str) -> HttpResponse:
    if act in _PLAIN:
        return _done(request, question, lambda: _PLAIN[act](question, by, request.POST))
    forms = _forms(request, question, act)
    form = forms.get(act)
    if form is None or not form.is_valid():
        return _page(request, question, forms, status=422)
    try:
        return _done(request, question, lambda: _FORMED[act](question, by, form))
    except Invalid as refused:
        form.take(refused)
        return _page(request, question, forms, status=422)


def _done(
    request: HttpRequest, question: Question, run: Callable[[], str | Promise]
) -> HttpResponse:
    """Do it and lead to the question; what can't be done any more is said on the page of forms."""
    try:
        messages.success(request, str(run()))
    except Invalid:
        raise
    except Refusal as refused:
        messages.warning(request, refused.sentence)
        return HttpResponseRedirect(reverse("manage_question", args=[question.public_id]))
    fresh = question_by_id(question.public_id) or question
    return HttpResponseRedirect(stands_at(fresh).get_absolute_url())


# ── what can be done ────────────────────────────────────────────────────────────────────────────


def _close(question: Question, by: Person, form: Any) -> Promise:
    given, original = form.cleaned_data, _named(form.chosen)
    of_questions.close(
        question, by, given["because"], original=original, explanation=given["explanation"]
    )
    return _("Closed. The asker is told why.")


def _merge(question: Question, by: Person, form: Any) -> Promise:
    words = form.cleaned_data["explanation"]
    of_questions.merge(question, _named(form.chosen), by, explanation=words)
    return _("Merged: its answers stand here now.")


def _link(question: Question, by: Person, form: Any) -> Promise:
    of_questions.link(question, _named(form.chosen), by, is_on=True)
    return _("The two questions name each other now.")


def _retitle(question: Question, by: Person, form: Any) -> Promise:
    given = form.cleaned_data
    of_questions.retitle(question, by, given["title"], explanation=given["explanation"])
    return _("The question has another title. The asker is told.")


def _reopen(question: Question, by: Person, _given: QueryDict) -> Promise:
    of_questions.reopen(question, by)
    return _("Opened again. The asker is told.")


def _protect(question: Question, by: Person, _given: QueryDict) -> Promise:
    of_questions.protect(question, by, is_on=True)
    return _("Protected: only people who have written here for a while may answer.")


def _unprotect(question: Question, by: Person, _given: QueryDict) -> Promise:
    of_questions.protect(question, by, is_on=False)
    return _("Everybody may answer again.")


def _unmerge(question: Question, by: Person, _given: QueryDict) -> Promise:
    of_questions.unmerge(question, by)
    return _("This is a question of its own again, with its answers.")


def _unlink(question: Question, by: Person, given: QueryDict) -> Promise:
    of_questions.link(question, _named(given.get("other", "")), by, is_on=False)
    return _("The two questions name each other no longer.")


def _named(public_id: str) -> Question | None:
    return question_by_id(public_id) if public_id else None


_PLAIN: dict[str, Callable[[Question, Person, QueryDict], Promise]] = {
    "reopen": _reopen,
    "protect": _protect,
    "unprotect": _unprotect,
    "unmerge": _unmerge,
    "unlink": _unlink,
}
_FORMED: dict[str, Callable[[Question, Person, Any], Promise]] = {
    "close": _close,
    "merge": _merge,
    "link": _link,
    "retitle": _retitle,
}


# ── the page ────────────────────────────────────────────────────────────────────────────────────


def _forms(request: HttpRequest, question: Question, sent: str = "") -> dict[str, WordedForm]:
    """The four forms; the one whose act was sent holds what was sent."""
    reader, first = reader_of(request), of_questions.proposed(question)
    others = offered(others_like(question, request.user, first), reader)
    guess = {"other": first[0]} if first else {}
    title = {"title": source_of_question(question).title}

    def made(form: type[WordedForm], name: str, **more: Any) -> WordedForm:
        data = request.POST if name == sent else None
        return form(data, auto_id=f"{name}-%s", **more)

    return {
        "close": made(CloseForm, "close", offered=others, initial=guess),
        "merge": made(MergeForm, "merge", offered=others, initial=guess),
        "link": made(OtherForm, "link", offered=others),
        "retitle": made(TitleForm, "retitle", initial=title),
    }


def _page(
    request: HttpRequest, question: Question, forms: dict[str, WordedForm], *, status: int = 200
) -> HttpResponse:
    reader = reader_of(request)
    named = [_named(public_id) for public_id in of_questions.proposed(question)]
    view = ManagingView(
        question=question,
        title=redact_question(question, reader.audience(question)),
        proposed=[NamedQuestion.of(one, reader) for one in named if one],
        linked=[NamedQuestion.of(one, reader) for one in linked_to(question, request.user)],
        **forms,
    )
    return render(request, "questions/manage.html", {"page": view}, status=status)
