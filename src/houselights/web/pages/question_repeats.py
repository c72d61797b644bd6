"""Saying that a question has been asked before: /questions/<id>/repeats/."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.errors import Invalid
from houselights.base.limits import REPORTS_PER_PERSON, spend
from houselights.moderation.of_questions import propose_repeat
from houselights.questions.models import Question
from houselights.questions.reads import question_by_id
from houselights.spoilers.redact import redact_question
from houselights.web.forms.managing import OtherForm
from houselights.web.other_questions import NEAR, offered, others_like
from houselights.web.pages.questions import readable_question
from houselights.web.reading import reader_of
from houselights.web.typed import sign_in_first


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shows the questions that look alike; POST tells the moderators which one it repeats."""
    question = readable_question(public_id, request.user)
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), request.path)
    demand(request.user, Ability.WRITE)
    form = _form(request, question)
    if request.method != "POST" or not form.is_valid():
        return _page(request, question, form)
    try:
        spend(request.user.public_id, "report", REPORTS_PER_PERSON)
        other = question_by_id(form.chosen) if form.chosen else None
        propose_repeat(question, other, request.user)
    except Invalid as refused:
        form.take(refused)
        return _page(request, question, form)
    messages.success(request, _("Thank you. The moderators will look at both questions."))
    return HttpResponseRedirect(question.get_absolute_url())


def _form(request: HttpRequest, question: Question) -> OtherForm:
    others = others_like(question, request.user)[:NEAR]
    return OtherForm(
        request.POST if request.method == "POST" else None,
        offered=offered(others, reader_of(request)),
        radios=True,
    )


def _page(request: HttpRequest, question: Question, form: OtherForm) -> HttpResponse:
    title = redact_question(question, reader_of(request).audience(question))
    context = {"question": question, "film": question.film, "title": title, "form": form}
    return render(request, "questions/repeats.html", context, status=422 if form.errors else 200)
