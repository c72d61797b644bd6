"""Erasing one earlier version: /reviews/<id>/history/<number>/erase/, and the like."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.models import Person
from houselights.base.errors import Invalid
from houselights.moderation import actions
from houselights.moderation.subjects import Text
from houselights.questions import standing as standing_of_questions
from houselights.questions.models import AnswerRevision, CommentRevision, QuestionRevision
from houselights.questions.tombstones import Version as VersionOfQuestions
from houselights.reviews import standing as standing_of_reviews
from houselights.reviews.models import Revision
from houselights.web.finding import readable_review
from houselights.web.forms.erasing import EraseVersionForm
from houselights.web.pages.answers import readable_answer
from houselights.web.pages.comments import readable_comment
from houselights.web.pages.questions import readable_question
from houselights.web.typed import sign_in_first

type Version = Revision | VersionOfQuestions


@dataclass(frozen=True, slots=True)
class Erasing:
    """A version that is to go; the template `history/erase.html` gets it as `page`."""

    row: Text
    version: Version
    history: str  # the address to come back to
    form: EraseVersionForm | None = None  # a writer needs to give no reason


@require_http_methods(["GET", "HEAD", "POST"])
def of_review(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """/reviews/<id>/history/<number>/erase/: asks once more, then erases that version."""
    review = readable_review(public_id, request.user)
    version = Revision.objects.filter(review=review, number=number).first()
    return _erase(request, review, version, reverse("history", args=[public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def of_question(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """/questions/<id>/history/<number>/erase/: the same for a question."""
    question = readable_question(public_id, request.user)
    version = QuestionRevision.objects.filter(question=question, number=number).first()
    return _erase(request, question, version, reverse("question_history", args=[public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def of_answer(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """/answers/<id>/history/<number>/erase/: the same for an answer."""
    answer = readable_answer(public_id, request.user)
    version = AnswerRevision.objects.filter(answer=answer, number=number).first()
    return _erase(request, answer, version, reverse("answer_history", args=[public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def of_comment(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """/comments/<id>/history/<number>/erase/: the same for a comment."""
    comment = readable_comment(public_id, request.user)
    version = CommentRevision.objects.filter(comment=comment, number=number).first()
    return _erase(request, comment, version, reverse("comment_history", args=[public_id]))


def _erase(request: HttpRequest, row: Text, version: Version | None, history: str) -> HttpResponse:
    person = request.user
    if not isinstance(person, Person):
        return sign_in_first(request, (), history)
    if version is None:
        raise Http404
    _demand(version, person)
    if version.erased_at is not None:
        return HttpResponseRedirect(history)
    form = None if row.writer == person else EraseVersionForm(request.POST or None)
    if request.method == "POST" and _erased(row, version, person, form):
        messages.success(request, _("The version was erased."))
        return HttpResponseRedirect(history)
    page = Erasing(row, version, history, form)
    status = 422 if request.method == "POST" else 200
    return render(request, "history/erase.html", {"page": page}, status=status)


def _demand(version: Version, person: Person) -> None:
    if isinstance(version, Revision):
        standing_of_reviews.demand_erase_version(version, person)
    else:
        standing_of_questions.demand_erase_version(version, person)


def _erased(row: Text, version: Version, person: Person, form: EraseVersionForm | None) -> bool:
    """Erase as the writer, or as a moderator who gives reasons; False if these are missing."""
    if form is None:
        _erase_own(version, person)
        return True
    if not form.is_valid():
        return False
    try:
        actions.erase_version(row, version, person, **form.cleaned_data)
    except Invalid as refused:
        form.take(refused)
        return False
    return True


def _erase_own(version: Version, person: Person) -> None:
    if isinstance(version, Revision):
        standing_of_reviews.erase_version(version, person)
    else:
        standing_of_questions.erase_version(version, person)
