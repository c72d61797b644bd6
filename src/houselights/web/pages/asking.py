"""Asking a question, changing it, taking it back, and its earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.answers.asked_before import LIKELY
from houselights.answers.near_questions import near_questions
from houselights.base.errors import Invalid, NotAllowed
from houselights.base.idempotency import once
from houselights.base.limits import QUESTIONS_PER_PERSON, spend
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.questions.actions import ask as ask_question
from houselights.questions.actions import edit_question
from houselights.questions.models import Question
from houselights.questions.reads import source_of_question
from houselights.questions.standing import delete_question, demand_delete_question
from houselights.spoilers.redact import redact_question
from houselights.web.answer_cards import QuestionCard, make_question_cards
from houselights.web.cards import Setting
from houselights.web.first_look import keep_said, look_at_question
from houselights.web.forms.questions import QuestionForm
from houselights.web.moderated import moderators_way
from houselights.web.pages.film import film_or_404
from houselights.web.pages.questions import readable_question
from houselights.web.reading import reader_of
from houselights.web.typed import sign_in_first, typed_before


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """GET /films/<slug>/ask/: the form, and the questions like `?title=` (those alone for scripts).

    POST asks, once the asker has seen the questions that look alike (`seen` names them).
    """
    film = film_or_404(slug)
    if request.method == "POST":
        return _take_question(request, film)
    if getattr(request, "htmx", False):
        return _alike_fragment(request, film)
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), request.get_full_path())
    demand(request.user, Ability.WRITE)
    path = reverse("ask", args=[film.slug])
    typed = typed_before(request, path) or {"title": request.GET.get("title", "")}
    near = _alike(request, film, typed.get("title", ""))
    return _ask_page(request, film, QuestionForm(initial=typed), alike=near)


def _alike_fragment(request: HttpRequest, film: Film) -> HttpResponse:
    alike = _alike(request, film, request.GET.get("title", ""))
    return render(request, "questions/alike.html", {"alike": alike, "spoken": True})


def _alike(request: HttpRequest, film: Film, title: str) -> list[QuestionCard]:
    """The questions that may ask the same, while somebody types."""
    rows = near_questions(film, title, request.user) if title.strip() else []
    setting = Setting(reader_of(request), reverse("ask", args=[film.slug]))
    return make_question_cards(rows, setting)


def _ask_page(
    request: HttpRequest,
    film: Film,
    form: QuestionForm,
    *,
    alike: Sequence[QuestionCard] = (),
    asked: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"film": film, "form": form, "alike": alike, "asked": asked}
    return render(request, "questions/ask.html", context, status=status)


def _take_question(request: HttpRequest, film: Film) -> HttpResponse:
    if not isinstance(request.user, Person):
        return sign_in_first(request, ("title", "details"), reverse("ask", args=[film.slug]))
    form = QuestionForm(request.POST)
    again = look_at_question(request.POST, form, film, request.user, None)
    if again:
        return _ask_page(request, film, again)
    if not form.is_valid():
        return _ask_page(request, film, form, status=422)
    unseen = _unseen(request, film, form.cleaned_data["title"])
    if unseen:
        return _ask_page(request, film, form, alike=unseen, asked=True)
    try:
        return _ask_once(request, request.user, film, form)
    except Invalid as refused:
        form.take(refused)
        return _ask_page(request, film, form, status=422)


def _unseen(request: HttpRequest, film: Film, title: str) -> list[QuestionCard]:
    """The questions that look alike, unless the asker has seen those that are likely the same."""
    likely = near_questions(film, title, request.user, least=LIKELY)
    seen = set(request.POST.getlist("seen"))
    return _alike(request, film, title) if {row.public_id for row in likely} - seen else []


def _ask_once(request: HttpRequest, asker: Person, film: Film, form: QuestionForm) -> HttpResponse:
    def run() -> dict[str, Any]:
        spend(asker.public_id, "ask", QUESTIONS_PER_PERSON)
        with write(film.pk):
            question = ask_question(film, asker, form.text())
            keep_said(question, request.POST)
        return {"question": question.public_id}

    kept = once(asker.public_id, "ask", form.cleaned_data["token"], run)
    return HttpResponseRedirect(reverse("question", args=[kept["question"]]))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """/questions/<id>/edit/: the asker changes the question; its address and answers stay."""
    question = readable_question(public_id, request.user)
    if not isinstance(request.user, Person):
        return sign_in_first(request, ("title", "details"), request.path)
    person = _writer(request, question.asker_id)
    if request.method != "POST":
        typed = typed_before(request, request.path)
        shown = QuestionForm.showing(source_of_question(question))
        return _edit_page(request, question, QuestionForm(initial=typed) if typed else shown)
    form = QuestionForm(request.POST)
    again = look_at_question(request.POST, form, question.film, person, question)
    if again:
        return _edit_page(request, question, again)
    try:
        if form.is_valid():
            spend(person.public_id, "ask", QUESTIONS_PER_PERSON)
            with write(question.film_id):
                edit_question(question, person, form.text())
                keep_said(question, request.POST)
            return HttpResponseRedirect(question.get_absolute_url())
    except Invalid as refused:
        form.take(refused)
    return _edit_page(request, question, form, status=422)


def _edit_page(
    request: HttpRequest, question: Question, form: QuestionForm, *, status: int = 200
) -> HttpResponse:
    context = {"question": question, "film": question.film, "form": form}
    return render(request, "questions/edit.html", context, status=status)


def _writer(request: HttpRequest, writer_id: int | None) -> Person:
    """The person who asks to edit, if it is the writer."""
    if isinstance(request.user, Person) and request.user.pk == writer_id:
        return request.user
    raise NotAllowed(_("Only its writer may edit it."))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """/questions/<id>/delete/: asks once more, then takes the question off its film."""
    question = readable_question(public_id, request.user)
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), question.get_absolute_url())
    if way := moderators_way(question, request.user):
        return HttpResponseRedirect(way)
    if request.method == "POST":
        delete_question(question, request.user)
        messages.success(request, _("The question has been deleted."))
        return HttpResponseRedirect(reverse("film_questions", args=[question.film.slug]))
    demand_delete_question(question, request.user)
    audience = reader_of(request).audience(question)
    context = {"question": question, "title": redact_question(question, audience)}
    return render(request, "questions/delete.html", context)
