"""Answers: giving, voting, accepting, editing, deleting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.base.errors import Invalid, NotAllowed, Refusal
from houselights.base.idempotency import once
from houselights.base.limits import ANSWERS_PER_PERSON, VOTES_PER_PERSON, spend
from houselights.base.models import State
from houselights.base.writing import write
from houselights.questions.actions import accept_answer, edit_answer, vote_on_answer
from houselights.questions.actions import answer as give_answer
from houselights.questions.models import Answer, Question
from houselights.questions.reads import answer_by_id, source_of_answer
from houselights.questions.standing import delete_answer, demand_delete_answer
from houselights.spoilers.redact import redact_question
from houselights.web.answer_cards import AnswerCard, make_answer_cards
from houselights.web.cards import Setting
from houselights.web.decided import GoneByDecision, decision_about
from houselights.web.finding import may_read_withheld
from houselights.web.first_look import keep_said, look_at_answer
from houselights.web.forms.questions import AnswerForm
from houselights.web.moderated import moderators_way
from houselights.web.pages.errors import status_of
from houselights.web.pages.questions import question_page, readable_question
from houselights.web.query import local, opened_keys
from houselights.web.quote_picks import fresh_picking, sent_picking
from houselights.web.reading import reader_of
from houselights.web.typed import sign_in_first, typed_before
from houselights.web.wishes import value_of

_PARTS = {"card": "answers/card.html", "best": "questions/best.html"}


def readable_answer(public_id: str, viewer: Viewer) -> Answer:
    """The answer, if this viewer may read it: 404 unknown, 410 deleted, 451 withheld."""
    answer = answer_by_id(public_id)
    if answer is None:
        raise Http404
    readable_question(answer.question.public_id, viewer)
    if answer.state in (State.DELETED, State.ERASED):
        said = _("This answer has been deleted.")
        raise GoneByDecision(said, decision_about(answer, viewer))
    if answer.state == State.WITHHELD and not may_read_withheld(answer, viewer):
        sentence = _("This answer is withheld while the moderators look at it.")
        raise Refusal(sentence, code="withheld")
    return answer


# ── giving ──────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST /questions/<id>/answer/: publishes an answer; GET leads to the form."""
    question = readable_question(public_id, request.user)
    back = question.get_absolute_url()
    if not isinstance(request.user, Person):
        fields = ("body", "contains_spoilers") if request.method == "POST" else ()
        return sign_in_first(request, fields, f"{back}#answer")
    if request.method != "POST":
        return HttpResponseRedirect(f"{back}#answer")
    form = AnswerForm(request.POST)
    form.picking = sent_picking(request, question)
    again = look_at_answer(request.POST, form, question, request.user, None)
    if again:
        return question_page(request, question, again)
    try:
        if form.is_valid():
            return _give_once(request, request.user, question, form)
    except Invalid as refused:
        form.take(refused)
    return question_page(request, question, form, status=422)


def _give_once(
    request: HttpRequest, author: Person, question: Question, form: AnswerForm
) -> HttpResponse:
    def run() -> dict[str, Any]:
        spend(author.public_id, "answer", ANSWERS_PER_PERSON)
        with write(question.film_id):
            given = give_answer(question, author, form.text())
            keep_said(given, request.POST)
        return {"answer": given.public_id}

    kept = once(author.public_id, "answer", form.cleaned_data["token"], run)
    return HttpResponseRedirect(f"{question.get_absolute_url()}#r{kept['answer']}")


@require_safe
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /answers/<id>/card/: the answer alone, as the script puts it in place of the old one."""
    answer, given = readable_answer(public_id, request.user), request.GET
    part = given.get("part", "")
    setting = Setting(
        reader_of(request),
        here=local(given.get("here", ""), answer.question.get_absolute_url()),
        opened=opened_keys(given.get("open", "")),
        alone=part != "best",
    )
    template = _PARTS.get(part, _PARTS["card"])
    return render(request, template, {"card": _card(answer, setting, part)})


def _card(answer: Answer, setting: Setting, part: str = "card") -> AnswerCard:
    return make_answer_cards([answer], answer.question, setting, part=part)[0]


# ── voting and accepting ────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST /answers/<id>/vote/: yes, no or undo. A visitor is led to sign-in and back."""
    answer = readable_answer(public_id, request.user)
    given = request.POST if request.method == "POST" else request.GET
    here = local(given.get("next", ""), answer.question.get_absolute_url())
    back = f"{here}#r{answer.public_id}"
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), back)
    if request.method == "POST":
        return _cast(request, request.user, answer, here)
    return HttpResponseRedirect(back)


def _cast(request: HttpRequest, voter: Person, answer: Answer, here: str) -> HttpResponse:
    by_script = bool(getattr(request, "htmx", False))
    try:
        helpful = value_of(request.POST.get("value", ""))
        spend(voter.public_id, "vote", VOTES_PER_PERSON)
        voted = vote_on_answer(voter, answer, helpful=helpful)
    except Refusal as refusal:
        if not by_script:
            raise
        return _vote_line(request, answer, here, refusal)
    if by_script:
        voted.question = answer.question
        return _vote_line(request, voted, here)
    return HttpResponseRedirect(f"{here}#r{answer.public_id}")


def _vote_line(
    request: HttpRequest, answer: Answer, here: str, problem: Refusal | None = None
) -> HttpResponse:
    card = _card(answer, Setting(reader_of(request), here))
    context = {"card": card, "problem": problem and problem.sentence, "spoken": True}
    status = status_of(problem) if problem else 200
    return render(request, "answers/help.html", context, status=status)


@require_POST
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST /answers/<id>/accept/: marks the answer that settles the question, or takes it back."""
    answer = readable_answer(public_id, request.user)
    back = answer.get_absolute_url()
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), back)
    accepted = accept_answer(answer, request.user)
    said = _("Marked as the accepted answer.") if accepted else _("No answer is accepted now.")
    messages.success(request, said)
    return HttpResponseRedirect(back)


# ── editing and deleting ────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """/answers/<id>/edit/: its writer changes an answer; its votes stay."""
    answer = readable_answer(public_id, request.user)
    if not isinstance(request.user, Person):
        return sign_in_first(request, ("body", "contains_spoilers"), request.path)
    person = _writer(request, answer)
    if request.method != "POST":
        typed = typed_before(request, request.path)
        shown = AnswerForm.showing(source_of_answer(answer))
        form = AnswerForm(initial=typed) if typed else shown
        form.picking = fresh_picking(request, answer.question, request.path, answer)
        return _edit_page(request, answer, form)
    form = AnswerForm(request.POST)
    form.picking = sent_picking(request, answer.question, answer)
    again = look_at_answer(request.POST, form, answer.question, person, answer)
    if again:
        return _edit_page(request, answer, again)
    try:
        if form.is_valid():
            spend(person.public_id, "answer", ANSWERS_PER_PERSON)
            with write(answer.question.film_id):
                edit_answer(answer, person, form.text())
                keep_said(answer, request.POST)
            return HttpResponseRedirect(answer.get_absolute_url())
    except Invalid as refused:
        form.take(refused)
    return _edit_page(request, answer, form, status=422)


def _edit_page(
    request: HttpRequest, answer: Answer, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    title = redact_question(answer.question, reader_of(request).audience(answer.question))
    context = {"answer": answer, "question": answer.question, "title": title, "form": form}
    return render(request, "answers/edit.html", context, status=status)


def _writer(request: HttpRequest, answer: Answer) -> Person:
    """The person who asks to edit, if it is the writer."""
    if isinstance(request.user, Person) and request.user.pk == answer.author_id:
        return request.user
    raise NotAllowed(_("Only its writer may edit it."))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """/answers/<id>/delete/: asks once more, then takes the answer off its question."""
    answer = readable_answer(public_id, request.user)
    back = answer.question.get_absolute_url()
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), back)
    if way := moderators_way(answer, request.user):
        return HttpResponseRedirect(way)
    if request.method == "POST":
        delete_answer(answer, request.user)
        messages.success(request, _("The answer has been deleted."))
        return HttpResponseRedirect(back)
    demand_delete_answer(answer, request.user)
    title = redact_question(answer.question, reader_of(request).audience(answer.question))
    context = {
        "asks": _("Delete this answer?"),
        "act": _("Delete the answer"),
        "title": title,
        "keep": answer.get_absolute_url(),
    }
    return render(request, "parts/delete.html", context)
